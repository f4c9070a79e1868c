"""A topic searched at every source at once."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple, cast

from survey.catalog.read import standing
from survey.model.errors import AskedWronglyError
from survey.model.record import Query
from survey.sources.source import Searches
from survey.workflow.asking import Ask, Library, Progress, Report, ask

# Of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): how little the very first places count more.
_DAMPING = 60


class Hit(NamedTuple):
    """A paper that sources found, and which ones."""

    paper: int
    found_by: tuple[str, ...]


def search(library: Library, query: Query, *, progress: Progress = lambda *_: None) -> tuple[list[Hit], Report]:
    """The papers that the sources find for `query`, best first: those that many sources place high.

    Raises AskedWronglyError for a query without words, or where none of the sources can search.
    """
    if not query.text.strip():
        raise AskedWronglyError(
            "there is nothing to search for", hint='as in: survey search "point cloud segmentation"'
        )
    asks: dict[str, Ask] = {
        name: lambda source: cast("Searches", source).search(query)
        for name, source in library.sources.items()
        if issubclass(source, Searches)
    }
    if not asks:
        raise AskedWronglyError("none of these sources can search: " + ", ".join(library.sources))
    report = ask(library, "search", query.text, asks, progress=progress)
    return _ranked(_standing(library, report)), report


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
