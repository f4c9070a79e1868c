"""PubMed's `.nbib`: MEDLINE's tagged lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.bibliographies.dates import month_of
from survey.bibliographies.draft import Draft
from survey.bibliographies.people import people_of_a_database, spoken
from survey.bibliographies.tagged import Layout, Tagged, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.bibliographies.draft import Said

BEGINS = re.compile(r"^PMID *- ", re.M)
_TAG = re.compile(r"(?=.{4}- ?)([A-Z]{2,4}) *-(?: (.*)|$)")
_WORDS = {
    "title": ("TI", "BTI"),
    "journal": ("JT", "TA"),
    "abstract": ("AB",),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "language": ("LA",),
    "place": ("PL",),
    "publisher": ("PB",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
    "booktitle": ("BTI",),
}
# Kinds that say how a work was paid for or made, not where it appeared.
_PASSING = re.compile(r"Research Support|(?:Comparative|Evaluation|Validation|Multicenter) Study|English Abstract")
_REST = ("FAU", "AU", "CN", "FED", "ED", "AID", "LID", "DP", "PT", "IS", "ISBN", "MH", "OT", "SB")
_READ = frozenset({*_REST, *(tag for tags in _WORDS.values() for tag in tags)})


def read_medline(text: str) -> Iterator[Said]:
    """The entries of `text`."""
    for entry in entries(text, Layout(_TAG, "PMID", None)):
        yield _draft(entry) if isinstance(entry, Tagged) else entry


def _draft(entry: Tagged) -> Draft:
    words = {name: entry.first(*tags) for name, tags in _WORDS.items()}
    # In brackets stands the translation of a title.
    words["title"] = re.sub(r"^\[(.*)\]$", r"\1", words["title"].removesuffix("."))
    if not entry.all("TI"):
        words["booktitle"] = ""
    printed = entry.first("DP")
    kinds = entry.all("PT")
    words |= {"year": printed[:4], "date": _iso(printed), "doi": _named(entry, "doi"), "month": _month(printed)}
    words |= {"article_number": _named(entry, "pii") if not words["pages"] else "", "isbn": entry.first("ISBN")}
    words |= {"issn": " ".join(text.partition(" ")[0] for text in entry.all("IS")[:1])}
    words |= {"keywords": "; ".join(entry.all("OT")), "editor": "; ".join(map(spoken, entry.all("FED", "ED")))}
    authors = people_of_a_database(entry.all("FAU") or entry.all("AU"))
    words["family_names"] = "; ".join(authors.families)
    return Draft(
        id=entry.first("PMID") or None,
        line=entry.line,
        kind=next((kind for kind in kinds if not _PASSING.match(kind)), None),
        words=words,
        authors=authors.names + tuple(entry.all("CN")),
        authors_cut=authors.are_more,
        fields=(*entry.beyond(_READ), *(("MH", text) for text in entry.all("MH"))),
    )


def _named(entry: Tagged, kind: str) -> str:
    """The article's name of `kind`, as in `10.1000/x [doi]`."""
    ends = f" [{kind}]"
    return next((text.removesuffix(ends) for text in entry.all("AID", "LID") if text.endswith(ends)), "")


def _month(printed: str) -> str:
    """The month of `2020 May 3` by its number; `Mar-Apr` as it is printed, as is a season."""
    found = re.match(r"\d{4} ([A-Z][a-z]{2,}(?:-[A-Z][a-z]{2,})?)", printed)
    return str(month_of(found[1]) or found[1]) if found else ""


def _iso(printed: str) -> str:
    """The day of `2020 May 3`; "" for less than a day."""
    found = re.match(r"(\d{4}) ([A-Z][a-z]{2}) (\d{1,2})$", printed)
    month = month_of(found[2]) if found else None
    return f"{found[1]}-{month:0>2}-{found[3]:0>2}" if found and month else ""
