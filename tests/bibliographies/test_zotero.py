"""A copy of Zotero's database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from survey.bibliographies.read import read_bibliography
from survey.bibliographies.zotero import settled
from survey.model.errors import AskedWronglyError
from survey.model.record import Venue, VenueKind
from tests.bibliographies.files import name_of, names
from tests.bibliographies.library import library

if TYPE_CHECKING:
    from pathlib import Path


def test_works_are_read_and_neither_notes_nor_attachments_nor_what_was_deleted() -> None:
    bibliography = read_bibliography(library(), "zotero.sqlite")
    found, other = bibliography.entries

    assert bibliography.form == "zotero"
    assert (found.id, name_of(found)) == ("ABCD1234", "zotero.sqlite#ABCD1234")
    assert found.record.title == "Examples kept at home"
    assert found.record.authors == ("Anna Doe", "Example Group")
    assert (found.record.year, found.record.published) == (2017, None)
    assert found.record.venue == Venue("Journal of Examples", VenueKind.JOURNAL)
    assert names(found) == {"doi:10.1234/home"}
    assert found.fields == (("shortTitle", "Examples"),)
    assert other.id == "doe2018another"


def test_collections_and_tags_of_the_user_are_tags() -> None:
    found, other = read_bibliography(library(), "zotero.sqlite").entries

    assert found.tags == ("to read", "At home", "Thesis")
    assert found.notes == ("Seen twice.",)
    assert other.tags == ()


def test_a_library_that_writes_ahead_is_read_too() -> None:
    content = bytearray(library())
    content[18:20] = b"\x02\x02"

    assert len(read_bibliography(bytes(content), "zotero.sqlite").entries) == 2


@pytest.mark.parametrize("end", [100, 5000, 20_000])
def test_a_damaged_library_is_refused_with_advice(end: int) -> None:
    with pytest.raises(AskedWronglyError) as refused:
        read_bibliography(library()[:end], "zotero.sqlite")

    assert "zotero.sqlite" in refused.value.message
    assert "Zotero is closed" in (refused.value.hint or "")


_ENDLESS = """
CREATE VIEW tags AS
WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a AS tagID, a AS name FROM n
"""


def test_a_trap_in_a_library_springs_within_bounds() -> None:
    trap = library("DROP TABLE tags", _ENDLESS)

    with pytest.raises(AskedWronglyError, match="interrupted"):
        read_bibliography(trap, "zotero.sqlite")


def test_news_of_feeds_are_no_works_of_the_library() -> None:
    content = library("CREATE TABLE feedItems (itemID INTEGER PRIMARY KEY)", "INSERT INTO feedItems VALUES (9)")

    assert [entry.id for entry in read_bibliography(content, "zotero.sqlite").entries] == ["ABCD1234"]


def test_what_lies_in_a_running_programs_log_is_read(tmp_path: Path) -> None:
    path = tmp_path / "zotero.sqlite"
    path.write_bytes(library())
    with closing(sqlite3.connect(path)) as running:
        running.execute("PRAGMA journal_mode = WAL")
        running.execute("UPDATE itemDataValues SET value = 'Examples just renamed' WHERE valueID = 1")
        running.commit()
        running.execute("PRAGMA locking_mode = EXCLUSIVE")
        running.execute("UPDATE itemDataValues SET value = 'not yet said' WHERE valueID = 1")
        before = sorted(each.name for each in tmp_path.iterdir())

        content = settled(path)

        assert sorted(each.name for each in tmp_path.iterdir()) == before
    assert read_bibliography(content, "zotero.sqlite").entries[0].record.title == "Examples just renamed"


def test_a_change_that_a_running_program_has_half_written_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "zotero.sqlite"
    path.write_bytes(library())
    with closing(sqlite3.connect(path, isolation_level=None)) as running:
        running.execute("PRAGMA locking_mode = EXCLUSIVE")
        running.execute("PRAGMA cache_size = 1")
        running.execute("PRAGMA cache_spill = 1")
        running.execute("BEGIN IMMEDIATE")
        running.execute("UPDATE itemDataValues SET value = 'Half written' WHERE valueID = 1")
        running.executemany("INSERT INTO itemDataValues (value) VALUES (?)", ((f"{n}" * 500,) for n in range(500)))
        assert b"Half written" in path.read_bytes()

        content = settled(path)

    assert read_bibliography(content, "zotero.sqlite").entries[0].record.title == "Examples kept at home"


def test_a_file_at_rest_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "zotero.sqlite"
    path.write_bytes(library())
    (tmp_path / "zotero.sqlite-journal").touch()

    assert settled(path) == library()
