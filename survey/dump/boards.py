"""Leaderboards of the dumps, in the form of sota-extractor.

https://github.com/paperswithcode/sota-extractor describes it: tasks that hold datasets and further tasks.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from survey.dump.dump import folded
from survey.dump.papers import Papers, paper_behind
from survey.dump.values import address, is_name, mapping, objects, texts, truth
from survey.model.identifier import read_identifier
from survey.model.leaderboard import RowView, ScoreView, leaderboard
from survey.model.text import day, line, title_line, writable
from survey.model.value import as_printed, number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from survey.dump.tally import Tally

_DEEP = 50
"""Deeper than any tree of tasks goes."""


class _Table(NamedTuple):
    """A leaderboard as it stands in a dump."""

    task: str
    dataset: str
    sota: Mapping[str, object]


class Boards:
    """The leaderboards in a file of dumps that is being written."""

    def __init__(self, connection: sqlite3.Connection, papers: Papers, tally: Tally) -> None:
        self._ask, self._many = papers.ask, connection.executemany
        self._papers, self._tally = papers, tally
        self._seen: set[tuple[str, str]] = set()

    def keep(self, entry: Mapping[str, object], place: str) -> None:
        """Keeps one entry of evaluation-tables: a task with all that is below it."""
        self._task(entry, place, None, [], 0)

    def _task(
        self, entry: Mapping[str, object], place: str, parent: str | None, areas: Sequence[str], depth: int
    ) -> None:
        areas = texts(entry.get("categories")) or areas
        name = _name(entry.get("task"))
        if name is None or depth > _DEEP:
            self._tally.skip(place, "a task without a name" if name is None else "a task too deep in others", entry)
        else:
            self._name_task(name, parent, areas)
            self._datasets(name, objects(entry.get("datasets")), place)
        for child in objects(entry.get("subtasks")) if depth <= _DEEP else ():
            self._task(child, f"{place}, {name}" if name else place, name or parent, areas, depth + 1)

    def _datasets(self, task: str, datasets: Iterable[Mapping[str, object]], place: str) -> None:
        for table in _tables(task, datasets):
            if is_name(line(table.dataset)):
                self._table(table)
            else:
                self._tally.skip(f"{place}, {task}", "a dataset without a name", table.sota)

    def _name_task(self, name: str, parent: str | None, areas: Sequence[str]) -> None:
        before = self._ask("SELECT areas FROM task WHERE name = ?", (name,)).fetchone()
        every = sorted({*areas, *(json.loads(before[0]) if before else ())})
        self._ask("INSERT OR REPLACE INTO task (name, areas) VALUES (?, ?)", (name, json.dumps(every)))
        if parent:
            self._ask("INSERT OR IGNORE INTO parent (task, parent) VALUES (?, ?)", (name, parent))

    def _table(self, table: _Table) -> None:
        """Keeps one leaderboard. One task stands below several others, and brings its leaderboards each time."""
        rows = objects(table.sota.get("rows"))
        self._tally.read += len(rows)
        name = table.task, table.dataset
        if name in self._seen:
            self._tally.merged += len(rows)
            return
        self._seen.add(name)
        listed = [_row(row, place, self._tally.dated) for place, row in enumerate(rows, start=1)]
        stood = self._ask("SELECT id, dated, view FROM board WHERE task = ? AND dataset = ?", name).fetchone()
        if stood and stood[1] > self._tally.on:
            for row, entry in zip(listed, rows, strict=True):
                self._paper(row)
                place = f"{table.task} on {table.dataset}, row {row['rank']}"
                self._tally.skip(place, "of an older table than the one there is", entry)
            return
        known = json.loads(stood[2])["rows"] if stood else []
        fresh = list(_beyond(known, listed))
        self._tally.new += len(fresh)
        self._tally.merged += len(listed) - len(fresh)
        if stood and stood[1] == self._tally.on:
            # Two files of one day tell of one table: each may know rows, or code, that the other does not.
            for row in listed:
                self._paper(row)
            if not fresh:
                return
            listed = known + [{**row, "rank": len(known) + place} for place, row in enumerate(fresh, start=1)]
        self._write(table, listed, stood[0] if stood else None, in_order=not stood or stood[1] != self._tally.on)

    def _write(self, table: _Table, rows: list[RowView], board: int | None, *, in_order: bool) -> None:
        names = dict.fromkeys([*texts(table.sota.get("metrics")), *(name for row in rows for name in row["scores"])])
        view = leaderboard(
            line(table.task) or table.task,
            line(table.dataset) or table.dataset,
            list(names),
            rows,
            source="papers_with_code",
            on=self._tally.on,
            in_order=in_order,
        )
        places = [self._paper(row) for row in rows]
        kept = (self._tally.on, json.dumps(list(names)), len(rows), json.dumps(view, separators=(",", ":")))
        if board is None:
            named = (table.task, table.dataset, folded(table.task), folded(table.dataset))
            statement = (
                "INSERT INTO board (task, dataset, folded_task, folded_dataset, dated, metrics, rows, view) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            )
            board = self._ask(statement, (*named, *kept)).lastrowid
        else:
            self._ask("UPDATE board SET dated = ?, metrics = ?, rows = ?, view = ? WHERE id = ?", (*kept, board))
            self._ask("DELETE FROM claim WHERE board = ?", (board,))
        claims = [(board, place, paper) for place, paper in enumerate(places) if paper is not None]
        self._many("INSERT INTO claim (board, place, paper) VALUES (?, ?, ?)", claims)

    def _paper(self, row: RowView) -> int | None:
        """The number of the paper behind `row`, to which its code goes; None where the row tells no title."""
        body = paper_behind(row["paper"], row["url"], row["published"])
        if body is None:
            return None
        paper, _ = self._papers.keep(body, self._tally.on)
        for url in row["code"]:
            self._papers.link(paper, url)
        row["code"] = []
        return paper


def _tables(task: str, datasets: Iterable[Mapping[str, object]], above: str = "") -> Iterator[_Table]:
    """The leaderboards of `datasets` and of the parts of these, which bear the name of the whole before their own."""
    for dataset in datasets:
        given = dataset.get("dataset", dataset.get("subdataset"))
        name = f"{above}{writable(given)}" if isinstance(given, str) else ""
        sota = mapping(dataset.get("sota"))
        if sota is not None and (sota.get("rows") or not dataset.get("subdatasets")):
            yield _Table(task, name, sota)
        yield from _tables(task, objects(dataset.get("subdatasets")), f"{name} / ")


def _name(given: object) -> str | None:
    """A task's name as it stands: two that differ in a blank are two tasks here."""
    return writable(given) if isinstance(given, str) and is_name(line(given)) else None


def _row(row: Mapping[str, object], rank: int, dated: date) -> RowView:
    links = [address(link.get("url")) for link in objects(row.get("code_links"))]
    title, url = title_line(row.get("paper_title")), address(row.get("paper_url"))
    published = day(row.get("paper_date"))
    # Some papers are dated after the dump that tells of them.
    published = published if published and published <= dated else None
    name = read_identifier(url) if url else None
    return RowView(
        rank=rank,
        model=line(row.get("model_name")),
        scores=dict(_scores(row.get("metrics"))),
        paper=title,
        arxiv=name.value if name and name.scheme == "arxiv" else None,
        url=url,
        year=published.year if published else None,
        published=published.isoformat() if published else None,
        code=list(dict.fromkeys(link for link in links if link)),
        extra_data=truth(row.get("uses_additional_data")),
        split=None,
    )


def _scores(metrics: object) -> Iterator[tuple[str, ScoreView]]:
    for name, value in (mapping(metrics) or {}).items():
        metric, printed = line(name), as_printed(value)
        if metric and printed:
            yield metric, ScoreView(printed=printed, value=number(printed))


def _beyond(known: Iterable[RowView], listed: Iterable[RowView]) -> Iterator[RowView]:
    """Those of the rows `listed` that are not `known`; what stands there twice is known when it is known twice."""
    left = Counter(map(_mark, known))
    for row in listed:
        mark = _mark(row)
        if not left[mark]:
            yield row
        left[mark] -= left[mark] > 0


def _mark(row: RowView) -> str:
    """What tells two rows of one leaderboard apart."""
    return json.dumps([row["model"], row["arxiv"] or row["paper"], row["scores"]], sort_keys=True)
