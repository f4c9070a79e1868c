"""DBLP's dump imported for the papers that one has."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from survey.catalog import read
from survey.model.errors import SurveyError
from survey.model.record import Venue, VenueKind
from survey.workflow.import_dblp import ImportedDblp, import_dblp
from tests.catalog.making import Shelf
from tests.model.making import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ARXIV = Venue("arXiv", VenueKind.PREPRINT)


def entry(key: str, title: str, *authors: str, more: str = "<booktitle>ICLR</booktitle>") -> str:
    names = "".join(f"<author>{author}</author>" for author in authors)
    return (
        f'<inproceedings mdate="2022-05-06" key="{key}">{names}<title>{title}.</title>'
        f"<year>2022</year>{more}</inproceedings>\n"
    )


def imported(shelf: Shelf, folder: Path, *entries: str, tail: str = "</dblp>") -> ImportedDblp:
    path = folder / "dblp.xml.gz"
    path.write_bytes(gzip.compress(("<?xml version='1.0'?>\n<dblp>\n" + "".join(entries) + tail).encode()))
    return import_dblp(shelf.catalog, path, on=date(2026, 11, 1), now=NOW)


@pytest.fixture
def lanterns(tmp_path: Path) -> Iterator[Shelf]:
    """A catalog with one preprint."""
    preprint = record(
        "arxiv",
        "2101.00001",
        ids=["arxiv:2101.00001"],
        title="Sparse Lanterns for Long Documents",
        authors="Ada Moreau; Grace Lindqvist",
        venue=ARXIV,
        year=2021,
    )
    with Shelf(tmp_path / "catalog.sqlite") as shelf:
        shelf.take(preprint)
        yield shelf


def test_a_preprint_has_appeared_where_the_dump_says(lanterns: Shelf, tmp_path: Path) -> None:
    done = imported(
        lanterns,
        tmp_path,
        entry("conf/iclr/MoreauL22", "Sparse Lanterns for Long Documents", "Ada Moreau", "Grace Lindqvist"),
    )

    (view,) = lanterns.views()
    assert (view["venue"], view["year"]) == ("ICLR", 2022)
    assert view["origins"]["venue"] == {"source": "dblp", "on": "2022-05-06"}
    assert (done.publications, done.records, len(done.papers), len(done.changed)) == (1, 1, 1, 1)


def test_what_the_survey_does_not_have_is_not_added(lanterns: Shelf, tmp_path: Path) -> None:
    done = imported(
        lanterns,
        tmp_path,
        entry("conf/iclr/A", "On the Counting of Dunes", "Edda Falk"),
        entry("conf/iclr/B", "Sparse Lanterns for Long Documents", "Somebody Else", "Quite Another"),
        entry("conf/iclr/C", "Sparse Lanterns for Long Documents"),
    )

    (view,) = lanterns.views()
    assert view["venue"] == "arXiv"
    assert (done.publications, done.records) == (3, 0)


def test_the_preprint_of_the_dump_is_known_by_its_arxiv_id_and_is_no_venue(lanterns: Shelf, tmp_path: Path) -> None:
    corr = "<journal>CoRR</journal><volume>abs/2101.00001</volume>"

    done = imported(
        lanterns, tmp_path, entry("journals/corr/abs-2101-00001", "Sparse Lanterns", "Ada Moreau", more=corr)
    )

    (view,) = lanterns.views()
    assert done.records == 1
    assert view["venue"] == "arXiv"
    assert view["sources"] == ["arxiv", "dblp"]


def test_the_same_dump_twice_changes_nothing(lanterns: Shelf, tmp_path: Path) -> None:
    one = entry("conf/iclr/MoreauL22", "Sparse Lanterns for Long Documents", "Ada Moreau", "Grace Lindqvist")
    imported(lanterns, tmp_path, one)
    before = lanterns.views()

    done = imported(lanterns, tmp_path, one)

    assert lanterns.views() == before
    assert (done.records, done.changed) == (1, set())


def test_what_was_read_of_a_dump_that_breaks_off_is_kept_and_logged(lanterns: Shelf, tmp_path: Path) -> None:
    one = entry("conf/iclr/MoreauL22", "Sparse Lanterns for Long Documents", "Ada Moreau", "Grace Lindqvist")

    done = imported(lanterns, tmp_path, one, tail="<article key='a/b/c'><tit")

    assert done.damage == "it breaks off after 1 publications"
    with lanterns.catalog.reading() as reader:
        (run,) = read.runs(reader, 5)
    assert (run["verb"], run["source"], run["outcome"], run["hits"], run["new"]) == ("import", "dblp", "changed", 1, 0)


def test_another_file_changes_nothing_and_is_logged_as_such(lanterns: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "dblp.xml.gz"
    path.write_text("<html><body>Log in</body></html>")

    with pytest.raises(SurveyError, match="is a web page"):
        import_dblp(lanterns.catalog, path, on=date(2026, 11, 1), now=NOW)

    with lanterns.catalog.reading() as reader:
        (run,) = read.runs(reader, 5)
    assert run["outcome"] == "changed"
