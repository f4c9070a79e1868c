"""Words that the ends of lines divided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.reading.abstract import prose
from survey.reading.divided import undivided


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("we pres-\nent an al-  \r\n ternative", "we present an alternative"),
        ("we pres- ent a dance", "we present a dance"),
        ("docu\u00adments and docu\u00ad\nments", "documents and documents"),
        ("the state-of-the-\nart", "the state-of-the-art"),
        ("a well-\nknown, self-\ntaught bee", "a well-known, self-taught bee"),
        ("multi-head and multi-\nhead", "multi-head and multi-head"),
        ("multi- task, in mul- tiple or multi- ple ways", "multi-task, in multiple or multiple ways"),
        ("GAN- based and code- based", "GAN-based and code-based"),
        (
            "long-\u00a0term and follow‐ up of pa‐ tients who fol- low-up",
            "long-term and followup of patients who follow-up",
        ),
        ("image and text, or image-\ntext", "image and text, or image-text"),
        ("pre- and post-norm", "pre- and post-norm"),
        ("Vor- und Nachteile", "Vor- und Nachteile"),
        ("bees - and wasps - dance", "bees - and wasps - dance"),
        ("a- b, COVID- 19", "a- b, COVID- 19"),
    ],
)
def test_divided_words_are_whole_and_compounds_keep_their_hyphen(text: str, whole: str) -> None:
    assert prose(text) == whole


@given(
    st.lists(st.sampled_from(("a", "al-", "well-", "and", "bees", "ternative", "-", "x-y-", "\u00ad"))).map(" ".join)
)
def test_what_is_whole_stays(text: str) -> None:
    once = undivided(text)

    assert once.replace("-", "").split() == [] or undivided(once) == once or "- " in once
