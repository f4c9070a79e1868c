"""Which paper a record speaks of, among those that the catalog knows."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, or_, select, tuple_

from survey.catalog import tables as t
from survey.model.identifier import Identifier, best
from survey.model.record import Record, names_of
from survey.model.same_work import Sameness, Sketch, blocks, compare, sketch
from survey.model.text import fold, surname

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Meeting(NamedTuple):
    """Two papers that met: one work, or a question."""

    first: int
    second: int
    sameness: Sameness
    why: str


class Match:
    """The papers that a page of records may speak of, looked up at once, and those that the page itself brings."""

    def __init__(self, connection: Connection, records: Sequence[Record]) -> None:
        self._sketches: dict[int, Sketch] = {}
        self._uids: dict[int, str] = {}
        self._owners: dict[Identifier, int] = {}
        self._blocks: dict[str, set[int]] = defaultdict(set)
        self._different: frozenset[frozenset[str]] = _judged_different(connection)
        self._load(connection, records)

    def paper(self, record: Record) -> int | None:
        """The paper that `record` surely speaks of, or None. Where there are several, its best known identifier decides."""
        mine = sketch(record)
        same = [paper for paper in self._near(record) if compare(mine, self._sketches[paper]).sameness is Sameness.SAME]
        if not same:
            return None
        owned = best(frozenset(name for name in record.identifiers if self._owners.get(name) in same))
        return self._owners[owned] if owned else min(same)

    def add(self, paper: int, uid: str, record: Record) -> None:
        """From now on `record` is one of the accounts that speak of `paper`."""
        mine = sketch(record)
        before = self._sketches.get(paper)
        if before:
            mine = Sketch(
                before.title or mine.title,
                before.surnames or mine.surnames,
                before.year or mine.year,
                before.identifiers | mine.identifiers,
            )
        self._enter(paper, uid, mine, [block for block in blocks(record.title, record.authors) if block])

    def meetings(self, paper: int, record: Record) -> list[Meeting]:
        """Whom `paper` turns out to be one with, or perhaps, now that `record` speaks of it."""
        found = []
        for other in self._near(record) - {paper}:
            verdict = compare(self._sketches[paper], self._sketches[other])
            if verdict.sameness is Sameness.DIFFERENT:
                # The record itself may say that they are one where they do not look it: that is a question.
                verdict = compare(sketch(record), self._sketches[other])
                if verdict.sameness is Sameness.SAME:
                    verdict = verdict._replace(sameness=Sameness.ASK)
            if verdict.sameness is not Sameness.DIFFERENT and not self._is_judged_different(paper, other):
                found.append(Meeting(min(paper, other), max(paper, other), verdict.sameness, verdict.why))
        return found

    def uid(self, paper: int) -> str:
        """The lasting name of a paper that was looked up."""
        return self._uids[paper]

    def joined(self, kept: int, gone: int) -> None:
        """From now on what was `gone` is `kept`."""
        left, right = self._sketches[kept], self._sketches.pop(gone)
        self._sketches[kept] = Sketch(
            left.title or right.title,
            left.surnames or right.surnames,
            left.year or right.year,
            left.identifiers | right.identifiers,
        )
        self._owners = {name: kept if owner == gone else owner for name, owner in self._owners.items()}
        for members in self._blocks.values():
            if gone in members:
                members.discard(gone)
                members.add(kept)

    def _near(self, record: Record) -> set[int]:
        owners = {owner for name in record.identifiers if (owner := self._owners.get(name))}
        return owners.union(*(self._blocks.get(block, ()) for block in blocks(record.title, record.authors) if block))

    def _is_judged_different(self, one: int, other: int) -> bool:
        return frozenset({self._uids[one], self._uids[other]}) in self._different

    def _enter(self, paper: int, uid: str, of: Sketch, under: Iterable[str]) -> None:
        self._sketches[paper] = of
        self._uids[paper] = uid
        for name in of.identifiers:
            self._owners.setdefault(name, paper)
        for block in under:
            self._blocks[block].add(paper)

    def _load(self, connection: Connection, records: Sequence[Record]) -> None:
        names = sorted(names_of(records))
        wanted = [blocks(record.title, record.authors) for record in records]
        owners = select(t.identifier.c.paper_id).where(tuple_(t.identifier.c.scheme, t.identifier.c.value).in_(names))
        nearby = or_(
            t.paper.c.id.in_(owners),
            t.paper.c.block.in_(sorted({title for title, _ in wanted if title})),
            t.paper.c.near.in_(sorted({near for _, near in wanted if near})),
        )
        rows = connection.execute(
            select(t.paper.c.id, t.paper.c.uid, t.paper.c.block, t.paper.c.near, t.paper.c.view).where(
                t.paper.c.merged_into.is_(None), t.paper.c.view != "", nearby
            )
        ).all()
        held = defaultdict(set)
        papers = [row.id for row in rows]
        for scheme, value, paper in connection.execute(
            select(t.identifier.c.scheme, t.identifier.c.value, t.identifier.c.paper_id).where(
                t.identifier.c.paper_id.in_(papers)
            )
        ):
            held[paper].add(Identifier(scheme, value))
        for row in rows:
            view = json.loads(row.view)
            title = fold(view["title"]) if view["title"] else None
            surnames = tuple(surname(name) for name in view["authors"])
            self._enter(
                row.id,
                row.uid,
                Sketch(title, surnames, view["year"], frozenset(held[row.id])),
                [block for block in (row.block, row.near) if block],
            )


def _judged_different(connection: Connection) -> frozenset[frozenset[str]]:
    rows = connection.execute(
        select(t.judgement.c.first, t.judgement.c.second).where(t.judgement.c.verdict == Sameness.DIFFERENT)
    )
    return frozenset(frozenset(pair) for pair in rows.tuples())
