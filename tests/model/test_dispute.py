"""Whom to believe where sources differ."""

from __future__ import annotations

from survey.model.dispute import believed, disputes
from tests.formats.views import result


def printed(results: list[dict[str, object]]) -> list[object]:
    return [each["printed"] for each in results]


def test_of_one_claim_the_most_trusted_source_is_believed_and_all_else_stays() -> None:
    theirs = result("D", "M", "87.2", model="A")
    yours = result("D", "M", "86.9", model="a", source="hand")
    other = result("D", "M", "90", model="B")

    assert believed([theirs, other, yours]) == [other, yours]
    assert disputes([theirs, other, yours]) == [[yours, theirs]]


def test_one_source_may_print_several_values_for_models_without_a_name() -> None:
    both = [result("D", "M", "87.2"), result("D", "M", "86.9")]

    assert believed(both) == both
    assert disputes(both) == []


def test_the_same_number_printed_in_two_ways_is_no_dispute() -> None:
    both = [result("D", "M", "87.2%"), result("D", "M", "87.20", source="hand")]

    assert disputes(both) == []


def test_texts_are_compared_as_texts() -> None:
    same = [result("D", "M", "Best!"), result("D", "M", "best", source="hand")]
    other = [result("D", "M", "best"), result("D", "M", "worst", source="hand")]

    assert disputes(same) == []
    assert disputes(other) == [other[::-1]]


def test_another_split_is_another_claim() -> None:
    both = [result("D", "M", "1", split="val"), result("D", "M", "2", split="test", source="hand")]

    assert believed(both) == both
    assert disputes(both) == []
