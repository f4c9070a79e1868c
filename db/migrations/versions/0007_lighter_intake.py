"""Titles are kept backwards, too, so that those that end alike lie beside one another; authors are read off papers.

A line that was made here is of words of the abstract, so that it no longer stands in the index of words beside it.
"""

from __future__ import annotations

from alembic import op

from survey.catalog.sqlite import driver

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    "DROP TABLE authorship",
    "DROP TABLE author",
    """CREATE VIEW authorship AS SELECT
    paper.id AS paper_id,
    author."key" + 1 AS position,
    author.value AS author
FROM paper, json_each(paper.view, '$.authors') author
WHERE paper.view <> ''""",
    "DROP VIEW paper_text",
    """CREATE VIEW paper_text AS SELECT id,
    json_extract(view, '$.title') AS title,
    json_extract(view, '$.authors') AS authors,
    json_extract(view, '$.venue') AS venue,
    json_extract(view, '$.abstract') AS abstract,
    CASE json_extract(view, '$.summary.made_by') WHEN 'local' THEN NULL
        ELSE json_extract(view, '$.summary.text') END AS summary,
    said,
    spelt
FROM paper WHERE view <> ''""",
    "INSERT INTO paper_words (paper_words) VALUES ('rebuild')",
    "DROP INDEX record_near",
    "ALTER TABLE record RENAME COLUMN near TO backwards",
    "UPDATE record SET backwards = backwards(block)",
    "CREATE INDEX record_backwards ON record (backwards) WHERE superseded_at IS NULL",
)


def upgrade() -> None:
    """What was kept of authors by name, and of titles by first author, goes: both stand elsewhere, too."""
    driver(op.get_bind()).create_function("backwards", 1, _backwards, deterministic=True)
    for statement in STATEMENTS:
        op.execute(statement)


def _backwards(title: str | None) -> str | None:
    return title and title[::-1]
