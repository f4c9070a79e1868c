"""A small SQLite file that several processes share, and that nothing depends on: without it, memory serves as well."""

from __future__ import annotations

import logging
import sqlite3
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Row: TypeAlias = tuple[Any, ...]

LOCKED = 2.0
"""Seconds to wait for another process to let go of the file."""

_log = logging.getLogger(__name__)


class Shelf:
    """One SQLite file, safe for threads and processes; memory in its place where it is broken, locked or unwritable."""

    def __init__(self, path: Path, schema: str, *, pragma: str = "synchronous = normal") -> None:
        self._path = path
        self._schema = schema
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open(str(path), pragma)
        except (sqlite3.Error, OSError) as error:
            self._connection = self._in_memory(error)

    def run(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """The rows of one statement, which SQLite carries out whole or not at all, whoever else is at the file."""
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                self._connection.close()
                self._connection = self._in_memory(error)
                return self._connection.execute(sql, values).fetchall()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _open(self, path: str, pragma: str) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=LOCKED, isolation_level=None, check_same_thread=False)
        try:
            # Another process that turns the journal over at this very moment does it for both.
            with suppress(sqlite3.OperationalError):
                connection.execute(f"PRAGMA {pragma}")
            connection.executescript(f"BEGIN IMMEDIATE; {self._schema} COMMIT")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _in_memory(self, error: Exception) -> sqlite3.Connection:
        _log.warning("working without %s: %s", self._path, error)
        return self._open(":memory:", "synchronous = off")
