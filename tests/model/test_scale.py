"""Shares of one beside per cent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.scale import shares


def scores(*printed: str) -> list[tuple[str, float]]:
    return [(each, float(each.rstrip("%"))) for each in printed]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        (("0.872", "87.2"), 1),
        (("0.872", ".9", "87.2", "0"), 2),
        (("1", "87.2"), 1),
        (("0.872", "87.2", "100"), 1),
        (("87.2", "86.9"), 0),
        (("0.872", "0.869"), 0),
        (("0.9%", "87.2"), 0),
        (("0.9", "3.5"), 0),
        (("0.9", "87.2", "1400"), 0),
        (("0.9", "87.2", "-3"), 0),
        ((), 0),
    ],
)
def test_shares_are_told_only_where_all_else_is_per_cent(printed: tuple[str, ...], found: int) -> None:
    assert shares(scores(*printed)) == found


@given(st.lists(st.floats(20, 100, exclude_min=True)), st.lists(st.floats(0, 1, exclude_min=True)))
def test_every_share_is_counted_in_whatever_order(percents: list[float], parts: list[float]) -> None:
    mixed = [(str(value), value) for value in (*percents, *parts)]

    assert shares(mixed) == shares(mixed[::-1]) == (len(parts) if percents else 0)
