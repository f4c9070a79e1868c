"""Numbers of things in words."""

from __future__ import annotations

import pytest

from survey.model.counted import counted


@pytest.mark.parametrize(
    ("number", "words", "told"),
    [
        (0, ("paper",), "0 papers"),
        (1, ("paper",), "1 paper"),
        (2, ("paper",), "2 papers"),
        (1, ("entry", "entries"), "1 entry"),
        (3, ("entry", "entries"), "3 entries"),
    ],
)
def test_one_thing_is_not_told_as_many(number: int, words: tuple[str, ...], told: str) -> None:
    assert counted(number, *words) == told
