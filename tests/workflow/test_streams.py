"""Many sources heard at once."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

from survey.http.door import Door
from survey.http.service import Service
from survey.model.errors import Outcome, SourceRefusedError
from survey.settings import Settings
from survey.workflow.streams import Asking, hear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SERVICE = Service(name="library", base_url="http://127.0.0.1:9", every=0)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(Settings(tmp_path / "catalog.sqlite", tmp_path / "cache")) as door:
        yield door


def asking(door: Door, name: str, ask: Callable[[], Iterator[str]]) -> Asking[str]:
    return Asking(name, door.desk(SERVICE), ask)


class Kept:
    """What was kept of each source, and by which thread."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {}
        self.threads: set[threading.Thread] = set()

    def __call__(self, asking: Asking[str], said: list[str]) -> None:
        self.said.setdefault(asking.source, []).extend(said)
        self.threads.add(threading.current_thread())


def test_all_that_is_said_is_kept_in_its_order_by_the_one_who_listens(door: Door) -> None:
    kept = Kept()
    askings = [asking(door, name, lambda: iter("abc")) for name in ("one", "other")]

    assert hear(door, askings, kept)

    assert kept.said == {"one": ["a", "b", "c"], "other": ["a", "b", "c"]}
    assert kept.threads == {threading.current_thread()}
    assert {each.outcome for each in askings} == {Outcome.ANSWERED}


def test_who_says_nothing_knows_nothing(door: Door) -> None:
    silent = asking(door, "silent", lambda: iter(()))

    hear(door, [silent], Kept())

    assert (silent.outcome, silent.message) == (Outcome.EMPTY, None)


def test_all_are_asked_at_once(door: Door) -> None:
    meeting = threading.Barrier(2, timeout=10)

    def wait() -> Iterator[str]:
        meeting.wait()
        yield "met"

    kept = Kept()

    hear(door, [asking(door, name, wait) for name in ("one", "other")], kept)

    assert kept.said == {"one": ["met"], "other": ["met"]}


def test_one_failure_ends_one_source_and_what_it_said_before_is_kept(door: Door) -> None:
    def refuse() -> Iterator[str]:
        yield "first"
        raise SourceRefusedError("library", "too many requests", hint="wait")

    kept = Kept()
    refused, good = asking(door, "refused", refuse), asking(door, "good", lambda: iter("ab"))

    assert hear(door, [refused, good], kept)

    assert kept.said == {"refused": ["first"], "good": ["a", "b"]}
    assert (refused.outcome, refused.hint) == (Outcome.REFUSED, "wait")
    assert good.outcome is Outcome.ANSWERED


def test_a_mistake_in_a_source_ends_that_source_alone_and_names_itself(door: Door) -> None:
    def stumble() -> Iterator[str]:
        yield "first"
        raise KeyError("title")

    kept = Kept()
    clumsy, good = asking(door, "clumsy", stumble), asking(door, "good", lambda: iter("a"))

    assert hear(door, [clumsy, good], kept)

    assert kept.said == {"clumsy": ["first"], "good": ["a"]}
    assert clumsy.outcome is Outcome.CHANGED
    assert "KeyError" in (clumsy.message or "")


def test_nobody_to_ask_is_done_at_once(door: Door) -> None:
    assert hear(door, [], Kept())


def interrupt() -> None:
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def test_an_interruption_while_waiting_stops_every_source_and_keeps_what_arrived(door: Door) -> None:
    def drip() -> Iterator[str]:
        yield "first"
        door.wait("library", 60)
        yield "never"

    def keep(asking: Asking[str], said: list[str]) -> None:
        kept(asking, said)
        threading.Timer(0.05, interrupt).start()

    kept = Kept()
    slow = asking(door, "slow", drip)

    assert not hear(door, [slow], keep)

    assert kept.said == {"slow": ["first"]}
    assert slow.outcome is Outcome.INTERRUPTED


def test_an_interruption_while_keeping_breaks_nothing_off(door: Door) -> None:
    ended = threading.Event()

    def say() -> Iterator[str]:
        yield "first"
        yield "second"
        ended.set()

    def keep(asking: Asking[str], said: list[str]) -> None:
        # All that is said has arrived by now, the end too.
        ended.wait(10)
        interrupt()
        kept(asking, said)

    kept = Kept()

    assert not hear(door, [asking(door, "quick", say)], keep)

    assert kept.said == {"quick": ["first", "second"]}


def test_afterwards_an_interruption_is_what_it_was_before(door: Door) -> None:
    before = signal.getsignal(signal.SIGINT)

    hear(door, [asking(door, "quick", lambda: iter("a"))], Kept())

    assert signal.getsignal(signal.SIGINT) is before


def test_one_who_listens_in_a_thread_of_their_own_hears_as_well(door: Door) -> None:
    kept = Kept()
    listener = threading.Thread(target=hear, args=(door, [asking(door, "quick", lambda: iter("a"))], kept))

    listener.start()
    listener.join(10)

    assert kept.said == {"quick": ["a"]}
