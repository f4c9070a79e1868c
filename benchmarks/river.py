"""The river: taking in, finding, exporting, completing, starting; each beside a floor of the same minute."""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from survey.catalog.catalog import Catalog
from survey.catalog.edit import add_papers
from survey.catalog.take import take
from survey.demo.facts import Facts
from survey.demo.server import ScholarlyWeb
from survey.model.body import as_body
from survey.model.identifier import Identifier
from survey.model.record import Citations, Record, Venue, VenueKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def records(number: int, seed: int = 1) -> Iterator[Record]:
    """So many different papers of made-up words: abstract, five authors, two identifiers, a count."""
    chance = random.Random(seed)
    letters = "aeioubcdfglmnprstv"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(8000)]
    people = [f"{chance.choice(words).title()} {chance.choice(words).title()}" for _ in range(max(1000, number // 2))]
    for each in range(number):
        name = f"{1000 + each // 100_000:04d}.{each % 100_000:05d}"
        yield Record(
            source="arxiv",
            key=name,
            title=" ".join(chance.choices(words, k=9)).title(),
            authors=tuple(chance.sample(people, 5)),
            year=chance.randint(1990, 2025),
            published=date(2020, 1, 2),
            venue=Venue("arXiv", VenueKind.PREPRINT),
            abstract=" ".join(chance.choices(words, k=120)),
            identifiers=frozenset({Identifier("arxiv", name), Identifier("doi", f"10.1234/x.{each}")}),
            citations=Citations(each % 500),
            url=f"https://arxiv.org/abs/{name}",
        )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU and of the clock that `work` took."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - clock


def taking(folder: Path, number: int) -> Path:
    """Taking in so many records, twice, beside writing the same texts to a bare table."""
    catalog = Catalog(folder / f"{number}.sqlite")
    catalog.upgrade()
    made, _ = timed(lambda: [None for _ in records(number)])
    cpu, clock = timed(lambda: take(catalog, records(number), now=NOW))
    again, _ = timed(lambda: take(catalog, records(number), now=NOW))
    floor, _ = timed(lambda: bare(folder / f"{number}-bare.sqlite", number))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"take {number:>7,}: {cpu - made:6.2f} s CPU ({clock:.2f} s), again {again - made:.2f} s; "
        f"bare sqlite3 {floor - made:.2f} s; "
        f"{memory:.0f} MB at most; {catalog.path.stat().st_size / 1e6:.0f} MB on disk"
    )
    with closing(sqlite3.connect(catalog.path)) as connection:
        papers = [paper for (paper,) in connection.execute("SELECT id FROM paper")]
    add_papers(catalog, papers, now=NOW)
    catalog.close()
    return catalog.path


def bare(path: Path, number: int) -> None:
    """The same texts in one table of one column."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE record (body TEXT)")
        rows = ((json.dumps(as_body(record)),) for record in records(number))
        connection.executemany("INSERT INTO record VALUES (?)", rows)
        connection.commit()


def commands(catalog: Path, folder: Path) -> None:
    """What is typed, as processes, one after the other in turn, beside a bare Python."""
    survey = [str(Path(sys.executable).parent / "survey")]
    lines = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "survey --help": [*survey, "--help"],
        "survey list WORD --json": [*survey, "list", "cat", "--json"],
        "survey list WORD": [*survey, "list", "cat"],
        "survey export 10,000 .md": [*survey, "export", str(folder / "out.md")],
        "survey export 10,000 .csv": [*survey, "export", str(folder / "out.csv")],
    }
    environ = {**os.environ, "SURVEY_DB": str(catalog)}
    taken: dict[str, list[float]] = {name: [] for name in lines}
    for turn in range(11):
        for name, line in lines.items():
            if turn < 3 or "export" not in name:
                begun = time.perf_counter()
                subprocess.run(line, env=environ, capture_output=True, check=True)
                taken[name].append(time.perf_counter() - begun)
    floor = statistics.median(taken["python -c pass"])
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:<27}{median * 1000:7.0f} ms  {median / floor:5.2f} x python -c pass")


def completing(folder: Path) -> None:
    """What it costs to add 500 papers by arXiv id from a server that answers at once."""
    facts: list[Facts] = [
        {
            "arxiv": f"2001.{each:05d}",
            "title": f"Lantern number {each}",
            "from": {"title": ["made up"]},
            "published": "2020-01-01",
        }
        for each in range(1, 501)
    ]
    ids = folder / "ids.txt"
    ids.write_text("\n".join(paper["arxiv"] for paper in facts))
    with ScholarlyWeb(facts) as web:
        urls = {f"SURVEY_{name.upper()}_URL": url for name, url in web.base_urls.items()}
        settings = {"SURVEY_DB": str(folder / "add.sqlite"), "SURVEY_CACHE_DIR": str(folder), "SURVEY_POLITENESS": "0"}
        line = [str(Path(sys.executable).parent / "survey"), "add", str(ids)]
        environ = {**os.environ, **urls, **settings}
        _, clock = timed(lambda: subprocess.run(line, env=environ, capture_output=True, check=False))
        asked: dict[str, int] = {}
        for service, _, _ in web.requests:
            asked[service] = asked.get(service, 0) + 1
    requests = ", ".join(f"{name} {number}" for name, number in sorted(asked.items()))
    print(f"add 500 by id: {clock:.1f} s; requests: {requests}")


def main(largest: int) -> None:
    """Prints the figures, up to catalogs of `largest` papers."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        commands(taking(folder, 10_000), folder)
        completing(folder)
        if largest > 10_000:
            taking(folder, largest)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
