"""Web of Science's plain text, and EndNote's own tagged lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.bibliographies.draft import Draft
from survey.bibliographies.people import given_first, people_of_a_database
from survey.bibliographies.tagged import Layout, Tagged, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.bibliographies.draft import Said

BEGINS = re.compile(r"^(?:FN (?:Clarivate|Thomson|ISI)|PT [A-Z]$)", re.M)
ENDNOTE_BEGINS = re.compile(r"^%0 \S", re.M)
_WOS = Layout(re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"), "PT", "ER")
_ENDNOTE = Layout(re.compile(r"%([0-9A-Z@!?^~#$&+*<>()\[\]|])(?:[ \t](.*)|$)"), "0", None)
_KINDS = {"J": "journal", "C": "proceedings", "B": "book", "S": "book"}
_WOS_WORDS = {
    "title": ("TI",),
    "journal": ("SO",),
    "series": ("SE",),
    "abstract": ("AB",),
    "year": ("PY",),
    "volume": ("VL",),
    "issue": ("IS",),
    "article_number": ("AR",),
    "publisher": ("PU",),
    "place": ("PI",),
    "language": ("LA",),
    "doi": ("DI",),
    "pmid": ("PM",),
    "issn": ("SN", "EI"),
    "isbn": ("BN",),
    "event": ("CT",),
}
_WOS_REST = ("PT", "DT", "ER", "AU", "AF", "CA", "BE", "BP", "EP", "UT", "DE")
_WOS_READ = frozenset({*_WOS_REST, *(tag for tags in _WOS_WORDS.values() for tag in tags)})
_ENDNOTE_WORDS = {
    "title": ("T",),
    "journal": ("J", "B"),
    "series": ("S",),
    "abstract": ("X",),
    "year": ("D",),
    "volume": ("V",),
    "issue": ("N",),
    "pages": ("P",),
    "publisher": ("I",),
    "place": ("C",),
    "edition": ("7",),
    "language": ("G",),
    "doi": ("R",),
    "url": ("U",),
    "pdf": (">",),
    "issn": ("@",),
}
_ENDNOTE_READ = frozenset({*"0AEFKZ", *(tag for tags in _ENDNOTE_WORDS.values() for tag in tags)})


def read_web_of_science(text: str) -> Iterator[Said]:
    """The entries of Web of Science's plain text."""
    for entry in entries(text, _WOS):
        yield _wos_draft(entry) if isinstance(entry, Tagged) else entry


def _wos_draft(entry: Tagged) -> Draft:
    kind = entry.first("PT")
    words = {name: entry.first(*tags) for name, tags in _WOS_WORDS.items()}
    if kind in {"C", "B", "S"}:
        words["booktitle"] = words.pop("journal")
    words |= {"pages": "-".join(entry.all("BP", "EP")[:2]), "editor": "; ".join(map(given_first, entry.lines("BE")))}
    words |= {"keywords": entry.first("DE")}
    authors = people_of_a_database(entry.lines("AF") or entry.lines("AU"))
    words["family_names"] = "; ".join(authors.families)
    return Draft(
        id=entry.first("UT") or None,
        line=entry.line,
        kind=entry.first("DT") or _KINDS.get(kind, kind) or None,
        words=words,
        authors=authors.names + tuple(entry.lines("CA")),
        authors_cut=authors.are_more,
        fields=entry.beyond(_WOS_READ),
    )


def read_endnote(text: str) -> Iterator[Said]:
    """The entries of EndNote's tagged lines (`.enw`)."""
    for entry in entries(text, _ENDNOTE):
        yield _endnote_draft(entry) if isinstance(entry, Tagged) else entry


def _endnote_draft(entry: Tagged) -> Draft:
    kind = entry.first("0")
    words = {name: entry.first(*tags) for name, tags in _ENDNOTE_WORDS.items()}
    if "journal" not in kind.lower():
        words["booktitle"] = words.pop("journal")
    words["addresses"] = " ".join(entry.all("U", ">"))
    words |= {"keywords": "; ".join(entry.lines("K")), "editor": "; ".join(map(given_first, entry.all("E")))}
    authors = people_of_a_database(entry.all("A"))
    words["family_names"] = "; ".join(authors.families)
    return Draft(
        id=entry.first("F") or None,
        line=entry.line,
        kind=kind or None,
        words=words,
        authors=authors.names,
        authors_cut=authors.are_more,
        notes=tuple(entry.all("Z")),
        fields=entry.beyond(_ENDNOTE_READ),
    )
