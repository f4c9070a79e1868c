"""Papers with Code: papers with their code and the results they claim. Its data: CC BY-SA 4.0.

Two interfaces go by the name. The present one is at paperswithcode.co. The former one, at paperswithcode.com, now leads
to a page for people; what is left of it are mirrors.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from survey.http.bodies import json_object
from survey.http.service import Answer, Service
from survey.model.errors import SourceChangedError, SourceError
from survey.model.leaderboard import BenchmarkView, TaskView
from survey.model.record import Unreadable
from survey.model.text import count, fold, line
from survey.sources.papers_with_code_board import behind, board, same_name
from survey.sources.papers_with_code_read import (
    as_record,
    as_results,
    claimed_by,
    entries,
    is_of,
    key_of,
    listing,
    one_paper,
    papers_in,
    papers_of,
)
from survey.sources.shapes import Json, part, parts
from survey.sources.source import Source, asked_for, of_venue, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from survey.model.identifier import Identifier
    from survey.model.leaderboard import LeaderboardView, RowView
    from survey.model.record import Found, Query
    from survey.settings import Settings

__all__ = ["PapersWithCode", "as_record", "as_results"]

PAGE = 100
"""How much of a list an answer holds at most."""
_PAGES = 100
"""How many pages of a list are given."""


def refusal(answer: Answer) -> SourceError | None:
    """What it means that a page for people came instead of an answer."""
    if answer.status != 200 or b"<html" not in answer.body[:500].lower():
        return None
    hint = "the former interface is gone; choose the new one, or point SURVEY_PAPERS_WITH_CODE_URL at a mirror"
    return SourceChangedError("papers_with_code", "answered with an HTML page instead of JSON", hint=hint)


class PapersWithCode(Source):
    """Papers by arXiv id, with code and results, two requests each; by words, with code; and leaderboards."""

    name = "papers_with_code"
    service = Service(
        name="papers_with_code",
        base_url="https://paperswithcode.co/api/v1",
        every=1.0,
        keep=timedelta(days=1),
        refusal=refusal,
    )
    knows = frozenset({"arxiv", "pwc"})
    size = "page_size"
    """The parameter for how much a page of a list should hold."""
    further = "next_page"
    """The field of a list that says whether there is a further page."""
    names_of_datasets: tuple[str, ...] = ("name", "full_name")
    """The fields of a dataset that hold names, under which there may be benchmarks."""

    @classmethod
    def chosen(cls, settings: Settings) -> type[Source]:
        """What answers from the imported dumps, where there are any; else the class for the interface of the settings.

        Who names an interface means it, dumps or not.
        """
        from survey.dump.dump import Dump
        from survey.sources.papers_with_code_old import PapersWithCodeOld

        if settings.dump and "pwc_dialect" not in settings.origins and (dump := Dump(settings.dump)).is_there:
            from survey.sources.papers_with_code_dump import answering_from

            return answering_from(dump)
        return PapersWithCodeOld if settings.pwc_dialect == "old" else PapersWithCode

    def search(self, query: Query) -> Iterator[Found]:
        """Papers about `query`, without their results."""
        dates = {"start_date": f"{query.since}-01-01"} if query.since else {}
        dates |= {"end_date": f"{query.until}-12-31"} if query.until else {}
        rows = self._rows("/papers/search", {"q": query.text, **dates}, query.limit)
        return wanted(at_venue(query.venue, papers_of(rows)), query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names` with their results. Raises SourceCappedError after as many as one run may cost."""
        return self.one_by_one(self.known(names), self._paper)

    def tasks(self, words: str | None = None) -> Iterator[TaskView]:
        """Every task, or those whose name has to do with `words`; which tasks they are part of is not said."""
        rows = self._tasks(words)
        areas = self._areas() if any(key_of(row.get("area_id")) for row in rows.values()) else {}
        for name, row in rows.items():
            area = areas.get(key_of(row.get("area_id")) or "")
            yield task_view(name, row, areas=[area] if area else [])

    def parts(self, task: str) -> Iterator[TaskView]:
        """The tasks that are parts of the task of this name, without their areas."""
        known = next(self._called("/tasks/", task), {})
        for row in self._parts(quote(key_of(known.get("id")) or "", safe="")) if known else ():
            if name := line(row.get("name")):
                yield task_view(name, row, parents=[line(known.get("name")) or task])

    def benchmarks(self, task: str) -> Iterator[BenchmarkView]:
        """The benchmarks of the task of this name, those with the most results first; without their metrics."""
        known = next(self._called("/tasks/", task), None)
        if known is None:
            return
        name = line(known.get("name")) or task
        results = self._datasets(name, known)
        for dataset, number in sorted(results.items(), key=lambda each: -(each[1] or 0)):
            yield BenchmarkView(task=name, dataset=dataset, metrics=[], results=number)

    def also_called(self, dataset: str) -> Sequence[str]:
        """Other names that the service has for a dataset."""
        rows = self._called("/datasets/", dataset)
        names = (line(row.get(field)) for row in rows for field in self.names_of_datasets)
        return [name for name in dict.fromkeys(names) if name and name != dataset]

    def leaderboard(self, task: str, dataset: str) -> LeaderboardView | None:
        """The leaderboard of a benchmark as of today; None where there is none."""
        rows = self._claims(task, dataset)
        if not rows:
            return None
        task, dataset = (line(rows[0].get(name)) or "" for name in ("task_name", "dataset_name"))
        return board(rows, task, dataset, on=self.desk.today)

    def claimants(self, task: str, dataset: str, rows: Sequence[RowView]) -> Iterator[Found]:
        """The papers behind `rows` of that leaderboard, each once and in their order, with their results on it."""
        for key, claims in behind(rows, self._claims(task, dataset)):
            yield from claimed_by(key, claims)

    def _paper(self, name: Identifier) -> Iterator[Found]:
        place = "arxiv/" if name.scheme == "arxiv" else ""
        path = f"/papers/{place}{quote(name.value, safe='/')}"
        paper = self.desk.get(path, {"include_resources": "true"}, read=one_paper)
        if paper is None:
            return
        record = next(asked_for([as_record(paper)], {name}))
        if isinstance(record, Unreadable):
            yield record
            return
        rows = list(self._objects("/evaluations/", {"paper_id": record.key}))
        results, unreadable = as_results(row for row in rows if is_of(row, record))
        yield replace(record, results=results)
        yield from unreadable

    def _tasks(self, words: str | None) -> dict[str, Json]:
        """The tasks about `words` by name; what ignores the words answers with every task."""
        if not words:
            return dict(self._named("/tasks/", {}))
        wanted = _words(words)
        # What looks for the words as they stand finds no plural and no misspelt one.
        for questions in ([words], sorted(wanted)):
            rows = (each for question in questions for each in self._named("/tasks/", {"q": question}))
            if found := {name: row for name, row in rows if _words(name) & wanted}:
                return found
        return {}

    def _parts(self, task: str) -> Iterable[Json]:
        return parts(self.desk.get(f"/tasks/{task}/page", read=json_object), "children")

    def _areas(self) -> dict[str, str]:
        return {key: name for name, row in self._named("/areas/", {}) if (key := key_of(row.get("id")))}

    def _named(self, path: str, asked: Mapping[str, str]) -> Iterator[tuple[str, Json]]:
        """What of a list has a name, with it."""
        return ((name, row) for row in self._objects(path, asked) if (name := line(row.get("name"))))

    def _called(self, path: str, name: str) -> Iterator[Json]:
        """What of a list is called `name`: first under that very name, then in other spellings."""
        alike: list[Json] = []
        for row in self._objects(path, {"q": name}):
            if line(row.get("name")) == name:
                yield row
            elif any(same_name(row.get(field), name) for field in ("name", "full_name", "slug", "id")):
                alike.append(row)
        yield from alike

    def _datasets(self, task: str, known: Json) -> dict[str, int | None]:
        """The datasets of the `known` task, and how many results each has."""
        asked = {"task": key_of(known.get("slug")) or key_of(known.get("id")) or task}
        answers = list(self._answers("/datasets/", asked))
        if self._are_of_task(answers):
            rows = [part(row) for answer in answers for row in entries(answer)]
            return {name: count(row.get("evaluation_count")) for row in rows if (name := line(row.get("name")))}
        claims = self._objects("/evaluations/", {"task_id": key_of(known.get("id")) or task})
        names = (line(row.get("dataset_name")) for row in claims if same_name(row.get("task_name"), task))
        return dict(Counter(filter(None, names)))

    def _are_of_task(self, answers: Sequence[object]) -> bool:
        """Whether `answers` hold the datasets of a task; what ignores the task answers with every dataset."""
        if not answers or part(answers[0], "applied_filters").get("task"):
            return True
        every = self.desk.get("/datasets/", {"page": 1, self.size: 1}, read=listing)
        whole, some = (count(part(answer).get("count")) for answer in (every, answers[0]))
        return None not in {whole, some} and whole != some

    def _claims(self, task: str, dataset: str) -> list[Json]:
        """The rows of a leaderboard; those of a dataset belong to whichever of its tasks they name."""
        for known in self._called("/datasets/", dataset):
            name = line(known.get("name")) or dataset
            at = quote(key_of(known.get("slug")) or key_of(known.get("id")) or name, safe="")
            of_dataset = self._objects(f"/datasets/{at}/evaluations/", {"ordering": "best_rank"})
            rows: list[Json] = [{**row, "dataset_name": line(row.get("dataset_name")) or name} for row in of_dataset]
            if found := [row for row in rows if _is_on(row, task, known)]:
                return found
        return []

    def _objects(self, path: str, asked: Mapping[str, str] | None = None) -> Iterator[Json]:
        return map(part, self._rows(path, asked or {}, PAGE))

    def _rows(self, path: str, asked: Mapping[str, str], most: int) -> Iterator[object]:
        """What stands in a list, page by page."""
        for answer in self._answers(path, asked, most):
            yield from entries(answer)

    def _answers(self, path: str, asked: Mapping[str, str], most: int = PAGE) -> Iterator[object]:
        """The pages of a list."""
        most = min(PAGE, max(most, 1))
        for page in range(1, _PAGES + 1):
            params: dict[str, str | int] = {**asked, "page": page, self.size: most}
            answer = self.desk.get(path, params, read=listing)
            if answer is None:
                return
            yield answer
            # Only that there is a further page counts: the address that a mirror gives may lead to the former host.
            if not part(answer).get(self.further):
                return

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of one answer, of either interface; of a list of results, the papers that claim them."""
        return papers_in(body)


def task_view(name: str, row: Json, *, areas: Sequence[str] = (), parents: Sequence[str] = ()) -> TaskView:
    """A task with the counts that the present interface gives it."""
    benchmarks, results = count(row.get("benchmark_count")), count(row.get("evaluation_count"))
    return TaskView(name=name, areas=list(areas), parents=list(parents), benchmarks=benchmarks, results=results)


def at_venue(venue: str | None, found: Iterator[Found]) -> Iterator[Found]:
    """What of `found` appeared at `venue`, or all where none is asked for."""
    return of_venue(found, venue) if venue else found


def _words(text: str) -> set[str]:
    """What is compared of a name: its words without the s of a plural, unless they are too short to mean anything."""
    words = fold(text).split()
    return {word.removesuffix("s") for word in words if len(word) > 2} or set(words)


def _is_on(row: Json, task: str, dataset: Json) -> bool:
    said = [(key_of(row.get(f"dataset_{name}")), key_of(dataset.get(name))) for name in ("id", "slug", "name")]
    elsewhere = any(theirs for theirs, _ in said) and not any(theirs and theirs == its for theirs, its in said)
    return not elsewhere and any(same_name(row.get(f"task_{name}"), task) for name in ("name", "slug"))
