"""Candidates ranked by evidence that can be shown."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from survey.model.reference import Citing, Part
from survey.model.topic import Topic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from survey.catalog.citations import Edge
    from survey.model.view import PaperView


class Evidence(NamedTuple):
    """What speaks for a candidate. "Yours" are the papers of the survey and those that the crawl began with."""

    cited_by: int
    """How many of yours cite it."""
    sections: int
    """In how many of their related-work sections."""
    mentions: int
    """How often their texts mention it."""
    cocited: int
    """How often others cite it together with one of yours (Small 1973, doi:10.1002/asi.4630240406)."""
    coupled: int
    """How many references it has in common with yours, paper by paper (Kessler 1963, doi:10.1002/asi.5090140103)."""
    per_year: float | None
    """How often it is cited a year."""
    similarity: float
    """0 to 1: how alike its title and abstract are to those of yours."""
    rank: int | None
    """Its best place on a leaderboard."""


def score(evidence: Evidence) -> float:
    """One number to sort by. Counts go in by their logarithm: each further citation says less than the one before."""
    counted = sum(weight * math.log2(1 + (getattr(evidence, name) or 0)) for name, weight in WEIGHTS.items())
    return counted + SIMILARITY * evidence.similarity + (1 / evidence.rank if evidence.rank else 0)


WEIGHTS = {"cited_by": 3.0, "sections": 2.0, "mentions": 1.0, "cocited": 0.5, "coupled": 0.5, "per_year": 0.25}
SIMILARITY = 5.0


class Yours(NamedTuple):
    """The papers that candidates are held against."""

    papers: frozenset[int]
    drafts: frozenset[str]

    def hold(self, citing: Citing) -> bool:
        """Whether it is one of yours that cites."""
        return citing.paper in self.papers or citing.draft in self.drafts


def weigh(
    candidates: Mapping[int, PaperView],
    yours: Yours,
    texts: Iterable[str],
    edges: Collection[Edge],
    mentions: Iterable[tuple[Citing, int, Part | None]],
    *,
    this_year: int,
) -> dict[int, Evidence]:
    """The evidence for each of `candidates`; `texts` are what yours are about."""
    cited, sections, mentioned = _counts(yours, edges, mentions)
    cocited, coupled = _company(candidates.keys(), yours, edges)
    topic = Topic(list(texts), among=map(about, candidates.values()))
    return {
        paper: Evidence(
            cited[paper],
            sections[paper],
            mentioned[paper],
            cocited[paper],
            coupled[paper],
            _per_year(view, this_year),
            round(topic.likeness(about(view)), 3),
            min((result["rank"] for result in view["results"] if result["rank"]), default=None),
        )
        for paper, view in candidates.items()
    }


def about(view: PaperView) -> str:
    """The words that tell what a paper is about."""
    return " ".join(filter(None, (view["title"], view["abstract"])))


def _counts(
    yours: Yours, edges: Iterable[Edge], mentions: Iterable[tuple[Citing, int, Part | None]]
) -> tuple[Counter[int], Counter[int], Counter[int]]:
    by_yours = [(citing, cited, part) for citing, cited, part in mentions if yours.hold(citing)]
    related = {(citing, cited) for citing, cited, part in by_yours if part is Part.RELATED_WORK}
    return (
        Counter(edge.cited for edge in edges if yours.hold(edge.citing)),
        Counter(cited for _, cited in related),
        Counter(cited for _, cited, _ in by_yours),
    )


def _company(candidates: AbstractSet[int], yours: Yours, edges: Iterable[Edge]) -> tuple[Counter[int], Counter[int]]:
    lists: dict[Citing, set[int]] = defaultdict(set)
    for edge in edges:
        lists[edge.citing].add(edge.cited)
    theirs: Counter[int] = Counter(cited for citing, list_ in lists.items() if yours.hold(citing) for cited in list_)
    cocited: Counter[int] = Counter()
    for cited in lists.values():
        if met := len(cited & yours.papers):
            cocited.update(dict.fromkeys(cited & candidates, met))
    coupled = Counter({paper: sum(theirs[each] for each in lists.get(Citing(paper), ())) for paper in candidates})
    return cocited, coupled


def _per_year(view: PaperView, this_year: int) -> float | None:
    if view["citations"] is None or view["year"] is None:
        return None
    return round(view["citations"]["count"] / max(1, this_year - view["year"] + 1), 1)
