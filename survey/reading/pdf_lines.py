"""The lines of a PDF as they are read: from the first page to the last, without what stands on every page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from survey.model.text import fold
from survey.reading.cites import CLOSE, OPEN
from survey.reading.pdf_pages import BOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from survey.reading.pdf_pages import Line, Page, Parts

_LIGATURES = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ",
    # What only our own marks may hold.
    OPEN: None, CLOSE: None, "\ue002": None,
})  # fmt: skip
_MARGIN = 0.09
"""The share of a page's height, at its top and bottom, where running heads and page numbers stand."""
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


class Run(NamedTuple):
    """Text of one style, and where the link on it leads."""

    text: str
    style: int
    target: str | None


class Row(NamedTuple):
    """One line of text on a page, and where it begins in points from the left and from the bottom."""

    page: int
    x: float
    y: float
    size: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(run.text for run in self.runs).strip()

    @property
    def is_bold(self) -> bool:
        """Whether nearly all of it is bold."""
        bold = sum(len(run.text) for run in self.runs if run.style & BOLD)
        return bold >= 0.8 * sum(len(run.text) for run in self.runs)


def rows(parts: Parts) -> list[Row]:
    """The lines of all pages, without running heads and page numbers."""
    heads = Counter(
        words
        for page in parts["pages"]
        for words in {_without_numbers(line) for line in page["lines"] if _is_in_margin(page, line)}
    )
    return [
        Row(number, line["x"], line["y"], line["size"], tuple(_runs(page, line)))
        for number, page in enumerate(parts["pages"])
        for line in page["lines"]
        if not (_is_in_margin(page, line) and (heads[words := _without_numbers(line)] >= 3 or not words))
    ]


def _runs(page: Page, line: Line) -> Iterator[Run]:
    for text, style, link in line["runs"]:
        yield Run(text.translate(_LIGATURES), style, None if link is None else page["links"][link])


def _is_in_margin(page: Page, line: Line) -> bool:
    return not _MARGIN < line["y"] / max(page["height"], 1) < 1 - _MARGIN


def _without_numbers(line: Line) -> str:
    return re.sub(r"[\d\s]+", " ", fold("".join(text for text, _, _ in line["runs"]))).strip()


def hyphenated(text: Sequence[Row]) -> frozenset[str]:
    """The words that are written with a hyphen within a line, and so keep it where a line ends."""
    return frozenset(word.lower() for row in text for word in _HYPHENATED.findall(row.text))


def joined(lines: Sequence[Row], say: Callable[[Run], str], compounds: frozenset[str]) -> str:
    """`lines` as one text of what `say` makes of their runs, words that were broken at a line's end made whole."""
    text = ""
    for row in lines:
        piece = "".join(map(say, row.runs)).strip()
        following = _FIRST_WORD.match(piece)
        before = re.search(r"([^\W\d_]+)-$", text[-60:])
        if before and following and piece[0].islower():
            is_compound = f"{before[1]}-{following[0]}".lower() in compounds
            text = text if is_compound else text[:-1]
        elif text:
            text += " "
        text += piece
    return text
