"""Dumps of Papers with Code: how fast they are imported and asked, and which leaderboards are in no order.

usage: SURVEY_SHARED=… python -m benchmarks.papers_with_code [RECORDS]
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from survey.dump.dump import Dump
from survey.dump.importing import import_file
from survey.model.leaderboard import UP, LeaderboardView, number_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REAL = Path("data", "pwc", "evaluation-tables.2020-08-28.json.gz")
COMMON = ["the", "of", "and", "to", "in", "a", "for", "is", "we", "that", "with", "on", "this", "by", "model", "data"]


class Cost(NamedTuple):
    """Seconds of CPU and of the clock, and the most memory in MB that a process had."""

    cpu: float
    clock: float
    memory: float


def cost(work: Callable[..., object], *given: object) -> Cost:
    """What `work` costs in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_measured, (work, given))


def _measured(work: Callable[..., object], given: tuple[object, ...]) -> Cost:
    cpu, clock = time.process_time(), time.perf_counter()
    work(*given)
    spent = time.process_time() - cpu, time.perf_counter() - clock
    return Cost(*spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def imported(place: Path, path: Path, on: date | None = None) -> None:
    """Imports one dump."""
    import_file(place, path, on=on, now=NOW, progress=lambda *_: None)


def loaded(path: Path) -> int:
    """How many records there are at `path`, each read by `json.loads` and forgotten: nothing can read them faster."""
    with path.open(encoding="utf-8") as file:
        return sum(bool(json.loads(line.rstrip(",\n"))) for line in file if line[0] == "{")


def passages(chance: random.Random, number: int, words: int) -> list[str]:
    """Texts in which few words are frequent and many rare, as in any language."""
    letters = "aeiouaeioubcdfglmnprstv"
    rare = ["".join(chance.choices(letters, k=chance.randint(3, 11))) for _ in range(40_000)]
    every = COMMON + rare
    weights = [600.0 / (place + 1) for place in range(len(COMMON))] + [
        100.0 / (place + 20) for place in range(len(rare))
    ]
    return [" ".join(chance.choices(every, weights, k=words)) for _ in range(number)]


def papers(number: int) -> Iterator[dict[str, object]]:
    """So many records of papers-with-abstracts, of about 3.9 KB each."""
    chance = random.Random(1)
    texts, names = passages(chance, 6000, 60), passages(chance, 6000, 2)
    for each in range(number):
        arxiv = f"{10 + each % 15:02}{1 + each % 12:02}.{each // 180:05}" if each % 5 else None
        yield {
            "paper_url": f"https://paperswithcode.com/paper/{chance.choice(names).replace(' ', '-')}-{each}",
            "arxiv_id": arxiv,
            "nips_id": None,
            "openreview_id": None,
            "title": f"{' '.join(chance.choices(names, k=4)).title()} {each}",
            "abstract": "\n".join(chance.choices(texts, k=3)),
            "short_abstract": None,
            "url_abs": f"http://arxiv.org/abs/{arxiv}v1" if arxiv else f"https://example.org/{each}",
            "url_pdf": f"http://arxiv.org/pdf/{arxiv}v1.pdf" if arxiv else None,
            "proceeding": "NeurIPS 2018 12" if each % 3 == 0 else None,
            "authors": [f"{name} {chance.choice(names)}".title() for name in chance.choices(names, k=5)],
            "tasks": [name.title() for name in chance.choices(names[:500], k=3)],
            "date": f"{2010 + each % 15}-05-27",
            "conference_url_abs": None,
            "conference_url_pdf": None,
            "conference": None,
            "reproduces_paper": None,
            "methods": [method(chance, texts) for _ in range(each % 4)],
        }


def method(chance: random.Random, texts: list[str]) -> dict[str, object]:
    """A method as a paper lists it."""
    named = f"Method {chance.randrange(2000)}"
    collection = {"name": "Language Models", "description": chance.choice(texts), "parent": None, "area": "Language"}
    return {
        "name": named,
        "full_name": f"{named} in full",
        "description": "\r\n".join(chance.choices(texts, k=3)),
        "introduced_year": 2000,
        "source_url": "http://arxiv.org/abs/1805.10616v4",
        "source_title": "A Title",
        "code_snippet_url": None,
        "main_collection": collection,
    }


def write(path: Path, number: int) -> None:
    """A dump of `papers`, one a line."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[\n")
        for place, paper in enumerate(papers(number)):
            file.write((",\n" if place else "") + json.dumps(paper))
        file.write("\n]\n")


def describing(folder: Path, number: int) -> None:
    """Importing so many descriptions of papers, beside reading them with `json.loads`."""
    path = folder / "papers-with-abstracts-2025-07-25.json"
    write(path, number)
    size = path.stat().st_size
    floor, spent = cost(loaded, path), cost(imported, folder / "papers.sqlite", path)
    path.unlink()
    print(f"papers-with-abstracts, {number:,} records of {size / number:.0f} bytes, {size / 1e6:.0f} MB")
    for name, each in (("json.loads", floor), ("import", spent)):
        print(
            f"  {name:<11}{number / each.clock:9,.0f} records/s by the clock, {number / each.cpu:9,.0f} by CPU; "
            f"{each.memory:.0f} MB at most"
        )
    print(f"  ratio      {spent.clock / floor.clock:9.1f} by the clock, {spent.cpu / floor.cpu:22.1f} by CPU")


def tabling(place: Path, path: Path) -> None:
    """Importing the leaderboards of 2020, twice."""
    for name in ("import", "again"):
        spent = cost(imported, place, path)
        print(f"{path.name}: {name} {spent.clock:.2f} s ({spent.cpu:.2f} s CPU), {spent.memory:.0f} MB at most")


def asking(folder: Path) -> None:
    """`survey sota TASK DATASET` beside a Python that does nothing, by turns."""
    verb = [sys.executable, "-m", "survey", "sota", "semantic segmentation", "cityscapes test", "--db", str(folder)]
    bare = [sys.executable, "-c", "pass"]
    seconds: dict[str, list[float]] = {"sota": [], "pass": []}
    for _ in range(11):
        for name, command in (("pass", bare), ("sota", verb)):
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds[name].append(time.perf_counter() - began)
    sota, floor = (statistics.median(seconds[name]) for name in ("sota", "pass"))
    print(
        f"survey sota TASK DATASET: {sota * 1000:.0f} ms, python -c pass: {floor * 1000:.0f} ms; "
        f"{sota / floor:.2f} times as much"
    )


def boards(dump: Dump) -> Iterator[LeaderboardView]:
    """Every leaderboard of the dump."""
    for task in dump.tasks():
        for benchmark in dump.benchmarks(task["name"]):
            if board := dump.leaderboard(benchmark["task"], benchmark["dataset"]):
                yield board


def ordering(dump: Dump) -> None:
    """The leaderboards of three or more numbers that are not in the order of their direction, and their share."""
    long = out = 0
    for board in boards(dump):
        for metric in board["metrics"][:1]:
            values = [value for row in board["rows"] if (value := number_of(row, metric["name"])) is not None]
            if len(values) < 3:
                continue
            long += 1
            if not metric["direction"] or values != sorted(values, reverse=metric["direction"] == UP):
                out += 1
                told = f"{metric['direction']} by {metric['told_by']}" if metric["direction"] else "no direction"
                print(f"  {board['task']} on {board['dataset']}, {metric['name']} ({told}): {values[:12]}")
    print(f"in order: {long - out} of {long} leaderboards of three or more numbers, {(long - out) / long:.2%}")


def main() -> None:
    """Prints every figure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="survey-bench-") as name:
        folder = Path(name)
        (folder / "db").mkdir()
        (folder / "db" / "catalog.sqlite").touch()
        if shared := os.environ.get("SURVEY_SHARED"):
            place = folder / "db" / "papers_with_code.sqlite"
            tabling(place, Path(shared) / REAL)
            asking(folder)
            ordering(Dump(place))
        describing(folder, number)


if __name__ == "__main__":
    main()
