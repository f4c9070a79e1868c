"""Same work, different works, or a question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.same_work import Sameness, Sketch, compare, sketch
from tests.model.making import identifiers, record

SAME, ASK, DIFFERENT = Sameness

titles = st.sampled_from(
    [None, "mamba", "mamba 2", "mamba ii", "editorial", "erratum mamba", "mambas linear time", "graphs"]
)
sketches = st.builds(
    Sketch,
    title=titles,
    surnames=st.lists(st.sampled_from(["gu", "dao", "hu"]), max_size=2, unique=True).map(tuple),
    year=st.none() | st.integers(2020, 2023),
    identifiers=st.frozensets(identifiers, max_size=2),
)


def verdict(one: dict[str, Any], other: dict[str, Any]) -> Sameness:
    usual = {"title": "Mamba: Linear-Time Sequence Modeling", "authors": "Albert Gu; Tri Dao", "year": 2023}
    return compare(sketch(record(**{**usual, **one})), sketch(record("crossref", **{**usual, **other}))).sameness


@given(sketches, sketches)
def test_it_does_not_matter_which_comes_first(one: Sketch, other: Sketch) -> None:
    assert compare(one, other) == compare(other, one)


@given(sketches, sketches)
def test_two_arxiv_identifiers_are_never_surely_one_work(one: Sketch, other: Sketch) -> None:
    mine, theirs = ({name.value for name in each.identifiers if name.scheme == "arxiv"} for each in (one, other))

    assert compare(one, other).sameness is not SAME or not (mine and theirs) or mine & theirs


@given(sketches, sketches)
def test_what_may_be_one_is_found_under_a_common_word(one: Sketch, other: Sketch) -> None:
    under = [{*each.identifiers, each.block, each.near} - {None} for each in (one, other)]

    assert compare(one, other).sameness is DIFFERENT or under[0] & under[1]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, SAME),
        ({}, {"title": "MAMBA — linear time sequence modeling"}, SAME),
        ({}, {"authors": "Gu, Albert"}, SAME),
        ({}, {"year": 2024}, SAME),
        ({}, {"year": 2025}, ASK),
        ({}, {"year": None}, ASK),
        ({}, {"authors": ()}, ASK),
        ({}, {"authors": "Tri Dao; Albert Gu"}, ASK),
        ({}, {"authors": "Somebody Else"}, DIFFERENT),
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.1000/b"]}, ASK),
        ({"ids": ["arxiv:2312.00752"]}, {"ids": ["arxiv:2312.00753"]}, DIFFERENT),
        ({"ids": ["arxiv:2312.00752"]}, {"ids": ["arxiv:2312.00752v2"], "title": None, "authors": ()}, SAME),
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.1000/a"], "title": "Other words of it", "year": 1990}, SAME),
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.1000/a"], "title": "Frogs", "authors": "Somebody Else"}, ASK),
        (
            {"ids": ["doi:10.1000/a", "arxiv:2312.00752"]},
            {"ids": ["doi:10.1000/a", "arxiv:2312.00753"]},
            ASK,
        ),
        ({}, {"title": "Mamba: Linear Time Sequence Modelling"}, ASK),
        ({}, {"title": "Frogs of the Amazon Basin"}, DIFFERENT),
        ({"title": "A Survey of Things, Part 1"}, {"title": "A Survey of Things, Part 2"}, DIFFERENT),
        ({"title": "A Survey of Many Things I"}, {"title": "A Survey of Many Things II"}, DIFFERENT),
        ({"title": "A Survey of Many Things 2"}, {"title": "A Survey of Many Thing II"}, ASK),
        ({"title": "Editorial"}, {"title": "Editorial"}, DIFFERENT),
        ({}, {"title": "Erratum: Mamba: Linear-Time Sequence Modeling"}, DIFFERENT),
        ({"title": None}, {"title": None}, DIFFERENT),
    ],
)
def test_two_accounts_are_told_apart(one: dict[str, Any], other: dict[str, Any], expected: Sameness) -> None:
    assert verdict(one, other) is expected
