"""Whether a paper is the one that a text cites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.reference import Reference
from survey.workflow.resolve import likeness

SAID = Reference("a", "Attention for Long Documents 2", ("Ada Moreau", "Bo Castellanos"), 2020)


@pytest.mark.parametrize(
    ("title", "authors", "year", "sure"),
    [
        ("Attention for long documents 2", ["Ada Moreau"], 2020, 1.0),
        ("Attention for Long-Documents 2.", ["A. Moreau"], 2021, 1.0),
        ("Atention for long documents 2", ["Moreau, Ada"], 2019, 0.98),
        ("Attention for long documents 2", [], 2020, 0.9),
        ("Attention for long documents 2", ["Ada Moreau"], None, 0.9),
        ("Attention for long documents 2", [], None, 0.8),
        ("Attention for long documents 2", ["Ada van Moreau"], 2020, 1.0),
    ],
)
def test_the_same_title_year_and_first_author_are_the_same_paper(
    title: str, authors: list[str], year: int | None, sure: float
) -> None:
    assert likeness(SAID, title, authors, year) == sure


@pytest.mark.parametrize(
    ("title", "authors", "year"),
    [
        ("Attention for long documents 2", ["Ada Moreau"], 2022),
        ("Attention for long documents 2", ["Bo Castellanos"], 2020),
        ("Attention for long documents 3", ["Ada Moreau"], 2020),
        ("Attention for long documents", ["Ada Moreau"], 2020),
        ("Tension in short documents 2", ["Ada Moreau"], 2020),
        (None, ["Ada Moreau"], 2020),
    ],
)
def test_another_title_number_year_or_first_author_is_another_paper(
    title: str | None, authors: list[str], year: int | None
) -> None:
    assert likeness(SAID, title, authors, year) is None


def test_a_short_title_alone_says_too_little() -> None:
    assert likeness(Reference("a", "Deep learning"), "Deep Learning", ["Yann LeCun"], 2015) is None
    assert likeness(Reference("a", "Deep learning", year=2015), "Deep Learning", [], 2015) == 0.9
    assert (
        likeness(
            Reference("a", "Reading long documents by lantern light"), "Reading long documents by lantern light", [], 1
        )
        == 0.8
    )


def test_without_a_title_nothing_is_said() -> None:
    assert likeness(Reference("a", None, ("Ada Moreau",), 2020), "Lanterns", ["Ada Moreau"], 2020) is None


@given(title=st.text(max_size=40), year=st.none() | st.integers(1990, 2026), author=st.text(max_size=12))
def test_a_paper_is_never_less_like_itself_than_may_be(title: str, year: int | None, author: str) -> None:
    authors = (author,) if author else ()

    found = likeness(Reference("a", title, authors, year), title, authors, year)

    assert found is None or 0.8 <= found <= 1
