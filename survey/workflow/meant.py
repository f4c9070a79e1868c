"""Which paper an entry of a bibliography means, where that is sure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from survey.bibliographies.entry import Entry
from survey.catalog.known import owners, titled_each
from survey.catalog.read import views_of
from survey.model.against import is_of_another
from survey.model.counted import counted
from survey.model.identifier import best
from survey.model.record import Record
from survey.model.reference import Reference
from survey.model.text import fold
from survey.sources.source import FindsTitles, Source
from survey.workflow.asking import Answer, Library, Progress, Told, add_up, ask
from survey.workflow.resolve import likeness

if TYPE_CHECKING:
    from survey.model.view import PaperView

_BY_TITLE = ("openalex", "semantic_scholar", "crossref")
"""Who is asked for titles, one after the other until one knows it; arXiv lets one in three seconds pass."""
_TITLES = 100
"""Most titles that one source is asked for: each costs a request."""
_SURE = 0.9
"""From this likeness on (0 to 1) a paper is surely the one that an entry means."""
_FEW_WORDS = 4
"""A title of no more words may be that of several works of one author."""


@dataclass(slots=True)
class Asked:
    """How asking about entries went."""

    told: list[Told] = field(default_factory=list)
    finished: bool = True

    def hear(self, told: Iterable[Told], *, finished: bool) -> None:
        """Adds up what sources answered."""
        add_up(self.told, told)
        self.finished = self.finished and finished


def meant(library: Library, entries: Iterable[Entry], progress: Progress = lambda *_: None) -> dict[str, int]:
    """The paper of the catalog that each entry means, by its id, where that is sure."""
    listed = list(entries)
    owned = owners(library.catalog, {name for entry in listed for name in entry.record.identifiers})
    known = views(library, set(owned.values()))
    titles = titled_each(library.catalog, {fold(entry.record.title) for entry in listed if entry.record.title})
    found = {}
    for number, entry in enumerate(listed, start=1):
        progress("looked up", number)
        mine = [name for name in entry.record.identifiers if name in owned]
        fitting = frozenset(name for name in mine if not is_other(entry, known[owned[name]]))
        if name := best(fitting):
            found[entry.id] = owned[name]
        elif not mine and (paper := _titled(library, entry, titles)) is not None:
            found[entry.id] = paper
    return found


def is_other(entry: Entry, view: PaperView) -> bool:
    """Whether the paper of `view` is surely another than the one that `entry` means."""
    return is_of_another(entry.record, view["title"], view["authors"])


def _titled(library: Library, entry: Entry, titles: Mapping[str, Mapping[int, str]]) -> int | None:
    """The one paper of the catalog that surely has the title of `entry`, of those that each title has."""
    papers = titles.get(fold(entry.record.title), {}) if entry.record.title else {}
    sure = [
        paper
        for paper, view in views(library, papers).items()
        if _is_sure(entry.record, view["title"], view["authors"], view["year"])
    ]
    return sure[0] if len(sure) == 1 else None


def _is_sure(said: Record, title: str | None, authors: Sequence[str], year: int | None) -> bool:
    """Whether a paper is surely the one that `said` means: a long title and its first author outweigh the year."""
    mine = Reference("?", title=said.title, authors=said.authors, year=said.year)
    if (likeness(mine, title, authors, year) or 0) >= _SURE:
        return True
    is_long = len(fold(said.title or "").split()) > _FEW_WORDS
    return is_long and (likeness(replace(mine, year=None), title, authors, year) or 0) >= _SURE


def views(library: Library, papers: Iterable[int]) -> dict[int, PaperView]:
    """What is shown of each of `papers`."""
    wanted = sorted(papers)
    if not wanted:
        return {}
    with library.catalog.reading() as reader:
        return dict(zip(wanted, views_of(reader, wanted), strict=True))


def by_title(library: Library, entries: Sequence[Entry], done: Asked, progress: Progress) -> dict[str, int]:
    """The papers of `entries` that a source surely knows by their titles, by the ids of the entries."""
    found: dict[str, int] = {}
    for source in _BY_TITLE:
        left = [entry for entry in entries if entry.record.title and entry.id not in found][:_TITLES]
        if left and done.finished and issubclass(library.sources.get(source, Source), FindsTitles):
            found |= _ask_titles(library, source, left, done, progress)
    return found


def _ask_titles(
    library: Library, source: str, entries: Sequence[Entry], done: Asked, progress: Progress
) -> dict[str, int]:
    answers: dict[str, list[Record]] = defaultdict(list)

    def question(asked: Source) -> Iterator[Answer]:
        for entry in entries:
            for each in cast("FindsTitles", asked).by_title(entry.record.title or ""):
                # A source answers with the nearest it has: another paper is no answer.
                if isinstance(each, Record) and _is_sure(entry.record, each.title, each.authors, each.year):
                    answers[entry.id].append(each)
                    yield each

    report = ask(library, "audit", counted(len(entries), "title"), {source: question}, progress=progress)
    done.hear(report.told, finished=report.finished)
    papers = {
        entry: {report.intake.papers.get((each.source, each.key)) for each in records}
        for entry, records in answers.items()
    }
    return {entry: paper for entry, of in papers.items() if len(of) == 1 and (paper := next(iter(of))) is not None}
