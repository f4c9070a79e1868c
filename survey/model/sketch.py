"""What an account is compared by: the few things that tell a work from others, made comparable once."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from survey.model.identifier import Identifier, read_identifier
from survey.model.names import read_name
from survey.model.record import Venue, VenueKind
from survey.model.text import fold, folded
from survey.model.venue import settled_venue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.model.record import Record


class Form(StrEnum):
    """In what form an account says that the work appeared."""

    PREPRINT = "preprint"
    CONFERENCE = "conference"
    JOURNAL = "journal"


class Pages(NamedTuple):
    """First and last page, as "s12"; the last is "" where not said."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """What two accounts are compared by. All but the abstract is folded; what is not said is None or empty."""

    title: str | None
    surnames: tuple[str, ...]
    """In order."""
    year: int | None
    identifiers: frozenset[Identifier]
    given: tuple[str, ...] = ()
    """Given names or initials, one for each of `surnames`, "" where not said."""
    authors_cut: bool = False
    venue: str | None = None
    form: Form | None = None
    volume: str | None = None
    issue: str | None = None
    pages: Pages | None = None
    abstract: str | None = None
    """The beginning as printed: few are ever compared by it."""

    @property
    def words(self) -> frozenset[str]:
        """The words of all names of authors, initials left out."""
        return _words(self.surnames, self.given)

    @property
    def block(self) -> str | None:
        """Under which word others are looked up that may be the same work: its title, unless that says nothing."""
        return None if not self.title or is_of_many(self.title) else self.title

    @property
    def backwards(self) -> str | None:
        """`block` from its last letter to its first: titles that end alike lie beside one another by it."""
        return title[::-1] if (title := self.block) else None


_ABSTRACT = 200
"""How many letters of an abstract are compared: enough to tell two apart, and no copyright line at the end."""


@lru_cache(maxsize=4096)
def fold_abstract(begins: str) -> str:
    """What two printings of the abstract that `begins` so share."""
    return folded(mended(begins))[:_ABSTRACT]


def sketch(record: Record) -> Sketch:
    """What `record` is compared by. Names that many records print are kept once."""
    details = dict(record.details)
    people = [person for person in map(_person, record.authors) if person.family]
    venue = settled_venue(Venue(mended(record.venue.name), record.venue.kind)) if record.venue else None
    place = _place(details) if details else _NOWHERE
    named = _named_in(record, details)
    identifiers = record.identifiers | named if named else record.identifiers
    return Sketch(
        title=fold_title(record.title) if record.title else None,
        surnames=tuple([person.family for person in people]),
        year=record.year,
        identifiers=identifiers,
        given=tuple([person.given for person in people]),
        authors_cut=record.authors_cut,
        venue=(intern(fold(venue.name)) or None) if venue else None,
        form=_form(record, venue, identifiers),
        volume=place.volume,
        issue=place.issue,
        pages=place.pages,
        abstract=record.abstract[: 2 * _ABSTRACT] if record.abstract else None,
    )


class _Person(NamedTuple):
    family: str
    given: str


@lru_cache(maxsize=16384)
def _person(author: str) -> _Person:
    return _Person(*map(intern, read_name(mended(author))))


def name_words(authors: Sequence[str]) -> frozenset[str]:
    """What `Sketch.words` says of a record of these `authors`."""
    people = [_person(author) for author in authors]
    return _words(tuple([each.family for each in people]), tuple([each.given for each in people]))


# A set takes ten times the memory of the names it is made of, so that only those just compared are kept.
@lru_cache(maxsize=131072)
def _words(surnames: tuple[str, ...], given: tuple[str, ...]) -> frozenset[str]:
    names = (*surnames, *given)
    return frozenset([word for name in names for word in (name.split() if " " in name else (name,)) if len(word) > 1])


# Text that was read in the wrong character set shows these; and a program that cannot print a character its number.
_GARBLED = re.compile("[ÂÃÄÅâ][\u0080-\u00ff\u0152-\u2122]")
_NUMBERED = re.compile(r"<U\+([0-9A-F]{4,5})>")


def mended(text: str) -> str:
    """`text` with HTML references, characters told by number and UTF-8 that was read as Latin-1 put right."""
    if text.isascii() and "&" not in text and "<U+" not in text:
        return text
    text = _NUMBERED.sub(lambda found: chr(int(found[1], 16)), html.unescape(text))
    if _GARBLED.search(text):
        for charset in ("cp1252", "latin-1"):
            try:
                return text.encode(charset).decode()
            except UnicodeError:
                continue
    return text


# What indexes of medicine write behind a title: "[Review] [45 refs]", "[Erratum appears in …]".
_REMARK = re.compile(
    r"\s*\[(?:[^\[\]]*\brefs?|(?:systematic )?review|(?:see )?comments?|(?:published )?erratum[^\[\]]*|"
    r"corrected[^\[\]]*|(?:article )?in [a-z]+|miscellaneous article|.{0,40}PMID[^\[\]]*)\.?\]\s*",
    re.I,
)


def fold_title(title: str) -> str:
    """`title` folded, without the remarks that indexes add to it in square brackets."""
    if "[" in title and (bare := _REMARK.sub(" ", title).strip()):
        title = bare
    return fold(mended(title))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PAGE = re.compile(r"[a-z]{0,8}\.?\d+[a-z]?|\b[ivxlc]+\b", re.I)


@lru_cache(maxsize=4096)
def pages_of(text: str) -> Pages | None:
    """First and last page of `288-97`, `S12--S14` or `e1002`; also of `06-Oct`, as spreadsheets spoil 6-10."""
    parts = [part.strip().lower() for part in re.split(r"[-–—‐,]+", text) if part.strip()]
    parts = [str(_MONTHS.index(part) + 1) if part in _MONTHS else part for part in parts[:2]]
    numbers = [_page(found[0]) for part in parts if (found := _PAGE.search(part))]
    # "Suppl-42": the first page is lost.
    if len(numbers) < len(parts) or not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return Pages(first, "" if last == first else last)


def _page(text: str) -> str:
    letters = "".join(char for char in text if char.isalpha())
    number = "".join(char for char in text if char.isdigit()).lstrip("0")
    return letters.removeprefix("pp").removeprefix("p") + number


class _Place(NamedTuple):
    volume: str | None
    issue: str | None
    pages: Pages | None


_NOWHERE = _Place(None, None, None)
_VOLUME_AND_ISSUE = re.compile(r"\s*(\d+)\s*\((\d+)")


def _place(details: dict[str, str]) -> _Place:
    """Volume, issue and pages, also where `13 (2)` stands for the volume and the article number for the issue."""
    volume, issue = details.get("volume", ""), details.get("issue") or details.get("number") or ""
    pages = details.get("pages") or ""
    if found := _VOLUME_AND_ISSUE.match(volume):
        return _Place(_number(found[1]), _number(found[2]), pages_of(pages or issue))
    if re.match(r"\s*[a-z]+\d{3}|\s*\d{5}", issue, re.I):
        return _Place(_number(volume), None, pages_of(pages or issue))
    return _Place(_number(volume), _number(issue), pages_of(pages))


def _number(text: str) -> str | None:
    """The first number in a volume or an issue, so that `7 (Suppl 1)`, `7` and `Vol. 07` are alike."""
    found = re.search(r"\d+(?!\)|\d)", text)
    return (found[0].lstrip("0") or "0") if found else None


_ARXIV = re.compile(r"(?:arxiv[:\s./a-z]*|\babs/)(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.I)


def _named_in(record: Record, details: dict[str, str]) -> frozenset[Identifier]:
    """The arXiv identifier that bibliographies hide in the venue or the volume: `arXiv preprint arXiv:2312.00752`."""
    for text in (record.venue.name if record.venue else "", details.get("volume", "")):
        if "/" in text or "rxiv" in text.lower():
            found = _ARXIV.search(text)
            name = read_identifier(f"arxiv:{found[1]}") if found else None
            if name:
                return frozenset({name})
    return frozenset()


_SERVERS = re.compile(
    r"\b(?:\w*a?rxiv|corr|ssrn|research square|preprints?|computing research repository|techrxiv|osf)\b"
)
_JOURNALS = re.compile(
    r"\b(?:j|journal|trans|transactions|letters|lett|magazine|annals|ann|archives|arch|acta|bulletin|bull|quarterly|"
    r"zeitschrift|revista|revue|record|rec|reviews?|rev|tods|tkde|tacl|jmlr|tmlr|cacm|communications of the acm)\b"
)
_MEETINGS = re.compile(
    r"\b(?:proceedings|proc|conference|conf|symposium|symp|workshops?|meeting|congress|advances in neural|"
    r"international joint)\b"
)
_PREPRINT_DOI = re.compile(r"10\.(?:1101/(?:20\d\d|\d{6})|2139/|21203/|20944/|31234/|36227/|26434/|31219/|33774/)")
_OF_KIND = {
    "posted-content": Form.PREPRINT, "preprint": Form.PREPRINT, "article-preprint": Form.PREPRINT,
    "journal-article": Form.JOURNAL, "journalarticle": Form.JOURNAL, "proceedings-article": Form.CONFERENCE,
    "inproceedings": Form.CONFERENCE, "conference": Form.CONFERENCE, "conference-paper": Form.CONFERENCE,
}  # fmt: skip
_OF_VENUE = {
    VenueKind.PREPRINT: Form.PREPRINT, VenueKind.JOURNAL: Form.JOURNAL, VenueKind.CONFERENCE: Form.CONFERENCE,
    VenueKind.WORKSHOP: Form.CONFERENCE,
}  # fmt: skip


def _form(record: Record, venue: Venue | None, identifiers: frozenset[Identifier]) -> Form | None:
    if venue and venue.kind in _OF_VENUE:
        return _OF_VENUE[venue.kind]
    if venue and (told := form_of(fold(venue.name))):
        return told
    if told := _OF_KIND.get((record.kind or "").lower().replace(" ", "-")):
        return told
    dois = [name.value for name in identifiers if name.scheme == "doi"]
    if dois:
        return Form.PREPRINT if all(map(_PREPRINT_DOI.match, dois)) else None
    return Form.PREPRINT if not venue and any(name.scheme == "arxiv" for name in identifiers) else None


@lru_cache(maxsize=8192)
def form_of(venue: str) -> Form | None:
    """What a folded name of a venue says of the form."""
    if _SERVERS.search(venue):
        return Form.PREPRINT
    if _MEETINGS.search(venue) and not venue.startswith("proceedings of the national academy"):
        return Form.CONFERENCE
    return Form.JOURNAL if _JOURNALS.search(venue) else None


_OF_MANY = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "this", "to", "with", "abstract",
    "abstracts", "acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments", "announcement",
    "announcements", "annual", "appendix", "author", "authors", "board", "book", "books", "brief", "calendar",
    "call", "calls", "chair", "chairs", "chairman", "chairmen", "column", "comment", "commentary", "comments",
    "committee", "communication", "conclusion", "conclusions", "conference", "conferences", "contents",
    "contributors", "correction", "corrections", "corrigenda", "corrigendum", "courses", "cover", "department",
    "dialogue", "discussion", "editor", "editorial", "editorials", "editors", "elsewhere", "errata", "erratum",
    "events", "foreword", "forthcoming", "front", "general", "guest", "highlights", "image", "images", "index",
    "information", "instructions", "interview", "introduction", "issue", "issues", "item", "items", "journal",
    "keynote", "keynotes", "letter", "letters", "list", "matter", "meeting", "meetings", "memoriam", "message",
    "minutes", "miscellany", "news", "newsletter", "note", "notes", "notice", "number", "obituary", "opening",
    "organization", "overview", "page", "pages", "panel", "paper", "papers", "perspectives", "poster", "posters",
    "preface", "president", "proceedings", "program", "programme", "prologue", "publication", "publications",
    "reader", "readers", "recent", "referees", "remarks", "reply", "report", "reports", "response", "retraction",
    "review", "reviewer", "reviewers", "reviews", "s", "section", "senior", "session", "sessions", "short",
    "special", "subject", "summaries", "summary", "supplement", "symposium", "table", "thanks", "titles",
    "tutorial", "tutorials", "untitled", "update", "volume", "welcome", "word", "words", "workshop", "workshops",
    "year",
})  # fmt: skip


@lru_cache(maxsize=16384)
def is_of_many(title: str) -> bool:
    """Whether a folded title is one that many papers have, as "Editorial": words of front matter and numbers only."""
    return all(word in _OF_MANY or word.isdigit() for word in title.split())
