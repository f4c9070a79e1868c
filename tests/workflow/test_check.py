"""Sources tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from survey.model.errors import Outcome
from survey.sources.source import sources
from survey.workflow.check import check_sources
from tests.demo.asking import paper

if TYPE_CHECKING:
    from survey.demo.facts import Facts
    from tests.workflow.conftest import Open


def test_every_source_is_asked_for_one_paper_it_should_know(open_library: Open) -> None:
    code = [{"url": "https://github.com/tensorflow/tensor2tensor"}]
    preprint = paper(1, arxiv="1706.03762", repositories=code, references=["2001.00003"])
    del preprint["ids"]["doi"]
    article: Facts = {"title": "Paper 2", "ids": {"doi": "10.1038/nature14539"}, "references": ["2001.00003"]}
    of_wacv = paper(4, venue="WACV", ids={"cvf": "content_WACV_2020/html/A_Lantern_WACV_2020_paper"})
    of_conll = paper(5, venue="CoNLL", year=2023, ids={"acl": "2023.conll-1.1"})
    known = [name for name in sources() if name not in {"dblp", "neurips", "openreview", "openreview_before", "pmlr"}]
    with ScholarlyWeb([preprint, article, paper(3, arxiv="2001.00003"), of_wacv, of_conll]) as web:
        library = open_library(*known, base_urls=web.base_urls)
        told = check_sources(library).told

    assert {each.source: (each.outcome, each.hits) for each in told} == dict.fromkeys(
        library.sources, (Outcome.ANSWERED, 1)
    )


def test_how_each_fails_is_told(open_library: Open, web: ScholarlyWeb) -> None:
    web.faults |= {
        "arxiv": Fault(kind=Kind.DISGUISE),
        "openalex": Fault(kind=Kind.SPENT),
        "crossref": Fault(kind=Kind.CUT, at=9),
    }

    told = check_sources(open_library("arxiv", "crossref", "openalex")).told

    assert [each.outcome for each in told] == [Outcome.REFUSED, Outcome.CHANGED, Outcome.SPENT]
