"""Titles that may be one spelt otherwise, found among many at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from survey.model.likeness import numbers_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_SPELT = 80.0
"""How alike (0 to 100), letter by letter, two spellings of one title are at least."""
_HELD = 90.0
"""How alike (0 to 100) two titles are at least by their words, so that one holds the other."""
_LONGER = 11 / 9
"""How many times as long the longer of two titles is at most whose words, each once, are spelt so alike."""
_FEW = 2
"""From so many titles on it is worth to look at those first that they are held against: they will come again."""


def near_titles(titles: Collection[str], others: Iterable[str]) -> set[str]:
    """Those of `others` that differ from one of `titles` but may be of one work with it, as `are_alike` says.

    All are folded, and none is empty.
    """
    ordered = sorted(set(others), key=len)
    lengths = [len(other) for other in ordered]
    near: set[str] = set()
    for title in titles:
        worth = _worth_reading(title, ordered, lengths) if len(titles) >= _FEW else ordered
        held = _alike(fuzz.token_set_ratio, title, worth, _HELD)
        found = {other for other in held if numbers_in(other) == numbers_in(title)}
        near |= (found | _alike(fuzz.ratio, title, ordered, _SPELT)) - {title}
    return near


def _worth_reading(title: str, others: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """Those of `others`, which stand in the order of their `lengths`, whose words can be as much alike as _HELD says.

    To read words takes longest. They can be alike in two ways: all but a fifth of the shorter stands in the longer, so
    that one of its longest words does; or both are spelt with nearly the same letters.
    """
    length = _length(title)
    start, end = bisect_left(lengths, length / _LONGER), bisect_right(lengths, length * _LONGER)
    longer = others[end:]
    return [
        *_held_in(title, others[:end]),
        *_holding(title, others[start:]),
        *_lettered_like(title, others[start:end]),
        *(other for other in longer if _length(other) <= length * _LONGER),
    ]


def _alike(scorer: Any, title: str, others: Sequence[str], least: float) -> set[str]:
    return {other for other, _, _ in process.extract(title, others, scorer=scorer, score_cutoff=least, limit=None)}


def _held_in(title: str, others: Iterable[str]) -> list[str]:
    """Those of `others` of which a longest word stands in `title`."""
    return [other for other in others for word in _longest(other) if word in title]


def _holding(title: str, others: Iterable[str]) -> list[str]:
    """Those of `others` in which a longest word of `title` stands."""
    return [other for word in _longest(title) for other in others if word in other]


def _lettered_like(title: str, others: Sequence[str]) -> list[str]:
    """Those of `others` that have nearly the same letters as `title`."""
    letters = [_letters(other) for other in others]
    alike = process.extract(_letters(title), letters, scorer=fuzz.ratio, score_cutoff=_HELD - 0.1, limit=None)
    return [others[place] for _, _, place in alike]


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
