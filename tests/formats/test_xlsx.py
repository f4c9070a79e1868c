"""Spreadsheets, read back by another library than the one that wrote them."""

from __future__ import annotations

import sys
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from survey.formats.table import review_table
from survey.formats.xlsx import Xlsx
from survey.model.errors import SurveyError
from tests.formats.views import lattice, paper, result, written

if TYPE_CHECKING:
    from survey.formats.format import Written
    from survey.model.view import PaperView


def book(*papers: PaperView, columns: tuple[str, ...], **how: str) -> tuple[Any, Written]:
    text, said = written(Xlsx(), review_table(papers, columns, **how))
    return load_workbook(BytesIO(text.encode(errors="surrogateescape"))), said


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_numbers_are_numbers_days_are_days_and_what_is_unknown_is_empty() -> None:
    view = paper(title="T", year=2021, published="2021-06-21")

    found, said = book(view, paper(title="U", published="1850-01-01"), columns=("title", "year", "published", "venue"))

    assert values(found["Papers"]) == [
        ["Title", "Year", "Published", "Venue"],
        ["T", 2021, datetime(2021, 6, 21), None],
        ["U", None, "1850-01-01", None],
    ]
    assert found["Papers"]["C2"].number_format == "yyyy-mm-dd"
    assert (said.rows, said.notices) == (2, ("nothing is known for the column venue",))


def test_a_day_that_a_paper_is_called_by_is_its_name() -> None:
    found, _ = book(paper(title="2021-06-21"), columns=("title",))

    assert found["Papers"]["A2"].value == "2021-06-21"


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://a")', "{=SUM(A1)}", "+1", "-1", "@x", "http://a.example"])
def test_no_text_is_ever_a_formula_or_a_link(text: str) -> None:
    found, _ = book(paper(title=text), columns=("title",))

    cell = found["Papers"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://a.example/x y#z", "https://a.example/x%20y"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_links_lead_only_where_it_is_safe(address: str, followed: str | None) -> None:
    view = paper(links={"paper": address, "pdf": None, "code": None})

    found, _ = book(view, columns=("paper",))

    link = found["Papers"]["A2"].hyperlink
    assert (link and link.target) == followed
    assert found["Papers"]["A2"].value == address


def test_the_head_stays_in_sight_and_filters_and_columns_are_as_wide_as_what_they_hold() -> None:
    found, _ = book(paper(title="word " * 50, year=2021), columns=("title", "year"))

    sheet = found["Papers"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")
    assert sheet.column_dimensions["A"].width > 3 * sheet.column_dimensions["B"].width
    assert sheet["A2"].alignment.wrap_text


def test_groups_stand_in_a_first_column() -> None:
    found, _ = book(lattice(), paper(title="U"), columns=("key",), group_by="venue")

    assert values(found["Papers"]) == [["Group", "Key"], ["CVPR", "okafor2021lattice"], [None, "anon"]]


def test_sources_and_licences_stand_on_a_sheet_of_their_own() -> None:
    view = paper(title="T", results=[result("Cityscapes", "mIoU", "85.1%")])

    found, said = book(view, columns=("results",), title="Nets")

    notes = [row[0] for row in values(found["Sources"])]
    assert notes[0] == "Results: Papers with Code."
    assert notes[1:] == list(said.notices)
    assert found.properties.title == "Nets"


def test_a_text_longer_than_a_cell_is_cut_and_told() -> None:
    found, said = book(paper(abstract="𝔸" * 20_000), columns=("abstract",))

    assert len(found["Papers"]["A2"].value.encode("utf-16-le")) <= 2 * 32_767
    assert found["Papers"]["A2"].value.endswith("𝔸…")
    assert said.notices == ("1 text was cut to the 32767 letters that a cell holds",)


def test_without_the_library_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(SurveyError, match="XlsxWriter, which is not installed") as caught:
        written(Xlsx(), review_table([lattice()]))

    assert caught.value.hint == 'pip install "paper-survey[xlsx]"'
