"""The catalog's shape. What is marked F is a fact, written once; what is marked D is derived and can be rebuilt.

Rows do not validate: the model does that, at the border. Texts, integers and reals only, so that tables can be STRICT.
Dates and times are ISO 8601 texts in UTC. Every change here is a migration in `db/migrations`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import REAL, Index, Integer, MetaData, Table, Text, text
from sqlmodel import Field, SQLModel

metadata: MetaData = SQLModel.metadata
STRICT: dict[str, Any] = {"sqlite_strict": True}
STRICT_BY_KEY: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For tables that are looked up by their key alone and need no row number."""
CURRENT = text("superseded_at IS NULL")
"""Of the accounts that one source gave of one paper, the latest."""


def _text(**options: Any) -> Any:
    return Field(sa_type=Text, **options)


def _number(**options: Any) -> Any:
    return Field(sa_type=Integer, **options)


class RunRow(SQLModel, table=True):
    """F: one asking of one source."""

    __tablename__ = "run"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = _number(default=None, primary_key=True)
    verb: str = _text()
    source: str = _text()
    query: str = _text()
    """As typed."""
    sent: str = _text()
    """As sent: a JSON list of requests, without secrets."""
    started_at: str = _text()
    ended_at: str | None = _text(default=None)
    outcome: str | None = _text(default=None)
    message: str | None = _text(default=None)
    hits: int = _number()
    new: int = _number()
    unreadable: int = _number()
    requests: int = _number()


class SavedSearchRow(SQLModel, table=True):
    """F: a search that the user named, with its options and sources as JSON, and when it was last answered."""

    __tablename__ = "saved_search"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    name: str = _text(primary_key=True)
    wanted: str = _text()
    saved_at: str = _text()
    asked_at: str | None = _text(default=None)


class PaperRow(SQLModel, table=True):
    """What the records agree to be one work. `uid`, `cite_key`, `added_at` and `merged_into` are F, the rest D."""

    __tablename__ = "paper"
    __table_args__: ClassVar[Any] = (
        Index("paper_folded", "folded"),
        Index("paper_added", "added_at"),
        Index("paper_citations", "citations"),
        Index("paper_year", "year"),
        STRICT,
    )
    id: int | None = _number(default=None, primary_key=True)
    uid: str = _text(unique=True)
    cite_key: str = _text(unique=True)
    added_at: str | None = _text(default=None)
    """When the user added it; NULL for a paper that was only found, or was removed."""
    merged_into: int | None = _number(foreign_key="paper.id", default=None)
    folded: str | None = _text(default=None)
    """The title without case, accents and punctuation: by this it is found and sorted."""
    year: int | None = _number(default=None)
    venue_id: int | None = _number(foreign_key="venue.id", default=None)
    citations: int | None = _number(default=None)
    has_code: int = _number()
    has_results: int = _number()
    has_summary: int = _number()
    said: str | None = _text(default=None)
    """The user's tags and notes, for the index of words."""
    view: str = _text()
    """The settled paper as JSON (survey.model.view.PaperView); empty until it is settled for the first time."""
    spelt: str | None = _text(default=None)
    """How else its words can be spelt, for the index of words (survey.model.spelling)."""


class RecordRow(SQLModel, table=True):
    """F: one source's account of one paper at one time. One that says something new supersedes the one before."""

    __tablename__ = "record"
    __table_args__: ClassVar[Any] = (
        Index("record_paper", "paper_id"),
        Index("record_current", "source", "key", unique=True, sqlite_where=CURRENT),
        Index("record_block", "block", sqlite_where=CURRENT),
        Index("record_near", "near", sqlite_where=CURRENT),
        STRICT,
    )
    id: int | None = _number(default=None, primary_key=True)
    source: str = _text()
    key: str = _text()
    paper_id: int = _number(foreign_key="paper.id")
    run_id: int | None = _number(foreign_key="run.id", default=None)
    taken_at: str = _text()
    seen_at: str = _text()
    """When the source last said the same."""
    superseded_at: str | None = _text(default=None)
    block: str | None = _text(default=None)
    """The folded title: accounts that share it may be of one work."""
    near: str | None = _text(default=None)
    """First author and the beginning of the folded title: accounts that share it may be of one work."""
    digest: str = _text()
    """Of everything it says but the citation count, which is a series."""
    body: str = _text()


class CountRow(SQLModel, table=True):
    """F: how many works cite a paper, by one source's count on one day."""

    __tablename__ = "count"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    source: str = _text(primary_key=True)
    key: str = _text(primary_key=True)
    on_date: str = _text(primary_key=True)
    count: int = _number()


class RepositoryRow(SQLModel, table=True):
    """F: what the host of a repository said of it last."""

    __tablename__ = "repository"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    name: str = _text(primary_key=True)
    """The address as compared: see survey.model.repository."""
    url: str = _text()
    source: str = _text()
    checked_on: str = _text()
    stars: int | None = _number(default=None)
    license: str | None = _text(default=None)
    archived: int | None = _number(default=None)
    gone: int | None = _number(default=None)


class TagRow(SQLModel, table=True):
    """F: the user's word for a paper."""

    __tablename__ = "tag"
    __table_args__: ClassVar[Any] = (Index("tag_name", "name"), STRICT_BY_KEY)
    paper_id: int = _number(primary_key=True, foreign_key="paper.id")
    name: str = _text(primary_key=True)


class NoteRow(SQLModel, table=True):
    """F: what the user wrote about a paper."""

    __tablename__ = "note"
    __table_args__: ClassVar[Any] = (Index("note_paper", "paper_id"), STRICT)
    id: int | None = _number(default=None, primary_key=True)
    paper_id: int = _number(foreign_key="paper.id")
    text: str = _text()
    written_at: str = _text()


class JudgementRow(SQLModel, table=True):
    """F: same or different, said by a person about two papers (the smaller uid first)."""

    __tablename__ = "judgement"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    first: str = _text(primary_key=True)
    second: str = _text(primary_key=True)
    verdict: str = _text()
    judged_at: str = _text()


class PairRow(SQLModel, table=True):
    """D: two papers that may be one work, for a person to decide (the smaller id first)."""

    __tablename__ = "pair"
    __table_args__: ClassVar[Any] = (Index("pair_second", "second"), STRICT_BY_KEY)
    first: int = _number(primary_key=True, foreign_key="paper.id")
    second: int = _number(primary_key=True, foreign_key="paper.id")
    why: str = _text()
    noticed_at: str = _text()


class AliasRow(SQLModel, table=True):
    """F: a cite key that led to a paper before it was merged into another."""

    __tablename__ = "alias"
    __table_args__: ClassVar[Any] = (Index("alias_paper", "paper_id"), STRICT_BY_KEY)
    cite_key: str = _text(primary_key=True)
    paper_id: int = _number(foreign_key="paper.id")


class ChangeRow(SQLModel, table=True):
    """F: one change of the user's, with what each row it touched was before and after, so that it can be taken back."""

    __tablename__ = "change"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = _number(default=None, primary_key=True)
    what: str = _text()
    made_at: str = _text()
    undone_at: str | None = _text(default=None)
    steps: str = _text()
    """A JSON list of [table, key columns, row before or null, row after or null]."""


class IdentifierRow(SQLModel, table=True):
    """D: a name that records give to a paper. A second paper never takes it: a clash is a pair to decide."""

    __tablename__ = "identifier"
    __table_args__: ClassVar[Any] = (Index("identifier_paper", "paper_id"), STRICT_BY_KEY)
    scheme: str = _text(primary_key=True)
    value: str = _text(primary_key=True)
    paper_id: int = _number(foreign_key="paper.id")


class AuthorRow(SQLModel, table=True):
    """D: a name as printed."""

    __tablename__ = "author"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = _number(default=None, primary_key=True)
    name: str = _text(unique=True)


class AuthorshipRow(SQLModel, table=True):
    """D: an author's place on a paper, from 1."""

    __tablename__ = "authorship"
    __table_args__: ClassVar[Any] = (Index("authorship_author", "author_id"), STRICT_BY_KEY)
    paper_id: int = _number(primary_key=True, foreign_key="paper.id")
    position: int = _number(primary_key=True)
    author_id: int = _number(foreign_key="author.id")


class VenueRow(SQLModel, table=True):
    """D: where papers appeared, under one name."""

    __tablename__ = "venue"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = _number(default=None, primary_key=True)
    name: str = _text(unique=True)
    kind: str | None = _text(default=None)


class ResultRow(SQLModel, table=True):
    """D: a value that a source says a paper claims on a benchmark."""

    __tablename__ = "result"
    __table_args__: ClassVar[Any] = (Index("result_benchmark", "task", "dataset", "metric"), STRICT_BY_KEY)
    paper_id: int = _number(primary_key=True, foreign_key="paper.id")
    position: int = _number(primary_key=True)
    task: str = _text()
    dataset: str = _text()
    metric: str = _text()
    direction: str | None = _text(default=None)
    model: str | None = _text(default=None)
    printed: str = _text()
    value: float | None = Field(default=None, sa_type=REAL)
    source: str = _text()


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
    id: int | None = _number(default=None, primary_key=True)
    paper_id: int | None = _number(foreign_key="paper.id", default=None)
    """The paper that cites; NULL for a draft."""
    draft: str | None = _text(default=None)
    """The path of the draft that cites; NULL for a paper."""
    source: str = _text()
    """Who says so; `text` is the citing paper's own text."""
    key: str = _text()
    """By what the source calls the cited work: its own key, or the cite key in the text."""
    title: str | None = _text(default=None)
    authors: str | None = _text(default=None)
    """A JSON list of names."""
    year: int | None = _number(default=None)
    identifiers: str | None = _text(default=None)
    """A JSON list of `scheme:value`."""
    raw: str | None = _text(default=None)
    """The entry as printed."""
    cited_id: int | None = _number(foreign_key="paper.id", default=None)
    """The paper that is cited. Where the source keeps an account under `key`, it is that account's paper instead."""
    how: str | None = _text(default=None)
    """By what it was found: `identifier`, `list` or `title`."""
    sure: float | None = Field(default=None, sa_type=REAL)
    """From 0 to 1."""
    seen_at: str = _text()


class MentionRow(SQLModel, table=True):
    """F: one place of a paper's own text where a work is cited."""

    __tablename__ = "mention"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    reference_id: int = _number(primary_key=True, foreign_key="reference.id")
    position: int = _number(primary_key=True)
    """From 1."""
    part: str | None = _text(default=None)
    """`related work`, `experiments`, or NULL for the rest of the text."""
    section: str | None = _text(default=None)
    theme: str | None = _text(default=None)
    sentence: str = _text()
    appendix: int = _number()


class SimilarRow(SQLModel, table=True):
    """F: a paper that a source puts beside another as like it, under the source's own key."""

    __tablename__ = "similar"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    paper_id: int = _number(primary_key=True, foreign_key="paper.id")
    source: str = _text(primary_key=True)
    key: str = _text(primary_key=True)
    seen_at: str = _text()


class AskedRow(SQLModel, table=True):
    """F: a source was asked last for what lies around a paper in one way, and answered."""

    __tablename__ = "asked"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    paper_id: int = _number(primary_key=True, foreign_key="paper.id")
    way: str = _text(primary_key=True)
    source: str = _text(primary_key=True)
    asked_at: str = _text()
    stated: int | None = _number(default=None)
    """How many there are, as the source counts them."""
    shown: int = _number()


class SoughtRow(SQLModel, table=True):
    """F: a source was asked last for an identifier (`doi:…`) or a folded title (`title:…`), and answered."""

    __tablename__ = "sought"
    __table_args__: ClassVar[Any] = (STRICT_BY_KEY,)
    what: str = _text(primary_key=True)
    source: str = _text(primary_key=True)
    sought_at: str = _text()


class CrawlRow(SQLModel, table=True):
    """F: a crawl that was begun, so that it can go on later. What it asked stands in `asked` and `sought`."""

    __tablename__ = "crawl"
    __table_args__: ClassVar[Any] = (STRICT,)
    id: int | None = _number(default=None, primary_key=True)
    wanted: str = _text()
    """What was wanted, as JSON (survey.workflow.plan.Plan)."""
    began_at: str = _text()
    ended_at: str | None = _text(default=None)
    outcome: str | None = _text(default=None)


# The tables as statements name them: `tables.paper.c.id`.
run: Table = metadata.tables["run"]
saved_search: Table = metadata.tables["saved_search"]
paper: Table = metadata.tables["paper"]
record: Table = metadata.tables["record"]
count: Table = metadata.tables["count"]
repository: Table = metadata.tables["repository"]
tag: Table = metadata.tables["tag"]
note: Table = metadata.tables["note"]
judgement: Table = metadata.tables["judgement"]
pair: Table = metadata.tables["pair"]
alias: Table = metadata.tables["alias"]
change: Table = metadata.tables["change"]
identifier: Table = metadata.tables["identifier"]
author: Table = metadata.tables["author"]
authorship: Table = metadata.tables["authorship"]
venue: Table = metadata.tables["venue"]
result: Table = metadata.tables["result"]
reference: Table = metadata.tables["reference"]
mention: Table = metadata.tables["mention"]
similar: Table = metadata.tables["similar"]
asked: Table = metadata.tables["asked"]
sought: Table = metadata.tables["sought"]
crawl: Table = metadata.tables["crawl"]
