"""The dump of August 2020, complete and real: what is in it, and which way its leaderboards go."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from survey.model.leaderboard import UP, number_of
from tests.dump.making import Shelf

if TYPE_CHECKING:
    from survey.model.leaderboard import LeaderboardView

REAL = Path(os.environ.get("SURVEY_SHARED", "nowhere"), "data", "pwc", "evaluation-tables.2020-08-28.json.gz")
pytestmark = pytest.mark.skipif(not REAL.is_file(), reason="SURVEY_SHARED names no folder with the dump of 2020")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The dump, imported once."""
    shelf = Shelf(tmp_path_factory.mktemp("real"))
    tally = shelf.take_file(REAL, on=None)
    assert (tally.kind, tally.on) == ("evaluation-tables", "2020-08-28")
    return shelf


def boards(shelf: Shelf) -> list[LeaderboardView]:
    asked = [
        (each["task"], each["dataset"])
        for task in shelf.dump.tasks()
        if task["benchmarks"]
        for each in shelf.dump.benchmarks(task["name"])
    ]
    return [board for names in asked if (board := shelf.dump.leaderboard(*names))]


def test_the_dump_has_2738_leaderboards_of_15519_rows(real: Shelf) -> None:
    (counted,) = real.dump.files()

    found = boards(real)

    assert (len(found), sum(len(board["rows"]) for board in found)) == (2738, 15519)
    assert (counted["read"], counted["new"], counted["merged"]) == (28183, 15519, 12664)
    assert counted["skipped"] == {"a task without a name": 1}


def test_it_has_1553_tasks_some_below_several_others(real: Shelf) -> None:
    tasks = real.dump.tasks()

    # One is called "", and is skipped.
    assert len(tasks) == 1552
    assert sum(len(task["parents"]) > 1 for task in tasks) == 64
    assert sum(not task["areas"] for task in tasks) == 7


def test_imported_twice_it_says_the_same(real: Shelf) -> None:
    once = boards(real)

    tally = real.take_file(REAL, on=None)

    assert (tally.new, tally.merged) == (0, 28183)
    assert boards(real) == once


def test_99_of_100_leaderboards_are_in_the_order_of_their_direction(real: Shelf) -> None:
    firsts = [(board["metrics"][0], board["rows"]) for board in boards(real) if board["metrics"]]
    columns = [
        (metric["direction"], [value for row in rows if (value := number_of(row, metric["name"])) is not None])
        for metric, rows in firsts
    ]
    long = [(direction, values) for direction, values in columns if len(values) >= 3]
    in_order = [values == sorted(values, reverse=direction == UP) for direction, values in long if direction]

    assert len(long) > 1200
    assert sum(in_order) / len(long) >= 0.99
