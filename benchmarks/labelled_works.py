"""Labelled sets of records, some of which are of one work, and their scorer; both are read from SURVEY_SHARED."""

from __future__ import annotations

import csv
import html
import os
import runpy
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from survey.model.blocks import meetings
from survey.model.identifier import identifier
from survey.model.names import is_cut, split_names
from survey.model.record import Record, Venue
from survey.model.sketch import Sketch, sketch
from survey.model.text import title_line, year

csv.field_size_limit(10**9)


class Labelled(NamedTuple):
    """A set: its records in the order of the file, and what is known of them."""

    name: str
    records: list[Record]
    clusters: dict[str, str] | None
    """The work of each record, by key; None where only pairs are labelled."""
    pairs: list[tuple[int, int, bool]]
    """Pairs of records by their places, and whether they are of one work: those labelled, or else all that meet."""
    sketches: list[Sketch]


def folder() -> Path:
    """Where the sets lie."""
    if not (shared := os.environ.get("SURVEY_SHARED")):
        raise SystemExit("SURVEY_SHARED is not set: it names the folder that holds data/same_work")
    return Path(shared) / "data" / "same_work"


def names() -> list[str]:
    """The sets there are."""
    return sorted(path.parent.name for path in folder().glob("*/records.csv"))


def records_of(name: str) -> list[Record]:
    """The records of the set of that name."""
    return list(map(_record, _rows(name, "records")))


@cache
def labelled(name: str) -> Labelled:
    """The set of that name."""
    records = records_of(name)
    sketches = list(map(sketch, records))
    if not (folder() / name / "truth.csv").exists():
        place = {record.key: number for number, record in enumerate(records)}
        told = [(place[row["id1"]], place[row["id2"]], row["label"] == "1") for row in _rows(name, "pairs")]
        return Labelled(name, records, None, told, sketches)
    clusters = {row["id"]: row["cluster"] for row in _rows(name, "truth")}
    works = [clusters[record.key] for record in records]
    pairs = [(one, other, works[one] == works[other]) for one, other in sorted(meetings(sketches))]
    return Labelled(name, records, clusters, pairs, sketches)


def score(of: Labelled, grouping: dict[str, str]) -> dict[str, Any]:
    """What the scorer of the sets says of `grouping`, a group for each record by key."""
    found: dict[str, Any] = _scorer()["evaluate"](str(folder() / of.name), grouping)
    return found


@cache
def _scorer() -> dict[str, Any]:
    return runpy.run_path(str(folder() / "evaluate.py"))


def _rows(name: str, table: str) -> list[dict[str, str]]:
    with (folder() / name / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _record(row: dict[str, str]) -> Record:
    told = (identifier(scheme, html.unescape(row[scheme])) for scheme in ("doi", "arxiv") if row[scheme].strip())
    details = {"volume": row["volume"], "issue": row["number"], "pages": row["pages"]}
    venue = title_line(row["venue"])
    return Record(
        source=row["source"].strip() or "file",
        key=row["id"],
        title=title_line(row["title"]),
        authors=split_names(row["authors"]),
        authors_cut=is_cut(row["authors"]),
        year=year(row["year"]),
        venue=Venue(venue) if venue else None,
        abstract=title_line(row["abstract"]),
        identifiers=frozenset(filter(None, told)),
        kind=row["type"] or None,
        details=tuple(sorted((name, said.strip()) for name, said in details.items() if said.strip())),
    )
