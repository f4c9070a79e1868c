"""Searches kept under a name."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import update

from survey.catalog import tables as t
from survey.catalog.change import change, stamp
from survey.model.errors import AskedWronglyError
from survey.model.record import Query
from survey.model.survey import search_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from typing import Any

    from survey.catalog.catalog import Catalog
    from survey.catalog.change import Rows


class Saved(NamedTuple):
    """A search, and when it was kept and last answered, as ISO times."""

    name: str
    query: Query
    sources: tuple[str, ...]
    """Those that were named; none is all."""
    saved_at: str
    asked_at: str | None
    survey: str | None = None
    """The one into which what is added comes, by the name it has now; None is the list alone."""


def save_search(
    catalog: Catalog, name: str, query: Query, sources: Sequence[str], *, survey: int | None = None, now: datetime
) -> None:
    """Keeps a search under `name`, and the number of the `survey` that its papers come into.

    Raises AskedWronglyError for what is no name, and where another search is kept under it.
    """
    name = search_name(name)
    said = {field: value for field, value in asdict(query).items() if value is not None}
    wanted = _as_kept({"query": said, "sources": list(sources), "survey": survey})
    with change(catalog, f"save search {name}", now=now) as rows:
        before = rows.rows(t.saved_search, name=name)
        if before and before[0]["wanted"] != wanted:
            raise AskedWronglyError(
                f"another search is kept as {name}", hint=f"choose another name, or `survey run forget {name}` first"
            )
        if not before:
            rows.put(t.saved_search, {"name": name}, {"wanted": wanted, "saved_at": stamp(now), "asked_at": None})


def _as_kept(wanted: dict[str, Any]) -> str:
    said = {name: value for name, value in wanted.items() if value is not None}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def part_with_survey(rows: Rows, survey: int) -> None:
    """Has no search name a `survey` that is taken away: another may get its number."""
    for row in rows.rows(t.saved_search):
        if (wanted := json.loads(row["wanted"])).get("survey") == survey:
            rows.put(t.saved_search, {"name": row["name"]}, {"wanted": _as_kept({**wanted, "survey": None})})


def forget_search(catalog: Catalog, name: str, *, now: datetime) -> None:
    """Keeps the search no longer. Raises AskedWronglyError where there is none of this name."""
    with change(catalog, f"forget search {name}", now=now) as rows:
        if not rows.rows(t.saved_search, name=name):
            raise _no_search(name)
        rows.put(t.saved_search, {"name": name}, None)


def note_answered(catalog: Catalog, name: str, *, now: datetime) -> None:
    """Notes that the search was answered now. That is no change of the user's."""
    with catalog.writing() as connection:
        answered = update(t.saved_search).where(t.saved_search.c.name == name)
        connection.execute(answered.values(asked_at=stamp(now)))


def saved_search(catalog: sqlite3.Connection, name: str) -> Saved:
    """The search kept under `name`. Raises AskedWronglyError where there is none."""
    found = [each for each in saved_searches(catalog) if each.name == name]
    if not found:
        raise _no_search(name)
    return found[0]


def saved_searches(catalog: sqlite3.Connection) -> list[Saved]:
    """Every search that is kept, by name."""
    rows = catalog.execute(
        "SELECT name, wanted, saved_at, asked_at, (SELECT s.name FROM survey s WHERE s.id = wanted ->> '$.survey') "
        "FROM saved_search ORDER BY name"
    )
    return [_saved(name, json.loads(wanted), *rest) for name, wanted, *rest in rows]


def _saved(name: str, wanted: dict[str, Any], saved_at: str, asked_at: str | None, survey: str | None) -> Saved:
    return Saved(name, Query(**wanted["query"]), tuple(wanted["sources"]), saved_at, asked_at, survey)


def _no_search(name: str) -> AskedWronglyError:
    return AskedWronglyError(f"no search is kept as {name}", hint="`survey run list --saved` shows those that are")


def first_heard_after(catalog: sqlite3.Connection, papers: Collection[int], at: str) -> set[int]:
    """Those of `papers` of which nobody had said anything by the ISO time `at`."""
    rows = catalog.execute(
        "SELECT paper_id FROM record WHERE paper_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY paper_id HAVING min(taken_at) > ?",
        (json.dumps(sorted(papers)), at),
    )
    return {int(paper) for (paper,) in rows}
