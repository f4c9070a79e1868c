"""Who cites whom, by whose word, and who was asked for it."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import REAL, Index, text
from sqlmodel import Field, SQLModel

from survey.catalog.tables.columns import STRICT, STRICT_BY_KEY, number_column, text_column


class ReferenceRow(SQLModel, table=True):
    """F: a work that a paper, or a draft of the user's, cites, as one source says. It needs no paper row.

    `cited_id`, `how` and `sure` are filled in once somebody has followed it.
    """

    __tablename__ = "reference"
    __table_args__: ClassVar[Any] = (
        Index(
            "reference_of_paper", "paper_id", "source", "key", unique=True, sqlite_where=text("paper_id IS NOT NULL")
        ),
        Index("reference_of_draft", "draft", "source", "key", unique=True, sqlite_where=text("draft IS NOT NULL")),
        Index("reference_cited", "cited_id"),
        STRICT,
    )
    id: int | None = number_column(default=None, primary_key=True)
    paper_id: int | None = number_column(foreign_key="paper.id", default=None)
    """The paper that cites; NULL for a draft."""
    draft: str | None = text_column(default=None)
    """The path of the draft that cites; NULL for a paper."""
    source: str = text_column()
    """Who says so; `text` is the citing paper's own text."""
    key: str = text_column()
    """By what the source calls the cited work: its own key, or the cite key in the text."""
    title: str | None = text_column(default=None)
    authors: str | None = text_column(default=None)
    """A JSON list of names."""
    year: int | None = number_column(default=None)
    identifiers: str | None = text_column(default=None)
    """A JSON list of `scheme:value`."""
    raw: str | None = text_column(default=None)
    """The entry as printed."""
    cited_id: int | None = number_column(foreign_key="paper.id", default=None)
    """The paper that is cited. Where the source keeps an account under `key`, it is that account's paper instead."""
    how: str | None = text_column(default=None)
    """By what it was found: `identifier`, `list` or `title`."""
    sure: float | None = Field(default=None, sa_type=REAL)
    """From 0 to 1."""
    seen_at: str = text_column()


class MentionRow(SQLModel, table=True):
    """F: one place of a paper's own text where a work is cited."""

    __tablename__ = "mention"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    reference_id: int = number_column(primary_key=True, foreign_key="reference.id")
    position: int = number_column(primary_key=True)
    """From 1."""
    part: str | None = text_column(default=None)
    """`related work`, `experiments`, or NULL for the rest of the text."""
    section: str | None = text_column(default=None)
    theme: str | None = text_column(default=None)
    sentence: str = text_column()
    appendix: int = number_column()


class SimilarRow(SQLModel, table=True):
    """F: a paper that a source puts beside another as like it, under the source's own key."""

    __tablename__ = "similar"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    paper_id: int = number_column(primary_key=True, foreign_key="paper.id")
    source: str = text_column(primary_key=True)
    key: str = text_column(primary_key=True)
    seen_at: str = text_column()


class AskedRow(SQLModel, table=True):
    """F: a source was asked last for what lies around a paper in one way, and answered."""

    __tablename__ = "asked"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    paper_id: int = number_column(primary_key=True, foreign_key="paper.id")
    way: str = text_column(primary_key=True)
    source: str = text_column(primary_key=True)
    asked_at: str = text_column()
    stated: int | None = number_column(default=None)
    """How many there are, as the source counts them."""
    shown: int = number_column()


class SoughtRow(SQLModel, table=True):
    """F: a source was asked last for an identifier (`doi:…`) or a folded title (`title:…`), and answered."""

    __tablename__ = "sought"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    what: str = text_column(primary_key=True)
    source: str = text_column(primary_key=True)
    sought_at: str = text_column()


class CrawlRow(SQLModel, table=True):
    """F: a crawl that was begun, so that it can go on later. What it asked stands in `asked` and `sought`."""

    __tablename__ = "crawl"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = number_column(default=None, primary_key=True)
    wanted: str = text_column()
    """What was wanted, as JSON (survey.workflow.plan.Plan)."""
    began_at: str = text_column()
    ended_at: str | None = text_column(default=None)
    outcome: str | None = text_column(default=None)
