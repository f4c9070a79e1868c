"""Titles that may be one spelt otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.near_titles import near_titles

LAMPS = "lamps of the northern harbours and how ships read them"
TITLES = st.lists(
    st.sampled_from((*LAMPS.split(), "lamp", "harbour", "a", "2", "ii", "deep")), min_size=1, max_size=14
).map(" ".join)


@pytest.mark.parametrize(
    "other",
    [
        "lamps of the northern harbour and how ships read them",
        "lumps of the northern harbours and how chips reed them",
        "on lamps of the northern harbours and how ships read them",
        "lamps of the northern harbours and how ships read them a survey of fog and of what is seen through it",
        "lamps of the northern harbours",
    ],
)
def test_a_title_is_near_that_is_spelt_otherwise_or_held_by_the_other(other: str) -> None:
    found = near_titles(LAMPS, [other, LAMPS, "frogs of the amazon"])

    assert found == {other}


@pytest.mark.parametrize("other", ["lamps of the southern", "northern harbours of another land", "them"])
def test_titles_that_only_begin_alike_or_share_words_are_not(other: str) -> None:
    assert near_titles("lamps of the northern harbours", [other]) == set()


@given(TITLES, TITLES)
def test_of_two_titles_each_is_near_the_other_or_neither_is(one: str, other: str) -> None:
    assert bool(near_titles(one, [other])) == bool(near_titles(other, [one]))
