"""Papers with Code: papers with their code and the results they claim. Its data: CC BY-SA 4.0.

Two interfaces go by the name. The present one is at paperswithcode.co. The former one, at paperswithcode.com, now leads
to a page for people; what is left of it are mirrors.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from itertools import count as counting
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from survey.http.bodies import json_value
from survey.http.service import Answer, Service
from survey.model.errors import SourceChangedError, SourceError
from survey.model.identifier import Identifier, identifier, read_identifier
from survey.model.record import Citations, Direction, Record, Repository, Result, Summary, Unreadable, Venue, VenueKind
from survey.model.repository import repository_url
from survey.model.text import count, day, line, title_line
from survey.model.value import number
from survey.sources.shapes import Json, details, listed, named, part, parts
from survey.sources.source import Source, asked_for, of_venue, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from survey.model.record import Found, Query
    from survey.settings import Settings

_PAGE = 100
_PAGES = 100
"""How many pages of a list are given."""


def _refusal(answer: Answer) -> SourceError | None:
    if answer.status != 200 or b"<html" not in answer.body[:500].lower():
        return None
    hint = "the former interface is gone; choose the new one, or point SURVEY_PAPERS_WITH_CODE_URL at a mirror"
    return SourceChangedError("papers_with_code", "answered with an HTML page instead of JSON", hint=hint)


class PapersWithCode(Source):
    """Papers by arXiv id, with code and results, two requests each; by words, with code."""

    name = "papers_with_code"
    service = Service(
        name="papers_with_code",
        base_url="https://paperswithcode.co/api/v1",
        every=1.0,
        keep=timedelta(days=1),
        refusal=_refusal,
    )
    knows = frozenset({"arxiv", "pwc"})
    size = "page_size"
    """The parameter for how much a page of a list should hold."""
    further = "next_page"
    """The field of a list that says whether there is a further page."""

    @classmethod
    def chosen(cls, settings: Settings) -> type[Source]:
        """The class for the interface that `settings.pwc_dialect` names."""
        return PapersWithCodeOld if settings.pwc_dialect == "old" else PapersWithCode

    def search(self, query: Query) -> Iterator[Found]:
        """Papers about `query`, without their results."""
        dates = {"start_date": f"{query.since}-01-01"} if query.since else {}
        dates |= {"end_date": f"{query.until}-12-31"} if query.until else {}
        rows = self._rows("/papers/search", {"q": query.text, **dates}, query.limit)
        return wanted(_at(query.venue, _read(rows)), query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names` with their results. Raises SourceCappedError after as many as one run may cost."""
        return self.one_by_one(self.known(names), self._paper)

    def _paper(self, name: Identifier) -> Iterator[Found]:
        place = "arxiv/" if name.scheme == "arxiv" else ""
        path = f"/papers/{place}{quote(name.value, safe='/')}"
        paper = self.desk.get(path, {"include_resources": "true"}, read=_paper)
        if paper is None:
            return
        record = next(asked_for([as_record(paper)], {name}))
        if isinstance(record, Unreadable):
            yield record
            return
        rows = list(self._rows("/evaluations/", {"paper_id": record.key}, _PAGE))
        results, unreadable = as_results(row for row in map(part, rows) if _is_of(row, record))
        yield replace(record, results=results)
        yield from unreadable

    def _rows(self, path: str, asked: Mapping[str, str], most: int) -> Iterator[object]:
        """What stands in a list, page by page."""
        most = min(_PAGE, max(most, 1))
        for page in range(1, _PAGES + 1):
            params: dict[str, str | int] = {**asked, "page": page, self.size: most}
            answer = self.desk.get(path, params, read=_listing)
            if answer is None:
                return
            yield from _entries(answer)
            # Only that there is a further page counts: the address that a mirror gives may lead to the former host.
            if not part(answer).get(self.further):
                return

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of one answer, of either interface; of a list of results, the papers that claim them."""
        answer = json_value(body)
        if _is_paper(part(answer)):
            return _read([answer])
        entries = _entries(_listing(body))
        if entries and not any(_OF_PAPERS & part(entry).keys() for entry in entries):
            raise ValueError("no papers: a list of something else")
        return _read(entries)


class PapersWithCodeOld(PapersWithCode):
    """The same through the former interface, of which mirrors are left.

    A result names neither task nor dataset there, so these are found by walking the paper's tasks.
    """

    service = Service(
        name="papers_with_code",
        base_url="https://paperswithcode.com/api/v1",
        every=1.0,
        keep=timedelta(days=1),
        refusal=_refusal,
    )
    size = "items_per_page"
    further = "next"
    singles = 50
    tables = 25
    """How many leaderboards are looked through for one paper's results."""

    def search(self, query: Query) -> Iterator[Found]:
        """Papers about `query`, without code and results."""
        rows = self._rows("/papers/", {"q": query.text}, query.limit)
        return wanted(_at(query.venue, _read(rows)), query)

    def _paper(self, name: Identifier) -> Iterator[Found]:
        for paper in self._known_as(name):
            record = as_record(paper)
            if isinstance(record, Unreadable):
                yield record
                continue
            at = f"/papers/{quote(record.key)}"
            code = tuple(_repositories(self._objects(f"{at}/repositories/")))
            results, unreadable = as_results(self._with_names(at, list(self._objects(f"{at}/results/"))))
            yield replace(record, repositories=code, results=results)
            yield from unreadable

    def _known_as(self, name: Identifier) -> Iterator[Json]:
        if name.scheme == "pwc":
            paper = self.desk.get(f"/papers/{quote(name.value)}/", read=_paper)
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
            for table in self._objects(f"/tasks/{quote(line(task.get('id')) or '')}/evaluations/"):
                key, dataset = line(table.get("id")), line(table.get("dataset"))
                name = line(task.get("name")) or line(table.get("task"))
                if key and dataset and name and (not datasets or dataset in datasets):
                    if next(looked) > self.tables:
                        return
                    yield key, name, datasets.get(dataset) or dataset

    def _objects(self, path: str) -> Iterator[Json]:
        return map(part, self._rows(path, {}, _PAGE))


def _listing(body: bytes) -> object:
    """A list, bare or in an object. Raises ValueError where the body holds none."""
    answer = json_value(body)
    if not isinstance(answer, list) and not any(isinstance(part(answer).get(name), list) for name in _LISTS):
        raise ValueError(f"no list: {_why(answer)}")
    return answer


_LISTS = ("results", "items")
# Tasks, methods, datasets and conferences have names instead.
_OF_PAPERS = frozenset({"title", "metrics", "repository"})


def _entries(answer: object) -> Sequence[object]:
    return answer if isinstance(answer, list) else next(filter(None, (listed(answer, name) for name in _LISTS)), [])


def _why(answer: object) -> str:
    said = (line(part(answer).get(name)) for name in ("detail", "error", "message"))
    return next(filter(None, said), "another kind of answer")


def _paper(body: bytes) -> Json:
    answer = json_value(body)
    if not _is_paper(part(answer)):
        raise ValueError(f"no paper: {_why(answer)}")
    return part(answer)


def _is_paper(entry: Json) -> bool:
    return "title" in entry and ("abstract" in entry or "authors" in entry or "url_abs" in entry)


def _at(venue: str | None, found: Iterator[Found]) -> Iterator[Found]:
    return of_venue(found, venue) if venue else found


def _read(entries: Iterable[object]) -> Iterator[Found]:
    """The papers in a list of papers, of papers beside their code, or of results."""
    rows: dict[str, list[Json]] = defaultdict(list)
    for entry in entries:
        # The former search puts papers beside their best repository.
        paper = part(entry, "paper") or part(entry)
        if not paper:
            yield Unreadable("papers_with_code", None, "an entry that is no object")
        elif "metrics" in paper:
            rows[_paper_of(paper) or ""].append(paper)
        else:
            yield as_record(paper)
    yield from chain.from_iterable(_claimed_by(key, of_paper) for key, of_paper in rows.items())


def _paper_of(row: Json) -> str | None:
    return _key(row.get("paper_id")) or _key(row.get("paper"))


def _is_of(row: Json, record: Record) -> bool:
    """Whether a result is the paper's own; what ignores the filter answers with everybody's."""
    return _paper_of(row) == record.key or identifier("arxiv", row.get("paper_arxiv_id")) in record.identifiers


def _key(given: object) -> str | None:
    """The name of a paper: a number or a slug, and of a paper without either its arXiv id."""
    return str(given) if count(given) is not None else line(given)


def _claimed_by(key: str, rows: Sequence[Json]) -> Iterator[Found]:
    """The paper that claims the results in `rows`, so far as they tell of it."""
    results, unreadable = as_results(rows)
    if key and results:
        published = next(filter(None, (day(row.get("paper_published_date")) for row in rows)), None)
        yield Record(
            source="papers_with_code",
            key=key,
            title=next(filter(None, (title_line(row.get("paper_title")) for row in rows)), None),
            year=published.year if published else None,
            published=published,
            identifiers=named(
                identifier("pwc", key), *(identifier("arxiv", row.get("paper_arxiv_id")) for row in rows)
            ),
            results=results,
        )
    elif results:
        yield Unreadable("papers_with_code", None, "results of no paper")
    yield from unreadable


def as_record(paper: Json) -> Found:
    """One paper of either interface as a record, without results."""
    key = _key(paper.get("id"))
    if key is None:
        return Unreadable("papers_with_code", line(paper.get("id")), "a paper without an id")
    published, cited = day(paper.get("published")), count(paper.get("citation_count"))
    summary = line(paper.get("tldr"))
    return Record(
        source="papers_with_code",
        key=key,
        title=title_line(paper.get("title")),
        authors=tuple(
            name for author in listed(paper, "authors") if (name := line(author) or line(part(author).get("name")))
        ),
        year=published.year if published else None,
        published=published,
        venue=_venue(paper),
        abstract=line(paper.get("abstract")),
        identifiers=named(
            identifier("pwc", key),
            identifier("arxiv", paper.get("arxiv_id")),
            *(_behind(paper.get(name)) for name in ("url_abs", "conference_url_abs")),
        ),
        url=_address(paper.get("url_abs")),
        pdf=_address(paper.get("url_pdf")),
        repositories=tuple(_repositories(parts(paper, "repositories"))),
        citations=None if cited is None else Citations(cited),
        summary=Summary(summary, "papers_with_code") if summary else None,
        details=details(award=paper.get("conference_award")),
    )


def _venue(paper: Json) -> Venue | None:
    """The conference or proceeding; the field `conference` is not one, but the name of another account of the paper."""
    if conference := line(paper.get("conference_name")):
        return Venue(conference, VenueKind.CONFERENCE)
    proceeding = line(paper.get("proceeding"))
    return Venue(proceeding) if proceeding else None


def _behind(address: object) -> Identifier | None:
    """The identifier in the address of a paper's page, where the page is of a kind that has one."""
    name = read_identifier(address) if isinstance(address, str) else None
    return name if name and name.scheme not in {"url", "pwc"} else None


def _address(given: object) -> str | None:
    text = line(given)
    address = urljoin("https://paperswithcode.co/", text) if text else None
    return address if address and address.startswith(("http://", "https://")) else None


def _repositories(rows: Iterable[Json]) -> Iterator[Repository]:
    for row in rows:
        if url := _address(row.get("url")):
            official, stars = row.get("is_official"), row.get("num_stars", row.get("stars"))
            yield Repository(
                url=repository_url(url), official=official if isinstance(official, bool) else None, stars=count(stars)
            )


def as_results(rows: Iterable[Json]) -> tuple[tuple[Result, ...], list[Unreadable]]:
    """The results that `rows` of leaderboards claim, each once, and the rows that do not say on what."""
    results: dict[tuple[object, ...], Result] = {}
    unreadable: list[Unreadable] = []
    for row in rows:
        task, dataset = line(row.get("task_name")), line(row.get("dataset_name"))
        if task and dataset:
            for result in _results(row, task, dataset):
                # Rows are cut in different ways: one model may have one for each metric, or the same twice.
                same = (task, dataset, result.model, result.metric, result.split, result.printed)
                results.setdefault(same, result)
        else:
            unreadable.append(Unreadable("papers_with_code", line(row.get("id")), "a result without task or dataset"))
    return tuple(results.values()), unreadable


_MISSING = frozenset({"-", "--", "–", "—"})


def _results(row: Json, task: str, dataset: str) -> Iterator[Result]:
    metrics = part(row, "metrics")
    extra = row.get("uses_additional_data")
    for name, value in metrics.items():
        metric, printed = line(name), _printed(value)
        if metric and printed and printed not in _MISSING:
            is_ranked = len(metrics) == 1 or name == row.get("best_metric")
            yield Result(
                task=task,
                dataset=dataset,
                metric=metric,
                # The former interface calls the model the methodology; in the present one that is a protocol.
                model=line(row.get("model_name")) or (line(row.get("methodology")) if "paper_id" not in row else None),
                printed=printed,
                value=number(printed),
                direction=_direction(row, metric),
                split=line(row.get("split_name")),
                extra_data=extra if isinstance(extra, bool) else None,
                rank=(count(row.get("best_rank")) or None) if is_ranked else None,
            )


def _printed(value: object) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return json.dumps(value)
    return line(value)


def _direction(row: Json, metric: str) -> Direction | None:
    """Which way the metric is better, where its leaderboard declares it; names of metrics are not guessed from."""
    for declared in parts(row, "declared"):
        is_loss = declared.get("is_loss")
        if (line(declared.get("name")) or "").casefold() == metric.casefold() and isinstance(is_loss, bool):
            return Direction.DOWN if is_loss else Direction.UP
    return None
