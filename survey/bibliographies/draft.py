"""What a file says of one work, under one set of names whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from survey.model.identifier import Identifier
    from survey.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it is a record."""

    id: str | None
    line: int | None
    kind: str | None = None
    """The type of work in the format's own word."""
    words: dict[str, str] = field(default_factory=dict)
    """Plain text by the project's names: `title`, `year`, `journal`, `doi`, `volume` … Empty texts say nothing."""
    authors: tuple[str, ...] = ()
    authors_cut: bool = False
    identifiers: frozenset[Identifier] = frozenset()
    """Those that the format finds by rules of its own; the ones in `words`, `addresses` too, come on top."""
    record: Record | None = None
    """The record itself, where the format says it whole."""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    different: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


class Broken(NamedTuple):
    """An entry that was not read."""

    id: str | None
    line: int | None
    why: str


class Remark(NamedTuple):
    """Something odd that was read all the same."""

    line: int | None
    text: str


Said: TypeAlias = Draft | Broken | Remark
"""What a reader yields."""
