"""Search, judged by collections of questions with known answers, and timed on catalogs of any size.

`python -m benchmarks.search FOLDER` takes a folder with `docs.jsonl`, `queries.jsonl` and `qrels.tsv`; with `--scale N`
it times a catalog of N papers instead, made of words as frequent as in that collection (kept with `--keep FILE`).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

from survey.catalog.catalog import Catalog
from survey.catalog.edit import add_papers
from survey.catalog.read import Selection, ranked
from survey.catalog.take import take
from survey.model.identifier import Identifier
from survey.model.record import Citations, Record, Venue, VenueKind
from survey.model.stop_words import STOP_WORDS

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DEPTH = 1000


class Collection(NamedTuple):
    """Documents as records, questions by number, and the keys of the documents that answer each."""

    documents: list[Record]
    questions: dict[str, str]
    answers: dict[str, set[str]]


class Figures(NamedTuple):
    """Mean average precision, precision of the first ten, and milliseconds of CPU a question (median, 95 %)."""

    mean_average_precision: float
    first_ten: float
    p50: float
    p95: float


def collection(folder: Path) -> Collection:
    """The collection in `folder`; questions that nothing answers are left out."""
    answers: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        question, document, grade = line.split("\t")
        if int(grade) > 0:
            answers[question].add(document)
    questions = {each["id"]: each["text"] for each in _lines(folder / "queries.jsonl") if each["id"] in answers}
    return Collection([_record(each) for each in _lines(folder / "docs.jsonl")], questions, dict(answers))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _record(document: Mapping[str, str]) -> Record:
    return Record(
        source="file",
        key=document["id"],
        title=document["title"] or None,
        abstract=document.get("abstract") or None,
        authors=tuple(filter(None, [document.get("authors", "")])),
    )


def filled(path: Path, records: Iterable[Record]) -> tuple[Catalog, dict[str, list[str]]]:
    """A new catalog with `records` in the survey, and by cite key the keys of the records of each paper."""
    catalog = Catalog(path)
    with_numbers = take(catalog, records, now=NOW)
    add_papers(catalog, set(with_numbers.papers.values()), now=NOW)
    keys: dict[str, list[str]] = defaultdict(list)
    with catalog.reading() as reader:
        for key, cited in reader.execute(
            "SELECT record.key, cite_key FROM record JOIN paper ON paper.id = paper_id ORDER BY record.id"
        ):
            keys[cited].append(key)
    return catalog, keys


def judged(found: Callable[[str], Sequence[str]], asked: Collection) -> Figures:
    """How well `found`, which gives the keys of documents, the best first, answers a collection's questions."""
    precisions, first, times = [], [], []
    for number, question in asked.questions.items():
        begun = time.process_time()
        given = found(question)
        times.append(1000 * (time.process_time() - begun))
        right = asked.answers[number]
        hits = [place for place, key in enumerate(given, start=1) if key in right]
        precisions.append(sum(nth / place for nth, place in enumerate(hits, start=1)) / len(right))
        first.append(sum(place <= 10 for place in hits) / 10)
    return Figures(statistics.mean(precisions), statistics.mean(first), *percentiles(times))


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """The median of `times`, and what 95 % of them stay below."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def quality(folder: Path) -> None:
    """Prints how well the product answers the collection in `folder`, beside asking for every word."""
    asked = collection(folder)
    with tempfile.TemporaryDirectory() as made:
        catalog, keys = filled(Path(made) / "catalog.sqlite", asked.documents)
        with catalog.reading() as reader:

            def every_word(question: str) -> list[str]:
                plain = "".join(char if char.isalnum() else " " for char in question)
                match = " AND ".join(f'"{word}"' for word in plain.split())
                rows = reader.execute(
                    "SELECT cite_key FROM paper_words JOIN paper ON paper.id = paper_words.rowid "
                    "WHERE paper_words MATCH ? ORDER BY rank LIMIT ?",
                    (match, DEPTH),
                )
                return [key for (cited,) in rows for key in keys[cited]]

            def product(question: str) -> list[str]:
                found = islice(ranked(reader, Selection(words=question)), DEPTH)
                return [key for view in found for key in keys[json.loads(view)["key"]]]

            for name, found in (("every word (floor)", every_word), ("survey list", product)):
                print(f"{name:<20}" + _told(judged(found, asked)))
        catalog.close()


def _told(figures: Figures) -> str:
    return (
        f"MAP {figures.mean_average_precision:.3f}  P@10 {figures.first_ten:.3f}  "
        f"CPU p50 {figures.p50:.1f} ms  p95 {figures.p95:.1f} ms"
    )


def made_up(number: int, counts: Mapping[str, int], seed: int = 1) -> Iterator[Record]:
    """So many papers of words as frequent as in `counts`, one in twelve words a made-up and rare one."""
    chance = random.Random(seed)
    known, weights = list(counts), list(accumulate(counts.values()))
    letters = "aeioubcdfglmnprstv"
    rare = ["".join(chance.choices(letters, k=chance.randint(5, 10))) for _ in range(50_000)]
    spread = list(accumulate(1 / rank for rank in range(1, len(rare) + 1)))
    people = [f"{chance.choice(rare).title()} {chance.choice(rare).title()}" for _ in range(max(1000, number // 2))]
    venues = [Venue(f"Conference on {word}", VenueKind.CONFERENCE) for word in rare[:200]]
    for each in range(number):
        said = chance.choices(known, cum_weights=weights, k=155)
        said[::12] = chance.choices(rare, cum_weights=spread, k=13)
        name = f"{1000 + each // 100_000:04d}.{each % 100_000:05d}"
        yield Record(
            source="arxiv",
            key=name,
            title=" ".join(said[:10]).title(),
            authors=tuple(chance.choices(people, k=4)),
            year=chance.randint(1990, 2025),
            published=date(2020, 1, 2),
            venue=chance.choice(venues),
            abstract=" ".join(said[10:]),
            identifiers=frozenset({Identifier("arxiv", name)}),
            citations=Citations(int(chance.paretovariate(0.8)) % 50_000),
        )


def frequencies(asked: Collection) -> Counter[str]:
    """How often each word is said in a collection."""
    texts = (f"{each.title or ''} {each.abstract or ''}" for each in asked.documents)
    return Counter(word for text in texts for word in text.lower().split() if word.isalpha())


def scale(folder: Path, number: int, path: Path) -> None:
    """Prints what lists cost in a catalog of `number` made-up papers, made at `path` where there is none."""
    catalog = Catalog(path)
    if not path.exists():
        begun = time.process_time()
        take(catalog, made_up(number, frequencies(collection(folder))), now=NOW)
        with catalog.writing() as connection:
            connection.exec_driver_sql("UPDATE paper SET added_at = ?", (NOW.isoformat(),))
        print(f"made in {time.process_time() - begun:.0f} s CPU; {path.stat().st_size / 1e6:.0f} MB")
    chance = random.Random(7)
    with catalog.reading() as reader:
        for words in (1, 2, 6):
            for most in (20, None):
                times = [timed(reader, asked_for(reader, chance, words), most) for _ in range(100)]
                p50, p95 = percentiles(times)
                print(
                    f"list, {words} words, {f'first {most}' if most else 'all'}: CPU p50 {p50:.1f} ms  p95 {p95:.1f} ms"
                )
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    catalog.close()


def timed(reader: sqlite3.Connection, question: str, most: int | None) -> float:
    """Milliseconds of CPU until so many papers are read that fit `question`, or all."""
    begun = time.process_time()
    for _ in islice(ranked(reader, Selection(words=question)), most):
        pass
    return 1000 * (time.process_time() - begun)


def asked_for(reader: sqlite3.Connection, chance: random.Random, number: int) -> str:
    """So many words of one paper: of its title where they are few, else of its abstract, too."""
    (last,) = reader.execute("SELECT max(id) FROM paper").fetchone()
    while True:
        (text,) = reader.execute("SELECT view FROM paper WHERE id = ?", (chance.randint(1, last),)).fetchone()
        view = json.loads(text)
        said = f"{view['title']} {view['abstract'][:100] if number > 3 else ''}".lower().split()
        telling = [word for word in dict.fromkeys(said) if word not in STOP_WORDS]
        if len(telling) >= number:
            return " ".join(chance.sample(telling, number))


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--scale", type=int, metavar="N")
    options.add_argument("--keep", type=Path, metavar="FILE", help="the catalog of --scale, to be used again")
    given = options.parse_args()
    if not given.scale:
        quality(given.folder)
        return
    with tempfile.TemporaryDirectory() as made:
        scale(given.folder, given.scale, given.keep or Path(made) / "catalog.sqlite")


if __name__ == "__main__":
    main()
