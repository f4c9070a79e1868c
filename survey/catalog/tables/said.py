"""What the user says, and what is asked of the user."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import SQLModel

from survey.catalog.tables.columns import STRICT, STRICT_BY_KEY, number_column, text_column


class SavedSearchRow(SQLModel, table=True):
    """F: a search that the user named, with its options and sources as JSON, and when it was last answered."""

    __tablename__ = "saved_search"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    name: str = text_column(primary_key=True)
    wanted: str = text_column()
    saved_at: str = text_column()
    asked_at: str | None = text_column(default=None)


class TagRow(SQLModel, table=True):
    """F: the user's word for a paper."""

    __tablename__ = "tag"
    __table_args__: ClassVar[Any] = (Index("tag_name", "name"), STRICT_BY_KEY)
    paper_id: int = number_column(primary_key=True, foreign_key="paper.id")
    name: str = text_column(primary_key=True)


class NoteRow(SQLModel, table=True):
    """F: what the user wrote about a paper."""

    __tablename__ = "note"
    __table_args__: ClassVar[Any] = (Index("note_paper", "paper_id"), STRICT)
    id: int | None = number_column(default=None, primary_key=True)
    paper_id: int = number_column(foreign_key="paper.id")
    text: str = text_column()
    written_at: str = text_column()


class JudgementRow(SQLModel, table=True):
    """F: same or different, said by a person about two papers (the smaller uid first)."""

    __tablename__ = "judgement"
    __table_args__: ClassVar[Any] = (Index("judgement_second", "second"), STRICT_BY_KEY)
    first: str = text_column(primary_key=True)
    second: str = text_column(primary_key=True)
    verdict: str = text_column()
    judged_at: str = text_column()


class PairRow(SQLModel, table=True):
    """D: two papers that may be one work, for a person to decide (the smaller id first)."""

    __tablename__ = "pair"
    __table_args__: ClassVar[Any] = (Index("pair_second", "second"), STRICT_BY_KEY)
    first: int = number_column(primary_key=True, foreign_key="paper.id")
    second: int = number_column(primary_key=True, foreign_key="paper.id")
    why: str = text_column()
    noticed_at: str = text_column()


class AliasRow(SQLModel, table=True):
    """F: a cite key that led to a paper before it was merged into another."""

    __tablename__ = "alias"
    __table_args__: ClassVar[Any] = (Index("alias_paper", "paper_id"), STRICT_BY_KEY)
    cite_key: str = text_column(primary_key=True)
    paper_id: int = number_column(foreign_key="paper.id")


class ChangeRow(SQLModel, table=True):
    """F: one change of the user's, with what each row it touched was before and after, so that it can be taken back."""

    __tablename__ = "change"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = number_column(default=None, primary_key=True)
    what: str = text_column()
    made_at: str = text_column()
    undone_at: str | None = text_column(default=None)
    steps: str = text_column()
    """A JSON list of [table, key columns, row before or null, row after or null]."""
