"""The fields of a BibTeX entry by the names of the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.bibliographies.dates import month_of
from survey.bibliographies.draft import Draft
from survey.bibliographies.latex import words_of
from survey.bibliographies.people import people
from survey.bibliographies.spelt import bibtex_identifiers, without_escapes
from survey.model.identifier import identifier
from survey.model.pointer import parted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from survey.model.identifier import Identifier

# Each word of the project, and the fields that say it, the best first.
_WORDS = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "year": ("year",),
    "month": ("month",),
    "day": ("day",),
    "date": ("date",),
    "journal": ("journaltitle", "journal"),
    "booktitle": ("booktitle",),
    "series": ("series",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "article_number": ("eid", "articleno", "article-number"),
    "publisher": ("publisher",),
    "place": ("address", "location"),
    "institution": ("institution", "school"),
    "organization": ("organization",),
    "edition": ("edition",),
    "chapter": ("chapter",),
    "event": ("eventtitle",),
    "isbn": ("isbn",),
    "issn": ("issn",),
    "language": ("language", "langid"),
    "keywords": ("keywords", "keyword"),
    "howpublished": ("howpublished",),
    "comment": ("note",),
    "abstract": ("abstract",),
}
_VERBATIM = {
    "url": ("url", "link", "ee", "bdsk-url-1", "adsurl"),
    "pdf": ("pdf",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid", "pmc"),
}
OF_MENDELEY = "mendeley-tags"
"""The field in which Mendeley keeps its user's tags; which of them stood there is kept, so that they go back."""
# Some of many addresses: which of them goes with the paper is for others to say. Babel's name of a language is no word,
# and a day alone no date.
_KEPT = frozenset({*_VERBATIM["url"][1:], "langid", "day", OF_MENDELEY})
_PLAIN_DATE = re.compile(r"\s*\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?\s*")
_NOTES = ("annotation", "annote", "review")
_TAGS = ("groups", OF_MENDELEY)
_IDENTIFYING = frozenset({"doi", "eprint", "archiveprefix", "eprinttype", "arxivid", "arxiv", "pmid", "pmcid", "pmc"})
_PEOPLE = frozenset({"author", "authors", "editor", "editors"})
_RANKS = {
    field: (rank, word, field)
    for word, spellings in (_WORDS | _VERBATIM).items()
    for rank, field in enumerate(spellings)
}
_JUDGED = ("survey-different", "survey-same")
_ELSEWHERE = _IDENTIFYING | _PEOPLE | {*_NOTES, *_TAGS, *_JUDGED}
_IN_WHOLES = frozenset({"inproceedings", "conference", "incollection", "inbook"})
"""Works whose title is not that of what they stand in, though they have no other."""
_DASHES = re.compile(r"\s*(?:-{1,3}|–|—)\s*")
_RANGE = re.compile(r"[A-Za-z]?\d+\s*(?:-{1,3}|–|—)\s*[A-Za-z]?\d+")


def as_draft(kind: str, key: str, line: int, fields: Mapping[str, str]) -> Draft:
    """What the entry `key` says in its `fields`, whose values are LaTeX."""
    taken = _taken(fields)
    words = {word: _plain(word, fields[field]) for word, field in taken.items()}
    authors = people(fields.get("author") or fields.get("authors", ""))
    different, same = (parted(words_of(fields.get(name, ""))) for name in _JUDGED)
    dated = re.match(r"\d{4}-(0[1-9]|1[0-2])(?!\d)", words.get("date", ""))
    if dated and "month" not in words:
        words["month"] = str(int(dated.group(1)))
    words["family_names"] = "; ".join(authors.families)
    if editors := people(fields.get("editor") or fields.get("editors", "")).names:
        words["editor"] = "; ".join(editors)
    if "title" not in words and "booktitle" in words and kind.lower() not in _IN_WHOLES:
        words["title"] = words.pop("booktitle")
    if "title" in words and (subtitle := words.pop("subtitle", "")):
        words["title"] += f" {subtitle}" if words["title"][-1] in "?!:" else f": {subtitle}"
    identifiers = bibtex_identifiers(key, fields) | _eprint(fields)
    return Draft(
        id=key.strip() or None,
        line=line,
        kind=kind.lower(),
        words=words,
        authors=authors.names,
        authors_cut=authors.are_more,
        identifiers=identifiers,
        tags=tuple(tag for name in _TAGS if name in fields for tag in listed(fields[name])),
        notes=tuple(_noted(fields)),
        fields=tuple(_beyond(fields, _said(fields, taken, identifiers))),
        different=different,
        same=same,
    )


def _taken(fields: Mapping[str, str]) -> dict[str, str]:
    """For each word of the project the field that says it best."""
    found = sorted(_RANKS[name] for name in fields if name in _RANKS and fields[name].strip())
    return {word: field for _, word, field in reversed(found)}


def _plain(word: str, latex: str) -> str:
    if word in _VERBATIM:
        return " ".join(without_escapes(latex).split())
    text = words_of(latex)
    if word == "month":
        return str(month_of(text) or text)
    return _DASHES.sub("-", text) if word == "pages" and _RANGE.fullmatch(text) else text


def listed(latex: str) -> list[str]:
    """The tags of a list, in which JabRef puts a backslash before a comma that parts none."""
    parts = re.split(r"(?<!\\)[,;]", latex)
    return [tag for part in parts if (tag := words_of(re.sub(r"\\([,;])", r"\1", part)))]


def _noted(fields: Mapping[str, str]) -> Iterator[str]:
    """What the user wrote about it, a note a paragraph."""
    written = next((fields[name] for name in _NOTES if fields.get(name, "").strip()), "")
    yield from map(words_of, re.split(r"\n[ \t]*\n|\\par(?![A-Za-z])", written))


def _eprint(fields: Mapping[str, str]) -> frozenset[Identifier]:
    """The identifier under `eprint` where the entry says whose it is."""
    kind = (fields.get("eprinttype") or fields.get("archiveprefix") or "").strip().lower()
    scheme = {"pubmed": "pmid", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid", "dblp": "dblp"}.get(kind)
    found = identifier(scheme, fields.get("eprint", "").strip()) if scheme else None
    return frozenset({found} if found else ())


def _said(
    fields: Mapping[str, str], taken: Mapping[str, str], identifiers: AbstractSet[Identifier]
) -> AbstractSet[str]:
    """The fields of which nothing is lost, as what was `taken` says all of it, or `identifiers` do."""
    schemes = {name.scheme for name in identifiers}
    said = {*taken.values(), *_ELSEWHERE} - _KEPT
    if not schemes & {"doi", "arxiv"}:
        said -= {"doi"}
    if not schemes & {"arxiv", "pmid", "pmcid", "dblp"}:
        said -= {"eprint", "archiveprefix", "eprinttype"}
    if {"journal", "booktitle"} <= taken.keys():
        # A work appears in one of them; which one is for others to say.
        said -= {taken["journal"], "booktitle"}
    if not _PLAIN_DATE.fullmatch(fields.get("date", "")):
        said -= {"date"}
    return said


def _beyond(fields: Mapping[str, str], said: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """The fields that nothing above keeps, as they are written: they are for the file they go back to."""
    yield from ((name, value) for name, value in fields.items() if name not in said and value.strip())
