"""The pace: who may speak next to a host, and which are left alone; the same for all processes of this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from survey.http.shelf import Shelf
from survey.model.errors import SourceDownError, SourceError, SourceRefusedError, SourceSpentError

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = 600.0
"""Seconds: a turn further away than this was not taken by a queue but by a clock that has since been put back."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (host TEXT PRIMARY KEY, next REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rests (
    place TEXT PRIMARY KEY, until REAL NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, hint TEXT
) WITHOUT ROWID;
"""
# One statement, so that two processes can never read the same turn.
_TAKE = """
INSERT INTO turns VALUES (:host, :now + :gap)
ON CONFLICT DO UPDATE SET next = :gap + CASE WHEN next BETWEEN :now AND :now + :queue THEN next ELSE :now END
RETURNING next - :gap
"""
_HOLD = "INSERT INTO turns VALUES (:host, :until) ON CONFLICT DO UPDATE SET next = max(next, :until)"
_ENDS = {end.outcome.value: end for end in (SourceRefusedError, SourceSpentError, SourceDownError)}


class Pace:
    """Turns and rests, written down where every command on this machine sees them."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder / "pace-1.sqlite", _SCHEMA)
        self.close = self._shelf.close

    def turn(self, host: str, gap: float, now: datetime) -> float:
        """Seconds until our turn to speak to `host`. The turn is taken by asking; the next one is `gap` later."""
        values = {"host": host, "gap": gap, "now": now.timestamp(), "queue": QUEUE}
        [(start,)] = self._shelf.run(_TAKE, values)
        return float(start) - now.timestamp()

    def hold(self, host: str, until: datetime) -> None:
        """Give nobody a turn at `host` before `until`."""
        self._shelf.run(_HOLD, {"host": host, "until": until.timestamp()})

    def rest(self, place: str, error: SourceError, until: datetime) -> None:
        """Leave `place` alone until then, for the reason that `error` gives."""
        reason = error.message.removeprefix(f"{error.source}: ")
        values = {"place": place, "until": until.timestamp(), "outcome": error.outcome.value, "reason": reason}
        sql = "INSERT OR REPLACE INTO rests VALUES (:place, :until, :outcome, :reason, :hint)"
        self._shelf.run(sql, {**values, "hint": error.hint})

    def resting(self, place: str, source: str, now: datetime) -> SourceError | None:
        """Why `place` is left alone at present, and until when; None where it is not."""
        sql = "SELECT until, outcome, reason, hint FROM rests WHERE place = :place AND until > :now"
        for until, outcome, reason, hint in self._shelf.run(sql, {"place": place, "now": now.timestamp()}):
            end = _ENDS.get(outcome, SourceDownError)
            again_at = datetime.fromtimestamp(until, UTC)
            return end(source, f"left alone for now (last time: {reason})", hint=hint, again_at=again_at)
        return None

    def wake(self, place: str) -> None:
        """End the rest of `place`, which has answered."""
        # Looking costs less than writing, and nearly always there is nothing to end.
        if self._shelf.run("SELECT 1 FROM rests WHERE place = :place", {"place": place}):
            self._shelf.run("DELETE FROM rests WHERE place = :place", {"place": place})
