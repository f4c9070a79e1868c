"""Searches kept under a name, to be asked again. Nothing of what was there before changes."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

TABLE = """CREATE TABLE saved_search (
    name TEXT NOT NULL,
    wanted TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    asked_at TEXT,
    PRIMARY KEY (name)
) WITHOUT ROWID, STRICT"""


def upgrade() -> None:
    """The table."""
    op.execute(TABLE)
