"""Collections of papers in the catalog, and what the user says in each of them alone."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import SQLModel

from survey.catalog.tables.columns import STRICT, STRICT_BY_KEY, number_column, text_column


class SurveyRow(SQLModel, table=True):
    """F: a collection of papers, and the question that it is to answer."""

    __tablename__ = "survey"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = number_column(default=None, primary_key=True)
    name: str = text_column(unique=True)
    question: str | None = text_column(default=None)
    made_at: str = text_column()


class CandidateRow(SQLModel, table=True):
    """F: a paper under consideration in a survey. What was said of it there outlives this row."""

    __tablename__ = "candidate"
    __table_args__: ClassVar[Any] = (Index("candidate_paper", "paper_id"), STRICT_BY_KEY)
    survey_id: int = number_column(primary_key=True, foreign_key="survey.id")
    paper_id: int = number_column(primary_key=True, foreign_key="paper.id")
    added_at: str = text_column()


class SurveyTagRow(SQLModel, table=True):
    """F: the user's word for a paper in one survey."""

    __tablename__ = "survey_tag"
    __table_args__: ClassVar[Any] = (Index("survey_tag_paper", "paper_id"), STRICT_BY_KEY)
    survey_id: int = number_column(primary_key=True, foreign_key="survey.id")
    paper_id: int = number_column(primary_key=True, foreign_key="paper.id")
    name: str = text_column(primary_key=True)


class SurveyNoteRow(SQLModel, table=True):
    """F: what the user wrote about a paper in one survey."""

    __tablename__ = "survey_note"
    __table_args__: ClassVar[Any] = (
        Index("survey_note_of", "survey_id", "paper_id"),
        Index("survey_note_paper", "paper_id"),
        STRICT,
    )
    id: int | None = number_column(default=None, primary_key=True)
    survey_id: int = number_column(foreign_key="survey.id")
    paper_id: int = number_column(foreign_key="paper.id")
    text: str = text_column()
    written_at: str = text_column()


class DecisionRow(SQLModel, table=True):
    """F: a verdict on a paper in one survey, at one stage. A later one of the same stage stands for it.

    The view `decided` has the one that counts: the latest of the stage that was reached last.
    """

    __tablename__ = "decision"
    __table_args__: ClassVar[Any] = (
        Index("decision_of", "survey_id", "paper_id"),
        Index("decision_paper", "paper_id"),
        STRICT,
    )
    id: int | None = number_column(default=None, primary_key=True)
    survey_id: int = number_column(foreign_key="survey.id")
    paper_id: int = number_column(foreign_key="paper.id")
    stage: str = text_column()
    verdict: str = text_column()
    """A survey.model.survey.Verdict."""
    reason: str | None = text_column(default=None)
    decided_at: str = text_column()
