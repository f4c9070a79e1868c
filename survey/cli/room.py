"""What of a list of papers a screen has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from survey.cli.out import UNKNOWN, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEWEST = {"title": 24, "why": 40, "venue": 20}
"""Characters that a column needs at least which may break over lines."""
_LEAST_TELLING = ("tags", "code", "reading", "cited", "decision", "venue", "year")
"""Columns that go where there is no room for titles, in this order; those with nothing in them go first."""
_BETWEEN = 3
"""Characters between two columns."""
_EDGES = 2


class Shown(NamedTuple):
    """A table, and its columns that may break over lines."""

    headings: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    wrap: tuple[str, ...]


def fitted(headings: tuple[str, ...], rows: list[tuple[Any, ...]], width: int) -> Shown:
    """Those columns for which a screen of `width` characters has room beside titles.

    Why a paper stands where it does is told under its title, where a column for it would be too narrow to read.
    """
    widths = _widths(headings, rows)
    if "why" in headings and _needed(headings, widths) > width:
        headings, rows = _told_below(headings, rows)
        widths["title"] = widths.pop("why")
    empty = {name for at, name in enumerate(headings) if not any(row[at] for row in rows)}
    kept = headings
    for name in sorted(_LEAST_TELLING, key=lambda name: name not in empty):
        if _needed(kept, widths) > width:
            kept = tuple(each for each in kept if each != name)
    places = [headings.index(name) for name in kept]
    wrap = ("title", "why", *(["venue"] if widths["venue"] >= _FEWEST["venue"] else []))
    return Shown(kept, [tuple(row[at] for at in places) for row in rows], wrap)


def _widths(headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[str, int]:
    """How many characters each column needs."""
    from rich.cells import cell_len

    longest = {
        name: max([len(name), *(cell_len(printable(UNKNOWN if row[at] is None else str(row[at]))) for row in rows)])
        for at, name in enumerate(headings)
    }
    return {name: min(longest[name], _FEWEST.get(name, longest[name])) for name in headings}


def _needed(headings: tuple[str, ...], widths: Mapping[str, int]) -> int:
    return _EDGES + sum(widths[name] for name in headings) + _BETWEEN * (len(headings) - 1)


def _told_below(
    headings: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    title, why = headings.index("title"), headings.index("why")
    told = [
        tuple(f"{cell or UNKNOWN}\n{row[why]}" if at == title else cell for at, cell in enumerate(row) if at != why)
        for row in rows
    ]
    return tuple(name for name in headings if name != "why"), told
