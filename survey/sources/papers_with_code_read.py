"""What Papers with Code says: its papers and results as records, in the words of either interface."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from survey.http.bodies import json_value
from survey.model.identifier import Identifier, identifier, read_identifier
from survey.model.record import Citations, Direction, Record, Repository, Result, Summary, Unreadable, Venue, VenueKind
from survey.model.repository import repository_url
from survey.model.text import count, day, line, title_line
from survey.model.value import as_printed, number
from survey.sources.shapes import Json, details, listed, named, part, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from survey.model.record import Found


def papers_in(body: bytes) -> Iterator[Found]:
    """The papers of one answer, of either interface; of a list of results, the papers that claim them.

    Raises ValueError, at once, where `body` is no answer about papers.
    """
    answer = json_value(body)
    if _is_paper(part(answer)):
        return papers_of([answer])
    rows = entries(listing(body))
    if rows and not any(_OF_PAPERS & part(row).keys() for row in rows):
        raise ValueError("no papers: a list of something else")
    return papers_of(rows)


def listing(body: bytes) -> object:
    """An answer that is a list, bare or in an object. Raises ValueError where the body holds none."""
    answer = json_value(body)
    if not isinstance(answer, list) and not any(isinstance(part(answer).get(name), list) for name in _LISTS):
        raise ValueError(f"no list: {_why(answer)}")
    return answer


_LISTS = ("results", "items")
# Tasks, methods, datasets and conferences have names instead.
_OF_PAPERS = frozenset({"title", "metrics", "repository"})


def entries(answer: object) -> Sequence[object]:
    """What stands in the list that an answer is."""
    return answer if isinstance(answer, list) else next(filter(None, (listed(answer, name) for name in _LISTS)), [])


def _why(answer: object) -> str:
    said = (line(part(answer).get(name)) for name in ("detail", "error", "message"))
    return next(filter(None, said), "another kind of answer")


def one_paper(body: bytes) -> Json:
    """An answer that is one paper. Raises ValueError where it is something else."""
    answer = json_value(body)
    if not _is_paper(part(answer)):
        raise ValueError(f"no paper: {_why(answer)}")
    return part(answer)


def _is_paper(entry: Json) -> bool:
    return "title" in entry and ("abstract" in entry or "authors" in entry or "url_abs" in entry)


def papers_of(given: Iterable[object]) -> Iterator[Found]:
    """The papers in a list of papers, of papers beside their code, or of results."""
    rows: dict[str, list[Json]] = defaultdict(list)
    for entry in given:
        # The former search puts papers beside their best repository.
        paper = part(entry, "paper") or part(entry)
        if not paper:
            yield Unreadable("papers_with_code", None, "an entry that is no object")
        elif "metrics" in paper:
            rows[paper_of(paper) or ""].append(paper)
        else:
            yield as_record(paper)
    yield from chain.from_iterable(claimed_by(key, of_paper) for key, of_paper in rows.items())


def paper_of(row: Json) -> str | None:
    """The paper that claims the result in `row`, by the key that its record has; None where the row says nothing of it.

    A paper that is not in the service's own list goes by its arXiv id, and without one by its title.
    """
    return _id_of(row) or arxiv_of(row) or title_line(row.get("paper_title"))


def arxiv_of(row: Json) -> str | None:
    """The arXiv id of the paper that claims the result in `row`."""
    name = identifier("arxiv", row.get("paper_arxiv_id"))
    return name.value if name else None


def _id_of(row: Json) -> str | None:
    return key_of(row.get("paper_id")) or key_of(row.get("paper"))


def is_of(row: Json, record: Record) -> bool:
    """Whether a result is the paper's own; what ignores the filter answers with everybody's."""
    return paper_of(row) == record.key or identifier("arxiv", row.get("paper_arxiv_id")) in record.identifiers


def key_of(given: object) -> str | None:
    """The service's own name for a thing: a number or a slug, and of a paper without either its arXiv id."""
    return str(given) if count(given) is not None else line(given)


def claimed_by(key: str, rows: Sequence[Json]) -> Iterator[Found]:
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
                *(identifier("pwc", _id_of(row)) for row in rows),
                *(identifier("arxiv", row.get("paper_arxiv_id")) for row in rows),
            ),
            results=results,
        )
    elif results:
        yield Unreadable("papers_with_code", None, "results of no paper")
    yield from unreadable


def as_record(paper: Json) -> Found:
    """One paper of either interface as a record, without results."""
    key = key_of(paper.get("id"))
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
        url=address(paper.get("url_abs")),
        pdf=address(paper.get("url_pdf")),
        repositories=tuple(repositories(parts(paper, "repositories"))),
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


def _behind(page: object) -> Identifier | None:
    """The identifier in the address of a paper's page, where the page is of a kind that has one."""
    name = read_identifier(page) if isinstance(page, str) else None
    return name if name and name.scheme not in {"url", "pwc"} else None


def address(given: object) -> str | None:
    """The address of a page, made whole where it is one of the service's own."""
    text = line(given)
    whole = urljoin("https://paperswithcode.co/", text) if text else None
    return whole if whole and whole.startswith(("http://", "https://")) else None


def repositories(rows: Iterable[Json]) -> Iterator[Repository]:
    """The code in a list of repositories."""
    for row in rows:
        if url := address(row.get("url")):
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


def _results(row: Json, task: str, dataset: str) -> Iterator[Result]:
    for metric, printed in values(row):
        yield Result(
            task=task,
            dataset=dataset,
            metric=metric,
            model=model_of(row),
            printed=printed,
            value=number(printed),
            direction=_direction(row, metric),
            split=setting_of(row),
            extra_data=extra_of(row),
            rank=rank_of(row, metric),
        )


def values(row: Json) -> Iterator[tuple[str, str]]:
    """The metrics of one row of a leaderboard and its values as printed, without those that are only a dash."""
    for name, value in part(row, "metrics").items():
        metric, printed = line(name), as_printed(value)
        if metric and printed:
            yield metric, printed


def model_of(row: Json) -> str | None:
    """The model of a row. The former interface calls it the methodology; in the present one that is a protocol."""
    return line(row.get("model_name")) or (None if "paper_id" in row else line(row.get("methodology")))


def setting_of(row: Json) -> str | None:
    """The split of a row, and the harness with which the model was run."""
    return ", ".join(filter(None, (line(row.get("split_name")), line(row.get("harness"))))) or None


def extra_of(row: Json) -> bool | None:
    """Whether the model of a row was trained on additional data."""
    extra = row.get("uses_additional_data")
    return extra if isinstance(extra, bool) else None


def rank_of(row: Json, metric: str) -> int | None:
    """The place of a row by `metric`, where the service says it."""
    is_ranked = len(part(row, "metrics")) == 1 or metric == line(row.get("best_metric"))
    return (count(row.get("best_rank")) or None) if is_ranked else None


def _direction(row: Json, metric: str) -> Direction | None:
    """Which way the metric is better, where its leaderboard declares it; names of metrics are not guessed from."""
    for declared in parts(row, "declared"):
        is_loss = declared.get("is_loss")
        if (line(declared.get("name")) or "").casefold() == metric.casefold() and isinstance(is_loss, bool):
            return Direction.DOWN if is_loss else Direction.UP
    return None
