"""Sources asked: every asking is written down, and what is said is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from survey.catalog.search_log import search_log
from survey.demo.faults import Fault, Kind
from survey.model.errors import AskedWronglyError, Outcome
from survey.model.identifier import Identifier
from survey.model.record import Query, Record, Unreadable
from survey.model.search_log import KeptAnswer
from survey.settings import Settings
from survey.sources.papers_with_code_dump import answering_from
from survey.sources.source import sources
from survey.workflow.asking import ask, chosen_sources
from survey.workflow.search import search
from tests.dump.making import Shelf
from tests.dump.making import paper as dumped
from tests.workflow.conftest import runs, views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.demo.server import ScholarlyWeb
    from survey.sources.source import Source
    from survey.workflow.asking import Library
    from tests.workflow.conftest import Clock, Open


def look_up(source: Source, name: str = "2001.00001") -> Iterator[Record | Unreadable]:
    found: Iterator[Record | Unreadable] = source.look_up([Identifier("arxiv", name)])  # type: ignore[attr-defined]
    return found


def test_every_asking_is_written_down_with_what_was_sent(library: Library, web: ScholarlyWeb) -> None:
    report = ask(library, "add", "as typed", {"arxiv": look_up, "semantic_scholar": look_up})

    first, second = runs(library)
    assert report.finished
    assert (first["verb"], first["query"], first["source"], first["outcome"]) == (
        "add",
        "as typed",
        "arxiv",
        "answered",
    )
    assert (first["hits"], first["requests"], second["hits"], second["requests"]) == (1, 1, 1, 1)
    assert first["new"] + second["new"] == 1
    assert first["sent"][0].startswith(f"GET {web.base_urls['arxiv']}/api/query?")
    assert second["sent"][0].startswith(f"POST {web.base_urls['semantic_scholar']}/graph/v1/paper/batch")
    assert first["started_at"] == first["ended_at"] == "2026-11-20T12:00:00+00:00"


def test_what_is_said_is_kept_and_told_by_source(library: Library) -> None:
    report = ask(library, "add", "", {"arxiv": look_up, "semantic_scholar": look_up})

    (paper,) = set(report.intake.papers.values())
    assert report.order == {"arxiv": [paper], "semantic_scholar": [paper]}
    assert report.intake.new == {paper}
    assert views(library, paper)[0]["sources"] == ["arxiv", "semantic_scholar"]


def test_a_failure_is_told_and_written_down(library: Library, web: ScholarlyWeb) -> None:
    web.faults["arxiv"] = Fault(kind=Kind.FORBID)

    report = ask(library, "add", "", {"arxiv": look_up, "semantic_scholar": look_up})

    told = {each.source: each for each in report.told}
    assert report.finished
    assert told["arxiv"].outcome is Outcome.REFUSED
    assert told["arxiv"].is_failure
    assert not told["semantic_scholar"].is_failure
    assert runs(library)[0]["message"] == told["arxiv"].message


def test_a_kept_answer_costs_no_request_and_says_so(open_library: Open) -> None:
    ask(open_library(), "add", "", {"arxiv": look_up})

    report = ask(open_library(), "add", "", {"arxiv": look_up})

    assert (report.told[0].requests, report.told[0].kept, report.told[0].new) == (0, 1, 0)


def test_the_log_tells_what_was_sent_and_what_was_kept_from_which_day(open_library: Open, clock: Clock) -> None:
    ask(open_library(), "search", "lanterns", {"arxiv": look_up})
    clock.time += timedelta(hours=13)
    library = open_library()

    ask(library, "search", "lanterns", {"arxiv": lambda source: chain(look_up(source), look_up(source, "2001.00002"))})

    first, second = runs(library)
    assert (len(first["sent"]), first["kept"]) == (1, [])
    assert second["kept"] == [{"request": first["sent"][0], "on": "2026-11-20"}]
    assert len(second["sent"]) == second["requests"] == 1
    assert second["sent"] != first["sent"]
    with library.catalog.reading() as reader:
        logged = search_log(reader).asked[1]
    assert logged.sent == tuple(second["sent"])
    assert logged.kept == (KeptAnswer(first["sent"][0], "2026-11-20"),)


def test_a_dump_that_answered_is_told_with_its_day(open_library: Open, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "dumps")
    shelf.take(dumped("lanterns", abstract="Lanterns."), name="papers.json", on=date(2025, 7, 28))
    library = replace(open_library(), sources={"papers_with_code": answering_from(shelf.dump)})

    search(library, Query(text="lanterns"))
    search(library, Query(text="nothing of the kind"))

    with library.catalog.reading() as reader:
        asked = search_log(reader).asked
    assert [(each.sent, each.kept, each.outcome) for each in asked] == [
        ((), (KeptAnswer(None, "2025-07-28"),), "answered"),
        ((), (KeptAnswer(None, "2025-07-28"),), "empty"),
    ]


def test_what_failed_before_any_request_was_neither_sent_nor_kept(open_library: Open) -> None:
    library = open_library(offline=True)

    ask(library, "search", "lanterns", {"arxiv": look_up})

    with library.catalog.reading() as reader:
        (asked,) = search_log(reader).asked
    assert (asked.sent, asked.kept, asked.outcome) == ((), (), "skipped")


def test_progress_is_told_as_it_comes(library: Library) -> None:
    steps: list[tuple[str, int]] = []

    ask(library, "add", "", {"arxiv": look_up}, progress=lambda source, count: steps.append((source, count)))

    assert steps == [("arxiv", 1)]


def test_an_address_that_is_unusable_is_asked_wrongly(open_library: Open) -> None:
    library = open_library(base_urls={"arxiv": "http://user:pass@example.org"})

    with pytest.raises(AskedWronglyError):
        ask(library, "add", "", {"arxiv": look_up})


def test_the_sources_named_come_before_those_of_the_settings(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "c.sqlite", tmp_path, sources=("crossref",))

    assert list(chosen_sources(sources(), settings, ["openalex", "arxiv"])) == ["arxiv", "openalex"]
    assert list(chosen_sources(sources(), settings, [])) == ["crossref"]


def test_where_none_are_named_all_are_asked_but_those_that_turn_programs_away(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "c.sqlite", tmp_path)

    chosen = chosen_sources(sources(), settings, [])

    assert sources().keys() - chosen.keys() == {"dblp", "openreview", "openreview_before"}
    assert list(chosen_sources(sources(), settings, ["dblp"])) == ["dblp"]


def test_a_source_that_there_is_not_is_asked_wrongly(tmp_path: Path) -> None:
    with pytest.raises(AskedWronglyError, match="there is no source gogle"):
        chosen_sources(sources(), Settings(tmp_path / "c.sqlite", tmp_path), ["arxiv", "gogle"])
