"""Every service answers in its own shape."""

from __future__ import annotations

import functools
import json
import operator
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as Xml  # our own server's answers

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.demo.facts import known_facts
from survey.demo.server import ScholarlyWeb
from survey.http.door import Door
from survey.settings import Settings
from survey.sources.papers_with_code import PapersWithCode
from tests.demo.asking import ask, paper

if TYPE_CHECKING:
    from collections.abc import Iterator

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
TITLE = "HyperSeg: Patch-Wise Hypernetwork for Real-Time Semantic Segmentation"
HYPERSEG = "3de0bff7ff185041862f79936fde9ae756a369a5"
SHARED = os.environ.get("SURVEY_SHARED")


@pytest.fixture(scope="module")
def web() -> Iterator[ScholarlyWeb]:
    with ScholarlyWeb() as box:
        yield box


@pytest.fixture(scope="module")
def small() -> Iterator[ScholarlyWeb]:
    papers = [paper(n, references=["2001.00002"] if n != 2 else []) for n in range(1, 6)]
    with ScholarlyWeb(papers) as box:
        yield box


def feed(web: ScholarlyWeb, query: str) -> tuple[int, Xml.Element]:
    answer = ask(web, "arxiv", f"/api/query?{query}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return answer.status, Xml.fromstring(answer.body)  # noqa: S314 - our own server's answer


def ids(found: Xml.Element) -> list[str]:
    return [each.findtext(f"{ATOM}id", "") for each in found.iter(f"{ATOM}entry")]


def test_arxiv_gives_an_entry_with_version_days_and_authors(web: ScholarlyWeb) -> None:
    _, found = feed(web, "id_list=1812.01593")

    (entry,) = found.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "http://arxiv.org/abs/1812.01593v1"
    assert entry.findtext(f"{ATOM}published") == "2018-12-04T00:00:00Z"
    assert next(name.text for name in entry.iter(f"{ATOM}name")) == "Yi Zhu"
    assert found.findtext(f"{SEARCH}totalResults") == "1"


@pytest.mark.parametrize("unknown", ["9999.99999", "1812.01593v7", "hep-th/9901001"])
def test_arxiv_answers_an_unknown_id_with_no_entry(web: ScholarlyWeb, unknown: str) -> None:
    status, found = feed(web, f"id_list={unknown}")

    assert (status, ids(found)) == (200, [])


def test_arxiv_answers_a_malformed_id_with_an_error_entry(web: ScholarlyWeb) -> None:
    status, found = feed(web, "id_list=1812.01593,abc")

    assert status == 400
    assert ids(found) == ["https://arxiv.org/api/errors#incorrect_id_format_for_abc"]
    assert [each.text for each in found.iter(f"{ATOM}title")][1:] == ["Error"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ('ti:"pyramid scene parsing"', ["Pyramid Scene Parsing Network"]),
        ("ti:pyramid AND ti:parsing", ["Pyramid Scene Parsing Network"]),
        ("ti:enet OR ti:segnet", ["ENet:", "SegNet:"]),
        ("(ti:enet OR ti:segnet) ANDNOT ti:decoder", ["ENet:"]),
        ('au:"Yi Zhu"', ["Improving Semantic Segmentation via Video Propagation"]),
        ('ti:"for semantic" AND submittedDate:[201401010000 TO 201412312359]', ["Fully Convolutional Networks"]),
        ("all:nothing_of_the_sort", []),
        ("ti:(", []),
    ],
)
def test_arxiv_understands_its_query_language(web: ScholarlyWeb, query: str, titles: list[str]) -> None:
    _, found = feed(web, f"search_query={quote(query)}")

    shown = [each.findtext(f"{ATOM}title", "") for each in found.iter(f"{ATOM}entry")]
    assert len(shown) == len(titles)
    assert all(full.startswith(start) for full, start in zip(shown, titles, strict=True))


def test_arxiv_searches_for_an_unknown_prefix_everywhere_and_says_so(web: ScholarlyWeb) -> None:
    _, found = feed(web, "search_query=badfield:xyz")

    assert "search_query=all:badfield:xyz&" in (found.findtext(f"{ATOM}title") or "")


def test_arxiv_pages_hold_everything_once(web: ScholarlyWeb) -> None:
    asked = "search_query=all:segmentation&sortBy=submittedDate&max_results"
    _, whole = feed(web, f"{asked}=100")

    pages = [ids(feed(web, f"{asked}=20&start={start}")[1]) for start in range(0, 100, 20)]

    assert functools.reduce(operator.iadd, pages, []) == ids(whole)
    assert len(ids(whole)) > 40


def test_semantic_scholar_gives_the_fields_asked_for_and_the_id(web: ScholarlyWeb) -> None:
    answer = ask(
        web,
        "semantic_scholar",
        "/graph/v1/paper/ARXIV:2012.11582?fields=title,citationCount,tldr,externalIds,authors.name",
    )

    assert answer.json["paperId"] == HYPERSEG
    assert answer.json["citationCount"] == 1
    assert answer.json["tldr"]["model"] == "survey demo"
    assert answer.json["externalIds"] == {"ArXiv": "2012.11582"}
    assert answer.json["authors"][0] == {"authorId": None, "name": "Yuval Nirkin"}
    assert answer.json.keys() == {"paperId", "title", "citationCount", "tldr", "externalIds", "authors"}


def test_semantic_scholar_refuses_a_field_it_does_not_have(web: ScholarlyWeb) -> None:
    answer = ask(web, "semantic_scholar", f"/graph/v1/paper/{HYPERSEG}?fields=unknown")

    assert (answer.status, answer.json) == (400, {"error": "Unrecognized or unsupported fields: [unknown]"})


def test_semantic_scholar_knows_when_it_does_not_know(web: ScholarlyWeb) -> None:
    one = ask(web, "semantic_scholar", "/graph/v1/paper/DOI:10.1101/2024.04.01.587366")
    match = ask(web, "semantic_scholar", "/graph/v1/paper/search/match?query=no+such+words+anywhere")
    search = ask(web, "semantic_scholar", "/graph/v1/paper/search?query=n0+r3sult")

    assert (one.status, one.json) == (404, {"error": "Paper with id DOI:10.1101/2024.04.01.587366 not found"})
    assert (match.status, match.json) == (404, {"error": "Title match not found"})
    assert (search.status, search.json) == (200, {"total": 0, "offset": 0})


def test_semantic_scholar_matches_a_title(web: ScholarlyWeb) -> None:
    answer = ask(web, "semantic_scholar", f"/graph/v1/paper/search/match?query={quote(TITLE.lower())}")

    assert answer.json == {"data": [{"paperId": HYPERSEG, "title": TITLE, "matchScore": 100.0}]}


def test_semantic_scholar_searches_by_year_and_venue(web: ScholarlyWeb) -> None:
    asked = "/graph/v1/paper/search?query=semantic+segmentation&fields=year,venue"

    assert ask(web, "semantic_scholar", f"{asked}&year=2020-2022&venue=CVPR").json["total"] > 5
    assert ask(web, "semantic_scholar", f"{asked}&year=-2019").json["total"] == 0
    assert ask(web, "semantic_scholar", f"{asked}&venue=ICLR").json["total"] == 0


def test_a_search_says_where_it_goes_on_until_the_last_page(small: ScholarlyWeb) -> None:
    first = ask(small, "semantic_scholar", "/graph/v1/paper/search?query=paper&limit=3").json
    last = ask(small, "semantic_scholar", "/graph/v1/paper/search?query=paper&limit=3&offset=3").json
    bulk = ask(small, "semantic_scholar", "/graph/v1/paper/search/bulk?query=").json

    assert (first["total"], first["next"], len(first["data"])) == (5, 3, 3)
    assert ("next" in last, len(last["data"])) == (False, 2)
    assert (bulk["token"], len(bulk["data"])) == (None, 5)


def test_references_and_citations_look_at_each_other(small: ScholarlyWeb) -> None:
    references = ask(small, "semantic_scholar", "/graph/v1/paper/ARXIV:2001.00001/references?fields=title").json
    citations = ask(small, "semantic_scholar", "/graph/v1/paper/ARXIV:2001.00002/citations?fields=title").json

    assert [each["citedPaper"]["title"] for each in references["data"]] == ["Paper 2"]
    assert [each["citingPaper"]["title"] for each in citations["data"]] == ["Paper 1", "Paper 3", "Paper 4", "Paper 5"]
    assert "next" not in citations


KNOWN = [facts for facts in known_facts() if "s2" in facts.get("ids", {})]
ASKABLE = st.sampled_from(
    [f"ARXIV:{facts['arxiv']}" for facts in KNOWN]
    + [facts["ids"]["s2"] for facts in KNOWN]
    + ["ARXIV:9999.99999", "CorpusId:1", "DOI:10.1/none", "", "no id at all"]
)


@given(st.lists(ASKABLE, max_size=30))
def test_a_batch_answers_as_many_as_were_asked_in_their_order(web: ScholarlyWeb, asked: list[str]) -> None:
    expected = {f"ARXIV:{facts['arxiv']}": facts["ids"]["s2"] for facts in KNOWN}
    expected |= {facts["ids"]["s2"]: facts["ids"]["s2"] for facts in KNOWN}

    answer = ask(web, "semantic_scholar", "/graph/v1/paper/batch?fields=title", post={"ids": asked})

    assert [each and each["paperId"] for each in answer.json] == [expected.get(name) for name in asked]


def test_a_batch_of_too_many_or_of_nothing_sensible_is_a_bad_request(web: ScholarlyWeb) -> None:
    bodies: tuple[object, ...] = ({"ids": ["x"] * 501}, {"names": []}, [])

    for body in bodies:
        assert ask(web, "semantic_scholar", "/graph/v1/paper/batch", post=body).status == 400


def test_openalex_lists_what_it_was_asked_for(small: ScholarlyWeb) -> None:
    by_id = ask(small, "openalex", "/works?filter=openalex:W1001|W1003|W9999&select=id,doi").json
    by_doi = ask(
        small, "openalex", "/works?filter=doi:10.1000/2|https://doi.org/10.1000/4,publication_year:2019-2021"
    ).json
    by_title = ask(small, "openalex", "/works?filter=title.search:paper%203,to_publication_date:2020-12-31").json

    assert [each["id"][-5:] for each in by_id["results"]] == ["W1001", "W1003"]
    assert by_id["results"][0] == {"id": "https://openalex.org/W1001", "doi": "https://doi.org/10.1000/1"}
    assert [each["title"] for each in by_doi["results"]] == ["Paper 2", "Paper 4"]
    assert [each["title"] for each in by_title["results"]] == ["Paper 3"]


def test_openalex_pages_by_number_and_by_cursor(small: ScholarlyWeb) -> None:
    second = ask(small, "openalex", "/works?search=paper&per_page=2&page=2").json
    cursors, seen = ["*"], []
    while cursors[-1]:
        page = ask(small, "openalex", f"/works?search=paper&per_page=2&cursor={cursors[-1]}").json
        seen += [each["title"] for each in page["results"]]
        cursors.append(page["meta"]["next_cursor"])

    assert (second["meta"]["count"], [each["title"] for each in second["results"]]) == (5, ["Paper 3", "Paper 4"])
    assert seen == [f"Paper {n}" for n in range(1, 6)]


def test_openalex_has_one_work_under_any_of_its_names(small: ScholarlyWeb) -> None:
    for name in ("W1001", "doi:10.1000/1", "https://doi.org/10.1000/1"):
        assert ask(small, "openalex", f"/works/{name}").json["publication_date"] == "2020-01-02"
    assert ask(small, "openalex", "/works/W99999").status == 404


def test_crossref_knows_the_papers_that_have_a_doi(web: ScholarlyWeb) -> None:
    work = ask(web, "crossref", "/works/10.1109%2FCVPR.2018.00747").json["message"]
    found = ask(web, "crossref", "/works?query.bibliographic=context+encoding+for+semantic+segmentation&rows=2").json[
        "message"
    ]
    listed = ask(web, "crossref", "/works?filter=doi:10.1109/cvpr.2018.00747,doi:10.1/none").json["message"]

    assert (work["title"], work["page"]) == (["Context Encoding for Semantic Segmentation"], "7151-7160")
    assert work["author"][0] == {"given": "Hang", "family": "Zhang", "sequence": "first", "affiliation": []}
    assert found["items"][0]["DOI"] == "10.1109/CVPR.2018.00747"
    assert [each["DOI"] for each in listed["items"]] == ["10.1109/CVPR.2018.00747"]


def test_crossref_lists_the_notices_that_update_a_paper_whose_own_work_says_nothing_of_them() -> None:
    with ScholarlyWeb([paper(1, retracted_by="10.1000/notice"), paper(2)]) as box:
        filters = "updates:10.1000/1,updates:10.1000/2,updates:10.1/none"
        listed = ask(box, "crossref", f"/works?filter={filters}&select=DOI,update-to").json["message"]
        work = ask(box, "crossref", "/works/10.1000/1").json["message"]

    (notice,) = listed["items"]
    assert (listed["total-results"], notice.keys()) == (1, {"DOI", "update-to"})
    assert notice["DOI"] == "10.1000/notice"
    assert [(each["DOI"], each["type"]) for each in notice["update-to"]] == [("10.1000/1", "retraction")]
    assert not {"updated-by", "update-to"} & work.keys()


def test_crossref_says_in_plain_text_that_it_does_not_know(web: ScholarlyWeb) -> None:
    answer = ask(web, "crossref", "/works/10.1371/notarealdoi")

    assert (answer.status, answer.body) == (404, b"Resource not found.")
    assert answer.headers["content-type"] == "application/json"


def test_crossref_and_datacite_each_know_their_own_dois(small: ScholarlyWeb) -> None:
    arxivs, others = "10.48550/arXiv.2001.00001", "10.1000/1"

    assert ask(small, "crossref", f"/works/{others}").status == ask(small, "datacite", f"/dois/{arxivs}").status == 200
    assert ask(small, "crossref", f"/works/{arxivs}").status == ask(small, "datacite", f"/dois/{others}").status == 404


def test_papers_with_code_has_papers_with_code(web: ScholarlyWeb) -> None:
    one = ask(web, "papers_with_code", "/api/v1/papers/arxiv/1803.08904").json
    found = ask(web, "papers_with_code", "/api/v1/papers/search?q=fully+convolutional&page_size=1").json

    assert one["repositories"][0]["url"] == "https://github.com/zhanghang1989/PyTorch-Encoding"
    assert (one["conference_name"], one["tasks"][0]["slug"]) == ("CVPR 2018", "semantic-segmentation")
    assert (found["count"] > 1, found["next_page"], len(found["results"])) == (True, 2, 1)
    assert ask(web, "papers_with_code", "/api/v1/papers/9999.99999").status == 404


def test_a_leaderboard_is_in_the_order_of_the_table_it_was_taken_from(web: ScholarlyWeb) -> None:
    (dataset,) = ask(web, "papers_with_code", "/api/v1/datasets/?q=cityscapes+test&task=semantic-segmentation").json[
        "results"
    ]
    rows = ask(web, "papers_with_code", f"/api/v1/datasets/{dataset['id']}/evaluations/?page_size=100").json["results"]

    board = [row for row in rows if row["task_name"] == "Semantic Segmentation"]
    assert board[0]["metrics"] == {"Mean IoU (class)": "85.1%"}
    assert board[0]["model_name"] == "HRNet-OCR (Hierarchical Multi-Scale Attention)"
    assert board[-1]["paper_arxiv_id"] == "2104.02745"


def test_results_of_one_model_share_a_row_and_nameless_ones_do_not(web: ScholarlyWeb) -> None:
    named = ask(web, "papers_with_code", "/api/v1/evaluations/?paper_id=2004.02147").json["results"]
    nameless = ask(web, "papers_with_code", "/api/v1/evaluations/?paper_id=2012.11582").json["results"]

    assert {"mIoU", "Frame (fps)"} <= named[-1]["metrics"].keys()
    assert all(len(row["metrics"]) == 1 and row["model_name"] is None for row in nameless)


def test_tasks_are_found_by_words_and_by_slug(web: ScholarlyWeb) -> None:
    found = ask(web, "papers_with_code", "/api/v1/tasks/?q=real-time").json["results"]

    assert [each["name"] for each in found] == ["Real-Time Semantic Segmentation"]
    assert ask(web, "papers_with_code", f"/api/v1/tasks/{found[0]['id']}").json == found[0]
    assert ask(web, "papers_with_code", "/api/v1/tasks/none").status == 404


def test_a_task_is_told_with_its_area_and_its_counts(web: ScholarlyWeb) -> None:
    (task,) = ask(web, "papers_with_code", "/api/v1/tasks/?q=few-shot").json["results"]
    areas = ask(web, "papers_with_code", "/api/v1/areas/").json["results"]

    assert (task["benchmark_count"], task["evaluation_count"], task["paper_count"]) == (4, 16, 2)
    assert [area["name"] for area in areas if area["id"] == task["area_id"]] == ["Computer Vision"]


def test_a_task_is_told_with_its_parts(web: ScholarlyWeb) -> None:
    page = ask(web, "papers_with_code", "/api/v1/tasks/semantic-segmentation/page").json
    other = ask(web, "papers_with_code", "/api/v1/tasks/domain-adaptation/page").json

    assert page["task"]["name"] == "Semantic Segmentation"
    assert "Real-Time Semantic Segmentation" in [part["name"] for part in page["children"]]
    assert len(page["children"]) == 5
    assert other["children"] == []


def test_every_leaderboard_of_the_box_is_told_by_its_source(web: ScholarlyWeb, tmp_path: Path) -> None:
    settings = Settings(catalog=tmp_path, cache_dir=tmp_path, base_urls=web.base_urls, politeness=0)

    with Door(settings) as door:
        source = PapersWithCode(door.desk(PapersWithCode.service))
        boards = [
            source.leaderboard(task["name"], benchmark["dataset"])
            for task in source.tasks()
            for benchmark in source.benchmarks(task["name"])
        ]

    results = [claim for facts in known_facts() for claim in facts.get("results", []) if claim["printed"] != "N/A"]
    claims = [(claim["task"], claim["dataset"]) for claim in results]
    told = {(board["task"], board["dataset"]): board for board in boards if board}
    assert told.keys() == set(claims)
    assert all(sum(len(row["scores"]) for row in board["rows"]) == claims.count(name) for name, board in told.items())


def test_hugging_face_shows_the_only_repository_as_a_guess(web: ScholarlyWeb) -> None:
    one = ask(web, "hugging_face", "/api/papers/1812.01593").json
    many = ask(web, "hugging_face", "/api/papers/1803.08904").json

    assert (one["githubRepo"], one["githubRepoAddedBy"]) == ("https://github.com/NVIDIA/semantic-segmentation", "auto")
    assert "githubRepo" not in many
    assert "githubStars" not in one
    assert ask(web, "hugging_face", "/api/papers/9999.99999").status == 404


def test_hugging_face_lists_papers_in_envelopes(web: ScholarlyWeb) -> None:
    found = ask(web, "hugging_face", "/api/papers/search?q=real-time+segmentation&limit=3").json
    daily = ask(web, "hugging_face", "/api/daily_papers?date=2018-12-04").json

    assert len(found) == 3
    assert all(each["paper"]["title"] == each["title"] for each in found)
    assert [each["paper"]["id"] for each in daily] == ["1812.01593"]


def test_github_says_no_more_than_is_known() -> None:
    codes = [{"url": "https://github.com/a/b"}, {"url": "https://github.com/c/d", "stars": 7, "official": True}]
    with ScholarlyWeb([paper(1, repositories=codes)]) as box:
        bare, starred, none = (ask(box, "github", f"/repos/{name}") for name in ("A/B", "c/d", "e/f"))

    assert (bare.json["full_name"], "stargazers_count" in bare.json) == ("a/b", False)
    assert starred.json["stargazers_count"] == 7
    assert (none.status, none.json["message"]) == (404, "Not Found")


def test_datacite_knows_the_dois_that_arxiv_gave(web: ScholarlyWeb) -> None:
    one = ask(web, "datacite", "/dois/10.48550%2FarXiv.2012.11582").json["data"]
    some = ask(web, "datacite", "/dois?ids=10.48550/arxiv.2012.11582,10.48550/arxiv.9999.99999").json
    words = ask(web, "datacite", "/dois?query=titles.title:hyperseg").json

    assert one["id"] == "10.48550/arxiv.2012.11582"
    assert one["attributes"]["dates"] == [{"date": "2020-12", "dateType": "Available", "dateInformation": "v1"}]
    assert one["attributes"]["creators"][0]["name"] == "Nirkin, Yuval"
    assert some["data"] == words["data"] == [one]
    assert ask(web, "datacite", "/dois/10.48550/arXiv.9999.99999").json["errors"][0]["status"] == "404"


@pytest.mark.parametrize(
    ("service", "long", "short"),
    [
        ("arxiv", "/api/query?id_list=1812.01593", "/query?id_list=1812.01593"),
        ("semantic_scholar", f"/graph/v1/paper/{HYPERSEG}", f"/paper/{HYPERSEG}"),
        ("papers_with_code", "/api/v1/papers/1812.01593", "/papers/1812.01593"),
        ("hugging_face", "/api/papers/1812.01593", "/papers/1812.01593"),
    ],
)
def test_the_lead_of_a_path_may_stand_in_the_base_address_instead(
    web: ScholarlyWeb, service: str, long: str, short: str
) -> None:
    assert ask(web, service, long).body == ask(web, service, short).body


@pytest.mark.skipif(not SHARED, reason="SURVEY_SHARED does not say where the real data is")
@pytest.mark.parametrize(
    ("service", "target", "recorded"),
    [
        (
            "semantic_scholar",
            "/paper/ARXIV:2001.00001?fields=title,abstract,externalIds,year",
            "recordings/semanticscholar/*.json",
        ),
        ("openalex", "/works/W1001", "recordings/openalex/*.json"),
        ("crossref", "/works/10.1000/1", "recordings/crossref/*.json"),
        ("opencitations", "/index/v2/references/doi:10.1000/1", "recordings/opencitations/*.json"),
        ("datacite", "/dois/10.48550/arxiv.2001.00001", "recordings/datacite/*.json"),
        ("github", "/repos/a/b", "recordings/github/*.json"),
        ("hugging_face", "/papers/2001.00001", "data/pwc/api_samples/hf_*.json"),
        ("papers_with_code", "/papers/2001.00001", "data/pwc/api_samples/pwc_co_*.json"),
        ("papers_with_code", "/evaluations/", "data/pwc/api_samples/pwc_co_*.json"),
        ("papers_with_code", "/tasks/", "data/pwc/api_samples/pwc_co_*.json"),
    ],
)
def test_no_name_in_an_answer_is_of_our_own_making(service: str, target: str, recorded: str) -> None:
    facts = paper(
        1,
        authors=["A B"],
        venue="CVPR",
        pages="1--2",
        summary="S",
        summary_by="T",
        references=["2001.00002", "1901.00009"],
        repositories=[{"url": "https://github.com/a/b", "stars": 1, "official": True}],
        results=[{"task": "t", "dataset": "d", "metric": "Resolved", "printed": "1"}],
    )
    with ScholarlyWeb([facts, paper(2)]) as box:
        answer = ask(box, service, target).json
    real: set[str] = set()
    for body in (path.read_text() for path in Path(SHARED or "").glob(recorded)):
        real |= set(_names(json.loads(body))) if body.lstrip().startswith(("{", "[")) else set()

    assert set(_names(answer)) <= real | {"ai_summary_model"}


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside:
        yield from _names(each)
