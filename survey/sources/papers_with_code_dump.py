"""Papers with Code as its dumps tell it: the same questions answered from a file on this machine, without a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from survey.model.identifier import identifier
from survey.model.record import Direction, Record, Repository, Result
from survey.model.repository import is_repository, repository_url
from survey.model.text import fold
from survey.model.words import words_query
from survey.sources.papers_with_code import PapersWithCode
from survey.sources.papers_with_code_read import as_record
from survey.sources.shapes import details, named
from survey.sources.source import Source, asked_for, of_venue, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from survey.dump.dump import Dump, DumpedPaper
    from survey.model.identifier import Identifier
    from survey.model.leaderboard import BenchmarkView, LeaderboardView, RowView, TaskView
    from survey.model.record import Found, Query

_REACH = 1000
"""Most papers that one search gives."""
_ALIKE = 5
_ONE = "ORDER BY NOT EXISTS (SELECT * FROM claim c WHERE c.paper = p.id), p.id LIMIT 1"


class PapersWithCodeDump(Source):
    """Papers by words, arXiv id, page or title, with code and results; leaderboards. A subclass names the dump."""

    name = PapersWithCode.name
    service = PapersWithCode.service
    knows = frozenset({"arxiv", "pwc"})
    dump: ClassVar[Dump]

    @classmethod
    def dumped_on(cls) -> str | None:
        """The latest ISO date of which the dump is true."""
        return cls.dump.on()

    def search(self, query: Query) -> Iterator[Found]:
        """Papers that hold every word of `query`, the best first."""
        words = words_query(query.text)
        found = self._records(
            "JOIN words ON words.rowid = p.id WHERE words MATCH ? ORDER BY bm25(words, 5, 1), p.id LIMIT ?",
            (words, _REACH),
        )
        if words:
            yield from wanted(of_venue(found, query.venue) if query.venue else found, query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names` with their results."""
        for name in self.known(names):
            column = "arxiv" if name.scheme == "arxiv" else "slug"
            yield from asked_for(self._records(f"WHERE p.{column} = ?", (name.value,)), {name})

    def by_title(self, title: str) -> Iterator[Found]:
        """Papers of this very title."""
        yield from self._records("WHERE p.folded = ? LIMIT ?", (fold(title), _ALIKE))

    def tasks(self, words: str | None = None) -> Iterator[TaskView]:
        """Every task, or those that `words` can mean."""
        yield from self.dump.tasks(words)

    def parts(self, task: str) -> Iterator[TaskView]:
        """The tasks that stand below a task."""
        return (each for each in self.dump.tasks() if task in each["parents"])

    def benchmarks(self, task: str) -> Iterator[BenchmarkView]:
        """The benchmarks of a task."""
        yield from self.dump.benchmarks(task)

    def also_called(self, dataset: str) -> Sequence[str]:
        """Other names of a dataset, by the list of datasets."""
        return self.dump.variants(dataset)

    def leaderboard(self, task: str, dataset: str) -> LeaderboardView | None:
        """The leaderboard of a benchmark."""
        return self.dump.leaderboard(task, dataset)

    def claimants(self, task: str, dataset: str, rows: Sequence[RowView]) -> Iterator[Found]:
        """The papers behind `rows`, with all their results."""
        for row in rows:
            if row["arxiv"]:
                yield from self._records(f"WHERE p.arxiv = ? {_ONE}", (row["arxiv"],))
            elif row["paper"]:
                yield from self._records(f"WHERE p.folded = ? {_ONE}", (fold(row["paper"]),))

    def _records(self, condition: str, values: Sequence[object]) -> Iterator[Record]:
        for paper in self.dump.papers(condition, values):
            yield self._record(paper)

    def _record(self, paper: DumpedPaper) -> Record:
        body, code = paper.body, paper.code
        slug, arxiv = body.get("id"), body.get("arxiv_id")
        record = as_record({**body, "id": slug or arxiv or body["title"]})
        if not isinstance(record, Record):
            raise TypeError(f"a paper without a name in {self.dump.path}")
        links = [url for url, _ in code if not is_repository(url)]
        return replace(
            record,
            # A title is a key for want of a better one, and no identifier, though it may look like one.
            identifiers=frozenset(name for name in record.identifiers if slug or name.scheme != "pwc")
            | named(identifier("openreview", body.get("openreview"))),
            repositories=tuple(
                Repository(url=repository_url(url), official=official) for url, official in code if is_repository(url)
            ),
            results=tuple(_results(self.dump.claims(paper.id))),
            on=date.fromisoformat(paper.dated),
            details=details(
                links=" ".join(links),
                tasks="; ".join(body.get("tasks", ())),
                methods="; ".join(body.get("methods", ())),
                introduces="; ".join(paper.introduces),
            ),
        )


def answering_from(dump: Dump) -> type[Source]:
    """The source that answers from `dump`."""
    return type("PapersWithCodeDump", (PapersWithCodeDump,), {"dump": dump})


def _results(claims: Iterable[tuple[LeaderboardView, int]]) -> Iterator[Result]:
    for board, place in claims:
        row = board["rows"][place]
        for metric in board["metrics"]:
            if score := row["scores"].get(metric["name"]):
                is_first = metric is board["metrics"][0]
                yield Result(
                    task=board["task"],
                    dataset=board["dataset"],
                    metric=metric["name"],
                    model=row["model"],
                    printed=score["printed"],
                    value=score["value"],
                    direction=Direction(metric["direction"]) if metric["direction"] else None,
                    split=row["split"],
                    extra_data=row["extra_data"],
                    rank=row["rank"] if is_first else None,
                )
