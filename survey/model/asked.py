"""On which benchmarks papers are compared."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from survey.model.claim import BENCHMARK, claim, dataset_name, folded_name
from survey.model.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.model.view import PaperView, ResultView

_LISTED = 8
"""How many names are listed where none is like the one asked for."""


class Asked(NamedTuple):
    """Names as the user spells them; None is any."""

    task: str | None = None
    dataset: str | None = None
    metric: str | None = None


Claims: TypeAlias = dict[str, list["ResultView"]]
"""The results of each paper, by its key, in one metric of one benchmark."""


def columns_of(papers: Sequence[PaperView], asked: Asked) -> tuple[list[Claims], list[str]]:
    """What is `asked` for, those of most `papers` first, and where that is nothing, why.

    Where neither a task nor a dataset is asked for, only what at least two papers share.
    """
    results = [result for paper in papers for result in paper["results"]]
    wanted: dict[str, set[str]] = {}
    unheard = []
    for kind, name in asked._asdict().items():
        if name:
            offered = {each for result in results for each in _names(result, kind)}
            wanted[kind] = {folded_name(found) for found in nearest(name, offered)}
            unheard += [] if wanted[kind] else [_unheard(kind, name, offered)]
    is_narrow = bool(asked.task or asked.dataset)
    columns = [] if unheard else _columns(papers, wanted, 1 if is_narrow else 2)
    if columns or unheard:
        return columns, unheard
    nothing = "no result of these papers is on all of that" if is_narrow else "no two of these papers share a benchmark"
    return [], [nothing]


def _columns(papers: Sequence[PaperView], wanted: dict[str, set[str]], least: int) -> list[Claims]:
    """What is `wanted`, by folded names, and at least so many papers have."""
    found: defaultdict[tuple[str, ...], Claims] = defaultdict(dict)
    for paper in papers:
        for result in paper["results"]:
            if all(names & set(map(folded_name, _names(result, kind))) for kind, names in wanted.items()):
                found[claim(result)[: len(BENCHMARK)]].setdefault(paper["key"], []).append(result)
    shared = [place for place in found if len(found[place]) >= least]
    return [found[place] for place in sorted(shared, key=lambda place: (-len(found[place]), place))]


def _names(result: ResultView, kind: str) -> set[str]:
    """What the task, dataset or metric of `result` goes by: a dataset with its split or without."""
    if kind == "dataset":
        return {result["dataset"], dataset_name(result)}
    return {result["task"] if kind == "task" else result["metric"]}


def _unheard(kind: str, name: str, offered: set[str]) -> str:
    listed = ", ".join(sorted(offered)[:_LISTED]) + (" …" if len(offered) > _LISTED else "")
    return f"no result of these papers is on a {kind} like “{name}”" + (f"; there are: {listed}" if listed else "")
