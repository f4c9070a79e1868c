"""Records in: each is kept, and the paper it speaks of is found or made."""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, delete, select, tuple_, update

from survey.catalog import tables as t
from survey.catalog.accounts import account_of, completed, place_of
from survey.catalog.change import Rows
from survey.catalog.match import around
from survey.catalog.merge import merge
from survey.catalog.order import order
from survey.catalog.settle import PAGE, show
from survey.catalog.sqlite import among, insert_rows, pairs_among
from survey.model.body import from_body
from survey.model.fold import Taken
from survey.model.record import Citations
from survey.model.same_work import sketch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from survey.catalog.accounts import Account
    from survey.catalog.catalog import Catalog
    from survey.catalog.match import Near
    from survey.catalog.order import Order
    from survey.model.record import Record
    from survey.model.works import Place


@dataclass(slots=True)
class Intake:
    """What became of the records taken in."""

    papers: dict[Place, int] = field(default_factory=dict)
    """The paper that each record speaks of, by the record's source and key."""
    new: set[int] = field(default_factory=set)
    """Papers that were not known before."""
    changed: set[int] = field(default_factory=set)
    """Papers about which something was said that was not known, the new ones among them."""


def take(
    catalog: Catalog,
    records: Iterable[Record],
    *,
    now: datetime,
    run: int | None = None,
    apart: Collection[frozenset[Place]] = (),
) -> Intake:
    """Keeps `records`, in transactions of a page each, and settles the papers they speak of.

    An account that the catalog has already changes nothing. Two that are to stay `apart` are not taken for one work.
    Raises CatalogError.
    """
    intake = Intake()
    arriving = iter(records)
    with seldom_collected():
        while page := list(islice(arriving, PAGE)):
            with catalog.writing() as connection:
                take_page(connection, page, intake, now=now, run=run, apart=apart)
    return intake


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Has Python look a thousand times as seldom for what only refers to itself, as long as this is entered.

    Of records there is no such thing, and looking through a page of them again and again takes a quarter of the time.
    """
    soon, *later = gc.get_threshold()
    gc.set_threshold(1000 * soon, *later)
    try:
        yield
    finally:
        gc.set_threshold(soon, *later)


def take_page(
    connection: Connection,
    records: Sequence[Record],
    intake: Intake,
    *,
    now: datetime,
    run: int | None = None,
    apart: Collection[frozenset[Place]] = (),
) -> None:
    """Keeps one page of `records` in the transaction of `connection`, and tells `intake`."""
    at = now.isoformat(timespec="seconds")
    placed = [(place_of(record), record) for record in records]
    said = {place: account_of(record) for place, record in placed}
    known = _known(connection, said)
    said |= _completed(connection, said, known)
    fresh = {place: each for place, each in said.items() if place not in known or known[place].digest != each.digest}
    counts = _counts(placed, at)
    counted = _keep_counts(connection, counts, known)
    _see_again(connection, [row.record for place, row in known.items() if place not in fresh], at)
    sketches = {place: sketch(each.record) for place, each in fresh.items()}
    near = around(connection, sketches, {known[place].paper for place in (*fresh, *counted) if place in known})
    found = order(connection, sketches, near, apart=apart)
    for gone, kept in found.into.items():
        merge(Rows(connection), kept, gone)
    taken = {place: Taken.at(_counted(each.record, place, near, counts), at) for place, each in fresh.items()}
    shown = _changed(found, near, taken, counted)
    show(connection, shown, new=found.new)
    _supersede(connection, [known[place].record for place in fresh if place in known], at)
    rows = [
        (
            *place,
            found.owner[place],
            run,
            at,
            at,
            sketches[place].block,
            sketches[place].backwards,
            each.digest,
            each.body,
        )
        for place, each in fresh.items()
    ]
    insert_rows(connection, t.record, _COLUMNS, rows)
    _move_records(connection, found, near)
    _write_questions(connection, found, near, at)
    owner = {place: found.standing(row.paper) for place, row in known.items()} | found.owner
    _tell(intake, found, shown, {(record.source, record.key): owner[place] for place, record in placed})


class _Known(NamedTuple):
    record: int
    paper: int
    digest: str


def _known(connection: Connection, places: Iterable[Place]) -> dict[Place, _Known]:
    """What the catalog keeps as the latest account at each of `places`."""
    row = t.record.c
    rows = connection.execute(
        select(row.source, row.key, row.id, row.paper_id, row.digest).where(
            tuple_(row.source, row.key).in_(pairs_among(places)), t.CURRENT
        )
    )
    return {(source, key): _Known(*rest) for source, key, *rest in rows}


def _completed(
    connection: Connection, said: Mapping[Place, Account], known: Mapping[Place, _Known]
) -> dict[Place, Account]:
    """Of the accounts that are `known` and say something else now, what they say together with what was said before."""
    other = {
        known[place].record: place for place in said if place in known and known[place].digest != said[place].digest
    }
    rows = connection.execute(select(t.record.c.id, t.record.c.body).where(t.record.c.id.in_(among(other))))
    before = {other[number]: from_body(*other[number], json.loads(body)) for number, body in rows}
    return {place: account_of(completed(said[place].record, record)) for place, record in before.items()}


def _counts(records: Iterable[tuple[Place, Record]], at: str) -> dict[Place, dict[str, int]]:
    """The citation counts that `records` give, by place and ISO date."""
    counts: dict[Place, dict[str, int]] = defaultdict(dict)
    for place, record in records:
        if counted := record.citations:
            counts[place][counted.on.isoformat() if counted.on else at[:10]] = counted.count
    return counts


def _keep_counts(
    connection: Connection, counts: Mapping[Place, Mapping[str, int]], known: Mapping[Place, _Known]
) -> set[Place]:
    """Keeps `counts`; where one was not known before."""
    row = t.count.c
    before = {
        tuple(kept)
        for kept in connection.execute(
            select(row.source, row.key, row.on_date, row["count"]).where(
                tuple_(row.source, row.key).in_(pairs_among(place for place in counts if place in known))
            )
        )
    }
    rows = [(*place, on, count) for place, series in counts.items() for on, count in series.items()]
    moved = [row for row in rows if row not in before]
    insert_rows(connection, t.count, ("source", "key", "on_date", "count"), moved, or_update=("count",))
    return {(source, key) for source, key, *_ in moved}


def _see_again(connection: Connection, accounts: Sequence[int], at: str) -> None:
    connection.execute(update(t.record).where(t.record.c.id.in_(among(accounts))).values(seen_at=at))


def _counted(record: Record, place: Place, near: Near, counts: Mapping[Place, Mapping[str, int]]) -> Record:
    """`record` with the latest count that its source ever gave."""
    if place in near.kept:
        return replace(record, citations=near.kept[place].taken.record.citations)
    series = counts.get(place, {})
    if len(series) < 2:
        return record
    on = max(series)
    return replace(record, citations=Citations(series[on], date.fromisoformat(on)))


def _changed(
    found: Order, near: Near, taken: Mapping[Place, Taken], counted: Iterable[Place]
) -> dict[int, list[Taken]]:
    """All records of each paper about which something new is said, or whose records are no longer the same."""
    moved = [place for place, account in near.kept.items() if found.owner[place] != account.paper]
    papers = {found.owner[place] for place in (*taken, *counted, *moved)}
    papers |= {found.standing(near.kept[place].paper) for place in moved}
    changed: dict[int, list[Taken]] = {paper: [] for paper in papers}
    for place, paper in found.owner.items():
        if paper in changed:
            changed[paper].append(taken[place] if place in taken else near.kept[place].taken)
    return changed


def _supersede(connection: Connection, accounts: Sequence[int], at: str) -> None:
    connection.execute(update(t.record).where(t.record.c.id.in_(among(accounts))).values(superseded_at=at))


_COLUMNS = ("source", "key", "paper_id", "run_id", "taken_at", "seen_at", "block", "backwards", "digest", "body")


def _move_records(connection: Connection, found: Order, near: Near) -> None:
    """Lets every account of the past hang on the paper that its source's latest account is of."""
    record = t.record.c
    for place, account in near.kept.items():
        before, after = found.standing(account.paper), found.owner[place]
        if before != after:
            here = (record.paper_id == before, record.source == place[0], record.key == place[1])
            connection.execute(update(t.record).where(*here).values(paper_id=after))


def _write_questions(connection: Connection, found: Order, near: Near, at: str) -> None:
    """Lists the pairs of papers that a person has to decide, and drops those that have answered themselves."""
    pair, papers = t.pair.c, {account.paper for account in near.kept.values()}
    # Asked for both at once, SQLite would try each with each.
    listed = connection.execute(select(pair.first, pair.second).where(pair.first.in_(among(papers))))
    between = [(first, second) for first, second in listed if second in papers]
    for first, second in [row for row in between if row not in found.questions]:
        connection.execute(delete(t.pair).where(pair.first == first, pair.second == second))
    rows = [(*pair, why, at) for pair, why in found.questions.items()]
    insert_rows(connection, t.pair, ("first", "second", "why", "noticed_at"), rows, or_update=("why",))


def _tell(intake: Intake, found: Order, shown: Iterable[int], papers: Mapping[Place, int]) -> None:
    if found.into:
        intake.papers = {place: found.standing(paper) for place, paper in intake.papers.items()}
        intake.new -= found.into.keys()
        intake.changed -= found.into.keys()
    intake.papers |= papers
    intake.new |= found.new.keys()
    intake.changed |= set(shown)
