"""The state of the art found: what words for tasks, datasets and metrics mean, and whose papers come first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from survey.model.errors import AskedWronglyError, WhichPaperError
from survey.sources.papers_with_code_dump import answering_from
from survey.workflow.sota import add_leaders, find_benchmark, find_task, first_papers, leaderboards, metric_of
from tests.dump.making import Shelf, dataset, scored, table, task
from tests.dump.making import row as claim
from tests.model.boards import board, row
from tests.workflow.conftest import runs, views

if TYPE_CHECKING:
    from pathlib import Path

    from survey.sources.source import KnowsLeaderboards
    from survey.workflow.asking import Library
    from tests.workflow.conftest import Open


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Dumps with a task and its parts."""
    shelf = Shelf(tmp_path / "dumps")
    shallow = task("Shallow Reading", table("Pond", *scored("1")), table("Docs", *scored("1")))
    deep = task("Deep Reading", table("Abyss", *scored("1")), table("Pond", *scored("1")))
    longdocs = table(
        "LongDocs",
        claim("a", paper_title="Sparse Lanterns", paper_url="http://arxiv.org/abs/2001.00001"),
        claim("b", paper_title="Of Nobody Else"),
        claim("c", paper_title="Sparse Lanterns", paper_url="http://arxiv.org/abs/2001.00001"),
        claim("d"),
        claim("e", paper_title="Tidal Memory in Recurrent Readers", paper_url="http://arxiv.org/abs/2001.00002"),
    )
    shelf.take(task("Reading", longdocs, table("Docs", *scored("1")), subtasks=[deep, shallow]), task("READING!"))
    shelf.take(dataset("LongDocs", "Long Documents"), name="datasets.json")
    return shelf


@pytest.fixture
def dumped(open_library: Open, shelf: Shelf) -> Library:
    """A library of which Papers with Code answers from the dumps."""
    library = open_library()
    return replace(library, sources={**library.sources, "papers_with_code": answering_from(shelf.dump)})


@pytest.fixture
def known(dumped: Library) -> KnowsLeaderboards:
    return leaderboards(dumped)


def found(known: KnowsLeaderboards, task: str, dataset: str) -> list[tuple[str, str]]:
    return [(each["task"], each["dataset"]) for each in find_benchmark(known, task, dataset)]


def test_the_source_that_knows_leaderboards_is_asked(known: KnowsLeaderboards, shelf: Shelf) -> None:
    assert cast("Any", known).dump is shelf.dump


def test_where_no_source_knows_leaderboards_that_is_said(open_library: Open) -> None:
    with pytest.raises(AskedWronglyError, match="none of these sources knows leaderboards: arxiv"):
        leaderboards(open_library("arxiv"))


def test_a_task_is_found_with_its_parts(known: KnowsLeaderboards) -> None:
    meant = find_task(known, "Reading")

    assert [each["name"] for each in meant.tasks] == ["Reading"]
    assert [each["name"] for each in meant.parts] == ["Deep Reading", "Shallow Reading"]


def test_two_tasks_that_are_spelt_alike_are_one_to_a_person(known: KnowsLeaderboards) -> None:
    meant = find_task(known, "reading")

    assert sorted(each["name"] for each in meant.tasks) == ["READING!", "Reading"]
    assert meant.is_clear


def test_what_no_task_is_called_is_no_task(known: KnowsLeaderboards) -> None:
    with pytest.raises(WhichPaperError, match="no task is called painting") as caught:
        find_task(known, "painting")

    assert caught.value.hint == "`survey sota` lists the tasks"


@pytest.mark.parametrize(
    ("task", "dataset", "meant"),
    [
        ("Reading", "Docs", [("Reading", "Docs")]),
        ("Reading", "abyss", [("Deep Reading", "Abyss")]),
        ("Reading", "pond", [("Deep Reading", "Pond"), ("Shallow Reading", "Pond")]),
        ("shallow", "docs", [("Shallow Reading", "Docs")]),
        ("reading", "longdocs", [("Reading", "LongDocs")]),
        ("Reading", "long documents", [("Reading", "LongDocs")]),
    ],
)
def test_a_benchmark_is_of_the_task_or_else_of_its_parts(
    known: KnowsLeaderboards, task: str, dataset: str, meant: list[tuple[str, str]]
) -> None:
    assert sorted(found(known, task, dataset)) == meant


def test_a_dataset_that_the_task_does_not_have_is_none(known: KnowsLeaderboards) -> None:
    with pytest.raises(WhichPaperError, match="Deep Reading has no benchmark on Docs") as caught:
        find_benchmark(known, "Deep Reading", "Docs")

    assert caught.value.hint == '`survey sota "Deep Reading"` lists its benchmarks'


def test_without_a_word_the_metric_is_the_first() -> None:
    view = board(row("3"))

    assert metric_of(view, None)["name"] == metric_of(view, "ACCURACY")["name"] == "Accuracy"


@pytest.mark.parametrize(("words", "message"), [("recall", "is no metric"), ("", "is no metric")])
def test_a_metric_that_is_none_is_asked_wrongly(words: str, message: str) -> None:
    with pytest.raises(AskedWronglyError, match=message) as caught:
        metric_of(board(row("3")), words)

    assert caught.value.hint == "its metrics are: Accuracy"


def test_where_nobody_claims_a_value_there_is_no_metric() -> None:
    with pytest.raises(AskedWronglyError, match="nobody claims a value on D"):
        metric_of({**board(), "metrics": []}, None)


def test_the_first_papers_are_each_of_its_best_row() -> None:
    rows = [
        row("9", model="a", paper="Lanterns", arxiv="2001.00001"),
        row("8", model="b", paper="Lanterns", arxiv="2001.00001"),
        row("7", model="c"),
        row("6", model="d", paper="Tides"),
        row("5", model="e", url="https://x.org"),
        row("4", model="f", paper="Dunes"),
    ]

    assert [each["model"] for each in first_papers(rows, 3)] == ["a", "d", "e"]
    assert first_papers(rows, 0) == []


def test_the_first_papers_are_added_with_results_and_what_the_other_sources_know(dumped: Library) -> None:
    board = leaderboards(dumped).leaderboard("Reading", "LongDocs")
    assert board is not None

    added = add_leaders(dumped, board, 3)

    shown = {view["title"]: view for view in views(dumped, *added.new)}
    assert set(shown) == {
        "Sparse Lanterns for Long Documents",
        "Of Nobody Else",
        "Tidal Memory in Recurrent Readers",
    }
    lanterns = shown["Sparse Lanterns for Long Documents"]
    assert {each["model"] for each in lanterns["results"] if each["dataset"] == "LongDocs"} >= {"a", "c"}
    assert {"papers_with_code", "semantic_scholar"} <= set(lanterns["sources"])
    assert runs(dumped)[0]["verb"] == "sota"
    assert runs(dumped)[0]["query"] == "Reading on LongDocs"


def test_of_a_leaderboard_of_nobody_nothing_is_added(dumped: Library) -> None:
    added = add_leaders(dumped, board(row("3")), 3)

    assert (added.new, added.already, added.finished) == ([], [], True)
