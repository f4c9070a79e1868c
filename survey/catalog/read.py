"""Views out. Only the standard library: a verb that reads starts in the time Python needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.model.errors import AskedWronglyError
from survey.model.words import words_query

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from survey.model.view import PaperView


class Selection(NamedTuple):
    """Which of the user's papers are wanted, and in what order."""

    words: str = ""
    tags: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    venue: str | None = None
    has: tuple[str, ...] = ()
    """Of `code`, `results`, `summary`."""
    sort: str | None = None
    """One of SORTS; None is by relevance where there are words, else in the order of adding."""


EVERYTHING = Selection()

# What is unknown comes last, and what is equal in the order of adding.
SORTS = {
    "added": "p.added_at, p.id",
    "citations": "p.citations IS NULL, p.citations DESC, p.added_at, p.id",
    "year": "p.year IS NULL, p.year DESC, p.added_at, p.id",
    "title": "p.folded IS NULL, p.folded, p.id",
    "key": "p.cite_key",
}
HAS = ("code", "results", "summary")


def views(catalog: sqlite3.Connection, selection: Selection = EVERYTHING) -> Iterator[str]:
    """Each selected paper of the survey as the JSON text of its view. Raises AskedWronglyError for an unknown order."""
    joins, conditions = ["paper p"], ["p.added_at IS NOT NULL"]
    values: dict[str, Any] = {}
    order = SORTS.get(selection.sort or "added")
    if order is None:
        raise AskedWronglyError(f"cannot sort by {selection.sort}", hint="one of: " + ", ".join(SORTS))
    if words := words_query(selection.words):
        joins.append("JOIN paper_words ON paper_words.rowid = p.id")
        conditions.append("paper_words MATCH :words")
        values["words"] = words
        # A word in the title says more than one in the abstract.
        order = order if selection.sort else f"bm25(paper_words, 5, 2, 1, 1, 1, 2), {order}"
    elif selection.words.strip():
        conditions.append("0")
    for number, tag in enumerate(selection.tags):
        conditions.append(f"p.id IN (SELECT paper_id FROM tag WHERE name = :tag{number})")  # noqa: S608 - a number
        values[f"tag{number}"] = tag
    conditions += [condition for condition, value in _bounds(selection) if value is not None]
    values |= {"since": selection.since, "until": selection.until, "venue": selection.venue}
    for what in selection.has:
        if what not in HAS:
            raise AskedWronglyError(f"papers cannot be asked for {what}", hint="--has takes one of: " + ", ".join(HAS))
        conditions.append(f"p.has_{what} = 1")
    pieces = " ".join(joins), " AND ".join(conditions), order
    statement = "SELECT p.view FROM {} WHERE {} ORDER BY {}".format(*pieces)  # noqa: S608 - made of fixed pieces
    return (view for (view,) in catalog.execute(statement, values))


def _bounds(selection: Selection) -> tuple[tuple[str, Any], ...]:
    return (
        ("p.year >= :since", selection.since),
        ("p.year <= :until", selection.until),
        ("p.venue_id IN (SELECT id FROM venue WHERE lower(name) = lower(:venue))", selection.venue),
    )


def view(catalog: sqlite3.Connection, paper: int) -> str:
    """The JSON text of the view of `paper`, or of what it was merged into."""
    found = catalog.execute("SELECT view FROM paper WHERE id = ?", (standing(catalog, paper),)).fetchone()
    return str(found[0])


def standing(catalog: sqlite3.Connection, paper: int) -> int:
    """`paper`, or what it was merged into."""
    return int(catalog.execute("SELECT coalesce(merged_into, id) FROM paper WHERE id = ?", (paper,)).fetchone()[0])


def views_of(catalog: sqlite3.Connection, papers: list[int]) -> list[PaperView]:
    """The views of `papers`, in the order given."""
    return [json.loads(view(catalog, paper)) for paper in papers]


def history(catalog: sqlite3.Connection, paper: int) -> list[dict[str, Any]]:
    """Every account of `paper` that was ever kept, the newest first, as JSON values."""
    rows = catalog.execute(
        "SELECT source, key, taken_at, seen_at, superseded_at, body FROM record WHERE paper_id = ? "
        "ORDER BY taken_at DESC, id DESC",
        (standing(catalog, paper),),
    )
    return [
        {"source": source, "key": key, "taken": taken, "seen": seen, "superseded": superseded, "says": json.loads(body)}
        for source, key, taken, seen, superseded, body in rows
    ]


def counts(catalog: sqlite3.Connection, paper: int) -> list[dict[str, Any]]:
    """Every citation count of `paper` that was ever kept, oldest first."""
    rows = catalog.execute(
        "SELECT c.source, c.on_date, c.count FROM count c "
        "JOIN record r ON r.source = c.source AND r.key = c.key AND r.superseded_at IS NULL "
        "WHERE r.paper_id = ? ORDER BY c.on_date, c.source",
        (standing(catalog, paper),),
    )
    return [{"source": source, "on": on, "count": count} for source, on, count in rows]


def pairs(catalog: sqlite3.Connection) -> list[dict[str, Any]]:
    """The pairs of papers that may be one work, the latest first: two views and why."""
    rows = catalog.execute(
        "SELECT a.view, b.view, pair.why, pair.noticed_at FROM pair "
        "JOIN paper a ON a.id = pair.first JOIN paper b ON b.id = pair.second "
        "ORDER BY pair.noticed_at DESC, pair.first, pair.second"
    )
    return [
        {"first": json.loads(one), "second": json.loads(two), "why": why, "noticed": at[:10]}
        for one, two, why, at in rows
    ]


def runs(catalog: sqlite3.Connection, limit: int = 50) -> list[dict[str, Any]]:
    """The latest `limit` runs, the newest first."""
    rows = catalog.execute(
        "SELECT id, verb, source, query, sent, started_at, ended_at, outcome, message, hits, new, unreadable, requests "
        "FROM run ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    names = [column[0] for column in rows.description]
    return [{**(row := dict(zip(names, values, strict=True))), "sent": json.loads(row["sent"])} for values in rows]


def totals(catalog: sqlite3.Connection) -> dict[str, int]:
    """How many papers are in the survey, how many were only found, and how many pairs wait for a decision."""
    return {
        "papers": _one(catalog, "SELECT count(*) FROM paper WHERE added_at IS NOT NULL"),
        "found": _one(catalog, "SELECT count(*) FROM paper WHERE added_at IS NULL AND merged_into IS NULL"),
        "records": _one(catalog, "SELECT count(*) FROM record"),
        "pairs": _one(catalog, "SELECT count(*) FROM pair"),
    }


def _one(catalog: sqlite3.Connection, statement: str) -> int:
    return int(catalog.execute(statement).fetchone()[0])
