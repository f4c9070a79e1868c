"""Which papers a page of records may speak of, among those that the catalog knows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import Connection, or_, select, tuple_

from survey.catalog import tables as t
from survey.catalog.accounts import Kept, accounts_of
from survey.catalog.judgements import judgements_on
from survey.catalog.sqlite import among, driver, pairs_among
from survey.model.fold import OF_PAPERS
from survey.model.near_titles import near_titles
from survey.model.same_work import Sameness, sketch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from survey.model.identifier import Identifier
    from survey.model.same_work import Sketch
    from survey.model.works import Place


class Near(NamedTuple):
    """What was found around a page of records: every account of every paper that may have to do with it."""

    kept: dict[Place, Kept]
    sketches: dict[Place, Sketch]


def around(connection: Connection, fresh: Mapping[Place, Sketch], papers: Iterable[int]) -> Near:
    """The accounts of `papers`, of those that may be one with what `fresh` speaks of, and of those near these."""
    near = Near({}, {})
    seen: set[int] = set()
    waiting = set(papers) | _named_alike(connection, fresh.values()) | _nearly_alike(connection, fresh.values())
    while waiting:
        found = accounts_of(connection, waiting)
        sketches = {place: sketch(account.taken.record) for place, account in found.items()}
        near.kept.update(found)
        near.sketches.update(sketches)
        seen |= waiting
        waiting = (_named_alike(connection, sketches.values()) | _doubtful(connection, waiting)) - seen
    return near


def _named_alike(connection: Connection, sketches: Collection[Sketch]) -> set[int]:
    """The papers that share an identifier or a title with one of `sketches`."""
    names: set[Identifier] = {name for each in sketches for name in each.identifiers}
    titles = {each.block for each in sketches if each.block}
    owned = select(t.identifier.c.paper_id).where(
        tuple_(t.identifier.c.scheme, t.identifier.c.value).in_(pairs_among(names))
    )
    titled = select(t.record.c.paper_id).where(t.record.c.block.in_(among(titles)), t.CURRENT)
    return {*connection.execute(owned).scalars(), *connection.execute(titled).scalars()}


_BEGINNING = 12
"""How many letters two titles have in common at the beginning that are looked at though the authors differ."""
_MOST = 400
"""How many accounts are looked at, at most, of one author or under one beginning."""


def _nearly_alike(connection: Connection, sketches: Iterable[Sketch]) -> set[int]:
    """The papers that an account calls nearly, but not quite, the same as one of `sketches` does.

    Looked at are those by the same first author, and those whose titles begin alike.
    """
    named = [(title, _beginnings(title, each.near), each.near) for each in sketches if (title := each.block)]
    begins: dict[_Beginning, set[str]] = defaultdict(set)
    for title, beginnings, _ in named:
        for beginning in beginnings:
            begins[beginning].add(title)
    found: set[int] = set()
    cut: set[_Beginning] = set()
    catalog = driver(connection)
    for beginning, titles in begins.items():
        column, start = beginning
        rows = catalog.execute(_STARTS_WITH[column], (start, f"{start}\U0010ffff")).fetchall()
        found |= _near(rows, titles)
        if len(rows) == _MOST:
            cut.add(beginning)
    # Those that share all of `near` were among these, unless there were too many of all of them.
    nears: dict[str, set[str]] = defaultdict(set)
    for title, beginnings, near in named:
        if near and cut.issuperset(beginnings):
            nears[near].add(title)
    for near, titles in nears.items():
        found |= _near(catalog.execute(_UNDER, (near,)).fetchall(), titles)
    return found


_Beginning: TypeAlias = tuple[str, str]
"""A column, and with what it begins."""


def _beginnings(title: str, near: str | None) -> list[_Beginning]:
    return [("block", title[:_BEGINNING]), *([("near", near[: near.index("|") + 1])] if near else [])]


# Said to the driver itself: of a page of new records it is asked for each.
_UNDER = "SELECT paper_id, block FROM record WHERE near = ? AND superseded_at IS NULL"
_STARTS_WITH = {
    column: f"SELECT paper_id, block FROM record WHERE {column} >= ? AND {column} < ? AND superseded_at IS NULL "  # noqa: S608 - names of our own
    f"LIMIT {_MOST}"
    for column in ("block", "near")
}


def _near(rows: Collection[tuple[int, str]], titles: Collection[str]) -> set[int]:
    """The papers of those `rows` whose title is nearly one of `titles`."""
    near = near_titles(titles, (title for _, title in rows)) if rows else ()
    return {paper for paper, title in rows if title in near} if near else set()


def _doubtful(connection: Connection, papers: Collection[int]) -> set[int]:
    """The papers that may be one with some of `papers`, which a person has yet to decide."""
    pair, wanted = t.pair.c, sorted(papers)
    rows = connection.execute(
        select(pair.first, pair.second).where(or_(pair.first.in_(among(wanted)), pair.second.in_(among(wanted))))
    )
    return {paper for row in rows for paper in row}


class Word(NamedTuple):
    """What the user has said about which accounts belong together."""

    added: dict[int, str]
    """The papers whose accounts stay together, with the time each was added, or "" where it was only spoken of."""
    apart: frozenset[frozenset[int]]
    """Those papers, two by two, that stay apart."""


def users_word(connection: Connection, papers: Collection[int]) -> Word:
    """What the user has said about `papers`: those in the survey, tagged, noted, edited or judged are kept together."""
    if not papers:
        return Word({}, frozenset())
    paper, asked = t.paper.c, sorted(papers)
    wanted = among(asked)
    spoken = [
        select(table.c.paper_id).where(table.c.paper_id.in_(wanted), *condition)
        for table, condition in ((t.tag, ()), (t.note, ()), (t.record, (t.record.c.source.in_(OF_PAPERS),)))
    ]
    in_survey = select(paper.id, paper.added_at).where(paper.id.in_(wanted), paper.added_at.is_not(None))
    judged = judgements_on(driver(connection), asked)
    added = {number: "" for one, other, _ in judged for number in (one, other)}
    added |= {number: "" for statement in spoken for number in connection.execute(statement).scalars()}
    added |= {number: at for number, at in connection.execute(in_survey) if at}
    apart = frozenset(frozenset({one, other}) for one, other, verdict in judged if verdict == Sameness.DIFFERENT)
    return Word(added, apart)
