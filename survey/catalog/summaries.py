"""One line a paper, made here or by a language model: what it can be made of, how it is kept, and when it goes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from survey.catalog import tables as t
from survey.catalog.accounts import account_of
from survey.catalog.change import Rows, log_change, stamp
from survey.catalog.settle import settle
from survey.catalog.sqlite import among, insert_rows
from survey.model.fold import LLM, LOCAL, trust
from survey.model.record import Record
from survey.model.text import fold, writable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from survey.catalog.catalog import Catalog
    from survey.catalog.change import Step
    from survey.model.record import Summary
    from survey.model.view import SummaryView


class Text(NamedTuple):
    """What a line about a paper of the survey is made of."""

    paper: int
    key: str
    title: str | None
    abstract: str | None
    made: tuple[str, ...]
    """The lines that are kept as made here; after a merge there may be several."""
    is_wanted: bool
    """Whether nobody else says one."""


_STANDING = "(SELECT coalesce(merged_into, id) FROM paper WHERE id IN (SELECT value FROM json_each(?)))"
_TEXTS = f"""
SELECT p.id, p.cite_key, json_extract(p.view, '$.title'), json_extract(p.view, '$.abstract'), (
    SELECT json_group_array(json_extract(r.body, '$.summary.text')) FROM record r
    WHERE r.paper_id = p.id AND r.source = '{LOCAL}' AND r.superseded_at IS NULL
), coalesce(json_extract(p.view, '$.origins.summary.source'), '{LOCAL}') = '{LOCAL}'
FROM paper p WHERE p.added_at IS NOT NULL AND p.id IN {_STANDING} ORDER BY p.id
"""  # noqa: S608 - fixed


def texts(catalog: sqlite3.Connection, papers: Collection[int]) -> list[Text]:
    """The texts of those of `papers` that are in the survey."""
    rows = catalog.execute(_TEXTS, (json.dumps(sorted(papers)),))
    return [
        Text(paper, key, title, abstract, tuple(json.loads(made)), bool(wanted))
        for paper, key, title, abstract, made, wanted in rows
    ]


class Shown(NamedTuple):
    """The line that is shown of a paper, if there is one, under its cite key."""

    key: str
    summary: SummaryView | None


def shown(catalog: sqlite3.Connection, papers: Collection[int]) -> dict[int, Shown]:
    """The lines of `papers`, in the order of their numbers."""
    rows = catalog.execute(
        f"SELECT id, cite_key, json_extract(view, '$.summary') FROM paper WHERE id IN {_STANDING} ORDER BY id",  # noqa: S608 - fixed
        (json.dumps(sorted(papers)),),
    )
    return {int(paper): Shown(key, json.loads(summary) if summary else None) for paper, key, summary in rows}


class Outdated(NamedTuple):
    """A line that was made before the abstract came that is shown now."""

    source: str
    """Who says the line."""
    on: str
    """The ISO date of the line."""
    since: str
    """The ISO date on which that abstract came."""


# Moments are times to the second; where what was kept in one second matters, they go on with the number of the record.
_MOMENT = "r.taken_at || printf('#%012d', r.id)"
# When the line was first said in these words: a source may say it again without having looked at the abstract anew, and
# in the second in which it says both it has looked. What a model said is kept anew whenever it is asked.
_LINES = f"""
SELECT p.id, json_extract(p.view, '$.abstract') AS abstract, json_extract(p.view, '$.origins.summary.source'), (
    SELECT CASE WHEN r.source = '{LLM}' THEN max({_MOMENT}) ELSE min(r.taken_at) || '~' END FROM record r
    WHERE r.paper_id = p.id AND r.source = json_extract(p.view, '$.origins.summary.source')
    AND json_extract(r.body, '$.summary.text') = json_extract(p.view, '$.summary.text')
) AS made_at
FROM paper p WHERE p.id IN (SELECT value FROM json_each(?)) AND p.has_summary AND abstract IS NOT NULL
AND (SELECT count(*) FROM record r WHERE r.paper_id = p.id AND json_extract(r.body, '$.abstract') IS NOT NULL) > 1
"""  # noqa: S608 - fixed
_ABSTRACTS = f"""
SELECT json_extract(r.body, '$.abstract') AS abstract, min({_MOMENT}) FROM record r
WHERE r.paper_id = ? AND abstract IS NOT NULL GROUP BY abstract
"""  # noqa: S608 - fixed


def outdated_lines(catalog: sqlite3.Connection, papers: Collection[int]) -> dict[int, Outdated]:
    """Those of `papers` whose line was made when another abstract was known than the one that is shown now.

    Abstracts that differ in spelling alone are one.
    """
    found = {}
    for paper, abstract, source, made_at in catalog.execute(_LINES, (json.dumps(sorted(papers)),)).fetchall():
        since = _since(catalog, paper, abstract)
        if made_at and since and made_at < since:
            found[int(paper)] = Outdated(source, made_at[:10], since[:10])
    return found


def _since(catalog: sqlite3.Connection, paper: int, abstract: str) -> str | None:
    """The moment at which `abstract` of `paper` came, where another one was known before."""
    came = catalog.execute(_ABSTRACTS, (paper,)).fetchall()
    since = min((at for text, at in came if fold(text) == fold(abstract)), default="")
    return since if any(at < since for _, at in came) else None


# The last that a model said of a paper, where that was taken back.
_TAKEN_BACK = f"""
SELECT p.id, json_extract(p.view, '$.abstract') AS abstract, r.id, max({_MOMENT}) FROM paper p
JOIN record r ON r.paper_id = p.id AND r.source = '{LLM}'
WHERE p.id IN (SELECT value FROM json_each(?)) AND p.view <> '' AND abstract IS NOT NULL
GROUP BY p.id HAVING count(*) = count(r.superseded_at)
"""  # noqa: S608 - fixed


def show_again(catalog: Catalog, papers: Collection[int]) -> None:
    """Has a language model say again of `papers` what was taken back when another abstract came, if that is gone."""
    asked = (json.dumps(sorted(papers)),)
    with catalog.reading() as reader:
        gone = reader.execute(_TAKEN_BACK, asked).fetchall()
        back = {
            int(paper): record
            for paper, abstract, record, made_at in gone
            if made_at >= (_since(reader, paper, abstract) or "")
        }
    if back:
        with catalog.writing() as connection:
            of_these = t.record.c.id.in_(among(sorted(back.values())))
            connection.execute(update(t.record).where(of_these).values(superseded_at=None))
            settle(connection, back)


def papers_without(catalog: sqlite3.Connection, source: str) -> Iterator[int]:
    """The papers of the survey that have no line, or one of a source that is trusted less than `source`."""
    rows = catalog.execute(
        "SELECT id, json_extract(view, '$.origins.summary.source') FROM paper WHERE added_at IS NOT NULL ORDER BY id"
    )
    asked = trust("summary", source)
    return (int(paper) for paper, by in rows if by is None or trust("summary", by) > asked)


def touched_last(catalog: sqlite3.Connection) -> set[int]:
    """The papers that the user's last change that stands touched: their lines may be others when it is taken back."""
    last = catalog.execute("SELECT steps FROM change WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1").fetchone()
    steps = json.loads(last[0]) if last else []
    papers = {row["paper_id"] for _, *rows in steps for row in rows if row and "paper_id" in row}
    papers |= {key["id"] for name, key, *_ in steps if name == t.paper.name}
    accounts = [key["id"] for name, key, *_ in steps if name == t.record.name]
    of_them = "SELECT paper_id FROM record WHERE id IN (SELECT value FROM json_each(?))"
    return papers | {paper for (paper,) in catalog.execute(of_them, (json.dumps(accounts),))}


def keep_lines(
    catalog: Catalog, lines: Mapping[int, Summary | None], source: str, *, now: datetime, run: int | None = None
) -> None:
    """Makes of each paper the line that `source` says of it this one, in one transaction; None takes it back.

    What was said before stays in the paper's history.
    """
    at = stamp(now)
    with catalog.writing() as connection:
        uids = _uids(connection, lines)
        accounts = {
            paper: account_of(Record(source=source, key=uid, summary=line))
            for paper, uid in uids.items()
            if (line := lines[paper])
        }
        record = t.record.c
        mine = (record.source == source, record.paper_id.in_(among(uids)), t.CURRENT)
        connection.execute(update(t.record).where(*mine).values(superseded_at=at))
        rows = [(source, uids[paper], paper, run, at, at, each.digest, each.body) for paper, each in accounts.items()]
        insert_rows(connection, t.record, _COLUMNS, rows)
        settle(connection, uids)


_COLUMNS = ("source", "key", "paper_id", "run_id", "taken_at", "seen_at", "digest", "body")


def _uids(connection: Connection, papers: Collection[int]) -> dict[int, str]:
    paper = t.paper.c
    here = (paper.id.in_(among(sorted(papers))), paper.merged_into.is_(None))
    return {row.id: row.uid for row in connection.execute(select(paper.id, paper.uid).where(*here))}


def keep_answer(catalog: Catalog, paper: int, answer: Summary, *, now: datetime, run: int) -> list[Step]:
    """Makes `answer` the line that a language model says of `paper`; the steps of it, for `remember`."""
    with catalog.writing() as connection:
        rows = Rows(connection)
        paper = rows.standing(paper)
        for row in rows.rows(t.record, source=LLM, paper_id=paper, superseded_at=None):
            rows.put(t.record, {"id": row["id"]}, {"superseded_at": stamp(now)})
        uid = rows.row(t.paper, id=paper)["uid"]
        account = account_of(Record(source=LLM, key=uid, summary=answer))
        values = (LLM, uid, paper, run, stamp(now), stamp(now), account.digest, account.body)
        rows.put(t.record, {"id": rows.new_id(t.record)}, dict(zip(_COLUMNS, values, strict=True)))
        settle(connection, rows.papers)
        return rows.steps


def remember(catalog: Catalog, what: str, steps: Sequence[Step], *, now: datetime) -> None:
    """Has `undo` take all of `steps` back as one change of the user's."""
    with catalog.writing() as connection:
        log_change(connection, writable(what), steps, now=now)
