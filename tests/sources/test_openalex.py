"""OpenAlex."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from survey.model.errors import SourceRefusedError, SourceSpentError
from survey.model.identifier import Identifier
from survey.model.record import Query, Record
from survey.sources.openalex import OpenAlex, as_record
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import Ask, NeighboursContract, SearchesContract

if TYPE_CHECKING:
    from collections.abc import Mapping


def works(*found: Mapping[str, object], total: int | None = None) -> Said:
    """A list of works."""
    return Said(json.dumps({"meta": {"count": len(found) if total is None else total}, "results": found}).encode())


class TestOpenAlex(SearchesContract, NeighboursContract):
    source = OpenAlex
    page_of_names = "works.json"
    names = ("openalex:W4221145823", "doi:10.7717/peerj.4375", "arxiv:2201.06719")
    batch = 100
    spelling = "openalex:W4221{:05}"
    unknown = Said((PAGES / "openalex" / "nothing.json").read_bytes())
    page_of_neighbours = "linked.json"
    cited = {  # noqa: RUF012
        "doi:10.1234/first": ["W5000000002"],
        "openalex:W5000000002": [],
        "arxiv:2401.00003": ["W5000000001", "W5000000002"],
    }


def test_arxiv_ids_are_asked_for_as_dois(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: works()

    list(ask(OpenAlex).look_up([Identifier("arxiv", "hep-th/9901001"), Identifier("doi", "10.1234/x")]))

    assert wire.asked[0].query["filter"] == "doi:10.48550/arxiv.hep-th/9901001|10.1234/x"


def test_a_doi_with_a_comma_is_asked_for_alone(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b'{"id": "https://openalex.org/W1234", "doi": "https://doi.org/10.1234/a,b"}')

    found = list(ask(OpenAlex).look_up([Identifier("doi", "10.1234/a,b")]))

    assert wire.asked[0].path == "/works/doi:10.1234/a,b"
    assert len(found) == 1


def test_a_spent_budget_is_told_apart_from_haste(wire: Wire, ask: Ask) -> None:
    body = {"error": "Rate limit exceeded", "message": "Insufficient budget. This request costs $0.001."}
    wire.answer = lambda asked: Said(json.dumps(body).encode(), 429, {"retry-after": "43200"})

    with pytest.raises(SourceSpentError) as raised:
        list(ask(OpenAlex).search(Query(text="x")))

    assert "OPENALEX_API_KEY" in str(raised.value.hint)
    assert len(wire.asked) == 1


def test_a_search_that_is_closed_to_the_anonymous_is_a_refusal(wire: Wire, ask: Ask) -> None:
    body = {"error": "Search temporarily unavailable", "message": "Anonymous search is paused for now."}
    wire.answer = lambda asked: Said(json.dumps(body).encode(), 503)

    with pytest.raises(SourceRefusedError):
        list(ask(OpenAlex).search(Query(text="x")))


def test_a_list_of_authors_that_stops_at_a_hundred_is_cut() -> None:
    authors = [{"author_position": "middle", "raw_author_name": f"A. N. Other {number}"} for number in range(100)]
    whole = [*authors[:-1], {"author_position": "last", "raw_author_name": "Z. Last"}]

    cut, uncut = (as_record({"id": "https://openalex.org/W1234", "authorships": each}) for each in (authors, whole))

    assert isinstance(cut, Record)
    assert isinstance(uncut, Record)
    assert (cut.authors_cut, uncut.authors_cut) == (True, False)


def test_a_search_turns_pages_up_to_its_limit(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        page = int(asked.query["page"])
        return works(*({"id": f"https://openalex.org/W{page}{number:04}"} for number in range(100)), total=1000)

    wire.answer = answer

    found = list(ask(OpenAlex).search(Query(text="x", limit=150)))

    assert len(found) == 150
    assert len(wire.asked) == 2


def test_a_search_for_years_filters_by_date(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: works()

    list(ask(OpenAlex).search(Query(text="x", since=2020, until=2021)))

    assert wire.asked[0].query["filter"] == "from_publication_date:2020-01-01,to_publication_date:2021-12-31"


def test_a_search_for_a_venue_yields_no_other(wire: Wire, ask: Ask) -> None:
    names = ("IEEE/CVF Conference on Computer Vision and Pattern Recognition", "The Lancet")
    places = [{"primary_location": {"source": {"display_name": name}}} for name in names]
    wire.answer = lambda asked: works(
        *({"id": f"https://openalex.org/W123{number}", **place} for number, place in enumerate(places))
    )

    found = list(ask(OpenAlex).search(Query(text="x", venue="CVPR")))

    assert [each.key for each in found if isinstance(each, Record)] == ["W1230"]


def address(number: int) -> str:
    return f"https://openalex.org/W{number}"


def test_papers_that_few_cite_are_asked_about_together_the_most_cited_first(wire: Wire, ask: Ask) -> None:
    seeds = [{"id": address(1000 + n), "cited_by_count": count} for n, count in enumerate((0, 1, 2, 500))]
    citing = [
        {"id": address(2000 + n), "referenced_works": [address(each) for each in cited]}
        for n, cited in enumerate(([1002, 1003, 7777], [1001, 1002]))
    ]
    wire.answer = lambda asked: works(*(citing if asked.query["filter"].startswith("cites:") else seeds))

    said = list(ask(OpenAlex).citations([Identifier("openalex", f"W{1000 + n}") for n in range(4)], 10))

    assert {each.of.value: [one.key for one in each.found] for each in said} == {
        "W1003": ["W2000", "W2001"], "W1000": [], "W1001": ["W2001"], "W1002": ["W2000", "W2001"],
    }  # fmt: skip
    assert [asked.query["filter"] for asked in wire.asked[1:]] == ["cites:W1003", "cites:W1000|W1001|W1002"]
    assert {asked.query["sort"] for asked in wire.asked[1:]} == {"cited_by_count:desc"}


def test_what_is_complete_is_told_before_the_rest_fails(wire: Wire, ask: Ask) -> None:
    seeds = [
        {"id": address(1000 + n), "referenced_works": [address(3000 + 60 * n + k) for k in range(60)]} for n in range(3)
    ]

    def answer(asked: Asked) -> Said:
        if "W1000" in asked.query["filter"]:
            return works(*seeds)
        if "W3100" in asked.query["filter"]:
            return Said(b'{"message": "Insufficient budget."}', 429)
        return works(*({"id": address(int(each[1:]))} for each in asked.query["filter"][9:].split("|")))

    wire.answer, told = answer, []

    with pytest.raises(SourceSpentError):
        told.extend(ask(OpenAlex).references([Identifier("openalex", f"W{1000 + n}") for n in range(3)]))
    assert [len(each.found) for each in told] == [60]


def test_links_that_lead_nowhere_any_more_are_only_counted(wire: Wire, ask: Ask) -> None:
    seed = {"id": address(1000), "referenced_works": [address(3000), address(3001)]}
    wire.answer = lambda asked: works(seed if "W1000" in asked.query["filter"] else {"id": address(3001)})

    (said,) = ask(OpenAlex).references([Identifier("openalex", "W1000")])

    assert ([each.key for each in said.found], said.stated) == (["W3001"], 2)
