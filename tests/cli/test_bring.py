"""Importing dumps as a person types it: what is counted, what is passed over, and how it ends."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.dump.making import dataset, link, method, paper, row, scored, table, task, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """A folder with one dump of each kind, all of one day."""
    folder = tmp_path / "dumps"
    leaders = table("LongDocs", *scored("3", "2", "1"))
    write(folder / "evaluation-tables-2025-07-25.json", task("Reading", leaders), task("Again", subtasks=[]))
    write(folder / "papers-2025-07-25.json", paper(abstract="By lanterns."), paper("tidal-memory"), paper(title=None))
    write(folder / "links-2025-07-25.json", link(), link(url="https://github.com/a/b"))
    write(folder / "methods-2025-07-25.json", method(), method("***"))
    write(folder / "datasets-2025-07-25.json", dataset())
    return folder


def test_every_dump_of_a_folder_is_imported_and_counted(bare: Shell, dumps: Path) -> None:
    said = bare("import", "pwc", str(dumps))

    assert said.code == 0
    assert said.err.splitlines() == [
        "datasets-2025-07-25.json: datasets, of 2025-07-25: 1 read, 1 new, 0 merged, 0 skipped",
        "evaluation-tables-2025-07-25.json: evaluation-tables, of 2025-07-25: 3 read, 3 new, 0 merged, 0 skipped",
        "links-2025-07-25.json: links-between-papers-and-code, of 2025-07-25: 2 read, 2 new, 0 merged, 0 skipped",
        "methods-2025-07-25.json: methods, of 2025-07-25: 2 read, 1 new, 0 merged, 1 skipped "
        "(1 × a method without a name)",
        "papers-2025-07-25.json: papers-with-abstracts, of 2025-07-25: 3 read, 1 new, 1 merged, 1 skipped "
        "(1 × a paper without a title)",
    ]
    assert ["methods-2025-07-25.json", "methods", "2025-07-25", "2", "1", "0", "1", ""] in said.rows
    assert len(said.rows) == 5


def test_imported_again_nothing_is_new(bare: Shell, dumps: Path) -> None:
    bare("import", "pwc", str(dumps))

    again = bare("import", "pwc", str(dumps), "--json")

    assert again.code == 0
    assert [each["new"] for each in again.json] == [0] * 5
    assert [each["read"] for each in again.json] == [1, 3, 2, 2, 3]


def test_no_paper_is_in_the_survey_by_it(shell: Shell, dumps: Path) -> None:
    before = shell.rows()

    shell("import", "pwc", str(dumps))

    assert shell.papers() == []
    assert shell.rows() == before


def test_without_a_path_what_was_imported_is_listed(bare: Shell, dumps: Path) -> None:
    bare("import", "pwc", str(dumps / "datasets-2025-07-25.json"))

    said = bare("import", "pwc", "--json")

    assert said.code == 0
    (listed,) = said.json
    assert set(listed) == {"file", "kind", "on", "ended", "read", "new", "merged", "skipped"}
    assert (listed["file"], listed["on"], listed["skipped"]) == ("datasets-2025-07-25.json", "2025-07-25", {})


@pytest.mark.parametrize(("words", "out"), [((), ""), (("--json",), "[]\n"), (("--skipped", "--json"), "[]\n")])
def test_before_anything_was_imported_that_is_said(bare: Shell, words: tuple[str, ...], out: str) -> None:
    said = bare("import", "pwc", *words)

    assert (said.code, said.out) == (0, out)
    assert "no dump was imported yet" in said.err


def test_what_was_left_out_is_listed_on_request(bare: Shell, dumps: Path) -> None:
    bare("import", "pwc", str(dumps))

    said, told = bare("import", "pwc", "--skipped"), bare("import", "pwc", "--skipped", "--json")

    assert [row[:3] for row in said.rows] == [
        ["methods-2025-07-25.json", "record 2", "a method without a name"],
        ["papers-2025-07-25.json", "record 3", "a paper without a title"],
    ]
    assert [set(each) for each in told.json] == [{"file", "place", "why", "said"}] * 2
    assert '"name": "***"' in told.json[0]["said"]


def test_what_is_skipped_is_told_with_its_commonest_reasons(bare: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "dump.json", paper(), 7, 8, paper(title=None), paper(paper_url="x"))

    said = bare("import", "pwc", str(path))

    assert "5 read, 1 new, 0 merged, 4 skipped (2 × is no object; 1 × a paper without a title; 1 × " in said.err


def test_in_a_folder_what_is_no_dump_is_passed_over(bare: Shell, dumps: Path) -> None:
    for name in ("README.md", "LICENSE"):
        (dumps / name).write_text("# Dumps of Papers with Code")
    write(dumps / "other.json", {"x": 1})
    (dumps / "empty.json").write_bytes(b"")

    said = bare("import", "pwc", str(dumps))

    assert said.code == 0
    assert len(said.rows) == 5
    assert "passed over, for they are no dumps: LICENSE, README.md, empty.json and 1 more" in said.err


def test_of_several_files_one_that_cannot_be_read_stops_nothing(bare: Shell, dumps: Path) -> None:
    (dumps / "a-pointer.json").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")

    said = bare("import", "pwc", str(dumps))

    assert said.code == 3
    assert len(said.rows) == 5
    assert "a-pointer.json is a Git-LFS pointer, not the dump itself (`git lfs pull` in that folder" in said.err


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (b"version https://git-lfs.github.com/spec/v1\n", "is a Git-LFS pointer", "git lfs pull"),
        (b"<html></html>", "is a web page", "not the page"),
        (b"", "is empty", "fetch it again"),
        (b"# Readme", "is no dump", "papers-with-abstracts"),
        (b'{"x": 1}', "is JSON, but no dump of Papers with Code", "papers-with-abstracts"),
        (gzip.compress(b'[{"paper_url": "x"}]', mtime=0)[:15], "the file is damaged or was cut off", "fetch it again"),
    ],
)
def test_a_file_that_is_no_dump_is_called_what_it_is(
    bare: Shell, tmp_path: Path, content: bytes, message: str, hint: str
) -> None:
    (tmp_path / "dump.json").write_bytes(content)

    said = bare("import", "pwc", str(tmp_path / "dump.json"))

    assert (said.code, said.out) == (1, "")
    first, second = said.err.splitlines()
    assert message in first
    assert second.startswith("hint: ")
    assert hint in second
    assert "no dump was imported yet" in bare("import", "pwc").err


def test_files_that_belong_to_those_given_are_missed(bare: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "train-00000-of-00002.json", method())

    said = bare("import", "pwc", str(path))

    assert said.code == 3
    assert f"missing: {tmp_path / 'train-00001-of-00002.json'} belongs to the files given" in said.err


def test_the_day_can_be_told(bare: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "dump.json", method())

    assert bare("import", "pwc", str(path), "--dated", "2024-02-29", "--json").json[0]["on"] == "2024-02-29"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "pwc", "nowhere"), 1),
        (("import", "pwc", "nowhere", "--dated", "soon"), 2),
        (("import", "pwc", "--unheard-of"), 2),
        (("import", "bibtex"), 2),
    ],
)
def test_what_cannot_be_done_fails(bare: Shell, words: tuple[str, ...], code: int) -> None:
    said = bare(*words)

    assert (said.code, said.out) == (code, "")
    assert said.err


def test_an_empty_folder_fails(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "dumps").mkdir()

    said = bare("import", "pwc", str(tmp_path / "dumps"))

    assert said.code == 1
    assert "there are no files in" in said.err


def test_a_folder_without_a_dump_fails(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "README.md").write_text("# Dumps")

    said = bare("import", "pwc", str(tmp_path / "dumps"))

    assert said.code == 1
    assert "passed over, for they are no dumps: README.md" in said.err


def test_names_reach_no_terminal_as_they_are(bare: Shell, tmp_path: Path) -> None:
    path = write(tmp_path / "evil\x1b[31m.json", task("***", table("\x1b[2J***", row())))

    said = bare("import", "pwc", str(path))
    skipped = bare("import", "pwc", "--skipped")

    assert "\x1b" not in said.out + said.err + skipped.out + skipped.err


def test_a_dump_in_another_shape_is_told_with_what_to_do(bare: Shell) -> None:
    place = bare.catalog.parent / "papers_with_code.sqlite"
    place.parent.mkdir()
    place.write_bytes(b"not a database" * 100)

    said = bare("import", "pwc")

    assert said.code == 1
    assert f"{place} cannot be read" in said.err
    assert "delete it, and import the dumps once more" in said.err
