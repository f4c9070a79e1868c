"""A topic searched at every source at once."""

from __future__ import annotations

from collections import defaultdict
from shlex import quote
from typing import NamedTuple, cast

from survey.catalog.read import standing
from survey.model.errors import AskedWronglyError
from survey.model.record import Query
from survey.sources.source import Searches
from survey.workflow.asking import Ask, Library, Progress, Report, ask

# Of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): how little the very first places count more.
_DAMPING = 60
_USUAL = Query(text="")


class Hit(NamedTuple):
    """A paper that sources found, and which ones."""

    paper: int
    found_by: tuple[str, ...]


def search(library: Library, query: Query, *, progress: Progress = lambda *_: None) -> tuple[list[Hit], Report]:
    """The papers that the sources find for `query`, best first: those that many sources place high.

    Without words it is all of a venue, and sources that cannot list one are not asked. Raises AskedWronglyError for a
    query with neither, or where it is one for none of the sources.
    """
    if not query.text.strip() and not query.venue:
        raise AskedWronglyError(
            "there is nothing to search for",
            hint='as in: survey search "point cloud segmentation", or survey search --venue CVPR --year 2024',
        )
    asks: dict[str, Ask] = {
        name: lambda source: cast("Searches", source).search(query)
        for name, source in library.sources.items()
        if issubclass(source, Searches) and source.takes(query)
    }
    if not asks:
        raise _nobody(library, query)
    report = ask(library, "search", as_typed(query), asks, progress=progress)
    return _ranked(_standing(library, report)), report


def _nobody(library: Library, query: Query) -> AskedWronglyError:
    searching = [name for name, source in library.sources.items() if issubclass(source, Searches)]
    if not searching:
        return AskedWronglyError("none of these sources can search: " + ", ".join(library.sources))
    if query.venue:
        years = "" if query.since is None and query.until is None else " in those years"
        message = f"none of these sources lists {query.venue}{years}: {', '.join(searching)}"
        return AskedWronglyError(message, hint="try another name of it, or another source")
    return AskedWronglyError(
        f"these sources only list venues: {', '.join(searching)}", hint="name one, as in --venue CVPR --year 2024"
    )


def in_words(query: Query) -> str:
    """What was asked, on one line: the words, else the venue."""
    return query.text.strip() or f"everything at {query.venue}"


def as_typed(query: Query) -> str:
    """`query` as on a command line, for the log: its words, and the options that say something."""
    options = {"--venue": query.venue, "--since": query.since, "--until": query.until}
    said = [f"{name} {quote(str(value))}" for name, value in options.items() if value is not None]
    said += [f"-n {query.limit}"] if query.limit != _USUAL.limit else []
    return " ".join(filter(None, [query.text.strip(), *said]))


def _standing(library: Library, report: Report) -> dict[str, list[int]]:
    """The papers each source spoke of, as they stand at the end: two of them may have turned out to be one."""
    with library.catalog.reading() as reader:
        return {source: [standing(reader, paper) for paper in papers] for source, papers in report.order.items()}


def _ranked(order: dict[str, list[int]]) -> list[Hit]:
    score: dict[int, float] = defaultdict(float)
    places: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for source, papers in sorted(order.items()):
        for place, paper in enumerate(dict.fromkeys(papers)):
            score[paper] += 1 / (_DAMPING + place)
            places[paper].append((place, source))
    # Who answered first must not matter, so what is equal is told apart by its best place.
    best_first = sorted(score, key=lambda paper: (-score[paper], min(places[paper])))
    return [Hit(paper, tuple(source for _, source in places[paper])) for paper in best_first]
