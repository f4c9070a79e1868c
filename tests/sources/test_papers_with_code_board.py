"""Rows of Papers with Code made into leaderboards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.sources.papers_with_code_board import behind, board, same_name

if TYPE_CHECKING:
    from survey.model.leaderboard import LeaderboardView


def row(model: str | None, metrics: dict[str, object], **further: Any) -> dict[str, object]:
    """A row of a paper that is named like its model."""
    return {"paper_id": f"of {model}", "model_name": model, "metrics": metrics, **further}


def made(*rows: dict[str, object], declared: dict[str, str] | None = None) -> LeaderboardView:
    return board(rows, "T", "D", on=date(2026, 1, 2), declared=declared)


def models(view: LeaderboardView) -> list[str | None]:
    return [each["model"] for each in view["rows"]]


def test_the_metric_that_most_rows_call_their_best_is_the_first() -> None:
    view = made(
        row("a", {"Speed": 3, "BLEU": 4}, best_metric="BLEU"),
        row("b", {"Speed": 2, "BLEU": 3}, best_metric="bleu"),
        row("c", {"Speed": 1}, best_metric="Speed"),
    )

    assert [each["name"] for each in view["metrics"]] == ["BLEU", "Speed"]


def test_else_it_is_the_one_that_most_rows_have() -> None:
    view = made(row("a", {"Speed": 3}), row("b", {"BLEU": 3, "Speed": 4, "Size": 1}), row("c", {"BLEU": 1, "Speed": 1}))

    assert [each["name"] for each in view["metrics"]] == ["Speed", "BLEU", "Size"]


def test_rows_of_one_model_that_were_split_by_metric_are_one() -> None:
    view = made(
        row("a", {"BLEU": 3}, best_rank=1, code_url="https://github.com/a/b"),
        row("b", {"BLEU": 2}, best_rank=2),
        row("a", {"Size": "5M"}, best_rank=2, paper_title="A"),
    )

    assert models(view) == ["a", "b"]
    assert {name: score["value"] for name, score in view["rows"][0]["scores"].items()} == {"BLEU": 3, "Size": 5e6}
    assert (view["rows"][0]["paper"], view["rows"][0]["code"]) == ("A", ["https://github.com/a/b"])


def test_two_values_of_one_metric_stay_two_rows() -> None:
    view = made(row("a", {"BLEU": 3}), row("a", {"BLEU": 4}), row("a", {"BLEU": 3}))

    assert [each["scores"]["BLEU"]["printed"] for each in view["rows"]] == ["4", "3"]


@pytest.mark.parametrize("field", ["harness", "split_name"])
def test_one_model_in_two_settings_stays_two_rows(field: str) -> None:
    view = made(row("a", {"BLEU": 3}, **{field: "x"}), row("a", {"Size": 4}, **{field: "y"}))

    assert [each["split"] for each in view["rows"]] == ["x", "y"]


def test_values_of_no_named_model_are_not_taken_for_one_models() -> None:
    view = made(row(None, {"BLEU": 3}, id="1"), row(None, {"Size": 4}, id="2"), row(None, {"BLEU": 3}, id="1"))

    assert len(view["rows"]) == 2


def test_ranks_go_before_values() -> None:
    view = made(
        row("c", {"Odd": 5}, best_rank=3),
        row("a", {"Odd": 1}, best_rank=1),
        row("b", {"Odd": 2}, best_rank=2),
        row("without a value", {"Size": 1}),
    )

    assert models(view) == ["a", "b", "c", "without a value"]
    assert (view["metrics"][0]["direction"], view["metrics"][0]["told_by"]) == ("down", "row order")


def test_a_rank_by_another_metric_is_none() -> None:
    view = made(
        row("a", {"BLEU": 3, "Speed": 9}, best_metric="Speed", best_rank=1),
        row("b", {"BLEU": 5}, best_metric="BLEU"),
        row("c", {"BLEU": 4}, best_metric="BLEU"),
    )

    assert models(view) == ["b", "c", "a"]
    assert view["metrics"][0]["told_by"] == "name"


def test_a_row_without_a_rank_stands_where_its_value_belongs() -> None:
    ranked = [row(str(place), {"Odd": place}, best_rank=place) for place in (1, 2, 4)]

    view = made(row("3", {"Odd": 3}), *ranked, row("in words", {"Odd": "yes"}))

    assert models(view) == ["1", "2", "3", "4", "in words"]
    assert view["metrics"][0]["told_by"] == "row order"


def test_what_nothing_tells_the_direction_of_stays_in_the_order_it_came_in() -> None:
    view = made(row("a", {"Odd": 1}), row("b", {"Odd": 3}), row("c", {"Odd": 2}))

    assert models(view) == ["a", "b", "c"]
    assert view["metrics"][0]["direction"] is None


def test_rows_without_ranks_tell_the_direction_of_a_metric_that_nobody_knows() -> None:
    view = made(row("a", {"Odd": 9}), row("b", {"Odd": 8}), row("c", {"Odd": 7}), row("late", {"Odd": 8.5}))

    assert models(view) == ["a", "late", "b", "c"]
    assert (view["metrics"][0]["direction"], view["metrics"][0]["told_by"]) == ("up", "row order")


def test_rows_without_ranks_do_not_tell_against_a_name_that_everybody_knows() -> None:
    view = made(row("a", {"BLEU": 1}), row("b", {"BLEU": 2}), row("c", {"BLEU": 3}))

    assert models(view) == ["c", "b", "a"]
    assert (view["metrics"][0]["direction"], view["metrics"][0]["told_by"]) == ("up", "name")


def test_what_is_declared_puts_the_least_first() -> None:
    view = made(row("a", {"wer": 3}), row("b", {"wer": 2}), declared={"WER": "down", "CER": "down"})

    assert models(view) == ["b", "a"]
    assert view["metrics"] == [{"name": "WER", "direction": "down", "told_by": "declared"}]


def test_a_row_without_values_is_none() -> None:
    view = made(row("a", {"BLEU": "-"}), row("b", {"BLEU": None, "WER": "N/A"}))

    assert (view["metrics"], view["rows"]) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("cifar-10", "CIFAR 10", True),
        (" Streets", "Streets", True),
        ("+", "++", False),
        ("^^", "**", False),
        ("^^", "^^", True),
        (None, "", True),
        (7, "7", True),
        ("CIFAR-10", "CIFAR-100", False),
    ],
)
def test_a_slug_is_the_name_it_was_made_from(one: object, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same


def test_a_paper_is_behind_all_its_rows_and_comes_once() -> None:
    rows = [row("a", {"BLEU": 3}), row("b", {"BLEU": 2}), {**row("c", {"BLEU": 1}), "paper_id": "of a"}]
    view = made(*rows)

    found = list(behind(reversed(view["rows"]), rows))

    assert [(key, len(claims)) for key, claims in found] == [("of a", 2), ("of b", 1)]


def test_a_row_that_tells_of_no_paper_is_not_taken_for_anothers() -> None:
    rows: list[dict[str, object]] = [row("a", {"BLEU": 3}), {"model_name": "b", "metrics": {"BLEU": 2}}]
    view = made(*rows)

    assert view["rows"][1]["url"] is None
    assert list(behind(view["rows"][1:], rows)) == []


CLAIMS = st.dictionaries(
    st.sampled_from("abcde"),
    st.dictionaries(st.sampled_from(["BLEU", "WER", "Odd"]), st.integers(0, 99), min_size=1),
    min_size=1,
)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_how_rows_are_cut_and_in_which_order_they_come_changes_no_scores(
    claims: dict[str, dict[str, int]], chance: Any
) -> None:
    whole = [row(model, dict(metrics)) for model, metrics in claims.items()]
    cut = [row(model, {name: value}) for model, metrics in claims.items() for name, value in metrics.items()]
    chance.shuffle(cut)

    one, other = made(*whole), made(*cut, *cut)

    def scores(view: LeaderboardView) -> dict[str | None, Any]:
        return {each["model"]: each["scores"] for each in view["rows"]}

    assert scores(one) == scores(other)
    assert len(other["rows"]) == len(claims)


@given(st.permutations(range(1, 8)))
def test_ranked_rows_come_out_the_same_in_any_order(order: list[int]) -> None:
    view = made(*(row(str(place), {"Odd": place % 3}, best_rank=place) for place in order))

    assert models(view) == [str(place) for place in range(1, 8)]
    assert [each["rank"] for each in view["rows"]] == list(range(1, 8))
