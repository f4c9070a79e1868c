"""What a file says of papers beyond its records: that they are wanted, under which key, with which tags and notes.

Files come with papers by the ten thousand, so all of it is looked up and written at once.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from survey.catalog import tables as t
from survey.catalog.accounts import account_of
from survey.catalog.change import change, stamp
from survey.catalog.keys import give_keys
from survey.catalog.sqlite import forget_words, insert_rows, learn_words
from survey.catalog.surveys import enter
from survey.catalog.take_over import take_over
from survey.model.spelling import spellings_of
from survey.model.text import writable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from survey.catalog.catalog import Catalog
    from survey.catalog.change import Row, Rows
    from survey.catalog.take_over import Judgement
    from survey.model.record import Record
    from survey.model.survey import Into
    from survey.model.view import PaperView


_Step: TypeAlias = "tuple[Row, Row | None, Row]"


class Wish(NamedTuple):
    """What one entry of a file asks for its paper."""

    paper: int
    key: str | None = None
    """The cite key it has there, where that is fit to be one."""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def said_before(catalog: Catalog, records: Sequence[Record]) -> list[Record]:
    """`records`, those without a title under the key of an account from their source that says exactly the same.

    Such a record has nothing by which its paper would be known again; the account is of the catalog, or of an earlier
    one of `records`.
    """
    digests = {number: account_of(each).digest for number, each in enumerate(records) if not each.title}
    if not digests:
        return list(records)
    keys: dict[tuple[str, str], str] = {}
    if catalog.path.exists():
        with catalog.reading() as reader:
            statement = f"SELECT source, digest, key FROM record WHERE superseded_at IS NULL AND digest IN {_AMONG}"  # noqa: S608 - fixed
            rows = reader.execute(statement, (_listed(digests.values()),))
            keys = {(source, digest): key for source, digest, key in rows}
    said = list(records)
    for number, digest in digests.items():
        record = records[number]
        said[number] = replace(record, key=keys.setdefault((record.source, digest), record.key))
    return said


def bring_papers(
    catalog: Catalog,
    wishes: Sequence[Wish],
    what: str,
    *,
    now: datetime,
    judgements: Sequence[Judgement] = (),
    into: Into | None = None,
) -> set[int]:
    """Adds the papers of `wishes` to the catalog's list, as one change called `what`; those that were not yet in it.

    They come `into` a survey as well, where one is named. `judgements` become the user's word in the same change.

    A new one gets the key that is wished for it, unless a paper of the survey has that; a key that comes too late leads
    to its paper all the same. A note that is there already is not written again.
    """
    with change(catalog, what, now=now) as rows:
        wishes = [*wishes, *(Wish(paper, key) for paper, key in take_over(rows, judgements, now=now))]
        wishes = _standing(rows.connection, wishes)
        views = _views(rows.connection, {wish.paper for wish in wishes})
        new = {paper for paper, view in views.items() if not view["added"]}
        keys = _keys(rows.connection, wishes, new)
        views |= _views(rows.connection, keys.robbed - views.keys())
        _put(rows, t.paper, [({"id": paper}, {"added_at": None}, {"added_at": stamp(now)}) for paper in sorted(new)])
        _put(rows, t.alias, [({"cite_key": key}, None, {"paper_id": paper}) for key, paper in keys.leading.items()])
        spoken = _put(rows, t.tag, _tags(wishes, views)) | _put(rows, t.note, _notes(rows, wishes, views, now))
        _give(rows.connection, views, keys)
        for paper in new:
            views[paper]["added"] = stamp(now)[:10]
        _restate(rows.connection, {paper: views[paper] for paper in sorted((new | keys.robbed) - spoken)})
        _restate_said(rows.connection, {paper: views[paper] for paper in sorted(spoken)})
        if into:
            enter(rows, {wish.paper for wish in wishes}, into, now=now)
    return new


def _standing(connection: Connection, wishes: Sequence[Wish]) -> list[Wish]:
    """`wishes`, of a paper that was merged into another for that one."""
    rows = connection.exec_driver_sql(
        f"SELECT id, merged_into FROM paper WHERE merged_into IS NOT NULL AND id IN {_AMONG}",  # noqa: S608 - fixed
        (_listed(wish.paper for wish in wishes),),
    )
    into = {int(gone): int(kept) for gone, kept in rows}
    return [wish._replace(paper=into.get(wish.paper, wish.paper)) for wish in wishes]


def _views(connection: Connection, papers: Iterable[int]) -> dict[int, PaperView]:
    statement = f"SELECT id, view FROM paper WHERE id IN {_AMONG}"  # noqa: S608 - fixed
    return {paper: json.loads(view) for paper, view in connection.exec_driver_sql(statement, (_listed(papers),))}


_AMONG = "(SELECT value FROM json_each(?))"


def _listed(values: Iterable[Any]) -> str:
    return json.dumps(sorted(set(values)))


class _Keys(NamedTuple):
    given: dict[int, str]
    """The cite keys that papers get."""
    leading: dict[str, int]
    """Keys under which papers are found besides."""
    robbed: set[int]
    """Papers whose key leads elsewhere from now on: they need another."""


def _keys(connection: Connection, wishes: Iterable[Wish], new: Collection[int]) -> _Keys:
    """Who gets which key: it goes to the first paper that wishes for it, as its own where that paper is `new`."""
    asked = _listed(wish.key for wish in wishes if wish.key)
    held = connection.exec_driver_sql(
        f"SELECT cite_key FROM paper WHERE added_at IS NOT NULL AND cite_key IN {_AMONG} "  # noqa: S608 - fixed
        f"UNION ALL SELECT cite_key FROM alias WHERE cite_key IN {_AMONG}",
        (asked, asked),
    )
    taken = {str(key) for (key,) in held}
    given: dict[int, str] = {}
    leading: dict[str, int] = {}
    for wish in wishes:
        if wish.key is None or wish.key in taken:
            continue
        taken.add(wish.key)
        if wish.paper in new and wish.paper not in given:
            given[wish.paper] = wish.key
        else:
            leading[wish.key] = wish.paper
    statement = f"SELECT id, cite_key FROM paper WHERE cite_key IN {_AMONG}"  # noqa: S608 - fixed
    holders = connection.exec_driver_sql(statement, (_listed([*given.values(), *leading]),))
    return _Keys(given, leading, {int(paper) for paper, _ in holders} - given.keys())


def _tags(wishes: Iterable[Wish], views: Mapping[int, PaperView]) -> list[_Step]:
    """The tags that are wished and not there yet."""
    there = {(paper, tag) for paper, view in views.items() for tag in view["tags"]}
    wished = {(wish.paper, tag): None for wish in wishes for tag in map(writable, wish.tags) if tag}
    return [({"paper_id": paper, "name": tag}, None, {}) for paper, tag in wished if (paper, tag) not in there]


def _notes(rows: Rows, wishes: Iterable[Wish], views: Mapping[int, PaperView], now: datetime) -> list[_Step]:
    """The notes that are wished and not there yet."""
    there = {(paper, note["text"]) for paper, view in views.items() for note in view["notes"]}
    wished = {(wish.paper, text): None for wish in wishes for text in map(writable, wish.notes) if text}
    fresh = [
        {"paper_id": paper, "text": text, "written_at": stamp(now)}
        for paper, text in wished
        if (paper, text) not in there
    ]
    return [({"id": number}, None, said) for number, said in enumerate(fresh, start=rows.new_id(t.note))]


def _put(rows: Rows, table: Table, steps: Sequence[_Step]) -> set[int]:
    """Writes rows of `table` at once: each its key, and of the other columns what they were and what they become.

    The papers that tags or notes were put to.
    """
    if not steps:
        return set()
    columns = [*steps[0][0], *steps[0][2]]
    if steps[0][1] is None:
        insert_rows(rows.connection, table, columns, [(*key.values(), *after.values()) for key, _, after in steps])
    else:
        settings = ", ".join(f"{name} = ?" for name in steps[0][2])
        statement = f"UPDATE {table.name} SET {settings} WHERE id = ?"  # noqa: S608 - names of our own
        rows.connection.exec_driver_sql(statement, [(*after.values(), key["id"]) for key, _, after in steps])
    rows.steps += [(table.name, key, before, after) for key, before, after in steps]
    return {int(row["paper_id"]) for key, _, after in steps if "paper_id" in (row := key | after)}


def _give(connection: Connection, views: Mapping[int, PaperView], keys: _Keys) -> None:
    """Writes into `views` the keys that papers have from now on. Two may change theirs for each other's."""
    moved = _listed([*keys.given, *keys.robbed])
    connection.exec_driver_sql(f"UPDATE paper SET cite_key = uid WHERE id IN {_AMONG}", (moved,))  # noqa: S608 - fixed
    _write_keys(connection, keys.given)
    robbed = {paper: views[paper] for paper in keys.robbed}
    for view in robbed.values():
        view["key"] = ""
    give_keys(connection, robbed)
    _write_keys(connection, {paper: view["key"] for paper, view in robbed.items()})
    for paper, key in keys.given.items():
        views[paper]["key"] = key


def _write_keys(connection: Connection, keys: Mapping[int, str]) -> None:
    if keys:
        rows = [(key, paper) for paper, key in keys.items()]
        connection.exec_driver_sql("UPDATE paper SET cite_key = ? WHERE id = ?", rows)


_JSON = json.JSONEncoder(ensure_ascii=False)


def _restate_said(connection: Connection, views: Mapping[int, PaperView]) -> None:
    """Shows of papers what `views` say, with the tags and notes that they have now; nothing else needs settling."""
    if not views:
        return
    for view in views.values():
        view["tags"], view["notes"] = [], []
    asked = (_listed(views),)
    tags = f"SELECT paper_id, name FROM tag WHERE paper_id IN {_AMONG} ORDER BY name"  # noqa: S608 - fixed
    for paper, name in connection.exec_driver_sql(tags, asked):
        views[paper]["tags"].append(name)
    notes = f"SELECT paper_id, text, written_at FROM note WHERE paper_id IN {_AMONG} ORDER BY id"  # noqa: S608 - fixed
    for paper, text, at in connection.exec_driver_sql(notes, asked):
        views[paper]["notes"].append({"text": text, "on": at[:10]})
    forget_words(connection, views)
    rows = []
    for paper, view in views.items():
        said = " ".join([*view["tags"], *(note["text"] for note in view["notes"])])
        rows.append((_JSON.encode(view), said, spellings_of(view, said), paper))
    connection.exec_driver_sql("UPDATE paper SET view = ?, said = ?, spelt = ? WHERE id = ?", rows)
    learn_words(connection, views)


def _restate(connection: Connection, views: Mapping[int, PaperView]) -> None:
    """Shows of papers what `views` say: only when they were added and their keys are new, and no index is of those."""
    rows = [(_JSON.encode(view), paper) for paper, view in views.items()]
    if rows:
        connection.exec_driver_sql("UPDATE paper SET view = ? WHERE id = ?", rows)
