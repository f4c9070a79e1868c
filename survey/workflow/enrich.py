"""Papers completed: every source that knows one of their names is asked what it knows, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from survey.catalog.known import names_of_papers, owners, repositories_of
from survey.catalog.repositories import keep_repositories
from survey.model.counted import counted
from survey.model.identifier import Identifier, best
from survey.sources.source import LooksAtCode, LooksUp, Source
from survey.workflow.asking import Answer, Ask, Library, Progress, Report, Told, add_up, ask

_ROUNDS = 3
"""A source may name a paper in a way that lets the next one be asked: arXiv id, then DOI, then what Crossref adds."""


@dataclass(slots=True)
class Enriched:
    """What became of names that were looked up."""

    told: list[Told] = field(default_factory=list)
    finished: bool = True
    owners: dict[Identifier, int] = field(default_factory=dict)
    """The papers of those names that anybody knows."""


def enrich(
    library: Library,
    verb: str,
    *,
    names: Collection[Identifier] = (),
    papers: Collection[int] = (),
    progress: Progress = lambda *_: None,
) -> Enriched:
    """Asks every source for `names` and `papers`, then for what the answers let ask further, then the hosts of code."""
    done = Enriched()
    rounds = _Rounds(library, frozenset(names), set(papers))
    for _ in range(_ROUNDS):
        asks = rounds.questions()
        if not asks or not done.finished:
            break
        report = ask(library, verb, rounds.query(), asks, progress=progress)
        rounds.heard(report)
        add_up(done.told, report.told)
        done.finished = report.finished
    done.owners = owners(library.catalog, names)
    everybody = set(done.owners.values()) | rounds.papers
    if done.finished and everybody:
        look_at_code(library, verb, sorted(everybody), done)
    return done


class _Rounds:
    """Who was asked for what, so that nobody is asked twice."""

    def __init__(self, library: Library, names: frozenset[Identifier], papers: set[int]) -> None:
        self.papers = papers
        self._library, self._names = library, names
        self._asked: dict[str, set[Identifier]] = defaultdict(set)
        self._answered: dict[str, set[int]] = defaultdict(set)
        self._silent: set[str] = set()
        self._count = 0

    def query(self) -> str:
        return ", ".join(map(str, sorted(self._names))) or counted(len(self.papers), "paper")

    def questions(self) -> dict[str, Ask]:
        """For each source that can be asked something new, the question."""
        owned = owners(self._library.catalog, self._names)
        self.papers |= set(owned.values())
        held = names_of_papers(self._library.catalog, self.papers)
        groups = [(None, {name}) for name in self._names if name not in owned] + list(held.items())
        asks: dict[str, Ask] = {}
        for source, kind in self._library.sources.items():
            if not issubclass(kind, LooksUp) or source in self._silent:
                continue
            wanted = sorted(set(self._unasked(source, cast("type[Source]", kind), groups)))
            self._asked[source] |= set(wanted)
            if wanted:
                asks[source] = _look_up(wanted)
        return asks

    def _unasked(
        self, source: str, kind: type[Source], groups: Iterable[tuple[int | None, set[Identifier]]]
    ) -> Iterator[Identifier]:
        for paper, names in groups:
            usable = frozenset(name for name in names if name.scheme in kind.knows)
            if (paper is None or paper not in self._answered[source]) and (name := best(usable - self._asked[source])):
                yield name

    def heard(self, report: Report) -> None:
        for source, papers in report.order.items():
            self._answered[source] |= set(papers)
        # Who would not answer once will not a second later.
        self._silent |= {told.source for told in report.told if told.message}


def _look_up(names: Sequence[Identifier]) -> Ask:
    def question(source: Source) -> Iterator[Answer]:
        return cast("LooksUp", source).look_up(names)

    return question


def look_at_code(library: Library, verb: str, papers: Sequence[int], done: Enriched) -> None:
    """Asks the hosts of code for the repositories that `papers` link, and keeps what they say."""
    urls = repositories_of(library.catalog, papers)
    hosts = {name: source for name, source in library.sources.items() if issubclass(source, LooksAtCode)}
    if not urls or not hosts:
        return

    def question(source: Source) -> Iterator[Answer]:
        return cast("LooksAtCode", source).look_at(urls)

    report = ask(library, verb, counted(len(urls), "repository", "repositories"), dict.fromkeys(hosts, question))
    for name, checked in report.repositories.items():
        keep_repositories(library.catalog, checked, papers, source=name, now=library.now())
    add_up(done.told, report.told)
    done.finished = report.finished
