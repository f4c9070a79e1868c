"""What only SQLite can say: how its files are opened, copied, searched, and written in bulk.

A second engine would be a second file like this.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, cast

from survey.model.errors import CatalogError
from survey.model.words import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Select, Table

MAKE_ONE = "`survey init` makes one here"
GIVE_ANOTHER = "give another with --db"
_MEGABYTES_OF_CACHE = 64


def open_to_read(path: Path, patience: float) -> sqlite3.Connection:
    """A connection that can change nothing. Raises CatalogError where it cannot be had within `patience` seconds."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        return _reading(address, patience)
    except sqlite3.DatabaseError as error:
        if "unable to open" not in str(error) and "readonly" not in str(error):
            raise broken(path, error) from error
    # On a read-only medium the log beside the file cannot be made; nobody else can be writing there either.
    with told(path):
        return _reading(f"{address}&immutable=1", patience)


def _reading(address: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def open_to_write(path: Path, patience: float) -> sqlite3.Connection:
    """A connection in which every transaction is begun by the caller, with the catalog's own settings."""
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_MEGABYTES_OF_CACHE * 1024}")
        connection.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_file(path: Path) -> None:
    """Nothing, where there is a file at `path`; raises CatalogError that says what there is instead.

    It is looked at and not opened: closing a file that SQLite has open elsewhere in this process drops SQLite's locks
    on it, and another process then takes the log away from under us. https://www.sqlite.org/howtocorrupt.html (2.2)
    """
    if not is_file(path):
        raise CatalogError(f"there is no catalog at {path}", hint=MAKE_ONE)


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`; raises CatalogError for a folder, and where one cannot even look."""
    try:
        if path.is_dir():
            raise CatalogError(f"{path} is a folder, and no catalog", hint=GIVE_ANOTHER)
        return path.exists()
    except OSError as error:
        raise CatalogError(f"{path} cannot be reached: {error.strerror}", hint=GIVE_ANOTHER) from error


def copy(source: sqlite3.Connection, path: Path) -> None:
    """A consistent copy of an open catalog at `path`, whole or not at all; others may go on writing meanwhile."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as target:
            source.backup(target)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What fails inside, by fault of the catalog, is told as a CatalogError."""
    try:
        yield
    except _failures() as error:
        raise broken(path, getattr(error, "orig", None) or error) from error


def _failures() -> tuple[type[Exception], ...]:
    # SQLAlchemy wraps what the driver raises. It is not imported for this: reading does without it.
    alchemy = sys.modules.get("sqlalchemy.exc")
    return (sqlite3.Error, alchemy.DBAPIError) if alchemy else (sqlite3.Error,)


def broken(path: Path, error: Exception) -> CatalogError:
    """What a failure of SQLite means to the user."""
    text = str(error).lower()
    for signs, what, hint in _FAILURES:
        if any(sign in text for sign in signs):
            return CatalogError(what.format(path=path, error=error), hint=hint)
    return CatalogError(f"{path}: {error}", hint="`survey db check` looks closer")


_FAILURES = (
    (("locked", "busy"), "{path} is locked by another program", "try again when it is done"),
    (("full",), "the disk is full: nothing of this step was kept", "free some space and run it again"),
    (("readonly", "read-only"), "{path} cannot be written", "check its permissions, and those of its folder"),
    (("unable to open",), "{path} cannot be opened", "check its permissions, and those of its folder"),
    (("not a database",), "{path} is no catalog: it is no SQLite file", GIVE_ANOTHER),
    (
        ("malformed", "corrupt"),
        "{path} is damaged: {error}",
        "`survey db check` looks closer; backups lie in the folder backups beside it",
    ),
)


def driver(connection: Connection) -> sqlite3.Connection:
    """What `connection` speaks to SQLite by, in the same transaction: for short questions by the thousand."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)


def among(values: Iterable[Any]) -> Select[Any]:
    """`values`, for a column to be `in_`: any number of them in one parameter, so that the statement stays the same."""
    from sqlalchemy import func, select

    return select(func.json_each(json.dumps(list(values))).table_valued("value").c.value)


def pairs_among(values: Iterable[tuple[str, str]]) -> Select[Any]:
    """`values`, for a tuple of two columns to be `in_`."""
    from sqlalchemy import func, select

    pair = func.json_each(json.dumps(list(values))).table_valued("value").c.value
    return select(func.json_extract(pair, "$[0]"), func.json_extract(pair, "$[1]"))


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Collection[tuple[Any, ...]],
    *,
    or_update: Sequence[str] = (),
) -> None:
    """Writes `rows` of `columns`. Where there is one of the same key, it stays, but for the columns `or_update`.

    Says it to the driver itself: that is several times as fast for rows by the ten thousand.
    """
    if not rows:
        return
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    fresh = ", ".join(f'"{name}" = excluded."{name}"' for name in or_update)
    clash = f"ON CONFLICT ({keys}) DO UPDATE SET {fresh}" if fresh else "ON CONFLICT DO NOTHING"
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks}) {clash}', list(rows))  # noqa: S608 - names of our own


_WORDS = ", ".join(COLUMNS)
# The old words must be named to be forgotten, so this comes before the view changes.
_FORGET = (
    f"INSERT INTO paper_words (paper_words, rowid, {_WORDS}) SELECT 'delete', id, {_WORDS} FROM paper_text "  # noqa: S608
    "WHERE id IN (SELECT value FROM json_each(?))"
)
_LEARN = (
    f"INSERT INTO paper_words (rowid, {_WORDS}) SELECT id, {_WORDS} FROM paper_text "  # noqa: S608 - names of our own
    "WHERE id IN (SELECT value FROM json_each(?))"
)


def forget_words(connection: Connection, papers: Iterable[int]) -> None:
    """Takes what is shown of `papers` out of the index of words."""
    connection.exec_driver_sql(_FORGET, (json.dumps(list(papers)),))


def learn_words(connection: Connection, papers: Iterable[int]) -> None:
    """Puts what is shown of `papers` into the index of words, where it is not yet."""
    connection.exec_driver_sql(_LEARN, (json.dumps(list(papers)),))
