"""A host, a clock that only sleep moves, and doors to knock at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from survey.http.door import Desk, Door
from survey.http.service import Service
from survey.settings import Settings
from tests.http.host import Host, answers

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    """Stands still, except while somebody sleeps."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 20, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += timedelta(seconds=seconds)


Open = Callable[..., Door]


@pytest.fixture
def host() -> Iterator[Host]:
    with Host(answers(b'{"title": "Attention"}')) as host:
        yield host


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(catalog=tmp_path / "catalog.sqlite", cache_dir=tmp_path / "cache")


@pytest.fixture
def service(host: Host) -> Service:
    return Service(name="library", base_url=host.url, every=3.0)


@pytest.fixture
def door(settings: Settings, clock: Clock) -> Iterator[Door]:
    with Door(settings, now=clock.now, sleep=clock.sleep) as door:
        yield door


@pytest.fixture
def desk(door: Door, service: Service) -> Desk:
    return door.desk(service)
