"""Which papers a page of records may speak of, among those that the catalog knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, or_, select, tuple_

from survey.catalog import tables as t
from survey.catalog.accounts import Kept, accounts_of
from survey.catalog.beside import beside
from survey.catalog.judgements import judgements_on
from survey.catalog.sqlite import among, driver, pairs_among
from survey.model.fold import OF_PAPERS
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
    titles = _titles(fresh.values())
    catalog = driver(connection)
    spelt_otherwise = {other for title in titles for other in beside(catalog, title)}
    waiting = set(papers) | _called(connection, _names(fresh.values()), titles | spelt_otherwise)
    while waiting:
        found = accounts_of(connection, waiting)
        sketches = {place: sketch(account.taken.record) for place, account in found.items()}
        near.kept.update(found)
        near.sketches.update(sketches)
        seen |= waiting
        alike = _called(connection, _names(sketches.values()), _titles(sketches.values()))
        waiting = (alike | _doubtful(connection, waiting)) - seen
    return near


def _names(sketches: Iterable[Sketch]) -> set[Identifier]:
    return {name for each in sketches for name in each.identifiers}


def _titles(sketches: Iterable[Sketch]) -> set[str]:
    return {title for each in sketches if (title := each.block)}


def _called(connection: Connection, names: Collection[Identifier], titles: Collection[str]) -> set[int]:
    """The papers that have one of these identifiers or titles."""
    owned = select(t.identifier.c.paper_id).where(
        tuple_(t.identifier.c.scheme, t.identifier.c.value).in_(pairs_among(names))
    )
    titled = select(t.record.c.paper_id).where(t.record.c.block.in_(among(titles)), t.CURRENT)
    return {*connection.execute(owned).scalars(), *connection.execute(titled).scalars()}


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
