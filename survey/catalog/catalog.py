"""One catalog file: opened, brought up to date, written in transactions."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from survey.catalog import sqlite
from survey.model.cite_key import PATTERN
from survey.model.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

HEAD = "0007"
"""The newest step in `db/migrations` that this program knows."""

# Two processes that write at once take turns; a turn is one page of records, far shorter than this.
_PATIENCE = 30.0


class Catalog:
    """A catalog file. Reading opens it so that nothing can be changed; writing makes it where there is none.

    `patience` is how many seconds it waits for another program that is writing, `cite_key` the pattern of the keys that
    new papers get (survey.model.cite_key).
    """

    def __init__(self, path: Path, *, patience: float = _PATIENCE, cite_key: str = PATTERN) -> None:
        self.path = path
        self.patience = patience
        self.cite_key = cite_key

    def reader(self) -> sqlite3.Connection:
        """A connection that can change nothing; raises CatalogError where there is no catalog, or it cannot be read."""
        sqlite.check_file(self.path)
        revision = self._revision()
        if revision is None:
            raise CatalogError(f"there is no catalog at {self.path}, only an empty file", hint=sqlite.MAKE_ONE)
        if revision != HEAD:
            self.upgrade()
        return sqlite.open_to_read(self.path, self.patience)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Like `reader`, for a while; what goes wrong meanwhile is a CatalogError, too."""
        with closing(self.reader()) as connection, sqlite.told(self.path):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none. The catalog is made first where there is none.

        Raises CatalogError where the file is locked, damaged or cannot be written, or the disk is full.
        """
        self.upgrade()
        with sqlite.told(self.path), self._engine.begin() as connection:
            yield connection

    def upgrade(self) -> Path | None:
        """Brings the catalog to this program's shape, or makes it; the backup that was made first, if it was older."""
        revision = self._revision() if sqlite.is_file(self.path) else None
        if revision == HEAD:
            return None
        backup = self.backup() if revision else None
        self._migrate()
        return backup

    def backup(self, to: Path | None = None) -> Path:
        """A consistent copy of the catalog, in the folder `backups` beside it if no place is given.

        Raises CatalogError where there is something at that place already, or it cannot be written.
        """
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        target = to or self.path.parent / "backups" / f"{self.path.stem}-{stamp}.sqlite"
        sqlite.check_file(self.path)
        if target.exists():
            raise CatalogError(f"there is something at {target} already", hint="give another place")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite.open_to_read(self.path, self.patience)) as source:
                sqlite.copy(source, target)
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"no backup could be made at {target}: {error}", hint="nothing was changed") from error
        return target

    def close(self) -> None:
        """Lets go of the file."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    def _revision(self) -> str | None:
        """The step the file stands at; None for an empty one. Raises CatalogError for what this program cannot read."""
        sqlite.check_file(self.path)
        with closing(sqlite.open_to_read(self.path, self.patience)) as connection, sqlite.told(self.path):
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            steps = connection.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
            revision = next((str(step) for (step,) in steps), None)
        if revision is None and tables - {"alembic_version"}:
            raise CatalogError(f"{self.path} is a database, but no catalog of survey", hint=sqlite.GIVE_ANOTHER)
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

        config = Config()
        config.set_main_option("script_location", str(files("survey.migrations")))
        config.set_main_option("path_separator", "os")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CatalogError(
                f"no folder can be made for {self.path}: {error.strerror}", hint=sqlite.GIVE_ANOTHER
            ) from error
        # One transaction for all steps: whoever is interrupted finds the catalog as it was.
        with sqlite.told(self.path), self._engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @cached_property
    def _engine(self) -> Engine:
        from sqlalchemy import StaticPool, create_engine, event

        def connect() -> sqlite3.Connection:
            return sqlite.open_to_write(self.path, self.patience)

        engine = create_engine(
            "sqlite://", creator=connect, poolclass=StaticPool, execution_options={"cite_key": self.cite_key}
        )

        # The driver would begin too late to cover what was read for the change, and never for a change of shape.
        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine
