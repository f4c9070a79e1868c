"""The former interface of Papers with Code, of which mirrors are left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import count as counting
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from survey.http.bodies import json_object
from survey.http.service import Service
from survey.model.identifier import identifier
from survey.model.leaderboard import DOWN, UP, BenchmarkView
from survey.model.record import Unreadable
from survey.model.text import line
from survey.sources.papers_with_code import PapersWithCode, at_venue, refusal, task_view
from survey.sources.papers_with_code_board import behind, board, same_name
from survey.sources.papers_with_code_read import (
    as_record,
    as_results,
    claimed_by,
    key_of,
    one_paper,
    papers_of,
    repositories,
)
from survey.sources.shapes import Json, named, part
from survey.sources.source import asked_for, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from survey.model.identifier import Identifier
    from survey.model.leaderboard import LeaderboardView, RowView, TaskView
    from survey.model.record import Found, Query


class _Table(NamedTuple):
    """Which leaderboard there is: its id, and that of its dataset."""

    key: str
    dataset: str


class _Board(NamedTuple):
    """A leaderboard with what stands on it."""

    task: str
    dataset: str
    metrics: list[Json]
    rows: list[Json]


class PapersWithCodeOld(PapersWithCode):
    """The same through the former interface.

    A result names neither task nor dataset there, so these are found by walking the paper's tasks. A leaderboard names
    its papers by their slugs alone.
    """

    service = Service(
        name="papers_with_code",
        base_url="https://paperswithcode.com/api/v1",
        every=1.0,
        keep=timedelta(days=1),
        refusal=refusal,
    )
    size = "items_per_page"
    further = "next"
    # Only by its id is a dataset named on a leaderboard.
    names_of_datasets = ("id", "name", "full_name")
    singles = 50
    tables = 25
    """How many leaderboards are looked through for one paper's results."""

    def search(self, query: Query) -> Iterator[Found]:
        """Papers about `query`, without code and results."""
        rows = self._rows("/papers/", {"q": query.text}, query.limit)
        return wanted(at_venue(query.venue, papers_of(rows)), query)

    def tasks(self, words: str | None = None) -> Iterator[TaskView]:
        """Every task, or those whose name has to do with `words`; areas are told only where all tasks are."""
        areas = {} if words else self._areas_of_tasks()
        for name, row in self._tasks(words).items():
            yield task_view(name, row, areas=areas.get(key_of(row.get("id")) or "", ()))

    def benchmarks(self, task: str) -> Iterator[BenchmarkView]:
        """The benchmarks of the task of this name in the service's order, by the ids of their datasets."""
        known = next(self._called("/tasks/", task), None)
        for table in self._tables(known) if known else ():
            name = line(part(known).get("name")) or task
            yield BenchmarkView(task=name, dataset=table.dataset, metrics=[], results=None)

    def leaderboard(self, task: str, dataset: str) -> LeaderboardView | None:
        """The leaderboard of a benchmark as of today; None where there is none. Papers have neither title nor year."""
        found = self._board(task, dataset)
        if found is None:
            return None
        metrics = ((line(each.get("name")), each.get("is_loss")) for each in found.metrics)
        declared = {name: DOWN if is_loss else UP for name, is_loss in metrics if name and isinstance(is_loss, bool)}
        return board(found.rows, found.task, found.dataset, on=self.desk.today, declared=declared)

    def claimants(self, task: str, dataset: str, rows: Sequence[RowView]) -> Iterator[Found]:
        """The papers behind `rows` of that leaderboard, each once and in their order, with their results on it.

        Each costs a request. Raises SourceCappedError after as many as one run may cost.
        """
        found = self._board(task, dataset)
        yield from self.one_by_one(list(behind(rows, found.rows if found else ())), self._claimant)

    def _claimant(self, claims: tuple[str, list[Json]]) -> Iterator[Found]:
        key, rows = claims
        paper = self.desk.get(f"/papers/{quote(key, safe='')}/", read=one_paper) if key else None
        if paper is None:
            yield from claimed_by(key, rows)
            return
        results, unreadable = as_results(rows)
        for record in asked_for([as_record(paper)], named(identifier("pwc", key))):
            yield record if isinstance(record, Unreadable) else replace(record, results=results)
        yield from unreadable

    def _parts(self, task: str) -> Iterable[Json]:
        return self._objects(f"/tasks/{task}/children/")

    def _areas_of_tasks(self) -> dict[str, list[str]]:
        areas: dict[str, list[str]] = defaultdict(list)
        for area, name in self._areas().items():
            for task in self._objects(f"/areas/{quote(area, safe='')}/tasks/"):
                areas[key_of(task.get("id")) or ""].append(name)
        return areas

    def _board(self, task: str, dataset: str) -> _Board | None:
        """The leaderboard of a benchmark, its dataset by name or id."""
        for known in self._called("/tasks/", task):
            tables = list(self._tables(known))
            found = next((table for table in tables if same_name(table.dataset, dataset)), None)
            if tables and not found:
                ids = {key_of(row.get("id")) for row in self._called("/datasets/", dataset)}
                found = next((table for table in tables if table.dataset in ids), None)
            if found:
                return self._filled(found, line(known.get("name")) or task)
        return None

    def _filled(self, table: _Table, task: str) -> _Board:
        at = f"/evaluations/{quote(table.key, safe='')}"
        told = self.desk.get(f"/datasets/{quote(table.dataset, safe='')}/", read=json_object)
        dataset = line(part(told).get("name")) or table.dataset
        metrics = list(self._objects(f"{at}/metrics/"))
        names = {"task_name": task, "dataset_name": dataset, "declared": metrics}
        return _Board(task, dataset, metrics, [{**row, **names} for row in self._objects(f"{at}/results/")])

    def _tables(self, task: Json) -> Iterator[_Table]:
        """The leaderboards of a task."""
        for table in self._objects(f"/tasks/{quote(key_of(task.get('id')) or '', safe='')}/evaluations/"):
            key, dataset = line(table.get("id")), line(table.get("dataset"))
            if key and dataset:
                yield _Table(key, dataset)

    def _paper(self, name: Identifier) -> Iterator[Found]:
        for paper in self._known_as(name):
            record = as_record(paper)
            if isinstance(record, Unreadable):
                yield record
                continue
            at = f"/papers/{quote(record.key)}"
            code = tuple(repositories(self._objects(f"{at}/repositories/")))
            results, unreadable = as_results(self._with_names(at, list(self._objects(f"{at}/results/"))))
            yield replace(record, repositories=code, results=results)
            yield from unreadable

    def _known_as(self, name: Identifier) -> Iterator[Json]:
        if name.scheme == "pwc":
            paper = self.desk.get(f"/papers/{quote(name.value)}/", read=one_paper)
            yield from () if paper is None else (paper,)
            return
        for row in map(part, self._rows("/papers/", {"arxiv_id": name.value}, 1)):
            # What ignores the filter answers with everything, page after page.
            if identifier("arxiv", row.get("arxiv_id")) != name:
                return
            yield row

    def _with_names(self, at: str, claimed: Sequence[Json]) -> Iterator[Json]:
        """`claimed` results with the names of task and dataset, and of the metrics that are better when lower."""
        left = {line(row.get("id")): row for row in claimed}
        for table, task, dataset in self._leaderboards(at) if claimed else ():
            ids = [line(row.get("id")) for row in self._objects(f"/evaluations/{quote(table)}/results/")]
            found = [left.pop(key) for key in ids if key in left]
            metrics = list(self._objects(f"/evaluations/{quote(table)}/metrics/")) if found else []
            for row in found:
                yield {**row, "task_name": task, "dataset_name": dataset, "declared": metrics}
            if not left:
                break
        yield from left.values()

    def _leaderboards(self, at: str) -> Iterator[tuple[str, str, str]]:
        """Id, task and dataset of the leaderboards on which the paper at `at` may stand."""
        datasets = {line(row.get("id")): line(row.get("name")) for row in self._objects(f"{at}/datasets/")}
        looked = counting(1)
        for task in self._objects(f"{at}/tasks/"):
            name = line(task.get("name")) or key_of(task.get("id")) or ""
            for key, dataset in self._tables(task) if name else ():
                if not datasets or dataset in datasets:
                    if next(looked) > self.tables:
                        return
                    yield key, name, datasets.get(dataset) or dataset
