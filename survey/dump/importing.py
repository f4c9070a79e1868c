"""Dumps imported: files recognised, read to their end, counted."""

from __future__ import annotations

import json
import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from survey.dump.boards import Boards
from survey.dump.catalogues import keep_dataset, keep_method
from survey.dump.container import Broken, NoDumpError, Piece, dated, pieces
from survey.dump.papers import Papers, keep_link, keep_paper
from survey.dump.shape import writing
from survey.dump.tally import Tally
from survey.model.errors import SurveyError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

_LOOKED_AT = 100
"""How many entries are looked at to tell which dump it is: the first may be junk."""
_TURN = 4_000
"""After how many entries what was read is committed."""


class _Keep(Protocol):
    def __call__(self, entry: Mapping[str, object], place: str) -> None: ...


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that `paths` are or hold, by name. Raises SurveyError for a path where nothing is."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.is_file() and not each.name.startswith("."))
            found += sorted(each for each in inside if not {".git", ".svn"} & set(each.parts))
        elif path.exists():
            found.append(path)
        else:
            raise SurveyError(f"there is no file or folder {path}", hint="give the dump's files, or the folder of them")
    return list(dict.fromkeys(found))


def missing_shards(files: Iterable[Path]) -> list[str]:
    """The names of the files that are missing between `…-00000-of-00004` and its like."""
    names = {path.parent / path.name for path in files}
    wanted = set()
    for path in names:
        if found := re.fullmatch(r"(.*-)\d{5}(-of-(\d{5})(?:-[0-9a-f]+)?\..+)", path.name):
            before, after, many = found.groups()
            wanted |= {path.parent / f"{before}{number:05}{after}" for number in range(min(int(many), 1000))}
    return sorted(str(path) for path in wanted - names)


def import_file(
    place: Path, path: Path, *, on: date | None = None, now: datetime, progress: Callable[[str, int], None]
) -> Tally:
    """Imports the dump at `path` into the file at `place`; what became of its entries.

    Raises SurveyError where it is no dump. A second import of the same file changes nothing; one that was broken off is
    simply done again.
    """
    tally = Tally(path.name, on or dated(path))
    entries = pieces(path)
    first = list(islice(entries, _LOOKED_AT))
    tally.kind = kind_of(first, path)
    with writing(place) as connection, Papers(connection) as papers:
        keep = _keeper(connection, papers, tally)
        _begin(connection, tally, now)
        for number, entry in enumerate(chain(first, entries), start=1):
            _keep_one(keep, entry, f"record {number}", tally)
            if number % _TURN == 0:
                papers.turn(tally)
                progress(tally.name, tally.read)
        papers.turn(tally)
        papers.turn(tally)
        _end(connection, tally, now)
    progress(tally.name, tally.read)
    return tally


def kind_of(entries: Sequence[Piece], path: Path) -> str:
    """Which of the dumps begins with `entries`, by the first that has the fields of one. Raises SurveyError if none."""
    broken = [entry for entry in entries if isinstance(entry, Broken)]
    objects = [entry for entry in entries if not isinstance(entry, Broken)]
    if broken and not objects:
        raise SurveyError(
            f"{path} holds nothing that can be read: {broken[0].place} {broken[0].why}", hint="fetch it again"
        )
    for entry in objects:
        for kind, marks in _KINDS:
            if any(mark <= entry.keys() for mark in marks):
                return kind
    raise NoDumpError(
        f"{path} is JSON, but no dump of Papers with Code",
        hint="read are " + ", ".join(kind for kind, _ in _KINDS),
    )


_KINDS: tuple[tuple[str, tuple[set[str], ...]], ...] = (
    ("links-between-papers-and-code", ({"paper_url", "repo_url"}, {"paper_title", "repo_url"})),
    ("evaluation-tables", ({"task", "datasets"}, {"task", "subtasks"})),
    ("papers-with-abstracts", ({"paper_url", "title"}, {"paper_url", "abstract"})),
    ("datasets", ({"name", "modalities"}, {"name", "variants"}, {"name", "data_loaders"}, {"name", "homepage"})),
    ("methods", ({"name", "collections"}, {"name", "full_name", "introduced_year"}, {"name", "num_papers", "paper"})),
)


def _keeper(connection: sqlite3.Connection, papers: Papers, tally: Tally) -> _Keep:
    if tally.kind == "evaluation-tables":
        return Boards(connection, papers, tally).keep
    if tally.kind == "papers-with-abstracts":
        return lambda entry, place: keep_paper(papers, entry, place, tally)
    if tally.kind == "links-between-papers-and-code":
        return lambda entry, place: keep_link(papers, entry, place, tally)
    keep = keep_method if tally.kind == "methods" else keep_dataset
    return lambda entry, place: keep(connection, entry, place, tally)


def _keep_one(keep: _Keep, entry: Piece, place: str, tally: Tally) -> None:
    if isinstance(entry, Broken):
        tally.is_damaged = True
        tally.read += 1
        tally.skip(entry.place, entry.why)
        return
    try:
        keep(entry, place)
    except UnicodeEncodeError:
        # Half a character, which JSON can spell and no file can hold.
        tally.skip(place, "holds text that cannot be kept")
    except RecursionError:
        tally.skip(place, "is nested too deeply")


def _begin(connection: sqlite3.Connection, tally: Tally, now: datetime) -> None:
    connection.execute(
        "INSERT INTO file (name, kind, dated, began_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET began_at = excluded.began_at, ended_at = NULL",
        (tally.name, tally.kind, tally.on, now.isoformat(timespec="seconds")),
    )
    connection.execute("DELETE FROM skipped WHERE file = ?", (tally.name,))


def _end(connection: sqlite3.Connection, tally: Tally, now: datetime) -> None:
    counts = (tally.read, tally.new, tally.merged, json.dumps(tally.skipped))
    connection.execute(
        "UPDATE file SET ended_at = ?, read = ?, new = ?, merged = ?, skipped = ? "
        "WHERE kind = ? AND name = ? AND dated = ?",
        (now.isoformat(timespec="seconds"), *counts, tally.kind, tally.name, tally.on),
    )
