"""Cite keys: `hu2022lora`."""

from __future__ import annotations

import string
from itertools import islice
from typing import TYPE_CHECKING

from survey.model.text import fold, surname

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how", "in", "into",
    "is", "it", "its", "not", "of", "on", "or", "our", "the", "their", "this", "to", "toward", "towards", "using",
    "via", "we", "what", "when", "where", "which", "why", "with", "without",
})  # fmt: skip


def cite_key(authors: Sequence[str], year: int | None, title: str | None) -> str:
    """First author's family name, year and the title's first word that carries meaning, in plain letters.

    Where no author is known, the title's first two words stand around the year.
    """
    folded = fold(title or "").split()
    words = (plain for word in folded if word not in _SMALL_WORDS and len(plain := _plain(word)) > 1)
    name = _plain(surname(authors[0]).split(" ")[-1]) if authors else ""
    first, second = [*([name] if name else []), *islice(words, 2), "", ""][:2]
    return f"{first or 'untitled'}{year or ''}{second}"


def _plain(word: str) -> str:
    # What has no Latin letters keeps its own: a Korean or Cyrillic name is a name.
    return word if word.isalnum() else "".join(filter(str.isalnum, word))


def unique_key(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or the first of `wanted` + b, c, … z, 27, 28 … that is free."""
    if not is_taken(wanted):
        return wanted
    free = (wanted + letter for letter in string.ascii_lowercase[1:] if not is_taken(wanted + letter))
    if found := next(free, None):
        return found
    number = 27
    while is_taken(f"{wanted}{number}"):
        number += 1
    return f"{wanted}{number}"
