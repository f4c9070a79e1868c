"""Answers that are too long, too slow, too late or from elsewhere."""

from __future__ import annotations

import gzip
import threading
import time
from typing import TYPE_CHECKING

import pytest

from survey.http.request import Request
from survey.http.wire import Limits, Wire
from survey.model.errors import SourceChangedError, SourceDownError, SurveyError
from tests.http.host import Act, Host, answers, cuts_off, drips, hangs_up, stalls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMITS = Limits(body=100_000, connect=0.5, answer=0.3)
HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire("library", {"Accept-Encoding": "gzip"}, LIMITS, threading.Event())
    yield wire
    wire.close()


@pytest.mark.parametrize(
    "act",
    [
        stalls,
        drips(b"HTTP/1.1 200 "),
        drips(HEAD + b"X-Long: "),
        drips(HEAD + b"Content-Length: 100000\r\n\r\n"),
        drips(HEAD + b"Connection: close\r\n\r\n{}"),
    ],
    ids=["silence", "status line", "headers", "body", "body without a length"],
)
def test_a_slow_answer_is_given_up_in_time(host: Host, wire: Wire, act: Act) -> None:
    host.acts(act)
    start = time.monotonic()

    with pytest.raises(SourceDownError, match=r"no whole answer within 0\.3 seconds"):
        wire.send(Request("GET", host.url), {})

    assert time.monotonic() - start < 2


def test_the_next_request_fares_better_after_a_slow_one(host: Host, wire: Wire) -> None:
    host.acts(answers(b"one"), drips(HEAD + b"X-Long: "), answers(b"three"))
    wire.send(Request("GET", host.url), {})
    with pytest.raises(SourceDownError):
        wire.send(Request("GET", host.url), {})

    assert wire.send(Request("GET", host.url), {}).body == b"three"


@pytest.mark.parametrize(("act", "words"), [(hangs_up, "broke off"), (cuts_off, r"broke off .*12 bytes, expected 100")])
def test_an_answer_that_breaks_off_is_no_answer(host: Host, wire: Wire, act: Act, words: str) -> None:
    host.acts(act)

    with pytest.raises(SourceDownError, match=words):
        wire.send(Request("GET", host.url), {})


def test_nobody_at_home_is_said_so(wire: Wire) -> None:
    with Host(stalls) as gone:
        pass

    with pytest.raises(SourceDownError, match="cannot be reached"):
        wire.send(Request("GET", gone.url), {})


def test_a_flood_is_not_taken_in(host: Host, wire: Wire) -> None:
    host.acts(answers(b"x" * 100_001))

    with pytest.raises(SourceChangedError, match="more than 100,000 bytes"):
        wire.send(Request("GET", host.url), {})


def test_a_small_answer_that_unpacks_to_a_flood_is_not_taken_in(host: Host, wire: Wire) -> None:
    host.acts(answers(gzip.compress(b"x" * 10_000_000), content_encoding="gzip"))

    with pytest.raises(SourceChangedError, match="more than 100,000 bytes"):
        wire.send(Request("GET", host.url), {})

    assert wire.received < 100_000


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd"])
def test_a_packing_that_nobody_asked_for_is_not_opened(host: Host, wire: Wire, coding: str) -> None:
    host.acts(answers(b"x", content_encoding=coding))

    with pytest.raises(SourceChangedError, match="nobody asked for"):
        wire.send(Request("GET", host.url), {})


def test_a_packing_that_is_broken_is_no_answer(host: Host, wire: Wire) -> None:
    host.acts(answers(b"not gzip at all", content_encoding="gzip"))

    with pytest.raises(SourceDownError, match="broke off"):
        wire.send(Request("GET", host.url), {})


def test_a_packed_answer_is_unpacked_and_counted_as_it_came(host: Host, wire: Wire) -> None:
    packed = gzip.compress(b"{}" * 1000)
    host.acts(answers(packed, content_encoding="gzip", etag="v1"))

    answer = wire.send(Request("GET", host.url), {})

    assert (answer.body, answer.headers["etag"], wire.received) == (b"{}" * 1000, "v1", len(packed))


@pytest.mark.parametrize(
    "url", ["http://a\x01b/", "http://a..b/", "http://xn--a/", "http://[v1.x]/", "http://a\udc80b/"]
)
def test_an_address_that_is_none_is_said_so(wire: Wire, url: str) -> None:
    with pytest.raises(SourceChangedError, match="no web address"):
        wire.send(Request("GET", url), {})


def test_a_proxy_that_is_none_is_said_so(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "gopher://proxy:1")

    with pytest.raises(SurveyError, match="proxy") as caught:
        wire.send(Request("GET", "http://example.org/"), {})

    assert "HTTP_PROXY" in (caught.value.hint or "")


def test_the_proxy_of_the_environment_is_used(host: Host, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", host.url)

    wire.send(Request("GET", "http://library.example/papers"), {})

    assert host.seen[0].path == "http://library.example/papers"


@pytest.mark.parametrize("end", [Wire.cut, Wire.close], ids=["cut", "close"])
def test_another_thread_can_break_off_what_is_under_way(host: Host, end: Callable[[Wire], None]) -> None:
    host.acts(stalls)
    wire = Wire("library", {}, Limits(answer=20), threading.Event())
    threading.Timer(0.2, end, [wire]).start()
    start = time.monotonic()

    with pytest.raises(SourceDownError):
        wire.send(Request("GET", host.url), {})

    assert time.monotonic() - start < 5
    wire.close()
