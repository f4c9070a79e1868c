"""The log of askings: what was asked of whom, when, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from survey.catalog import tables as t
from survey.model.errors import Outcome
from survey.model.search_log import as_log
from survey.model.text import writable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.search_log import KeptAnswer


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
    kept: Sequence[KeptAnswer] = (),
) -> None:
    """Writes how run `number` ended: what was `sent`, and what was answered without that since it was `kept`."""
    asked = [each._replace(request=each.request and writable(each.request)) for each in kept]
    with catalog.writing() as connection:
        connection.execute(
            update(t.run)
            .where(t.run.c.id == number)
            .values(
                ended_at=now.isoformat(timespec="seconds"),
                outcome=outcome,
                message=message and writable(message),
                sent=as_log(map(writable, sent), asked),
                hits=hits,
                new=new,
                unreadable=unreadable,
                requests=requests,
            )
        )


LEADERBOARDS = "leaderboards"
"""The source of runs in which the leaderboards that are known here were looked into; they send no requests."""


def keep_told(catalog: Catalog, told: Collection[str], *, now: datetime) -> int | None:
    """Keeps in the log what a refresh told of leaderboards, a line each, so that it is told once; the run's number."""
    if not told:
        return None
    run = begin_run(catalog, "refresh", LEADERBOARDS, f"news told: {len(told)}", now=now)
    end_run(
        catalog,
        run,
        outcome=Outcome.ANSWERED,
        message=None,
        sent=sorted(told),
        hits=len(told),
        new=0,
        unreadable=0,
        requests=0,
        now=now,
    )
    return run


def told_before(catalog: sqlite3.Connection) -> set[str]:
    """Every line that a refresh told of leaderboards."""
    rows = catalog.execute(
        "SELECT line.value FROM run, json_each(run.sent) AS line WHERE run.verb = 'refresh' AND run.source = ?",
        (LEADERBOARDS,),
    )
    return {line for (line,) in rows}
