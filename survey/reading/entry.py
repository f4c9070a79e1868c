"""What a bibliography says about one work, however it is written down."""

from __future__ import annotations

from dataclasses import dataclass

from survey.model.identifier import Identifier


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a bibliography; what it does not say is None or empty."""

    key: str
    raw: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    identifiers: frozenset[Identifier] = frozenset()
