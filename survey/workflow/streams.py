"""Many sources asked at once, each in a thread of its own; what they say arrives in one place."""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from survey.http.door import Desk, Door
from survey.model.errors import Outcome, SourceError

T = TypeVar("T")


@dataclass(slots=True)
class Asking(Generic[T]):
    """One source being asked one thing, and how that ended."""

    source: str
    desk: Desk
    ask: Callable[[], Iterator[T]]
    outcome: Outcome = Outcome.INTERRUPTED
    message: str | None = None
    hint: str | None = None
    arrived: int = 0


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


@dataclass(slots=True)
class _Post(Generic[T]):
    """Where the threads put what they hear; None is the user who interrupts."""

    arriving: queue.SimpleQueue[tuple[Asking[T], T | _End] | None] = field(default_factory=queue.SimpleQueue)

    def listen(self, asking: Asking[T]) -> None:
        end = _End()
        try:
            for said in asking.ask():
                self.arriving.put((asking, said))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in one source ends that source alone
            end = _End(error)
        self.arriving.put((asking, end))

    def arrivals(self) -> list[tuple[Asking[T], T | _End] | None]:
        """All that has arrived by now, once there is something."""
        arrivals = [self.arriving.get()]
        while not self.arriving.empty():
            arrivals.append(self.arriving.get())
        return arrivals

    @contextmanager
    def interruptions(self) -> Iterator[None]:
        """Inside it an interruption arrives like everything else, so that it never breaks into what is being kept."""
        is_ours = threading.current_thread() is threading.main_thread()
        if not is_ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        # Of all queues this one may be put to at any moment, even by a signal in the midst of another put.
        signal.signal(signal.SIGINT, lambda *_: self.arriving.put(None))
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def hear(door: Door, askings: Sequence[Asking[T]], keep: Callable[[Asking[T], list[T]], None]) -> bool:
    """Asks all of `askings` at once and gives `keep` what arrives, in this thread, a few at a time.

    False where the user interrupted it: then every source was told to stop, and what had arrived was kept.
    """
    post = _Post[T]()
    going, finished = len(askings), True
    with post.interruptions():
        for asking in askings:
            threading.Thread(target=post.listen, args=(asking,), name=asking.source, daemon=True).start()
        while going:
            arrivals = post.arrivals()
            if None in arrivals:
                finished = False
                door.stop()
            going -= _keep_arrived([each for each in arrivals if each is not None], keep)
        # Who interrupts while the last of it is being kept means what would come next.
        return finished and post.arriving.empty()


def _keep_arrived(arrivals: Sequence[tuple[Asking[T], T | _End]], keep: Callable[[Asking[T], list[T]], None]) -> int:
    """Keeps all of `arrivals`, and says how many sources have ended."""
    said: dict[int, tuple[Asking[T], list[T]]] = {}
    ended = 0
    for asking, word in arrivals:
        if isinstance(word, _End):
            ended += 1
            _tell_end(asking, word)
        else:
            asking.arrived += 1
            said.setdefault(id(asking), (asking, []))[1].append(word)
    for asking, words in said.values():
        keep(asking, words)
    return ended


def _tell_end(asking: Asking[T], end: _End) -> None:
    error = end.error
    if error is None:
        asking.outcome = Outcome.ANSWERED if asking.arrived else Outcome.EMPTY
    elif isinstance(error, SourceError):
        asking.outcome, asking.message, asking.hint = error.outcome, error.message, error.hint
    else:
        asking.outcome = Outcome.CHANGED
        asking.message = f"{asking.source}: cannot be understood ({type(error).__name__}: {error})"
        asking.hint = "please report this with the output of `survey run list --json`"
