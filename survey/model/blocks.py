"""Which of many accounts are worth comparing: those that meet under a common word."""

from __future__ import annotations

from array import array
from itertools import combinations
from typing import TYPE_CHECKING

from survey.model.kinds_of_title import titled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from survey.model.sketch import Sketch

_ALL = 30
"""In a block of up to so many, everybody meets everybody."""
_NEXT = 8
"""In a larger one, each meets so many that follow in the order of their titles."""
_LETTERS = 24


def _titles(of: Sketch) -> Iterator[str]:
    """The title squeezed; of a note, which begins or ends in other words than its work, also that of the work."""
    if of.title:
        yield of.title.replace(" ", "")
        if (work := titled(of.title).work) != of.title:
            yield work.replace(" ", "")


def _beginnings(of: Sketch) -> Iterator[Hashable]:
    return (title[:_LETTERS] for title in _titles(of))


def _ends(of: Sketch) -> Iterator[Hashable]:
    return (title[-_LETTERS:] for title in _titles(of) if len(title) > _LETTERS)


def _long_words(of: Sketch) -> Iterator[Hashable]:
    for title in {of.title, titled(of.title).work} if of.title else ():
        long = sorted({word for word in title.split() if len(word) > 4})
        if len(long) > 2:
            yield " ".join(sorted(sorted(long, key=len, reverse=True)[:3]))


def _first_authors(of: Sketch) -> Iterator[Hashable]:
    if of.title and len(of.surnames) > 1:
        yield of.surnames[:2]


def _authors_of_a_year(of: Sketch) -> Iterator[Hashable]:
    if of.title and of.surnames:
        for year in (None,) if of.year is None else (of.year, of.year + 1):
            yield of.surnames[0], year
            if len(of.surnames) > 1:
                yield of.surnames[-1], year


def _prints(of: Sketch) -> Iterator[Hashable]:
    if of.pages and of.volume and of.title:
        yield of.volume, of.pages.first


_KINDS: tuple[Callable[[Sketch], Iterable[Hashable]], ...] = (
    lambda of: of.identifiers, _beginnings, _ends, _long_words, _first_authors, _authors_of_a_year, _prints,
)  # fmt: skip
"""The words under which an account meets others, kind by kind."""


_SPAN = 16384
"""Of so many sketches the pairs are sought out together that meet under several words."""


def meetings(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Every two of `sketches` to compare, each once, by their places, the smaller first.

    There are at most about `_NEXT` times as many as keys, however many share one; those that lie near one another by
    title are never lost. Only the blocks of one kind of word are held at a time.
    """
    number = len(sketches)
    # A million accounts meet some ten million times: in an array a meeting takes eight bytes, in a set ten times that.
    met = [array("Q") for _ in range(0, number, _SPAN)]
    for kind in _KINDS:
        for places in _blocks(kind, sketches):
            for one, other in combinations(places, 2) if len(places) <= _ALL else _neighbours(places, sketches):
                met[one // _SPAN].append(one * number + other)
    while met:
        yield from (divmod(pair, number) for pair in sorted(set(met.pop())))


def _blocks(kind: Callable[[Sketch], Iterable[Hashable]], sketches: Sequence[Sketch]) -> Iterable[list[int]]:
    """The places of those that share a word of `kind`."""
    first: dict[Hashable, int] = {}
    blocks: dict[Hashable, list[int]] = {}
    for place, each in enumerate(sketches):
        for key in kind(each):
            met = first.setdefault(key, place)
            if met == place:
                continue
            block = blocks.get(key)
            if block is None:
                blocks[key] = [met, place]
            elif block[-1] != place:
                block.append(place)
    return blocks.values()


def _neighbours(places: Sequence[int], sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    ordered = sorted(places, key=lambda place: (sketches[place].title or "", sketches[place].year or 0, place))
    for start, one in enumerate(ordered):
        for other in ordered[start + 1 : start + 1 + _NEXT]:
            yield (one, other) if one < other else (other, one)
