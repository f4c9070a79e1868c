"""The lists of methods and datasets among the dumps: who introduced what, and what else it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.dump.dump import folded
from survey.dump.papers import slug_of
from survey.dump.values import is_name, mapping, texts
from survey.model.text import fold, line, title_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from survey.dump.tally import Tally

_UNWRITTEN = "please enter a description"


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
    row = (name, line(entry.get("full_name")), slug_of(paper.get("url")), fold(title) if title else None)
    _keep(connection, tally, "method", [row], key="name")


def keep_dataset(connection: sqlite3.Connection, entry: Mapping[str, object], place: str, tally: Tally) -> None:
    """Keeps one entry of datasets: its name, and the names under which leaderboards have it."""
    tally.read += 1
    name = line(entry.get("name"))
    if name is None or not is_name(name):
        tally.skip(place, "a dataset without a name", entry)
        return
    names = [name, line(entry.get("full_name")), *texts(entry.get("variants"))]
    rows = [(name, each, folded(each)) for each in sorted({each for each in names if each})]
    _keep(connection, tally, "variant", rows, key="dataset")


def _keep(
    connection: sqlite3.Connection, tally: Tally, table: str, rows: Sequence[tuple[str | None, ...]], *, key: str
) -> None:
    """Keeps `rows` of `table`, all of which have the same `key`, which stands first in them."""
    asked = f"SELECT * FROM {table} WHERE {key} = ? ORDER BY 1, 2"  # noqa: S608 - names of our own
    before = connection.execute(asked, rows[0][:1]).fetchall()
    tally.new += not before
    tally.merged += bool(before)
    if before != rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)  # noqa: S608 - likewise
