"""A crawl begun, or taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from survey.catalog.citations import last_crawl
from survey.catalog.references import begin_crawl
from survey.model.errors import AskedWronglyError
from survey.workflow.asking import Library, Progress
from survey.workflow.plan import Plan
from survey.workflow.purse import Purse
from survey.workflow.seeds import find_seeds
from survey.workflow.trip import Trip

DONE = frozenset({"done", "saturated"})
"""How a crawl ends that has nothing left to ask."""


def begin(
    library: Library, words: Sequence[str], plan: Plan, *, progress: Progress = lambda *_: None
) -> tuple[Trip, Plan, int]:
    """A crawl by `plan` from what `words` name, and its number. Raises AskedWronglyError and WhichPaperError."""
    trip = Trip(library, Purse(plan.budget), progress)
    seeds = find_seeds(trip, words)
    begun = replace(plan, papers=seeds.papers, drafts=seeds.drafts)
    return trip, begun, begin_crawl(library.catalog, begun.to_json(), now=library.now())


def go_on(library: Library, budget: int | None, *, progress: Progress = lambda *_: None) -> tuple[Trip, Plan, int]:
    """The last crawl, with a new budget of as many requests as before if none is given.

    Raises AskedWronglyError where there was none, or it has come to its end.
    """
    with library.catalog.reading() as reader:
        last = last_crawl(reader)
    if last is None or last[2] in DONE:
        what = "no crawl was begun yet" if last is None else f"the last crawl came to its end: it was {last[2]}"
        raise AskedWronglyError(what, hint="as in: survey crawl --via related-work -n 20")
    number, wanted, _ = last
    plan = Plan.from_json(wanted)
    plan = plan if budget is None else replace(plan, budget=budget)
    return Trip(library, Purse(plan.budget), progress), plan, number
