"""What a file says of which papers are one, made the user's word here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from survey.catalog import tables as t
from survey.catalog.accounts import accounts_of
from survey.catalog.change import Rows, stamp
from survey.catalog.match import users_word
from survey.catalog.merge import merge
from survey.catalog.questions import ask_anew
from survey.catalog.settle import settle
from survey.catalog.split import hang, split_off
from survey.model.fold import OF_PAPERS
from survey.model.same_work import Sameness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.works import Place


class Judgement(NamedTuple):
    """Two accounts of a file, and whether they are of one work."""

    one: Place
    other: Place
    verdict: Sameness
    key: str | None = None
    """The cite key under which the other is found besides, once they are one."""


def take_over(rows: Rows, said: Sequence[Judgement], *, now: datetime) -> Iterator[tuple[int, str]]:
    """Makes what a file has `said` the user's word; the papers that were made of parts, with the keys these had.

    What the user said here before stands: papers that are kept apart here are not made one, nor the other way about.
    """
    _ask_as_before(rows, said, now=now)
    touched: set[int] = set()
    for judgement in said:
        one, other = (_paper_of(rows, place) for place in (judgement.one, judgement.other))
        if judgement.verdict is Sameness.DIFFERENT:
            if not _was_made_one(rows, one):
                touched |= _sort_between(rows, judgement, now=now)
            if one != other:
                _judge(rows, one, other, judgement.verdict, now=now)
        elif one != other and not _are_apart(rows, one, other):
            kept, gone = _older_first(rows, one, other)
            _judge(rows, kept, gone, judgement.verdict, now=now)
            merge(rows, kept, gone)
            touched.add(kept)
    touched = {rows.standing(paper) for paper in touched}
    settle(rows.connection, touched)
    if touched:
        ask_anew(rows, touched, now=now)
    for judgement in said:
        one, other = (_paper_of(rows, place) for place in (judgement.one, judgement.other))
        if judgement.key and one == other and judgement.verdict is Sameness.SAME:
            yield one, judgement.key


def _ask_as_before(rows: Rows, said: Sequence[Judgement], *, now: datetime) -> None:
    """Asks again which of the papers in question may be one: none was asked about while their accounts came in apart.

    That is no part of the change, so these questions stand once what the file has `said` is taken back.
    """
    if papers := {_paper_of(rows, place) for judgement in said for place in (judgement.one, judgement.other)}:
        ask_anew(Rows(rows.connection), papers, now=now)


def _paper_of(rows: Rows, place: Place) -> int:
    source, key = place
    return int(rows.row(t.record, source=source, key=key, superseded_at=None)["paper_id"])


def _judge(rows: Rows, one: int, other: int, verdict: Sameness, *, now: datetime) -> None:
    first, second = sorted(rows.row(t.paper, id=paper)["uid"] for paper in (one, other))
    key = {"first": first, "second": second}
    if [row["verdict"] for row in rows.rows(t.judgement, **key)] != [verdict]:
        rows.put(t.judgement, key, {"verdict": verdict, "judged_at": stamp(now)})
    rows.put(t.pair, {"first": min(one, other), "second": max(one, other)}, None)


def _are_apart(rows: Rows, one: int, other: int) -> bool:
    return frozenset({one, other}) in users_word(rows.connection, {one, other}).apart


def _was_made_one(rows: Rows, paper: int) -> bool:
    """Whether the user has made another paper a part of `paper`."""
    uids = {row["uid"] for row in (rows.row(t.paper, id=paper), *rows.rows(t.paper, merged_into=paper))}
    judged = select(t.judgement.c.first, t.judgement.c.second).where(t.judgement.c.verdict == Sameness.SAME)
    return any({*pair} <= uids for pair in rows.connection.execute(judged))


def _older_first(rows: Rows, one: int, other: int) -> tuple[int, int]:
    """The two papers, that first which was added to the survey first."""
    added = [rows.row(t.paper, id=paper)["added_at"] or "~" for paper in (one, other)]
    return (one, other) if added[0] <= added[1] else (other, one)


def _sort_between(rows: Rows, judgement: Judgement, *, now: datetime) -> set[int]:
    """Parts the accounts of two works that sources took for one, as far as identifiers tell; the papers touched."""
    one, other = _paper_of(rows, judgement.one), _paper_of(rows, judgement.other)
    names = {
        place: account.taken.record.identifiers
        for place, account in accounts_of(rows.connection, {one, other}).items()
        if place[0] not in OF_PAPERS
    }
    mine, theirs = names[judgement.one], names[judgement.other]
    leaving = {place for place, named in names.items() if named & theirs and not named & mine} | {judgement.other}
    if one == other:
        return {one, split_off(rows, one, leaving, now=now)}
    hang(rows, leaving, other)
    return {one, other}


def hold(catalog: Catalog, said: Sequence[Judgement]) -> Iterator[bool]:
    """Of each judgement, whether it stands: the user may have said otherwise here."""
    if not said:
        return
    at = "SELECT paper_id FROM record WHERE source = ? AND key = ? AND superseded_at IS NULL"
    with catalog.reading() as reader:
        for each in said:
            one, other = (reader.execute(at, place).fetchone() for place in (each.one, each.other))
            yield (one == other) == (each.verdict is Sameness.SAME)
