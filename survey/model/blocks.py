"""Which of many accounts are worth comparing: those that meet under a common word."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from survey.model.sketch import Sketch

_ALL = 30
"""In a block of up to so many, everybody meets everybody."""
_NEXT = 8
"""In a larger one, each meets so many that follow in the order of their titles."""
_LETTERS = 24


def keys(of: Sketch) -> Iterator[Hashable]:
    """The words under which `of` meets others: its identifiers, pieces of its title, authors with a year, its pages."""
    yield from of.identifiers
    title = of.title
    if title:
        yield from _pieces(title)
    years = (None,) if of.year is None else (of.year, of.year + 1)
    if of.surnames and title:
        if len(of.surnames) > 1:
            yield of.surnames[:2]
        for year in years:
            yield of.surnames[0], year
            if len(of.surnames) > 1:
                yield of.surnames[-1], year
    if of.pages and of.volume and title:
        yield of.volume, of.pages.first


def _pieces(title: str) -> Iterator[str]:
    squeezed = title.replace(" ", "")
    yield f"<{squeezed[:_LETTERS]}"
    if len(squeezed) > _LETTERS:
        yield f">{squeezed[-_LETTERS:]}"
    long = sorted({word for word in title.split() if len(word) > 4}, key=lambda word: (-len(word), word))[:3]
    if len(long) > 2:
        yield " ".join(sorted(long))


def meetings(sketches: Sequence[Sketch]) -> set[tuple[int, int]]:
    """Every two of `sketches` to compare, by their places, the smaller first.

    There are at most about `_NEXT` times as many as keys, however many share one; those that lie near one another by
    title are never lost.
    """
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, each in enumerate(sketches):
        for key in set(keys(each)):
            blocks[key].append(place)
    met: set[tuple[int, int]] = set()
    for places in blocks.values():
        if len(places) <= _ALL:
            met.update(combinations(places, 2))
        else:
            met.update(_neighbours(places, sketches))
    return met


def _neighbours(places: Sequence[int], sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    ordered = sorted(places, key=lambda place: (sketches[place].title or "", sketches[place].year or 0, place))
    for start, one in enumerate(ordered):
        for other in ordered[start + 1 : start + 1 + _NEXT]:
            yield (one, other) if one < other else (other, one)
