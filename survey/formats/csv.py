"""Tables for spreadsheets and programs: values separated by commas, or by tabs."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, ClassVar, TextIO

from survey.formats.cell import Cell, one_line
from survey.formats.format import Written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.formats.table import ReviewTable

# What a spreadsheet takes for the start of a formula: https://owasp.org/www-community/attacks/CSV_Injection .
# The full-width forms are read as formulas under Chinese, Japanese and Korean settings.
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


class Csv:
    """One flat table under the names of its columns; what is unknown is an empty cell, numbers stay numbers.

    It begins with a byte-order mark, without which Excel garbles every letter that is not English: programs read it as
    `utf-8-sig`, as pandas does by itself. The group of a row, where there are groups, stands in a first column `group`.
    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """

    name: ClassVar[str] = "csv"
    extensions: ClassVar[tuple[str, ...]] = (".csv",)
    delimiter: ClassVar[str] = ","
    mark: ClassVar[str] = "\ufeff"

    # Not by way of pandas: importing it alone costs half a second, and a frame holds all papers at once.
    def write(self, table: ReviewTable, out: TextIO) -> Written:
        """What was written of `table` to `out`, with the number of formulas defused, and licences to be named."""
        defuser = _Defuser()
        out.write(self.mark)
        lines = csv.writer(out, delimiter=self.delimiter, lineterminator="\n")
        names = [column.name for column in table.columns]
        lines.writerow(map(defuser.safe, ["group", *names] if table.grouped_by else names))
        rows = 0
        for group in table.groups:
            label = [Cell(group.label)] if table.grouped_by else []
            for row in group.rows:
                lines.writerow(defuser.values([*label, *row]))
                rows += 1
        return Written(rows, (*table.notices(), *defuser.notices(), *table.licences()))


class Tsv(Csv):
    """The same separated by tabs and without a byte-order mark, for programs that split lines."""

    name: ClassVar[str] = "tsv"
    extensions: ClassVar[tuple[str, ...]] = (".tsv",)
    delimiter: ClassVar[str] = "\t"
    mark: ClassVar[str] = ""


class _Defuser:
    """Makes values safe, and counts those that were not."""

    def __init__(self) -> None:
        self.count = 0

    def values(self, row: Iterable[Cell]) -> list[str | int | float | None]:
        return [self.safe(cell.value) if isinstance(cell.value, str) else cell.value for cell in row]

    def safe(self, text: str | None) -> str | None:
        if text is None:
            return None
        line = one_line(text)
        if not _FORMULA.match(line):
            return line
        self.count += 1
        return f"'{line}"

    def notices(self) -> list[str]:
        if not self.count:
            return []
        cells, formulas = ("1 cell", "a formula") if self.count == 1 else (f"{self.count} cells", "formulas")
        return [f"an apostrophe was put before {cells} that a spreadsheet would run as {formulas}"]
