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
from tests.sources.contract import Ask, SearchesContract

if TYPE_CHECKING:
    from collections.abc import Mapping


def works(*found: Mapping[str, object], total: int | None = None) -> Said:
    """A list of works."""
    return Said(json.dumps({"meta": {"count": len(found) if total is None else total}, "results": found}).encode())


class TestOpenAlex(SearchesContract):
    source = OpenAlex
    page_of_names = "works.json"
    names = ("openalex:W4221145823", "doi:10.7717/peerj.4375", "arxiv:2201.06719")
    batch = 100
    spelling = "openalex:W4221{:05}"
    unknown = Said((PAGES / "openalex" / "nothing.json").read_bytes())


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
