"""Semantic Scholar."""

from __future__ import annotations

import json

import pytest

from survey.model.errors import SourceCappedError, SourceChangedError
from survey.model.identifier import Identifier
from survey.model.record import Query, Record
from survey.sources.semantic_scholar import SemanticScholar
from tests.sources.conftest import Asked, Said, Wire
from tests.sources.contract import Ask, SearchesContract


class TestSemanticScholar(SearchesContract):
    source = SemanticScholar
    page_of_names = "batch.json"
    page_of_search = "search.json"
    names = ("arxiv:1706.03762", "doi:10.1234/cell.5", "s2:89abcdef0123456789abcdef0123456789abcdef")
    batch = 500
    unknown = Said(b"[null, null, null]")


def test_each_scheme_is_spelled_in_the_services_way(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b"[null]")
    spelled = {
        Identifier("arxiv", "1706.03762"): "ARXIV:1706.03762",
        Identifier("doi", "10.1234/x"): "DOI:10.1234/x",
        Identifier("acl", "2020.acl-main.1"): "ACL:2020.acl-main.1",
        Identifier("pmid", "1"): "PMID:1",
        Identifier("pmcid", "2"): "PMCID:2",
        Identifier("mag", "3"): "MAG:3",
        Identifier("corpus", "4"): "CorpusId:4",
        Identifier("s2", "a" * 40): "a" * 40,
    }

    list(ask(SemanticScholar).look_up(list(spelled)))

    assert json.loads(wire.asked[0].body)["ids"] == list(spelled.values())
    assert "tldr" in wire.asked[0].query["fields"].split(",")


def test_data_that_is_null_is_no_empty_answer(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b'{"data": null, "total": 3}')

    with pytest.raises(SourceChangedError):
        list(ask(SemanticScholar).search(Query(text="turing")))


def test_a_title_that_matches_nothing_is_an_empty_answer(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b'{"error": "Title match not found"}', 404)

    assert list(ask(SemanticScholar).by_title("asdf")) == []


def test_a_search_carries_years_and_venue(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b'{"total": 0, "offset": 0}')

    list(ask(SemanticScholar).search(Query(text="x", since=2020, venue="CVPR")))

    assert (wire.asked[0].query["year"], wire.asked[0].query["venue"]) == ("2020-", "CVPR")


def test_a_search_for_more_than_a_thousand_says_that_it_was_cut(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        start, size = int(asked.query["offset"]), int(asked.query["limit"])
        papers = [{"paperId": f"{number:040x}"} for number in range(start, start + size)]
        return Said(json.dumps({"total": 5000, "offset": start, "data": papers}).encode())

    wire.answer = answer
    found = []

    with pytest.raises(SourceCappedError):
        found.extend(ask(SemanticScholar).search(Query(text="x", limit=2000)))

    assert len(wire.asked) == 10


def test_the_key_goes_in_its_header_only(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b"[null]")
    source = ask(SemanticScholar, keys={"S2_API_KEY": "a-secret-key"})

    list(source.look_up([Identifier("arxiv", "1706.03762")]))

    assert "a-secret-key" not in " ".join(source.desk.sent)


def test_a_paper_asked_for_under_two_names_comes_once(wire: Wire, ask: Ask) -> None:
    paper = {"paperId": "a" * 40, "externalIds": {"ArXiv": "1706.03762"}}
    wire.answer = lambda asked: Said(json.dumps([paper, paper]).encode())

    found = list(ask(SemanticScholar).look_up([Identifier("arxiv", "1706.03762"), Identifier("s2", "a" * 40)]))

    assert len(found) == 1
    assert isinstance(found[0], Record)
