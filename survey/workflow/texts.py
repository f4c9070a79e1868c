"""Papers' own texts read, and what they cite kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from survey.catalog.citations import asked
from survey.catalog.references import keep_asked, keep_text
from survey.catalog.runs import begin_run, end_run
from survey.model.counted import counted
from survey.model.errors import Outcome, SourceChangedError, SurveyError
from survey.model.identifier import Identifier
from survey.model.record import Unreadable
from survey.model.reference import Citing, Part, Reference, Way
from survey.reading.parts import references_of
from survey.reading.reading import open_paper
from survey.sources.arxiv import Arxiv
from survey.sources.full_text import texts
from survey.workflow.asking import Told
from survey.workflow.streams import Asking, hear
from survey.workflow.trip import VERB, Trip

if TYPE_CHECKING:
    from survey.http.door import Door

_KEEPER = Arxiv.name


class _Read(NamedTuple):
    paper: int
    cited: list[Reference] | None
    """None where there is no text that can be read."""
    why: str | None = None
    """Why there is something that cannot be read."""
    is_answer: bool = True
    """False for something else than a paper's text: that may be another thing tomorrow."""


def read_draft(trip: Trip, draft: str) -> None:
    """Reads the file or folder `draft`, and keeps what it cites. Raises SurveyError where it cannot be read."""
    keep_text(trip.library.catalog, Citing(draft=draft), references_of(open_paper(Path(draft))), now=trip.library.now())


def read_texts(trip: Trip, papers: Collection[int]) -> None:
    """Reads the texts that arXiv has of `papers`, unless that was done lately, and keeps what they cite."""
    with trip.library.catalog.reading() as reader:
        lately = asked(reader, Way.RELATED_WORK, trip.since).get(_KEEPER, set())
    left = [paper for paper in papers if paper not in lately]
    # arXiv's texts are named by arXiv's ids alone, which are all that its source knows.
    names = {paper: name for name, paper in trip.names(Arxiv, left).items()}
    if not names or _KEEPER not in trip.library.sources or trip.is_silent(_KEEPER):
        return
    if trip.may_ask():
        _ask(trip, names)


def _ask(trip: Trip, names: Mapping[int, Identifier]) -> None:
    library = trip.library
    door = trip.purse.door(library.door)
    desk = library.door.desk(Arxiv.service)
    asking = Asking(_KEEPER, desk, lambda: _read_all(door, names))
    told = Told(_KEEPER, Outcome.INTERRUPTED, None, None)
    run = begin_run(library.catalog, VERB, _KEEPER, f"texts of {counted(len(names), 'paper')}", now=library.now())
    before = trip.purse.requests

    def keep(_: Asking[_Read], arrived: list[_Read]) -> None:
        for each in arrived:
            told.hits += each.cited is not None
            told.unreadable += [Unreadable(_KEEPER, names[each.paper].value, each.why)] if each.why else []
            _keep(trip, each)
            trip.progress(_KEEPER, told.hits)

    trip.finished = hear(library.door, [asking], keep) and trip.finished
    told.outcome, told.message, told.hint = asking.outcome, asking.message, asking.hint
    told.requests = trip.purse.requests - before
    end_run(
        library.catalog,
        run,
        outcome=told.outcome,
        message=told.message,
        sent=trip.purse.sent[-told.requests :] if told.requests else [],
        hits=told.hits,
        new=0,
        unreadable=len(told.unreadable),
        requests=told.requests,
        now=library.now(),
    )
    trip.tell(told)


def _keep(trip: Trip, read: _Read) -> None:
    catalog, now = trip.library.catalog, trip.library.now()
    cited = read.cited or []
    if read.cited is not None:
        keep_text(catalog, Citing(read.paper), cited, now=now)
    shown = sum(any(place.part is Part.RELATED_WORK for place in each.places) for each in cited)
    stated = None if read.cited is None else len(cited)
    if read.is_answer:
        keep_asked(catalog, Way.RELATED_WORK, _KEEPER, [(read.paper, stated, shown)], now=now)


def _read_all(door: Door, names: Mapping[int, Identifier]) -> Iterator[_Read]:
    return (_read(door, paper, name) for paper, name in names.items())


def _read(door: Door, paper: int, name: Identifier) -> _Read:
    """What a paper cites, by the first form of its text that can be read."""
    why = None
    try:
        for text in texts(door, name):
            try:
                return _Read(paper, references_of(open_paper(f"the {text.form} of {name}", text.body)))
            except SurveyError as error:
                why = why or error.message
    except SourceChangedError as error:
        # What is wrong with one paper's text is nothing against the others.
        return _Read(paper, None, error.message.removeprefix(f"{_KEEPER}: "), is_answer=False)
    return _Read(paper, None, why)
