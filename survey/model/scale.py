"""Whether values are printed on one scale: a share of one cannot be compared with per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shares(scores: Sequence[tuple[str, float]]) -> int:
    """How many of `scores`, as printed and as numbers, are shares of one where all others are per cent.

    Zero where they are on one scale. What is printed with a per cent sign is per cent; else what lies between 0 and 1
    is a share, and what lies between 1 and 100 per cent, if one of them is 20 or more: what is small may well be small.
    """
    percents = [value for printed, value in scores if 0 < value <= 100 and ("%" in printed or value > 1)]
    found = sum("%" not in printed and 0 < value <= 1 for printed, value in scores)
    others = sum(value != 0 for _, value in scores) - found - len(percents)
    return 0 if others or max(percents, default=0) < 20 else found
