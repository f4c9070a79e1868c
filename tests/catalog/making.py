"""Catalogs made of what a test is about, and what is looked at afterwards."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Self

from survey.catalog import edit
from survey.catalog.catalog import Catalog
from survey.catalog.find import find_paper
from survey.catalog.read import Selection, views
from survey.catalog.take import Intake, take
from survey.catalog.upkeep import check

if TYPE_CHECKING:
    from collections.abc import Collection

    from survey.model.record import Record

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 12, tzinfo=UTC)


@cache
def _new_catalog() -> Path:
    """A catalog as it is made, to be copied: that is many times as fast."""
    path = Path(mkdtemp(prefix="survey-tests-")) / "catalog.sqlite"
    catalog = Catalog(path)
    catalog.upgrade()
    catalog.close()
    return path


class Shelf:
    """A catalog, and short ways to fill it and to look into it."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            shutil.copy(_new_catalog(), path)
        self.path = path
        self.catalog = Catalog(path, patience=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.catalog.close()

    def take(self, *records: Record, now: datetime = NOW) -> Intake:
        """Takes `records` in, all at once."""
        return take(self.catalog, records, now=now)

    def add(self, *records: Record, tags: Collection[str] = ()) -> list[int]:
        """Takes `records` in and adds their papers to the survey."""
        intake = self.take(*records)
        papers = [intake.papers[each.source, each.key] for each in records]
        edit.add_papers(self.catalog, papers, now=NOW, tags=tags)
        return papers

    def paper(self, asked: str) -> int:
        """The paper that `asked` names."""
        with self.catalog.reading() as reader:
            return find_paper(reader, asked)

    def view(self, asked: str) -> dict[str, Any]:
        """What is shown of the paper that `asked` names."""
        (view,) = self.rows("SELECT view FROM paper WHERE id = ?", self.paper(asked))
        shown: dict[str, Any] = json.loads(view[0])
        return shown

    def views(self) -> list[dict[str, Any]]:
        """What is shown of every paper, found or added, in the order of their titles."""
        rows = self.rows("SELECT view FROM paper WHERE merged_into IS NULL ORDER BY folded, cite_key")
        return [json.loads(view) for (view,) in rows]

    def keys(self, selection: Selection) -> list[str]:
        """The cite keys of the papers that `selection` means."""
        with self.catalog.reading() as reader:
            return [json.loads(view)["key"] for view in views(reader, selection)]

    def partition(self) -> set[frozenset[tuple[str, str]]]:
        """Which records are of one paper."""
        papers: dict[int, set[tuple[str, str]]] = {}
        for source, key, paper in self.rows("SELECT source, key, paper_id FROM record WHERE superseded_at IS NULL"):
            papers.setdefault(paper, set()).add((source, key))
        return {frozenset(places) for places in papers.values()}

    def pairs(self) -> set[frozenset[str]]:
        """The cite keys of the pairs that wait for a decision."""
        rows = self.rows(
            "SELECT a.cite_key, b.cite_key FROM pair JOIN paper a ON a.id = first JOIN paper b ON b.id = second"
        )
        return {frozenset(row) for row in rows}

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the file itself answers."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(statement, values).fetchall()

    def dump(self) -> list[str]:
        """Everything in the catalog, as SQL, but for the log of changes, when sources were last heard, and words."""
        untold = ('INSERT INTO "change"', 'INSERT INTO "paper_words')
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("UPDATE record SET seen_at = ''")
            return [line for line in connection.iterdump() if not line.startswith(untold)]


def faults(path: Path) -> list[str]:
    """Everything that is wrong with the catalog at `path`."""
    with Catalog(path).reading() as reader:
        wrong = check(reader)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, paper_words, instance)")
        connection.execute("BEGIN")
        kept = connection.execute("SELECT * FROM words").fetchall()
        connection.execute("INSERT INTO paper_words (paper_words) VALUES ('rebuild')")
        if kept != connection.execute("SELECT * FROM words").fetchall():
            wrong.append("the index of words is not of what is shown")
        connection.execute("ROLLBACK")
    return wrong
