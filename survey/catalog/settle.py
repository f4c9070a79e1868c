"""The derived part of papers, written anew from their records and from what the user said."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, select

from survey.catalog import tables as t
from survey.catalog.accounts import accounts_of
from survey.catalog.keys import give_keys
from survey.catalog.sqlite import among, forget_words, insert_rows, learn_words
from survey.model.fold import Said, Taken, fold_paper
from survey.model.record import Repository
from survey.model.repository import repository_key
from survey.model.spelling import spellings_of
from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from survey.model.view import PaperView

PAGE = 1000
"""How many papers are settled at once: bounds memory and the length of a transaction."""


def settle(connection: Connection, papers: Iterable[int]) -> None:
    """Writes what is shown of each of `papers`, from all that is kept about it; nothing for one that is merged away."""
    wanted = sorted(set(papers))
    for start in range(0, len(wanted), PAGE):
        page = t.paper.c.id.in_(among(wanted[start : start + PAGE]))
        standing = connection.execute(select(t.paper.c.id).where(page, t.paper.c.merged_into.is_(None))).scalars()
        taken: dict[int, list[Taken]] = {paper: [] for paper in standing}
        for account in accounts_of(connection, taken).values():
            taken[account.paper].append(account.taken)
        show(connection, taken)


_NOBODY: Mapping[int, str] = MappingProxyType({})


def show(connection: Connection, taken: Mapping[int, Sequence[Taken]], *, new: Mapping[int, str] = _NOBODY) -> None:
    """Writes what is shown of papers, of which `taken` are all the records. Those that are `new`, by uid, are made."""
    old = sorted(taken.keys() - new.keys())
    known = _known(connection, old) if old else {}
    uids = {**new, **{paper: row.uid for paper, row in known.items()}}
    said = _said(connection, known, taken, uids)
    views = {paper: fold_paper(taken[paper], said[paper]) for paper in sorted(taken)}
    give_keys(connection, views)
    forget_words(connection, old)
    for table in (t.identifier, t.result):
        if old:
            connection.execute(delete(table).where(table.c.paper_id.in_(among(old))))
    _write_papers(connection, views, uids)
    _write_identifiers(connection, taken)
    _write_results(connection, views)
    learn_words(connection, views)


def _known(connection: Connection, papers: Sequence[int]) -> dict[int, Any]:
    paper = t.paper.c
    rows = connection.execute(
        select(paper.id, paper.uid, paper.cite_key, paper.added_at).where(paper.id.in_(among(papers)))
    )
    return {row.id: row for row in rows}


def _said(
    connection: Connection, known: Mapping[int, Any], taken: Mapping[int, Sequence[Taken]], uids: Mapping[int, str]
) -> dict[int, Said]:
    """What the user and the hosts of code say of papers; a new paper is called by its uid until it has a key."""
    tags, notes = _tags(connection, known), _notes(connection, known)
    linked = {paper: _linked(records) for paper, records in taken.items()}
    checked = _checked(connection, {name for names in linked.values() for name in names})
    said = {}
    for paper, uid in uids.items():
        row = known.get(paper)
        said[paper] = Said(
            key=row.cite_key if row else uid,
            added=row.added_at[:10] if row and row.added_at else None,
            tags=tuple(tags.get(paper, ())),
            notes=tuple(notes.get(paper, ())),
            repositories=tuple(checked[name] for name in linked[paper] if name in checked),
        )
    return said


def _tags(connection: Connection, papers: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    if papers:
        tag = t.tag.c
        for paper, name in connection.execute(select(tag.paper_id, tag.name).where(tag.paper_id.in_(among(papers)))):
            found[paper].append(name)
    return found


def _notes(connection: Connection, papers: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if papers:
        note = t.note.c
        notes = select(note.paper_id, note.text, note.written_at).where(note.paper_id.in_(among(papers)))
        for paper, text, at in connection.execute(notes.order_by(note.id)):
            found[paper].append((text, at[:10]))
    return found


def _linked(taken: Iterable[Taken]) -> list[str]:
    names = (repository_key(repository.url) for record in taken for repository in record.record.repositories)
    return list(dict.fromkeys(names))


def _checked(connection: Connection, names: Collection[str]) -> dict[str, Repository]:
    if not names:
        return {}
    rows = connection.execute(select(t.repository).where(t.repository.c.name.in_(among(names))))
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


_FLAGS = ("has_code", "has_results", "has_summary")
_DERIVED = ("cite_key", "folded", "year", "venue_id", "citations", *_FLAGS, "said", "view", "spelt")
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def _write_papers(connection: Connection, views: Mapping[int, PaperView], uids: Mapping[int, str]) -> None:
    kinds = {view["venue"]: view["venue_kind"] for view in views.values() if view["venue"]}
    venues = _venues(connection, kinds)
    insert_rows(
        connection,
        t.paper,
        ("id", "uid", *_DERIVED),
        [(paper, uids[paper], *_derived(view, venues)) for paper, view in views.items()],
        or_update=_DERIVED,
    )


def _derived(view: PaperView, venues: Mapping[str, int]) -> tuple[Any, ...]:
    said = " ".join([*view["tags"], *(note["text"] for note in view["notes"])]) or None
    return (
        view["key"],
        fold(view["title"]) if view["title"] else None,
        view["year"],
        venues[view["venue"]] if view["venue"] else None,
        view["citations"]["count"] if view["citations"] else None,
        int(view["links"]["code"] is not None),
        int(bool(view["results"])),
        int(view["summary"] is not None),
        said,
        _JSON.encode(view),
        spellings_of(view, said),
    )


def _venues(connection: Connection, kinds: Mapping[str, str | None]) -> dict[str, int]:
    """The row number of each venue by name, the rows made where they were missing."""
    venue = t.venue.c
    known = connection.execute(select(venue.name, venue.id).where(venue.name.in_(among(kinds))))
    ids: dict[str, int] = dict(map(tuple, known))
    free = int(connection.execute(select(func.coalesce(func.max(venue.id), 0))).scalar_one())
    missing = {name: free + place for place, name in enumerate((name for name in kinds if name not in ids), start=1)}
    insert_rows(
        connection, t.venue, ("id", "name", "kind"), [(new, name, kinds[name]) for name, new in missing.items()]
    )
    return ids | missing


def _write_identifiers(connection: Connection, taken: Mapping[int, Sequence[Taken]]) -> None:
    given = {paper: {name for each in records for name in each.record.identifiers} for paper, records in taken.items()}
    rows = [(*name, paper) for paper, names in given.items() for name in sorted(names)]
    insert_rows(connection, t.identifier, ("scheme", "value", "paper_id"), rows)


_SHOWN = ("task", "dataset", "metric", "direction", "model", "printed", "value", "source")


def _write_results(connection: Connection, views: Mapping[int, PaperView]) -> None:
    rows = [
        (paper, position, *(result.get(name) for name in _SHOWN))
        for paper, view in views.items()
        for position, result in enumerate(view["results"], start=1)
    ]
    insert_rows(connection, t.result, ("paper_id", "position", *_SHOWN), rows)
