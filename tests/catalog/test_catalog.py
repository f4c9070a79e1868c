"""A catalog file: made, refused, brought up to date, backed up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from survey.catalog import tables
from survey.catalog.catalog import HEAD, Catalog
from survey.catalog.read import Selection, views
from survey.model.errors import CatalogError
from tests.catalog.making import Shelf
from tests.model.making import record

ROOT = Path(__file__).parent.parent.parent


def test_a_new_catalog_looks_as_the_schema_says(shelf: Shelf) -> None:
    rows = shelf.rows(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'paper_words_%' ORDER BY type, name"
    )

    assert ";\n\n".join(sql for (sql,) in rows) + ";\n" == (ROOT / "db" / "schema.sql").read_text(encoding="utf-8")


def test_the_migrations_and_the_tables_agree(shelf: Shelf) -> None:
    engine = create_engine(f"sqlite:///{shelf.path}")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    engine.dispose()

    assert [each for each in differences if "paper_words" not in str(each)] == []


def test_the_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(ROOT / "db" / "migrations")).get_current_head() == HEAD


def test_a_catalog_that_was_written_by_a_newer_program_is_refused(shelf: Shelf) -> None:
    with closing(sqlite3.connect(shelf.path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    with pytest.raises(CatalogError, match="newer survey"):
        Catalog(shelf.path).reader()


def text(path: Path) -> None:
    path.write_text("Dear diary")


def strange(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bird (name TEXT)")


def folder(path: Path) -> None:
    path.mkdir()


def nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("made", [text, strange, folder, nothing])
def test_what_is_no_catalog_is_called_what_it_is_and_left_alone(tmp_path: Path, made: Callable[[Path], None]) -> None:
    path = tmp_path / "catalog.sqlite"
    made(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(CatalogError) as told:
        Catalog(path).reader()

    assert "\n" not in told.value.message
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_becomes_a_catalog(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    path.touch()

    with Shelf(path) as shelf:
        shelf.add(record(title="Lanterns"))

        assert shelf.keys(Selection()) != []


def test_a_locked_catalog_is_told_as_such_and_can_still_be_read(shelf: Shelf) -> None:
    shelf.add(record(title="Lanterns"))
    with closing(sqlite3.connect(shelf.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        catalog = Catalog(shelf.path, patience=0.1)

        with pytest.raises(CatalogError, match="locked"), catalog.writing():
            pass
        with catalog.reading() as reader:
            assert len(list(views(reader, Selection()))) == 1
        catalog.close()


def test_a_full_disk_loses_nothing_of_what_was_there(shelf: Shelf) -> None:
    shelf.add(record(title="Lanterns"))
    before = shelf.views()
    with shelf.catalog.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    with pytest.raises(CatalogError, match="full"):
        shelf.take(
            *(record(key=str(number), title=f"Long {number} " * 50, abstract="word " * 500) for number in range(2, 60))
        )

    assert shelf.views() == before


def test_a_backup_is_a_catalog_of_its_own(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add(record(title="Lanterns"))

    copy = shelf.catalog.backup(tmp_path / "copy.sqlite")

    with Shelf(copy) as other:
        assert other.views() == shelf.views()
