"""Titles that may be one spelt otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPELT = 80.0
"""How alike (0 to 100), letter by letter, two spellings of one title are at least."""
_HELD = 0.9
"""How much of the shorter of two titles the longer begins or ends with at least that has a subtitle or a remark."""


def near_titles(title: str, others: Sequence[str]) -> set[str]:
    """Those of `others` that differ from `title` but may be of one work with it. All are folded, and none is empty."""
    alike = process.extract(title, others, scorer=fuzz.ratio, score_cutoff=_SPELT, limit=None)
    near = {other for other, _, _ in alike}
    for other in others:
        letters = int(_HELD * min(len(title), len(other))) + 1
        if other.startswith(title[:letters]) or other.endswith(title[-letters:]):
            near.add(other)
    return near - {title}
