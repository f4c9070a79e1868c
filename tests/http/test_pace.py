"""Turns that no two processes share, and rests that all of them keep."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from survey.http.pace import Pace
from survey.model.errors import SourceDownError, SourceError, SourceRefusedError, SourceSpentError

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

TAKE_TURNS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from survey.http.pace import Pace
pace = Pace(Path(sys.argv[1]))
for _ in range(20):
    now = datetime.now(UTC)
    print(now.timestamp() + pace.turn("library", 0.5, now))
"""


def test_turns_are_a_gap_apart(tmp_path: Path) -> None:
    pace = Pace(tmp_path)

    assert [pace.turn("library", 3, NOW) for _ in range(3)] == [0, 3, 6]
    assert pace.turn("archive", 3, NOW) == 0
    assert pace.turn("library", 3, NOW + timedelta(seconds=20)) == 0


def test_no_two_processes_get_the_same_turn(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE_TURNS, str(tmp_path)]
    others = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]

    turns = sorted(float(turn) for other in others for turn in other.communicate()[0].split())

    assert len(turns) == 60
    assert all(later - earlier > 0.499 for earlier, later in pairwise(turns))


def test_a_clock_that_was_put_back_makes_nobody_wait_for_days(tmp_path: Path) -> None:
    pace = Pace(tmp_path)
    pace.turn("library", 3, NOW + timedelta(days=2))

    assert pace.turn("library", 3, NOW) == 0


def test_a_host_that_asked_for_time_is_given_it(tmp_path: Path) -> None:
    Pace(tmp_path).hold("library", NOW + timedelta(seconds=30))

    assert Pace(tmp_path).turn("library", 3, NOW) == 30


@pytest.mark.parametrize("kind", [SourceRefusedError, SourceSpentError, SourceDownError])
def test_a_rest_keeps_its_reason_and_its_kind(tmp_path: Path, kind: type[SourceError]) -> None:
    until = NOW + timedelta(minutes=5)
    Pace(tmp_path).rest("library", kind("library", "too many requests", hint="set a key"), until)

    resting = Pace(tmp_path).resting("library", "library", NOW)

    assert type(resting) is kind
    assert (resting.hint, resting.again_at) == ("set a key", until)
    assert str(resting) == "library: left alone for now (last time: too many requests)"


def test_a_rest_ends_by_time_or_by_an_answer(tmp_path: Path) -> None:
    pace = Pace(tmp_path)
    pace.rest("library", SourceDownError("library", "failed"), NOW + timedelta(minutes=5))

    assert pace.resting("library", "library", NOW + timedelta(minutes=5)) is None
    assert pace.resting("library", "library", NOW) is not None
    pace.wake("library")
    assert pace.resting("library", "library", NOW) is None


@pytest.mark.parametrize("trouble", ["broken", "a folder", "below a file", "another shape"])
def test_a_file_that_cannot_be_used_leaves_the_pace_within_this_process(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    folder = tmp_path / "cache"
    file = folder / "pace-1.sqlite"
    match trouble:
        case "broken":
            folder.mkdir()
            file.write_bytes(b"no database at all" * 100)
        case "a folder":
            file.mkdir(parents=True)
        case "below a file":
            folder.write_text("in the way")
        case _:
            folder.mkdir()
            with sqlite3.connect(file) as other:
                other.execute("CREATE TABLE turns (something)")
            other.close()

    with caplog.at_level(logging.WARNING):
        pace = Pace(folder)
        turns = [pace.turn("library", 3, NOW) for _ in range(2)]

    assert turns == [0, 3]
    assert "working without" in caplog.text
    assert pace.resting("library", "library", NOW) is None
