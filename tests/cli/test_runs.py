"""Searches kept and asked again, and the log of searches as a review reports it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from survey.cli import run
from survey.cli.session import Session
from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import use
from tests.demo.asking import paper
from tests.workflow.papers import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Shell

BEAMS = paper(9, title="Lanterns and Beams", authors=["Ines Duarte"], published="2021-05-05")
NEW = "duarte2020lanterns"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScholarlyWeb]:
    """The web with one more paper on lanterns."""
    with ScholarlyWeb([*PAPERS, BEAMS]) as web:
        use(web, monkeypatch)
        yield web


@pytest.fixture
def saved(shell: Shell) -> Shell:
    """A shell that has kept a search, and asked it once."""
    keep(shell)
    return shell


def keep(shell: Shell, *words: str) -> None:
    """Keeps a search with some more options, when the paper on beams is not there yet."""
    with pytest.MonkeyPatch.context() as patch, ScholarlyWeb(PAPERS) as web:
        use(web, patch)
        said = shell("search", "lanterns", "--since", "2015", "--save", "light", *words)
    assert said.code == 0
    assert "kept as light" in said.err


def ahead(monkeypatch: pytest.MonkeyPatch, *, days: int) -> None:
    """Lets what is typed from now on be typed so many days from today."""
    monkeypatch.setattr(run, "Session", lambda settings, now: Session(settings, lambda: now() + timedelta(days=days)))


def test_a_replay_shows_only_what_is_new_since(saved: Shell, later: ScholarlyWeb) -> None:
    said = saved("run", "replay", "light", "--json")
    again = saved("run", "replay", "light", "--json")

    assert [each["key"] for each in said.json] == [NEW]
    assert "1 of 3 found are new since 20" in said.err
    assert (again.code, again.json) == (0, [])


def test_what_another_search_found_meanwhile_is_new_to_this_one(
    saved: Shell, later: ScholarlyWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead(monkeypatch, days=1)
    saved("search", "beams")

    said = saved("run", "replay", "light", "--json")
    ahead(monkeypatch, days=2)
    again = saved("run", "replay", "light", "--json")

    assert [each["key"] for each in said.json] == [NEW]
    assert again.json == []


def test_a_replay_takes_no_answer_that_was_kept(saved: Shell, later: ScholarlyWeb) -> None:
    saved("search", "lanterns", "--since", "2015")
    asked = len(later.requests)

    saved("run", "replay", "light")

    assert len(later.requests) > asked


def test_a_replay_asks_with_the_options_that_were_kept(saved: Shell, later: ScholarlyWeb) -> None:
    saved("run", "replay", "light")

    typed = {run["query"] for run in saved("run", "list", "--json").json}
    assert typed == {"lanterns --since 2015"}


def test_what_is_new_can_be_added_at_once(saved: Shell, later: ScholarlyWeb) -> None:
    saved("run", "replay", "light", "--add", "1")

    assert [each["key"] for each in saved.papers()] == [NEW]


def test_a_dry_replay_leaves_the_news_new(saved: Shell, later: ScholarlyWeb) -> None:
    before = saved.rows()

    said = saved("run", "replay", "light", "--dry-run", "--json")

    assert [each["key"] for each in said.json] == [NEW]
    assert saved.rows() == before


def test_a_replay_that_nobody_answers_is_no_replay_to_count_from(
    saved: Shell, later: ScholarlyWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved("run", "list", "--saved", "--json").json
    ahead(monkeypatch, days=1)
    later.faults |= dict.fromkeys(later.base_urls, Fault(kind=Kind.DOWN))

    said = saved("run", "replay", "light", "--json")

    assert (said.code, said.json) == (1, [])
    assert saved("run", "list", "--saved", "--json").json == before


def test_searches_that_are_kept_are_listed(saved: Shell) -> None:
    (row,) = saved("run", "list", "--saved").rows
    (listed,) = saved("run", "list", "--saved", "--json").json

    assert row[:3] == ["light", "lanterns --since 2015", "all"]
    assert listed.keys() == {"name", "query", "sources", "saved_at", "asked_at", "survey"}
    assert (listed["query"]["text"], listed["query"]["since"]) == ("lanterns", 2015)


@pytest.mark.parametrize(("words", "survey"), [((), "optics"), (("--in", "peft"), "peft")])
def test_what_a_replay_adds_comes_into_the_survey_that_the_search_was_kept_with(
    shell: Shell, later: ScholarlyWeb, words: tuple[str, ...], survey: str
) -> None:
    shell("new", "optics")
    shell("new", "peft")
    keep(shell, "--in", "optics")

    shell("run", "replay", "light", "--add", "all", *words)

    assert [row[1] for row in shell("run", "list", "--saved").rows] == ["lanterns --since 2015 --in optics"]
    assert [each["key"] for each in shell("list", "--in", survey, "--json").json] == [NEW]
    assert len(shell("list", "--in", "optics", "--json").json) == (survey == "optics")


def test_one_that_is_forgotten_is_gone_until_that_is_undone(saved: Shell) -> None:
    saved("run", "forget", "light")

    gone = saved("run", "replay", "light")

    assert (gone.code, gone.out) == (2, "")
    assert "no search is kept as light" in gone.err
    assert saved("undo").out == "undone: forget search light\n"
    assert saved("run", "list", "--saved").out != ""


@pytest.mark.parametrize("words", [("tides", "--save", "light"), ("x", "--save", "two words"), ("x", "--save", "-x")])
def test_a_name_that_is_taken_or_none_is_asked_wrongly_before_anybody_is_asked(
    saved: Shell, later: ScholarlyWeb, words: tuple[str, ...]
) -> None:
    said = saved("search", *words)

    assert (said.code, said.out) == (2, "")
    assert later.requests == []


def test_a_dry_run_cannot_keep_a_search(shell: Shell) -> None:
    assert shell("search", "x", "--save", "light", "--dry-run").code == 2


def test_the_log_leaves_as_a_paragraph_and_a_table(saved: Shell) -> None:
    said = saved("run", "export")

    paragraph, table = said.out.split("\n\n", 1)
    assert paragraph.startswith("We searched arxiv, crossref")
    assert "from which 2 papers remained" in paragraph
    assert "“lanterns --since 2015”" in paragraph
    assert len(table.strip().splitlines()) == 2 + 6


def test_the_log_leaves_as_a_table_for_spreadsheets(saved: Shell) -> None:
    heading, *rows = saved("run", "export", "--format", "csv").out.splitlines()

    assert heading.removeprefix("\ufeff").split(",")[:3] == ["run", "source", "at"]
    assert len(rows) == 6
    assert all("GET http" in row or "POST http" in row for row in rows)


def test_only_what_searches_brought_and_the_survey_kept_is_counted(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00003")
    shell("search", "lanterns", "--add", "1")

    paragraph = shell("run", "export").out

    assert "from which 1 paper remained" in paragraph
    assert "Of these, 1 is in the survey" in paragraph


def test_an_answer_kept_from_an_earlier_asking_is_told_from_what_was_sent(shell: Shell, web: ScholarlyWeb) -> None:
    shell("search", "lanterns", "-s", "arxiv")
    shell("search", "lanterns", "-s", "arxiv")
    shell("--offline", "search", "tides", "-s", "arxiv")

    day = shell("run", "list", "--json").json[0]["started_at"][:10]
    paragraph, table = shell("run", "export").out.split("\n\n", 1)

    sent, kept, skipped = table.strip().splitlines()[2:]
    assert "GET http" in sent
    assert f"not sent, its answer was kept on {day}: GET http" in kept
    assert "skipped" in skipped
    assert "kept on" not in skipped
    assert f"1 asking was answered in full from what was kept on {day}." in paragraph
