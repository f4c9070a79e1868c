"""Printed bibliography entries: who, what and when, going by how the many styles set them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.bibliographies.plain import plain
from survey.bibliographies.spelt import identifiers_in, year_in
from survey.reading.bibitem import Item
from survey.reading.entry import Entry
from survey.reading.names import printed_authors
from survey.reading.titles import printed_title


def read_printed(key: str, label: str, blocks: Sequence[str]) -> Entry:
    """What an entry says that is printed in `blocks`, each LaTeX."""
    return read_item(Item(key, label, "\n\\newblock ".join(blocks), tuple(blocks)))


def read_item(item: Item) -> Entry:
    """What `item` says."""
    printed = plain(item.latex)
    return Entry(
        key=item.key,
        raw=printed,
        title=printed_title(item),
        authors=printed_authors(item),
        year=_year(item, printed),
        identifiers=identifiers_in(_addresses(item.latex)),
    )


def _addresses(latex: str) -> str:
    """`latex` with its addresses as they are meant, without the line-breaking aids that some styles put into them."""
    latex = re.sub(r"\\(?:discretionary)(?:\{[^{}]*\}){3}|\\(?:hspace|penalty)\s*(?:\{[^{}]*\}|-?\d+\s?)", "", latex)
    latex = re.sub(r"\\([_%#&~])", r"\1", latex).replace("\\-", "")
    return re.sub(r"\{\{?\s*|\s*\}?\}|\\[A-Za-z@]+\*?", " ", latex)


def _year(item: Item, printed: str) -> int | None:
    field = re.search(
        r"\\(?:bibinfo\s*\{year\}|bibyear|APACrefYearMonthDay)\s*\{\D{0,3}(1[5-9]\d\d|20\d\d)", item.latex
    )
    labelled = re.search(
        r"[({,\s](1[5-9]\d\d|20\d\d)[a-z]?(?:\\natexlab\s*\{\{?\w*\}?\}|\{\\natexlab\{\w*\}\})?[)}]", item.label
    )
    for found in (field, labelled):
        if found:
            return int(found.group(1))
    return year_in(printed)
