"""Who cites whom, as it is kept: what texts and sources say, what it was resolved to, and who was asked for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from survey.catalog import tables as t
from survey.catalog.change import stamp
from survey.catalog.sqlite import among, insert_rows
from survey.model.reference import TEXT, Citing, Place, Reference, Resolved, Way
from survey.model.text import writable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.works import Place as Account


class Listed(NamedTuple):
    """What a source showed around papers in one way."""

    way: Way
    source: str
    papers: Sequence[int]
    """The papers asked about; more than one where the answer is for all of them together."""
    accounts: Sequence[Account]
    """Of the papers shown, those of which the source's account is kept."""
    references: Sequence[Reference]
    """The other works shown, which have no account."""
    stated: int | None


def keep_listed(catalog: Catalog, listed: Sequence[Listed], *, now: datetime) -> None:
    """Keeps what sources showed, and that they were asked, in one transaction."""
    with catalog.writing() as connection:
        for each in listed:
            _KEEP[each.way](connection, each, stamp(now))
            shown = len(each.accounts) + len(each.references)
            _tell_asked(connection, each.way, each.source, [(paper, each.stated, shown) for paper in each.papers], now)


def keep_asked(
    catalog: Catalog, way: Way, source: str, answers: Iterable[tuple[int, int | None, int]], *, now: datetime
) -> None:
    """Keeps that `source` was asked: for each paper, how many it states and how many it showed."""
    with catalog.writing() as connection:
        _tell_asked(connection, way, source, answers, now)


def keep_sought(catalog: Catalog, source: str, what: Iterable[str], *, now: datetime) -> None:
    """Keeps that `source` was asked for identifiers and titles."""
    with catalog.writing() as connection:
        rows = [(writable(each), source, stamp(now)) for each in what]
        insert_rows(connection, t.sought, ("what", "source", "sought_at"), rows, or_update=("sought_at",))


def keep_text(catalog: Catalog, citing: Citing, references: Sequence[Reference], *, now: datetime) -> None:
    """Makes `references` what the text of `citing` cites. What was resolved stays so, where the entry is the same."""
    with catalog.writing() as connection:
        before = _known(connection, citing, TEXT)
        _forget(
            connection,
            [row.id for key, row in before.items() if key not in {writable(each.key) for each in references}],
        )
        numbers = _put(connection, citing, TEXT, references, stamp(now))
        connection.execute(delete(t.mention).where(t.mention.c.reference_id.in_(among(numbers.values()))))
        rows = [
            (numbers[writable(each.key)], position, *_place(place))
            for each in references
            for position, place in enumerate(each.places, start=1)
        ]
        insert_rows(connection, t.mention, _PLACE, rows)


def _place(place: Place) -> tuple[Any, ...]:
    return place.part, _text(place.section), _text(place.theme), writable(place.sentence), int(place.appendix)


_PLACE = ("reference_id", "position", "part", "section", "theme", "sentence", "appendix")


def settle_references(catalog: Catalog, found: Mapping[int, Resolved]) -> None:
    """Keeps which paper each of these references, by their numbers, was resolved to."""
    if not found:
        return
    with catalog.writing() as connection:
        for number, resolved in found.items():
            values = {"cited_id": resolved.paper, "how": resolved.how, "sure": resolved.sure}
            connection.execute(update(t.reference).where(t.reference.c.id == number).values(**values))


def begin_crawl(catalog: Catalog, wanted: str, *, now: datetime) -> int:
    """The number of a crawl that begins now. Until `end_crawl` it counts as interrupted."""
    with catalog.writing() as connection:
        number = _next(connection, t.crawl)
        connection.execute(insert(t.crawl), {"id": number, "wanted": wanted, "began_at": stamp(now)})
        return number


def end_crawl(catalog: Catalog, number: int, outcome: str, *, now: datetime) -> None:
    """Writes how crawl `number` ended."""
    with catalog.writing() as connection:
        connection.execute(update(t.crawl).where(t.crawl.c.id == number).values(ended_at=stamp(now), outcome=outcome))


def _list_references(connection: Connection, listed: Listed, at: str) -> None:
    references = [*(Reference(key) for _, key in listed.accounts), *listed.references]
    for paper in listed.papers:
        _put(connection, Citing(paper), listed.source, references, at)


def _list_citations(connection: Connection, listed: Listed, at: str) -> None:
    """Here it is the papers shown that cite, and what they cite is the paper asked about."""
    for paper in listed.papers:
        key = _own_key(connection, paper, listed.source)
        for citing in sorted(_papers(connection, listed.accounts)):
            (number,) = _put(connection, Citing(citing), listed.source, [Reference(key)], at).values()
            values = {"cited_id": paper, "how": "identifier", "sure": 1.0}
            connection.execute(update(t.reference).where(t.reference.c.id == number).values(**values))


def _own_key(connection: Connection, paper: int, source: str) -> str:
    """By what `source` calls `paper`; where it keeps no account of it, by what we call it."""
    row = t.record.c
    own = select(row.key).where(row.paper_id == paper, row.source == source, t.CURRENT).order_by(row.id).limit(1)
    called = (
        connection.execute(own).scalar()
        or connection.execute(select(t.paper.c.uid).where(t.paper.c.id == paper)).scalar()
    )
    return str(called)


def _list_similar(connection: Connection, listed: Listed, at: str) -> None:
    rows = [(paper, *place, at) for paper in listed.papers for place in listed.accounts]
    insert_rows(connection, t.similar, ("paper_id", "source", "key", "seen_at"), rows, or_update=("seen_at",))


_KEEP = {Way.REFERENCES: _list_references, Way.CITATIONS: _list_citations, Way.SIMILAR: _list_similar}


def _tell_asked(
    connection: Connection, way: Way, source: str, answers: Iterable[tuple[int, int | None, int]], now: datetime
) -> None:
    rows = [(paper, way, source, stamp(now), stated, shown) for paper, stated, shown in answers]
    said = ("asked_at", "stated", "shown")
    insert_rows(connection, t.asked, ("paper_id", "way", "source", *said), rows, or_update=said)


def _papers(connection: Connection, accounts: Collection[Account]) -> set[int]:
    """The papers of the current `accounts`."""
    row = t.record.c
    here = (row.source.in_(among({source for source, _ in accounts})), row.key.in_(among(key for _, key in accounts)))
    return set(connection.execute(select(row.paper_id).where(*here, t.CURRENT)).scalars())


_SAID = ("title", "authors", "year", "identifiers", "raw")


class _Known(NamedTuple):
    id: int
    said: tuple[Any, ...]


def _known(connection: Connection, citing: Citing, source: str) -> dict[str, _Known]:
    row = t.reference.c
    rows = connection.execute(
        select(row.key, row.id, *(row[name] for name in _SAID)).where(*_of(citing), row.source == source)
    )
    return {key: _Known(number, tuple(said)) for key, number, *said in rows}


def _of(citing: Citing) -> tuple[Any, ...]:
    row = t.reference.c
    return (row.draft == writable(citing.draft),) if citing.draft is not None else (row.paper_id == citing.paper,)


def _put(
    connection: Connection, citing: Citing, source: str, references: Iterable[Reference], at: str
) -> dict[str, int]:
    """Writes `references` of one citing paper by one source; their numbers by key."""
    said = {writable(each.key): _said(each) for each in references}
    before = _known(connection, citing, source)
    for key in said.keys() & before.keys():
        same = before[key].said == said[key]
        anew = {} if same else {**dict(zip(_SAID, said[key], strict=True)), "cited_id": None, "how": None, "sure": None}
        connection.execute(update(t.reference).where(t.reference.c.id == before[key].id).values(seen_at=at, **anew))
    new = [key for key in said if key not in before]
    numbers = dict(zip(new, range(first := _next(connection, t.reference), first + len(new)), strict=True))
    rows = [(numbers[key], citing.paper, _text(citing.draft), source, key, *said[key], at) for key in new]
    insert_rows(connection, t.reference, ("id", "paper_id", "draft", "source", "key", *_SAID, "seen_at"), rows)
    return numbers | {key: before[key].id for key in said if key in before}


def _said(reference: Reference) -> tuple[Any, ...]:
    names = sorted(map(str, reference.identifiers))
    return (
        _text(reference.title),
        json.dumps([writable(name) for name in reference.authors], ensure_ascii=False) if reference.authors else None,
        reference.year,
        json.dumps([writable(name) for name in names], ensure_ascii=False) if names else None,
        _text(reference.raw),
    )


def _forget(connection: Connection, numbers: Sequence[int]) -> None:
    connection.execute(delete(t.mention).where(t.mention.c.reference_id.in_(among(numbers))))
    connection.execute(delete(t.reference).where(t.reference.c.id.in_(among(numbers))))


def _next(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1


def _text(said: str | None) -> str | None:
    return writable(said) or None if said else None
