"""What came of a crawl."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from survey.catalog import citations as read
from survey.catalog.read import views_of
from survey.model.reference import Citing, Part, Way
from survey.workflow.asking import Told
from survey.workflow.rank import Evidence

if TYPE_CHECKING:
    import sqlite3

    from survey.catalog.citations import Step
    from survey.model.view import PaperView


class Candidate(NamedTuple):
    """A paper that was found, what speaks for it, and how one came to it."""

    paper: int
    view: PaperView
    evidence: Evidence
    score: float
    via: tuple[Step, ...]
    """From one of those the crawl began with to the paper."""


class Round(NamedTuple):
    """What one round brought."""

    number: int
    found: int
    new: int
    known: int
    """Those that are in the survey, or were found in an earlier round."""
    relevant: int
    """Those of the new ones that look relevant."""


class Complete(NamedTuple):
    """How much of what a paper cites was found."""

    start: Citing
    found: int
    cited: int | None
    """Works cited in its related work; None where its text was not read."""
    stated: dict[str, int]
    """How many references it has in all, by the count of each source."""


class Baseline(NamedTuple):
    """A work that papers of yours compare themselves with."""

    paper: int
    view: PaperView
    by: tuple[Citing, ...]


@dataclass(slots=True)
class Crawled:
    """What came of a crawl."""

    candidates: list[Candidate] = field(default_factory=list)
    """The best first; papers of the survey are not among them."""
    rounds: list[Round] = field(default_factory=list)
    complete: list[Complete] = field(default_factory=list)
    baselines: list[Baseline] = field(default_factory=list)
    unresolved: list[read.Open] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    outcome: str = "interrupted"
    """`done`, `saturated`, `budget spent`, `in part` or `interrupted`."""
    requests: int = 0
    received: int = 0
    """Bytes of answers."""


def completeness(catalog: sqlite3.Connection, seeds: Iterable[Citing]) -> list[Complete]:
    """How much of what each of `seeds` cites was found: of its related work, if its text was read, else in all."""
    stated, texts = read.stated(catalog, Way.REFERENCES), read.stated(catalog, Way.RELATED_WORK)
    edges = read.edges(catalog)
    told = []
    for seed in seeds:
        in_text = texts.get(seed.paper or 0, {}).values()
        is_read = seed.draft is not None or any(count is not None for count, _ in in_text)
        found, cited = read.counted(catalog, seed, Part.RELATED_WORK)
        found = found if is_read else sum(edge.citing == seed for edge in edges)
        counts = {source: count for source, (count, _) in stated.get(seed.paper or 0, {}).items() if count is not None}
        told.append(Complete(seed, found, cited if is_read else None, counts))
    return told


def compared(
    catalog: sqlite3.Connection, yours: Collection[int], drafts: Collection[str], least: int
) -> list[Baseline]:
    """The works that at least so many of `yours` and `drafts` cite in experiments or tables, the most common first."""
    by: dict[int, set[Citing]] = {}
    for citing, cited, part in read.mentioned(catalog):
        if part is Part.EXPERIMENTS and (citing.paper in yours or citing.draft in drafts):
            by.setdefault(cited, set()).add(citing)
    often = sorted(paper for paper, who in by.items() if len(who) >= least)
    found = [
        Baseline(paper, view, tuple(sorted(by[paper], key=str)))
        for paper, view in zip(often, views_of(catalog, often), strict=True)
    ]
    return sorted(found, key=lambda each: (-len(each.by), each.view["key"]))
