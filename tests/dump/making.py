"""Small dumps, made of what a test is about, and all that a file of imported dumps knows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from survey.dump.dump import Dump
from survey.dump.importing import import_file
from survey.model.text import fold

if TYPE_CHECKING:
    from pathlib import Path

    from survey.dump.tally import Tally

Entry = dict[str, Any]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2025, 7, 25)
_CATALOGUES = ("SELECT * FROM method", "SELECT * FROM variant")
SITE = "https://paperswithcode.com/paper/"


def row(model: str | None = "Lantern-L", /, metrics: object = None, **said: Any) -> Entry:
    """A row of a leaderboard, by default with the accuracy 81.5."""
    return {
        "model_name": model,
        "paper_title": "",
        "paper_url": "",
        "paper_date": None,
        "code_links": [],
        "metrics": {"Accuracy": "81.5"} if metrics is None else metrics,
        **said,
    }


def scored(*values: str, metric: str = "Accuracy") -> list[Entry]:
    """Rows of as many models, each with one value."""
    return [row(f"Model {place}", {metric: value}) for place, value in enumerate(values)]


def table(dataset: str = "LongDocs", *rows: Entry, metrics: tuple[str, ...] = ("Accuracy",)) -> Entry:
    """A dataset with its leaderboard."""
    return {"dataset": dataset, "subdatasets": [], "sota": {"metrics": list(metrics), "rows": list(rows)}}


def task(name: str = "Reading", *datasets: Entry, **said: Any) -> Entry:
    """A task with its datasets."""
    return {"task": name, "categories": ["Language"], "datasets": list(datasets), "subtasks": [], **said}


def paper(slug: str = "sparse-lanterns", **said: Any) -> Entry:
    """A description of a paper."""
    nothing = dict.fromkeys(("arxiv_id", "openreview_id", "abstract", "url_abs", "url_pdf", "proceeding", "date"))
    title = slug.replace("-", " ").title()
    lists: Entry = {"authors": [], "tasks": [], "methods": []}
    return {"paper_url": SITE + slug, "title": title, **nothing, **lists, **said}


def link(slug: str = "sparse-lanterns", url: str = "https://github.com/moreau/lanterns", **said: Any) -> Entry:
    """A link from a paper to code."""
    return {
        "paper_url": SITE + slug,
        "paper_title": slug.replace("-", " ").title(),
        "paper_arxiv_id": None,
        "repo_url": url,
        "is_official": False,
        **said,
    }


def method(name: str = "LANTERN", **said: Any) -> Entry:
    """A method that somebody described."""
    return {"name": name, "full_name": None, "description": "It sheds light.", "paper": None, "collections": [], **said}


def dataset(name: str = "LongDocs", *variants: str, **said: Any) -> Entry:
    """A dataset in the list of datasets."""
    return {"name": name, "full_name": None, "modalities": [], "variants": list(variants), **said}


def write(path: Path, *entries: object) -> Path:
    """A dump of `entries` at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries))
    return path


class Shelf:
    """A file of dumps in `folder`, into which entries are imported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = folder / "db" / "papers_with_code.sqlite"
        self.dump = Dump(self.place)

    def take(self, *entries: object, on: date = DAY, name: str = "dump.json") -> Tally:
        """Imports a dump of `entries`, true of one day."""
        return self.take_file(write(self.folder / name, *entries), on=on)

    def take_file(self, path: Path, *, on: date | None = DAY) -> Tally:
        """Imports the dump at `path`."""
        return import_file(self.place, path, on=on, now=NOW, progress=lambda *_: None)

    def papers(self) -> list[Entry]:
        """The papers, by title."""
        found = self.dump.papers("ORDER BY p.folded, p.slug", ())
        return [{**each.body, "on": each.dated, "code": each.code, "introduces": each.introduces} for each in found]

    def known(self) -> Entry:
        """All that is known, whatever the order in which it was told."""
        tasks = self.dump.tasks()
        benchmarks = [each for task in tasks for each in self.dump.benchmarks(task["name"])]
        boards = [self.dump.leaderboard(each["task"], each["dataset"]) for each in benchmarks]
        with self.dump.reading() as reader:
            methods, variants = (sorted(map(repr, reader.execute(asked))) for asked in _CATALOGUES)
            words = reader.execute("SELECT count(*) FROM words WHERE words MATCH 'lanterns'").fetchone()
        return {
            "methods": methods,
            "variants": variants,
            "tasks": sorted(map(_sorted, tasks)),
            "boards": sorted(
                (board["task"], board["dataset"], board["on"], sorted(_claim(row) for row in board["rows"]))
                for board in boards
                if board
            ),
            "papers": sorted(_sorted({**each, "code": sorted(map(repr, each["code"]))}) for each in self.papers()),
            "words": words,
        }


def _claim(row: Any) -> str:
    # Two files of one day may spell one title, or its address, in two ways: the first that came stays.
    spelt = {"paper": fold(row["paper"] or ""), "url": None}
    return _sorted({**row, **spelt, "rank": None, "code": sorted(row["code"])})


def _sorted(value: object) -> str:
    return json.dumps(value, sort_keys=True)
