"""Results in few words: which one is best, and where nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.formats.benchmarks import benchmark, best, results
from survey.formats.cell import UNKNOWN, Cell, Credit
from survey.model.errors import AskedWronglyError
from tests.formats.views import paper, result


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


@pytest.mark.parametrize("name", [":mIoU", "Cityscapes:", ":", " : "])
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
