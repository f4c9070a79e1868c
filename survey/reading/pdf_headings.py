"""The headings of a PDF: by its bookmarks, else by how they look."""

from __future__ import annotations

import re
from collections import Counter
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from survey.model.text import fold
from survey.reading.sections import is_related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.reading.pdf_lines import Row
    from survey.reading.pdf_pages import Parts

_NUMBER = re.compile(
    r"\s*(?:(?i:appendix|chapter|section)\s+)?"
    r"(\d{1,2}(?:\.\d{1,2})*|[A-Z](?:\.\d{1,2})*|[IVX]{1,5})(?:[.:)]\s*|\s+)(?=\S)"
)
_KNOWN = frozenset({
    "abstract", "introduction", "conclusion", "conclusions", "references", "bibliography", "acknowledgments",
    "acknowledgements", "acknowledgment", "acknowledgement", "discussion", "method", "methods", "background",
    "experiments", "results", "appendix", "limitations",
})  # fmt: skip
_LONGEST = 120
_MOST_LINES = 3
_ENOUGH = 3
_NEAR = 60
"""Lines that are looked at around the place that a bookmark names."""


class Titled(NamedTuple):
    """A heading, and how many lines it takes: none where the line is only the first one below it."""

    title: str
    level: int
    lines: int


def headings(parts: Parts, text: Sequence[Row]) -> dict[int, Titled]:
    """The headings by their first lines."""
    marked = dict(_bookmarked(parts, text))
    # A document may have bookmarks for a few of its parts only.
    return marked if len(marked) >= _ENOUGH else dict(_by_looks(text)) | marked


def _bookmarked(parts: Parts, text: Sequence[Row]) -> Iterator[tuple[int, Titled]]:
    by_page: dict[int, list[int]] = {}
    for number, row in enumerate(text):
        by_page.setdefault(row.page, []).append(number)
    for level, title, page, height in parts["outline"]:
        near = nsmallest(_NEAR, by_page.get(page, ()), key=lambda number: abs(text[number].y - height))
        found = next(((number, lines) for number in near if (lines := _says(text, number, title))), None)
        # A title with mathematics in it reads otherwise where it is printed.
        below = max((number for number in near if text[number].y < height), key=lambda n: text[n].y, default=None)
        if found or below is not None:
            number, lines = found or (below or 0, 0)
            yield number, Titled(_bare(title), level + 1, lines)


def _says(text: Sequence[Row], first: int, title: str) -> int:
    """How many lines from `first` on say `title` and nothing else; 0 where they do not."""
    wanted, said = fold(_bare(title)), ""
    for lines in range(1, _MOST_LINES + 1):
        if first + lines > len(text):
            return 0
        said += f" {text[first + lines - 1].text}"
        words = fold(_bare(said.strip()))
        if words == wanted and wanted:
            return lines
        if not words or not wanted.startswith(words):
            return 0
    return 0


def _bare(title: str) -> str:
    """`title` without its number."""
    number = _NUMBER.match(title)
    return title[number.end() :].strip() if number else title.strip()


def _by_looks(text: Sequence[Row]) -> Iterator[tuple[int, Titled]]:
    sizes = Counter[float]()
    for row in text:
        sizes[round(row.size, 1)] += len(row.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    for number, row in enumerate(text):
        if (level := _level(row, body)) is not None:
            yield number, Titled(_bare(row.text), level, 1)


def _level(row: Row, body: float) -> int | None:
    """The level of the heading that a line looks like; None where it looks like none."""
    said = row.text
    if len(said) > _LONGEST or not re.search(r"[^\W\d_]{3}", said) or said.endswith((",", ";")):
        return None
    number, words = _NUMBER.match(said), fold(_bare(said))
    is_set_apart = row.is_bold or row.size > 1.08 * body
    is_capital = said.upper() == said
    if words in _KNOWN or is_related(words):
        return 1 if is_set_apart or is_capital else None
    if number is None or not said[number.end()].isupper():
        return None
    if number[1].isupper() and is_capital and re.fullmatch(r"[IVX]+", number[1]):
        return 1
    return 1 + number[1].count(".") if is_set_apart and number[1][0].isdigit() else None
