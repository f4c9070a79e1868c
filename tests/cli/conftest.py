"""A shell of one's own: the command typed in this process, with a web in a box behind it and nothing of the user's."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from survey.catalog.catalog import Catalog
from survey.cli.front import answer
from survey.cli.session import Session
from survey.demo.server import ScholarlyWeb
from survey.settings import Settings
from survey.workflow.add import add
from tests.workflow.papers import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Said(NamedTuple):
    """What the command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as a JSON value."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[list[str]]:
        """Stdout as tab-separated cells."""
        return [line.split("\t") for line in self.out.splitlines()]


class Shell:
    """Types commands in a workspace, and looks at what they leave behind."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.catalog = folder / "db" / "catalog.sqlite"
        self.cache = folder / "cache"
        self._monkeypatch, self._capture = monkeypatch, capture

    def __call__(self, *words: str, stdin: str | bytes = "") -> Said:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
        self._capture.readouterr()
        code = answer(list(words))
        return Said(int(code), *self._capture.readouterr())

    def papers(self) -> list[dict[str, Any]]:
        """The papers of the survey, as `list --json` prints them."""
        found: list[dict[str, Any]] = self("list", "--json").json
        return found

    def paper(self, asked: str) -> dict[str, Any]:
        """One paper, as `show --json` prints it."""
        found: dict[str, Any] = self("show", asked, "--json").json
        return found

    def outcomes(self, verb: str) -> dict[str, str]:
        """How each source's last run for `verb` ended, by the log."""
        with closing(sqlite3.connect(self.catalog)) as connection:
            return dict(connection.execute("SELECT source, outcome FROM run WHERE verb = ? ORDER BY id", (verb,)))

    def rows(self) -> list[str]:
        """Everything in the catalog, as SQL."""
        with closing(sqlite3.connect(self.catalog)) as connection:
            return list(connection.iterdump())

    def forget(self) -> None:
        """Drops the kept answers, and with them who is left alone for now."""
        shutil.rmtree(self.cache, ignore_errors=True)


@pytest.fixture(scope="session")
def empty_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new catalog, to be copied: making one takes longer than most commands."""
    path = tmp_path_factory.mktemp("empty") / "catalog.sqlite"
    catalog = Catalog(path)
    catalog.upgrade()
    catalog.close()
    return path


@pytest.fixture(scope="session")
def full_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalog with all papers of the web, to be copied."""
    folder = tmp_path_factory.mktemp("full")
    with ScholarlyWeb(PAPERS) as web:
        settings = Settings(folder / "catalog.sqlite", folder / "cache", base_urls=web.base_urls, politeness=0)
        session = Session(settings, lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
        with session.library() as library:
            for ref in ("2001.00001", "2001.00002", "2001.00003", "10.1000/dunes"):
                add(library, [ref])
        session.catalog.close()
    return settings.catalog


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Shell:
    """A shell where there is no catalog yet, and no network."""
    shell = Shell(tmp_path, monkeypatch, capfd)
    monkeypatch.setenv("SURVEY_DB", str(shell.catalog))
    monkeypatch.setenv("SURVEY_CACHE_DIR", str(shell.cache))
    monkeypatch.setenv("SURVEY_POLITENESS", "0")
    monkeypatch.chdir(tmp_path)
    return shell


@pytest.fixture
def shell(bare: Shell, empty_catalog: Path) -> Shell:
    """A shell in a workspace with an empty survey."""
    bare.catalog.parent.mkdir()
    shutil.copy(empty_catalog, bare.catalog)
    return bare


@pytest.fixture
def full(bare: Shell, full_catalog: Path) -> Shell:
    """A shell in a workspace whose survey holds all four papers, as they were known on 20 November 2026."""
    bare.catalog.parent.mkdir()
    shutil.copy(full_catalog, bare.catalog)
    return bare


def use(web: ScholarlyWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has every source asked at the box."""
    for name, url in web.base_urls.items():
        monkeypatch.setenv(f"SURVEY_{name.upper()}_URL", url)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScholarlyWeb]:
    """A scholarly web of four papers."""
    with ScholarlyWeb(PAPERS) as box:
        use(box, monkeypatch)
        yield box
