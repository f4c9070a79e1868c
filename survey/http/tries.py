"""Getting an answer out of a host: turns, redirects, further tries, and leaving it alone when that is no use."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

from survey.http.refusal import Trouble, trouble
from survey.http.request import Request
from survey.model.errors import (
    SourceChangedError,
    SourceDownError,
    SourceError,
    SourceSpentError,
    SourceUnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.http.door import Door
    from survey.http.service import Answer, Service

HOPS = 5
"""Redirects that are followed."""
MOVED = frozenset({301, 302, 303, 307, 308})
SHORTEST_SECRET = 8
"""Characters: anything shorter is a word that an answer may well hold by chance."""


class Tries:
    """One source's way to its host, and the account of what was sent on it."""

    def __init__(self, door: Door, service: Service, base: str, key: str | None) -> None:
        self.sent: list[str] = []
        self.wire = door.wire(service)
        self._door = door
        self._service = service
        self._home = Request("GET", base)
        self._key = key
        # By source and key: another source on the same host, or a key that was given since, may fare better.
        self._place = f"{service.name} {base}{' with key' if key else ''}"

    def answer(self, asked: Request, conditions: Mapping[str, str]) -> Answer:
        """An answer that is no refusal; the SourceError that ends the asking where there is none to be had."""
        if resting := self._door.pace.resting(self._place, self._service.name, self._door.now()):
            raise resting
        end = self._door.now() + timedelta(seconds=self._door.limits.total)
        pauses, blink = iter(self._service.waits), iter((1.0,))
        while isinstance(outcome := self._try(asked, conditions), Trouble):
            if not outcome.passing:
                self._give_up(outcome.error)
            # Where nobody can be reached, waiting long for it would only keep the user.
            unreachable = isinstance(outcome.error, SourceUnreachableError)
            self._bide(outcome.error, next(blink if unreachable else pauses, None), end)
        self._door.pace.wake(self._place)
        return outcome

    def _try(self, asked: Request, conditions: Mapping[str, str]) -> Answer | Trouble:
        try:
            answer = self._follow(asked, conditions)
        except SourceDownError as error:
            return Trouble(error, passing=True)
        return trouble(self._service, answer, self._door.now(), has_key=self._key is not None) or answer

    def _follow(self, asked: Request, conditions: Mapping[str, str]) -> Answer:
        for _ in range(HOPS + 1):
            answer = self._send(asked, conditions)
            if answer.status not in MOVED or not (location := answer.headers.get("location")):
                return answer
            asked = asked.moved(self._service.name, location, as_get=answer.status == 303)
        raise SourceChangedError(self._service.name, f"redirected more than {HOPS} times")

    def _send(self, asked: Request, conditions: Mapping[str, str]) -> Answer:
        self._take_turn(asked.host)
        self.sent.append(self._without_key(str(asked)))
        try:
            return self._unnamed(self.wire.send(asked, {**conditions, **self._headers(asked)}))
        finally:
            # A connection that was cut by a stop looks like a failure of the server.
            self._door.wait(self._service.name, 0)

    def _take_turn(self, host: str) -> None:
        every = self._service.every_with_key if self._key else None
        gap = (self._service.every if every is None else every) * self._door.settings.politeness
        self._door.wait(self._service.name, self._door.pace.turn(host, gap, self._door.now()) if gap > 0 else 0)

    def _headers(self, asked: Request) -> dict[str, str]:
        headers = {"Content-Type": "application/json"} if asked.body is not None else {}
        # A redirect may lead elsewhere; the key is for the service alone.
        if self._key and self._service.key_header and asked.origin == self._home.origin:
            name, form = self._service.key_header
            headers[name] = form.format(self._key)
        return headers

    def _unnamed(self, answer: Answer) -> Answer:
        # A service that repeats the key in its answer would get it into errors and into the cache.
        headers = {name: self._without_key(value) for name, value in answer.headers.items()}
        return replace(answer, headers=headers, body=self._without_key(answer.body.decode("latin-1")).encode("latin-1"))

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key and len(self._key) >= SHORTEST_SECRET else text

    def _bide(self, error: SourceError, pause: float | None, end: datetime) -> None:
        """Wait for the next try; where none is due in time, leave the host alone and raise `error`."""
        now, named, longest = self._door.now(), error.again_at, timedelta(seconds=self._door.limits.wait)
        rested = now + self._service.rest
        if named and named - now > longest:
            self._rest(error, named)
        if pause is None:
            self._rest(error, max(rested, named or rested))
        due = named or now + timedelta(seconds=pause * self._door.settings.politeness)
        if due > end:
            self._rest(error, max(rested, due))
        if due > now:
            self._door.pace.hold(self._home.host, due)
        self._door.wait(self._service.name, (due - now).total_seconds())

    def _rest(self, error: SourceError, until: datetime) -> NoReturn:
        # A network of our own that is missing is no reason to leave the host alone when it is back.
        if not isinstance(error, SourceUnreachableError):
            error.again_at = until
            self._door.pace.rest(self._place, error, until)
        raise error

    def _give_up(self, error: SourceError) -> NoReturn:
        if isinstance(error, SourceSpentError) and error.again_at:
            self._rest(error, error.again_at)
        raise error
