"""What is kept, how long, and what becomes of a file that is past use."""

from __future__ import annotations

import logging
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from survey.http.cache import Cache
from survey.http.service import Answer

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD = Answer(200, {"etag": '"v1"', "last-modified": "Fri, 20 Nov 2026 10:00:00 GMT"}, b'{"title": "Attention"}' * 50)


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    Cache(tmp_path, NOW).keep("key", GOOD, NOW)

    kept = Cache(tmp_path, NOW).find("key")

    assert kept is not None
    assert (kept.status, kept.body, kept.fetched) == (200, GOOD.body, NOW)
    assert kept.conditions == {"If-None-Match": '"v1"', "If-Modified-Since": "Fri, 20 Nov 2026 10:00:00 GMT"}
    assert Cache(tmp_path, NOW).find("other") is None


def test_an_answer_stands_for_as_long_as_the_service_allows(tmp_path: Path) -> None:
    cache = Cache(tmp_path, NOW)
    cache.keep("key", GOOD, NOW)
    kept = cache.find("key")

    assert kept is not None
    assert kept.stands(NOW + 6 * DAY, keep=7 * DAY)
    assert not kept.stands(NOW + 7 * DAY, keep=7 * DAY)
    assert not kept.stands(NOW - DAY, keep=7 * DAY)


def test_knows_nothing_of_it_stands_for_a_day_at_most(tmp_path: Path) -> None:
    cache = Cache(tmp_path, NOW)
    cache.keep("key", Answer(404, {}, b""), NOW)
    kept = cache.find("key")

    assert kept is not None
    assert kept.stands(NOW + DAY / 2, keep=7 * DAY)
    assert not kept.stands(NOW + DAY, keep=7 * DAY)


def test_a_renewed_answer_is_young_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path, NOW)
    cache.keep("key", GOOD, NOW)

    cache.renew("key", NOW + 3 * DAY)

    kept = cache.find("key")
    assert kept is not None
    assert kept.fetched == NOW + 3 * DAY


def test_a_very_old_answer_leaves_the_file(tmp_path: Path) -> None:
    Cache(tmp_path, NOW).keep("key", GOOD, NOW)

    assert Cache(tmp_path, NOW + 179 * DAY).find("key") is not None
    assert Cache(tmp_path, NOW + 181 * DAY).find("key") is None


def test_a_validator_that_no_header_can_carry_is_left_out(tmp_path: Path) -> None:
    cache = Cache(tmp_path, NOW)
    cache.keep("key", Answer(200, {"etag": "vé"}, b"{}"), NOW)
    kept = cache.find("key")

    assert kept is not None
    assert kept.conditions == {}


def test_a_damaged_answer_is_a_value_error(tmp_path: Path) -> None:
    cache = Cache(tmp_path, NOW)
    cache.keep("key", GOOD, NOW)
    with sqlite3.connect(tmp_path / "answers-1.sqlite") as file:
        file.execute("UPDATE answers SET body = substr(body, 1, 20)")
    file.close()
    kept = cache.find("key")

    assert kept is not None
    with pytest.raises(ValueError, match="damaged"):
        assert kept.body


def test_a_file_that_breaks_under_way_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    cache = Cache(tmp_path, NOW)
    with sqlite3.connect(tmp_path / "answers-1.sqlite") as file:
        file.execute("DROP TABLE answers")
    file.close()

    with caplog.at_level(logging.WARNING):
        cache.keep("key", GOOD, NOW)

    assert cache.find("key") is not None
    assert "working without" in caplog.text
