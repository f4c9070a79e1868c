"""What a crawl is to do."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from survey.model.record import Venue
from survey.model.reference import Citing, Way
from survey.model.venue import settled_venue
from survey.model.view import PaperView


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """From which papers and drafts, by which ways, how far, and which papers are wanted."""

    papers: tuple[int, ...] = ()
    drafts: tuple[str, ...] = ()
    ways: tuple[Way, ...] = (Way.RELATED_WORK,)
    depth: int = 1
    budget: int = 100
    """Most requests."""
    saturation: float = 0.05
    """The crawl ends after a round in which a smaller share of what was found was new."""
    since: int | None = None
    min_citations: int | None = None
    venue: str | None = None
    match: str | None = None
    """Words and filters, as in the catalog's own search."""
    baselines: int | None = None
    """How many papers must compare themselves with a work; None where that is not asked."""

    @property
    def seeds(self) -> list[Citing]:
        """What the crawl begins with, in an order of its own."""
        return [*(Citing(paper) for paper in sorted(set(self.papers))), *map(_draft, sorted(set(self.drafts)))]

    def wants(self, view: PaperView) -> bool:
        """Whether a paper is wanted, but for the words. An unknown year is not held against it, an unknown count is."""
        counted = view["citations"]["count"] if view["citations"] else 0
        return (
            (self.since is None or view["year"] is None or view["year"] >= self.since)
            and (self.min_citations is None or counted >= self.min_citations)
            and (self.venue is None or _venue(view["venue"]) == _venue(self.venue))
        )

    def to_json(self) -> str:
        """The plan as the catalog keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """A plan that was kept."""
        kept = json.loads(text)
        papers, drafts, ways = (tuple(kept.pop(name)) for name in ("papers", "drafts", "ways"))
        return cls(papers=papers, drafts=drafts, ways=tuple(map(Way, ways)), **kept)


def _draft(path: str) -> Citing:
    return Citing(draft=path)


def _venue(name: str | None) -> str | None:
    return settled_venue(Venue(name)).name.casefold() if name else None
