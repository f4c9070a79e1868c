"""A catalog looked over and written anew; runs and repositories kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from survey.catalog import edit, read
from survey.catalog.repositories import keep_repositories
from survey.catalog.runs import begin_run, end_run
from survey.catalog.upkeep import check, refold
from survey.model.errors import Outcome
from survey.model.record import Repository
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf, faults
from tests.model.making import record

CODE = Repository(url="https://github.com/a/b", official=True)


def test_a_sound_catalog_has_no_faults(shelf: Shelf) -> None:
    one, other = shelf.add(record(title="Lanterns"), record(key="2", title="Tides"))
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    assert faults(shelf.path) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE paper SET view = ''", "1 paper has nothing to show"),
        ("UPDATE paper SET merged_into = 1", "1 record hangs on a merged paper"),
        ("INSERT INTO paper_words (paper_words) VALUES ('delete-all')", "1 paper is not in the index of words"),
        ("INSERT INTO tag (paper_id, name) VALUES (99, 'lost')", "a row of tag points nowhere"),
    ],
)
def test_what_is_wrong_is_told_in_words(shelf: Shelf, damage: str, told: str) -> None:
    shelf.add(record(title="Lanterns"))
    with closing(sqlite3.connect(shelf.path, isolation_level=None)) as connection:
        connection.execute(damage)

    with shelf.catalog.reading() as reader:
        assert told in check(reader)


def test_what_is_derived_is_written_anew(shelf: Shelf) -> None:
    shelf.add(record(title="Lanterns", authors="A Moreau"), record(key="2", title="Tides"), tags=["glow"])
    before = shelf.dump()
    with closing(sqlite3.connect(shelf.path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM identifier")
        connection.execute("UPDATE paper SET year = 1, folded = 'x', citations = 9")

    assert refold(shelf.catalog) == 2

    assert shelf.dump() == before
    assert faults(shelf.path) == []


def test_what_a_host_of_code_says_is_shown_with_the_day_it_said_it(shelf: Shelf) -> None:
    (paper,) = shelf.add(record(title="Lanterns", repositories=(CODE,)))
    said = Repository(url="https://github.com/A/B", stars=5, license="MIT", archived=False, gone=False)

    keep_repositories(shelf.catalog, [said], [paper], source="github", now=NOW)
    keep_repositories(shelf.catalog, [], [paper], source="github", now=NOW)

    (code,) = shelf.view("lanterns")["repositories"]
    assert (code["stars"], code["license"], code["archived"], code["gone"]) == (5, "MIT", False, False)
    assert (code["checked_at"], code["source"], code["official"]) == ("2026-11-20", "arxiv", True)


def test_a_later_word_of_the_host_takes_the_place_of_the_one_before(shelf: Shelf) -> None:
    (paper,) = shelf.add(record(title="Lanterns", repositories=(CODE,)))
    keep_repositories(shelf.catalog, [Repository(url=CODE.url, stars=5)], [paper], source="github", now=NOW)

    gone = Repository(url=CODE.url, gone=True, checked_on=date(2026, 12, 1))
    keep_repositories(shelf.catalog, [gone], [paper], source="github", now=LATER)

    (code,) = shelf.view("lanterns")["repositories"]
    assert (code["stars"], code["gone"], code["checked_at"]) == (None, True, "2026-12-01")
    assert shelf.view("lanterns")["links"]["code"] is None


def test_code_of_a_paper_that_was_merged_meanwhile_is_settled_where_it_is_now(shelf: Shelf) -> None:
    one, other = shelf.add(record(title="Lanterns"), record(key="2", title="Tides", repositories=(CODE,)))
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    keep_repositories(shelf.catalog, [Repository(url=CODE.url, stars=5)], [other], source="github", now=NOW)

    assert shelf.view("lanterns")["repositories"][0]["stars"] == 5
    assert faults(shelf.path) == []


def test_a_run_counts_as_interrupted_until_it_has_ended(shelf: Shelf) -> None:
    number = begin_run(shelf.catalog, "search", "arxiv", "lantern\ud800s", now=NOW)
    with shelf.catalog.reading() as reader:
        (begun,) = read.runs(reader)
    end_run(
        shelf.catalog,
        number,
        outcome=Outcome.ANSWERED,
        message=None,
        sent=["GET https://example.org/?q=lanterns"],
        hits=3,
        new=2,
        unreadable=1,
        requests=1,
        now=LATER,
    )
    second = begin_run(shelf.catalog, "search", "openalex", "lanterns", now=LATER)
    with shelf.catalog.reading() as reader:
        latest, ended = read.runs(reader)

    assert (begun["outcome"], begun["query"], begun["sent"]) == ("interrupted", "lanterns", [])
    assert (latest["id"], ended["id"]) == (second, number)
    assert (ended["outcome"], ended["hits"], ended["sent"]) == ("answered", 3, ["GET https://example.org/?q=lanterns"])


def test_accounts_kept_by_an_earlier_program_are_compared_by_what_this_one_goes_by(shelf: Shelf) -> None:
    shelf.take(record(title="Lanterns of the Fog", authors="Ada Moreau"), record(key="2", title="Tides"))
    before = shelf.dump()
    with closing(sqlite3.connect(shelf.path, isolation_level=None)) as connection:
        connection.execute("UPDATE record SET block = 'as it was', backwards = NULL")

    refold(shelf.catalog)

    assert shelf.dump() == before
