"""What one paper says of the works that it cites."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from survey.model.identifier import Identifier

TEXT = "text"
"""The source of what stands in a paper's own text."""


class Way(StrEnum):
    """The ways from a paper to others."""

    RELATED_WORK = "related-work"
    REFERENCES = "references"
    CITATIONS = "citations"
    SIMILAR = "similar"


class Part(StrEnum):
    """The parts of a text in which it tells more than elsewhere that a work is cited."""

    RELATED_WORK = "related work"
    EXPERIMENTS = "experiments"
    """A section on experiments, or a table."""


class Citing(NamedTuple):
    """Who cites: a paper of the catalog by its number, or else a draft of the user's by its path."""

    paper: int | None = None
    draft: str | None = None


class Place(NamedTuple):
    """Where in a text a work is cited."""

    part: Part | None
    section: str | None
    theme: str | None
    sentence: str
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that is cited, as it is said; what is not said of it is None or empty."""

    key: str
    """By what it is called there: a cite key, or a source's own key."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    identifiers: frozenset[Identifier] = frozenset()
    raw: str | None = None
    places: tuple[Place, ...] = ()


class Resolved(NamedTuple):
    """The paper that a reference means."""

    paper: int
    how: str
    """`identifier`, `list` (another source lists it for the same paper) or `title`."""
    sure: float
    """From 0 to 1."""
