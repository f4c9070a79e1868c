"""From papers to those that sources put beside them: what they cite, who cites them, what is like them."""

from __future__ import annotations

from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple, cast

from survey.catalog.accounts import place_of
from survey.catalog.citations import asked, kept_accounts, stated
from survey.catalog.references import Listed, keep_asked, keep_listed
from survey.model.counted import counted
from survey.model.record import Record
from survey.model.reference import Reference, Way
from survey.sources.source import KnowsCitations, KnowsReferences, Recommends, Source
from survey.workflow.trip import Trip, in_waves

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from survey.model.identifier import Identifier
    from survey.model.neighbours import Neighbours
    from survey.model.record import Found
    from survey.workflow.asking import Answer, Ask

MOST = 100
"""How many citing or similar papers of one paper are wanted."""
_AFTERWARDS = ("crossref", "opencitations")
"""Who is asked only where the others show nothing: the one has what publishers deposited, the other answers singly."""
_ABLE: dict[Way, type] = {Way.REFERENCES: KnowsReferences, Way.CITATIONS: KnowsCitations, Way.SIMILAR: Recommends}
_QUESTION: dict[Way, Callable[[Source, list[Identifier]], Iterator[Neighbours]]] = {
    Way.REFERENCES: lambda source, names: cast("KnowsReferences", source).references(names),
    Way.CITATIONS: lambda source, names: cast("KnowsCitations", source).citations(names, MOST),
    Way.SIMILAR: lambda source, names: cast("Recommends", source).similar(names, MOST),
}
_SPOKEN = {Way.REFERENCES: "references of", Way.CITATIONS: "citations of", Way.SIMILAR: "similar to"}


def follow(trip: Trip, way: Way, papers: Collection[int], *, named: Collection[int]) -> None:
    """Asks the sources for what lies around `papers` in one way, unless they were asked lately, and keeps it.

    Those who know less are asked only about those papers that the user `named`: it costs a request for each.
    """
    able = [name for name, kind in trip.library.sources.items() if issubclass(kind, _ABLE[way])]
    for wave in in_waves(able, _AFTERWARDS):
        waiting = _bare(trip, way, named) if wave[0] in _AFTERWARDS else papers
        if not waiting:
            return
        _ask(trip, way, wave, waiting)


def _bare(trip: Trip, way: Way, papers: Collection[int]) -> list[int]:
    """Those of `papers` for which nobody showed anything yet."""
    with trip.library.catalog.reading() as reader:
        said = stated(reader, way)
    return [paper for paper in papers if not any(shown for _, shown in said.get(paper, {}).values())]


def _ask(trip: Trip, way: Way, wave: list[str], papers: Collection[int]) -> None:
    heard = _Heard(trip, way)
    asks: dict[str, Ask] = {}
    with trip.library.catalog.reading() as reader:
        lately = asked(reader, way, trip.since)
    for source in wave:
        left = [paper for paper in papers if paper not in lately.get(source, ())]
        names = trip.names(trip.library.sources[source], left)
        if names and not trip.is_silent(source):
            asks[source] = heard.question(source, names)
    if not asks:
        return
    most = max(len(names) for names in heard.names.values())
    query = f"{_SPOKEN[way]} {counted(most, 'paper')}"
    report = trip.ask(query, asks, progress=heard.progress)
    heard.keep()
    heard.close({told.source for told in report.told if not told.message})


class _Said(NamedTuple):
    source: str
    near: Neighbours
    kept: list[tuple[str, str]]
    """The records that go into the catalog."""


class _Heard:
    """What sources said, kept as soon as the papers they speak of are in the catalog."""

    def __init__(self, trip: Trip, way: Way) -> None:
        self.names: dict[str, Mapping[Identifier, int]] = {}
        self._trip, self._way = trip, way
        self._arriving: SimpleQueue[_Said] = SimpleQueue()
        self._waiting: list[_Said] = []
        self._answered: set[tuple[str, int]] = set()

    def question(self, source: str, names: Mapping[Identifier, int]) -> Ask:
        """The question for `names`, the papers behind which are told."""
        self.names[source] = names

        def ask(asked: Source) -> Iterator[Answer]:
            for near in _QUESTION[self._way](asked, list(names)):
                records = [each for each in near.found if isinstance(each, Record) and _is_account(each)]
                self._arriving.put(_Said(source, near, [place_of(record) for record in records]))
                yield from (each for each in near.found if not isinstance(each, Record) or _is_account(each))

        return ask

    def progress(self, source: str, count: int) -> None:
        """Keeps what can be kept by now."""
        self.keep()
        self._trip.progress(source, count)

    def keep(self) -> None:
        """Keeps every answer of which all papers are in the catalog."""
        while not self._arriving.empty():
            self._waiting.append(self._arriving.get())
        if not self._waiting:
            return
        catalog = self._trip.library.catalog
        with catalog.reading() as reader:
            there = kept_accounts(reader, {place for said in self._waiting for place in said.kept})
        ready = [said for said in self._waiting if there.issuperset(said.kept)]
        keep_listed(catalog, [self._listed(said) for said in ready], now=self._trip.library.now())
        self._waiting = [said for said in self._waiting if not there.issuperset(said.kept)]

    def _listed(self, said: _Said) -> Listed:
        names = self.names[said.source]
        papers = [names[name] for name in (said.near.of, *said.near.and_of) if name in names]
        self._answered |= {(said.source, paper) for paper in papers}
        others = [_reference(each) for each in said.near.found if isinstance(each, Record) and not _is_account(each)]
        return Listed(self._way, said.source, papers, said.kept, others, said.near.stated)

    def close(self, ended: Collection[str]) -> None:
        """Keeps that those who `ended` well know nothing of what they did not answer about."""
        for source in ended:
            silent = [paper for paper in self.names.get(source, {}).values() if (source, paper) not in self._answered]
            answers = [(paper, None, 0) for paper in silent]
            keep_asked(self._trip.library.catalog, self._way, source, answers, now=self._trip.library.now())


def _is_account(found: Found) -> bool:
    """Whether a source speaks of a paper itself, and not only of what another one prints about it."""
    return isinstance(found, Record) and found.kind != "reference"


def _reference(record: Record) -> Reference:
    raw = dict(record.details).get("unstructured")
    return Reference(record.key, record.title, record.authors, record.year, record.identifiers, raw)
