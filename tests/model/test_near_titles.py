"""Titles that may be one spelt otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.near_titles import near_titles
from survey.model.same_work import are_alike

LAMPS = "lamps of the northern harbours and how ships read them"
WORDS = st.sampled_from(
    (*LAMPS.split(), "lamp", "harbour", "a", "an", "2", "ii", "3d", "fog", "deep", "electromagnetic")
)
TITLES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


@pytest.mark.parametrize(
    "other",
    [
        "lamps of the northern harbour and how ships read them",
        "how ships read lamps of the northern harbours",
        "on lamps of the northern harbours and how ships read them a survey of fog and of what is seen through it",
        "northern harbours",
    ],
)
def test_a_title_is_near_that_is_spelt_otherwise_or_held_by_the_other(other: str) -> None:
    found = near_titles([LAMPS], [other, LAMPS, "frogs of the amazon"])

    assert found == {other}


def test_titles_of_other_numbers_are_not_near_by_their_words_alone() -> None:
    found = near_titles(["fog 2"], ["fog 3 seen through the lamps of a harbour in the north", "fog 2 in the north"])

    assert found == {"fog 2 in the north"}


@given(st.lists(TITLES, min_size=1, max_size=4), st.lists(TITLES, max_size=12))
def test_the_same_titles_are_near_as_when_each_two_are_compared(titles: list[str], others: list[str]) -> None:
    one_by_one = {other for other in others for title in titles if title != other and are_alike(title, other)}

    assert near_titles(titles, others) == one_by_one
