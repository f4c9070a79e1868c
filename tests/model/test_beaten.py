"""By how much a result is beaten, and where that cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.beaten import beaten_by, held_against
from tests.formats.views import paper, result
from tests.model.boards import board, row

if TYPE_CHECKING:
    from survey.model.leaderboard import LeaderboardView
    from survey.model.view import Beaten

MINE = paper(key="mine", title="Lanterns in the Fog", identifiers={"arxiv": "2001.00001"})


def beaten(printed: str, on: LeaderboardView, metric: str = "Accuracy", **said: Any) -> Beaten | None:
    return beaten_by(MINE, result("D", metric, printed, **said), on)


def test_the_best_row_of_another_paper_beats_it_by_the_difference() -> None:
    found = beaten("88.5%", board(row("89%"), row("90.2%", model="ViT"), row("70%")))

    assert found == {
        "value": 90.2,
        "printed": "90.2%",
        "model": "ViT",
        "by": 1.7,
        "source": "papers_with_code",
        "on": "2020-08-01",
    }


def test_where_less_is_better_the_difference_is_above_zero_too() -> None:
    found = beaten("3.2", board(row("2.1", "FID"), row("9", "FID"), metric="FID"), "fid")

    assert found
    assert (found["value"], found["by"]) == (2.1, 1.1)


@pytest.mark.parametrize(
    "best",
    [
        row("90", arxiv="2001.00001", paper="Another title"),
        row("90", arxiv="1901.00009", paper="lanterns in the fog"),
        row("90", paper="Lanterns in the Fog!"),
    ],
)
def test_a_best_row_of_the_paper_itself_does_not_beat_it(best: Any) -> None:
    assert beaten("88", board(best, row("89"))) is None


def test_of_two_best_rows_one_may_be_of_the_paper_itself() -> None:
    assert beaten("88", board(row("90"), row("90.0", arxiv="2001.00001"))) is None


def test_a_further_arxiv_id_of_the_paper_is_its_own_too() -> None:
    view = paper(identifiers={"arxiv": "2001.00001"}, other_identifiers=["arxiv:2002.00002"])

    assert beaten_by(view, result("D", "Accuracy", "88"), board(row("90", arxiv="2002.00002"))) is None


@pytest.mark.parametrize("printed", ["90.2", "90.20%", "95"])
def test_what_is_as_good_is_not_beaten(printed: str) -> None:
    assert beaten(printed, board(row("90.2"), row("80"))) is None


@pytest.mark.parametrize(
    ("printed", "on", "said"),
    [
        ("best ever", board(row("90")), {}),
        ("88", board(row("best ever")), {}),
        ("88", board(), {}),
        ("0.88", board(row("90"), row("80")), {}),
        ("88", board(row("90"), row("0.7")), {}),
        ("88", board(row("90"), declared={"Accuracy": "down"}), {"direction": "up"}),
        ("88", board(row("90", split="test")), {}),
        ("88", board(row("90")), {"split": "test"}),
    ],
)
def test_what_cannot_be_told_is_none(printed: str, on: LeaderboardView, said: dict[str, Any]) -> None:
    assert beaten(printed, on, **said) is None


def test_another_metric_or_one_of_unknown_direction_tells_nothing() -> None:
    frames = board(row("90", "Frame (fps)"), metric="Frame (fps)")

    assert beaten("88", frames) is None
    assert beaten("88", frames, "Frame (fps)") is None
    assert beaten("88", frames, "Frame (fps)", direction="up") is not None


def test_only_rows_of_its_split_count() -> None:
    found = beaten("88", board(row("95", split="val"), row("90", split="Test")), split="test")

    assert found
    assert found["value"] == 90


def test_a_direction_that_only_the_leaderboard_knows_is_the_result_s_too() -> None:
    known, unknown = board(row("90")), board(row("90", "Depth"), metric="Depth")
    declared = result("D", "Accuracy", "88", direction="down")

    assert held_against(MINE, result("D", "Accuracy", "88"), known)["direction"] == "up"
    assert held_against(MINE, result("D", "Depth", "88"), unknown)["direction"] is None
    assert held_against(MINE, declared, known) == {**declared, "beaten": None}


@given(st.lists(st.integers(2000, 9000), min_size=1, max_size=6), st.integers(2000, 9000), st.booleans())
def test_it_is_beaten_exactly_where_a_row_is_better(rows: list[int], mine: int, less_is_better: bool) -> None:  # noqa: FBT001
    metric = "FID" if less_is_better else "Accuracy"
    on = board(*(row(str(value / 100), metric) for value in rows), metric=metric)
    best = min(rows) if less_is_better else max(rows)

    found = beaten(str(mine / 100), on, metric)

    ahead = mine - best if less_is_better else best - mine
    assert (found["by"] if found else 0) == max(ahead, 0) / 100
