"""The state of the art: tasks found, leaderboards read, their papers added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from survey.catalog.known import cite_keys
from survey.model.errors import AskedWronglyError, Outcome, WhichPaperError
from survey.model.leaderboard import BenchmarkView, LeaderboardView, MetricView, RowView, TaskView
from survey.model.nearest import nearest
from survey.model.survey import Into
from survey.model.text import fold
from survey.sources.source import KnowsLeaderboards, Source
from survey.workflow.add import Added, add
from survey.workflow.asking import Answer, Library, Progress, ask

_TRIED = 5
"""Most tasks in which a dataset is looked for: each may cost a request."""


def leaderboards(library: Library) -> KnowsLeaderboards:
    """The source that knows leaderboards. Raises AskedWronglyError where none of the library's does."""
    for source in library.sources.values():
        if issubclass(source, KnowsLeaderboards):
            kind = cast("type[Source]", source)
            return cast("KnowsLeaderboards", kind(library.door.desk(kind.service)))
    raise AskedWronglyError("none of these sources knows leaderboards: " + ", ".join(library.sources))


@dataclass(frozen=True, slots=True)
class Meant:
    """What the words for a task can mean."""

    tasks: list[TaskView]
    parts: list[TaskView]
    """Of those, where it is clear which are meant."""

    @property
    def is_clear(self) -> bool:
        """Whether one task is meant: two that are spelt alike are one to a person."""
        return len({fold(task["name"]) for task in self.tasks}) == 1


def find_task(known: KnowsLeaderboards, words: str) -> Meant:
    """The task that `words` mean, or the several that they can. Raises WhichPaperError where there is none."""
    tasks = {task["name"]: task for task in known.tasks(words)}
    names = nearest(words, tasks)
    if not names:
        near = f"; it knows {', '.join(list(tasks)[:5])}" if tasks else ""
        raise WhichPaperError(f"no task is called {words}{near}", hint="`survey sota` lists the tasks")
    meant = Meant([tasks[name] for name in names], [])
    return Meant(meant.tasks, _parts(known, meant.tasks)) if meant.is_clear else meant


def _parts(known: KnowsLeaderboards, tasks: Iterable[TaskView]) -> list[TaskView]:
    """The parts of `tasks`, each once."""
    return list({part["name"]: part for task in tasks for part in known.parts(task["name"])}.values())


def find_benchmark(known: KnowsLeaderboards, task: str, dataset: str) -> list[BenchmarkView]:
    """The benchmarks that `task` and `dataset` can mean: of that task, else of its parts. Raises WhichPaperError."""
    meant = find_task(known, task)
    for tasks in (meant.tasks, meant.parts):
        if found := _with_dataset(known, tasks[:_TRIED], dataset):
            return found
    names = ", ".join(each["name"] for each in meant.tasks[:_TRIED])
    raise WhichPaperError(f"{names} has no benchmark on {dataset}", hint=f'`survey sota "{task}"` lists its benchmarks')


def _with_dataset(known: KnowsLeaderboards, tasks: Iterable[TaskView], dataset: str) -> list[BenchmarkView]:
    by_name = [(benchmark["dataset"], benchmark) for task in tasks for benchmark in known.benchmarks(task["name"])]
    listed = [name for name, _ in by_name]
    also = (name for other in known.also_called(dataset) for name in nearest(other, listed))
    names = set(nearest(dataset, listed) or also)
    return [benchmark for name, benchmark in by_name if name in names]


def metric_of(board: LeaderboardView, words: str | None) -> MetricView:
    """The metric of `board` that `words` mean, or the one it goes by. Raises AskedWronglyError."""
    metrics = {metric["name"]: metric for metric in board["metrics"]}
    if not metrics:
        raise AskedWronglyError(f"nobody claims a value on {board['dataset']}")
    if words is None:
        return board["metrics"][0]
    names = nearest(words, metrics)
    if len(names) != 1:
        raise AskedWronglyError(
            f"{words} is {'no metric' if not names else 'several metrics'} of this leaderboard",
            hint="its metrics are: " + ", ".join(names or metrics),
        )
    return metrics[names[0]]


def add_leaders(
    library: Library,
    board: LeaderboardView,
    number: int,
    *,
    into: Into | None = None,
    progress: Progress = lambda *_: None,
) -> Added:
    """Adds the first `number` papers of `board`, with their results and all that the sources know of them."""
    rows = first_papers(board["rows"], number)

    def question(source: Source) -> Iterator[Answer]:
        known = cast("KnowsLeaderboards", source)
        return known.claimants(board["task"], board["dataset"], rows)

    names = [name for name, source in library.sources.items() if issubclass(source, KnowsLeaderboards)]
    query = f"{board['task']} on {board['dataset']}"
    report = ask(library, "sota", query, {names[0]: question}, progress=progress)
    papers = list(dict.fromkeys(report.order.get(names[0], [])))
    keys = cite_keys(library.catalog, papers)
    if not keys or not report.finished:
        return Added(told=report.told, finished=report.finished)
    added = add(library, [keys[paper] for paper in papers if paper in keys], into=into, progress=progress)
    added.told = [*report.told, *(told for told in added.told if told.outcome is not Outcome.EMPTY or told.message)]
    return added


def first_papers(rows: Iterable[RowView], number: int) -> Sequence[RowView]:
    """The best row of each of the first `number` papers of `rows`; rows that name no paper are passed over."""
    best: dict[str, RowView] = {}
    for row in rows:
        name = row["arxiv"] or row["paper"] or row["url"]
        if name and len(best) < number:
            best.setdefault(name, row)
    return list(best.values())
