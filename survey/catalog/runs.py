"""The log of askings: what was asked of whom, when, and what came of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from survey.catalog import tables as t
from survey.model.errors import Outcome
from survey.model.text import writable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog


def begin_run(catalog: Catalog, verb: str, source: str, query: str, *, now: datetime) -> int:
    """The number of a run that begins now. Until `end_run` it counts as interrupted."""
    with catalog.writing() as connection:
        number = int(connection.execute(select(func.coalesce(func.max(t.run.c.id), 0))).scalar_one()) + 1
        started = {
            "verb": verb,
            "source": source,
            "query": writable(query),
            "sent": "[]",
            "started_at": now.isoformat(timespec="seconds"),
        }
        none = dict.fromkeys(("hits", "new", "unreadable", "requests"), 0)
        connection.execute(insert(t.run), {"id": number, **started, **none, "outcome": Outcome.INTERRUPTED})
        return number


def end_run(
    catalog: Catalog,
    number: int,
    *,
    outcome: Outcome,
    message: str | None,
    sent: Sequence[str],
    hits: int,
    new: int,
    unreadable: int,
    requests: int,
    now: datetime,
) -> None:
    """Writes how run `number` ended."""
    with catalog.writing() as connection:
        connection.execute(
            update(t.run)
            .where(t.run.c.id == number)
            .values(
                ended_at=now.isoformat(timespec="seconds"),
                outcome=outcome,
                message=message and writable(message),
                sent=json.dumps([writable(request) for request in sent], ensure_ascii=False),
                hits=hits,
                new=new,
                unreadable=unreadable,
                requests=requests,
            )
        )
