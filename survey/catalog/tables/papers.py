"""What sources answered, and the papers that it makes."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import REAL, Index
from sqlmodel import Field, SQLModel

from survey.catalog.tables.columns import CURRENT, MERGED, STRICT, STRICT_BY_KEY, number_column, text_column


class RunRow(SQLModel, table=True):
    """F: one asking of one source."""

    __tablename__ = "run"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = number_column(default=None, primary_key=True)
    verb: str = text_column()
    source: str = text_column()
    query: str = text_column()
    """As typed."""
    sent: str = text_column()
    """As sent: a JSON list of requests, without secrets; what was answered without one stands in it as an object."""
    started_at: str = text_column()
    ended_at: str | None = text_column(default=None)
    outcome: str | None = text_column(default=None)
    message: str | None = text_column(default=None)
    hits: int = number_column()
    new: int = number_column()
    unreadable: int = number_column()
    requests: int = number_column()


class PaperRow(SQLModel, table=True):
    """What the records agree to be one work. `uid`, `cite_key`, `added_at` and `merged_into` are F, the rest D."""

    __tablename__ = "paper"
    __table_args__: ClassVar[Any] = (
        Index("paper_folded", "folded"),
        Index("paper_added", "added_at"),
        Index("paper_citations", "citations"),
        Index("paper_year", "year"),
        Index("paper_merged", "merged_into", sqlite_where=MERGED),
        STRICT,
    )
    id: int | None = number_column(default=None, primary_key=True)
    uid: str = text_column(unique=True)
    cite_key: str = text_column(unique=True)
    added_at: str | None = text_column(default=None)
    """When the user added it; NULL for a paper that was only found, or was removed."""
    merged_into: int | None = number_column(foreign_key="paper.id", default=None)
    folded: str | None = text_column(default=None)
    """The title without case, accents and punctuation: by this it is found and sorted."""
    year: int | None = number_column(default=None)
    venue_id: int | None = number_column(foreign_key="venue.id", default=None)
    citations: int | None = number_column(default=None)
    has_code: int = number_column()
    has_results: int = number_column()
    has_summary: int = number_column()
    said: str | None = text_column(default=None)
    """The user's tags and notes, for the index of words."""
    view: str = text_column()
    """The settled paper as JSON (survey.model.view.PaperView); empty until it is settled for the first time."""
    spelt: str | None = text_column(default=None)
    """How else its words can be spelt, for the index of words (survey.model.spelling)."""


class RecordRow(SQLModel, table=True):
    """F: one source's account of one paper at one time. One that says something new supersedes the one before."""

    __tablename__ = "record"
    __table_args__: ClassVar[Any] = (
        Index("record_paper", "paper_id"),
        Index("record_current", "source", "key", unique=True, sqlite_where=CURRENT),
        Index("record_block", "block", "paper_id", sqlite_where=CURRENT),
        Index("record_backwards", "backwards", sqlite_where=CURRENT),
        STRICT,
    )
    id: int | None = number_column(default=None, primary_key=True)
    source: str = text_column()
    key: str = text_column()
    paper_id: int = number_column(foreign_key="paper.id")
    run_id: int | None = number_column(foreign_key="run.id", default=None)
    taken_at: str = text_column()
    seen_at: str = text_column()
    """When the source last said the same."""
    superseded_at: str | None = text_column(default=None)
    block: str | None = text_column(default=None)
    """The folded title: accounts that share it may be of one work."""
    backwards: str | None = text_column(default=None)
    """The same from its last letter to its first: titles that end alike lie beside one another."""
    digest: str = text_column()
    """Of everything it says but the citation count, which is a series."""
    body: str = text_column()


class CountRow(SQLModel, table=True):
    """F: how many works cite a paper, by one source's count on one day."""

    __tablename__ = "count"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    source: str = text_column(primary_key=True)
    key: str = text_column(primary_key=True)
    on_date: str = text_column(primary_key=True)
    count: int = number_column()


class RepositoryRow(SQLModel, table=True):
    """F: what the host of a repository said of it last."""

    __tablename__ = "repository"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    name: str = text_column(primary_key=True)
    """The address as compared: see survey.model.repository."""
    url: str = text_column()
    source: str = text_column()
    checked_on: str = text_column()
    stars: int | None = number_column(default=None)
    license: str | None = text_column(default=None)
    archived: int | None = number_column(default=None)
    gone: int | None = number_column(default=None)


class IdentifierRow(SQLModel, table=True):
    """D: a name that records give to a paper. A second paper never takes it: a clash is a pair to decide."""

    __tablename__ = "identifier"
    __table_args__: ClassVar[Any] = (Index("identifier_paper", "paper_id"), STRICT_BY_KEY)
    scheme: str = text_column(primary_key=True)
    value: str = text_column(primary_key=True)
    paper_id: int = number_column(foreign_key="paper.id")


class VenueRow(SQLModel, table=True):
    """D: where papers appeared, under one name."""

    __tablename__ = "venue"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = number_column(default=None, primary_key=True)
    name: str = text_column(unique=True)
    kind: str | None = text_column(default=None)


class ResultRow(SQLModel, table=True):
    """D: a value that a source says a paper claims on a benchmark."""

    __tablename__ = "result"
    __table_args__: ClassVar[Any] = (Index("result_benchmark", "task", "dataset", "metric"), STRICT_BY_KEY)
    paper_id: int = number_column(primary_key=True, foreign_key="paper.id")
    position: int = number_column(primary_key=True)
    task: str = text_column()
    dataset: str = text_column()
    metric: str = text_column()
    direction: str | None = text_column(default=None)
    model: str | None = text_column(default=None)
    printed: str = text_column()
    value: float | None = Field(default=None, sa_type=REAL)
    source: str = text_column()
