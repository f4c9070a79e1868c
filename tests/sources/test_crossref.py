"""Crossref."""

from __future__ import annotations

import json

import pytest

from survey.model.identifier import Identifier
from survey.model.record import Query, Record, Status, Unreadable
from survey.sources.crossref import Crossref, as_notices, as_record, as_reference
from tests.sources.conftest import PAGES, Said, Wire
from tests.sources.contract import Ask, NeighboursContract, SearchesContract


class TestCrossref(SearchesContract, NeighboursContract):
    source = Crossref
    page_of_names = "works.json"
    names = ("doi:10.1109/cvpr46437.2021.00001", "doi:10.1016/s0140-6736(97)11096-0", "doi:10.1101/2025.01.01.1")
    batch = 50
    spelling = "doi:10.1234/example.{:05}"
    unknown = Said((PAGES / "crossref" / "nothing.json").read_bytes())
    page_of_neighbours = "citing.json"
    cited = {  # noqa: RUF012
        "doi:10.1234/first": [f"10.1234/first#{entry}" for entry in ("B1", "B2", "B3", "B4", "B5", 6)],
        "doi:10.1234/second": [],
    }


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


def cited(entry: dict[str, object]) -> Record:
    found = as_reference("10.1234/citing#1", entry)
    assert isinstance(found, Record)
    return found


def test_a_reference_says_what_its_entry_prints() -> None:
    record = cited({
        "key": "B1", "DOI": "10.1234/CITED", "author": "Example", "year": "2019", "article-title": "Cited &amp; found",
        "journal-title": "Examples", "volume": "7", "first-page": "1", "unstructured": "Elsewhere: 10.1234/other",
    })  # fmt: skip

    assert (record.key, record.kind, record.title, record.year) == (
        "10.1234/citing#1", "reference", "Cited & found", 2019,
    )  # fmt: skip
    assert (record.authors, record.authors_cut) == (("Example",), True)
    assert record.identifiers == {Identifier("doi", "10.1234/cited")}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Doe, J. (2019). Rain. arXiv:1904.12901 [cs].", "arxiv:1904.12901"),
        ("Doe, J. Rain.arXiv preprint arXiv:1904.12901v2, 2019", "arxiv:1904.12901"),
        ("Rain. https://arxiv.org/abs/1904.12901.", "arxiv:1904.12901"),
        ("Rain. doi: 10.1234/rain(2019)1.", "doi:10.1234/rain(2019)1"),
        ("Rain (https://doi.org/10.1234/rain).", "doi:10.1234/rain"),
    ],
)
def test_a_printed_reference_is_known_by_what_it_spells(raw: str, name: str) -> None:
    assert {str(each) for each in cited({"unstructured": raw}).identifiers} == {name}


@pytest.mark.parametrize("raw", ["Private letter, 1980. Pages 1234.5678", "See http://example.org/rain"])
def test_a_reference_without_identifier_and_title_is_unreadable_with_its_text(raw: str) -> None:
    found = as_reference("10.1234/citing#1", {"unstructured": raw})

    assert found == Unreadable("crossref", "10.1234/citing#1", f"no identifier and no title: {raw}")


def test_only_what_is_wanted_of_a_citing_work_is_asked_for(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: TestCrossref.unknown

    list(ask(Crossref).references([Identifier("doi", f"10.1234/{n}") for n in range(60)]))

    assert [asked.query["select"] for asked in wire.asked] == ["DOI,reference,references-count"] * 2


FIRST, SECOND = Identifier("doi", "10.1234/first"), Identifier("doi", "10.1234/second")


def updates(*said: tuple[str, str], doi: str = "10.1234/NOTICE") -> dict[str, object]:
    """A work that updates others: how, and which."""
    return {"DOI": doi, "update-to": [{"type": kind, "DOI": name} for kind, name in said]}


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        (updates(("retraction", "10.1234/FIRST")), {FIRST: Status.RETRACTED}),
        (updates(("withdrawal", "10.1234/first")), {FIRST: Status.WITHDRAWN}),
        (updates(("removal", "10.1234/first")), {FIRST: Status.WITHDRAWN}),
        (updates(("withdrawal", "10.1234/first"), ("retraction", "10.1234/first")), {FIRST: Status.RETRACTED}),
        (
            updates(("retraction", "10.1234/first"), ("removal", "10.1234/second")),
            {FIRST: Status.RETRACTED, SECOND: Status.WITHDRAWN},
        ),
        (updates(("correction", "10.1234/first")), {}),
        (updates(("retraction", "10.1234/of-nobody-here")), {}),
        (updates(("retraction", "no doi")), {}),
        (updates(("retraction", "10.1234/first"), doi=""), {}),
        ({"DOI": "10.1234/notice", "update-to": [None, {"DOI": 7}, {"type": ["retraction"]}]}, {}),
        ({"DOI": "10.1234/notice", "update-to": None}, {}),
    ],
)
def test_a_notice_says_what_became_of_the_works_that_it_updates(
    notice: dict[str, object], told: dict[Identifier, Status]
) -> None:
    said = list(as_notices(notice, {FIRST, SECOND}))

    assert {next(iter(each.identifiers)): each.status for each in said} == told
    assert [each.key for each in said] == [f"{name.value}#10.1234/notice" for name in told]
    assert all(each.title is None and each.kind is None for each in said)


def test_notices_are_asked_for_fifty_works_a_request(wire: Wire, ask: Ask) -> None:
    notice = updates(("retraction", "10.1234/7"))
    answer = {"message-type": "work-list", "message": {"items": [notice]}}
    wire.answer = lambda asked: Said(json.dumps(answer).encode())
    names = [Identifier("doi", f"10.1234/{n}") for n in range(51)] + [Identifier("arxiv", "2001.00001")]

    said = list(ask(Crossref).notices([*names, Identifier("doi", "10.1234/a,b")]))

    assert [asked.query["filter"].count("updates:10.1234/") for asked in wire.asked] == [50, 1]
    assert {asked.query["select"] for asked in wire.asked} == {"DOI,update-to"}
    assert {each.key for each in said} == {"10.1234/7#10.1234/notice"}
