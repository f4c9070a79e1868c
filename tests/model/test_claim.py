"""When two results are of one claim."""

from __future__ import annotations

import pytest

from survey.model.claim import claim, folded_name

SAID = {"task": "Reading", "dataset": "LongDocs", "split": "test", "metric": "Top 1", "model": "Lantern-L"}


def test_spelling_does_not_tell_claims_apart_and_the_value_is_no_part_of_one() -> None:
    other = {"task": "reading", "dataset": "LONGDOCS", "split": "Test", "metric": "top-1", "model": "lantern L"}

    assert claim({**other, "printed": "3"}) == claim({**SAID, "printed": "4"})


@pytest.mark.parametrize("name", SAID)
def test_each_name_tells_claims_apart(name: str) -> None:
    assert len({claim(SAID), claim({**SAID, name: "other"}), claim({**SAID, name: None})}) == 3


def test_what_is_unknown_may_be_left_out() -> None:
    short = {name: value for name, value in SAID.items() if name not in {"model", "split"}}

    assert claim(short) == claim({**short, "model": None, "split": None})


def test_names_of_punctuation_alone_are_told_apart() -> None:
    assert folded_name("^(#$!@#$)") != folded_name("((()))")
