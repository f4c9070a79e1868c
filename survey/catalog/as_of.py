"""A catalog as it was known on a day in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from survey.catalog import tables as t
from survey.catalog.change import Rows, put_back, take_back
from survey.catalog.settle import settle
from survey.model.repository import repository_key

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Connection

    from survey.catalog.catalog import Catalog


def rewind(catalog: Catalog, day: date) -> None:
    """Makes `catalog`, a copy that is thrown away afterwards, what it was at the end of `day`, in UTC.

    What the user changed since is taken back, and what he has taken back since stands again: what is in the catalog's
    list and in each survey, edits, tags, notes, decisions and judgements. Accounts are those that were the latest then,
    and counts those up to that day.

    Not brought back: papers that sources made one since stay one; cite keys, who cites whom, and the pairs to decide
    are as they are now; of a repository that was looked at again since, what its host said before is not kept; and a
    count that came later, as with a dump, counts on the day it was counted.
    """
    with catalog.writing() as connection:
        rows = Rows(connection)
        _take_back_later_changes(rows, day)
        touched = _rewind_accounts(connection, day) | _rewind_repositories(connection, day)
        # Last, since a row that is put back takes a number that was given anew since.
        _put_back_changes(rows, day)
        settle(connection, touched | rows.papers)


def _take_back_later_changes(rows: Rows, day: date) -> None:
    change = t.change.c
    later = select(t.change).where(_is_after(change.made_at, day), change.undone_at.is_(None))
    for made in rows.connection.execute(later.order_by(change.id.desc())).all():
        take_back(rows, made)


def _put_back_changes(rows: Rows, day: date) -> None:
    change = t.change.c
    undone = select(t.change).where(~_is_after(change.made_at, day), _is_after(change.undone_at, day))
    for made in rows.connection.execute(undone.order_by(change.id)).all():
        put_back(rows, made)


def _rewind_accounts(connection: Connection, day: date) -> set[int]:
    """Drops accounts and counts that came later; the papers they are of."""
    record, count = t.record.c, t.count.c
    of_a_later_count = select(record.paper_id).join(
        t.count, (record.source == count.source) & (record.key == count.key)
    )
    touched = set(connection.execute(of_a_later_count.where(_is_after(count.on_date, day))).scalars())
    is_later, was_current = _is_after(record.taken_at, day), _is_after(record.superseded_at, day)
    touched |= set(connection.execute(select(record.paper_id).where(is_later | was_current)).scalars())
    connection.execute(delete(t.count).where(_is_after(count.on_date, day)))
    connection.execute(delete(t.record).where(is_later))
    connection.execute(update(t.record).where(was_current).values(superseded_at=None))
    return {int(paper) for paper in touched}


def _rewind_repositories(connection: Connection, day: date) -> set[int]:
    """Drops what hosts of code said later; the papers that link those repositories."""
    is_later = _is_after(t.repository.c.checked_on, day)
    names = set(connection.execute(select(t.repository.c.name).where(is_later)).scalars())
    connection.execute(delete(t.repository).where(is_later))
    if not names:
        return set()
    linking = "SELECT p.id, r.value ->> '$.url' FROM paper p, json_each(p.view, '$.repositories') r WHERE p.view <> ''"
    return {int(paper) for paper, url in connection.exec_driver_sql(linking) if repository_key(url) in names}


def _is_after(column: ColumnElement[str], day: date) -> ColumnElement[bool]:
    """Whether an ISO day or time in UTC lies after `day`; never, where there is none."""
    return func.coalesce(func.substr(column, 1, 10) > day.isoformat(), False)
