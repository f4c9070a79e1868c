"""A crawl at work: whom it asks, what that may cost, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from survey.catalog.known import names_of_papers
from survey.model.identifier import Identifier, best
from survey.workflow.asking import Answer, Ask, Library, Progress, Report, Told, add_up, ask
from survey.workflow.purse import Purse

if TYPE_CHECKING:
    from survey.sources.source import Source

VERB = "crawl"
STANDS = timedelta(days=30)
"""How long an answer stands in for asking again, as with `refresh`."""


@dataclass
class Trip:
    """One crawl under way."""

    library: Library
    purse: Purse
    progress: Progress = lambda *_: None
    told: list[Told] = field(default_factory=list)
    """Every source once, with what it said in all."""
    finished: bool = True
    """False where the user interrupted it."""

    def may_ask(self) -> bool:
        """Whether something that is to be asked may be: the user wants to go on, and there is something to pay with."""
        self.purse.is_short = self.purse.is_short or (self.finished and self.purse.is_spent)
        return self.finished and not self.purse.is_short

    @cached_property
    def since(self) -> str:
        """The ISO time since which an answer stands in for asking again."""
        return (self.library.now() - STANDS).isoformat(timespec="seconds")

    def ask(self, query: str, asks: dict[str, Ask], progress: Progress | None = None) -> Report:
        """Asks each named source its question, all at once, out of the purse, and keeps what they say.

        Nobody is told of in the report where nothing may be asked any more.
        """
        if not self.may_ask():
            return Report(finished=self.finished)
        metered = {source: self._metered(question) for source, question in asks.items()}
        report = ask(self.library, VERB, query, metered, progress=progress or self.progress)
        for told in report.told:
            self.tell(told)
        self.finished = self.finished and report.finished
        return report

    def _metered(self, question: Ask) -> Ask:
        def asked(source: Source) -> Iterator[Answer]:
            source.desk = self.purse.metered(source.desk)
            return question(source)

        return asked

    def tell(self, told: Told) -> None:
        """Adds up what one source said in several askings."""
        add_up(self.told, [told])

    def names(self, kind: type[Source], papers: Collection[int]) -> dict[Identifier, int]:
        """By what a source can be asked for each of `papers`, in their order."""
        held = names_of_papers(self.library.catalog, papers)
        usable = {paper: frozenset(name for name in held[paper] if name.scheme in kind.knows) for paper in papers}
        return {name: paper for paper, names in usable.items() if (name := best(names))}

    def is_silent(self, source: str) -> bool:
        """Whether a source failed already: who would not answer once will not a second later."""
        return any(each.source == source and each.is_failure for each in self.told)


def in_waves(sources: Sequence[str], last: Sequence[str]) -> list[list[str]]:
    """`sources` in the order of asking: all at once but for the `last`, which are asked one after the other."""
    first = [source for source in sources if source not in last]
    return [wave for wave in (first, *([source] for source in last if source in sources)) if wave]
