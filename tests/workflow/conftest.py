"""A library on a real catalog, with a web in a box behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from survey.catalog import read
from survey.catalog.catalog import Catalog
from survey.demo.server import ScholarlyWeb
from survey.http.door import Door
from survey.settings import Settings
from survey.sources.source import sources
from survey.workflow.asking import Library
from tests.workflow.papers import PAPERS

if TYPE_CHECKING:
    from pathlib import Path

    from survey.model.view import PaperView


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def pass_days(self, days: int) -> None:
        self.time += timedelta(days=days)


Open = Callable[..., Library]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web() -> Iterator[ScholarlyWeb]:
    with ScholarlyWeb(PAPERS) as box:
        yield box


@pytest.fixture
def open_library(tmp_path: Path, web: ScholarlyWeb, clock: Clock) -> Iterator[Open]:
    """Opens the one catalog of the test, through a new door, with the sources named or all."""
    doors: list[Door] = []
    catalog = Catalog(tmp_path / "catalog.sqlite")

    def opened(*names: str, fresh: bool = False, **changed: Any) -> Library:
        settings = Settings(catalog.path, tmp_path / "cache", base_urls=web.base_urls, politeness=0)
        door = Door(replace(settings, **changed), fresh=fresh, now=clock.now)
        doors.append(door)
        chosen = {name: kind for name, kind in sources().items() if not names or name in names}
        return Library(catalog, door, chosen, clock.now)

    yield opened
    for door in doors:
        door.close()
    catalog.close()


@pytest.fixture
def library(open_library: Open) -> Library:
    return open_library()


def runs(library: Library) -> list[dict[str, Any]]:
    """The log, the oldest first."""
    with closing(library.catalog.reader()) as reader:
        return read.runs(reader, 500)[::-1]


def views(library: Library, *papers: int) -> list[PaperView]:
    with closing(library.catalog.reader()) as reader:
        return read.views_of(reader, list(papers))
