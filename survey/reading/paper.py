"""A paper opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from survey.reading.entry import Entry
from survey.reading.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper's text, what its bibliography says of a key, and the files it lacks."""

    manuscript: Manuscript
    entry: Callable[[str], Entry | None]
    missing: tuple[str, ...] = ()
