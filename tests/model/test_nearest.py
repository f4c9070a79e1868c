"""Names found though they are spelt otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.nearest import nearest

TASKS = [
    "Semantic Segmentation",
    "3D Semantic Segmentation",
    "Image Classification",
    "Class Reading",
    "Classes Reading",
]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Semantic Segmentation", ["Semantic Segmentation"]),
        ("semantic segmentation", ["Semantic Segmentation"]),
        ("SEMANTIC-SEGMENTATION!", ["Semantic Segmentation"]),
        ("sémantic segmentation", ["Semantic Segmentation"]),
        ("semantic segmentations", ["Semantic Segmentation"]),
        ("image classifications", ["Image Classification"]),
        ("segmentation", ["Semantic Segmentation", "3D Semantic Segmentation"]),
        ("segmentation semantic", ["Semantic Segmentation", "3D Semantic Segmentation"]),
        ("image clasification", ["Image Classification"]),
        ("Class Reading", ["Class Reading"]),
        ("class reading", ["Class Reading"]),
        ("painting", []),
        ("", []),
        ("!?", []),
    ],
)
def test_a_name_is_found_by_the_strictest_way_there_is(asked: str, meant: list[str]) -> None:
    assert nearest(asked, TASKS) == meant


def test_names_that_are_spelt_alike_are_all_meant_unless_one_was_typed() -> None:
    names = ["THUMOS'14", "THUMOS 14", "Thumos-14"]

    assert nearest("thumos 14", names) == names
    assert nearest("THUMOS 14", names) == ["THUMOS 14"]


def test_the_shortest_of_longer_names_comes_first() -> None:
    assert nearest("docs", ["Very Long Docs", "Long Docs", "A Docs"]) == ["A Docs", "Long Docs", "Very Long Docs"]


@given(st.lists(st.text(max_size=12), unique=True), st.text(max_size=12))
def test_what_is_found_is_among_the_names_and_a_name_finds_itself(names: list[str], asked: str) -> None:
    assert set(nearest(asked, names)) <= set(names)
    assert all(nearest(name, names) == [name] for name in names)


def test_a_gap_between_words_is_forgiven() -> None:
    assert nearest("cifar10", ["CIFAR-10", "CIFAR-100"]) == ["CIFAR-10"]
