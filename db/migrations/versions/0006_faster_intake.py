"""What an intake asks of each record is answered by an index alone, and what was judged is found by either paper."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    "DROP INDEX record_block",
    "DROP INDEX record_near",
    "CREATE INDEX record_block ON record (block, paper_id) WHERE superseded_at IS NULL",
    "CREATE INDEX record_near ON record (near, block, paper_id) WHERE superseded_at IS NULL",
    "CREATE INDEX paper_merged ON paper (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX judgement_second ON judgement (second)",
)


def upgrade() -> None:
    """The indexes."""
    for statement in STATEMENTS:
        op.execute(statement)
