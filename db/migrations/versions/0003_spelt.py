"""Words found however they are spelt: LaTeX as typed, letters without a key, pairs of Chinese, Japanese and Korean.

These spellings stand in a column of their own, since the index makes its words by itself from what is shown.
"""

from __future__ import annotations

import json

from alembic import op

from survey.model.spelling import spellings_of

revision = "0003"
down_revision = "0002"

TEXT = """CREATE VIEW paper_text AS SELECT id,
    json_extract(view, '$.title') AS title,
    json_extract(view, '$.authors') AS authors,
    json_extract(view, '$.venue') AS venue,
    json_extract(view, '$.abstract') AS abstract,
    json_extract(view, '$.summary.text') AS summary,
    said,
    spelt
FROM paper WHERE view <> ''"""
INDEX = """CREATE VIRTUAL TABLE paper_words USING fts5 (
    title, authors, venue, abstract, summary, said, spelt,
    content='paper_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
)"""
_PAGE = 1000


def upgrade() -> None:
    """The column, filled, and the index of words, built anew."""
    for statement in (
        "DROP TABLE paper_words",
        "DROP VIEW paper_text",
        "ALTER TABLE paper ADD COLUMN spelt TEXT",
        TEXT,
        INDEX,
    ):
        op.execute(statement)
    _spell()
    op.execute("INSERT INTO paper_words (paper_words) VALUES ('rebuild')")


def _spell() -> None:
    connection = op.get_bind()
    last = 0
    page = "SELECT id, view, said FROM paper WHERE id > ? AND view <> '' ORDER BY id LIMIT ?"
    while rows := connection.exec_driver_sql(page, (last, _PAGE)).fetchall():
        last = rows[-1][0]
        spelt = [(spellings_of(json.loads(view), said), paper) for paper, view, said in rows]
        if kept := [each for each in spelt if each[0]]:
            connection.exec_driver_sql("UPDATE paper SET spelt = ? WHERE id = ?", kept)
