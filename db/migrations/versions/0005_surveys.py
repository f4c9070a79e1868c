"""Several surveys in one catalog, each with its own papers, tags, notes and decisions. What was there stays."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = (
    """CREATE TABLE survey (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    question TEXT,
    made_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
) STRICT""",
    """CREATE TABLE candidate (
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (survey_id, paper_id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT""",
    """CREATE TABLE survey_tag (
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (survey_id, paper_id, name),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) WITHOUT ROWID, STRICT""",
    """CREATE TABLE survey_note (
    id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    written_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) STRICT""",
    """CREATE TABLE decision (
    id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    paper_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(survey_id) REFERENCES survey (id),
    FOREIGN KEY(paper_id) REFERENCES paper (id)
) STRICT""",
)
INDEXES = (
    "CREATE INDEX candidate_paper ON candidate (paper_id)",
    "CREATE INDEX decision_of ON decision (survey_id, paper_id)",
    "CREATE INDEX decision_paper ON decision (paper_id)",
    "CREATE INDEX survey_note_of ON survey_note (survey_id, paper_id)",
    "CREATE INDEX survey_note_paper ON survey_note (paper_id)",
    "CREATE INDEX survey_tag_paper ON survey_tag (paper_id)",
)
# A stage is reached with the first word on it; a word that comes later on an earlier stage changes nothing beyond it.
DECIDED = """CREATE VIEW decided AS SELECT survey_id, paper_id, stage, verdict, reason, decided_at
FROM (
    SELECT *, row_number() OVER (PARTITION BY survey_id, paper_id ORDER BY reached DESC, id DESC) AS place
    FROM (SELECT *, min(id) OVER (PARTITION BY survey_id, paper_id, stage) AS reached FROM decision)
)
WHERE place = 1"""


def upgrade() -> None:
    """The tables, and the view of what was decided."""
    for statement in (*TABLES, *INDEXES, DECIDED):
        op.execute(statement)
