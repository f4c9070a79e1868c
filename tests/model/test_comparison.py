"""Papers side by side: what is best, what cannot be told, and what sources differ on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.asked import Asked
from survey.model.comparison import ComparisonView, column_name, compare, only_known, value_text
from tests.formats.views import paper, result


def side_by_side(*papers: list[Any]) -> ComparisonView:
    return compare([paper(key=f"p{number}", results=results) for number, results in enumerate(papers)], Asked())


def one(printed: str, metric: str = "Accuracy", **said: Any) -> Any:
    return result("D", metric, printed, **said)


def cells(comparison: ComparisonView) -> list[Any]:
    return [each["cells"][0] for each in comparison["papers"]]


def places(comparison: ComparisonView) -> list[int | None]:
    return [cell["place"] for cell in cells(comparison)]


def test_a_paper_is_its_best_model_whose_name_is_told() -> None:
    comparison = side_by_side([one("80", model="small"), one("85", model="large")], [one("82")])

    first, second = cells(comparison)
    assert first == {
        "values": [{"printed": "85", "value": 85.0, "model": "large", "source": "papers_with_code"}],
        "place": 1,
        "conflict": False,
    }
    assert (second["values"][0]["printed"], second["place"]) == ("82", 2)


@pytest.mark.parametrize(
    ("metric", "declared", "direction", "told_by", "order"),
    [
        ("Accuracy", [None, None, None], "up", "name", [3, 2, 1]),
        ("Accuracy", ["down", None, "down"], "down", "declared", [1, 2, 3]),
        ("Accuracy", ["down", "up", None], "up", "name", [3, 2, 1]),
        ("FID", [None, None, None], "down", "name", [1, 2, 3]),
        ("Frame (fps)", [None, None, None], None, None, [None, None, None]),
        ("Frame (fps)", ["up", None, None], "up", "declared", [3, 2, 1]),
        ("Frame (fps)", ["up", "down", None], None, None, [None, None, None]),
    ],
)
def test_what_is_best_depends_on_a_direction_that_is_declared_or_well_known(
    metric: str, declared: list[str | None], direction: str | None, told_by: str | None, order: list[int | None]
) -> None:
    comparison = side_by_side(*([one(str(70 + place), metric, direction=each)] for place, each in enumerate(declared)))

    (column,) = comparison["columns"]
    assert (column["direction"], column["told_by"], places(comparison)) == (direction, told_by, order)
    assert any("both directions" in notice for notice in comparison["notices"]) is (len({*declared} - {None}) == 2)


def test_where_nobody_knows_what_is_best_all_values_of_a_paper_stand() -> None:
    comparison = side_by_side([one("16", "Frame (fps)"), one("38", "Frame (fps)")], [one("20", "Frame (fps)")])

    assert [[value["printed"] for value in cell["values"]] for cell in cells(comparison)] == [["16", "38"], ["20"]]


def test_equal_values_share_a_place_and_the_next_value_is_second() -> None:
    assert places(side_by_side([one("80")], [one("80.0")], [one("79")], [one("78")])) == [1, 1, 2, 3]


def test_a_text_has_no_place_and_a_lone_number_beats_nobody() -> None:
    assert places(side_by_side([one("yes")], [one("80")])) == [None, None]


def test_of_a_conflict_all_is_shown_and_the_most_trusted_value_counts() -> None:
    comparison = side_by_side([one("87.2"), one("84.1", source="hand")], [one("86")])

    first, _ = cells(comparison)
    assert [(value["printed"], value["source"]) for value in first["values"]] == [
        ("84.1", "hand"),
        ("87.2", "papers_with_code"),
    ]
    assert (first["conflict"], places(comparison)) == (True, [2, 1])
    (conflict,) = comparison["conflicts"]
    assert (conflict["key"], conflict["ranked_by"], conflict["values"]) == ("p0", "hand", first["values"])
    assert comparison["notices"] == [
        "conflict: p0, Segmentation / D / Accuracy: 84.1 (hand) / 87.2 (papers_with_code); ranked by hand"
    ]


def test_a_conflict_over_a_model_that_is_not_the_best_is_told_too() -> None:
    comparison = side_by_side(
        [one("90", model="L"), one("70", model="S"), one("95", model="S", source="hugging_face")], [one("80")]
    )

    assert [[value["printed"] for value in cell["values"]] for cell in cells(comparison)] == [["90"], ["80"]]
    assert [(each["model"], each["ranked_by"]) for each in comparison["conflicts"]] == [("S", "papers_with_code")]


def test_where_no_best_is_known_a_conflict_still_shows() -> None:
    comparison = side_by_side([one("3", "Depth"), one("4", "Depth", source="hand")], [one("2", "Depth")])

    assert [value["source"] for value in cells(comparison)[0]["values"]] == ["hand", "papers_with_code"]
    assert cells(comparison)[0]["conflict"]


def test_mixed_scales_are_told_and_nothing_is_best() -> None:
    comparison = side_by_side([one("0.872")], [one("86.9")])

    assert places(comparison) == [None, None]
    assert comparison["notices"] == [
        "Segmentation / D / Accuracy: 1 of 2 values lie between 0 and 1, the others between 1 and 100; "
        "nothing is marked best"
    ]


def test_a_value_that_is_not_believed_does_not_mix_the_scales() -> None:
    comparison = side_by_side([one("0.872"), one("87.2", source="hand")], [one("86.9")])

    assert places(comparison) == [1, 2]


def test_a_paper_that_claims_nothing_is_unknown_and_can_be_left_out() -> None:
    comparison = side_by_side([one("1")], [], [one("2")])

    assert cells(comparison)[1] is None
    assert [each["key"] for each in only_known(comparison)["papers"]] == ["p0", "p2"]


def test_a_column_is_called_by_its_split_too() -> None:
    (column,) = side_by_side([one("1", split="val")], [one("2", split="val")])["columns"]

    assert column_name(column) == "Segmentation / D val / Accuracy"


@pytest.mark.parametrize(
    ("printed", "value", "shown"),
    [("**55.6**", 55.6, "55.6"), ("63.7*", 63.7, "63.7"), ("\ufeff93.3 ", 93.3, "93.3"), ("*best*", None, "*best*")],
)
def test_marks_that_a_source_puts_around_a_number_are_not_shown(printed: str, value: float | None, shown: str) -> None:
    assert value_text({"printed": printed, "value": value, "model": None, "source": "s"}) == shown


values = st.lists(st.sampled_from([-2.0, 0.0, 1.5, 50.0, 60.0]), min_size=2, max_size=5)


@given(values, st.sampled_from(["up", "down"]))
def test_the_best_place_goes_to_the_best_value_in_whatever_order_the_papers_come(
    numbers: list[float], direction: str
) -> None:
    papers = [[one(str(number), value=number, direction=direction)] for number in numbers]

    forward, backward = side_by_side(*papers), side_by_side(*papers[::-1])

    best = max(numbers) if direction == "up" else min(numbers)
    assert places(forward) == places(backward)[::-1]
    if not forward["notices"]:
        assert [place == 1 for place in places(forward)] == [number == best for number in numbers]
