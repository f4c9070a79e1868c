"""Leaderboards: which way each metric is better and what tells it, what to beware of, and who raised the best value."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.leaderboard import (
    DOWN,
    UP,
    by_metric,
    direction_by_name,
    direction_by_order,
    leaderboard,
    number_of,
    raised,
)
from tests.model.boards import board, row

numbers = st.floats(0, 100, allow_nan=False)


@pytest.mark.parametrize(
    ("metric", "direction"),
    [
        ("Accuracy", UP),
        ("Top 1 Accuracy", UP),
        ("F1-score", UP),
        ("F1 (%)", UP),
        ("mAP", UP),
        ("Rank-1", UP),
        ("BLEU score", UP),
        ("Average Precision", UP),
        ("Test Perplexity", DOWN),
        ("Word Error Rate", DOWN),
        ("Percentage error", DOWN),
        ("WER", DOWN),
        ("FID", DOWN),
        ("Average Rank", DOWN),
        ("Mean MAE", DOWN),
        ("Params", None),
        ("FPS", None),
        ("GFLOPs", None),
        ("Wonder", None),
        ("", None),
    ],
)
def test_of_well_known_metrics_everybody_knows_the_direction(metric: str, direction: str | None) -> None:
    assert direction_by_name(metric) == direction


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ([3, 2, 1], UP),
        ([1, 2, 3], DOWN),
        ([3, 3, 2, 2], UP),
        ([9, 8, 7, 7.5, 6, 5], UP),
        ([2, 2, 2], None),
        ([2, 1], None),
        ([3, 1, 2], None),
        ([], None),
    ],
)
def test_rows_in_order_tell_the_direction(values: list[float], direction: str | None) -> None:
    assert direction_by_order(values) == direction


@given(st.lists(numbers, min_size=3))
def test_rows_the_other_way_round_tell_the_other_direction(values: list[float]) -> None:
    other = {UP: DOWN, DOWN: UP, None: None}

    assert direction_by_order(values[::-1]) == other[direction_by_order(values)]


@given(st.lists(numbers, min_size=3).filter(lambda values: len(set(values)) > 1))
def test_what_was_sorted_goes_in_the_direction_in_which_it_was(values: list[float]) -> None:
    assert direction_by_order(sorted(values)) == DOWN
    assert direction_by_order(sorted(values, reverse=True)) == UP


def told(*values: str, metric: str = "Wonder", **said: Any) -> tuple[str | None, str | None]:
    """The direction of the only metric of rows with `values`, and what tells it."""
    (found,) = board(*(row(value, metric) for value in values), metric=metric, **said)["metrics"]
    return found["direction"], found["told_by"]


def test_what_is_declared_goes_before_the_order_and_the_order_before_the_name() -> None:
    assert told("3", "2", "1", in_order=True, declared={"WONDER": DOWN}) == (DOWN, "declared")
    assert told("3", "2", "1", in_order=True) == (UP, "row order")
    assert told("1", "2", "3", metric="Accuracy", in_order=True) == (DOWN, "row order")
    assert told("2", "1", metric="Accuracy", in_order=True) == (UP, "name")
    assert told("3", "2", "1", in_order=False) == (None, None)


def test_only_of_the_first_metric_the_rows_are_in_the_order() -> None:
    rows = [
        row("3", scores={"First": {"printed": "3", "value": 3.0}, "Second": {"printed": "1", "value": 1.0}}),
        row("2", scores={"First": {"printed": "2", "value": 2.0}, "Second": {"printed": "2", "value": 2.0}}),
        row("1", scores={"First": {"printed": "1", "value": 1.0}, "Second": {"printed": "3", "value": 3.0}}),
    ]

    view = leaderboard("T", "D", ["First", "Second"], rows, source="s", on="2020-01-01")

    assert [metric["direction"] for metric in view["metrics"]] == [UP, None]


def test_rows_out_of_order_are_noticed() -> None:
    ordered = board(row("9"), row("8"), row("8"), in_order=True)
    slipped = board(row("9"), row("8"), row("8.5"), row("7"), row("6"), in_order=True)

    assert ordered["notices"] == []
    assert slipped["notices"] == ["the rows are not all in the order of Accuracy"]


def test_rows_that_are_not_said_to_be_in_order_are_not_blamed_for_it() -> None:
    assert board(row("7"), row("9"), row("8"), in_order=False)["notices"] == []


def test_shares_of_one_beside_per_cent_are_noticed() -> None:
    mixed, tidy = board(*map(row, ("93.1%", "0.92", "text", "91"))), board(*map(row, ("93.1", "92")))

    assert mixed["notices"] == ["Accuracy: 1 of 3 values are shares of one, the others are per cent"]
    assert tidy["notices"] == []


def test_by_another_metric_rows_are_ranked_anew_and_equal_values_share_a_rank() -> None:
    view = board(row("7"), row("9"), row("text"), row("9"), row("8"))

    found = by_metric(view, view["metrics"][0])

    assert [(each["rank"], number_of(each, "Accuracy")) for each in found] == [(1, 9), (1, 9), (3, 8), (4, 7)]


def test_where_less_is_better_the_least_is_first() -> None:
    view = board(row("7", "WER"), row("9", "WER"), row("8", "WER"), metric="WER")

    assert [number_of(each, "WER") for each in by_metric(view, view["metrics"][0])] == [7, 8, 9]


def test_where_nobody_knows_the_direction_the_order_stays() -> None:
    view = board(row("7", "Wonder"), row("9", "Wonder"), row("9", "Wonder"), metric="Wonder")

    found = by_metric(view, view["metrics"][0])

    assert [(each["rank"], number_of(each, "Wonder")) for each in found] == [(1, 7), (2, 9), (3, 9)]


@given(st.lists(st.integers(0, 5), max_size=8))
def test_ranking_keeps_every_number_and_leaves_the_leaderboard_as_it_was(values: list[int]) -> None:
    view = board(*(row(str(value)) for value in values))

    found = by_metric(view, view["metrics"][0])

    assert [number_of(each, "Accuracy") for each in found] == sorted(values, reverse=True)
    assert [each["rank"] for each in found] == [
        1 + sum(other > value for other in values) for value in sorted(values)[::-1]
    ]
    assert [each["rank"] for each in view["rows"]] == [1] * len(values)


def test_who_raised_the_best_value_is_told_from_the_oldest() -> None:
    view = board(
        row("90", published="2020-03-01"),
        row("85", published="2019-01-01"),
        row("84", published="2019-06-01"),
        row("88", published="2020-01-01"),
        row("85", published="2019-02-01"),
        row("99", published=None),
        row("text", published="2018-01-01"),
    )

    assert [number_of(each, "Accuracy") for each in raised(view, view["metrics"][0])] == [85, 88, 90]


def test_of_one_day_only_the_best_counts_and_of_equals_the_first() -> None:
    days = [row(value, model=model, published="2020-01-01") for value, model in (("8", "a"), ("9", "b"), ("9", "c"))]
    view = board(*days)

    assert [each["model"] for each in raised(view, view["metrics"][0])] == ["b"]


def test_where_less_is_better_to_raise_is_to_lower() -> None:
    view = board(
        row("9", "WER", published="2019-01-01"),
        row("11", "WER", published="2020-01-01"),
        row("7", "WER", published="2021-01-01"),
        metric="WER",
    )

    assert [number_of(each, "WER") for each in raised(view, view["metrics"][0])] == [9, 7]


def test_where_nobody_knows_the_direction_nothing_was_raised() -> None:
    view = board(row("9", "Wonder", published="2019-01-01"), metric="Wonder")

    assert raised(view, view["metrics"][0]) == []


@given(st.lists(st.tuples(st.dates(), st.integers(0, 9)), max_size=8))
def test_each_step_is_later_and_better_than_the_one_before_and_the_last_is_the_best(
    claims: list[tuple[object, int]],
) -> None:
    view = board(*(row(str(value), published=str(day)) for day, value in claims))

    steps = [(each["published"] or "", number_of(each, "Accuracy") or 0) for each in raised(view, view["metrics"][0])]

    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(steps))
    assert max((value for _, value in claims), default=None) == (steps[-1][1] if steps else None)
