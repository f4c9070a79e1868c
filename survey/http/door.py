"""The door to the network: a command has one, every source has a desk at it."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Self, TypeVar

from survey.http.cache import NOTHING, Cache, Kept
from survey.http.pace import Pace
from survey.http.request import Params, Request, base_url, request
from survey.http.tries import Tries
from survey.http.wire import Limits, Wire
from survey.model.errors import AskedWronglyError, SourceChangedError, SourceInterruptedError, SourceSkippedError
from survey.model.search_log import KeptAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from types import TracebackType

    from survey.http.service import Answer, Service
    from survey.settings import Settings

T = TypeVar("T")

LIMITS = Limits()


class Door:
    """What all desks share: the clock, the pace, the kept answers, and the wish to stop. Safe for threads."""

    def __init__(
        self,
        settings: Settings,
        *,
        fresh: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], object] | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        """A door; a `fresh` one asks anew though an answer is kept. `stop` cannot shorten a `sleep` of the caller's."""
        self.settings = settings
        self.fresh = fresh
        self.now = now
        self.limits = limits
        self.agent = agent(settings.mailto)
        self.stopped = threading.Event()
        self.pace = Pace(settings.cache_dir)
        self.cache = Cache(settings.cache_dir, now())
        self._sleep = sleep or self.stopped.wait
        self._wires: list[Wire] = []

    def desk(self, service: Service) -> Desk:
        """A place for one source, to be used by one thread; AskedWronglyError where its address or key is unusable."""
        return Desk(self, service)

    def wire(self, service: Service) -> Wire:
        """A new connection for `service`, which `stop` cuts."""
        headers = {"User-Agent": self.agent, "Accept": service.accept, "Accept-Encoding": "gzip, deflate"}
        wire = Wire(service.name, headers, self.limits, self.stopped)
        self._wires.append(wire)
        return wire

    def wait(self, source: str, seconds: float) -> None:
        """Let `seconds` pass; SourceInterruptedError as soon as the door is stopped."""
        if seconds > 0 and not self.stopped.is_set():
            self._sleep(seconds)
        if self.stopped.is_set():
            raise SourceInterruptedError(source, "interrupted")

    def stop(self) -> None:
        """End every asking, wherever it waits, with SourceInterruptedError. Any thread may call this."""
        self.stopped.set()
        for wire in tuple(self._wires):
            wire.cut()

    def close(self) -> None:
        """Stop, and give back connections and files."""
        self.stop()
        for wire in tuple(self._wires):
            wire.close()
        self.pace.close()
        self.cache.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Desk:
    """One source's place at the door, and the account of what went over it."""

    def __init__(self, door: Door, service: Service) -> None:
        key = _key(door.settings, service)
        self.service = service
        self.has_key = key is not None
        """Whether the user gave a key for this service."""
        self.kept_answers: list[KeptAnswer] = []
        """Answers that were kept from before, each with the day, in UTC, on which it was fetched."""
        self._door = door
        self._base = base_url(door.settings, service)
        self._tries = Tries(door, service, self._base, key)

    @property
    def today(self) -> date:
        """The day by the door's clock, in UTC."""
        return self._door.now().date()

    @property
    def sent(self) -> list[str]:
        """The requests that went over the wire, tries and redirects included, without secrets."""
        return self._tries.sent

    @property
    def requests(self) -> int:
        """How many requests went over the wire."""
        return len(self._tries.sent)

    @property
    def kept(self) -> int:
        """How many answers were kept from before."""
        return len(self.kept_answers)

    @property
    def received(self) -> int:
        """How many bytes of answers came over the wire."""
        return self._tries.wire.received

    def get(self, path: str, params: Params = (), *, read: Callable[[bytes], T]) -> T | None:
        """What `read` makes of the answer; None where the service knows nothing of it.

        Raises the SourceError that tells how it ended: SourceChangedError, with the reason, where `read` could not.
        """
        return self._ask(request(self.service.name, "GET", self._base, path, params), read)

    def post(self, path: str, json: object, params: Params = (), *, read: Callable[[bytes], T]) -> T | None:
        """Like `get`, for a question too long for an address. It may be sent more than once, so it must only ask."""
        return self._ask(request(self.service.name, "POST", self._base, path, params, body=json), read)

    def _ask(self, asked: Request, read: Callable[[bytes], T]) -> T | None:
        key = asked.key(self.service.name)
        kept = self._door.cache.find(key)
        if kept and self._stands(kept):
            with suppress(ValueError):
                value = _value(kept, read)
                self.kept_answers.append(KeptAnswer(str(asked), kept.fetched.date().isoformat()))
                return value
            self._door.cache.drop(key)
            kept = None
        return self._ask_anew(asked, key, kept, read)

    def _stands(self, kept: Kept) -> bool:
        if self._door.settings.offline:
            return True
        return not self._door.fresh and kept.stands(self._door.now(), self.service.keep)

    def _ask_anew(self, asked: Request, key: str, kept: Kept | None, read: Callable[[bytes], T]) -> T | None:
        self._may_ask()
        answer = self._tries.answer(asked, kept.conditions if kept else {})
        if answer.status == 304 and kept:
            return self._renew(asked, key, kept, read)
        try:
            value = _value(answer, read)
        except ValueError as error:
            raise SourceChangedError(self.service.name, f"answered with {error}") from error
        if answer.status == 200 or answer.status in NOTHING:
            self._door.cache.keep(key, answer, self._door.now())
        return value

    def _renew(self, asked: Request, key: str, kept: Kept, read: Callable[[bytes], T]) -> T | None:
        with suppress(ValueError):
            value = _value(kept, read)
            self._door.cache.renew(key, self._door.now())
            return value
        self._door.cache.drop(key)
        return self._ask_anew(asked, key, None, read)

    def _may_ask(self) -> None:
        if self._door.settings.offline:
            hint = "ask once while online, and the answer is kept"
            raise SourceSkippedError(self.service.name, "offline and no kept answer", hint=hint)
        if self.service.key_needed and not self.has_key:
            hint = self.service.key_hint or f"set {self.service.key_setting}"
            raise SourceSkippedError(self.service.name, "not asked without a key", hint=hint)


def agent(mailto: str | None) -> str:
    """How the program names itself to services, as in `survey/0.1.0 (mailto:ada@example.org)`."""
    if mailto is None:
        return f"survey/{version('paper-survey')}"
    if not re.fullmatch(r"[!-~]+", mailto) or set("()<>") & set(mailto):
        raise AskedWronglyError("the address in SURVEY_MAILTO is no e-mail address", hint="it is like ada@example.org")
    return f"survey/{version('paper-survey')} (mailto:{mailto})"


def _key(settings: Settings, service: Service) -> str | None:
    key = settings.keys.get(service.key_setting or "", "").strip()
    if not key or service.key_header is None:
        return None
    # The wire would refuse it too, and print it.
    if not re.fullmatch(r"[!-~]+", key):
        raise AskedWronglyError(f"{service.key_setting} holds characters that no key has", hint="copy it once more")
    return key


def _value(answer: Answer | Kept, read: Callable[[bytes], T]) -> T | None:
    return None if answer.status in NOTHING else read(answer.body)
