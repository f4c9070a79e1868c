"""OpenCitations."""

from __future__ import annotations

import json

import pytest

from survey.model.errors import SourceCappedError
from survey.model.identifier import Identifier
from survey.model.record import Record
from survey.sources.opencitations import OpenCitations
from tests.sources.conftest import Said, Wire
from tests.sources.contract import Ask, NeighboursContract


class TestOpenCitations(NeighboursContract):
    source = OpenCitations
    names = ("doi:10.1234/first", "arxiv:2401.00001")
    page_of_neighbours = "citations.json"
    cited = {"doi:10.1234/first": ["omid:br/062", "omid:br/063", "omid:br/064"]}  # noqa: RUF012


def test_a_paper_is_asked_for_under_any_of_its_names(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b"[]")
    names = [Identifier("doi", "10.1000/a?b#c"), Identifier("arxiv", "hep-th/9901001"), Identifier("pmid", "7")]

    list(ask(OpenCitations).references(names))

    assert [asked.path for asked in wire.asked] == [
        "/index/v2/references/doi:10.1000/a?b#c",
        "/index/v2/references/doi:10.48550/arxiv.hep-th/9901001",
        "/index/v2/references/pmid:7",
    ]


def test_who_cites_appears_on_the_day_of_the_citation(wire: Wire, ask: Ask) -> None:
    row = {"citing": "omid:br/1 doi:10.1000/new", "cited": "omid:br/2 doi:10.1000/old", "creation": "2021-03-09"}
    wire.answer = lambda asked: Said(json.dumps([row] * 5).encode())

    (said,) = ask(OpenCitations).citations([Identifier("doi", "10.1000/old")], 3)

    record = said.found[0]
    assert isinstance(record, Record)
    assert (record.key, record.year, str(record.published)) == ("omid:br/1", 2021, "2021-03-09")
    assert (len(said.found), said.stated) == (3, 5)


def test_no_more_papers_are_asked_for_than_one_run_may(wire: Wire, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpenCitations, "singles", 2)
    wire.answer = lambda asked: Said(b"[]")

    with pytest.raises(SourceCappedError, match="1 of 3"):
        list(ask(OpenCitations).references([Identifier("doi", f"10.1000/{n}") for n in range(3)]))

    assert len(wire.asked) == 2
