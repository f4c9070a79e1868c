"""The file in which imported dumps are kept: what it looks like, and how it is opened to write."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from survey.dump.dump import SHAPE, of_another_time
from survey.model.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Parts of the index of words are merged when there are 64 of them, not all along: that was a quarter of the indexing.
# https://sqlite.org/fts5.html#the_automerge_configuration_option
_SHAPE = """
CREATE TABLE file (
    name TEXT NOT NULL, kind TEXT NOT NULL, dated TEXT NOT NULL, began_at TEXT NOT NULL, ended_at TEXT,
    read INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0, merged INTEGER NOT NULL DEFAULT 0,
    skipped TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (kind, name, dated)
) STRICT;
CREATE TABLE task (name TEXT NOT NULL PRIMARY KEY, areas TEXT NOT NULL) STRICT;
CREATE TABLE parent (task TEXT NOT NULL, parent TEXT NOT NULL, PRIMARY KEY (task, parent)) WITHOUT ROWID, STRICT;
CREATE TABLE board (
    id INTEGER PRIMARY KEY, task TEXT NOT NULL, dataset TEXT NOT NULL, folded_task TEXT NOT NULL,
    folded_dataset TEXT NOT NULL, dated TEXT NOT NULL, metrics TEXT NOT NULL, rows INTEGER NOT NULL, view TEXT NOT NULL,
    UNIQUE (task, dataset)
) STRICT;
CREATE INDEX board_folded ON board (folded_task, folded_dataset);
CREATE INDEX board_dataset ON board (folded_dataset);
CREATE TABLE paper (
    id INTEGER PRIMARY KEY, slug TEXT UNIQUE, arxiv TEXT, folded TEXT NOT NULL, dated TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX paper_arxiv ON paper (arxiv) WHERE arxiv IS NOT NULL;
CREATE INDEX paper_folded ON paper (folded);
CREATE TABLE claim (board INTEGER NOT NULL, place INTEGER NOT NULL, paper INTEGER NOT NULL, PRIMARY KEY (board, place))
WITHOUT ROWID, STRICT;
CREATE INDEX claim_paper ON claim (paper);
CREATE TABLE code (
    position INTEGER PRIMARY KEY, paper INTEGER NOT NULL, url TEXT NOT NULL, official INTEGER, UNIQUE (paper, url)
) STRICT;
CREATE TABLE method (
    name TEXT NOT NULL PRIMARY KEY, full_name TEXT, slug TEXT, folded TEXT, dated TEXT NOT NULL
) STRICT;
CREATE INDEX method_slug ON method (slug);
CREATE INDEX method_folded ON method (folded);
CREATE TABLE variant (dataset TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (dataset, name))
WITHOUT ROWID, STRICT;
CREATE INDEX variant_folded ON variant (folded);
CREATE TABLE skipped (
    file TEXT NOT NULL, place TEXT NOT NULL, why TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (file, place, why)
) STRICT;
CREATE VIEW paper_text AS
SELECT id, json_extract(body, '$.title') AS title, json_extract(body, '$.abstract') AS abstract FROM paper;
CREATE VIRTUAL TABLE words USING fts5 (
    title, abstract, content='paper_text', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO words (words, rank) VALUES ('automerge', 0);
INSERT INTO words (words, rank) VALUES ('crisismerge', 64);
"""


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Lets others read while this writes. For once SQLite does not wait for another that is doing the same just now."""
    for _ in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            time.sleep(0.05)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The file at `path`, to write, made where there is none. Raises SurveyError where it cannot be written.

    What was not committed when the program is killed is undone by whoever opens the file next.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)) as connection:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -65536")
            connection.execute("BEGIN IMMEDIATE")
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                for statement in _SHAPE.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {SHAPE}")
            elif found != SHAPE:
                raise of_another_time(path)
            yield connection
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise SurveyError(
            f"{path} cannot be written: {error}",
            hint="is there room, and may you write there? or delete it and import anew",
        ) from error
