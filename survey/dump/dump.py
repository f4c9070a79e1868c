"""The imported dumps, asked. Only the standard library: a leaderboard is there in the time Python needs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.model.errors import SurveyError
from survey.model.nearest import nearest
from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from survey.model.leaderboard import BenchmarkView, LeaderboardView, TaskView


class DumpedPaper(NamedTuple):
    """A paper as the dumps describe it."""

    id: int
    dated: str
    """The ISO date of the dump that described it last."""
    body: dict[str, Any]
    """In the words of the API."""
    code: list[tuple[str, bool | None]]
    """Addresses, and whether they are official; those that are first."""
    introduces: list[str]
    """Names of methods."""


SHAPE = 1
"""The shape of the file that this program reads and writes: SQLite's `user_version`."""


class Dump:
    """The dumps that were imported into the file at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_there(self) -> bool:
        """Whether anything was imported, or something lies there that cannot be read: who asks it will be told."""
        if not (self.path.is_file() and self.path.stat().st_size):
            return False
        with suppress(sqlite3.Error), closing(self._open()) as reader:
            # The first import is under way, or was killed.
            return bool(reader.execute("PRAGMA user_version").fetchone()[0])
        return True

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The file, to read. Raises SurveyError where it cannot be."""
        try:
            with closing(self._open()) as reader:
                shape = reader.execute("PRAGMA user_version").fetchone()[0]
                if shape != SHAPE:
                    raise of_another_time(self.path)
                # One answer tells of one moment, though an import may be under way.
                reader.execute("BEGIN")
                yield reader
        except sqlite3.Error as error:
            raise SurveyError(
                f"{self.path} cannot be read: {error}", hint="delete it, and import the dumps once more"
            ) from error

    def on(self) -> str | None:
        """The latest ISO date of which a dump is true."""
        with self.reading() as reader:
            found: str | None = reader.execute("SELECT max(dated) FROM file").fetchone()[0]
            return found

    def files(self) -> list[dict[str, Any]]:
        """What was imported, the latest first: file, kind, date, counts, and when it was read to its end."""
        with self.reading() as reader:
            rows = reader.execute(
                "SELECT name, kind, dated, ended_at, read, new, merged, skipped FROM file ORDER BY began_at DESC, name"
            ).fetchall()
        names = ("file", "kind", "on", "ended", "read", "new", "merged")
        return [{**dict(zip(names, row, strict=False)), "skipped": json.loads(row[-1])} for row in rows]

    def skipped(self) -> list[dict[str, Any]]:
        """The entries that were left out: file, place in it, why, and how it begins, as JSON that may be cut off."""
        with self.reading() as reader:
            rows = reader.execute("SELECT file, place, why, said FROM skipped ORDER BY file, rowid").fetchall()
        return [dict(zip(("file", "place", "why", "said"), row, strict=True)) for row in rows]

    def tasks(self, words: str | None = None) -> list[TaskView]:
        """Every task, or those that `words` can mean, by name."""
        with self.reading() as reader:
            counted = {
                task: (boards, rows)
                for task, boards, rows in reader.execute("SELECT task, count(*), sum(rows) FROM board GROUP BY task")
            }
            parents: dict[str, list[str]] = {}
            for task, parent in reader.execute("SELECT task, parent FROM parent ORDER BY parent"):
                parents.setdefault(task, []).append(parent)
            named = {name: json.loads(areas) for name, areas in reader.execute("SELECT name, areas FROM task")}
        names = sorted(named, key=str.casefold) if words is None else nearest(words, named)
        return [
            {
                "name": name,
                "areas": named[name],
                "parents": parents.get(name, []),
                "benchmarks": counted.get(name, (0, 0))[0],
                "results": counted.get(name, (0, 0))[1],
            }
            for name in names
        ]

    def benchmarks(self, task: str) -> list[BenchmarkView]:
        """The benchmarks of the task of this very name, those with the most results first."""
        with self.reading() as reader:
            rows = reader.execute(
                "SELECT task, dataset, metrics, rows FROM board WHERE task = ? ORDER BY rows DESC, dataset", (task,)
            ).fetchall()
        return [
            {"task": task, "dataset": dataset, "metrics": json.loads(metrics), "results": number}
            for task, dataset, metrics, number in rows
        ]

    def leaderboard(self, task: str, dataset: str) -> LeaderboardView | None:
        """The leaderboard of a benchmark of this name, spelt likewise but for case and punctuation.

        None if there is none, or if several are spelt likewise, none of them just so.
        """
        with self.reading() as reader:
            found = reader.execute(_BOARD, (folded(task), folded(dataset), task, dataset)).fetchall()
            if not found or found[0][:2] == (found[1:] or [()])[0][:2]:
                return None
            view: LeaderboardView = json.loads(found[0][3])
            for place, url in reader.execute(_CODE, (found[0][2],)):
                view["rows"][place]["code"].append(url)
        return view

    def variants(self, dataset: str) -> list[str]:
        """Other names under which leaderboards may have `dataset`, by the list of datasets."""
        with self.reading() as reader:
            rows = reader.execute(
                "SELECT other.name FROM variant mine JOIN variant other ON other.dataset = mine.dataset "
                "WHERE mine.folded = ? AND other.folded <> mine.folded ORDER BY other.name",
                (folded(dataset),),
            )
            return [name for (name,) in rows]

    def papers(self, condition: str, values: Sequence[Any]) -> Iterator[DumpedPaper]:
        """The papers that meet an SQL `condition`, which follows `FROM paper p`."""
        with self.reading() as reader:
            statement = f"SELECT p.id, p.dated, p.body, p.slug, p.folded FROM paper p {condition}"  # noqa: S608 - fixed
            for number, dated, body, slug, name in reader.execute(statement, values).fetchall():
                introduced = reader.execute(_INTRODUCED, (slug, name)).fetchall()
                yield DumpedPaper(
                    number, dated, json.loads(body), _code(reader, number), [method for (method,) in introduced]
                )

    def claims(self, paper: int) -> list[tuple[LeaderboardView, int]]:
        """The leaderboards on which `paper` stands, each with the place of a row of its."""
        with self.reading() as reader:
            rows = reader.execute(
                "SELECT b.view, c.place FROM claim c JOIN board b ON b.id = c.board WHERE c.paper = ? "
                "ORDER BY c.board, c.place",
                (paper,),
            )
            return [(json.loads(view), place) for view, place in rows]


_BOARD = """
SELECT task = ?3, dataset = ?4, id, view FROM board WHERE folded_task = ?1 AND folded_dataset = ?2
ORDER BY 1 DESC, 2 DESC LIMIT 2
"""
_CODE = """
SELECT c.place, k.url FROM claim c JOIN code k ON k.paper = c.paper WHERE c.board = ?
ORDER BY c.place, k.official IS NOT 1, k.position
"""
_INTRODUCED = """
SELECT name FROM method WHERE slug = ?1 UNION SELECT name FROM method WHERE folded = ?2 AND slug IS NULL ORDER BY name
"""


def folded(name: str) -> str:
    """What two spellings of a name share; a name of punctuation alone is itself."""
    return fold(name) or name


def _code(reader: sqlite3.Connection, paper: int) -> list[tuple[str, bool | None]]:
    rows = reader.execute(
        "SELECT url, official FROM code WHERE paper = ? ORDER BY official IS NOT 1, position", (paper,)
    )
    return [(url, None if official is None else bool(official)) for url, official in rows]


def of_another_time(path: Path) -> SurveyError:
    """What to say of a file in a shape that this program does not know."""
    return SurveyError(
        f"{path} was made by another version of survey", hint="delete it, and import the dumps once more"
    )
