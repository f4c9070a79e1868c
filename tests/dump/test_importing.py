"""Dumps imported: in any order, once or twice, killed in the middle, and asked meanwhile."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.dump.container import NoDumpError
from survey.dump.importing import files_in
from survey.model.errors import SurveyError
from tests.dump.making import (
    DAY,
    SITE,
    Entry,
    Shelf,
    dataset,
    link,
    method,
    paper,
    row,
    scored,
    table,
    task,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.process import BaseProcess
    from pathlib import Path

# Forked after everything is imported: a child then begins to write at once.
_FORK = multiprocessing.get_context("fork")
WORKS = [
    ("sparse-lanterns", "2001.00001", "Sparse Lanterns"),
    ("tidal-memory", "2001.00002", "Tidal Memory"),
    ("on-dunes", None, "On Dunes"),
]

works = st.sampled_from(WORKS)
spelt: st.SearchStrategy[Callable[[str], str]] = st.sampled_from([str, str.upper, "{}!".format])
maybe = st.booleans()
names = st.sampled_from(["Reading", "Counting"])
codes = st.sampled_from([f"https://github.com/a/{name}" for name in "xy"])
texts = st.sampled_from([None, "By lanterns.", "By tides."])


@st.composite
def papers(draw: st.DrawFn) -> Entry:
    slug, arxiv, title = draw(works)
    return paper(
        slug,
        title=draw(spelt)(title),
        arxiv_id=arxiv if draw(maybe) else None,
        abstract=draw(texts),
        date=draw(st.sampled_from([None, "2020-01-15"])),
    )


@st.composite
def links(draw: st.DrawFn) -> Entry:
    slug, arxiv, title = draw(works)
    arxiv = arxiv if draw(maybe) else None
    return link(slug, draw(codes), paper_title=draw(spelt)(title), paper_arxiv_id=arxiv, is_official=draw(maybe))


@st.composite
def claims(draw: st.DrawFn) -> Entry:
    _, arxiv, title = draw(works)
    return row(
        draw(st.sampled_from("ab")),
        {"Accuracy": draw(st.sampled_from(["1", "2"]))},
        paper_title=draw(spelt)(title),
        paper_url=f"http://arxiv.org/abs/{arxiv}" if arxiv and draw(maybe) else "",
        paper_date="2020-01-16" if arxiv else None,
        code_links=[{"url": url} for url in draw(st.lists(codes, max_size=2))],
    )


@st.composite
def tasks(draw: st.DrawFn, depth: int = 1) -> Entry:
    below = draw(st.lists(tasks(0), max_size=2)) if depth else []
    rows = draw(st.lists(claims(), max_size=3))
    return task(draw(names), table("LongDocs", *rows), subtasks=below, categories=draw(st.lists(names, max_size=1)))


methods = st.builds(
    lambda name, work: method(name, paper={"title": work[2], "url": SITE + work[0]}), st.sampled_from("MN"), works
)
datasets = st.builds(dataset, st.just("LongDocs"), names)
kinds = (papers(), links(), tasks(), methods, datasets)
# A file of leaderboards may tell of all that the others tell of.
dumps = st.one_of(*(st.lists(each, min_size=1, max_size=4) for each in (*kinds, tasks(), tasks())))
files = st.lists(st.tuples(dumps, st.sampled_from([DAY, DAY + timedelta(days=30)])), min_size=1, max_size=5)


def imported(folder: Path, given: Sequence[tuple[int, tuple[list[Entry], Any]]]) -> Shelf:
    shelf = Shelf(folder)
    for number, (entries, on) in given:
        shelf.take(*entries, on=on, name=f"{number}.json")
    return shelf


@settings(max_examples=50)
@given(files, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter_for_what_is_known(
    tmp_path_factory: pytest.TempPathFactory, given_: list[tuple[list[Entry], Any]], chance: random.Random
) -> None:
    numbered = list(enumerate(given_))
    one = imported(tmp_path_factory.mktemp("one"), numbered)
    chance.shuffle(numbered)
    other = imported(tmp_path_factory.mktemp("other"), numbered)

    assert one.known() == other.known()


@settings(max_examples=30)
@given(files)
def test_importing_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, given_: list[tuple[list[Entry], Any]]
) -> None:
    folder = tmp_path_factory.mktemp("dumps")
    once = imported(folder, list(enumerate(given_)))
    known, files = once.known(), once.dump.files()

    twice = imported(folder, list(enumerate(given_)))

    assert twice.known() == known
    assert [each["read"] for each in twice.dump.files()] == [each["read"] for each in files]
    assert [each["new"] for each in twice.dump.files()] == [0] * len(files)


KINDS = {
    "papers-with-abstracts": paper(),
    "links-between-papers-and-code": link(),
    "evaluation-tables": task(),
    "methods": method(),
    "datasets": dataset(),
}


@pytest.mark.parametrize(("kind", "entry"), KINDS.items())
def test_which_dump_a_file_is_is_told_by_its_entries(shelf: Shelf, kind: str, entry: Entry) -> None:
    junk: list[object] = [7, {}, {"x": 1}]

    tally = shelf.take(*junk, entry, name="papers.json")

    assert tally.kind == kind
    assert tally.skipped["is no object"] == 1


@pytest.mark.parametrize("entries", [[], [{}], [{"title": "A", "year": 2020}], [{"name": "a"}]])
def test_json_of_another_kind_is_no_dump(shelf: Shelf, entries: list[Entry]) -> None:
    with pytest.raises(NoDumpError, match="is JSON, but no dump of Papers with Code"):
        shelf.take(*entries)

    assert not shelf.dump.is_there


def test_a_file_of_nothing_but_damage_is_called_so(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "dump.json").write_text('[{"paper_url": oh no')

    with pytest.raises(SurveyError, match="holds nothing that can be read"):
        shelf.take_file(tmp_path / "dump.json")


def test_a_corrupt_record_in_the_middle_is_counted_and_listed(shelf: Shelf, tmp_path: Path) -> None:
    whole = json.dumps([paper("a"), paper("b"), paper("c")])
    (tmp_path / "dump.json").write_text(whole.replace('"title": "B"', '"title": B"'))

    tally = shelf.take_file(tmp_path / "dump.json")

    assert (tally.read, tally.new, sum(tally.skipped.values())) == (3, 2, 1)
    assert [(each["place"], each["why"]) for each in shelf.dump.skipped()] == [
        ("record 2", "is no JSON: Expecting value")
    ]


def test_what_was_imported_is_listed_with_its_counts(shelf: Shelf) -> None:
    shelf.take(paper(), paper(title=None), name="papers.json")

    assert shelf.dump.files() == [
        {
            "file": "papers.json",
            "kind": "papers-with-abstracts",
            "on": "2025-07-25",
            "ended": "2026-11-20T12:00:00+00:00",
            "read": 2,
            "new": 1,
            "merged": 0,
            "skipped": {"a paper without a title": 1},
        }
    ]


def test_files_are_those_given_and_those_in_folders_each_once(tmp_path: Path) -> None:
    inside = [write(tmp_path / name) for name in ("dumps/a.json", "dumps/data/b.json")]
    for hidden in (".git/config.json", "dumps/.git/x.json", "dumps/.DS_Store"):
        write(tmp_path / hidden)

    assert files_in([tmp_path / "dumps", inside[0]]) == inside


def test_a_path_where_nothing_is_is_told(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="there is no file or folder"):
        files_in([tmp_path / "nowhere"])


def test_a_file_in_another_shape_is_told_when_it_is_asked(shelf: Shelf) -> None:
    shelf.take(paper())
    with closing(sqlite3.connect(shelf.place)) as connection:
        connection.execute("PRAGMA user_version = 99")

    assert shelf.dump.is_there
    with pytest.raises(SurveyError, match="made by another version of survey"):
        shelf.dump.tasks()
    with pytest.raises(SurveyError, match="made by another version of survey"):
        shelf.take(paper())


def test_a_file_that_is_none_is_told_when_it_is_asked(shelf: Shelf) -> None:
    shelf.place.parent.mkdir()
    shelf.place.write_bytes(b"not a database" * 100)

    assert shelf.dump.is_there
    with pytest.raises(SurveyError, match="cannot be read"):
        shelf.dump.leaderboard("Reading", "LongDocs")
    with pytest.raises(SurveyError, match="cannot be written"):
        shelf.take(paper())


def large(folder: Path) -> list[Path]:
    """Dumps that take a second to import, with a commit or two on the way."""
    described = [paper(f"paper-{number}", abstract=f"By {number} lanterns.") for number in range(9000)]
    rows = [row(f"M{number}", {"Accuracy": f"{90 - number}"}, paper_title=f"Paper {number}") for number in range(50)]
    boards = [task(f"Task {number}", table("LongDocs", *rows)) for number in range(40)]
    linked = [link(f"paper-{number}", f"https://github.com/a/{number}") for number in range(5000)]
    named = {"papers": described, "boards": boards, "links": linked}
    return [write(folder / f"{name}.json", *entries) for name, entries in named.items()]


def take_all(folder: Path, paths: list[Path]) -> None:
    shelf = Shelf(folder)
    for path in paths:
        shelf.take_file(path)


def killed_after(folder: Path, paths: list[Path], seconds: float) -> bool:
    """Whether the child that imports was killed before it was done."""
    child: BaseProcess = _FORK.Process(target=take_all, args=(folder, paths))
    child.start()
    time.sleep(seconds)
    if child.is_alive() and child.pid:
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    return child.exitcode == -signal.SIGKILL


def test_killed_several_times_an_import_done_again_ends_like_a_clean_one(tmp_path: Path) -> None:
    paths = large(tmp_path)
    began = time.monotonic()
    take_all(tmp_path / "clean", paths)
    whole = time.monotonic() - began
    chance = random.Random(2025)
    shelf = Shelf(tmp_path / "killed")

    killed = sum(killed_after(shelf.folder, paths, chance.uniform(0, whole)) for _ in range(6))
    was_there = shelf.dump.is_there
    take_all(shelf.folder, paths)

    assert killed >= 3
    assert was_there
    assert shelf.known() == Shelf(tmp_path / "clean").known()
    assert all(each["ended"] for each in shelf.dump.files())
    with closing(sqlite3.connect(shelf.place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def test_whoever_asks_while_an_import_runs_is_answered(tmp_path: Path) -> None:
    paths = large(tmp_path)
    shelf = Shelf(tmp_path / "asked")
    shelf.take(task("Task 1", table("LongDocs", *scored("3", "2", "1"))), on=DAY - timedelta(days=1))
    child = _FORK.Process(target=take_all, args=(shelf.folder, paths))
    child.start()
    seen = []

    while child.is_alive():
        found = shelf.dump.leaderboard("Task 1", "LongDocs")
        assert found is not None
        assert len(list(shelf.dump.papers("WHERE p.slug = ?", ("paper-1",)))) <= 1
        seen.append(len(found["rows"]))
    child.join()

    assert child.exitcode == 0
    assert seen[0] == 3
    assert set(seen) <= {3, 50}
    assert seen == sorted(seen)


def test_before_the_first_import_has_brought_anything_nothing_is_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.place.parent.mkdir()
    with closing(sqlite3.connect(shelf.place)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")

    assert shelf.place.stat().st_size
    assert not shelf.dump.is_there


def test_two_that_import_at_once_both_succeed(tmp_path: Path) -> None:
    paths = large(tmp_path)
    shelf = Shelf(tmp_path / "both")
    children = [_FORK.Process(target=take_all, args=(shelf.folder, order)) for order in (paths, paths[::-1])]

    for child in children:
        child.start()
    for child in children:
        child.join()

    take_all(tmp_path / "one", paths)
    assert [child.exitcode for child in children] == [0, 0]
    assert shelf.known() == Shelf(tmp_path / "one").known()
    with closing(sqlite3.connect(shelf.place)) as connection:
        connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
