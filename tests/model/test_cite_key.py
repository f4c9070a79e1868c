"""Cite keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.cite_key import cite_key, unique_key


@pytest.mark.parametrize(
    ("authors", "year", "title", "expected"),
    [
        (["Edward J. Hu"], 2022, "LoRA: Low-Rank Adaptation", "hu2022lora"),
        (["Hu, Edward"], 2022, "On the Use of LoRA", "hu2022use"),
        (["김철수"], 2020, "딥 러닝", "김철수2020러닝"),
        (["Łukasz Kaiser"], None, "Attention", "kaiserattention"),
        ([], 2020, "Deep Nets Everywhere", "deep2020nets"),
        ([], None, None, "untitled"),
        (["?"], 2020, "???", "untitled2020"),
    ],
)
def test_a_key_is_name_year_and_word(authors: list[str], year: int | None, title: str | None, expected: str) -> None:
    assert cite_key(authors, year, title) == expected


@given(st.lists(st.text(), max_size=2), st.none() | st.integers(1, 3000), st.none() | st.text())
def test_a_key_is_one_word_that_bibtex_takes(authors: list[str], year: int | None, title: str | None) -> None:
    key = cite_key(authors, year, title)

    assert key
    assert all(char.isalnum() for char in key)


def test_a_key_that_is_taken_gets_a_letter_and_after_z_a_number() -> None:
    taken: set[str] = set()
    for _ in range(28):
        taken.add(unique_key("hu2022lora", taken.__contains__))

    assert {"hu2022lora", "hu2022lorab", "hu2022loraz", "hu2022lora27", "hu2022lora28"} <= taken
    assert len(taken) == 28
