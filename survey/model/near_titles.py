"""Titles that may be one spelt otherwise, found among many at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from survey.model.likeness import numbers_in, words_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_SPELT = 80.0
"""How alike (0 to 100), letter by letter, two spellings of one title are at least."""
_UNEVEN = 3 / 2
"""How many times as long the longer of two such spellings is at most."""
_HELD = 90.0
"""How alike (0 to 100) two titles are at least by their words, so that one holds the other."""
_LONGER = 11 / 9
"""How many times as long the longer of two titles is at most whose words, each once, are spelt so alike."""
_FEW = 6
"""From so many titles on it is worth to put those on a shelf that they are held against."""
_MANY = 20
"""From so many on it is worth to hand them over at once."""


def near_titles(titles: Collection[str], others: Iterable[str]) -> set[str]:
    """Those of `others` that differ from one of `titles` but may be of one work with it, as `are_alike` says.

    All are folded, and none is empty.
    """
    every = list(set(others))
    if len(titles) < _FEW:
        return {other for title in titles for other in _near(title, every, every)}
    shelf = _Shelf(every)
    return {other for title in titles for other in _near(title, shelf.spelt_like(title), shelf.worth_reading(title))}


def _near(title: str, spelt: Sequence[str], worded: Sequence[str]) -> set[str]:
    held = _alike(fuzz.token_set_ratio, title, worded, _HELD)
    found = {other for other in held if numbers_in(other) == numbers_in(title)}
    return (found | _alike(fuzz.ratio, title, spelt, _SPELT)) - {title}


def _alike(scorer: Any, title: str, others: Sequence[str], least: float) -> set[str]:
    if len(others) < _MANY:
        return {other for other in others if scorer(title, other, score_cutoff=least)}
    return {other for other, _, _ in process.extract(title, others, scorer=scorer, score_cutoff=least, limit=None)}


class _Shelf:
    """Titles in the order of their lengths, and under their words."""

    def __init__(self, titles: Iterable[str]) -> None:
        self.titles = sorted(titles, key=len)
        self.lengths = [len(title) for title in self.titles]
        self.letters = [_letters(title) for title in self.titles]
        self.repeating = [title for title in self.titles if _length(title) < len(title)]
        self.holding: dict[str, list[str]] = defaultdict(list)
        self.led_by: dict[str, list[str]] = defaultdict(list)
        for title in self.titles:
            for word in words_in(title):
                self.holding[word].append(title)
            for word in _longest(title):
                self.led_by[word].append(title)

    def spelt_like(self, title: str) -> list[str]:
        """Those that are not too short or too long to be `title` spelt otherwise."""
        return self.titles[slice(*self._between(len(title), _UNEVEN))]

    def worth_reading(self, title: str) -> list[str]:
        """Those whose words can be as much like those of `title` as _HELD says.

        To read words takes longest. They can be alike in two ways: all but a fifth of the shorter stands in the longer,
        so that one of its longest words does; or both are spelt with nearly the same letters.
        """
        length = _length(title)
        start, end = self._between(length, _LONGER)
        found = {other for word in title.split() for other in self.led_by.get(word, ())}
        found.update(other for word in _longest(title) for other in self.holding.get(word, ()))
        alike = process.extract(
            _letters(title), self.letters[start:end], scorer=fuzz.ratio, score_cutoff=_HELD - 0.1, limit=None
        )
        found.update(self.titles[start + place] for _, _, place in alike)
        found.update(other for other in self.repeating if _length(other) <= length * _LONGER < len(other))
        return list(found)

    def _between(self, length: int, most: float) -> tuple[int, int]:
        """From where to where those stand that are at most so many times as long as `length`, or as short."""
        return bisect_left(self.lengths, length / most), bisect_right(self.lengths, length * most)


@lru_cache(maxsize=65536)
def _longest(title: str) -> tuple[str, ...]:
    """The longest words of `title`, as many as make more than a fifth of it."""
    words = set(title.split())
    longest = max(words, key=len)
    if 5 * len(longest) > len(title):
        return (longest,)
    found, room = [], len(title) / 5
    for word in sorted(words, key=len, reverse=True):
        found.append(word)
        room -= len(word)
        if room < 0:
            break
    return tuple(found)


@lru_cache(maxsize=65536)
def _length(title: str) -> int:
    """How many letters the words of `title` have, each once, with a blank between."""
    return len(" ".join(set(title.split())))


@lru_cache(maxsize=65536)
def _letters(title: str) -> str:
    """The letters of the words of `title`, each word once, in order of the alphabet."""
    return "".join(sorted(" ".join(set(title.split()))))
