"""Which papers a page of records may speak of, among those that the catalog knows."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, or_, select, tuple_

from survey.catalog import tables as t
from survey.catalog.accounts import Kept, accounts_of
from survey.catalog.beside import beside
from survey.catalog.judgements import judgements_on
from survey.catalog.sqlite import among, driver, pairs_among
from survey.model.fold import OF_PAPERS
from survey.model.same_work import Sameness, sketch
from survey.model.sketch import name_words
from survey.model.works import MANY

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
    room = _ROOM
    waiting = set(papers) | _called_alike(connection, fresh.values()) | _called_otherwise(connection, fresh.values())
    while waiting:
        found = accounts_of(connection, waiting)
        sketches = {place: sketch(account.taken.record) for place, account in found.items()}
        near.kept.update(found)
        near.sketches.update(sketches)
        seen |= waiting
        further = (_called_alike(connection, sketches.values()) | _doubtful(connection, waiting)) - seen
        room -= len(further)
        waiting = further if room >= 0 else set()
    return near


_ROOM = 200
"""So many papers are looked at, at most, for being near those that are near. What is farther off a newcomer can hardly
change, and from doubt to doubt one comes through half of a large catalog."""


def _called_alike(connection: Connection, sketches: Collection[Sketch]) -> set[int]:
    """The papers that share an identifier with one of `sketches`, or a title that says something."""
    names: set[Identifier] = {name for each in sketches for name in each.identifiers}
    owned = select(t.identifier.c.paper_id).where(
        tuple_(t.identifier.c.scheme, t.identifier.c.value).in_(pairs_among(names))
    )
    catalog, titled = driver(connection), set()
    for title in {title for each in sketches if (title := each.block)}:
        rows = catalog.execute(_TITLED, (title, MANY + 1)).fetchall()
        titled |= {paper for (paper,) in rows} if len(rows) <= MANY else set()
    return {*connection.execute(owned).scalars(), *titled}


# Said to the driver itself: of a page of new records it is asked for each.
_TITLED = "SELECT paper_id FROM record WHERE block = ? AND superseded_at IS NULL LIMIT ?"


def _called_otherwise(connection: Connection, sketches: Iterable[Sketch]) -> set[int]:
    """The papers under a title that may be that of one of `sketches` spelt otherwise, and with a name in common.

    Of two such papers whose authors are known and are others, hardly ever are both one.
    """
    catalog = driver(connection)
    people: dict[str, set[str]] = defaultdict(set)
    for each in sketches:
        for title in beside(catalog, each.block) if each.block else ():
            people[title] |= each.words or {_ANYBODY}
    rows = catalog.execute(_TITLED_BY, (json.dumps(list(people)),))
    return {paper for title, paper, authors in rows if _have_met(people[title], authors)}


_ANYBODY = "*"
"""Stands for authors that are not known; no word of a name."""
_TITLED_BY = """
SELECT block, paper_id, json_extract(body, '$.authors') FROM record
WHERE block IN (SELECT value FROM json_each(?)) AND superseded_at IS NULL
"""


def _have_met(people: Collection[str], authors: str | None) -> bool:
    """Whether one of the `people` may be among the `authors`, a JSON list."""
    known = name_words(json.loads(authors)) if authors else frozenset()
    return not known or _ANYBODY in people or not known.isdisjoint(people)


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
