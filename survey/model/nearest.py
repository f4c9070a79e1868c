"""Names found though they are spelt otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_ALIKE = 0.85
"""How alike (0 to 1) a misspelt name must be: a letter or two in a word."""


def nearest(asked: str, names: Collection[str]) -> list[str]:
    """Those of `names` that `asked` can mean, by the strictest way in which there are any.

    The ways: as written; without case, accents and punctuation; without the gaps between words; with words in the
    singular or plural; as a part of a longer name, the shortest first; misspelt. Empty where there are none.
    """
    if asked in names:
        return [asked]
    wanted = fold(asked)
    if not wanted:
        return []
    folded = {name: fold(name) for name in names}
    for way in (str, _joined, _singular):
        if same := [name for name in names if way(folded[name]) == way(wanted)]:
            return same
    words = set(_singular(wanted).split())
    within = [name for name in names if words <= set(_singular(folded[name]).split())]
    if within:
        return sorted(within, key=lambda name: (len(name), name))
    from difflib import get_close_matches

    close = set(get_close_matches(wanted, set(folded.values()), 5, _ALIKE))
    return [name for name in names if folded[name] in close]


def _joined(name: str) -> str:
    return name.replace(" ", "")


def _singular(name: str) -> str:
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in name.split()
    )
