"""CSV: every letter, every number, no formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.formats.cell import one_line
from survey.formats.csv import Csv, Tsv
from survey.formats.table import review_table
from tests.formats.views import lattice, paper, result, written


def rows_of(page: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(page.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True))


def test_a_table_of_all_that_is_known_and_nothing() -> None:
    page, said = written(Csv(), review_table([lattice(), paper(title="Plain")]))

    assert page == (
        "\ufefftitle,paper,code,citations,venue,year,summary,results,public\n"
        "Lattice Nets for $k$-way Segmentation,https://arxiv.org/abs/2101.00001,https://github.com/lab/lattice,123,"
        "CVPR,2021,Cuts images along a lattice | cheaply.,Cityscapes test: mIoU 85.1%,yes\n"
        "Plain,,,,,,,,\n"
    )
    assert said.rows == 2
    assert ["CC BY-SA 4.0" in notice for notice in said.notices] == [True]


def test_numbers_stay_numbers() -> None:
    view = paper(
        year=2021,
        results=[result("D", "loss", "-0.5"), result("D", "acc", "81%")],
        citations={"count": 0, "source": "openalex", "on": "2026-11-01"},
    )

    page, said = written(Csv(), review_table([view], ["year", "citations", "counted", "D:loss", "D:acc"]))

    assert rows_of(page)[1] == ["2021", "0", "2026-11-01", "-0.5", "81.0"]
    assert not any("apostrophe" in notice for notice in said.notices)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        " =1+1",
        "\t=1",
        "\r=1",
        "\u00a0=1",
        "\u200b=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        '=HYPERLINK("http://x")',
    ],
)
def test_a_formula_is_defused_and_counted(text: str) -> None:
    page, said = written(Csv(), review_table([paper(title=text, venue="a=b")], ["title", "venue"]))

    assert rows_of(page)[1] == ["'" + one_line(text), "a=b"]
    assert said.notices == ("an apostrophe was put before 1 cell that a spreadsheet would run as a formula",)


def test_groups_and_headings_are_defused_too() -> None:
    view = paper(key="k", venue="=1", results=[result("=D", "M", "1")])

    page, said = written(Csv(), review_table([view, view], ["key", "=D:M"], group_by="venue"))

    assert rows_of(page) == [["group", "key", "'=D:M"], ["'=1", "k", "1.0"], ["'=1", "k", "1.0"]]
    assert said.notices[0] == "an apostrophe was put before 3 cells that a spreadsheet would run as formulas"


def test_an_unknown_group_is_an_empty_cell() -> None:
    page, _ = written(Csv(), review_table([paper(key="k")], ["key"], group_by="year"))

    assert rows_of(page) == [["group", "key"], ["", "k"]]


@given(st.text(), st.text(alphabet="=+-@\t\r\n ,;\"'＝\ufeffab"))
def test_any_text_comes_back_from_its_own_cell(title: str, venue: str) -> None:
    for form in (Csv(), Tsv()):
        page, _ = written(form, review_table([paper(title=title, venue=venue)], ["title", "venue", "key"]))
        row = rows_of(page, form.delimiter)[1]

        assert [cell.removeprefix("'") for cell in row[:2]] == [
            one_line(text).removeprefix("'") for text in (title, venue)
        ]
        assert row[2] == "anon"
        assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in row)
        assert page.count("\n") == 2


def test_tabs_separate_without_a_byte_order_mark() -> None:
    page, _ = written(Tsv(), review_table([paper(title="a, b\tc", year=2021)], ["title", "year"]))

    assert page == "title\tyear\na, b c\t2021\n"
