"""Drafts as records."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from survey.bibliographies.entry import FILE
from survey.bibliographies.kinds import venue_kind
from survey.bibliographies.people import without_others
from survey.bibliographies.spelt import identifiers_in, year_in
from survey.model.identifier import Identifier, identifier
from survey.model.record import Record, Venue, VenueKind
from survey.model.text import day, line, title_line, year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.bibliographies.draft import Draft

DETAILS = (
    "volume", "issue", "pages", "article_number", "publisher", "place", "editor", "edition", "series",
    "journal", "booktitle", "event", "institution", "organization", "chapter", "month", "number", "isbn", "issn",
    "language", "keywords", "license", "howpublished", "comment", "family_names",
)  # fmt: skip
"""The words of a draft that a record keeps as details under the same name."""
_SCHEMES = ("doi", "arxiv", "pmid", "pmcid", "openalex", "s2", "corpus", "acl", "dblp", "openreview", "mag")
_PREPRINT = re.compile(
    r"\s*(?:arxiv(?:\.org|\s+e-?prints?|\s+preprint)?|corr|computing research repository)\b(?P<rest>.*)", re.I | re.S
)
_SERVER = re.compile(
    r"\s*(?:(?:bio|med|chem|psya|tech|eart)r?xiv|ssrn|research square|hal|osf preprints|preprints\.org)\b[^.,;]*", re.I
)


def as_record(draft: Draft) -> Record | None:
    """What `draft` says as a record with the key `?`; None where nothing in it tells of a work."""
    if draft.record:
        return draft.record
    kind = venue_kind(draft.kind)
    words = _placed(draft.words, kind) | _keywords(draft)
    title, names = title_line(words.get("title")), _identifiers(draft)
    named, are_more = without_others((name, "") for each in draft.authors if (name := title_line(each)))
    authors = tuple(name for name, _ in named)
    url = _address(words.get("url"))
    if not (title or names or authors or url) and not (url := _address(words.get("howpublished"))):
        return None
    return Record(
        source=FILE,
        key="?",
        title=title,
        authors=authors,
        authors_cut=draft.authors_cut or are_more,
        year=_year(words),
        published=_day(words),
        venue=_venue(words, kind, is_sure=draft.kind == kind),
        abstract=line(words.get("abstract")),
        identifiers=names,
        url=url,
        pdf=_address(words.get("pdf")),
        kind=line(draft.kind),
        details=details(words),
    )


def details(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those of `words` that a record keeps as details."""
    said = ((name, line(words[name])) for name in sorted(DETAILS) if name in words)
    return tuple((name, text) for name, text in said if text)


def _keywords(draft: Draft) -> dict[str, str]:
    """The keywords less the tags, which Mendeley and `survey` write among them for programs that read no others."""
    tags = set(draft.tags)
    if not tags or "keywords" not in draft.words:
        return {}
    parted = ";" if ";" in (text := draft.words["keywords"]) else ","
    words = list(filter(None, map(str.strip, text.split(parted))))
    kept = [word for word in words if word not in tags]
    return {"keywords": f"{parted} ".join(kept)} if kept != words else {}


def _year(words: Mapping[str, str]) -> int | None:
    said = words.get("year", "").strip(" ()[]"), words.get("date", "")
    return next((found for text in said if (found := year(text))), None) or year_in(" ".join(said)[:1000])


def _day(words: Mapping[str, str]) -> date | None:
    """The day it appeared, where the file names a whole one."""
    if whole := day(re.sub(r"^(\d{4})/(\d{2})/(\d{2})", r"\1-\2-\3", words.get("date", "").strip())):
        return whole
    try:
        return date(*(int(words[part]) for part in ("year", "month", "day")))
    except (KeyError, ValueError, OverflowError):
        return None


def _identifiers(draft: Draft) -> frozenset[Identifier]:
    """The names of the work. A mere web page is none: many entries may point to one page."""
    words = draft.words
    names = {identifier(scheme, words[scheme]) for scheme in _SCHEMES if scheme in words}
    for scheme in ("doi", "arxiv"):
        if scheme in words and not any(name and name.scheme == scheme for name in names):
            names |= identifiers_in(words[scheme][:2000])
    if words.get("addresses"):
        # An address may have been copied along; what the entry says by name counts more.
        said = {name.scheme for name in names if name}
        names |= {name for name in identifiers_in(words["addresses"][:5000]) if name.scheme not in said}
    if found := _PREPRINT.match(words.get("journal", "")):
        names |= identifiers_in(f"arXiv{found['rest']} {words.get('volume', '')}"[:500])
    return frozenset(name for name in {*names, *draft.identifiers} if name and name.scheme != "url")


def _address(text: str | None) -> str | None:
    """The first web address in `text`, with its `https://` where that was left out."""
    found = re.search(r"https?://[^\s<>\"]+|(?:www|dx)\.[^\s<>\"]+", text[:5000], re.I) if text else None
    if not found:
        return None
    address = found.group()
    return address if address.lower().startswith("http") else f"https://{address}"


def _placed(words: dict[str, str], kind: VenueKind | None) -> dict[str, str]:
    """`words` in which a talk or a chapter stands in a book, whatever the format calls that."""
    if kind in {VenueKind.CONFERENCE, VenueKind.WORKSHOP, VenueKind.BOOK} and not words.get("booktitle"):
        return {"booktitle" if name == "journal" else name: text for name, text in words.items() if name != "booktitle"}
    return words


_MEETING_IN = re.compile(r"\. Conference(?=:|$)")
"""Behind the name of a journal that printed the abstracts of a meeting: indexes call these articles, too."""


def _venue(words: Mapping[str, str], kind: VenueKind | None, *, is_sure: bool) -> Venue | None:
    journal, booktitle = (line(words.get(name)) for name in ("journal", "booktitle"))
    name = journal or booktitle if kind in {VenueKind.JOURNAL, VenueKind.PREPRINT, None} else booktitle or journal
    if not name:
        # Tables call everything an article; one that says `journal` means it.
        name, kind, journal = line(words.get("venue")), kind if kind is not VenueKind.JOURNAL or is_sure else None, None
    if not name:
        server = line(words.get("howpublished")) or (
            line(words.get("publisher")) if kind is VenueKind.PREPRINT else None
        )
        if not server or not (_SERVER.fullmatch(server) or _PREPRINT.fullmatch(server)):
            return None
        return Venue("arXiv" if _PREPRINT.match(server) else server, VenueKind.PREPRINT)
    if _PREPRINT.match(name):
        return Venue("arXiv", VenueKind.PREPRINT)
    if _SERVER.match(name):
        return Venue(name, VenueKind.PREPRINT)
    told = kind or (VenueKind.JOURNAL if journal else None)
    return Venue(name, None if told is VenueKind.JOURNAL and _MEETING_IN.search(name) else told)
