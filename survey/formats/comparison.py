"""A comparison as a table, for every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.formats.benchmarks import some
from survey.formats.cell import UNKNOWN, Cell, Column, Credit, Mark
from survey.formats.table import Group, ReviewTable
from survey.model.comparison import column_name, value_text
from survey.model.leaderboard import ARROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from survey.model.comparison import CellView, ColumnView, ComparisonView
    from survey.model.view import PaperView

_MARKS: dict[int | None, Mark] = {1: "best", 2: "second"}


def comparison_table(comparison: ComparisonView, papers: Iterable[PaperView]) -> ReviewTable:
    """`comparison` of `papers` as a table whose first column are their keys."""
    rows = {paper["key"]: paper["cells"] for paper in comparison["papers"]}
    columns = [Column("key", "Paper", lambda view: Cell(view["key"]))]
    for place, column in enumerate(comparison["columns"]):
        columns.append(_column(column, {key: cells[place] for key, cells in rows.items()}))
    table = ReviewTable(columns, ())
    table.groups = [Group(None, (table.row(paper) for paper in papers if paper["key"] in rows))]
    return table


def heading(column: ColumnView) -> str:
    """What stands above a column: its name, and an arrow in the direction in which it is better."""
    return f"{column_name(column)} {ARROWS.get(column['direction'] or '', '')}".rstrip()


def cell_of(found: CellView | None) -> Cell:
    """One paper's cell: its best value, with the sources of each where they differ; else some of its values."""
    if found is None:
        return UNKNOWN
    values, mark = found["values"], _MARKS.get(found["place"])
    if found["conflict"]:
        return Cell(" / ".join(f"{value_text(value)} ({value['source']})" for value in values), mark=mark)
    if len(values) > 1:
        return Cell(some(list(map(value_text, values)), " / "))
    (value,) = values
    return Cell(value["printed"] if value["value"] is None else value["value"], shown=value_text(value), mark=mark)


def _column(column: ColumnView, cells: Mapping[str, CellView | None]) -> Column:
    def credit(view: PaperView) -> list[Credit]:
        found = cells[view["key"]]
        sources = dict.fromkeys(value["source"] for value in found["values"]) if found else ()
        return [Credit(source, None) for source in sources]

    return Column(
        column_name(column), heading(column), lambda view: cell_of(cells[view["key"]]), credit, is_number=True
    )
