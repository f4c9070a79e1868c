"""One line a paper: made here of its abstract where nobody says one, or asked of a source."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from survey.catalog import summaries
from survey.catalog.catalog import Catalog
from survey.catalog.known import names_of_papers
from survey.model.view import SummaryView
from survey.workflow.asking import Library, Progress, Told
from survey.workflow.enrich import enrich
from survey.workflow.renew import renew_lines


class Change(NamedTuple):
    """The line that was shown of a paper, and the one that is now."""

    before: SummaryView | None
    now: SummaryView | None


@dataclass(slots=True)
class Summarized:
    """What became of the lines of papers."""

    changes: dict[str, Change] = field(default_factory=dict)
    """By cite key: those that are others now."""
    refused: dict[str, str] = field(default_factory=dict)
    """By cite key: an answer that was not kept, and why."""
    beneath: dict[str, str] = field(default_factory=dict)
    """By cite key: the source whose line is shown though a language model's was kept, for it is trusted more."""
    bare: int = 0
    """How many of the papers a language model was not asked about, for they have no abstract."""
    nameless: int = 0
    """How many of the papers no source was asked about, for they have no identifier that it knows."""
    without: int = 0
    """How many of the papers have no line still."""
    cost: str | None = None
    """What was used up of a language model."""
    told: list[Told] = field(default_factory=list)
    finished: bool = True


def summarize_here(
    catalog: Catalog, papers: Collection[int], *, now: datetime, progress: Progress = lambda *_: None
) -> Summarized:
    """Makes the lines of `papers` of their abstracts, where nobody else says one."""
    with watching(catalog, papers) as done:
        renew_lines(catalog, papers, now=now, progress=progress)
    return done


def summarize_by_sources(
    library: Library, papers: Collection[int], *, progress: Progress = lambda *_: None
) -> Summarized:
    """Asks the sources of `library` about `papers`, for their lines; what else they say is kept as well."""
    names = names_of_papers(library.catalog, papers)
    known = {scheme for source in library.sources.values() for scheme in source.knows}
    with watching(library.catalog, papers) as done:
        done.nameless = sum(all(name.scheme not in known for name in names[paper]) for paper in papers)
        enriched = enrich(library, "summarize", papers=papers, progress=progress)
        done.told, done.finished = enriched.told, enriched.finished
    return done


@contextmanager
def watching(catalog: Catalog, papers: Collection[int]) -> Iterator[Summarized]:
    """What becomes of the lines of `papers` meanwhile; it is told at the end."""
    with catalog.reading() as reader:
        before = summaries.shown(reader, papers)
    done = Summarized()
    yield done
    with catalog.reading() as reader:
        now = summaries.shown(reader, papers)
    for paper, (key, line) in now.items():
        was = before[paper].summary if paper in before else None
        if line != was:
            done.changes[key] = Change(was, line)
        done.without += line is None
