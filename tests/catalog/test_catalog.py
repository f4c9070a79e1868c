"""A catalog file: made, refused, brought up to date, backed up."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event

from survey.catalog import tables
from survey.catalog.catalog import HEAD, Catalog
from survey.catalog.read import Selection, views
from survey.model.errors import CatalogError
from tests.catalog.making import Shelf, faults
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
    assert told.value.hint is not None
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_is_no_catalog_to_read(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    path.touch()

    with pytest.raises(CatalogError, match="empty"):
        Catalog(path).reader()

    assert path.read_bytes() == b""


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


def test_a_damaged_catalog_is_told_as_such(shelf: Shelf) -> None:
    shelf.add(*(record(key=str(number), title=f"Lantern {number}") for number in range(200)))
    shelf.catalog.close()
    whole = shelf.path.read_bytes()
    shelf.path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))

    with pytest.raises(CatalogError, match="damaged") as told, Catalog(shelf.path).reading() as reader:
        list(views(reader, Selection()))

    assert told.value.hint is not None


def test_a_place_where_no_folder_can_be_made_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CatalogError, match="no folder can be made"):
        Catalog(tmp_path / "file" / "db" / "catalog.sqlite").upgrade()


def as_nobody(do: Callable[[], None]) -> int:
    """Does it in a child without the rights of root, and says with what it ended: 0 where it did not raise."""
    child = os.fork()
    if not child:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            do()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may enter."""
    with TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.parametrize("name", ["catalog.sqlite", "new.sqlite", "below/new.sqlite"])
def test_what_may_only_be_read_is_read_and_nothing_is_written(open_folder: Path, name: str) -> None:
    path = open_folder / "catalog.sqlite"
    with Shelf(path) as shelf:
        shelf.add(record(title="Lanterns"))
    path.chmod(0o444)
    open_folder.chmod(0o555)

    def reads() -> None:
        with Catalog(path).reading() as reader:
            assert len(list(views(reader, Selection()))) == 1

    def writes() -> None:
        with (
            pytest.raises(CatalogError, match=r"cannot be written|cannot be opened|no folder can be made"),
            Catalog(open_folder / name).writing() as connection,
        ):
            connection.exec_driver_sql("DELETE FROM pair")

    assert (as_nobody(reads), as_nobody(writes)) == (0, 0)
    open_folder.chmod(0o755)
    assert [each.name for each in open_folder.iterdir()] == ["catalog.sqlite"]


def test_what_may_not_even_be_read_is_told_as_such(open_folder: Path) -> None:
    with Shelf(open_folder / "catalog.sqlite") as shelf:
        shelf.path.chmod(0)

    def reads() -> None:
        with pytest.raises(CatalogError, match=r"cannot be opened|cannot be read"):
            Catalog(shelf.path).reader()

    assert as_nobody(reads) == 0


LATER = f"{int(HEAD) + 1:04d}"
LATER_STEP = f"""
from alembic import op

revision = "{LATER}"
down_revision = "{HEAD}"


def upgrade() -> None:
    op.execute("ALTER TABLE note ADD COLUMN colour TEXT")
    {{more}}
"""


def a_later_program(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    """From now on the program knows one step more."""
    shutil.copytree(ROOT / "db" / "migrations", folder / "migrations")
    (folder / "migrations" / "versions" / f"{LATER}_colour.py").write_text(LATER_STEP.format(more=more))
    monkeypatch.setattr("importlib.resources.files", lambda _: folder / "migrations")
    monkeypatch.setattr("survey.catalog.catalog.HEAD", LATER)


def test_an_older_catalog_is_kept_aside_and_brought_up_to_date(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(record(title="Lanterns"))
    before = shelf.views()
    a_later_program(tmp_path, monkeypatch)

    backup = shelf.catalog.upgrade()

    assert shelf.views() == before
    assert shelf.rows("SELECT colour FROM note") == []
    assert backup is not None
    assert backup.parent == tmp_path / "backups"
    monkeypatch.undo()
    with Shelf(backup) as older:
        assert older.views() == before


def test_a_step_that_fails_leaves_the_catalog_as_it_was(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add(record(title="Lanterns"))
    before = shelf.dump()
    a_later_program(tmp_path, monkeypatch, 'op.execute("INSERT INTO nowhere VALUES (1)")')

    with pytest.raises(CatalogError, match="nowhere"):
        shelf.catalog.upgrade()

    shelf.catalog.close()
    assert shelf.dump() == before


def test_a_backup_takes_nobodys_place(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary")

    with pytest.raises(CatalogError, match="already"):
        shelf.catalog.backup(tmp_path / "diary.txt")

    assert (tmp_path / "diary.txt").read_text() == "Dear diary"


def test_a_backup_is_a_catalog_of_its_own(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add(record(title="Lanterns"))

    copy = shelf.catalog.backup(tmp_path / "copy.sqlite")

    with Shelf(copy) as other:
        assert other.views() == shelf.views()


OLDEST = Path(__file__).parent.parent / "catalogs" / "0001.sql"


def an_old_catalog(path: Path) -> None:
    """A catalog as the first version of the program left it: two papers in the survey, one only found."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLDEST.read_text(encoding="utf-8"))


def shapes(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'paper_words_%' ORDER BY 1"
        ).fetchall()


MADE_ANEW = ("author", "authorship")
"""Tables that are no longer kept: authors are read off papers."""


def columns(path: Path) -> dict[str, str]:
    """The columns of each table, but for what is made anew: the index of words, and how far the file has come."""
    named = (
        "SELECT t.name, group_concat(quote(c.name), ', ') FROM sqlite_master t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND t.name NOT LIKE 'paper_words%' AND t.name <> 'alembic_version' GROUP BY t.name"
    )
    with closing(sqlite3.connect(path)) as connection:
        named_here = {table: names.replace("'", '"') for table, names in connection.execute(named)}
    # By what a record is looked up is made anew, too.
    by_name = named_here["record"].replace(', "near"', "")
    return {table: names for table, names in named_here.items() if table not in MADE_ANEW} | {"record": by_name}


def kept(path: Path, shape: dict[str, str]) -> list[tuple[object, ...]]:
    """What a catalog keeps in the tables and columns of `shape`, row by row."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, *row)
            for table, names in shape.items()
            for row in connection.execute(f'SELECT {names} FROM "{table}"')  # noqa: S608 - names of our own
        ]


def test_the_first_catalog_is_brought_up_to_date_and_loses_nothing(tmp_path: Path, shelf: Shelf) -> None:
    path = tmp_path / "old.sqlite"
    an_old_catalog(path)
    shape = columns(path)
    before = kept(path, shape)
    authors = "SELECT paper_id, position, name FROM authorship JOIN author ON author.id = author_id ORDER BY 1, 2"
    with closing(sqlite3.connect(path)) as connection:
        authors_before = connection.execute(authors).fetchall()

    with Shelf(path) as old:
        backup = old.catalog.upgrade()
        keys = old.keys(Selection(sort="key"))
        authors_after = old.rows("SELECT * FROM authorship ORDER BY 1, 2")

    assert backup is not None
    assert keys == ["castellanos2019tidal", "moreau2020lanterns"]
    assert kept(path, shape) == before
    assert authors_after == authors_before
    assert shapes(path) == shapes(shelf.path)
    assert faults(path) == []


def test_an_upgrade_makes_the_papers_of_before_findable_however_they_are_spelt(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    an_old_catalog(path)
    with closing(sqlite3.connect(path)) as connection:
        titled = "UPDATE paper SET view = json_set(view, '$.title', ?) WHERE cite_key = 'moreau2020lanterns'"
        connection.execute(titled, (r"强化学习 in $\mathcal{H}_2$",))
        connection.execute("INSERT INTO paper_words (paper_words) VALUES ('rebuild')")
        connection.commit()

    with Shelf(path) as old:
        old.catalog.upgrade()

        assert old.keys(Selection("学习")) == old.keys(Selection("H2")) == ["moreau2020lanterns"]
        assert faults(path) == []


def test_killed_in_the_midst_of_an_upgrade_the_catalog_is_the_old_or_the_new_one(tmp_path: Path, shelf: Shelf) -> None:
    """The process that upgrades is killed as soon as it asks for one more statement, earlier or later."""
    ends = set()
    for statements in range(0, 240, 8):
        path = tmp_path / f"{statements}.sqlite"
        an_old_catalog(path)
        old = shapes(path)

        killed = os.fork() or _upgrade_until(path, statements)
        os.waitpid(killed, 0)

        ends.add(found := "old" if shapes(path) == old else "new" if shapes(path) == shapes(shelf.path) else "neither")
        assert found != "neither"
        assert Catalog(path).upgrade() is not None or found == "new"
        assert shapes(path) == shapes(shelf.path)
        assert faults(path) == []
    assert ends == {"old", "new"}


def _upgrade_until(path: Path, statements: int) -> int:
    """Upgrades, and is killed without warning before so many changes of shape are made."""
    made = iter(range(statements))

    def permit(action: int, *_: object) -> int:
        if action in _CHANGES and next(made, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return sqlite3.SQLITE_OK

    catalog = Catalog(path)
    event.listen(catalog._engine, "connect", lambda connection, _: connection.set_authorizer(permit))
    catalog.upgrade()
    os._exit(0)


_CHANGES = {
    sqlite3.SQLITE_CREATE_TABLE,
    sqlite3.SQLITE_CREATE_INDEX,
    sqlite3.SQLITE_CREATE_VIEW,
    sqlite3.SQLITE_UPDATE,
    sqlite3.SQLITE_TRANSACTION,
}
