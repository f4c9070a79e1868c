"""Titles are kept backwards, too, so that those that end alike lie beside one another; authors are read off papers."""

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
