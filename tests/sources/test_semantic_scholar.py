"""Semantic Scholar."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from survey.model.errors import SourceCappedError, SourceChangedError
from survey.model.identifier import Identifier
from survey.model.record import Query, Record
from survey.sources.semantic_scholar import SemanticScholar
from tests.sources.conftest import Asked, Said, Wire
from tests.sources.contract import Ask, NeighboursContract, SearchesContract

if TYPE_CHECKING:
    from collections.abc import Callable


class TestSemanticScholar(SearchesContract, NeighboursContract):
    source = SemanticScholar
    page_of_names = "batch.json"
    page_of_search = "search.json"
    names = ("arxiv:1706.03762", "doi:10.1234/cell.5", "s2:89abcdef0123456789abcdef0123456789abcdef")
    batch = 500
    unknown = Said(b"[null, null, null]")
    page_of_neighbours = "around.json"
    cited = {  # noqa: RUF012
        "arxiv:2401.00001": ["b123456789abcdef0123456789abcdef01234567", None],
        "doi:10.1234/withheld": ["d123456789abcdef0123456789abcdef01234567"],
        "arxiv:2401.00005": [],
    }


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


def sha(number: int) -> str:
    return f"{number:040x}"


def graph(counts: dict[int, int]) -> Callable[[Asked], Said]:
    """A graph in which paper number n has `counts[n]` citing papers, and answers as Semantic Scholar does."""

    def answer(asked: Asked) -> Said:
        if asked.path.endswith("/batch"):
            papers = [_seed(int(each, 16), counts, asked.query["fields"]) for each in json.loads(asked.body)["ids"]]
            return Said(json.dumps(papers).encode())
        number, start = int(asked.path.split("/")[-2], 16), int(asked.query["offset"])
        end = min(start + int(asked.query["limit"]), counts[number])
        page = {"offset": start, "data": [{"citingPaper": {"paperId": sha(9000 + n)}} for n in range(start, end)]}
        return Said(json.dumps(page | ({"next": end} if end < counts[number] else {})).encode())

    return answer


def _seed(number: int, counts: dict[int, int], fields: str) -> object:
    citing = [{"paperId": sha(9000 + n)} for n in range(min(counts[number], 1000))] if "citations." in fields else []
    return {"paperId": sha(number), "citationCount": counts[number], "citations": citing}


def test_papers_that_few_cite_are_asked_about_together_and_others_alone(wire: Wire, ask: Ask) -> None:
    wire.answer = graph({1: 0, 2: 40, 3: 50, 4: 51, 5: 100_000})

    said = list(ask(SemanticScholar).citations([Identifier("s2", sha(n)) for n in range(1, 6)], 50))

    assert {int(each.of.value, 16): len(each.found) for each in said} == {1: 0, 2: 40, 3: 50, 4: 50, 5: 50}
    assert [asked.path.rpartition("/")[2] for asked in wire.asked] == ["batch", "batch", "citations", "citations"]
    assert said[-1].stated == 100_000


def test_no_batch_asks_for_more_citing_papers_than_the_service_sends(wire: Wire, ask: Ask) -> None:
    wire.answer = graph(dict.fromkeys(range(1, 11), 900))

    said = list(ask(SemanticScholar).citations([Identifier("s2", sha(n)) for n in range(1, 11)], 1000))

    assert [len(each.found) for each in said] == [900] * 10
    assert [len(json.loads(asked.body)["ids"]) for asked in wire.asked] == [10, 3, 3, 3, 1]


def test_citing_papers_are_paged_through(wire: Wire, ask: Ask) -> None:
    wire.answer = graph({1: 2500})

    (said,) = ask(SemanticScholar).citations([Identifier("s2", sha(1))], 2200)

    assert len({each.key for each in said.found}) == 2200
    assert [asked.query["limit"] for asked in wire.asked[1:]] == ["1000", "1000", "200"]


def test_an_answer_that_would_be_too_large_is_asked_for_in_halves(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        ids = json.loads(asked.body)["ids"]
        if len(ids) > 2:
            return Said(b'{"error": "Response would exceed maximum size. Ask for less."}', 400)
        return Said(json.dumps([{"paperId": each, "references": [], "referenceCount": 0} for each in ids]).encode())

    wire.answer = answer

    said = list(ask(SemanticScholar).references([Identifier("s2", sha(n)) for n in range(1, 6)]))

    assert [int(each.of.value, 16) for each in said] == [1, 2, 3, 4, 5]
    assert [len(json.loads(asked.body)["ids"]) for asked in wire.asked] == [5, 2, 3, 1, 2]


def test_what_is_recommended_for_several_is_for_all_of_them(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path.endswith("/batch"):
            return Said(json.dumps([{"paperId": sha(1)}, None, {"paperId": sha(3)}]).encode())
        return Said(json.dumps({"recommendedPapers": [{"paperId": sha(9)}]}).encode())

    wire.answer = answer

    (said,) = ask(SemanticScholar).similar([Identifier("s2", sha(n)) for n in (1, 2, 3)], 5)

    assert (said.of, said.and_of) == (Identifier("s2", sha(1)), (Identifier("s2", sha(3)),))
    assert json.loads(wire.asked[1].body)["positivePaperIds"] == [sha(1), sha(3)]


def of_bulk(size: int, total: int) -> Callable[[Asked], Said]:
    """A list of `total` papers, `size` a page."""

    def answer(asked: Asked) -> Said:
        start = int(asked.query.get("token", "0"))
        papers = [{"paperId": f"{number:040x}", "title": f"P {number}"} for number in range(start, start + size)]
        following = {"token": str(start + size)} if start + size < total else {}
        return Said(json.dumps({"total": total, "data": papers[: total - start], **following}).encode())

    return answer


def test_a_venue_without_words_is_listed_page_by_page_by_all_its_names(wire: Wire, ask: Ask) -> None:
    wire.answer = of_bulk(1000, 2500)

    found = list(ask(SemanticScholar).search(Query(text="", venue="NIPS", since=2021, until=2022, limit=5000)))

    assert len({each.key for each in found}) == 2500
    assert [(asked.path, asked.query.get("token")) for asked in wire.asked] == [
        ("/graph/v1/paper/search/bulk", token) for token in (None, "1000", "2000")
    ]
    assert wire.asked[0].query["year"] == "2021-2022"
    assert wire.asked[0].query["venue"].split(",")[:2] == ["NeurIPS", "NIPS"]
    assert "query" not in wire.asked[0].query


def test_a_listing_beyond_the_limit_is_capped_and_told_with_how_many_there_are(wire: Wire, ask: Ask) -> None:
    wire.answer = of_bulk(1000, 2500)
    found = []

    with pytest.raises(SourceCappedError, match="2500 papers match"):
        found.extend(ask(SemanticScholar).search(Query(text="", venue="NIPS", limit=10)))

    assert len(found) == 10
    assert len(wire.asked) == 1


def test_neither_words_nor_a_venue_is_no_question() -> None:
    assert not SemanticScholar.takes(Query(text=" "))
    assert SemanticScholar.takes(Query(text="", venue="CVPR"))
