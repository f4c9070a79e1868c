"""The survey as it was known on a day in the past."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from survey.cli import run
from survey.cli.session import Session
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import use
from tests.cli.test_refresh import CITED_MORE, KEY
from tests.workflow.papers import PAPERS

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

# The full catalog was filled on 20 November 2026, at noon.
BEFORE, THEN = "2026-11-19", "2026-11-20"


@pytest.fixture
def moved_on(full: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A survey of which much was said and heard after the day it was made."""
    later = datetime(2026, 11, 29, 12, tzinfo=UTC)
    monkeypatch.setattr(run, "Session", lambda settings, now: Session(settings, lambda: later))
    with ScholarlyWeb([CITED_MORE, *PAPERS[1:]]) as web:
        use(web, monkeypatch)
        full("refresh", KEY)
    full("tag", KEY, "+late")
    full("set", "tidal memory", "year=1999")
    full("rm", "harbour lanterns")
    return full


def test_a_list_is_what_it_was_that_day(moved_on: Shell) -> None:
    now, then = moved_on.papers(), moved_on("list", "--as-of", THEN, "--json").json

    assert [paper["venue"] for paper in now] == ["Transactions on Lanterns", "arXiv", "Journal of Sand"]
    assert [paper["venue"] for paper in then] == ["CVPR", "arXiv", "arXiv", "Journal of Sand"]
    assert (now[1]["year"], then[1]["year"]) == (1999, 2020)
    assert (now[0]["tags"], then[0]["tags"]) == (["late"], [])


def test_a_list_of_a_day_before_there_was_a_survey_is_empty(moved_on: Shell) -> None:
    assert moved_on("list", "--as-of", BEFORE, "--json").json == []


def test_filters_and_orders_are_of_that_day(moved_on: Shell) -> None:
    assert moved_on("list", "--tag", "late", "--as-of", THEN).out == ""
    assert [row[0] for row in moved_on("list", "venue:CVPR", "--as-of", THEN).rows] == [KEY]
    assert moved_on("list", "--sort", "velocity", "-n", "1", "--as-of", THEN).rows[0][4] == "41"


def test_a_paper_is_shown_as_it_was_known_that_day(moved_on: Shell) -> None:
    then = moved_on("show", KEY, "--as-of", THEN, "--history", "--json").json

    assert (then["venue"], then["citations"]["count"]) == ("CVPR", 41)
    assert all(account["superseded"] is None for account in then["history"])
    assert {counted["count"] for counted in then["counts"]} == {41}


def test_looking_back_changes_nothing(moved_on: Shell) -> None:
    before = moved_on.rows()

    moved_on("list", "--as-of", THEN)
    moved_on("show", KEY, "--as-of", THEN)

    assert moved_on.rows() == before


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2026", ""])
def test_what_is_no_day_is_asked_wrongly(full: Shell, day: str) -> None:
    said = full("list", "--as-of", day)

    assert (said.code, said.out) == (2, "")
    assert "is no day" in said.err


def test_a_paper_nobody_knew_of_is_a_question_of_which(full: Shell) -> None:
    full("same", KEY, "tidal memory")

    for asked in (KEY, "castellanos2020tidal", "2001.00001"):
        said = full("show", asked, "--as-of", BEFORE)
        assert (said.code, said.out) == (4, "")


def test_a_key_that_leads_to_what_nobody_knew_of_says_so(full: Shell) -> None:
    with closing(sqlite3.connect(full.catalog)) as connection:
        connection.execute("INSERT INTO alias SELECT 'older2020key', id FROM paper WHERE cite_key = ?", (KEY,))
        connection.commit()

    said = full("show", "older2020key", "--as-of", BEFORE)

    assert (said.code, said.out) == (4, "")
    assert f"nothing was known of older2020key on {BEFORE}" in said.err


def test_a_list_of_a_day_before_counts_nothing_that_was_found_since(full: Shell) -> None:
    assert full("list", "--as-of", BEFORE).err == "no paper matches\n"
