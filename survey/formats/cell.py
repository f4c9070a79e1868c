"""What a review table is made of: cells, and the columns that fill them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from survey.model.text import title_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from survey.model.view import PaperView


Mark: TypeAlias = Literal["best", "second"]


class Cell(NamedTuple):
    """What is known of one thing about one paper."""

    value: str | int | float | None
    """What a program reads; None is unknown."""
    link: str | None = None
    """Where it leads: an address as a source gave it, not yet safe to follow."""
    shown: str | None = None
    """What a person reads, where that is not the value itself."""
    mark: Mark | None = None
    """Whether it is the best of its column, or the second."""


UNKNOWN = Cell(None)
Row: TypeAlias = tuple[Cell, ...]


class Credit(NamedTuple):
    """Who said what a cell shows, and on which ISO date; None is unknown."""

    source: str | None
    on: str | None


def nobody(view: PaperView) -> Iterable[Credit]:
    """No credits, for what the catalog itself says of `view`."""
    return ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a review table."""

    name: str
    """What it is called in options and in files that programs read."""
    heading: str
    cell: Callable[[PaperView], Cell]
    credit: Callable[[PaperView], Iterable[Credit]] = nobody
    is_number: bool = False
    is_date: bool = False
    """Whether its values are ISO dates, as far as they are days."""


# Half of a surrogate pair is no character: JSON can spell it, UTF-8 cannot.
_HALVES = re.compile(r"[\ud800-\udfff]")


def one_line(text: str) -> str:
    """`text` on one line, without what cannot be seen or written; empty where nothing remains."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _HALVES.sub("\ufffd", title_line(text) or "")
