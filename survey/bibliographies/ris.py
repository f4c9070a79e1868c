"""RIS: what every reference manager and most databases write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.bibliographies.draft import Draft
from survey.bibliographies.name_parts import unlike
from survey.bibliographies.people import given_first, told_in_commas, without_others
from survey.bibliographies.spelt import named_in_note
from survey.bibliographies.tagged import Layout, Tagged, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.bibliographies.draft import Said

BEGINS = re.compile(r"^[ \t]*TY {1,4}-(?: |$)", re.M)
# Two spaces before the dash are the rule; some programs write one.
_STRICT = re.compile(r"[ \t]*([A-Z][A-Z0-9]) {2,4}-(?:[ \t](.*)|$)")
_LOOSE = re.compile(r"[ \t]*([A-Z][A-Z0-9]) {1,4}-(?:[ \t](.*)|$)")
_AUTHORS = ("AU", "A1")
_EDITORS = ("A2", "ED", "A3")
_WORDS = {
    "title": ("TI", "T1", "CT", "BT"),
    "journal": ("T2", "JF", "JO", "JA", "J2", "J1", "BT"),
    "series": ("T3",),
    "abstract": ("AB", "N2"),
    "date": ("DA",),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "article_number": ("C7",),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "edition": ("ET",),
    "language": ("LA",),
    "doi": ("DO", "DI"),
    "number": ("M1",),
    "url": ("UR",),
    "pdf": ("L1",),
}
_IN_BOOKS = frozenset({"CHAP", "CONF", "CPAPER", "ECHAP"})
_YEAR, _PAGES, _REST = ("PY", "Y1"), ("SP", "EP"), ("TY", "ER", "ID", "SN", "KW", "N1", "LB", "L2", "C2", "U1")
# Scopus writes under the tag for notes what is no reader's note.
_EXPORTED = re.compile(r"(?:Export Date|Cited By|Correspondence Address|CODEN|References):", re.I)
_READ = frozenset({*_AUTHORS, *_EDITORS, *_YEAR, *_PAGES, *_REST, *(tag for tags in _WORDS.values() for tag in tags)})


def read_ris(text: str) -> Iterator[Said]:
    """The entries of `text`; one that nothing ends is read up to where the next begins."""
    is_loose = not re.search(r"^[ \t]*TY {2}-", text, re.M)
    for entry in entries(text, Layout(_LOOSE if is_loose else _STRICT, "TY", "ER")):
        yield _draft(entry) if isinstance(entry, Tagged) else entry


def _draft(entry: Tagged) -> Draft:
    kind = entry.first("TY")
    words = {name: entry.first(*tags) for name, tags in _WORDS.items()}
    if kind.upper() in _IN_BOOKS:
        words["booktitle"] = words.pop("journal")
    elif kind.upper() in {"BOOK", "THES", "RPRT"}:
        words["journal"] = ""
        words["series"] = words["series"] or entry.first("T2")
    if kind.upper() in {"THES", "RPRT"}:
        words["institution"] = words.pop("publisher")
    year = entry.first(*_YEAR)
    if dated := re.match(r"\d{4}/(\d{1,2})(?!\d)", words["date"]):
        words["month"] = str(int(dated.group(1)))
    words |= {"year": year, "date": _iso(words["date"]) or _iso(year), "pages": "-".join(entry.all(*_PAGES)[:2])}
    numbers = [(_serial(text), text) for text in entry.all("SN")]
    words |= dict(reversed(numbers))
    authors, are_more = without_others(map(told_in_commas, entry.lines(*_AUTHORS)))
    words["family_names"] = "; ".join(unlike(authors))
    words |= {"keywords": "; ".join(entry.lines("KW")), "editor": "; ".join(map(given_first, entry.all(*_EDITORS)))}
    named = (*entry.all("UR", "L1", "L2", "M3", "C2"), *map(named_in_note, entry.all("N1")))
    words["addresses"] = " ".join(named[:20])
    return Draft(
        id=entry.first("ID") or None,
        line=entry.line,
        kind=kind or None,
        words=words,
        authors=tuple(name for name, _ in authors),
        authors_cut=are_more,
        tags=tuple(entry.lines("LB")),
        notes=tuple(text for text in entry.all("N1") if not _EXPORTED.match(text)),
        different=tuple(_judged(entry, "survey-different: ")),
        same=tuple(_judged(entry, "survey-same: ")),
        fields=(
            *entry.beyond(_READ),
            *_others(entry),
            *(("SN", text) for name, text in numbers if text != words[name]),
        ),
    )


def _judged(entry: Tagged, begins: str) -> Iterator[str]:
    """What a user of `survey` decided, which stands among the lines that RIS leaves to its users."""
    return (text.removeprefix(begins) for text in entry.all("U1") if text.startswith(begins))


def _others(entry: Tagged) -> Iterator[tuple[str, str]]:
    """What stands under tags that are read, yet is not what was taken from them."""
    for tags in _WORDS.values():
        taken = entry.first(*tags)
        yield from ((tag, text) for tag in tags for text in entry.all(tag) if text != taken)
    yield from ((tag, text) for tag in ("L2", "C2") for text in entry.all(tag))
    yield from (("N1", text) for text in entry.all("N1") if _EXPORTED.match(text))
    yield from (("U1", text) for text in entry.all("U1") if not re.match(r"survey-(?:different|same): ", text))


def _iso(written: str) -> str:
    """The day of a date as RIS writes it, `2012/05/03/` or `2012/5/3`; "" for less than a day."""
    found = re.match(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)", written)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else ""


def _serial(number: str) -> str:
    """Whether a number is an ISSN or an ISBN, which RIS writes under one tag: that has eight digits, this more."""
    return "issn" if re.match(r"\d{4}-?\d{3}[\dXx](?![\dXx-])", number) else "isbn"
