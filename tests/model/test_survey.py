"""The names that surveys and stages can have."""

from __future__ import annotations

import pytest

from survey.model.errors import AskedWronglyError
from survey.model.survey import stage_name, survey_name


@pytest.mark.parametrize("word", ["peft", "PEFT-2026", "low_rank", "2026", "适配"])
def test_a_name_is_one_word_of_letters_digits_dashes_and_underscores(word: str) -> None:
    assert survey_name(word) == stage_name(word) == word


@pytest.mark.parametrize("word", ["", "two words", "-peft", "a/b", "a\nb", "x" * 101, "peft "])
def test_anything_else_is_no_name(word: str) -> None:
    with pytest.raises(AskedWronglyError, match="no name of a survey"):
        survey_name(word)
