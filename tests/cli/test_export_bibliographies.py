"""Bibliographies leave by the ending of the file, or by name, and come back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from survey.bibliographies.read import read_bibliography

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

BIB = (
    "@article{roe2020, title = {On {D}oors}, author = {Roe, Ada}, year = 2020, groups = {peft}, file = {:a.pdf:PDF}}\n"
)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("out.bib",), "bibtex"),
        (("out.bib", "-f", "biblatex"), "biblatex"),
        (("out.ris",), "ris"),
        (("out.json",), "json"),
        (("out.json", "-f", "csl-json"), "csl-json"),
    ],
)
def test_a_file_is_in_the_format_of_its_ending_or_in_the_one_named(
    full: Shell, words: tuple[str, ...], form: str
) -> None:
    said = full("export", *words)

    assert (said.code, said.out) == (0, "")
    assert f"4 papers in {words[0]}" in said.err
    written = read_bibliography((full.folder / words[0]).read_bytes(), words[0])
    assert (written.form, len(written.entries), written.broken) == (form, 4, ())


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("-f", "csv", "x.bib"), "give -f bibtex, or a file that ends in .csv"),
        (("-f", "bibtex", "x.JSON"), "give -f json, or a file that ends in .bib"),
        (("-f", "tsv", "x.csv"), "give -f csv, or a file that ends in .tsv"),
    ],
)
def test_a_format_that_the_ending_of_the_file_denies_is_asked_wrongly(
    full: Shell, words: tuple[str, ...], hint: str
) -> None:
    said = full("export", *words)

    assert (said.code, said.out) == (2, "")
    assert words[1] in said.err
    assert words[2] in said.err
    assert hint in said.err
    assert not (full.folder / words[2]).exists()


@pytest.mark.parametrize("words", [("-f", "csv", "table.txt"), ("-f", "csv", "table"), ("-f", "longtable", "t.tex")])
def test_a_format_goes_into_a_file_whose_ending_says_nothing_against_it(full: Shell, words: tuple[str, ...]) -> None:
    assert full("export", *words).code == 0
    assert (full.folder / words[2]).exists()


def test_json_is_what_list_prints(full: Shell) -> None:
    assert full("export", "-f", "json").json == full.papers()


def test_what_came_in_goes_out(shell: Shell) -> None:
    shell("add", "-", stdin=BIB)

    said = shell("export", "-f", "bibtex")

    assert said.out.startswith("@article{roe2020,\n  title = {On Doors},\n  author = {Roe, Ada},\n")
    assert "  file = {:a.pdf:PDF},\n" in said.out


def test_papers_are_selected_as_for_a_table(shell: Shell) -> None:
    shell(
        "add", "-", stdin=BIB + BIB.replace("roe2020", "roe2021").replace("Doors", "Windows").replace("peft", "other")
    )

    said = shell("export", "-f", "csl-json", "--tag", "peft")

    assert [item["id"] for item in json.loads(said.out)] == ["roe2020"]


@pytest.mark.parametrize("words", [("--columns", "title"), ("--group-by", "year"), ("--title", "Mine")])
def test_a_bibliography_has_no_columns(full: Shell, words: tuple[str, str]) -> None:
    said = full("export", "out.bib", *words)

    assert said.code == 2
    assert "bibtex has papers, no columns" in said.err
    assert not (full.folder / "out.bib").exists()


def test_a_comparison_is_no_bibliography(full: Shell) -> None:
    said = full("compare", "-f", "ris")

    assert said.code == 2
    assert "ris is no format of tables" in said.err


def test_references_are_written_in_the_style_that_is_named(shell: Shell) -> None:
    shell("add", "-", stdin=BIB)

    assert shell("export", "--style", "ieee").out == "[1] A. Roe, “On Doors”, 2020.\n"
    assert shell("export", "-f", "references").out == "[1] A. Roe, “On Doors”, 2020.\n"
    assert shell("export", "refs.txt", "--style", "apa").code == 0
    assert (shell.folder / "refs.txt").read_text() == "Roe, A. (2020). On Doors.\n"


def test_a_style_that_there_is_not_is_asked_wrongly(full: Shell) -> None:
    said = full("export", "--style", "nonsense")

    assert (said.code, said.out) == (2, "")
    assert "there is no style nonsense" in said.err
    assert full("export", "-f", "csv", "--style", "ieee").code == 2


@pytest.mark.parametrize("form", ["bibtex", "biblatex"])
def test_tags_of_mendeley_go_back_where_they_stood(shell: Shell, form: str) -> None:
    entry = "@book{roe2020, title = {On Doors}, groups = {peft}, mendeley-tags = {glow, a\\, b, old}}"
    shell("--offline", "add", "-", stdin=entry)
    shell("tag", "roe2020", "+new", "-old")

    written = shell("export", "-f", form).out
    (again,) = read_bibliography(written.encode(), "again.bib").entries

    assert "  groups = {new, peft},\n" in written
    assert "  mendeley-tags = {a\\, b, glow},\n" in written
    assert sorted(again.tags) == ["a, b", "glow", "new", "peft"]


def test_a_field_of_mendeley_without_a_tag_that_stands_does_not_go_back(shell: Shell) -> None:
    shell("--offline", "add", "-", stdin="@book{roe2020, title = {On Doors}, mendeley-tags = {glow}}")
    shell("tag", "roe2020", "-glow")

    assert "glow" not in shell("export", "-f", "bibtex").out
