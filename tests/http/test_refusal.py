"""What answers that are none mean, and when they say to come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.http.refusal import named_time, trouble
from survey.http.service import Answer, Service
from survey.model.errors import Outcome

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SERVICE = Service(name="library", base_url="https://x", every=1, key_setting="LIBRARY_KEY", key_hint="a key is free")


def seconds(**headers: str) -> float | None:
    when = named_time({name.replace("_", "-"): value for name, value in headers.items()}, NOW)
    return None if when is None else (when - NOW).total_seconds()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"retry_after": "7"}, 7),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after": "Fri, 20 Nov 2026 12:00:30 GMT"}, 30),
        ({"retry_after": "Fri, 20 Nov 2026 11:00:00 GMT"}, 0),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-5"}, None),
        ({"retry_after": "999999999999"}, 86_400),
        ({"retry_after": "9" * 400}, None),
        ({"ratelimit": '"api";r=0;t=55'}, 55),
        ({"ratelimit": '"api";r=3;t=55'}, None),
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"x_ratelimit_remaining": "0", "x_ratelimit_reset": "40"}, 40),
        ({"x_ratelimit_remaining": "5", "x_ratelimit_reset": "40"}, None),
        ({"retry_after": "2", "x_ratelimit_remaining": "0", "x_ratelimit_reset": "40"}, 2),
    ],
)
def test_a_named_time_is_understood(headers: dict[str, str], expected: float | None) -> None:
    assert seconds(**headers) == expected


@given(st.text(), st.text(), st.text())
def test_no_header_brings_the_door_down(retry_after: str, reset: str, limit: str) -> None:
    named = seconds(retry_after=retry_after, x_ratelimit_remaining="0", x_ratelimit_reset=reset, ratelimit=limit)

    assert named is None or 0 <= named <= 86_400


@pytest.mark.parametrize(
    ("status", "headers", "outcome", "passing"),
    [
        (429, {}, Outcome.REFUSED, True),
        (406, {}, Outcome.REFUSED, True),
        (500, {}, Outcome.DOWN, True),
        (503, {}, Outcome.DOWN, True),
        (503, {"retry-after": "9"}, Outcome.REFUSED, True),
        (408, {}, Outcome.DOWN, True),
        (401, {}, Outcome.REFUSED, False),
        (402, {}, Outcome.REFUSED, False),
        (403, {}, Outcome.REFUSED, False),
        (403, {"retry-after": "9"}, Outcome.REFUSED, True),
        (400, {}, Outcome.CHANGED, False),
        (422, {}, Outcome.CHANGED, False),
        (302, {}, Outcome.CHANGED, False),
    ],
)
def test_each_status_ends_in_its_own_way(
    status: int, headers: dict[str, str], outcome: Outcome, *, passing: bool
) -> None:
    found = trouble(SERVICE, Answer(status, headers, b""), NOW, has_key=False)

    assert found is not None
    assert (found.error.outcome, found.passing) == (outcome, passing)


@pytest.mark.parametrize("status", [200, 204, 304, 404, 410, 451])
def test_an_answer_is_no_trouble(status: int) -> None:
    assert trouble(SERVICE, Answer(status, {}, b""), NOW, has_key=False) is None


def test_a_refused_key_is_told_by_the_name_of_its_setting() -> None:
    with_key = trouble(SERVICE, Answer(401, {}, b""), NOW, has_key=True)
    without = trouble(SERVICE, Answer(401, {}, b""), NOW, has_key=False)

    assert with_key is not None
    assert with_key.error.hint == "check LIBRARY_KEY"
    assert without is not None
    assert without.error.hint == "a key is free"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            b'{"error": "no such\\nfield"}',
            "library: does not accept what was asked (HTTP 400: no such field)",
        ),
        (b"\x1b[31mbad id", "library: does not accept what was asked (HTTP 400: [31mbad id)"),
        (b"<html>", "library: does not accept what was asked (HTTP 400)"),
        (b"[" * 100_000, None),
    ],
)
def test_what_a_service_says_of_it_is_passed_on_in_one_line(body: bytes, message: str | None) -> None:
    found = trouble(SERVICE, Answer(400, {}, body), NOW, has_key=False)

    assert found is not None
    assert message is None or str(found.error) == message
    assert len(str(found.error)) < 250


def test_a_named_time_reaches_the_error() -> None:
    found = trouble(SERVICE, Answer(429, {"retry-after": "60"}, b""), NOW, has_key=True)

    assert found is not None
    assert found.error.again_at == NOW + timedelta(minutes=1)
