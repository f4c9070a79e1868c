"""Results in few words: which one is best, and where nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.formats.benchmarks import benchmark, best, claimed_by, results
from survey.formats.cell import UNKNOWN, Cell, Credit
from survey.model.errors import AskedWronglyError
from tests.formats.views import paper, result

if TYPE_CHECKING:
    from survey.model.view import Beaten


def claims(direction: str | None, *printed: str) -> list[object]:
    return [result("ImageNet", "Top 1", each, direction=direction) for each in printed]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("up", Cell(88.5, shown="88.5%")),
        ("down", Cell(79.0, shown="79.0%")),
        (None, Cell("79.0% / 88.5% / 81%")),
    ],
)
def test_the_best_value_depends_on_the_direction(direction: str | None, expected: Cell) -> None:
    view = paper(results=claims(direction, "79.0%", "88.5%", "81%"))

    assert benchmark("ImageNet:Top 1").cell(view) == expected


def test_a_rank_tells_where_the_direction_is_unknown() -> None:
    first = result("ImageNet", "Top 1", "2", rank=1)
    tenth = result("ImageNet", "Top 1", "1", rank=10)

    assert best([tenth, first]) == Cell(2.0, shown="2")


def test_directions_that_contradict_are_as_good_as_none() -> None:
    both = [result("D", "M", "1", direction="up"), result("D", "M", "2", direction="down")]

    assert best(both) == Cell("1 / 2")


def test_a_text_is_never_better_than_a_number() -> None:
    both = [result("D", "M", "best ever", direction="up"), result("D", "M", "2", direction="up")]

    assert best(both) == Cell(2.0, shown="2")


def test_a_lone_text_is_shown_as_printed() -> None:
    assert best([result("D", "M", "54.60/55.55")]) == Cell("54.60/55.55", shown="54.60/55.55")


def test_many_values_of_unknown_direction_are_cut() -> None:
    assert best([result("D", "M", str(number)) for number in range(5)]) == Cell("0 / 1 / 2 / +2 more")


def test_no_results_are_unknown() -> None:
    assert best([]) == UNKNOWN
    assert results(paper()) == UNKNOWN


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_nothing_beats_the_best(values: list[float]) -> None:
    for direction, choose in (("up", max), ("down", min)):
        rows = [result("D", "M", str(value), value=value, direction=direction) for value in values]

        assert best(rows).value == choose(values)


def test_a_dataset_may_hold_a_colon() -> None:
    column = benchmark("VTAB: natural:Accuracy")

    assert column.name == "VTAB: natural:Accuracy"
    assert column.cell(paper(results=[result("VTAB: Natural", "accuracy", "70")])).value == 70


@pytest.mark.parametrize("name", ["cityscapes test:MIOU", "Cityscapes:miou", "Cityscapes : mIoU"])
def test_names_are_compared_without_case_and_a_split_may_be_named(name: str) -> None:
    view = paper(results=[result("Cityscapes", "mIoU", "85.1", split="test")])

    assert benchmark(name).cell(view).value == 85.1


def test_other_benchmarks_do_not_count() -> None:
    view = paper(results=[result("Cityscapes", "mIoU", "85.1"), result("ADE20K", "Accuracy", "99")])

    assert benchmark("ADE20K:mIoU").cell(view) == UNKNOWN


def test_names_of_punctuation_alone_are_told_apart() -> None:
    view = paper(results=[result("^(#$!@#$)", "%", "1")])

    assert benchmark("^(#$!@#$):%").cell(view).value == 1
    assert benchmark("((())):%").cell(view) == UNKNOWN


BEST: Beaten = {
    "value": 90.2,
    "printed": "90.2%",
    "model": "ViT",
    "by": 1.7,
    "source": "papers_with_code",
    "on": "2020-08-01",
}


def test_a_result_says_by_how_much_it_is_beaten_and_stays_a_number() -> None:
    view = paper(results=[result("D", "M", "88.5%", beaten=BEST, source="hand")])

    assert results(view) == Cell("D: M 88.5% (best 90.2%, +1.7)")
    assert benchmark("D:M").cell(view) == Cell(88.5, shown="88.5% (best 90.2%, +1.7)")
    assert benchmark("D:M:beaten").cell(view) == Cell(1.7, shown="+1.7 (90.2%, ViT)")


def test_where_less_is_better_the_difference_is_shown_below_zero() -> None:
    less: Beaten = {**BEST, "value": 2000000.0, "printed": "2M", "by": 1200000.0, "model": None}
    view = paper(results=[result("D", "Params", "3.2M", value=3200000.0, beaten=less)])

    assert benchmark("D:Params").cell(view).shown == "3.2M (best 2M, −1200000)"
    assert benchmark("D:Params:beaten").cell(view) == Cell(1200000.0, shown="−1200000 (2M)")


def test_only_the_best_of_a_paper_is_held_against_the_leaderboard() -> None:
    weak = result("D", "M", "70", direction="up", beaten={**BEST, "by": 20.2})
    strong = result("D", "M", "91", direction="up", beaten=None)

    assert results(paper(results=[weak, strong])) == Cell("D: M 91")
    assert benchmark("D:M:beaten").cell(paper(results=[weak, strong])) == UNKNOWN


def test_where_nobody_knows_which_value_is_best_nothing_is_held_against_it() -> None:
    view = paper(results=[result("D", "M", each, beaten=BEST) for each in ("1", "2")])

    assert benchmark("D:M").cell(view) == Cell("1 / 2")
    assert benchmark("D:M:beaten").cell(view) == UNKNOWN


def test_the_leaderboard_is_credited_with_its_date() -> None:
    view = paper(results=[result("D", "M", "88.5", beaten=BEST, source="hand")])
    board = Credit("papers_with_code", "2020-08-01")

    assert claimed_by(view["results"]) == [Credit("hand", None), board]
    assert benchmark("D:M:beaten").credit(view) == [board]


@pytest.mark.parametrize("name", ["D : M : Beaten", "d:m:BEATEN"])
def test_what_beats_a_benchmark_is_a_column_of_its_own(name: str) -> None:
    view = paper(results=[result("D", "M", "88.5", beaten=BEST)])

    assert benchmark(name).name.casefold() == "d:m:beaten"
    assert benchmark(name).cell(view).value == 1.7


def test_a_metric_may_be_called_beaten() -> None:
    assert benchmark("Chess:beaten").cell(paper(results=[result("Chess", "Beaten", "7")])).value == 7


def test_a_value_of_yours_stands_for_what_others_say_of_the_same_claim() -> None:
    view = paper(
        results=[result("D", "M", "87.2", direction="up"), result("D", "M", "86.9", direction="up", source="hand")]
    )

    assert benchmark("D:M").cell(view).value == 86.9
    assert results(view) == Cell("D: M 86.9")


@pytest.mark.parametrize("name", [":mIoU", "Cityscapes:", ":", " : ", "Cityscapes::beaten", "::beaten"])
def test_half_a_benchmark_is_asked_wrongly(name: str) -> None:
    with pytest.raises(AskedWronglyError, match="names no benchmark"):
        benchmark(name)


def test_a_benchmark_is_credited_to_those_who_print_it() -> None:
    view = paper(results=[result("D", "M", "1", source="hugging_face"), result("D", "N", "2")])

    assert benchmark("D:M").credit(view) == [Credit("hugging_face", None)]


def test_results_in_one_line() -> None:
    view = paper(results=[result("Cityscapes", "mIoU", "85.1", split="test"), result("ADE20K", "mIoU", "50%")])

    assert results(view) == Cell("Cityscapes test: mIoU 85.1; ADE20K: mIoU 50%")


def test_the_best_places_come_first_and_the_rest_is_counted() -> None:
    rows = [result(f"D{number}", "M", "1", rank=9 - number) for number in range(5)]
    view = paper(results=[result("unranked", "M", "1"), *rows])

    assert results(view) == Cell("D4: M 1; D3: M 1; D2: M 1; +3 more")


def test_each_benchmark_is_named_once_with_its_best() -> None:
    rows = [result("D", "M", value, direction="up", model=f"net {value}") for value in ("1", "3", "2")]
    again = result("D", "M", "3", task="Another task", direction="up")

    assert results(paper(results=[*rows, again])) == Cell("D: M 3")
