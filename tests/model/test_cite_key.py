"""Cite keys."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.cite_key import cite_key, key_pattern, unique_key


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


FOUR = ("Edward J. Hu", "Yelong Shen", "Phillip Wallis", "Zeyuan Allen-Zhu")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{author:Camel}{yy}", "Hu22"),
        ("{authors}{year}", "hushenwallisetal2022"),
        ("{authors:4}", "hushenwalliszhu"),
        ("{authors:2,Camel}_{year}", "HuShenEtAl_2022"),
        ("{author}:{venue:UPPER}-{words:2}", "hu:ICLR-loralow"),
        ("{words:Camel,9}", "LoraLowRankAdaptationLanguageModels"),
        ("{word}", "lora"),
    ],
)
def test_a_key_follows_the_pattern_of_the_user(pattern: str, expected: str) -> None:
    title = "LoRA: Low-Rank Adaptation of the Language Models"

    assert cite_key(FOUR, 2022, title, "ICLR", pattern=pattern) == expected


def test_where_no_author_is_known_the_title_stands_in_and_its_next_word_follows() -> None:
    assert cite_key([], 2020, "Deep Nets Everywhere", pattern="{authors}{yy}{words:2}") == "deep20netseverywhere"


@pytest.mark.parametrize("pattern", ["{year}", "{yy}", "{word}", "{words:2}", "{venue}"])
def test_a_paper_of_which_nothing_is_known_has_a_key_whatever_the_pattern(pattern: str) -> None:
    assert cite_key([], None, None, pattern=pattern) == "untitled"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{autor}{year}", "{autor} is no field; fields are author, authors"),
        ("{author", "has a brace without its other"),
        ("key", "has no field"),
        ("{author} {year}", "no cite key can hold ' '"),
        ("{{author}}", "no cite key can hold '{'"),
        ("{words:12}", "asks for '12'; it may be a number from 1 to 9, lower, Camel, UPPER"),
        ("{author:2}", "asks for '2'; it may be lower, Camel, UPPER"),
        ("{author!r}", "is no field"),
    ],
)
def test_what_is_no_pattern_is_told_in_one_line(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as told:
        key_pattern(pattern)

    assert "\n" not in str(told.value)
