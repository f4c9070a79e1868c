"""What one source says of one paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from survey.model.identifier import Identifier


class VenueKind(StrEnum):
    """What sort of place a paper appeared in."""

    CONFERENCE = "conference"
    JOURNAL = "journal"
    WORKSHOP = "workshop"
    BOOK = "book"
    PREPRINT = "preprint"
    """A preprint server: a paper that names only this has not been published elsewhere as far as the source knows."""


class Direction(StrEnum):
    """Which way a metric is better."""

    UP = "up"
    DOWN = "down"


class Status(StrEnum):
    """What became of a paper after it appeared."""

    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a paper appeared: a short name where the field has one, else the name as printed."""

    name: str
    kind: VenueKind | None = None


@dataclass(frozen=True, slots=True)
class Citations:
    """How many works cite a paper, by one source's count on one day."""

    count: int
    on: date | None = None
    """None where the source gives no date: then it is the day the record was taken."""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line about a paper."""

    text: str
    made_by: str
    """Who or what wrote it: `hand`, `semantic_scholar`, `hugging_face`, `papers_with_code`, `local` …"""
    model: str | None = None
    """The language model that wrote it, where one did and its name is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Code of a paper. None is unknown, not no."""

    url: str
    official: bool | None = None
    """True where a person or the paper itself says so; a machine's guess is None."""
    stars: int | None = None
    license: str | None = None
    archived: bool | None = None
    gone: bool | None = None
    """True where the host answered that there is no such public repository."""
    checked_on: date | None = None
    """The day `stars`, `license`, `archived` and `gone` were true."""
    source: str | None = None
    """Who said so; None means the record that carries it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A claimed value on a benchmark."""

    task: str
    dataset: str
    metric: str
    model: str | None
    printed: str
    """The value as the source prints it."""
    value: float | None
    """The value as a number, or None where it is no number."""
    direction: Direction | None = None
    split: str | None = None
    """The split or setting, where the source keeps it apart from the dataset."""
    extra_data: bool | None = None
    """Whether training used additional data."""
    rank: int | None = None
    """The place on the leaderboard, where the source says it."""
    note: str | None = None
    """Where the value stands, as `Table 3 of the paper`, in the words of whoever recorded it."""

    def __post_init__(self) -> None:
        if self.value is not None and not math.isfinite(self.value):
            object.__setattr__(self, "value", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One source's account of one paper at one time. What the source does not say is None or empty, never invented."""

    source: str
    key: str
    """The source's own name for the paper, stable between askings."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    """Names as printed, in order."""
    authors_cut: bool = False
    """True where the source says that there are more authors than it lists."""
    year: int | None = None
    published: date | None = None
    """The day it first appeared anywhere, by this source."""
    venue: Venue | None = None
    abstract: str | None = None
    identifiers: frozenset[Identifier] = frozenset()
    url: str | None = None
    """The paper's page at this source or where this source points to."""
    pdf: str | None = None
    repositories: tuple[Repository, ...] = ()
    citations: Citations | None = None
    summary: Summary | None = None
    results: tuple[Result, ...] = ()
    status: Status | None = None
    version: int | None = None
    """The version this account is of, where the source numbers them."""
    kind: str | None = None
    """The type of work in the source's own word, as `journal-article`, `proceedings-article`, `preprint`."""
    on: date | None = None
    """The day of which this is true, where that is not the day of asking: a dump's."""
    details: tuple[tuple[str, str], ...] = ()
    """Bibliographic fields beyond these, as (name, value) sorted by name: `volume`, `issue`, `pages`, `publisher` …"""

    def __post_init__(self) -> None:
        if not self.source or not self.key:
            raise ValueError("a record has a source and a key")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry that a source sent and we could not understand: a value in the stream, counted, shown, never fatal."""

    source: str
    key: str | None
    """The source's own name for the entry, where it could be made out."""
    why: str


Found: TypeAlias = Record | Unreadable
"""What a source yields: an account of a paper, or an entry that could not be understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody looks for."""

    text: str
    since: int | None = None
    """First year wanted."""
    until: int | None = None
    """Last year wanted."""
    venue: str | None = None
    limit: int = 25
    """Most records wanted from each source."""

    def wants(self, year: int | None) -> bool:
        """Whether a paper of `year` is inside the years asked for; an unknown year is not held against it."""
        if year is None:
            return True
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)
