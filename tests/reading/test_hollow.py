"""Sentences that tell nothing of what a paper does."""

from __future__ import annotations

import pytest

from survey.reading.hollow import is_hollow
from survey.reading.one_line import one_line


@pytest.mark.parametrize(
    "line",
    [
        "Do taxes on salt make soup worse?",
        "为什么母鸡会唱歌？",
        "We do not propose a theory of soup.",
        "This paper does not aim at a theory of soup.",
        "This paper makes the following contributions.",
        "We make three main contributions.",
        "Our contributions are threefold.",
        "We prove the following two theorems.",
        "The contributions of this work are as follows:",
        "This is the first study of soup in Norway.",
        "To our knowledge, this is the first map of wells.",
        "We say that a soup is thick if a spoon stands in it.",
        "Let $S$ be a soup and $p$ a pinch.",
        "A soup is called thick if a spoon stands in it.",
        "The remainder of this paper is about soup.",
        "수프의 염도를 낮추는 정책이 필요하다.",
    ],
)
def test_a_question_an_announcement_or_a_definition_is_hollow(line: str) -> None:
    assert is_hollow(line)


@pytest.mark.parametrize(
    "line",
    [
        "We ask: does salt make soup worse?",
        "We do not find that salt makes soup worse.",
        "Salt does not make soup worse.",
        "Our contribution is a map of all soups of the north.",
        "We call this map the Soup Atlas.",
        "This is the first of two papers on soup.",
        "Let $S$ be a soup; we show that it cools.",
        "Cooks learn by instruction following.",
        "The following year soup was cheaper than bread.",
        "Letters of cooks are read for what they say of salt.",
    ],
)
def test_what_tells_of_the_work_is_not_hollow(line: str) -> None:
    assert not is_hollow(line)


def test_a_hollow_sentence_is_a_line_only_where_no_other_can_be() -> None:
    asked = "Do taxes on salt make soup worse?"

    told = one_line("Taxes on salt and soup", f"{asked} Cooks in nine towns use less of it and add more herbs.")

    assert told == "Cooks in nine towns use less of it and add more herbs."
    assert one_line("Taxes on salt and soup", asked) == asked


def test_what_comes_after_a_denial_is_the_line() -> None:
    abstract = "We do not propose a new stove. Instead we replicate 20 stoves, and find that four of them burn."

    assert one_line("Stoves", abstract) == "We replicate 20 stoves, and find that four of them burn."
