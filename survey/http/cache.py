"""Answers worth keeping: only what was understood, never a refusal."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from survey.http.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from survey.http.service import Answer

FORGOTTEN = timedelta(days=180)
"""The age at which an answer leaves the file."""
UNKNOWN = timedelta(days=1)
"""How long `knows nothing of it` stands at most."""
NOTHING = frozenset({404, 410, 451})
"""The statuses by which a service says that it knows nothing of what was asked."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, status INTEGER NOT NULL, fetched REAL NOT NULL,
    etag TEXT, last_modified TEXT, body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answers_by_age ON answers (fetched);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer from the shelf, and when it was fetched."""

    status: int
    fetched: datetime
    etag: str | None
    last_modified: str | None
    packed: bytes

    @property
    def body(self) -> bytes:
        """The body as it came; ValueError where the shelf no longer holds it whole."""
        try:
            return zlib.decompress(self.packed)
        except zlib.error as error:
            raise ValueError("a kept answer that is damaged") from error

    @property
    def conditions(self) -> dict[str, str]:
        """Headers by which the service may say that the answer still stands."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value and value.isascii()}

    def stands(self, now: datetime, keep: timedelta) -> bool:
        """Whether the answer is young enough to stand in for a new one."""
        # An answer from the future comes of a clock that was put back.
        return timedelta(0) <= now - self.fetched < (min(keep, UNKNOWN) if self.status in NOTHING else keep)


class Cache:
    """The kept answers of all sources, shared by every command on this machine."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._shelf = Shelf(folder / "answers-1.sqlite", _SCHEMA, pragma="journal_mode = wal")
        self._shelf.run("DELETE FROM answers WHERE fetched < :then", {"then": (now - FORGOTTEN).timestamp()})
        self.close = self._shelf.close

    def find(self, key: str) -> Kept | None:
        """What was kept under `key`, however old."""
        sql = "SELECT status, fetched, etag, last_modified, body FROM answers WHERE key = :key"
        for status, fetched, etag, last_modified, packed in self._shelf.run(sql, {"key": key}):
            return Kept(status, datetime.fromtimestamp(fetched, UTC), etag, last_modified, packed)
        return None

    def keep(self, key: str, answer: Answer, now: datetime) -> None:
        """Keep `answer` in place of what was there."""
        sql = "INSERT OR REPLACE INTO answers VALUES (:key, :status, :fetched, :etag, :last_modified, :body)"
        etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        values = {"key": key, "status": answer.status, "fetched": now.timestamp(), "etag": etag}
        self._shelf.run(sql, {**values, "last_modified": last_modified, "body": zlib.compress(answer.body)})

    def renew(self, key: str, now: datetime) -> None:
        """Let the kept answer count as fetched now."""
        self._shelf.run("UPDATE answers SET fetched = :now WHERE key = :key", {"key": key, "now": now.timestamp()})

    def drop(self, key: str) -> None:
        """Forget the kept answer."""
        self._shelf.run("DELETE FROM answers WHERE key = :key", {"key": key})
