"""Sources asked and what they say kept: every asking becomes a run in the catalog's log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from survey.catalog.catalog import Catalog
from survey.catalog.runs import begin_run, end_run
from survey.catalog.take import Intake, take
from survey.http.door import Door
from survey.model.errors import AskedWronglyError, Outcome, SourceError
from survey.model.record import Record, Repository, Unreadable
from survey.model.search_log import KeptAnswer
from survey.settings import Settings
from survey.sources.source import Source
from survey.workflow.renew import renew_lines
from survey.workflow.streams import Asking, hear


@dataclass(frozen=True, slots=True)
class Library:
    """Where answers are kept, whom to ask, and through which door."""

    catalog: Catalog
    door: Door
    sources: dict[str, type[Source]]
    now: Callable[[], datetime]


@dataclass(slots=True)
class Told:
    """How one asking of one source ended."""

    source: str
    outcome: Outcome
    message: str | None
    hint: str | None
    hits: int = 0
    new: int = 0
    """Papers that the catalog had not heard of."""
    requests: int = 0
    kept: int = 0
    """Answers that were kept from before."""
    unreadable: list[Unreadable] = field(default_factory=list)

    @property
    def is_failure(self) -> bool:
        """Whether the source should have answered and did not, or not in full."""
        return self.outcome in {Outcome.REFUSED, Outcome.SPENT, Outcome.DOWN, Outcome.CHANGED, Outcome.INTERRUPTED}


@dataclass(slots=True)
class Report:
    """What came of asking several sources."""

    told: list[Told] = field(default_factory=list)
    intake: Intake = field(default_factory=Intake)
    finished: bool = True
    """False where the user interrupted it."""
    order: dict[str, list[int]] = field(default_factory=dict)
    """The papers each source spoke of, in its order."""
    repositories: dict[str, list[Repository]] = field(default_factory=dict)
    """What each host of code said, in its order."""


Answer: TypeAlias = Record | Repository | Unreadable
Ask: TypeAlias = Callable[[Source], Iterator[Answer]]
Progress = Callable[[str, int], None]
"""Told the source and how many entries it has sent so far."""


def ask(
    library: Library, verb: str, query: str, asks: dict[str, Ask], *, progress: Progress = lambda *_: None
) -> Report:
    """Asks each named source its question, all at once, and keeps what they say as it arrives."""
    report = Report()
    askings = [asking for name, question in asks.items() if (asking := _asking(library, name, question, report))]
    runs = {
        asking.source: begin_run(library.catalog, verb, asking.source, query, now=library.now()) for asking in askings
    }
    told = {asking.source: Told(asking.source, Outcome.INTERRUPTED, None, None) for asking in askings}

    def keep(asking: Asking[Answer], said: list[Answer]) -> None:
        records = [each for each in said if isinstance(each, Record)]
        intake = take(library.catalog, records, now=library.now(), run=runs[asking.source])
        account = told[asking.source]
        repositories = [each for each in said if isinstance(each, Repository)]
        report.repositories.setdefault(asking.source, []).extend(repositories)
        account.hits += len(records) + len(repositories)
        account.new += len(intake.new)
        account.unreadable += [each for each in said if isinstance(each, Unreadable)]
        _join(report, asking.source, records, intake)
        progress(asking.source, account.hits)

    report.finished = hear(library.door, askings, keep)
    for asking in askings:
        _close(library, runs[asking.source], asking, told[asking.source])
        report.told.append(told[asking.source])
    renew_lines(library.catalog, report.intake.changed, now=library.now())
    return report


def _asking(library: Library, name: str, question: Ask, report: Report) -> Asking[Answer] | None:
    source = library.sources[name]
    try:
        desk = library.door.desk(source.service)
    except SourceError as error:
        report.told.append(Told(name, error.outcome, error.message, error.hint))
        return None
    asked = source(desk)
    return Asking(name, desk, lambda: question(asked))


def _join(report: Report, source: str, records: Sequence[Record], intake: Intake) -> None:
    report.intake.papers |= intake.papers
    report.intake.new |= intake.new
    report.intake.changed |= intake.changed
    report.order.setdefault(source, []).extend(intake.papers[record.source, record.key] for record in records)


def _close(library: Library, run: int, asking: Asking[Answer], told: Told) -> None:
    told.outcome, told.message, told.hint = asking.outcome, asking.message, asking.hint
    told.requests, told.kept = asking.desk.requests, asking.desk.kept
    dumped = None if told.is_failure else library.sources[asking.source].dumped_on()
    end_run(
        library.catalog,
        run,
        outcome=told.outcome,
        message=told.message,
        sent=asking.desk.sent,
        hits=told.hits,
        new=told.new,
        unreadable=len(told.unreadable),
        requests=told.requests,
        now=library.now(),
        kept=[*asking.desk.kept_answers, *([KeptAnswer(None, dumped)] if dumped else [])],
    )


def add_up(said: list[Told], more: Iterable[Told]) -> None:
    """Adds what sources said `more` to what they have `said`, every source once; a failure outlasts an answer."""
    before = {each.source: each for each in said}
    for each in more:
        if (known := before.get(each.source)) is None:
            said.append(each)
            before[each.source] = each
            continue
        if each.message or not (known.message or known.hits):
            known.outcome, known.message, known.hint = each.outcome, each.message, each.hint
        known.hits, known.new = known.hits + each.hits, known.new + each.new
        known.requests, known.kept = known.requests + each.requests, known.kept + each.kept
        known.unreadable += each.unreadable


def chosen_sources(
    installed: dict[str, type[Source]], settings: Settings, named: Sequence[str]
) -> dict[str, type[Source]]:
    """The sources `named`, else those of the settings, else all that need not be named.

    Raises AskedWronglyError for one that there is not.
    """
    unnamed = tuple(name for name, source in installed.items() if not source.asked_by_name)
    wanted = tuple(named) or settings.sources or unnamed
    if unknown := [name for name in wanted if name not in installed]:
        raise AskedWronglyError(f"there is no source {unknown[0]}", hint="sources are: " + ", ".join(installed))
    return {name: installed[name] for name in installed if name in wanted}
