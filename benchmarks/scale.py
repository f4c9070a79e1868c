"""The catalog at 10,000, 100,000 and 1,000,000 papers: what it costs to fill it and to ask it, each beside a floor.

`python -m benchmarks.scale` prints a table for each size (`--sizes 10000 1000000`). The papers are made up of words and
pieces of sentences found in the folder that SURVEY_SHARED names, or else in the demo; nothing is stored. All
times are of CPU. The floor is the same texts in a bare table of SQLite, with an index of words.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from benchmarks.search import asked_for, percentiles
from survey.catalog.catalog import Catalog
from survey.catalog.edit import add_papers
from survey.catalog.find import find_paper
from survey.catalog.match import around
from survey.catalog.order import order
from survey.catalog.read import Selection, ranked, view
from survey.catalog.take import take
from survey.demo.facts import known_facts
from survey.formats.format import format_for
from survey.model.identifier import Identifier
from survey.model.record import Citations, Record, Venue, VenueKind
from survey.model.same_work import sketch
from survey.workflow.export import Wanted, export

T = TypeVar("T")

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TAGGED = 500
"""Papers that have the tag that is exported."""
ASKED = 200
"""Questions of a kind."""
_AT_ONCE = 10_000
"""Records that are taken in together."""


class Words(NamedTuple):
    """What papers are made up of."""

    follow: dict[str, list[str]]
    """What follows a word in titles; what begins them follows "", and "" follows their last words."""
    pieces: list[str]
    """Pieces of abstracts, of some eight words each."""
    given: list[str]
    family: list[str]
    venues: list[str]


_PIECE = 8
"""Words."""
_PIECES = 100_000
"""So many pieces are chosen from, so that the words take little of the memory that is measured."""


def words_in(folder: Path | None) -> Words:
    """The words of the tables of papers in `folder`; where there is no folder, of the demo."""
    words = Words(defaultdict(list), [], [], [], [])
    venues = {"Conference on Words"}
    for row in _rows(folder) if folder else _demo():
        said = [sys.intern(word) for word in (row.get("title") or "").split()]
        for one, other in zip(["", *said], [*said, ""], strict=True):
            words.follow[one].append(other)
        spoken = (row.get("abstract") or "").split()
        if len(words.pieces) < _PIECES:
            words.pieces.extend(" ".join(spoken[at : at + _PIECE]) for at in range(0, len(spoken), _PIECE))
        for name in (row.get("authors") or "").split(" and "):
            parts = name.split()
            if len(parts) == 2 and all(part.isalpha() for part in parts):
                words.given.append(sys.intern(parts[0]))
                words.family.append(sys.intern(parts[1]))
        venues |= {row.get("venue") or ""} - {""}
    words.venues.extend(sorted(venues))
    return words


def _demo() -> Iterator[dict[str, str]]:
    for paper in known_facts():
        said = f"{paper['title']} {paper.get('summary') or ''}"
        people = [f"{one} {two}" for one in said.split()[:4] for two in said.split()[4:8]]
        yield {"title": paper["title"], "abstract": said, "authors": " and ".join(people)}


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    tables = (*folder.glob("data/same_work/*/records.csv"), *folder.glob("data/screening/*.csv.gz"))
    for path in sorted(tables):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield from csv.DictReader(io.StringIO(raw.decode(errors="replace")))


def made_up(number: int, words: Words, seed: int = 1) -> Iterator[Record]:
    """The records of so many papers; of each eighth paper a second source speaks, by its DOI or its title alone."""
    chance = random.Random(seed)
    letters = "aeioubcdfglmnprstv"
    rare = ["".join(chance.choices(letters, k=chance.randint(5, 10))) for _ in range(max(1000, number // 10))]
    for each in range(number):
        record = _paper(each, words, chance, rare)
        yield record
        if each % 8 == 0:
            yield _again(record, chance)


def _paper(each: int, words: Words, chance: random.Random, rare: list[str]) -> Record:
    month, nth = divmod(each, 20_000)
    year = 1991 + month * 7 % 35
    name = f"{year % 100:02d}{1 + month % 12:02d}.{nth:05d}"
    said = list(islice(_title(words, chance), 25))
    if each % 5 == 0 or len(said) < 3:
        said.insert(0, f"{chance.choice(rare).title()}:")
    begins = [chance.choice(words.pieces) for _ in range(18)]
    begins.insert(chance.randrange(18), chance.choice(rare))
    people = 1 + min(7, int(chance.expovariate(0.35)))
    return Record(
        source="arxiv",
        key=name,
        title=" ".join(said),
        authors=tuple(f"{chance.choice(words.given)} {chance.choice(words.family)}" for _ in range(people)),
        year=year,
        published=date(year, 1 + each % 12, 1 + each % 28),
        venue=Venue(chance.choice(words.venues), VenueKind.CONFERENCE) if each % 3 else None,
        abstract=" ".join(begins),
        identifiers=frozenset({Identifier("arxiv", name), Identifier("doi", f"10.1234/{each}.{year}")}),
        citations=Citations(int(chance.paretovariate(0.8)) % 50_000),
        url=f"https://arxiv.org/abs/{name}",
    )


def _title(words: Words, chance: random.Random) -> Iterator[str]:
    word = chance.choice(words.follow[""])
    while word:
        yield word
        word = chance.choice(words.follow[word])


def _again(record: Record, chance: random.Random) -> Record:
    """What another source says of the same paper."""
    by_title = chance.random() < 0.4
    names = frozenset(name for name in record.identifiers if name.scheme == "doi" and not by_title)
    title = f"{(record.title or '').rstrip('.').capitalize()}."
    return replace(
        record, source="crossref", key=f"x{record.key}", title=title, identifiers=names, abstract=None, url=None
    )


class Figure(NamedTuple):
    """What was measured, how it is told, and the floor beside it, if there is one."""

    what: str
    told: str
    floor: str = ""


class Making:
    """Records as they are made up; how many seconds of CPU that took."""

    def __init__(self, records: Iterator[Record]) -> None:
        self.records = records
        self.cpu = 0.0

    def __iter__(self) -> Iterator[Record]:
        while True:
            begun = time.process_time()
            page = list(islice(self.records, 1000))
            self.cpu += time.process_time() - begun
            if not page:
                return
            yield from page


_TEXTS = "title, authors, venue, abstract"


def bare(path: Path, records: Iterator[Record]) -> float:
    """Seconds of CPU to write the texts of `records` into a table of SQLite and an index of words."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE record ({_TEXTS})")
        connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 ({_TEXTS}, content='record')")
        making = Making(records)
        begun = time.process_time()
        rows = (
            (each.title, ", ".join(each.authors), each.venue.name if each.venue else None, each.abstract)
            for each in making
        )
        while page := list(islice(rows, 1000)):
            connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", page)
            last = connection.execute("SELECT max(rowid) FROM record").fetchone()[0]
            connection.execute(
                f"INSERT INTO words (rowid, {_TEXTS}) SELECT rowid, * FROM record WHERE rowid > ?",  # noqa: S608 - names of our own
                (last - len(page),),
            )
            connection.commit()
        return time.process_time() - begun - making.cpu


def filled(path: Path, number: int, folder: Path | None) -> list[Figure]:
    """What it costs to take in the records of so many papers, and to keep them."""
    words = words_in(folder)
    catalog = Catalog(path)
    catalog.upgrade()
    before = _memory()
    making = Making(made_up(number, words))
    records, taken, new = iter(making), 0, 0
    begun = time.process_time()
    # By the piece, as answers come in: what became of each record is told once a piece.
    while (intake := take(catalog, islice(records, _AT_ONCE), now=NOW)).papers:
        taken += len(intake.papers)
        new += len(intake.new)
    cpu = time.process_time() - begun - making.cpu
    memory = _memory()
    floor = bare(_floor(path), made_up(number, words))
    with catalog.writing() as connection:
        connection.exec_driver_sql("UPDATE paper SET added_at = ? WHERE merged_into IS NULL", (NOW.isoformat(),))
        connection.exec_driver_sql("INSERT INTO tag SELECT id, 'some' FROM paper ORDER BY id LIMIT ?", (TAGGED,))
    catalog.close()
    size, least = (each.stat().st_size / 1e6 for each in (path, _floor(path)))
    return [
        Figure("papers", f"{new:,} of {taken:,} records"),
        Figure("import", f"{taken / cpu:,.0f} records/s", f"{taken / floor:,.0f} records/s"),
        Figure("import, memory at most", f"{memory:.0f} MB ({before:.0f} MB before it began)"),
        Figure("on disk", f"{size:,.0f} MB", f"{least:,.0f} MB"),
    ]


def _floor(path: Path) -> Path:
    return path.with_suffix(".bare")


def _memory() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def asked(path: Path, number: int, folder: Path | None) -> list[Figure]:
    """What it costs to ask the catalog at `path`, and to add to it what it knows."""
    chance = random.Random(7)
    catalog = Catalog(path)
    known = list(islice(made_up(number, words_in(folder)), 2 * ASKED))
    new = [replace(each, key=f"n{each.key}", identifiers=frozenset()) for each in known]
    with catalog.reading() as reader, closing(sqlite3.connect(_floor(path))) as floor:
        figures = [_listed(reader, floor, chance, number) for number in (2, 6)]
        keys = [
            key
            for (key,) in reader.execute(
                "SELECT cite_key FROM paper WHERE id % 17 = 3 AND merged_into IS NULL LIMIT ?", (ASKED,)
            )
        ]
        shown = times(lambda key: view(reader, find_paper(reader, key)), keys)
        least = times(
            lambda row: floor.execute("SELECT * FROM record WHERE rowid = ?", (row,)).fetchone(), range(ASKED)
        )
        figures.append(Figure("show", *map(_told, (shown, least))))
    figures.append(Figure("duplicate check of one", _told(times(lambda each: _checked(catalog, each), new))))
    figures.append(Figure("add of one that is known", _told(times(lambda each: _added(catalog, each), known))))
    tagged = Wanted(selection=Selection(tags=("some",)))
    exported = times(lambda form: export(catalog, format_for(form), tagged, io.StringIO()), ["csv"] * 10)
    catalog.close()
    return [
        *figures,
        Figure(f"export of {TAGGED}", _told(exported)),
        Figure("all these, memory at most", f"{_memory():.0f} MB"),
    ]


def exported(path: Path, number: int, folder: Path | None) -> list[Figure]:
    """What it costs to export all of the catalog at `path`."""
    catalog = Catalog(path)
    everything, figures = Wanted(selection=Selection()), []
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for form in ("csv", "markdown", "bibtex"):
            begun = time.process_time()
            export(catalog, format_for(form), everything, nowhere)
            seconds = time.process_time() - begun
            figures.append(Figure(f"export of all, {form}", f"{seconds:.1f} s; until then {_memory():.0f} MB at most"))
    catalog.close()
    return figures


def _listed(reader: sqlite3.Connection, floor: sqlite3.Connection, chance: random.Random, number: int) -> Figure:
    questions = [asked_for(reader, chance, number) for _ in range(ASKED)]
    joined = " AND " if number < 4 else " OR "

    def plain(question: str) -> object:
        words = "".join(char if char.isalnum() else " " for char in question).split()
        match = joined.join(f'"{word}"' for word in words)
        return floor.execute(
            "SELECT record.* FROM words JOIN record ON record.rowid = words.rowid WHERE words MATCH ? "
            "ORDER BY rank LIMIT 20",
            (match,),
        ).fetchall()

    listed = times(lambda question: list(islice(ranked(reader, Selection(words=question)), 20)), questions)
    return Figure(f"list, {number} words, 20 shown", _told(listed), _told(times(plain, questions)))


def _checked(catalog: Catalog, record: Record) -> None:
    with catalog.writing() as connection:
        fresh = {(record.source, record.key): sketch(record)}
        order(connection, fresh, around(connection, fresh, ()))


def _added(catalog: Catalog, record: Record) -> None:
    intake = take(catalog, [record], now=NOW)
    add_papers(catalog, set(intake.papers.values()), now=NOW)


def times(work: Callable[[T], object], given: Iterable[T]) -> list[float]:
    """Milliseconds of CPU that `work` takes for each that is `given`."""
    taken = []
    for each in given:
        begun = time.process_time()
        work(each)
        taken.append(1000 * (time.process_time() - begun))
    return taken


def _told(taken: Iterable[float]) -> str:
    p50, p95 = percentiles(list(taken))
    return f"p50 {p50:.2f} ms, p95 {p95:.2f} ms"


def main() -> None:
    """Prints a table for each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="where catalogs stay, to be asked again")
    given = options.parse_args()
    told = os.environ.get("SURVEY_SHARED")
    with tempfile.TemporaryDirectory() as made:
        for number in given.sizes:
            path = (given.keep or Path(made)) / f"{number}.sqlite"
            print(f"\n{number:,} papers{'':<20}{'survey':<42}floor")
            for part in (exported, asked) if path.exists() else (filled, exported, asked):
                # A process of its own: what it holds at most is then its own, too.
                with get_context("spawn").Pool(1) as alone:
                    for figure in alone.apply(part, (path, number, Path(told) if told else None)):
                        print(f"{figure.what:<32}{figure.told:<42}{figure.floor}", flush=True)


if __name__ == "__main__":
    main()
