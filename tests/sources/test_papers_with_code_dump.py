"""Papers with Code from its dumps: the questions of a source answered without a network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from survey.http.door import Door
from survey.model.identifier import read_identifier
from survey.model.record import Direction, Query, Record, Repository, Result
from survey.settings import Settings
from survey.sources.papers_with_code import PapersWithCode
from survey.sources.papers_with_code_dump import PapersWithCodeDump, answering_from
from survey.sources.papers_with_code_old import PapersWithCodeOld
from survey.sources.source import KnowsLeaderboards, Searches, sources
from tests.catalog.making import Shelf as Catalogued
from tests.dump.making import SITE, Shelf, dataset, link, method, paper, row, table, task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LANTERN = row(
    "Lantern-L",
    {"Accuracy": "81.5%", "Params": "1.2M"},
    paper_title="Sparse Lanterns",
    paper_url="http://arxiv.org/abs/2001.00001v4",
    paper_date="2020-01-15",
    uses_additional_data=True,
)
TIDAL = row("Tidal", {"Accuracy": "80"}, paper_title="Tidal Memory", paper_url="https://openaccess.org/tidal")
SMALL = row("Lantern-S", {"Accuracy": "79"}, paper_title="Sparse Lanterns", paper_url="http://arxiv.org/abs/2001.00001")
NOBODY = row("Human", {"Accuracy": "78"})


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """What the dumps of one day say of three papers."""
    shelf = Shelf(tmp_path / "dumps")
    shelf.take(
        task("Reading", table("LongDocs", LANTERN, TIDAL, SMALL, NOBODY, metrics=("Accuracy", "Params"))),
        task("Counting", table("Dunes", TIDAL), subtasks=[task("Recounting", table("Dunes", TIDAL))]),
        name="boards.json",
    )
    shelf.take(
        paper(
            arxiv_id="2001.00001",
            abstract="We read long documents by lanterns.",
            authors=["Ada Moreau"],
            date="2020-01-15",
            proceeding="NeurIPS 2020 12",
            openreview_id="nZeVKeeFYf9",
            tasks=["Reading"],
            methods=[{"name": "LANTERN"}],
        ),
        paper("harbour-lights", abstract="Lanterns, and lanterns again.", date="2018-05-06"),
        name="papers.json",
    )
    shelf.take(
        link(url="https://github.com/someone/else"),
        link(is_official=True),
        link(url="https://example.org/page.html"),
        name="links.json",
    )
    shelf.take(method("LANTERN", paper={"title": "", "url": SITE + "sparse-lanterns"}), name="methods.json")
    shelf.take(dataset("LongDocs", "Long Documents"), name="datasets.json")
    return shelf


@pytest.fixture
def source(shelf: Shelf, tmp_path: Path) -> Iterator[Any]:
    """The source, with a door to a network that it may not use."""
    settings = Settings(tmp_path / "catalog.sqlite", tmp_path / "cache", offline=True)
    with Door(settings) as door:
        yield answering_from(shelf.dump)(door.desk(PapersWithCodeDump.service))


def query(text: str, **said: Any) -> Query:
    return Query(text=text, **said)


def records(found: Iterable[object]) -> list[Record]:
    listed = list(found)
    assert all(isinstance(each, Record) for each in listed)
    return [each for each in listed if isinstance(each, Record)]


def looked_up(source: Any, *names: str) -> list[Record]:
    return records(source.look_up([name for each in names if (name := read_identifier(each))]))


def test_it_answers_the_questions_of_its_service(source: Any) -> None:
    assert (source.name, source.service) == (PapersWithCode.name, PapersWithCode.service)
    assert isinstance(source, Searches)
    assert isinstance(source, KnowsLeaderboards)


def test_a_paper_is_told_with_all_that_the_dumps_say(source: Any) -> None:
    (found,) = looked_up(source, "arxiv:2001.00001")

    assert (found.source, found.key, found.title) == ("papers_with_code", "sparse-lanterns", "Sparse Lanterns")
    assert {str(name) for name in found.identifiers} == {
        "arxiv:2001.00001",
        "pwc:sparse-lanterns",
        "openreview:nZeVKeeFYf9",
    }
    assert (found.authors, found.published, found.year) == (("Ada Moreau",), date(2020, 1, 15), 2020)
    assert found.venue is not None
    assert "NeurIPS" in found.venue.name
    assert found.repositories == (
        Repository(url="https://github.com/moreau/lanterns", official=True),
        Repository(url="https://github.com/someone/else", official=False),
    )
    assert dict(found.details) == {
        "links": "https://example.org/page.html",
        "tasks": "Reading",
        "methods": "LANTERN",
        "introduces": "LANTERN",
    }
    assert found.on == date(2025, 7, 25)


def test_its_results_say_direction_and_rank(source: Any) -> None:
    (found,) = looked_up(source, "pwc:sparse-lanterns")

    shown: dict[str, Any] = {"task": "Reading", "dataset": "LongDocs"}
    large: dict[str, Any] = {**shown, "model": "Lantern-L", "extra_data": True}
    up = Direction.UP
    assert found.results == (
        Result(**large, metric="Accuracy", printed="81.5%", value=81.5, direction=up, rank=1),
        Result(**large, metric="Params", printed="1.2M", value=1_200_000.0),
        Result(**shown, metric="Accuracy", model="Lantern-S", printed="79", value=79.0, direction=up, rank=3),
    )


def test_a_paper_of_which_only_a_leaderboard_tells_is_a_record_too(source: Any) -> None:
    (found,) = records(source.by_title("TIDAL memory"))

    assert (found.key, found.identifiers) == ("Tidal Memory", frozenset())
    assert {(each.task, each.dataset) for each in found.results} == {
        ("Reading", "LongDocs"),
        ("Counting", "Dunes"),
        ("Recounting", "Dunes"),
    }


def test_many_are_looked_up_and_none_is_too_many(source: Any) -> None:
    names = [f"arxiv:2001.{number:05}" for number in range(2, 900)]

    assert [each.key for each in looked_up(source, *names, "arxiv:2001.00001", "pwc:harbour-lights", "doi:10.1/x")] == [
        "sparse-lanterns",
        "harbour-lights",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (query("lanterns"), ["sparse-lanterns", "harbour-lights"]),
        (query("lantern document"), ["sparse-lanterns"]),
        (query("harb"), ["harbour-lights"]),
        (query("lanterns", since=2020), ["sparse-lanterns"]),
        (query("lanterns", until=2019), ["harbour-lights"]),
        (query("lanterns", limit=1), ["sparse-lanterns"]),
        (query("lanterns", limit=0), []),
        (query("lanterns", venue="NeurIPS"), ["sparse-lanterns"]),
        (query("NOT lanterns"), []),
        (query('"; DROP TABLE paper; --'), []),
        (query("!?"), []),
        (query("dunes"), []),
    ],
    ids=str,
)
def test_papers_are_found_by_their_words(source: Any, asked: Query, found: list[str]) -> None:
    assert [each.key for each in records(source.search(asked))] == found


def test_tasks_benchmarks_and_other_names_are_the_dumps(source: Any) -> None:
    assert [each["name"] for each in source.tasks()] == ["Counting", "Reading", "Recounting"]
    assert [each["name"] for each in source.tasks("readings")] == ["Reading"]
    assert [each["name"] for each in source.parts("Counting")] == ["Recounting"]
    assert [(each["dataset"], each["results"]) for each in source.benchmarks("Reading")] == [("LongDocs", 4)]
    assert source.also_called("Long Documents") == ["LongDocs"]
    assert len(source.leaderboard("reading", "LONGDOCS")["rows"]) == 4
    assert source.leaderboard("Reading", "Dunes") is None


def test_the_papers_behind_rows_come_in_their_order_with_their_results(source: Any) -> None:
    rows = source.leaderboard("Reading", "LongDocs")["rows"]

    found = records(source.claimants("Reading", "LongDocs", [rows[1], rows[0], rows[3]]))

    assert [each.title for each in found] == ["Tidal Memory", "Sparse Lanterns"]
    assert [len(each.results) for each in found] == [3, 3]


def test_a_paper_behind_a_row_without_arxiv_id_is_found_though_a_description_gives_it_one(
    shelf: Shelf, source: Any
) -> None:
    shelf.take(paper("tidal-memory", arxiv_id="2001.00002"), name="more.json")
    rows = source.leaderboard("Reading", "LongDocs")["rows"]

    (found,) = records(source.claimants("Reading", "LongDocs", [rows[1]]))

    assert (found.key, len(found.results)) == ("tidal-memory", 3)


def test_what_is_shown_of_a_paper_is_of_the_day_of_the_dump(source: Any, tmp_path: Path) -> None:
    catalog = Catalogued(tmp_path / "catalog.sqlite")

    catalog.add(*looked_up(source, "arxiv:2001.00001"))

    origin = catalog.view("arxiv:2001.00001")["origins"]
    assert origin["title"] == {"source": "papers_with_code", "on": "2025-07-25"}
    assert {each["on"] for each in origin.values()} == {"2025-07-25"}


def chosen(tmp_path: Path, dump: Path | None, **said: Any) -> type:
    return PapersWithCode.chosen(Settings(tmp_path / "catalog.sqlite", tmp_path / "cache", dump=dump, **said))


def test_where_there_are_dumps_they_answer(shelf: Shelf, tmp_path: Path) -> None:
    assert issubclass(chosen(tmp_path, shelf.place), PapersWithCodeDump)
    assert sources(Settings(tmp_path / "x", tmp_path, dump=shelf.place))["papers_with_code"].name == "papers_with_code"


def test_where_there_are_none_the_interface_does(tmp_path: Path) -> None:
    assert chosen(tmp_path, tmp_path / "papers_with_code.sqlite") is PapersWithCode
    assert chosen(tmp_path, None, pwc_dialect="old") is PapersWithCodeOld


@pytest.mark.parametrize(("dialect", "kind"), [("new", PapersWithCode), ("old", PapersWithCodeOld)])
def test_who_names_an_interface_means_it(shelf: Shelf, tmp_path: Path, dialect: str, kind: type) -> None:
    assert chosen(tmp_path, shelf.place, pwc_dialect=dialect, origins={"pwc_dialect": "environment"}) is kind
