"""DBLP's dump imported: what it says of papers that the catalog has, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from survey.catalog.provenance import is_known, spoken_of
from survey.catalog.runs import begin_run, end_run
from survey.catalog.take import Intake, take_page
from survey.model.errors import Outcome, SurveyError
from survey.model.record import Record, Unreadable
from survey.sources.dblp_dump import DblpDump, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from survey.catalog.catalog import Catalog

_TOGETHER = 200


@dataclass(slots=True)
class ImportedDblp:
    """What became of the dump."""

    publications: int = 0
    records: int = 0
    """How many are about papers of the catalog."""
    papers: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    """Those of `papers` of which something was not known before."""
    unreadable: list[Unreadable] = field(default_factory=list)
    damage: str | None = None
    """Why the rest of the file was not read."""


class _NewcomerError(Exception):
    """A record would have made a paper of its own."""


def import_dblp(
    catalog: Catalog,
    path: Path,
    *,
    on: date,
    now: datetime,
    progress: Callable[[str, int], None] = lambda *_: None,
) -> ImportedDblp:
    """Keeps what the dump at `path`, of the day `on`, says of the papers that the catalog has; no paper is added.

    Raises SurveyError where it is no dump. What was read is kept, also where the file breaks off.
    """
    done = ImportedDblp()
    with catalog.reading() as reader:
        dump = DblpDump(path, wanted(*spoken_of(reader)), on)
    run = begin_run(catalog, "import", "dblp", path.name, now=now)
    outcome, message = Outcome.INTERRUPTED, None
    try:
        for page in _pages(_known(catalog, dump, done, progress)):
            _keep(catalog, page, done, now=now, run=run)
        message = dump.damage
        outcome = Outcome.CHANGED if message else Outcome.ANSWERED if done.records else Outcome.EMPTY
    except SurveyError as error:
        outcome, message = Outcome.CHANGED, error.message
        raise
    finally:
        done.publications, done.damage = dump.publications, dump.damage
        end_run(
            catalog,
            run,
            outcome=outcome,
            message=message,
            sent=(),
            hits=done.records,
            new=0,
            unreadable=len(done.unreadable),
            requests=0,
            now=now,
        )
    return done


def _known(
    catalog: Catalog, dump: DblpDump, done: ImportedDblp, progress: Callable[[str, int], None]
) -> Iterator[Record]:
    """The records of the dump that are surely about papers of the catalog."""
    for found in dump.found(progress):
        if isinstance(found, Unreadable):
            done.unreadable.append(found)
            continue
        with catalog.reading() as reader:
            known = is_known(reader, found)
        if known:
            yield found


def _pages(records: Iterator[Record]) -> Iterator[Sequence[Record]]:
    while page := list(islice(records, _TOGETHER)):
        yield page


def _keep(catalog: Catalog, page: Sequence[Record], done: ImportedDblp, *, now: datetime, run: int) -> None:
    """Keeps a page of records; of one that belongs to none of the papers after all, nothing stays."""
    intake = Intake()
    try:
        with catalog.writing() as connection:
            take_page(connection, page, intake, now=now, run=run)
            if intake.new:
                raise _NewcomerError
    except _NewcomerError:
        for record in page if len(page) > 1 else ():
            _keep(catalog, [record], done, now=now, run=run)
        return
    done.records += len(page)
    done.papers |= set(intake.papers.values())
    done.changed |= intake.changed
