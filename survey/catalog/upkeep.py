"""A catalog looked over, and what is derived in it written anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from survey.catalog import tables as t
from survey.catalog.settle import PAGE, settle
from survey.catalog.sqlite import among
from survey.model.body import from_body
from survey.model.counted import counted
from survey.model.same_work import sketch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from survey.catalog.catalog import Catalog


def check(catalog: sqlite3.Connection) -> list[str]:
    """What is wrong with a catalog, in words; nothing, where it is sound."""
    wrong = [f"the file is damaged: {row}" for (row,) in catalog.execute("PRAGMA integrity_check") if row != "ok"]
    wrong += [f"a row of {row[0]} points nowhere" for row in catalog.execute("PRAGMA foreign_key_check")]
    found = {what: int(catalog.execute(count).fetchone()[0]) for what, count in _COUNTS.items()}
    return wrong + [counted(number, *what) for what, number in found.items() if number]


_COUNTS = {
    ("paper has nothing to show", "papers have nothing to show"): (
        "SELECT count(*) FROM paper WHERE merged_into IS NULL AND view = ''"
    ),
    ("record hangs on a merged paper", "records hang on a merged paper"): (
        "SELECT count(*) FROM record r JOIN paper p ON p.id = r.paper_id WHERE p.merged_into IS NOT NULL"
    ),
    ("paper is not in the index of words", "papers are not in the index of words"): (
        "SELECT count(*) FROM paper_text WHERE id NOT IN (SELECT id FROM paper_words_docsize)"
    ),
    ("paper in the index of words shows nothing", "papers in the index of words show nothing"): (
        "SELECT count(*) FROM paper_words_docsize WHERE id NOT IN (SELECT id FROM paper_text)"
    ),
}


def refold(catalog: Catalog) -> int:
    """Settles every paper anew, a page at a time; how many there were."""
    with catalog.writing() as connection:
        standing = select(t.paper.c.id).where(t.paper.c.merged_into.is_(None)).order_by(t.paper.c.id)
        papers = list(connection.execute(standing).scalars())
    for start in range(0, len(papers), PAGE):
        page = papers[start : start + PAGE]
        with catalog.writing() as connection:
            _compare_anew(connection, page)
            settle(connection, page)
    return len(papers)


def _compare_anew(connection: Connection, papers: Sequence[int]) -> None:
    """Writes by what the accounts of `papers` are found that may be of one work, where it is no longer made so."""
    row = t.record.c
    kept = connection.execute(
        select(row.id, row.source, row.key, row.block, row.backwards, row.body).where(
            row.paper_id.in_(among(papers)), t.CURRENT
        )
    )
    moved = []
    for number, source, key, block, backwards, body in kept:
        seen = sketch(from_body(source, key, json.loads(body)))
        if (seen.block, seen.backwards) != (block, backwards):
            moved.append((seen.block, seen.backwards, number))
    if moved:
        connection.exec_driver_sql("UPDATE record SET block = ?, backwards = ? WHERE id = ?", moved)
