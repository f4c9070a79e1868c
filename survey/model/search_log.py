"""The searches that were made, as a review has to report them."""

from __future__ import annotations

from typing import NamedTuple


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
