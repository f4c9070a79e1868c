"""What every verb is given: the settings, the catalog, the clock, and the sources when they are wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from survey.catalog.catalog import Catalog
from survey.catalog.find import find_paper
from survey.cli.out import tell
from survey.model.counted import counted
from survey.settings import Settings

if TYPE_CHECKING:
    from survey.model.record import Unreadable
    from survey.workflow.asking import Library, Told
    from survey.workflow.export import Leaderboards


@dataclass(slots=True)
class Session:
    """One command at work."""

    settings: Settings
    now: Callable[[], datetime]
    catalog: Catalog = field(init=False)

    def __post_init__(self) -> None:
        self.catalog = Catalog(self.settings.catalog, cite_key=self.settings.cite_key)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The catalog, to read; brought up to date first, which is told."""
        if self.settings.catalog.exists() and (backup := self.catalog.upgrade()):
            tell(f"the catalog was brought up to date; as it was it lies in {backup}")
        with self.catalog.reading() as reader:
            yield reader

    def must_exist(self) -> None:
        """Nothing, where there is a catalog; CatalogError where a verb that needs one would only make an empty one."""
        with self.reading():
            return

    def paper(self, asked: str) -> int:
        """The paper that `asked` names; WhichPaperError where that is none or several."""
        with self.reading() as reader:
            return find_paper(reader, asked)

    @contextmanager
    def library(self, named: Sequence[str] = (), *, fresh: bool = False) -> Iterator[Library]:
        """The sources `named`, or all, with a door to the network that closes afterwards."""
        from survey.http.door import Door
        from survey.sources.source import sources
        from survey.workflow.asking import Library, chosen_sources

        chosen = chosen_sources(sources(self.settings), self.settings, named)
        with Door(self.settings, fresh=fresh, now=self.now) as door:
            yield Library(self.catalog, door, chosen, self.now)

    def leaderboards(self) -> Leaderboards:
        """What gives the leaderboard of a task and a dataset, where an imported dump knows it."""
        from survey.dump.dump import Dump
        from survey.workflow.export import no_leaderboards

        dump = Dump(self.settings.dump) if self.settings.dump else None
        return dump.leaderboard if dump and dump.is_there else no_leaderboards

    @contextmanager
    def scratch(self) -> Iterator[Session]:
        """The same, on a copy of the catalog that is thrown away: what a dry run changes, it changes there."""
        with TemporaryDirectory(prefix="survey-") as folder:
            path = Path(folder) / "db" / "catalog.sqlite"
            if self.settings.catalog.exists():
                self.catalog.backup(path)
            trial = Session(replace(self.settings, catalog=path), self.now)
            yield trial
            trial.catalog.close()


def tell_sources(told: Sequence[Told]) -> None:
    """What each source answered, or why it did not, and what to do about that; those that say the same in one line."""
    said: dict[str, list[str]] = {}
    for each in sorted(told, key=lambda each: each.source):
        said.setdefault(_answer(each), []).append(each.source)
    for answer, sources in said.items():
        tell(f"{', '.join(dict.fromkeys(sources))}: {answer}")
    for each in told:
        tell_unreadable(each.source, each.unreadable)


def tell_unreadable(source: str, entries: Sequence[Unreadable]) -> None:
    """What `source` sent that could not be read, the first of it by name and reason."""
    for broken in entries[:3]:
        name = f" {broken.key}" if broken.key else ""
        tell(f"{source}: unreadable entry{name}: {broken.why}")
    if len(entries) > 3:
        tell(f"{source}: … and {counted(len(entries) - 3, 'more unreadable entry', 'more unreadable entries')}")


def _answer(told: Told) -> str:
    from survey.model.fold import LLM

    came = "kept" if told.source == LLM else "found"
    if not told.message:
        unread = f", {len(told.unreadable)} unreadable" if told.unreadable else ""
        return f"{told.hits} {came}{unread}" if told.hits or unread else f"nothing {came}"
    before = f"{told.hits} {came}, then " if told.hits else ""
    hint = f" ({told.hint})" if told.hint else ""
    return f"{before}{told.outcome}: {told.message.removeprefix(told.source + ': ')}{hint}"


def ending(told: Sequence[Told], *, finished: bool, found: bool) -> int:
    """The exit code of having asked: 0 all answered, 3 some did not, 1 nobody did, 130 interrupted."""
    from survey.model.errors import ExitCode, Outcome

    if not finished:
        return ExitCode.INTERRUPTED
    answered = found or any(each.hits or each.outcome in {Outcome.ANSWERED, Outcome.EMPTY} for each in told)
    if not answered and told:
        return ExitCode.FAILED
    return ExitCode.IN_PART if any(each.is_failure for each in told) else ExitCode.DONE
