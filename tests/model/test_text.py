"""Text from outside, made comparable."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.text import count, day, fold, line, plain, surname, title_line, writable, year

anything = st.text(st.characters())


@given(anything)
def test_folding_twice_is_folding_once(title: str) -> None:
    assert fold(fold(title)) == fold(title)


@given(st.text(st.characters(exclude_characters="\\")))
def test_a_text_folds_the_same_beside_words_that_are_not_plain(text: str) -> None:
    assert fold(f"{text} 학습") == f"{fold(text)} 학습".strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Poincaré Embeddings", r"Poincar{\'e} embeddings"),
        ("Poincaré Embeddings", "POINCARE  EMBEDDINGS."),
        ("Poincare\u0301 Embeddings", "Poincar\u00e9 Embeddings"),
        ("β-VAE", r"$\beta$-VAE"),
        ("λ-calculus", r"$\lambda$-Calculus"),
        ("A Tale: of Two; Cities!", "a tale of two cities"),
        ("딥 러닝", "딥  러닝"),
        ("\u1103\u1175\u11b8 러닝", "딥 러닝"),
        ("The ﬁrst", "The first"),
        (r"\textbf{Deep} Learning", "Deep Learning"),
        ("Vision--Language", "Vision–Language"),
        ("A~B", "A B"),
    ],
)
def test_two_spellings_of_a_title_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C++", "C"), ("C#", "C"), ("β-VAE", "VAE"), ("β-VAE", "α-VAE"), ("Part 1", "Part 2"), ("딥", "덥")],
)
def test_two_titles_do_not_fold_to_one(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(anything)
def test_a_line_is_a_line_already(text: str) -> None:
    for tidy in (line(text), title_line(text)):
        assert tidy is None or title_line(tidy) == tidy


@given(anything)
def test_a_line_can_always_be_written(text: str) -> None:
    for tidy in (line(text), title_line(text), plain(text), writable(text)):
        assert tidy is None or "\x00" not in tidy
        assert tidy is None or tidy.encode().decode() == tidy


@pytest.mark.parametrize("text", ["", "  ", "null", "None", "N/A", "NaN", "undefined", "\x00", None, 7, ["x"]])
def test_what_says_nothing_is_none(text: object) -> None:
    assert line(text) is None


def test_a_title_may_be_any_word() -> None:
    assert title_line("Null") == "Null"
    assert title_line("0") == "0"


def test_directions_and_hidden_marks_go() -> None:
    assert line("A\u202e b\u200bc\ud800\x07") == "A bc"


def test_markup_goes_and_its_words_stay() -> None:
    assert plain("<jats:p>On <i>n</i> &amp;lt; 3</jats:p><jats:p>x</jats:p>") == "On n < 3 x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-06-17T00:00:00Z", date(2021, 6, 17)),
        ("2021-06", None),
        ("2021-13-01", None),
        ("0000-00-00", None),
        (None, None),
        (20210617, None),
    ],
)
def test_a_day_is_a_whole_day(text: object, expected: date | None) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("2021", 2021), (2021, 2021), ("2021-06", 2021), ("20215", None), (0, None), (True, None)]
)
def test_a_year_is_plausible(value: object, expected: int | None) -> None:
    assert year(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (7, 7), (-1, None), (True, None), ("7", None), (1.0, None), (2**63, None)]
)
def test_a_count_counts(value: object, expected: int | None) -> None:
    assert count(value) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Edward J. Hu", "hu"),
        ("Hu, Edward J.", "hu"),
        ("Laurens van der Maaten", "maaten"),
        ("van der Maaten, Laurens", "maaten"),
        ("Wei Wang 0009", "wang"),
        ("Sammy Davis, Jr.", "davis"),
        ("Łukasz Kaiser", "kaiser"),
        ("José García", "garcia"),
        ("김철수", "김철수"),
        ("", ""),
        ("?", ""),
    ],
)
def test_a_surname_is_found_in_a_printed_name(name: str, expected: str) -> None:
    assert surname(name) == expected
