"""Records in: each is kept, and the paper it speaks of is found or made."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_, update

from survey.catalog import tables as t
from survey.catalog.change import Rows
from survey.catalog.match import Match, Meeting
from survey.catalog.merge import merge, note_pairs
from survey.catalog.settle import PAGE, settle
from survey.catalog.sqlite import insert_or_replace
from survey.model.body import as_body
from survey.model.same_work import Sameness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.record import Record


@dataclass(slots=True)
class Intake:
    """What became of the records taken in."""

    papers: dict[tuple[str, str], int] = field(default_factory=dict)
    """The paper that each record speaks of, by the record's source and key."""
    new: set[int] = field(default_factory=set)
    """Papers that were not known before."""
    changed: set[int] = field(default_factory=set)
    """Papers about which something was said that was not known, the new ones among them."""


def take(catalog: Catalog, records: Iterable[Record], *, now: datetime, run: int | None = None) -> Intake:
    """Keeps `records`, in transactions of a page each, and settles the papers they speak of.

    An account that the catalog has already changes nothing. Raises CatalogError.
    """
    intake = Intake()
    arriving = iter(records)
    while page := list(islice(arriving, PAGE)):
        with catalog.writing() as connection:
            take_page(connection, page, intake, now=now, run=run)
    return intake


class _Known(NamedTuple):
    record: int
    paper: int
    digest: str


def take_page(
    connection: Connection, records: Sequence[Record], intake: Intake, *, now: datetime, run: int | None = None
) -> None:
    """Keeps one page of `records` in the transaction of `connection`, and tells `intake`."""
    page = _Page(connection, records, now=now.isoformat(timespec="seconds"), run=run)
    for record in records:
        page.take(record)
    page.write(intake)


class _Page:
    """What is decided about a page of records before any of it is written."""

    def __init__(self, connection: Connection, records: Sequence[Record], *, now: str, run: int | None) -> None:
        self._connection, self._now, self._run = connection, now, run
        self._known = _current(connection, [(record.source, record.key) for record in records])
        self._bodies = {id(record): body_of(record) for record in records}
        fresh = [record for record in records if self._says_something(record)]
        self._match = Match(connection, fresh)
        self._next = (connection.execute(select(func.max(t.paper.c.id))).scalar() or 0) + 1
        self._uids: dict[int, str] = {}
        self._rows: dict[tuple[str, str], dict[str, Any]] = {}
        self._counts: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._told: dict[tuple[str, str], int] = {}
        self._meetings: dict[tuple[int, int], Meeting] = {}
        self._into: dict[int, int] = {}

    def _says_something(self, record: Record) -> bool:
        known = self._known.get((record.source, record.key))
        return known is None or known.digest != self._bodies[id(record)][0]

    def take(self, record: Record) -> None:
        place = (record.source, record.key)
        known = self._known.get(place)
        if record.citations:
            on = (record.citations.on.isoformat() if record.citations.on else None) or self._now[:10]
            self._counts[(*place, on)] = {
                "source": record.source,
                "key": record.key,
                "on_date": on,
                "count": record.citations.count,
            }
        if known and not self._says_something(record):
            self._told[place] = known.paper
            return
        if known or place in self._told:
            paper = known.paper if known else self._told[place]
        else:
            paper = self._match.paper(record) or self._new_paper()
        self._match.add(paper, self._uids.get(paper) or self._uid(paper), record)
        self._told[place] = paper
        digest, body = self._bodies[id(record)]
        self._rows[place] = {"source": record.source, "key": record.key, "digest": digest, "body": body}
        for met in self._match.meetings(paper, record):
            self._meet(met)

    def _new_paper(self) -> int:
        paper, self._next = self._next, self._next + 1
        self._uids[paper] = uuid.uuid4().hex
        return paper

    def _uid(self, paper: int) -> str:
        return self._match.uid(paper)

    def _meet(self, met: Meeting) -> None:
        if met.sameness is Sameness.ASK:
            self._meetings[met.first, met.second] = met
            return
        self._match.joined(met.first, met.second)
        self._into[met.second] = met.first
        for place, paper in self._told.items():
            if paper == met.second:
                self._told[place] = met.first

    def write(self, intake: Intake) -> None:
        new = {paper for paper in self._uids if paper not in self._into}
        self._write_papers()
        for gone, kept in self._into.items():
            if gone not in self._uids:
                merge(Rows(self._connection), kept, gone)
        self._write_records()
        moved = self._write_counts()
        touched = (
            {self._told[place] for place in self._rows}
            | {self._told[place] for place in moved}
            | set(self._into.values())
        )
        touched -= set(self._into)
        settle(self._connection, touched)
        note_pairs(
            self._connection,
            [met for pair, met in self._meetings.items() if not set(pair) & set(self._into)],
            self._now,
        )
        intake.papers |= self._told
        intake.new |= new
        intake.changed |= touched | new

    def _write_papers(self) -> None:
        rows = [
            {"id": paper, "uid": uid, "cite_key": uid, "has_code": 0, "has_results": 0, "has_summary": 0, "view": ""}
            for paper, uid in self._uids.items()
            if paper not in self._into
        ]
        if rows:
            self._connection.execute(insert(t.paper), rows)

    def _write_records(self) -> None:
        if not self._rows:
            return
        superseded = [
            {"of": self._known[place].record, "at": self._now} for place in self._rows if place in self._known
        ]
        if superseded:
            table = t.record
            self._connection.execute(
                update(table).where(table.c.id == bindparam("of")).values(superseded_at=bindparam("at")), superseded
            )
        same = {"run_id": self._run, "taken_at": self._now, "seen_at": self._now}
        self._connection.execute(
            insert(t.record), [{**row, **same, "paper_id": self._told[place]} for place, row in self._rows.items()]
        )

    def _write_counts(self) -> set[tuple[str, str]]:
        """Keeps the counts; the records whose count is not the one kept before."""
        again = [self._known[place].record for place in self._told if place in self._known and place not in self._rows]
        if again:
            self._connection.execute(update(t.record).where(t.record.c.id.in_(again)).values(seen_at=self._now))
        if not self._counts:
            return set()
        keys = list(self._counts)
        kept = self._connection.execute(
            select(t.count.c.source, t.count.c.key, t.count.c.on_date, t.count.c["count"]).where(
                tuple_(t.count.c.source, t.count.c.key, t.count.c.on_date).in_(keys)
            )
        )
        before = {(source, key, on): count for source, key, on, count in kept.tuples()}
        moved = {place: row for place, row in self._counts.items() if before.get(place) != row["count"]}
        if moved:
            self._connection.execute(insert_or_replace(t.count), list(moved.values()))
        return {(source, key) for source, key, _ in moved}


def _current(connection: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], _Known]:
    rows = connection.execute(
        select(t.record.c.source, t.record.c.key, t.record.c.id, t.record.c.paper_id, t.record.c.digest).where(
            tuple_(t.record.c.source, t.record.c.key).in_(sorted(set(keys))), t.record.c.superseded_at.is_(None)
        )
    )
    return {(row.source, row.key): _Known(row.id, row.paper_id, row.digest) for row in rows}


def body_of(record: Record) -> tuple[str, str]:
    """The digest of what `record` says, and what it says as JSON; its citation count apart, since that is a series."""
    body = as_body(record)
    body.pop("citations", None)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest(), text
