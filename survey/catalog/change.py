"""What the user changes, row by row, so that the last change can be taken back."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Table, and_, delete, func, insert, select, update

from survey.catalog import tables as t
from survey.catalog.settle import settle
from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from survey.catalog.catalog import Catalog

Row: TypeAlias = dict[str, Any]


class Rows:
    """Rows written one by one; the papers they belong to are remembered."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.papers: set[int] = set()
        self.steps: list[tuple[str, Row, Row | None, Row | None]] = []

    def put(self, table: Table, key: Row, values: Mapping[str, Any] | None) -> None:
        """Makes the row of `table` under `key` have `values` (those named; a new row is made), or none of it: no row."""
        before = self._row(table, key)
        if values is None:
            self.connection.execute(delete(table).where(_is(table, key)))
        elif before is None:
            self.connection.execute(insert(table), {**key, **values})
        elif values:
            self.connection.execute(update(table).where(_is(table, key)).values(**values))
        after = self._row(table, key)
        if before != after:
            self.steps.append((table.name, key, before, after))
            self._touch(table, before, after)

    def new_id(self, table: Table) -> int:
        """The row number of the next row of `table`."""
        return int(self.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1

    def rows(self, table: Table, **where: Any) -> list[Row]:
        """The rows of `table` in which every column named has the value given."""
        found = self.connection.execute(select(table).where(_is(table, where)))
        return [dict(row) for row in found.mappings()]

    def _row(self, table: Table, key: Row) -> Row | None:
        return next(iter(self.rows(table, **key)), None)

    def _touch(self, table: Table, *rows: Row | None) -> None:
        column = "id" if table is t.paper else "paper_id"
        self.papers |= {row[column] for row in rows if row and column in row}


def _is(table: Table, key: Mapping[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))


@contextmanager
def change(catalog: Catalog, what: str, *, now: datetime) -> Iterator[Rows]:
    """One change of the user's in one transaction: what it touched is settled, and `undo` can take it back.

    A change that changes nothing is not remembered.
    """
    with catalog.writing() as connection:
        rows = Rows(connection)
        yield rows
        if rows.steps:
            connection.execute(
                insert(t.change), {"what": what, "made_at": _stamp(now), "steps": json.dumps(rows.steps)}
            )
            _settle(connection, rows.papers)


def undo(catalog: Catalog, *, now: datetime) -> str:
    """Takes back the user's last change that stands; what it was. Raises SurveyError where there is none."""
    with catalog.writing() as connection:
        last = connection.execute(
            select(t.change).where(t.change.c.undone_at.is_(None)).order_by(t.change.c.id.desc()).limit(1)
        ).first()
        if last is None:
            raise SurveyError("there is nothing to undo")
        rows = Rows(connection)
        for name, key, before, _ in reversed(json.loads(last.steps)):
            rows.put(t.metadata.tables[name], key, before)
        connection.execute(update(t.change).where(t.change.c.id == last.id).values(undone_at=_stamp(now)))
        _settle(connection, rows.papers)
        return str(last.what)


def _settle(connection: Connection, papers: set[int]) -> None:
    """What is shown of `papers` anew; of one that is merged away nothing is shown."""
    standing = select(t.paper.c.id).where(t.paper.c.id.in_(papers), t.paper.c.merged_into.is_(None))
    settle(connection, set(connection.execute(standing).scalars()))


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
