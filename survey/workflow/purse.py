"""What a crawl may cost, and what it cost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, TypeVar, cast

from survey.model.errors import SourceCappedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from survey.http.door import Desk, Door
    from survey.http.service import Service

T = TypeVar("T")


class Purse:
    """A budget of requests for all sources together. Answers that were kept from before cost nothing.

    Once it is spent, whoever asks for more is capped. The tries after a failure may go beyond it.
    """

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.is_short = False
        """Whether there was something left to ask that it could not pay for."""
        self._desks: list[Desk] = []
        self._promised = 0
        self._lock = threading.Lock()

    @property
    def requests(self) -> int:
        """How many requests went over the wire."""
        return sum(desk.requests for desk in self._desks)

    @property
    def sent(self) -> list[str]:
        """The requests that went over the wire, desk by desk."""
        return [request for desk in self._desks for request in desk.sent]

    @property
    def received(self) -> int:
        """How many bytes of answers came over the wire."""
        return sum(desk.received for desk in self._desks)

    @property
    def is_spent(self) -> bool:
        """Whether there is nothing left to ask with."""
        return self.requests >= self.budget

    def metered(self, desk: Desk) -> Desk:
        """`desk`, paid for from this purse."""
        self._desks.append(desk)
        return cast("Desk", _Metered(desk, self))

    def door(self, door: Door) -> Door:
        """`door`, every desk at which is paid for from this purse."""
        return cast("Door", _Door(door, self))

    def pay(self, source: str, ask: Callable[[], T]) -> T:
        """What `ask` gives, if there is something left; SourceCappedError otherwise."""
        with self._lock:
            if self.requests + self._promised >= self.budget:
                self.is_short = True
                raise SourceCappedError(
                    source, f"the budget of {self.budget} requests is spent", hint="`survey crawl --resume` goes on"
                )
            self._promised += 1
        try:
            return ask()
        finally:
            with self._lock:
                self._promised -= 1


class _Metered:
    def __init__(self, desk: Desk, purse: Purse) -> None:
        self._desk, self._purse = desk, purse

    def get(self, *asked: Any, **how: Any) -> Any:
        return self._purse.pay(self._desk.service.name, lambda: self._desk.get(*asked, **how))

    def post(self, *asked: Any, **how: Any) -> Any:
        return self._purse.pay(self._desk.service.name, lambda: self._desk.post(*asked, **how))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)


class _Door:
    def __init__(self, door: Door, purse: Purse) -> None:
        self._door, self._purse = door, purse

    def desk(self, service: Service) -> Desk:
        return self._purse.metered(self._door.desk(service))
