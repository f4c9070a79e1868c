"""Crossref."""

from __future__ import annotations

import pytest

from survey.model.identifier import Identifier
from survey.model.record import Query, Record, Status
from survey.sources.crossref import Crossref, as_record
from tests.sources.conftest import PAGES, Said, Wire
from tests.sources.contract import Ask, SearchesContract


class TestCrossref(SearchesContract):
    source = Crossref
    page_of_names = "works.json"
    names = ("doi:10.1109/cvpr46437.2021.00001", "doi:10.1016/s0140-6736(97)11096-0", "doi:10.1101/2025.01.01.1")
    batch = 50
    spelling = "doi:10.1234/example.{:05}"
    unknown = Said((PAGES / "crossref" / "nothing.json").read_bytes())


def test_long_dois_make_more_requests_rather_than_longer_ones(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: TestCrossref.unknown
    names = [Identifier("doi", f"10.1890/0012-9615(1999)069[0569:edilsa]2.0.co;{'x' * 100}{n}") for n in range(40)]

    list(ask(Crossref).look_up(names))

    assert len(wire.asked) == 3
    assert sum(asked.query["filter"].count("doi:10.") for asked in wire.asked) == 40


def test_a_doi_with_a_comma_is_asked_for_alone(wire: Wire, ask: Ask) -> None:
    list(ask(Crossref).look_up([Identifier("doi", "10.1234/a,b"), Identifier("doi", "10.1234/c")]))

    assert [asked.path for asked in wire.asked] == ["/works/10.1234/a,b", "/works"]


def test_a_search_carries_years_and_venue(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: TestCrossref.unknown

    list(ask(Crossref).search(Query(text="x", since=2020, until=2021, venue="CVPR")))

    assert wire.asked[0].query["filter"] == "from-pub-date:2020,until-pub-date:2021"
    assert wire.asked[0].query["query.container-title"] == "CVPR"


@pytest.mark.parametrize(
    ("fields", "status", "title"),
    [
        ({"title": ["RETRACTED: A claim"]}, Status.RETRACTED, "A claim"),
        ({"title": ["Retracted Article: A claim"]}, Status.RETRACTED, "A claim"),
        ({"title": ["WITHDRAWN: A claim"]}, Status.WITHDRAWN, "A claim"),
        ({"title": ["Retracted papers and their readers"]}, None, "Retracted papers and their readers"),
        ({"title": ["Retraction: A claim"]}, None, "Retraction: A claim"),
        ({"title": ["A"], "updated-by": [{"type": "retraction"}]}, Status.RETRACTED, "A"),
        ({"title": ["A"], "updated-by": [{"type": "withdrawal"}]}, Status.WITHDRAWN, "A"),
        ({"title": ["A"], "updated-by": [{"type": "correction"}]}, None, "A"),
        ({"title": ["A"], "update-to": [{"type": "retraction", "DOI": "10.1234/other"}]}, None, "A"),
        ({"title": ["A"], "update-to": [{"type": "retraction", "DOI": "10.1234/SAME"}]}, Status.RETRACTED, "A"),
    ],
)
def test_a_retraction_is_told_from_its_notice(fields: dict[str, object], status: Status | None, title: str) -> None:
    found = as_record({"DOI": "10.1234/same", **fields})

    assert isinstance(found, Record)
    assert (found.status, found.title) == (status, title)


@pytest.mark.parametrize(
    ("parts", "year", "day"),
    [
        ([[2021, 6, 5]], 2021, "2021-06-05"),
        ([[2021, 6]], 2021, "None"),
        ([[2021]], 2021, "None"),
        ([[None]], None, "None"),
        ([[]], None, "None"),
        ([], None, "None"),
        ([[2021, 13, 1]], 2021, "None"),
        ([["2021", 1, 1]], None, "None"),
    ],
)
def test_a_date_says_no_more_than_its_parts(parts: list[object], year: int | None, day: str) -> None:
    found = as_record({"DOI": "10.1234/x", "issued": {"date-parts": parts}})

    assert isinstance(found, Record)
    assert (found.year, str(found.published)) == (year, day)
