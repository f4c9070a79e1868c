"""What the box says of papers around a paper, and of papers' own texts."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from survey.demo.server import ScholarlyWeb
from survey.reading.reading import read_paper
from tests.demo.asking import ask, paper

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def small() -> Iterator[ScholarlyWeb]:
    papers = [paper(n, references=["2001.00002"] if n != 2 else []) for n in range(1, 6)]
    with ScholarlyWeb(papers) as box:
        yield box


def test_a_batch_shows_the_papers_around_each_as_far_as_asked(small: ScholarlyWeb) -> None:
    fields = "referenceCount,references.title,citations.year"
    asked = {"ids": ["ARXIV:2001.00001", "ARXIV:2001.00002"]}

    one, two = ask(small, "semantic_scholar", f"/graph/v1/paper/batch?fields={fields}", post=asked).json

    assert one["referenceCount"] == 1
    assert one["references"] == [{"paperId": f"{2:040x}", "title": "Paper 2"}]
    assert [each.keys() for each in two["citations"]] == [{"paperId", "year"}] * 4


def test_recommended_are_papers_with_something_in_common(small: ScholarlyWeb) -> None:
    asked = {"positivePaperIds": ["ARXIV:2001.00001"], "negativePaperIds": []}

    found = ask(small, "semantic_scholar", "/recommendations/v1/papers/?fields=title&limit=2", post=asked).json
    none = ask(small, "semantic_scholar", "/recommendations/v1/papers/", post={"positivePaperIds": ["x"]})
    bad = ask(small, "semantic_scholar", "/recommendations/v1/papers/", post=[])

    assert [each["title"] for each in found["recommendedPapers"]] == ["Paper 3", "Paper 4"]
    assert (none.status, bad.status) == (404, 400)


def test_openalex_knows_who_cites_whom_and_who_is_like_whom(small: ScholarlyWeb) -> None:
    work = ask(small, "openalex", "/works/W1001?select=referenced_works,related_works").json
    citing = ask(small, "openalex", "/works?filter=cites:W1002|W1009&sort=cited_by_count:desc&select=id").json

    assert work["referenced_works"] == ["https://openalex.org/W1002"]
    assert work["related_works"] == [f"https://openalex.org/W{n}" for n in (1003, 1004, 1005)]
    assert [each["id"][-5:] for each in citing["results"]] == ["W1001", "W1003", "W1004", "W1005"]
    assert citing["meta"]["count"] == 4


def test_crossref_prints_references_and_gives_the_doi_of_those_it_knows() -> None:
    with ScholarlyWeb([paper(1, references=["2001.00002", "1901.00009"]), paper(2)]) as box:
        work = ask(box, "crossref", "/works/10.1000/1").json["message"]
        cut = ask(box, "crossref", "/works?filter=doi:10.1000/1&select=DOI,references-count").json["message"]["items"]

    assert work["reference"] == [
        {"key": "ref1", "DOI": "10.1000/2", "doi-asserted-by": "publisher", "article-title": "Paper 2"},
        {"key": "ref2", "unstructured": "arXiv:1901.00009."},
    ]
    assert cut == [{"DOI": "10.1000/1", "references-count": 2}]


def test_opencitations_has_both_ends_of_a_citation(small: ScholarlyWeb) -> None:
    references = ask(small, "opencitations", "/index/v2/references/doi:10.48550/arxiv.2001.00001").json
    citations = ask(small, "opencitations", "/index/v2/citations/doi:10.1000/2").json
    none = ask(small, "opencitations", "/index/v2/references/doi:10.1000/nothing").json

    assert [each["cited"] for each in references] == ["doi:10.1000/2 doi:10.48550/arxiv.2001.00002"]
    assert references[0] == citations[0]
    assert (len(citations), none) == (4, [])


def test_arxiv_keeps_a_text_of_papers_whose_references_are_known(small: ScholarlyWeb) -> None:
    source = ask(small, "arxiv", "/e-print/2001.00001v1")
    page = ask(small, "arxiv", "/html/2001.00001")

    latex = gzip.decompress(source.body).decode()
    assert "\\section{Related Work}\nMuch of this begins with \\cite{2001.00002}.\n" in latex
    assert "\\bibitem{2001.00002} Paper 2.\n\\newblock arXiv:2001.00002, 2020." in latex
    assert b'<a href="#bib.bib1" class="ltx_ref">1</a>' in page.body
    for missing in ("/pdf/2001.00001", "/e-print/2001.00002", "/html/2001.00002", "/e-print/2001.00001v2"):
        assert ask(small, "arxiv", missing).status == 404


def test_both_forms_of_a_text_cite_the_same_works(small: ScholarlyWeb) -> None:
    bodies = [ask(small, "arxiv", f"/{form}/2001.00001").body for form in ("e-print", "html")]

    titles = [[work.title for work in read_paper("paper", body).cited] for body in bodies]

    assert titles == [["Paper 2"], ["Paper 2"]]
