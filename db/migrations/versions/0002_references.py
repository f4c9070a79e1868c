"""Who cites whom, and where: what a crawl follows. Nothing of what was there before changes."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE crawl (
    id INTEGER NOT NULL,
    wanted TEXT NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE sought (
    what TEXT NOT NULL,
    source TEXT NOT NULL,
    sought_at TEXT NOT NULL,
    PRIMARY KEY (what, source)
) WITHOUT ROWID, STRICT;
CREATE TABLE asked (
    paper_id INTEGER NOT NULL,
    way TEXT NOT NULL,
    source TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    stated INTEGER,
    shown INTEGER NOT NULL,
    PRIMARY KEY (paper_id, way, source),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;
CREATE TABLE similar (
    paper_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (paper_id, source, "key"),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT;
CREATE TABLE reference (
    id INTEGER NOT NULL,
    paper_id INTEGER,
    draft TEXT,
    source TEXT NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT,
    authors TEXT,
    year INTEGER,
    identifiers TEXT,
    raw TEXT,
    cited_id INTEGER,
    how TEXT,
    sure REAL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id),
    FOREIGN KEY(cited_id) REFERENCES paper (id)
) STRICT;
CREATE INDEX reference_cited ON reference (cited_id);
CREATE UNIQUE INDEX reference_of_draft ON reference (draft, source, "key") WHERE draft IS NOT NULL;
CREATE UNIQUE INDEX reference_of_paper ON reference (paper_id, source, "key") WHERE paper_id IS NOT NULL;
CREATE TABLE mention (
    reference_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    part TEXT,
    section TEXT,
    theme TEXT,
    sentence TEXT NOT NULL,
    appendix INTEGER NOT NULL,
    PRIMARY KEY (reference_id, position),
    FOREIGN KEY(reference_id) REFERENCES reference (id)
) WITHOUT ROWID, STRICT;
"""

# Edges between papers as they stand today. What a source lists is found through the source's own account of it, so
# that it moves along when that account turns out to be of another paper.
CITATIONS = """CREATE VIEW citation AS SELECT
    reference.id AS reference_id,
    coalesce(citing.merged_into, citing.id) AS citing_id,
    reference.draft AS draft,
    coalesce(cited.merged_into, cited.id) AS cited_id,
    reference.source AS source
FROM reference
LEFT JOIN paper citing ON citing.id = reference.paper_id
LEFT JOIN record ON record.source = reference.source AND record."key" = reference."key"
    AND record.superseded_at IS NULL
JOIN paper cited ON cited.id = coalesce(record.paper_id, reference.cited_id)"""


def upgrade() -> None:
    """The tables, and the citations that they amount to."""
    for statement in (*TABLES.strip().removesuffix(";").split(";\n"), CITATIONS):
        op.execute(statement)
