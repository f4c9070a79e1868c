"""Where accounts belong: which paper each is of, which papers are to be made, and which become one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, update

from survey.catalog import tables as t
from survey.catalog.accounts import accounts_of
from survey.catalog.match import users_word
from survey.catalog.sqlite import among
from survey.model.same_work import sketch
from survey.model.works import sort_into_works

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from survey.catalog.match import Near, Word
    from survey.model.same_work import Sketch
    from survey.model.works import Place


class Order(NamedTuple):
    """Where every account of a page, and around it, belongs from now on."""

    owner: dict[Place, int]
    new: dict[int, str]
    """Papers that are to be made, with their uids."""
    into: dict[int, int]
    """Papers that become part of others."""
    questions: dict[tuple[int, int], str]
    """Papers that may be one, the smaller number first, and why that is not sure."""

    def standing(self, paper: int) -> int:
        """What `paper` is from now on."""
        return self.into.get(paper, paper)


def order(
    connection: Connection, fresh: Mapping[Place, Sketch], near: Near, *, apart: Collection[frozenset[Place]] = ()
) -> Order:
    """Sorts what is `fresh` among what is `near`. A paper goes where its oldest account goes.

    Two accounts that are to stay `apart` do, unless a paper of the user's holds both.
    """
    word = users_word(connection, {account.paper for account in near.kept.values()})
    sketches = {**near.sketches, **fresh}
    bound = {place: account.paper for place, account in near.kept.items() if account.paper in word.added}
    alone = sorted({place for pair in apart for place in pair if place in sketches} - bound.keys())
    # No paper has a number below zero.
    bound |= {place: -number for number, place in enumerate(alone, start=1)}
    pairs = (frozenset(bound[place] for place in pair if place in bound) for pair in apart)
    kept_apart = word.apart | {pair for pair in pairs if len(pair) > 1}
    works, questions = sort_into_works(sketches, bound=bound, apart=kept_apart)
    claims = _claims(works, near, word)
    new = _new(connection, works, claims, fresh)
    papers = [claimants[0] if claimants else new[number] for number, claimants in enumerate(claims)]
    return Order(
        owner={place: papers[number] for number, places in enumerate(works) for place in places},
        new=dict(zip(new.values(), _uids(len(new)), strict=True)),
        into={gone: kept for kept, *rest in filter(None, claims) for gone in rest},
        questions={_ordered(papers[asked.one], papers[asked.other]): asked.why for asked in questions},
    )


def _uids(number: int) -> Iterator[str]:
    """So many names that nothing else has. One is drawn, the others follow on it and stand beside it in an index."""
    drawn = uuid.uuid4().int
    return (f"{(drawn + nth) % _UIDS:032x}" for nth in range(number))


_UIDS = 1 << 128


def _claims(works: Sequence[Sequence[Place]], near: Near, word: Word) -> list[list[int]]:
    """For each work, the papers whose oldest account is in it: the one added first leads, then the one first known."""
    oldest: dict[int, Place] = {}
    for place, account in sorted(near.kept.items(), key=lambda kept: kept[1].id):
        oldest.setdefault(account.paper, place)
    paper_of = {place: paper for paper, place in oldest.items()}

    def rank(paper: int) -> tuple[bool, str, int]:
        return paper not in word.added, word.added.get(paper) or "~", paper

    return [sorted((paper_of[place] for place in places if place in paper_of), key=rank) for places in works]


def _new(
    connection: Connection,
    works: Sequence[Sequence[Place]],
    claims: Sequence[Sequence[int]],
    fresh: Mapping[Place, Sketch],
) -> dict[int, int]:
    """Numbers of papers for the works that no paper claims, in the order in which they were first heard of."""
    work_of = {place: number for number, places in enumerate(works) if not claims[number] for place in places}
    unclaimed = dict.fromkeys(work_of[place] for place in (*fresh, *work_of) if place in work_of)
    highest = int(connection.execute(select(func.coalesce(func.max(t.paper.c.id), 0))).scalar_one())
    return {number: highest + place for place, number in enumerate(unclaimed, start=1)}


def sort_newcomers(connection: Connection, papers: Collection[int], *, since: str) -> None:
    """Hangs what was first said of `papers` after the ISO time `since` on that one of them that it surely speaks of.

    While two papers were taken for one, what arrived went to both.
    """
    kept = accounts_of(connection, papers)
    sketches = {place: sketch(account.taken.record) for place, account in kept.items()}
    record = t.record.c
    here = record.paper_id.in_(among(sorted(papers)))
    known = connection.execute(select(record.source, record.key).where(here, record.taken_at <= since).distinct())
    settled = {place: kept[place].paper for place in map(tuple, known) if place in kept}
    for places in sort_into_works(sketches, bound=settled)[0]:
        owners = {settled[place] for place in places if place in settled}
        for place in places if len(owners) == 1 else ():
            of_it = (here, record.source == place[0], record.key == place[1])
            connection.execute(update(t.record).where(*of_it).values(paper_id=min(owners)))


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
