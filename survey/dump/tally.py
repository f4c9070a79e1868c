"""What became of the entries of one file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Skipped(NamedTuple):
    """An entry that was left out, where it stands, why, and how it begins."""

    place: str
    why: str
    said: str


@dataclass(slots=True)
class Tally:
    """Counts of one file's entries: papers, links, methods, datasets, or rows of leaderboards."""

    name: str
    """The file's."""
    dated: date
    kind: str = ""
    """As the dump is called: `evaluation-tables`, `papers-with-abstracts` …"""
    read: int = 0
    new: int = 0
    merged: int = 0
    """Entries that say what was known already, or more of what was known."""
    skipped: Counter[str] = field(default_factory=Counter)
    is_damaged: bool = False
    """Whether a place of the file could not be read at all."""
    waiting: list[Skipped] = field(default_factory=list)
    """Entries that were left out and are not yet written down."""

    @property
    def on(self) -> str:
        """The ISO date of which the file is true."""
        return self.dated.isoformat()

    def skip(self, place: str, why: str, said: object = None) -> None:
        """Leaves an entry out."""
        self.skipped[why] += 1
        self.waiting.append(Skipped(place, why, json.dumps(said, ensure_ascii=True, default=str)[:2000]))
