"""What only SQLite can say: how its files are opened, copied and searched. A second engine would be a second file like this."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Any

from survey.model.errors import CatalogError

if TYPE_CHECKING:
    from pathlib import Path

_ABOUT_TO_WRITE = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
"""
# Two processes that write at once take turns; a turn is one page of records, far shorter than this.
_WAIT_SECONDS = 30
_MAGIC = b"SQLite format 3\x00"


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that can change nothing.

    Raises CatalogError where there is no file, or it is no SQLite file.
    """
    check_file(path)
    address = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if "unable to open" not in str(error) and "readonly" not in str(error):
            raise broken(path, error) from error
        # On a read-only medium the log beside the file cannot be made; nobody else can be writing there either.
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
    return connection


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection in which every transaction is begun by the caller, with the catalog's own settings."""
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    connection.executescript(_ABOUT_TO_WRITE)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def check_file(path: Path) -> None:
    """Nothing, where `path` is a SQLite file; raises CatalogError that says what it is instead."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError:
        raise CatalogError(f"there is no catalog at {path}", hint="`survey init` makes one here") from None
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}") from error
    # An empty file is a catalog that was just about to be made.
    if start not in (_MAGIC, b""):
        raise CatalogError(f"{path} is no catalog: it is no SQLite file", hint="give another with --db")


def copy(source: sqlite3.Connection, path: Path) -> None:
    """A consistent copy of an open catalog at `path`, others may go on writing meanwhile."""
    target = sqlite3.connect(path)
    with target:
        source.backup(target)
    target.close()


def broken(path: Path, error: Exception) -> CatalogError:
    """What a failure of SQLite means to the user."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return CatalogError(f"{path} is locked by another program", hint="try again when it is done")
    if "full" in text:
        return CatalogError("the disk is full: nothing of this step was kept", hint="free some space and run it again")
    if "readonly" in text or "unable to open" in text:
        return CatalogError(f"{path} cannot be written", hint="check its permissions, and those of its folder")
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return CatalogError(
            f"{path} is damaged: {error}", hint="`survey db check` looks closer; backups lie in db/backups"
        )
    return CatalogError(f"{path}: {error}")


_WORD = re.compile(r"\w+", re.UNICODE)


def words_query(words: str) -> str | None:
    """A full-text query that asks for every word of `words` and every "quoted phrase", or None where there is no word.

    Each word is quoted, so that nothing a person types is read as an operator; the last letters of a word are open.
    """
    phrases = re.findall(r'"([^"]*)"|(\S+)', words)
    asked = []
    for phrase, loose in phrases:
        if inside := _WORD.findall(phrase):
            asked.append('"' + " ".join(inside) + '"')
        asked.extend(f'"{word}"*' for word in _WORD.findall(loose))
    return " AND ".join(asked) or None


def insert_new(table: Any) -> Any:
    """An INSERT into `table` that leaves rows alone whose key is there already."""
    from sqlalchemy.dialects.sqlite import insert

    return insert(table).on_conflict_do_nothing()


def insert_or_replace(table: Any, *kept: str) -> Any:
    """An INSERT into `table` that takes the place of a row with the same primary key, but for the columns `kept`."""
    from sqlalchemy.dialects.sqlite import insert

    statement = insert(table)
    columns = table.columns
    fresh = {
        name: statement.excluded[name] for name in columns.keys() if not columns[name].primary_key and name not in kept
    }
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=fresh)
