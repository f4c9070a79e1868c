"""Papers as a table: what every format writes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from survey.formats.columns import columns as columns_named
from survey.formats.credits import Credits
from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from survey.formats.cell import Column, Row
    from survey.model.view import PaperView


class Group(NamedTuple):
    """Rows that belong together."""

    label: str | None
    """None where it is unknown, and where nothing is grouped."""
    rows: Iterable[Row]


@dataclass(slots=True)
class ReviewTable:
    """A table to be read once, from its first row to its last: papers may still be arriving while it is written."""

    columns: Sequence[Column]
    groups: Iterable[Group]
    title: str | None = None
    grouped_by: str | None = None
    _credits: Credits = field(default_factory=Credits)
    _rows: int = 0

    def row(self, view: PaperView) -> Row:
        """`view` as a row of this table, its sources noted."""
        self._rows += 1
        row = tuple([column.cell(view) for column in self.columns])
        for column, cell in zip(self.columns, row, strict=True):
            if cell.value is not None:
                self._credits.add(column.heading, column.credit(view))
        return row

    def notes(self) -> list[str]:
        """Sources, dates and licences of what the rows read so far show."""
        return self._credits.lines()

    def licences(self) -> list[str]:
        """Only the licences, for formats without room for notes."""
        return self._credits.licences()

    def notices(self) -> list[str]:
        """What the reader should be told about the rows read so far: columns in which nothing is known."""
        empty = [column.name for column in self.columns if column.heading not in self._credits]
        return [f"nothing is known for the column {name}" for name in empty] if self._rows else []


def review_table(
    views: Iterable[PaperView], columns: Sequence[str] = (), *, group_by: str | None = None, title: str | None = None
) -> ReviewTable:
    """`views` in the columns called `columns`, one table or one for each year, venue, tag or kind.

    Ungrouped papers are drawn one by one as the table is read; grouped ones keep only their cells.
    Raises AskedWronglyError for a column or a grouping that does not exist.
    """
    table = ReviewTable(columns_named(columns), (), title)
    if group_by in {None, "none"}:
        table.groups = [Group(None, map(table.row, views))]
    elif labels := GROUPINGS.get(group_by or ""):
        table.groups = _groups(table, views, labels, newest_first=group_by == "year")
        table.grouped_by = group_by
    else:
        raise AskedWronglyError(f"papers cannot be grouped by {group_by}", hint=f"one of: {', '.join(GROUPINGS)}, none")
    return table


def _groups(
    table: ReviewTable,
    views: Iterable[PaperView],
    labels: Callable[[PaperView], Iterable[str | None]],
    *,
    newest_first: bool,
) -> Iterator[Group]:
    """The groups in order, what is unknown last."""
    rows: defaultdict[str | None, list[Row]] = defaultdict(list)
    for view in views:
        row = table.row(view)
        for label in labels(view):
            rows[label].append(row)
    known = sorted((label for label in rows if label is not None), key=lambda label: (label.casefold(), label))
    yield from (Group(label, rows[label]) for label in (reversed(known) if newest_first else known))
    if None in rows:
        yield Group(None, rows[None])


GROUPINGS: dict[str, Callable[[PaperView], Iterable[str | None]]] = {
    "year": lambda view: [str(view["year"]) if view["year"] else None],
    "venue": lambda view: [view["venue"]],
    "tag": lambda view: view["tags"] or [None],
    "kind": lambda view: [view["venue_kind"]],
}
"""What papers can be grouped by; one with several tags stands in the group of each."""
