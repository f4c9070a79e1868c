"""One catalog file: opened, brought up to date, written in transactions."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from survey.catalog import sqlite
from survey.model.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

HEAD = "0001"
"""The newest step in `db/migrations` that this program knows."""


class Catalog:
    """A catalog file. Reading opens it so that nothing can be changed; writing makes it where there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def reader(self) -> sqlite3.Connection:
        """A connection that can change nothing; raises CatalogError where there is no catalog of this program's age."""
        sqlite.check_file(self.path)
        self.upgrade()
        return sqlite.open_to_read(self.path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none. The catalog is made first where there is none.

        Raises CatalogError where the file is locked, damaged or cannot be written, or the disk is full.
        """
        from sqlalchemy.exc import DBAPIError

        self.upgrade()
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise sqlite.broken(self.path, error.orig if isinstance(error.orig, Exception) else error) from error
        except sqlite3.Error as error:
            raise sqlite.broken(self.path, error) from error

    def upgrade(self) -> Path | None:
        """Brings the catalog to this program's shape, or makes it; the backup that was made first, if it was older."""
        revision = self._revision() if self.path.exists() else None
        if revision == HEAD:
            return None
        backup = self.backup() if revision else None
        self._migrate()
        return backup

    def backup(self, to: Path | None = None) -> Path:
        """A consistent copy of the catalog, in the folder `backups` beside it if no place is given."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        target = to or self.path.parent / "backups" / f"{self.path.stem}-{stamp}.sqlite"
        sqlite.check_file(self.path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with self._reading() as source:
                sqlite.copy(source, target)
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"no backup could be made at {target}: {error}", hint="nothing was changed") from error
        return target

    def close(self) -> None:
        """Lets go of the file."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite.open_to_read(self.path)
        try:
            yield connection
        finally:
            connection.close()

    def _revision(self) -> str | None:
        """The step the file stands at; None for an empty one. Raises CatalogError for what this program cannot read."""
        sqlite.check_file(self.path)
        try:
            with self._reading() as connection:
                tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                found = (
                    connection.execute("SELECT version_num FROM alembic_version").fetchone()
                    if "alembic_version" in tables
                    else None
                )
        except sqlite3.Error as error:
            raise sqlite.broken(self.path, error) from error
        if found is None and tables - {"alembic_version"}:
            raise CatalogError(f"{self.path} is a database, but no catalog of survey", hint="give another with --db")
        revision = str(found[0]) if found else None
        if revision and revision > HEAD:
            raise CatalogError(
                f"{self.path} was written by a newer survey (step {revision}; this one knows {HEAD})",
                hint="upgrade survey: pip install --upgrade paper-survey",
            )
        return revision

    def _migrate(self) -> None:
        from importlib.resources import files

        from alembic import command
        from alembic.config import Config
        from sqlalchemy.exc import DBAPIError

        config = Config()
        config.set_main_option("script_location", str(files("survey.migrations")))
        config.set_main_option("path_separator", "os")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # One transaction for all steps: whoever is interrupted finds the catalog as it was.
            with self._engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except DBAPIError as error:
            raise sqlite.broken(self.path, error.orig if isinstance(error.orig, Exception) else error) from error
        except (sqlite3.Error, OSError) as error:
            raise sqlite.broken(self.path, error) from error

    @cached_property
    def _engine(self) -> Engine:
        from sqlalchemy import StaticPool, create_engine, event

        engine = create_engine("sqlite://", creator=lambda: sqlite.open_to_write(self.path), poolclass=StaticPool)

        # The driver would begin a transaction too late to cover what was read for it, and never one for a change of shape.
        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine
