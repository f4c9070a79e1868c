"""A paper as readers get it: what `--json` prints, exports draw from and the catalog keeps."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NotRequired, TypedDict

if TYPE_CHECKING:
    from survey.model.survey import InSurveyView


class Cite(StrEnum):
    """Which version of a work is cited, where there are several."""

    PUBLISHED = "published"
    PREPRINT = "preprint"


class RepositoryView(TypedDict):
    """Code of a paper, with what its host said last."""

    url: str
    official: bool | None
    stars: int | None
    license: str | None
    archived: bool | None
    gone: bool | None
    checked_at: str | None
    source: str


class CitationsView(TypedDict):
    """The latest count of the most trusted source that counts; `on` is an ISO date."""

    count: int
    source: str
    on: str


class SummaryView(TypedDict):
    """One line about the paper, and who or what wrote it."""

    text: str
    made_by: str
    model: str | None


class Beaten(TypedDict):
    """The best value of a leaderboard, where it is another paper's and better than the one it is held against."""

    value: float
    printed: str
    model: str | None
    by: float
    """How much better it is, always above zero."""
    source: str
    on: str
    """The ISO date of which the leaderboard is true."""


class ResultView(TypedDict):
    """A claimed value on a benchmark; `direction` is `up`, `down` or None."""

    task: str
    dataset: str
    metric: str
    direction: str | None
    model: str | None
    value: float | None
    printed: str
    split: str | None
    extra_data: bool | None
    rank: int | None
    source: str
    note: str | None
    """Where the value stands, as `Table 3 of the paper`."""
    beaten: NotRequired[Beaten | None]
    """Only where somebody looked at the leaderboard: the catalog does not keep it."""


class Origin(TypedDict):
    """Where a shown field came from, and on which ISO date it was taken."""

    source: str
    on: str


class NoteView(TypedDict):
    """What the user wrote about the paper, and on which ISO date."""

    text: str
    on: str


class VersionView(TypedDict):
    """One version of a work, by what its records say."""

    kind: str | None
    """`preprint`, `conference`, `journal` …; None where it was published, nobody knows as what."""
    venue: str | None
    year: int | None
    published: str | None
    """The ISO date on which it appeared."""
    identifier: str | None
    """As `scheme:value`."""
    source: str
    """Who knows best about it."""
    version: int | None
    """Of a preprint that is numbered."""


class PaperView(TypedDict):
    """A settled paper. What nobody knows is None or an empty list, never an empty text or zero."""

    key: str
    title: str | None
    authors: list[str]
    year: int | None
    published: str | None
    venue: str | None
    venue_kind: str | None
    abstract: str | None
    identifiers: dict[str, str]
    other_identifiers: list[str]
    """Further identifiers of a scheme that `identifiers` holds already, as `scheme:value`."""
    links: dict[str, str | None]
    """`paper`, `pdf` and `code` addresses."""
    repositories: list[RepositoryView]
    """Official ones first, then by stars."""
    citations: CitationsView | None
    summary: SummaryView | None
    results: list[ResultView]
    status: str | None
    """`withdrawn` or `retracted`, where a source says so."""
    details: dict[str, str]
    tags: list[str]
    notes: list[NoteView]
    sources: list[str]
    origins: dict[str, Origin]
    """For each shown field that a record gave: who said it, and when."""
    added: str | None
    """The ISO date on which the user added it; None for a paper that was only found."""
    different: NotRequired[list[str]]
    """Only of what leaves: the papers that the user keeps apart from it, as survey.model.pointer writes them."""
    same: NotRequired[list[str]]
    """Only of what leaves: what the user made one with it, as the parts were before."""
    survey: NotRequired[InSurveyView]
    """What it is in the survey that is asked for; its tags and notes there stand among `tags` and `notes`, too."""
