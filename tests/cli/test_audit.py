"""An audit as a person and as a program reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.demo.faults import Fault as Failing
from survey.demo.faults import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

TIDAL = "castellanos2020tidal"
REFS = """\
@inproceedings{sparse,
  title = {Sparse Lanterns for Long Documents},
  author = {Moreau, Ada and Lindqvist, Grace},
  booktitle = {CVPR}, year = 2015, doi = {10.1000/1}
}
"""
NAMES = {"fault", "papers", "text", "mend", "source", "on", "file", "line"}


@pytest.fixture
def refs(bare: Shell) -> Path:
    """A bibliography with a wrong year, where the shell is."""
    path = bare.folder / "refs.bib"
    path.write_text(REFS, encoding="utf-8")
    return path


def test_what_may_be_wrong_is_a_row_with_the_command_that_mends_it(full: Shell) -> None:
    said = full("audit")

    assert said.code == 3
    assert ["no abstract", TIDAL, "nobody knows its abstract", f"survey refresh {TIDAL}"] in said.rows
    assert "no abstract" in said.err


def test_it_is_json_for_programs(full: Shell) -> None:
    found = full("audit", "--json").json

    assert all(each.keys() == NAMES for each in found)
    assert [TIDAL] in [each["papers"] for each in found]


def test_where_nothing_is_wrong_that_is_said(shell: Shell) -> None:
    said = shell("audit")

    assert (said.code, said.out) == (0, "")
    assert "nothing seems to be wrong" in said.err
    assert shell("audit", "--json").json == []


def test_looking_changes_nothing(full: Shell) -> None:
    before = full.rows()

    full("audit")

    assert full.rows() == before


def test_a_file_is_held_against_the_sources_and_no_catalog_comes_of_it(
    bare: Shell, web: ScholarlyWeb, refs: Path
) -> None:
    said = bare("audit", "refs.bib")

    assert said.code == 3
    ((where, what, key, text, mend),) = said.rows
    assert (where, what, key, mend) == ("refs.bib:1", "year differs", "sparse", "write year: 2021")
    assert text.startswith("2015 is its year here, 2021 elsewhere (")
    assert not bare.catalog.exists()


def test_a_file_that_is_looked_over_changes_no_catalog(full: Shell, web: ScholarlyWeb, refs: Path) -> None:
    before = full.rows()

    assert full("audit", "refs.bib").code == 3
    assert full.rows() == before


def test_a_file_with_nothing_wrong_ends_well(bare: Shell, web: ScholarlyWeb) -> None:
    said = bare("audit", "-", stdin=REFS.replace("2015", "2021"))

    assert (said.code, said.out) == (0, "")
    assert "nothing seems to be wrong" in said.err


def test_both_ways_to_say_json_are_one_and_its_names_are_stable(bare: Shell, web: ScholarlyWeb, refs: Path) -> None:
    (found,) = bare("audit", "refs.bib", "--json").json

    assert found.keys() == NAMES
    assert (found["fault"], found["papers"], found["file"], found["line"]) == (
        "year differs",
        ["sparse"],
        "refs.bib",
        1,
    )
    assert bare("audit", "refs.bib", "--format", "json").json == [found]


def test_on_github_a_finding_is_a_warning_at_its_line(bare: Shell, web: ScholarlyWeb, refs: Path) -> None:
    said = bare("audit", "refs.bib", "--format", "github")

    assert said.code == 3
    assert said.out.startswith("::warning file=refs.bib,line=1,title=year differs::sparse: 2015 is its year here")
    assert len(said.out.splitlines()) == 1


def test_nothing_in_an_entry_can_end_a_workflow_command_or_begin_one(bare: Shell, web: ScholarlyWeb) -> None:
    evil = "100% lanterns\\n::error::gotcha"
    name = "a,b:c\n::error::.bib"
    (bare.folder / name).write_text(f"@misc{{x%y, title={{{evil}}}, doi={{10.1000/1}}, author={{Nemo}}}}")

    said = bare("audit", name, "--format", "github")

    first = said.out.splitlines()[0]
    assert first.startswith("::warning file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3A.bib,line=1,title=another paper::x%25y: ")
    assert "100%25 lanterns" in said.out
    assert all(line.startswith("::warning ") for line in said.out.splitlines())


def test_of_the_catalog_a_warning_names_no_file(full: Shell) -> None:
    said = full("audit", "--format", "github")

    assert "::warning title=no abstract::" + TIDAL in said.out
    assert "file=" not in said.out


@pytest.mark.parametrize(("failing", "year", "code"), [("all", "2021", 1), ("one", "2021", 3), ("all", "2015", 1)])
def test_sources_that_fail_never_look_like_nothing_found(
    bare: Shell, web: ScholarlyWeb, failing: str, year: str, code: int
) -> None:
    names = web.base_urls if failing == "all" else ["crossref"]
    web.faults |= dict.fromkeys(names, Failing(kind=Kind.DOWN))

    said = bare("audit", "-", stdin=REFS.replace("2015", year))

    assert said.code == code
    assert "crossref" in said.err
    assert ": down: " in said.err
    assert ("known to nobody" in said.err) == (failing == "all")


def test_offline_a_file_is_held_against_itself_and_the_survey(full: Shell, web: ScholarlyWeb, refs: Path) -> None:
    said = full("--offline", "audit", "refs.bib")

    assert said.code == 3
    assert [row[1] for row in said.rows] == ["year differs"]
    assert "offline" in said.err
    assert web.requests == []


def test_offline_without_a_survey_a_file_is_held_against_itself(bare: Shell) -> None:
    twice = bare("--offline", "audit", "-", stdin=REFS + REFS.replace("{sparse", "{again"))

    assert (twice.code, [row[1] for row in twice.rows]) == (3, ["may be one"])
    assert bare("--offline", "audit", "-", stdin=REFS).code == 0
    assert not bare.catalog.exists()


def test_an_entry_that_cannot_be_read_is_told_and_shows_in_the_exit_code(bare: Shell, web: ScholarlyWeb) -> None:
    said = bare("audit", "-", stdin=REFS.replace("2015", "2021") + "@misc{empty, note={x}}\n")

    assert said.code == 3
    assert "empty" in said.err


def test_a_file_of_which_no_entry_can_be_read_is_not_said_to_be_right(bare: Shell, web: ScholarlyWeb) -> None:
    said = bare("audit", "-", stdin="@article{open, title={Lanterns")

    assert (said.code, said.out) == (3, "")
    assert "there is no entry to look over" in said.err
    assert "nothing seems to be wrong" not in said.err


def test_only_the_source_that_is_named_is_asked(bare: Shell, web: ScholarlyWeb, refs: Path) -> None:
    bare("audit", "refs.bib", "-s", "crossref")

    assert {service for service, *_ in web.requests} == {"crossref"}


@pytest.mark.parametrize(("words", "said"), [(("nothing.bib",), "no file"), (("-s", "arxiv"), "goes with a file")])
def test_what_cannot_be_looked_over_is_asked_wrongly(bare: Shell, words: tuple[str, ...], said: str) -> None:
    answer = bare("audit", *words)

    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_list_of_ids_is_no_bibliography(bare: Shell) -> None:
    assert bare("audit", "-", stdin="2001.00001\n").code == 2
