"""The searches that were made, as a review has to report them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class KeptAnswer(NamedTuple):
    """An answer that was there already, so that nothing was sent for it."""

    request: str | None
    """The request that would have been sent; None where a dump on this machine was asked."""
    on: str
    """The ISO date on which the answer was fetched, or of which the dump is true."""


def as_log(sent: Iterable[str], kept: Iterable[KeptAnswer]) -> str:
    """The requests of one asking as the log keeps them: a JSON list, in which what was not sent is an object."""
    entries = [*sent, *({"kept": each.request, "on": each.on} for each in kept)]
    return json.dumps(entries, ensure_ascii=False)


def from_log(text: str) -> tuple[list[str], list[KeptAnswer]]:
    """What was sent and what was kept, of requests as the log keeps them; older logs hold only what was sent."""
    entries = json.loads(text)
    sent = [each for each in entries if isinstance(each, str)]
    return sent, [KeptAnswer(each["kept"], each["on"]) for each in entries if isinstance(each, dict)]


class Asked(NamedTuple):
    """One asking of one source."""

    run: int
    source: str
    at: str
    """When, as an ISO time."""
    typed: str
    """The search with its options, as on a command line."""
    sent: tuple[str, ...]
    """Every request, as it was sent."""
    hits: int
    new: int
    """Papers that nobody had told of before."""
    outcome: str
    message: str | None
    kept: tuple[KeptAnswer, ...] = ()
    """What was answered without a request."""


class SearchLog(NamedTuple):
    """The searches, oldest first, and what came of them all together."""

    asked: list[Asked]
    papers: int
    """Papers first heard of in these searches, after duplicates were merged."""
    in_survey: int
    """Those of them that are in the survey now."""

    @property
    def hits(self) -> int:
        """Records that the sources sent, of whatever paper."""
        return sum(each.hits for each in self.asked)
