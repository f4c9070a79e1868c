"""Tables for a spreadsheet: numbers and dates as such, links to follow, and never a formula. Needs XlsxWriter."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

from survey.formats.address import web_address
from survey.formats.cell import Cell, Column, one_line
from survey.formats.format import Written
from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.formats.table import ReviewTable

# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
_ROWS, _LETTERS, _LINKS = 1_048_576, 32_767, 65_530
_ADDRESS = 2_079
_NARROWEST, _WIDEST = 8, 60
"""Of a column, in characters; what is wider is broken over lines."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets do not agree which day a number is."""
_GROUP = Column("group", "Group", lambda view: Cell(None))


class Xlsx:
    """A sheet of papers under a head that stays in sight, with filters; a second sheet tells the sources.

    What is written is the bytes of the file, read with `surrogateescape`. What is unknown is an empty cell; the group
    of a row, where there are groups, stands in a first column.
    """

    name: ClassVar[str] = "xlsx"
    extensions: ClassVar[tuple[str, ...]] = (".xlsx",)

    def write(self, table: ReviewTable, out: TextIO) -> Written:
        """What was written of `table` to `out`. Raises SurveyError without XlsxWriter, and for a million papers."""
        file = BytesIO()
        book = _book(file)
        if table.title:
            book.set_properties({"title": one_line(table.title)})
        sheet = _Sheet(book, [_GROUP, *table.columns] if table.grouped_by else table.columns)
        for group in table.groups:
            label = (Cell(group.label),) if table.grouped_by else ()
            for row in group.rows:
                sheet.add((*label, *row))
        sheet.finish()
        _tell_sources(book, table)
        book.close()
        out.write(file.getvalue().decode(errors="surrogateescape"))
        return Written(sheet.rows, (*table.notices(), *sheet.notices(), *table.licences()))


class _Sheet:
    """The papers."""

    def __init__(self, book: Any, columns: Sequence[Column]) -> None:
        self.rows = 0
        self._cut = self._links = 0
        self._columns = columns
        self._sheet = book.add_worksheet("Papers")
        top = {"valign": "top"}
        self._plain, self._long = book.add_format(top), book.add_format({**top, "text_wrap": True})
        self._date = book.add_format({**top, "num_format": "yyyy-mm-dd"})
        self._link = book.add_format({**top, "font_color": "#0563c1", "underline": 1})
        self._marked = {
            "best": book.add_format({**top, "bold": True}),
            "second": book.add_format({**top, "underline": 1}),
        }
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, one_line(column.heading), head)
        self._widths = [len(column.heading) for column in columns]

    def add(self, row: Sequence[Cell]) -> None:
        """Writes `row` below the others."""
        self.rows += 1
        if self.rows >= _ROWS:
            raise SurveyError(f"a spreadsheet holds no more than {_ROWS - 1} papers", hint="csv has no such limit")
        for place, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            if cell.value is not None:
                self._write(place, column, cell)

    def _write(self, place: int, column: Column, cell: Cell) -> None:
        form = self._marked.get(cell.mark or "", self._plain)
        if isinstance(cell.value, int | float) and isfinite(cell.value):
            self._sheet.write_number(self.rows, place, cell.value, form)
            self._widen(place, str(cell.value))
            return
        text = self._fitting(str(cell.value))
        self._widen(place, text)
        day = _day(text) if column.is_date else None
        link = web_address(cell.link) if cell.link else None
        if day:
            self._sheet.write_datetime(self.rows, place, day, self._date)
        elif link and len(link) <= _ADDRESS and self._links < _LINKS:
            self._links += 1
            self._sheet.write_url(self.rows, place, link, self._link, text)
        else:
            self._sheet.write_string(self.rows, place, text, self._long if len(text) > _WIDEST else form)

    def _fitting(self, text: str) -> str:
        line = one_line(text)
        # Excel counts as UTF-16 does: letters beyond the first plane are two.
        if len(line.encode("utf-16-le")) <= 2 * _LETTERS:
            return line
        self._cut += 1
        return line.encode("utf-16-le")[: 2 * _LETTERS - 4].decode("utf-16-le", "ignore") + "…"

    def _widen(self, place: int, text: str) -> None:
        self._widths[place] = max(self._widths[place], len(text))

    def finish(self) -> None:
        """Sets what holds for all rows."""
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST) + 2)
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, self.rows, len(self._columns) - 1)

    def notices(self) -> list[str]:
        cells = "1 text was" if self._cut == 1 else f"{self._cut} texts were"
        return [f"{cells} cut to the {_LETTERS} letters that a cell holds"] if self._cut else []


def _book(file: BytesIO) -> Any:
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise SurveyError(
            "spreadsheets are written by XlsxWriter, which is not installed", hint='pip install "paper-survey[xlsx]"'
        ) from error
    return Workbook(file, {"in_memory": True})


def _tell_sources(book: Any, table: ReviewTable) -> None:
    sheet = book.add_worksheet("Sources")
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for place, note in enumerate(table.notes()):
        sheet.write_string(place, 0, one_line(note))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None
