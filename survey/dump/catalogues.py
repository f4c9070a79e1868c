"""The lists of methods and datasets among the dumps: who introduced what, and what else it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.dump.dump import folded
from survey.dump.papers import slug_of
from survey.dump.values import is_name, mapping, texts
from survey.model.text import fold, line, title_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from survey.dump.tally import Tally

_UNWRITTEN = "please enter a description"
# Of two descriptions of one day the same stands whichever came first.
_METHOD = """
INSERT INTO method (name, full_name, slug, folded, dated) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
SET full_name = excluded.full_name, slug = excluded.slug, folded = excluded.folded, dated = excluded.dated
WHERE (excluded.dated, ifnull(excluded.slug, ''), ifnull(excluded.full_name, ''), ifnull(excluded.folded, ''))
    > (dated, ifnull(slug, ''), ifnull(full_name, ''), ifnull(folded, ''))
"""


def keep_method(connection: sqlite3.Connection, entry: Mapping[str, object], place: str, tally: Tally) -> None:
    """Keeps one entry of methods: its name, and the paper that introduced it."""
    tally.read += 1
    name = line(entry.get("name"))
    if name is None or not is_name(name):
        tally.skip(place, "a method without a name", entry)
        return
    if (line(entry.get("description")) or "").casefold().startswith(_UNWRITTEN):
        tally.skip(place, "a method that nobody described", entry)
        return
    paper = mapping(entry.get("paper")) or {}
    title = title_line(paper.get("title")) or title_line(entry.get("source_title"))
    row = (name, line(entry.get("full_name")), slug_of(paper.get("url")), fold(title) if title else None, tally.on)
    _count(connection, tally, "SELECT 1 FROM method WHERE name = ?", name)
    connection.execute(_METHOD, row)


def keep_dataset(connection: sqlite3.Connection, entry: Mapping[str, object], place: str, tally: Tally) -> None:
    """Keeps one entry of datasets: its name, and the names under which leaderboards have it."""
    tally.read += 1
    name = line(entry.get("name"))
    if name is None or not is_name(name):
        tally.skip(place, "a dataset without a name", entry)
        return
    names = [name, line(entry.get("full_name")), *texts(entry.get("variants"))]
    rows = [(name, each, folded(each)) for each in sorted({each for each in names if each})]
    _count(connection, tally, "SELECT 1 FROM variant WHERE dataset = ?", name)
    connection.executemany("INSERT OR IGNORE INTO variant (dataset, name, folded) VALUES (?, ?, ?)", rows)


def _count(connection: sqlite3.Connection, tally: Tally, asked: str, name: str) -> None:
    is_known = bool(connection.execute(asked, (name,)).fetchone())
    tally.new += not is_known
    tally.merged += is_known
