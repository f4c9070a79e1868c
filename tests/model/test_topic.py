"""How close a text is to what others are about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.topic import Topic, words

YOURS = ["Lanterns for long documents", "Lanterns in the fog of long texts"]
OTHERS = ["Lanterns of paper", "Counting dunes", "Dunes of the long coast", "Salt and stone"]


def test_what_is_about_the_same_is_closer_than_what_is_not() -> None:
    topic = Topic(YOURS, OTHERS)

    near, far = topic.likeness("Long documents by lanterns"), topic.likeness("Dunes of the long coast")

    assert 1 >= near > far > 0
    assert topic.likeness("Something else entirely") == 0


def test_rare_words_weigh_more_than_those_that_everybody_says() -> None:
    topic = Topic(["fog lanterns"], ["lanterns", "bright lanterns", "old lanterns"])

    assert topic.likeness("fog") > topic.likeness("lanterns")


def test_a_text_of_ones_own_is_as_like_as_can_be() -> None:
    assert Topic(["Lanterns in fog"], OTHERS).likeness("Lanterns in fog") == pytest.approx(1)


def test_nothing_is_like_nothing() -> None:
    assert Topic([]).likeness("Lanterns") == 0
    assert Topic([""], [""]).likeness("") == 0


def test_words_of_every_abstract_are_left_out() -> None:
    assert words("We propose the Lanterns, a new method; lanterns!") == {"lanterns": 2}


@given(texts=st.lists(st.text(max_size=40), max_size=5), asked=st.text(max_size=40))
def test_likeness_is_between_nothing_and_one_and_does_not_depend_on_the_order(texts: list[str], asked: str) -> None:
    likeness = Topic(texts, [asked]).likeness(asked)

    assert 0 <= likeness <= 1
    assert Topic(texts[::-1], [asked]).likeness(asked) == pytest.approx(likeness)
