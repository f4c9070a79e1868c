"""One door, many desks: what is asked, asked again, kept, refused and given up."""

from __future__ import annotations

import json
import logging
import re
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from survey.http.bodies import json_list, json_object
from survey.http.door import Desk, Door, agent
from survey.http.service import Answer, Service
from survey.http.wire import Limits
from survey.model.errors import (
    AskedWronglyError,
    Outcome,
    SourceChangedError,
    SourceDownError,
    SourceError,
    SourceInterruptedError,
    SourceRefusedError,
    SourceSkippedError,
    SourceSpentError,
)
from survey.model.search_log import KeptAnswer
from tests.http.host import Host, answers, cuts_off, drips, hangs_up, redirects, refuses, stalls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.settings import Settings
    from tests.http.conftest import Clock

KEY = "s3cr3t-0123456789-key"
GOOD = answers(b'{"title": "Attention"}')
ATTENTION = {"title": "Attention"}


def keyed(service: Service) -> Service:
    return replace(service, key_setting="LIBRARY_KEY", key_header=("x-api-key", "{}"), every_with_key=1.0)


def with_key(settings: Settings) -> Settings:
    return replace(settings, keys={"LIBRARY_KEY": KEY})


class TestAsking:
    def test_an_answer_is_what_read_makes_of_it(self, host: Host, desk: Desk) -> None:
        assert desk.get("papers/1", {"fields": "title"}, read=json_object) == ATTENTION

        assert host.seen[0].path == "/papers/1?fields=title"
        assert (desk.requests, desk.kept, desk.received) == (1, 0, 22)
        assert desk.sent == [f"GET {host.url}/papers/1?fields=title"]

    def test_a_batch_is_posted_as_json(self, host: Host, desk: Desk) -> None:
        host.acts(answers(b"[null]"))

        assert desk.post("batch", {"ids": ["1"]}, {"fields": "title"}, read=json_list) == [None]

        seen = host.seen[0]
        assert (seen.method, seen.path, json.loads(seen.body)) == ("POST", "/batch?fields=title", {"ids": ["1"]})
        assert seen.headers["content-type"] == "application/json"
        assert desk.sent == [f'POST {host.url}/batch?fields=title {{"ids":["1"]}}']

    @pytest.mark.parametrize("status", [404, 410, 451])
    def test_a_service_that_knows_nothing_of_it_answers_none(self, host: Host, desk: Desk, status: int) -> None:
        host.acts(refuses(status, b"Resource not found."))

        assert desk.get("papers/1", read=json_object) is None
        assert desk.get("papers/1", read=json_object) is None
        assert len(host.seen) == 1

    def test_an_empty_answer_is_no_refusal(self, host: Host, desk: Desk) -> None:
        host.acts(answers(b"[]"))

        assert desk.get("papers", read=json_list) == []

    def test_the_program_says_who_asks_and_what_it_takes(
        self, host: Host, settings: Settings, service: Service
    ) -> None:
        with Door(replace(settings, mailto="ada@example.org")) as door:
            door.desk(replace(service, accept="application/atom+xml")).get("x", read=bytes)

        headers = host.seen[0].headers
        assert re.fullmatch(r"survey/\d+\.\d+\.\d+ \(mailto:ada@example\.org\)", headers["user-agent"])
        assert headers["accept"] == "application/atom+xml"
        assert headers["accept-encoding"] == "gzip, deflate"

    def test_without_an_address_none_is_made_up(self) -> None:
        assert re.fullmatch(r"survey/\d+\.\d+\.\d+", agent(None))

    @pytest.mark.parametrize("mailto", ["", "a b", "a@b\r\nx-evil: 1", "á@b", "a)b"])
    def test_an_address_that_no_header_can_carry_is_asked_wrongly(self, mailto: str) -> None:
        with pytest.raises(AskedWronglyError, match="SURVEY_MAILTO"):
            agent(mailto)

    def test_an_address_of_the_users_stands_in_for_the_services_own(self, host: Host, settings: Settings) -> None:
        service = Service(name="library", base_url="https://library.invalid/v1", every=0)

        with Door(replace(settings, base_urls={"library": f"{host.url}/mirror/"})) as door:
            door.desk(service).get("papers", read=bytes)

        assert host.seen[0].path == "/mirror/papers"


class TestTryingAgain:
    @pytest.mark.parametrize(
        "act", [refuses(429), refuses(406), refuses(503), refuses(500, b"<html>"), hangs_up, cuts_off]
    )
    def test_what_may_pass_is_tried_again(self, host: Host, desk: Desk, clock: Clock, act: object) -> None:
        host.acts(act, act, GOOD)  # type: ignore[arg-type]

        assert desk.get("papers/1", read=json_object) == ATTENTION
        assert clock.slept == [5, 20]
        assert desk.requests == len(desk.sent) == 3

    def test_a_batch_is_tried_again_too(self, host: Host, desk: Desk) -> None:
        host.acts(refuses(503), answers(b"[]"))

        assert desk.post("batch", {"ids": ["1"]}, read=json_list) == []
        assert host.seen[0].body == host.seen[1].body

    @pytest.mark.parametrize(
        "headers",
        [
            {"retry_after": "40"},
            {"retry_after": "Fri, 20 Nov 2026 12:00:40 GMT"},
            {"ratelimit": '"api";r=0;t=40'},
            {"x_ratelimit_remaining": "0", "x_ratelimit_reset": "1795176040"},
        ],
    )
    def test_the_time_that_the_service_names_is_waited(
        self, host: Host, desk: Desk, clock: Clock, headers: dict[str, str]
    ) -> None:
        host.acts(refuses(429, **headers), GOOD)

        assert desk.get("papers/1", read=json_object) == ATTENTION
        assert clock.slept == [40]

    def test_too_long_a_wait_is_not_waited(self, host: Host, desk: Desk, clock: Clock) -> None:
        host.acts(refuses(429, retry_after="3600"))

        with pytest.raises(SourceRefusedError) as caught:
            desk.get("papers/1", read=json_object)

        assert caught.value.again_at == clock.time + timedelta(hours=1)
        assert clock.slept == []
        with pytest.raises(SourceRefusedError, match="left alone for now"):
            desk.get("papers/2", read=json_object)
        assert len(host.seen) == 1

    def test_a_request_is_not_tried_for_ever(self, host: Host, door: Door, service: Service, clock: Clock) -> None:
        host.acts(refuses(503, retry_after="100"))
        start = clock.time

        with pytest.raises(SourceRefusedError):
            door.desk(replace(service, waits=(1,) * 50)).get("papers/1", read=json_object)

        assert clock.time - start <= timedelta(seconds=180)

    @pytest.mark.parametrize(
        ("status", "kind"), [(400, SourceChangedError), (401, SourceRefusedError), (402, SourceRefusedError)]
    )
    def test_what_will_not_pass_is_asked_once(
        self, host: Host, desk: Desk, clock: Clock, status: int, kind: type[SourceError]
    ) -> None:
        host.acts(refuses(status))

        with pytest.raises(kind):
            desk.get("papers/1", read=json_object)

        assert (len(host.seen), clock.slept) == (1, [])

    def test_a_refusal_in_disguise_is_tried_again(self, host: Host, door: Door, service: Service, clock: Clock) -> None:
        def refusal(answer: Answer) -> SourceError | None:
            return SourceRefusedError("library", "too many requests") if answer.body == b"Rate exceeded." else None

        host.acts(answers(b"Rate exceeded."), GOOD)

        assert door.desk(replace(service, refusal=refusal)).get("papers/1", read=json_object) == ATTENTION
        assert clock.slept == [5]

    def test_a_spent_budget_is_told_apart_and_respected(self, host: Host, door: Door, service: Service) -> None:
        midnight = datetime(2026, 11, 21, tzinfo=UTC)
        error = SourceSpentError("library", "today's budget is spent", again_at=midnight)
        desk = door.desk(replace(service, refusal=lambda answer: error if answer.status == 429 else None))
        host.acts(refuses(429, b'{"creditsRequired": 10}'))

        for path in ("papers/1", "papers/2"):
            with pytest.raises(SourceSpentError, match="budget is spent") as caught:
                desk.get(path, read=json_object)
            assert caught.value.again_at == midnight

        assert len(host.seen) == 1

    def test_five_ends_look_five_ways(self, host: Host, door: Door, service: Service, clock: Clock) -> None:
        def refusal(answer: Answer) -> SourceError | None:
            return SourceSpentError("library", "spent") if answer.status == 402 else None

        ends = []
        for number, act in enumerate([refuses(429), answers(b"[]"), refuses(402), refuses(500), answers(b"<html>")]):
            host.acts(act)
            desk = door.desk(replace(service, name=f"library{number}", waits=(), refusal=refusal))
            try:
                ends.append(Outcome.EMPTY if desk.get("papers", read=json_list) == [] else Outcome.ANSWERED)
            except SourceError as error:
                ends.append(error.outcome)

        assert ends == [Outcome.REFUSED, Outcome.EMPTY, Outcome.SPENT, Outcome.DOWN, Outcome.CHANGED]


class TestLeavingAlone:
    def test_a_host_that_keeps_failing_is_left_alone_by_every_command(
        self, host: Host, desk: Desk, settings: Settings, service: Service, clock: Clock
    ) -> None:
        host.acts(refuses(500))
        with pytest.raises(SourceDownError) as first:
            desk.get("papers/1", read=json_object)

        with Door(settings, now=clock.now, sleep=clock.sleep) as other, pytest.raises(SourceDownError) as second:
            other.desk(service).get("papers/1", read=json_object)

        assert len(host.seen) == 3
        assert first.value.again_at == second.value.again_at == clock.time + service.rest
        assert "left alone for now (last time: failed (HTTP 500))" in str(second.value)

    def test_after_its_rest_it_is_asked_again_and_an_answer_ends_it(self, host: Host, desk: Desk, clock: Clock) -> None:
        host.acts(refuses(500), refuses(500), refuses(500), GOOD)
        with pytest.raises(SourceDownError):
            desk.get("papers/1", read=json_object)

        clock.sleep(301)

        assert desk.get("papers/1", read=json_object) == ATTENTION
        assert desk.get("papers/2", read=json_object) == ATTENTION

    def test_another_source_on_the_same_host_is_not_held_back(self, host: Host, door: Door, service: Service) -> None:
        host.acts(refuses(500), GOOD)
        with pytest.raises(SourceDownError):
            door.desk(replace(service, waits=())).get("papers/1", read=json_object)

        assert door.desk(replace(service, name="archive")).get("papers/1", read=json_object) == ATTENTION

    def test_a_key_given_since_gets_a_chance_of_its_own(
        self, host: Host, door: Door, settings: Settings, service: Service, clock: Clock
    ) -> None:
        service = replace(keyed(service), waits=())
        host.acts(refuses(429), GOOD)
        with pytest.raises(SourceRefusedError) as caught:
            door.desk(service).get("papers/1", read=json_object)

        with Door(with_key(settings), now=clock.now, sleep=clock.sleep) as other:
            assert other.desk(service).get("papers/1", read=json_object) == ATTENTION
        assert caught.value.hint == "set LIBRARY_KEY"

    def test_what_was_kept_is_answered_even_while_the_host_is_left_alone(self, host: Host, desk: Desk) -> None:
        host.acts(GOOD, refuses(500))
        desk.get("papers/1", read=json_object)
        with pytest.raises(SourceDownError):
            desk.get("papers/2", read=json_object)

        assert desk.get("papers/1", read=json_object) == ATTENTION


class TestPoliteness:
    def test_requests_are_spaced(self, desk: Desk, clock: Clock) -> None:
        for number in range(3):
            desk.get(f"papers/{number}", read=json_object)

        assert clock.slept == [3, 3]

    def test_with_a_key_they_may_come_sooner(self, settings: Settings, service: Service, clock: Clock) -> None:
        with Door(with_key(settings), now=clock.now, sleep=clock.sleep) as door:
            desk = door.desk(keyed(service))
            for number in range(3):
                desk.get(f"papers/{number}", read=json_object)

        assert clock.slept == [1, 1]

    def test_two_doors_share_one_pace(self, host: Host, settings: Settings, service: Service) -> None:
        def ask(word: str) -> None:
            with Door(replace(settings, politeness=0.05)) as door:
                desk = door.desk(service)
                for number in range(3):
                    desk.get(f"{word}/{number}", read=json_object)

        threads = [threading.Thread(target=ask, args=[word]) for word in ("one", "other")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        # Turns are 0.15 s apart; what comes on top is the way to the server.
        times = sorted(seen.at for seen in host.seen)
        assert len(times) == 6
        assert times[-1] - times[0] > 0.6
        assert all(later - earlier > 0.05 for earlier, later in pairwise(times))

    def test_without_politeness_nothing_is_waited_or_written(
        self, settings: Settings, service: Service, clock: Clock
    ) -> None:
        with Door(replace(settings, politeness=0), now=clock.now, sleep=clock.sleep) as door:
            desk = door.desk(service)
            for number in range(3):
                desk.get(f"papers/{number}", read=json_object)

        with sqlite3.connect(settings.cache_dir / "pace-1.sqlite") as file:
            assert file.execute("SELECT count(*) FROM turns").fetchone() == (0,)
        file.close()
        assert clock.slept == []

    def test_a_redirect_takes_a_turn_as_well(self, host: Host, desk: Desk, clock: Clock) -> None:
        host.acts(redirects("/moved"), GOOD)

        desk.get("papers/1", read=json_object)

        assert clock.slept == [3]


class TestKeeping:
    def test_a_kept_answer_stands_in_for_asking(self, host: Host, desk: Desk, settings: Settings) -> None:
        desk.get("papers", {"a": "1", "b": "2"}, read=json_object)

        assert desk.get("papers", {"b": "2", "a": "1"}, read=json_object) == ATTENTION
        assert (desk.requests, desk.kept, len(host.seen)) == (1, 1, 1)

    def test_what_was_answered_without_asking_is_told_with_the_day_it_was_fetched(
        self, host: Host, desk: Desk, clock: Clock
    ) -> None:
        fetched = clock.now().date().isoformat()
        desk.get("papers", {"a": "1"}, read=json_object)
        clock.sleep(80_000)

        desk.get("papers", {"a": "1"}, read=json_object)

        assert desk.kept_answers == [KeptAnswer(f"GET {host.url}/papers?a=1", fetched)]
        assert len(desk.sent) == 1

    def test_a_kept_answer_is_shared_by_later_commands(
        self, host: Host, desk: Desk, settings: Settings, clock: Clock
    ) -> None:
        desk.post("batch", {"ids": ["1"]}, read=json_object)

        with Door(settings, now=clock.now, sleep=clock.sleep) as later:
            later.desk(desk.service).post("batch", {"ids": ["1"]}, read=json_object)
            later.desk(desk.service).post("batch", {"ids": ["2"]}, read=json_object)

        assert len(host.seen) == 2

    def test_a_fresh_door_asks_anew_and_keeps_what_it_hears(
        self, host: Host, desk: Desk, settings: Settings, service: Service, clock: Clock
    ) -> None:
        desk.get("papers/1", read=json_object)
        host.acts(answers(b'{"title": "Mamba"}'))

        with Door(settings, fresh=True, now=clock.now, sleep=clock.sleep) as fresh:
            assert fresh.desk(service).get("papers/1", read=json_object) == {"title": "Mamba"}
        assert desk.get("papers/1", read=json_object) == {"title": "Mamba"}

    def test_an_old_answer_is_asked_for_again(self, host: Host, desk: Desk, clock: Clock) -> None:
        desk.get("papers/1", read=json_object)
        clock.sleep(86_401)
        desk.get("papers/1", read=json_object)

        assert len(host.seen) == 2
        assert "if-none-match" not in host.seen[1].headers

    def test_an_old_answer_that_still_stands_is_renewed(self, host: Host, desk: Desk, clock: Clock) -> None:
        host.acts(answers(b'{"title": "Attention"}', etag='"v1"'), refuses(304))
        for _ in range(2):
            assert desk.get("papers/1", read=json_object) == ATTENTION
            clock.sleep(86_401)
        clock.sleep(-86_000)

        assert desk.get("papers/1", read=json_object) == ATTENTION
        assert host.seen[1].headers["if-none-match"] == '"v1"'
        assert (len(host.seen), desk.kept) == (2, 1)

    @pytest.mark.parametrize(
        "act", [refuses(429), refuses(500), refuses(401), refuses(400), answers(b"<html>"), hangs_up]
    )
    def test_a_refusal_is_never_kept(self, host: Host, door: Door, service: Service, clock: Clock, act: object) -> None:
        host.acts(act, GOOD)  # type: ignore[arg-type]
        desk = door.desk(replace(service, waits=()))
        with pytest.raises(SourceError):
            desk.get("papers/1", read=json_object)
        clock.sleep(301)

        assert desk.get("papers/1", read=json_object) == ATTENTION

    def test_a_failure_leaves_what_was_kept(self, host: Host, desk: Desk, settings: Settings, clock: Clock) -> None:
        desk.get("papers/1", read=json_object)
        clock.sleep(86_401)
        host.acts(refuses(500))
        with pytest.raises(SourceDownError):
            desk.get("papers/1", read=json_object)

        with Door(replace(settings, offline=True), now=clock.now) as offline:
            assert offline.desk(desk.service).get("papers/1", read=json_object) == ATTENTION

    @pytest.mark.parametrize("damage", ["x'00'", "x'789c030000000001'"], ids=["unpackable", "unreadable"])
    def test_a_kept_answer_past_reading_is_asked_for_again(
        self, host: Host, desk: Desk, settings: Settings, damage: str
    ) -> None:
        desk.get("papers/1", read=json_object)
        with sqlite3.connect(settings.cache_dir / "answers-1.sqlite") as file:
            file.execute(f"UPDATE answers SET body = {damage}")  # noqa: S608 (the damage is ours)
        file.close()

        assert desk.get("papers/1", read=json_object) == ATTENTION
        assert (len(host.seen), desk.kept) == (2, 0)

    def test_a_kept_answer_past_reading_is_not_renewed(
        self, host: Host, desk: Desk, settings: Settings, clock: Clock
    ) -> None:
        host.acts(answers(b'{"title": "Attention"}', etag='"v1"'), refuses(304), GOOD)
        desk.get("papers/1", read=json_object)
        clock.sleep(86_401)
        with sqlite3.connect(settings.cache_dir / "answers-1.sqlite") as file:
            file.execute("UPDATE answers SET body = x'00'")
        file.close()

        assert desk.get("papers/1", read=json_object) == ATTENTION
        assert "if-none-match" not in host.seen[2].headers

    def test_answers_of_two_addresses_are_kept_apart(self, desk: Desk, settings: Settings, clock: Clock) -> None:
        desk.get("papers/1", read=json_object)

        with Host(answers(b'{"title": "Mamba"}')) as mirror:
            elsewhere = replace(settings, base_urls={"library": mirror.url})
            with Door(elsewhere, now=clock.now, sleep=clock.sleep) as door:
                assert door.desk(desk.service).get("papers/1", read=json_object) == {"title": "Mamba"}

    @pytest.mark.parametrize("trouble", ["broken", "below a file"])
    def test_a_cache_that_cannot_be_used_is_done_without(
        self, settings: Settings, service: Service, clock: Clock, trouble: str
    ) -> None:
        if trouble == "broken":
            settings.cache_dir.mkdir()
            for name in ("answers-1.sqlite", "pace-1.sqlite"):
                (settings.cache_dir / name).write_bytes(b"not a database" * 500)
        else:
            settings.cache_dir.write_text("in the way")

        with Door(settings, now=clock.now, sleep=clock.sleep) as door:
            assert door.desk(service).get("papers/1", read=json_object) == ATTENTION

    def test_a_cache_that_is_locked_is_done_without(
        self, desk: Desk, settings: Settings, caplog: pytest.LogCaptureFixture
    ) -> None:
        other = sqlite3.connect(settings.cache_dir / "answers-1.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        assert desk.get("papers/1", read=json_object) == ATTENTION
        other.close()


class TestOffline:
    @pytest.fixture
    def offline(self, settings: Settings, clock: Clock) -> Iterator[Door]:
        with Door(replace(settings, offline=True), now=clock.now, sleep=clock.sleep) as door:
            yield door

    def test_a_kept_answer_serves_however_old(self, desk: Desk, offline: Door, clock: Clock) -> None:
        desk.get("papers/1", read=json_object)
        clock.sleep(100 * 86_400)

        assert offline.desk(desk.service).get("papers/1", read=json_object) == ATTENTION

    def test_what_was_not_kept_is_skipped_and_nothing_is_sent(
        self, host: Host, offline: Door, service: Service
    ) -> None:
        with pytest.raises(SourceSkippedError, match="offline and no kept answer") as caught:
            offline.desk(service).get("papers/1", read=json_object)

        assert caught.value.hint
        assert host.seen == []


class TestKeys:
    def test_the_key_is_in_its_header_and_nowhere_else(
        self, host: Host, settings: Settings, service: Service, clock: Clock, caplog: pytest.LogCaptureFixture
    ) -> None:
        echo = answers(json.dumps({"title": "Attention", "you": KEY}).encode(), etag=f'"{KEY}"')
        host.acts(
            echo,
            refuses(403, f"no such key {KEY}".encode()),
            refuses(400, f"bad {KEY}".encode()),
            redirects(f"/moved?key={KEY}"),
            answers(KEY.encode()),
            refuses(500, KEY.encode()),
        )
        told: list[object] = []

        with caplog.at_level(logging.DEBUG), Door(with_key(settings), now=clock.now, sleep=clock.sleep) as door:
            desk = door.desk(keyed(service))
            told += [desk.get("papers/1", read=json_object), door.agent, desk.sent, with_key(settings)]
            for number in range(4):
                with pytest.raises(SourceError) as caught:
                    desk.get(f"papers/{number + 2}", read=json_object)
                told += [repr(caught.value), str(caught.value), caught.value.hint]

        assert {seen.headers["x-api-key"] for seen in host.seen} == {KEY}
        assert KEY not in repr(told)
        assert KEY not in caplog.text
        kept = [path.read_bytes() for path in settings.cache_dir.iterdir()]
        assert kept
        assert not any(KEY.encode() in content for content in kept)
        with sqlite3.connect(settings.cache_dir / "answers-1.sqlite") as file:
            assert KEY not in repr(file.execute("SELECT * FROM answers").fetchall())
        file.close()

    def test_a_refused_key_is_named_by_its_setting(self, host: Host, settings: Settings, service: Service) -> None:
        host.acts(refuses(403, b'{"message": "Forbidden"}'))

        with Door(with_key(settings)) as door, pytest.raises(SourceRefusedError, match="our key") as caught:
            door.desk(keyed(service)).get("papers/1", read=json_object)

        assert caught.value.hint == "check LIBRARY_KEY"

    def test_a_service_that_needs_a_key_is_skipped_without(self, host: Host, door: Door, service: Service) -> None:
        desk = door.desk(replace(keyed(service), key_needed=True, key_hint="a key is free at the library"))

        with pytest.raises(SourceSkippedError) as caught:
            desk.get("papers/1", read=json_object)

        assert (caught.value.hint, host.seen, desk.has_key) == ("a key is free at the library", [], False)

    @pytest.mark.parametrize("key", ["two words", "line\nbreak" + KEY, "schlüssel"])
    def test_a_key_that_no_header_can_carry_is_not_shown(self, settings: Settings, service: Service, key: str) -> None:
        with Door(replace(settings, keys={"LIBRARY_KEY": key})) as door, pytest.raises(AskedWronglyError) as caught:
            door.desk(keyed(service))

        assert key not in str(caught.value)
        assert "LIBRARY_KEY" in str(caught.value)

    def test_a_key_with_a_line_end_from_a_file_is_good(self, host: Host, settings: Settings, service: Service) -> None:
        service = replace(keyed(service), key_header=("Authorization", "Bearer {}"))

        with Door(replace(settings, keys={"LIBRARY_KEY": f"{KEY}\n"})) as door:
            door.desk(service).get("papers/1", read=json_object)

        assert host.seen[0].headers["authorization"] == f"Bearer {KEY}"

    def test_the_key_does_not_follow_a_redirect_to_another_host(
        self, host: Host, settings: Settings, service: Service, clock: Clock
    ) -> None:
        with Host(GOOD) as other, Door(with_key(settings), now=clock.now, sleep=clock.sleep) as door:
            host.acts(redirects(f"{other.url}/elsewhere"))
            value = door.desk(keyed(service)).get("papers/1", read=json_object)

            assert value == ATTENTION
            assert "x-api-key" in host.seen[0].headers
            assert KEY not in repr(other.seen)


class TestRedirects:
    def test_a_redirect_is_followed(self, host: Host, desk: Desk) -> None:
        host.acts(redirects("/repositories/1", 301), GOOD)

        assert desk.get("repos/a/b", read=json_object) == ATTENTION
        assert [seen.path for seen in host.seen] == ["/repos/a/b", "/repositories/1"]
        assert desk.requests == 2

    def test_a_redirected_batch_is_still_a_batch(self, host: Host, desk: Desk) -> None:
        host.acts(redirects("/v2/batch", 307), answers(b"[]"))

        desk.post("batch", {"ids": ["1"]}, read=json_list)

        assert [(seen.method, seen.body) for seen in host.seen] == [("POST", b'{"ids":["1"]}')] * 2

    def test_a_redirect_that_says_see_other_is_a_get(self, host: Host, desk: Desk) -> None:
        host.acts(redirects("/done", 303), answers(b"[]"))

        desk.post("batch", {"ids": ["1"]}, read=json_list)

        assert (host.seen[1].method, host.seen[1].body) == ("GET", b"")

    def test_redirects_in_a_circle_end(self, host: Host, desk: Desk) -> None:
        host.acts(redirects("/again"))

        with pytest.raises(SourceChangedError, match="more than 5 times"):
            desk.get("papers/1", read=json_object)

        assert len(host.seen) == 6

    @pytest.mark.parametrize("location", ["ftp://host/x", "file:///etc/hostname", "http://[", "data:,x"])
    def test_a_redirect_to_nowhere_is_not_followed(self, host: Host, desk: Desk, location: str) -> None:
        host.acts(redirects(location))

        with pytest.raises(SourceChangedError, match="no web address"):
            desk.get("papers/1", read=json_object)

    def test_a_link_to_another_host_is_not_asked(self, host: Host, desk: Desk) -> None:
        with pytest.raises(SourceChangedError, match="another host"):
            desk.get("http://elsewhere.example/next", read=json_object)

        assert host.seen == []


class TestChanged:
    @pytest.mark.parametrize(
        ("body", "words"),
        [(b"<!doctype html>", "an HTML page instead of JSON"), (b'{"a": [', "cut off after 7 bytes"), (b"", "nothing")],
    )
    def test_what_cannot_be_read_is_said_in_words(self, host: Host, desk: Desk, body: bytes, words: str) -> None:
        host.acts(answers(body))

        with pytest.raises(SourceChangedError, match=f"library: answered with {words}"):
            desk.get("papers/1", read=json_object)

    def test_unchanged_without_a_condition_is_no_answer(self, host: Host, desk: Desk) -> None:
        host.acts(refuses(304))

        with pytest.raises(SourceChangedError):
            desk.get("papers/1", read=json_object)


class TestStopping:
    @pytest.mark.parametrize("waits_for", ["a turn", "a further try", "an answer", "the rest of an answer"])
    def test_a_stop_ends_whatever_a_desk_waits_for(
        self, host: Host, settings: Settings, service: Service, waits_for: str
    ) -> None:
        ends: list[SourceError] = []
        acts = {
            "a turn": GOOD,
            "a further try": refuses(429, retry_after="60"),
            "an answer": stalls,
            "the rest of an answer": drips(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}"),
        }
        host.acts(acts[waits_for])

        def ask(desk: Desk) -> None:
            try:
                for number in range(2):
                    desk.get(f"papers/{number}", read=json_object)
            except SourceError as error:
                ends.append(error)

        with Door(settings) as door:
            thread = threading.Thread(target=ask, args=[door.desk(replace(service, every=60))])
            thread.start()
            while not host.seen:
                time.sleep(0.01)
            time.sleep(0.1)
            door.stop()
            thread.join(3)

            assert not thread.is_alive()
            assert [type(end) for end in ends] == [SourceInterruptedError]

    def test_a_stopped_host_is_not_blamed(self, host: Host, settings: Settings, service: Service) -> None:
        host.acts(stalls, GOOD)
        with Door(settings) as door:
            threading.Timer(0.2, door.stop).start()
            with pytest.raises(SourceInterruptedError):
                door.desk(replace(service, waits=())).get("papers/1", read=json_object)

        with Door(replace(settings, politeness=0)) as later:
            assert later.desk(service).get("papers/1", read=json_object) == ATTENTION

    def test_a_closed_door_sends_nothing(self, host: Host, desk: Desk, door: Door) -> None:
        door.close()

        with pytest.raises(SourceInterruptedError):
            desk.get("papers/1", read=json_object)

        assert host.seen == []


def test_many_desks_in_many_threads_get_their_own_answers(settings: Settings, host: Host, service: Service) -> None:
    answered: list[int] = []

    def ask(desk: Desk) -> None:
        for number in range(10):
            desk.get(f"{desk.service.name}/{number}", read=json_object)
        answered.append(desk.requests + desk.kept)

    with Door(replace(settings, politeness=0)) as door:
        threads = [
            threading.Thread(target=ask, args=[door.desk(replace(service, name=f"library{n % 4}"))]) for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert answered == [10] * 8


def test_many_commands_can_start_at_once(tmp_path: Path) -> None:
    start = """
import sys
from pathlib import Path
from survey.http.door import Door
from survey.settings import Settings
Door(Settings(catalog=Path(sys.argv[1]), cache_dir=Path(sys.argv[1]) / "new")).close()
"""

    others = [
        subprocess.Popen([sys.executable, "-c", start, str(tmp_path)], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]

    assert [other.communicate()[1] for other in others] == [""] * 4


def test_a_service_can_be_described_without_loading_the_network() -> None:
    program = "import sys, survey.http.service; print('httpx' in sys.modules, 'lxml' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "False False\n"


def test_a_limit_given_to_the_door_reaches_the_wire(host: Host, settings: Settings, service: Service) -> None:
    host.acts(answers(b"x" * 11))

    with Door(settings, limits=Limits(body=10)) as door, pytest.raises(SourceChangedError, match="more than 10 bytes"):
        door.desk(service).get("papers/1", read=bytes)
