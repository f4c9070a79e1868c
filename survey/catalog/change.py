"""What the user changes, row by row, so that the last change can be taken back."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Table, and_, delete, func, insert, select, true, update

from survey.catalog import tables as t
from survey.catalog.merge import merge
from survey.catalog.order import sort_newcomers
from survey.catalog.settle import settle
from survey.catalog.take_back import take_back_at_once
from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog

Row: TypeAlias = dict[str, Any]
Step: TypeAlias = tuple[str, Row, Row | None, Row | None]
_OF_SURVEYS = frozenset(each.name for each in (t.candidate, t.survey_tag, t.survey_note, t.decision))
"""Tables of which nothing is settled: what they hold is laid over a paper where it is read."""


class Rows:
    """Rows written one by one; what they were before, and the papers they belong to, are remembered."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.papers: set[int] = set()
        self.steps: list[Step] = []
        """Table, key, and of the columns beside the key: what changed as it was and as it is, None for no row."""

    def put(self, table: Table, key: Row, values: Mapping[str, Any] | None) -> None:
        """Makes the row of `table` under `key` have these `values`, a new row if there is none; or no row, for None."""
        before = self._find(table, key)
        if values is None:
            self.connection.execute(delete(table).where(_is(table, key)))
        elif before is None:
            self.connection.execute(insert(table), {**key, **values})
        elif values:
            self.connection.execute(update(table).where(_is(table, key)).values(**values))
        after = self._find(table, key)
        if before != after:
            self.steps.append((table.name, key, _beside(key, before, after), _beside(key, after, before)))
            if table.name not in _OF_SURVEYS:
                column = "id" if table is t.paper else "paper_id"
                self.papers |= {row[column] for row in (before, after) if row and column in row}

    def row(self, table: Table, **where: Any) -> Row:
        """The one row of `table` in which every column named has the value given."""
        (row,) = self.rows(table, **where)
        return row

    def rows(self, table: Table, **where: Any) -> list[Row]:
        """The rows of `table` in which every column named has the value given."""
        found = self.connection.execute(select(table).where(_is(table, where)))
        return [dict(row) for row in found.mappings()]

    def new_id(self, table: Table) -> int:
        """The row number of the next row of `table`."""
        return int(self.connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1

    def standing(self, paper: int) -> int:
        """`paper`, or what it was merged into."""
        return self.row(t.paper, id=paper)["merged_into"] or paper

    def take_back(self, table: Table, key: Row, before: Row | None, after: Row | None) -> None:
        """Takes back one step, of a row as it is now: a source may have merged its paper into another since."""
        if table is t.paper and _stood_up(before, after):
            self._merge_again(key["id"], (before or {})["merged_into"])
            return
        if table is t.pair and any(self.standing(paper) != paper for paper in key.values()):
            return
        column = "id" if table is t.paper else "paper_id"
        if column in key and not (after and after.get("merged_into")):
            key = {**key, column: self.standing(key[column])}
        if before and after is None and "paper_id" in before:
            before = {**before, "paper_id": self.standing(before["paper_id"])}
        if table is t.record and before and "paper_id" in before:
            self._move_account(key, self.standing(before["paper_id"]))
        elif before is None or after is None or self._find(table, key):
            self.put(table, key, before)

    def _merge_again(self, part: int, whole: int) -> None:
        """Makes `part` a part of `whole` again, with all that was said of it since, unless it is one of another."""
        if self.standing(part) == part != self.standing(whole):
            merge(self, self.standing(whole), part)

    def _move_account(self, key: Row, paper: int) -> None:
        """Hangs an account on `paper`, with all that its source has said since."""
        account = self.row(t.record, **key)
        for row in self.rows(t.record, source=account["source"], key=account["key"]):
            self.put(t.record, {"id": row["id"]}, {"paper_id": paper})

    def _find(self, table: Table, key: Row) -> Row | None:
        return next(iter(self.rows(table, **key)), None)


def _is(table: Table, key: Mapping[str, Any]) -> Any:
    return and_(true(), *(table.c[name] == value for name, value in key.items()))


def _beside(key: Row, row: Row | None, other: Row | None) -> Row | None:
    """What `row` holds beside its `key`, and `other` does not; all of it where there is no other."""
    if row is None:
        return None
    return {name: row[name] for name in row if name not in key and (other is None or other[name] != row[name])}


def _stood_up(before: Row | None, after: Row | None) -> bool:
    """Whether a step made a paper that was a part of another stand for itself."""
    return bool(before and before.get("merged_into") and after and after.get("merged_into", 0) is None)


@contextmanager
def change(catalog: Catalog, what: str, *, now: datetime) -> Iterator[Rows]:
    """One change of the user's in one transaction: what it touched is settled, and `undo` can take it back.

    A change that changes nothing is not remembered.
    """
    with catalog.writing() as connection:
        rows = Rows(connection)
        yield rows
        if rows.steps:
            log_change(connection, what, rows.steps, now=now)
            settle(connection, rows.papers)


def log_change(connection: Connection, what: str, steps: Sequence[Step], *, now: datetime) -> None:
    """Has `undo` take all of `steps`, which were made, back as one change of the user's."""
    made = {"what": what, "made_at": stamp(now), "steps": json.dumps(steps)}
    connection.execute(insert(t.change), made)


def undo(catalog: Catalog, *, now: datetime) -> str:
    """Takes back the user's last change that stands; what it was. Raises SurveyError where there is none."""
    with catalog.writing() as connection:
        standing = select(t.change).where(t.change.c.undone_at.is_(None))
        last = connection.execute(standing.order_by(t.change.c.id.desc()).limit(1)).first()
        if last is None:
            raise SurveyError("there is nothing to undo")
        rows = Rows(connection)
        take_back(rows, last)
        connection.execute(update(t.change).where(t.change.c.id == last.id).values(undone_at=stamp(now)))
        settle(connection, rows.papers)
        return str(last.what)


def take_back(rows: Rows, made: Any) -> None:
    """Takes back the change that is the row `made` of the log. What it touched needs settling."""
    steps = json.loads(made.steps)
    if take_back_at_once(rows, steps):
        return
    for name, key, before, after in reversed(steps):
        rows.take_back(t.metadata.tables[name], key, before, after)
    if any(name == t.paper.name and after and after.get("merged_into") for name, _, _, after in steps):
        sort_newcomers(rows.connection, rows.papers, since=made.made_at)


def put_back(rows: Rows, made: Any) -> None:
    """Makes the change again that is the row `made` of the log, and was taken back. What it touched needs settling."""
    for name, key, before, after in json.loads(made.steps):
        table = t.metadata.tables[name]
        if before is None and table is t.record:
            rows.put(table, key, {**after, "paper_id": rows.standing(after["paper_id"])})
        else:
            rows.take_back(table, key, after, before)


def stamp(now: datetime) -> str:
    """`now` as the catalog writes times."""
    return now.isoformat(timespec="seconds")
