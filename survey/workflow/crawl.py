"""From the papers one has to those they build on, and to those that build on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from survey.catalog import citations as read
from survey.catalog.catalog import Catalog
from survey.catalog.known import added_papers
from survey.catalog.read import Selection, matching, views_of
from survey.catalog.references import end_crawl
from survey.model.reference import Citing, Part, Way
from survey.workflow.crawled import Baseline, Candidate, Crawled, Round, compared, completeness
from survey.workflow.follow import follow
from survey.workflow.rank import Evidence, Yours, about, score, weigh
from survey.workflow.resolve import complete, resolve
from survey.workflow.texts import read_draft, read_texts
from survey.workflow.trip import Trip

if TYPE_CHECKING:
    from survey.catalog.citations import Step
    from survey.workflow.plan import Plan

Listed = TypeVar("Listed", Candidate, Baseline)

_TOGETHER = 50
"""Papers that are followed at once; after these it is looked what is left of the budget."""
_RELEVANT = 0.15
"""How alike a paper must be to yours (0 to 1) to look relevant, unless two of yours cite it."""


def crawl(trip: Trip, plan: Plan, number: int, *, tell: Callable[[Round], object] = lambda _: None) -> Crawled:
    """Follows `plan`, the crawl of that `number`, round after round, the best of each round first in the next.

    Everything that arrives is kept at once, and nothing that was answered lately is asked again: so a crawl that ended
    early goes on when it is begun anew. Raises SurveyError for a draft that cannot be read.
    """
    journey = _Journey(trip, plan)
    for draft in plan.drafts:
        read_draft(trip, draft)
    done = Crawled(told=trip.told)
    outcome = journey.go(done.rounds, tell)
    done.outcome = _outcome(trip, outcome)
    done.candidates = journey.candidates()
    journey.account(done)
    done.requests, done.received = trip.purse.requests, trip.purse.received
    end_crawl(trip.library.catalog, number, done.outcome, now=trip.library.now())
    return done


def _outcome(trip: Trip, outcome: str) -> str:
    if not trip.finished:
        return "interrupted"
    if trip.purse.is_short:
        return "budget spent"
    return "in part" if any(told.is_failure for told in trip.told) else outcome


def _looks_relevant(evidence: Evidence) -> bool:
    return evidence.cited_by > 1 or evidence.similarity >= _RELEVANT


class _Journey:
    """Where a crawl came by."""

    def __init__(self, trip: Trip, plan: Plan) -> None:
        self._trip, self._plan = trip, plan
        self._came: dict[int, Step] = {}
        """The step by which each paper was reached first."""
        self._seeds = plan.seeds

    def go(self, rounds: list[Round], tell: Callable[[Round], object]) -> str:
        """Goes round after round, telling each; why it stopped."""
        frontier: Sequence[Citing] = self._seeds
        for number in range(1, self._plan.depth + 1):
            before = set(self._came) | {seed.paper for seed in self._seeds if seed.paper is not None}
            found = self._round(frontier)
            self._look_again()
            found, before = self._standing(found), self._standing(before)
            ranked = self._weighed(found - before)
            new = found - before - added_papers(self._catalog, found)
            relevant = sum(_looks_relevant(each.evidence) for each in ranked if each.paper in new)
            rounds.append(Round(number, len(found), len(new), len(found) - len(new), relevant))
            tell(rounds[-1])
            if not self._trip.finished or self._trip.purse.is_short:
                break
            if number < self._plan.depth and len(new) < max(1, self._plan.saturation * len(found)):
                return "saturated"
            # What is in the survey already is followed as well: it may lie between the seed and something new.
            wanted = {each.paper for each in self._wanted(ranked)}
            frontier = [Citing(each.paper) for each in ranked if each.view["added"] or each.paper in wanted]
        return "done"

    def _look_again(self) -> None:
        """What was taken for two papers may have turned out to be one."""
        with self._catalog.reading() as reader:
            now = read.standing(
                reader, {seed.paper for seed in self._seeds if seed.paper} | _papers(self._came.values())
            )

        def stands(citing: Citing) -> Citing:
            return citing if citing.paper is None else Citing(now[citing.paper])

        self._seeds = list(dict.fromkeys(map(stands, self._seeds)))
        steps = [step._replace(start=stands(step.start), end=now[step.end]) for step in self._came.values()]
        self._came = {}
        for step in steps:
            self._came.setdefault(step.end, step)

    def _standing(self, papers: Collection[int]) -> set[int]:
        with self._catalog.reading() as reader:
            return set(read.standing(reader, papers).values())

    @property
    def _yours(self) -> frozenset[int]:
        """The papers of the survey, and those that the crawl began with."""
        with self._catalog.reading() as reader:
            return frozenset(read.in_survey(reader) | {seed.paper for seed in self._seeds if seed.paper is not None})

    @property
    def _catalog(self) -> Catalog:
        return self._trip.library.catalog

    def _round(self, frontier: Sequence[Citing]) -> set[int]:
        """The papers that the ways lead to from `frontier`."""
        found: set[int] = set()
        for start in range(0, len(frontier), _TOGETHER):
            together = frontier[start : start + _TOGETHER]
            self._explore(together)
            found |= self._steps(together)
            if not self._trip.finished:
                break
        complete(self._trip, found)
        return found

    def _explore(self, starts: Sequence[Citing]) -> None:
        papers = [start.paper for start in starts if start.paper is not None]
        named = [start.paper for start in starts if start.paper is not None and start in self._seeds]
        ways, parts = self._plan.ways, _parts(self._plan)
        if parts:
            read_texts(self._trip, papers)
        for way in ways:
            if way is not Way.RELATED_WORK:
                follow(self._trip, way, papers, named=named)
        # What a draft cites is told by nobody but itself.
        if Way.REFERENCES in ways and (drafts := _drafts(starts)):
            resolve(self._trip, drafts, None)
        resolve(self._trip, starts, parts)

    def _steps(self, starts: Collection[Citing]) -> set[int]:
        with self._catalog.reading() as reader:
            taken = [step for way in self._plan.ways for step in read.steps(reader, way, starts)]
        # A sentence says more than an entry in a list.
        for step in sorted(taken, key=lambda step: step.place is None):
            self._came.setdefault(step.end, step)
        return {step.end for step in taken}

    def _weighed(self, papers: Iterable[int]) -> list[Candidate]:
        """`papers` with what speaks for them, the best first."""
        wanted = sorted(papers)
        yours = Yours(self._yours, frozenset(self._plan.drafts))
        with self._catalog.reading() as reader:
            views = dict(zip(wanted, views_of(reader, wanted), strict=True))
            texts = [*map(about, views_of(reader, sorted(yours.papers))), *read.sentences(reader, yours.drafts)]
            edges, mentions = read.edges(reader), read.mentioned(reader)
        evidence = weigh(views, yours, texts, edges, mentions, this_year=self._trip.library.now().year)
        found = [
            Candidate(paper, views[paper], weight, round(score(weight), 2), self._via(paper))
            for paper, weight in evidence.items()
        ]
        return sorted(found, key=lambda each: (-each.score, each.view["key"]))

    def _via(self, paper: int) -> tuple[Step, ...]:
        seeds, steps = set(self._seeds), [self._came[paper]]
        while steps[0].start not in seeds and steps[0].start.paper in self._came:
            steps.insert(0, self._came[steps[0].start.paper])
        return tuple(steps)

    def candidates(self) -> list[Candidate]:
        """The papers that were found and are wanted, the best first."""
        self._look_again()
        seeds = {seed.paper for seed in self._seeds}
        found = {paper for paper in self._came if paper not in seeds}
        return self._wanted(self._weighed(found - added_papers(self._catalog, found)))

    def _wanted(self, found: Sequence[Listed]) -> list[Listed]:
        """Those of `found` that the plan wants, in their order."""
        wanted = [each for each in found if self._plan.wants(each.view)]
        if self._plan.match is None:
            return wanted
        with self._catalog.reading() as reader:
            papers = [each.paper for each in wanted]
            match = set(matching(reader, papers, Selection(self._plan.match)))
        return [each for each in wanted if each.paper in match]

    def account(self, done: Crawled) -> None:
        """Tells how complete it is, what stayed unresolved, and the baselines, if asked."""
        ways, drafts, yours = self._plan.ways, self._plan.drafts, self._yours
        with self._catalog.reading() as reader:
            done.complete = completeness(reader, self._seeds)
            left = read.unresolved(reader, self._seeds, _parts(self._plan))
            if Way.REFERENCES in ways:
                left += read.unresolved(reader, _drafts(self._seeds), None)
            done.unresolved = list({each.id: each for each in left}.values())
            if self._plan.baselines:
                found = compared(reader, yours, drafts, self._plan.baselines)
                done.baselines = self._wanted(found)


def _drafts(starts: Iterable[Citing]) -> list[Citing]:
    return [start for start in starts if start.draft is not None]


def _papers(steps: Iterable[Step]) -> set[int]:
    """The papers at both ends of `steps`."""
    return {paper for step in steps for paper in (step.start.paper, step.end) if paper is not None}


def _parts(plan: Plan) -> set[Part]:
    """The parts of texts whose citations are followed."""
    parts = {Part.RELATED_WORK} if Way.RELATED_WORK in plan.ways else set()
    return parts | ({Part.EXPERIMENTS} if plan.baselines else set())
