"""The derived part of papers, written anew from their records and from what the user said."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select, tuple_, update

from survey.catalog import tables as t
from survey.catalog.keys import give_keys
from survey.catalog.sqlite import insert_new
from survey.model.body import from_body
from survey.model.fold import Said, Taken, fold_paper
from survey.model.record import Repository
from survey.model.repository import repository_key
from survey.model.same_work import blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from survey.model.identifier import Identifier
    from survey.model.view import PaperView

PAGE = 500
"""How many papers are settled at once: bounds memory and the length of a transaction."""


def settle(connection: Connection, papers: Collection[int]) -> None:
    """Writes what is shown of each of `papers`, from all that is kept about it."""
    wanted = sorted(papers)
    for start in range(0, len(wanted), PAGE):
        _settle_page(connection, wanted[start : start + PAGE])


def _settle_page(connection: Connection, papers: Sequence[int]) -> None:
    taken = records_of(connection, papers)
    said = _said(connection, papers, taken)
    views = {paper: fold_paper(taken.get(paper, []), said[paper]) for paper in papers if paper in said}
    give_keys(connection, views)
    venues = _venue_ids(connection, views.values())
    names = {paper: {name for record in taken.get(paper, []) for name in record.record.identifiers} for paper in views}
    _write_identifiers(connection, names)
    _write_authorships(connection, views)
    _write_results(connection, views)
    connection.execute(_UPDATE, [_paper_row(paper, view, venues) for paper, view in views.items()])


def records_of(connection: Connection, papers: Sequence[int]) -> dict[int, list[Taken]]:
    """The current records of each of `papers`, with their latest citation counts."""
    rows = connection.execute(
        select(t.record.c.paper_id, t.record.c.source, t.record.c.key, t.record.c.taken_at, t.record.c.body).where(
            t.record.c.paper_id.in_(papers), t.record.c.superseded_at.is_(None)
        )
    ).all()
    counts = _latest_counts(connection, [(row.source, row.key) for row in rows])
    found: dict[int, list[Taken]] = defaultdict(list)
    for row in rows:
        body = json.loads(row.body)
        if counted := counts.get((row.source, row.key)):
            body["citations"] = counted
        found[row.paper_id].append(Taken(from_body(row.source, row.key, body), row.taken_at[:10]))
    return found


def _latest_counts(connection: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Any]]:
    # SQLite's max() over a group brings the other columns of its row along; PostgreSQL would say DISTINCT ON.
    rows = connection.execute(
        select(t.count.c.source, t.count.c.key, t.count.c["count"], func.max(t.count.c.on_date))
        .where(tuple_(t.count.c.source, t.count.c.key).in_(keys))
        .group_by(t.count.c.source, t.count.c.key)
    )
    return {(source, key): [count, on] for source, key, count, on in rows}


def _said(connection: Connection, papers: Sequence[int], taken: Mapping[int, list[Taken]]) -> dict[int, Said]:
    tags, notes = defaultdict(list), defaultdict(list)
    for paper, name in connection.execute(select(t.tag.c.paper_id, t.tag.c.name).where(t.tag.c.paper_id.in_(papers))):
        tags[paper].append(name)
    for paper, text, at in connection.execute(
        select(t.note.c.paper_id, t.note.c.text, t.note.c.written_at)
        .where(t.note.c.paper_id.in_(papers))
        .order_by(t.note.c.id)
    ):
        notes[paper].append((text, at[:10]))
    checked = _checked(connection, taken)
    rows = connection.execute(
        select(t.paper.c.id, t.paper.c.cite_key, t.paper.c.added_at).where(t.paper.c.id.in_(papers))
    )
    return {
        row.id: Said(
            key=row.cite_key,
            added=row.added_at[:10] if row.added_at else None,
            tags=tuple(tags[row.id]),
            notes=tuple(notes[row.id]),
            repositories=tuple(checked[name] for name in _linked(taken.get(row.id, [])) if name in checked),
        )
        for row in rows
    }


def _linked(taken: Iterable[Taken]) -> list[str]:
    names = (repository_key(repository.url) for record in taken for repository in record.record.repositories)
    return list(dict.fromkeys(names))


def _checked(connection: Connection, taken: Mapping[int, list[Taken]]) -> dict[str, Repository]:
    names = {name for records in taken.values() for name in _linked(records)}
    if not names:
        return {}
    rows = connection.execute(select(t.repository).where(t.repository.c.name.in_(names)))
    return {
        row.name: Repository(
            url=row.url,
            stars=row.stars,
            license=row.license,
            archived=None if row.archived is None else bool(row.archived),
            gone=None if row.gone is None else bool(row.gone),
            checked_on=date.fromisoformat(row.checked_on),
            source=row.source,
        )
        for row in rows
    }


_UPDATE = (
    update(t.paper)
    .where(t.paper.c.id == bindparam("of"))
    .values(
        {
            name: bindparam(name)
            for name in (
                "cite_key",
                "block",
                "near",
                "year",
                "venue_id",
                "citations",
                "has_code",
                "has_results",
                "has_summary",
                "view",
            )
        }
    )
)


def _paper_row(paper: int, view: PaperView, venues: Mapping[str, int]) -> dict[str, Any]:
    block, near = blocks(view["title"], view["authors"])
    return {
        "of": paper,
        "cite_key": view["key"],
        "block": block,
        "near": near,
        "year": view["year"],
        "venue_id": venues[view["venue"]] if view["venue"] else None,
        "citations": view["citations"]["count"] if view["citations"] else None,
        "has_code": int(view["links"]["code"] is not None),
        "has_results": int(bool(view["results"])),
        "has_summary": int(view["summary"] is not None),
        "view": json.dumps(view, ensure_ascii=False),
    }


def _venue_ids(connection: Connection, views: Iterable[PaperView]) -> dict[str, int]:
    kinds = {view["venue"]: view["venue_kind"] for view in views if view["venue"]}
    return _ids(connection, t.venue, [{"name": name, "kind": kind} for name, kind in kinds.items()])


def _ids(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> dict[str, int]:
    """The row number of each name, the rows made where they were missing."""
    if not rows:
        return {}
    named = select(table.c.name, table.c.id).where(table.c.name.in_([row["name"] for row in rows]))
    known = dict(connection.execute(named).tuples().all())
    if missing := [row for row in rows if row["name"] not in known]:
        connection.execute(insert_new(table), missing)
        known = dict(connection.execute(named).tuples().all())
    return {name: number for name, number in known.items() if number is not None}


def _write_identifiers(connection: Connection, names: Mapping[int, Collection[Identifier]]) -> None:
    connection.execute(delete(t.identifier).where(t.identifier.c.paper_id.in_(list(names))))
    rows = [
        {"scheme": name.scheme, "value": name.value, "paper_id": paper}
        for paper, given in names.items()
        for name in sorted(given)
    ]
    if rows:
        connection.execute(insert_new(t.identifier), rows)


def _write_authorships(connection: Connection, views: Mapping[int, PaperView]) -> None:
    connection.execute(delete(t.authorship).where(t.authorship.c.paper_id.in_(list(views))))
    ids = _ids(
        connection, t.author, [{"name": name} for name in {name for view in views.values() for name in view["authors"]}]
    )
    rows = [
        {"paper_id": paper, "position": position, "author_id": ids[name]}
        for paper, view in views.items()
        for position, name in enumerate(view["authors"], start=1)
    ]
    if rows:
        connection.execute(insert_new(t.authorship), rows)


_SHOWN = ("task", "dataset", "metric", "direction", "model", "printed", "value", "source")


def _write_results(connection: Connection, views: Mapping[int, PaperView]) -> None:
    connection.execute(delete(t.result).where(t.result.c.paper_id.in_(list(views))))
    rows = [
        {"paper_id": paper, "position": position, **{name: result.get(name) for name in _SHOWN}}
        for paper, view in views.items()
        for position, result in enumerate(view["results"], start=1)
    ]
    if rows:
        connection.execute(insert_new(t.result), rows)
