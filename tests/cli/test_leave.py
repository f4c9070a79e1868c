"""Exporting: to stdout, into files and pages, in every form that can be asked for."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from survey.cli import out

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

KEY = "moreau2021sparse"
PAGE = "# Lanterns\n\nMy own words.\n\n<!-- survey:begin -->\nold\n<!-- survey:end -->\n\nMore words.\n"


def test_without_more_ado_the_review_table_goes_to_stdout_as_markdown(full: Shell) -> None:
    said = full("export")

    assert said.code == 0
    assert said.out.startswith(
        "| Title | Paper | Code | Citations | Venue | Year | Summary | Results | Code public |\n"
    )
    assert "| [arXiv:2001.00001](https://arxiv.org/abs/2001.00001) |" in said.out
    assert "| 41 (2026-11-20) | CVPR | 2021 |" in said.out
    assert "CC BY-SA 4.0" in said.out
    assert "nothing is known" not in said.out


def test_an_ending_says_the_format_and_stdout_stays_empty(full: Shell, tmp_path: Path) -> None:
    said = full("export", "review.csv", "--columns", "key,citations,venue")

    rows = list(csv.reader((tmp_path / "review.csv").read_text("utf-8-sig").splitlines()))
    assert (said.code, said.out) == (0, "")
    assert "4 papers in review.csv" in said.err
    assert rows[:2] == [["key", "citations", "venue"], [KEY, "41", "CVPR"]]
    assert rows[2][1] == ""


def test_a_format_may_be_named(full: Shell) -> None:
    said = full("export", "-f", "tsv", "--columns", "key,year")

    assert said.rows[:2] == [["key", "year"], [KEY, "2021"]]


def test_only_what_is_selected_leaves_in_the_order_asked_for(full: Shell) -> None:
    said = full("export", "-f", "tsv", "--columns", "key", "--since", "2020", "--has", "code", "--sort", "title")

    assert said.rows == [["key"], [KEY], ["castellanos2020tidal"]]


def test_words_select_too(full: Shell) -> None:
    assert full("export", "-f", "tsv", "--columns", "key", "--words", "documents").rows == [["key"], [KEY]]


def test_a_table_a_year_the_newest_first(full: Shell) -> None:
    said = full("export", "--group-by", "year", "--title", "Lanterns", "--columns", "title")

    headings = [line for line in said.out.splitlines() if line.startswith("#")]
    assert headings == ["# Lanterns", "## 2021", "## 2020", "## 1998"]


def test_a_benchmark_is_a_column(full: Shell) -> None:
    said = full("export", "-f", "tsv", "--columns", "key,LongDocs:Accuracy")

    assert said.rows[1] == [KEY, "81.5"]


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("--columns colour", "columns are"),
        ("--group-by colour", "one of: year"),
        ("--sort colour", "one of: added"),
        ("-f pdf", "formats are"),
        ("review.docx", "formats are"),
        ("review", "formats are"),
        ("a.md --into b.md", "give one of them"),
        ("-f csv --template page.md.j2", "give --format or --template"),
        ("--template page.md.j2", "has to lie in that folder"),
    ],
)
def test_what_cannot_be_written_is_asked_wrongly_and_leaves_no_file(
    full: Shell, tmp_path: Path, words: str, hint: str
) -> None:
    before = sorted(tmp_path.iterdir())

    said = full("export", *words.split())

    assert (said.code, said.out) == (2, "")
    assert hint in said.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_wrong_column_leaves_the_old_file_alone(full: Shell, tmp_path: Path) -> None:
    (tmp_path / "review.md").write_text("mine")

    said = full("export", "review.md", "--columns", "colour")

    assert said.code == 2
    assert (tmp_path / "review.md").read_text() == "mine"


def test_a_folder_that_is_missing_is_told_with_what_to_do(full: Shell) -> None:
    said = full("export", "nowhere/review.md")

    assert (said.code, said.out) == (1, "")
    assert "nowhere/review.md cannot be written" in said.err
    assert "make the folder" in said.err


def test_a_place_that_may_not_be_written_to_is_told(full: Shell, tmp_path: Path) -> None:
    file = tmp_path / "review.md"
    file.write_text("mine")
    file.chmod(0o444)
    if os.access(file, os.W_OK):
        file.unlink()
        file.mkdir()

    said = full("export", "review.md")

    assert (said.code, said.out) == (1, "")
    assert "review.md cannot be written" in said.err
    assert not list(tmp_path.glob(".survey-*"))


def test_into_a_page_only_what_stands_between_the_markers_changes(full: Shell, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE)

    first = full("export", "--into", "page.md")
    page = (tmp_path / "page.md").read_text()
    second = full("export", "--into", "page.md")

    before, _, after = PAGE.partition("old\n")
    assert (first.code, first.out) == (0, "")
    assert page.startswith(before)
    assert page.endswith(after)
    assert "Sparse Lanterns" in page
    assert "unchanged" in second.err
    assert (tmp_path / "page.md").read_text() == page


@pytest.mark.parametrize("page", ["# No markers\n", "<!-- survey:end -->\n<!-- survey:begin -->\n"])
def test_a_page_without_a_place_for_it_is_left_alone(full: Shell, tmp_path: Path, page: str) -> None:
    (tmp_path / "page.md").write_text(page)

    said = full("export", "--into", "page.md")

    assert (said.code, said.out) == (2, "")
    assert "<!-- survey:begin -->" in said.err
    assert (tmp_path / "page.md").read_text() == page


def test_a_page_that_is_not_there_fails(full: Shell) -> None:
    said = full("export", "--into", "page.md")

    assert (said.code, said.out) == (1, "")
    assert "page.md cannot be read" in said.err


def test_an_empty_survey_is_a_table_without_rows(shell: Shell) -> None:
    said = shell("export")

    assert (said.code, len(said.out.strip().splitlines())) == (0, 2)


def test_an_edit_of_yours_leaves_with_your_name_on_it(full: Shell) -> None:
    full("set", KEY, "summary=Mine.")

    said = full("export", "--columns", "title,summary,made_by")

    assert "| Mine. | hand |" in said.out


def test_a_spreadsheet_comes_through_a_pipe_as_through_a_file(full: Shell, tmp_path: Path) -> None:
    said = full("export", "review.xlsx", "--columns", "key,citations")
    piped = subprocess.run(
        [sys.executable, "-m", "survey", "export", "-f", "xlsx", "--columns", "key,citations"],
        check=True,
        stdout=subprocess.PIPE,
    )

    rows = [
        [[cell.value for cell in row] for row in load_workbook(file)["Papers"].iter_rows()]
        for file in (tmp_path / "review.xlsx", BytesIO(piped.stdout))
    ]
    assert (said.code, said.out) == (0, "")
    assert rows[0][:2] == [["Key", "Citations"], [KEY, 41]]
    assert rows[0] == rows[1]


def test_a_spreadsheet_is_not_thrown_at_a_screen(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)

    said = full("export", "-f", "xlsx")

    assert (said.code, said.out) == (2, "")
    assert "name a file" in said.err


def test_a_spreadsheet_cannot_stand_in_a_page(full: Shell, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE)

    said = full("export", "-f", "xlsx", "--into", "page.md")

    assert said.code == 2
    assert "xlsx is no text" in said.err
    assert (tmp_path / "page.md").read_text() == PAGE


def test_a_page_holds_the_survey_and_its_columns(full: Shell, tmp_path: Path) -> None:
    said = full("export", "review.html", "--columns", "title,year", "--title", "Lanterns", "--since", "2020")

    page = (tmp_path / "review.html").read_text("utf-8")
    assert "3 papers in review.html" in said.err
    assert page.startswith("<!doctype html>")
    assert "<h1>Lanterns</h1>" in page
    assert page.count('<tr class="more">') == 3


def test_a_table_for_a_paper_is_known_by_its_ending(full: Shell, tmp_path: Path) -> None:
    full("export", "review.tex", "--columns", "title,year")

    assert "\\begin{tabular}" in (tmp_path / "review.tex").read_text("utf-8")


def test_a_template_of_yours_is_a_format(full: Shell, tmp_path: Path) -> None:
    row = "- {{ paper.title | md }} ({{ paper.year }})\n"
    template = f"{{% for paper in papers %}}{row}{{% endfor %}}as of {{{{ today }}}}, {{{{ title }}}}\n"
    (tmp_path / "list.md.j2").write_text(template)
    (tmp_path / "page.md").write_text(PAGE)

    said = full("export", "--template", "list.md.j2", "--title", "Mine", "--sort", "title", "--since", "2021")
    full("export", "list.md", "--template", "list.md.j2")
    full("export", "--into", "page.md", "--template", "list.md.j2")

    assert said.code == 0
    assert said.out.startswith("- Sparse Lanterns")
    assert re.search(r"\nas of \d{4}-\d\d-\d\d, Mine\n$", said.out)
    assert len((tmp_path / "list.md").read_text().splitlines()) == 5
    assert "- Sparse Lanterns" in (tmp_path / "page.md").read_text()


def test_a_mistake_in_a_template_is_one_line_with_its_place_and_leaves_no_file(full: Shell, tmp_path: Path) -> None:
    (tmp_path / "list.md.j2").write_text("# Papers\n{{ paper.title }}\n")

    said = full("export", "list.md", "--template", "list.md.j2")

    assert said.code == 2
    assert "survey: list.md.j2:2: 'paper' is undefined\n" in said.err
    assert not (tmp_path / "list.md").exists()


def test_the_settings_choose_which_version_of_a_paper_leaves(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    published = full("export", "-f", "tsv", "--columns", "key,venue", "--words", "key:moreau2021sparse")
    monkeypatch.setenv("SURVEY_CITE", "preprint")
    preprint = full("export", "-f", "tsv", "--columns", "key,venue", "--words", "key:moreau2021sparse")

    assert published.rows[-1] == ["moreau2021sparse", "CVPR"]
    assert preprint.rows[-1] == ["moreau2021sparse", "arXiv"]


def test_what_of_the_words_is_no_filter_is_told(full: Shell) -> None:
    said = full("export", "--words", "year:abc")

    assert "year:abc" in said.err


def test_what_of_the_words_is_no_filter_is_told_of_a_graph_too(full: Shell) -> None:
    said = full("export", "--words", "year:abc", "--graph", "web.dot")

    assert "year:abc" in said.err


def test_one_paper_is_no_papers(full: Shell) -> None:
    said = full("export", "one.csv", "--words", "key:falk1998counting")

    assert said.err.startswith("1 paper in one.csv\n")


def test_a_template_that_fails_at_a_paper_names_it_and_leaves_nothing_half_written(full: Shell, tmp_path: Path) -> None:
    (tmp_path / "row.md.j2").write_text("{{ paper.summary.text }}\n")
    (tmp_path / "list.md.j2").write_text("# Papers\n{% for paper in papers %}\n{% include 'row.md.j2' %}{% endfor %}")
    (tmp_path / "list.md").write_text("as it was")
    without = next(paper["key"] for paper in full.papers() if not paper["summary"])

    printed = full("export", "--template", "list.md.j2")
    written = full("export", "list.md", "--template", "list.md.j2")

    assert (printed.code, printed.out, written.code) == (2, "", 2)
    assert f"survey: row.md.j2:1: 'None' has no attribute 'text', at {without}\n" in printed.err
    assert (tmp_path / "list.md").read_text() == "as it was"
    assert list(tmp_path.glob(".survey-*")) == []
