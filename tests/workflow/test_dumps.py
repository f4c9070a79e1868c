"""Dumps imported one after the other: what stops, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.dump.container import NoDumpError
from survey.dump.dump import Dump
from survey.model.errors import SurveyError
from survey.workflow.dumps import Imported, import_dumps
from tests.dump.making import DAY, NOW, link, paper, write

if TYPE_CHECKING:
    from pathlib import Path


def imported(folder: Path, *paths: Path) -> Imported:
    return import_dumps(folder / "db" / "dumps.sqlite", paths, now=NOW, on=DAY)


def test_files_are_imported_in_turn_and_progress_is_told(tmp_path: Path) -> None:
    paths = [write(tmp_path / "papers.json", paper(), paper("b")), write(tmp_path / "links.json", link())]
    steps = []

    done = import_dumps(
        tmp_path / "dumps.sqlite", paths, now=NOW, on=DAY, progress=lambda name, count: steps.append((name, count))
    )

    assert [each.name for each in done.tallies] == ["papers.json", "links.json"]
    assert steps == [("papers.json", 2), ("links.json", 1)]


def test_in_a_folder_other_files_are_passed_over_and_damaged_ones_told(tmp_path: Path) -> None:
    folder = tmp_path / "dumps"
    write(folder / "papers.json", paper())
    (folder / "README.md").write_text("# Dumps")
    (folder / "links.json").write_text("version https://git-lfs.github.com/spec/v1")

    done = imported(tmp_path, folder)

    assert [each.name for each in done.tallies] == ["papers.json"]
    assert done.others == ["README.md"]
    assert [each.partition(" is a Git-LFS pointer")[1] for each in done.refused] == [" is a Git-LFS pointer"]


def test_a_file_that_was_named_and_is_no_dump_stops_the_import(tmp_path: Path) -> None:
    named = tmp_path / "README.md"
    named.write_text("# Dumps")

    with pytest.raises(NoDumpError):
        imported(tmp_path, write(tmp_path / "papers.json", paper()), named)

    assert [each["file"] for each in Dump(tmp_path / "db" / "dumps.sqlite").files()] == ["papers.json"]


def test_shards_that_are_missing_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "train-00001-of-00002.json", paper())

    assert imported(tmp_path, path).missing == [
        f"missing: {tmp_path / 'train-00000-of-00002.json'} belongs to the files given"
    ]


def test_nothing_to_import_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(SurveyError, match="there are no files in"):
        imported(tmp_path, tmp_path / "empty")
