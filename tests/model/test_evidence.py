"""Evidence, side by side."""

from __future__ import annotations

from survey.model.evidence import Agreement, Exhibit, evidence
from survey.model.same_work import Sameness
from tests.model.making import record


def test_each_field_is_shown_as_printed_with_how_it_agrees() -> None:
    one = record("arxiv", title="Fog in northern harbours", authors="Ana Diaz; Bo Chen", year=2020, venue="arXiv")
    other = record("crossref", title="Fog in Northern Harbors", authors="Diaz, A.", year=2021, ids=["doi:10.1000/a"])

    found = evidence(one, other)

    told = {exhibit.field: exhibit.agreement for exhibit in found.exhibits}
    assert found.exhibits[0] == Exhibit("title", "Fog in northern harbours", "Fog in Northern Harbors", Agreement.NEAR)
    assert told["authors"] is Agreement.AGREE
    assert told["year"] is Agreement.DIFFER
    assert told["venue"] is told["identifiers"] is told["pages"] is Agreement.MISSING
    assert found.verdict.why


def test_it_tells_the_verdict_of_the_comparison() -> None:
    one = record("arxiv", title="Fog in northern harbours", ids=["doi:10.1000/a"])

    assert evidence(one, one).verdict.sameness is Sameness.SAME
    assert {exhibit.agreement for exhibit in evidence(one, one).exhibits} == {Agreement.AGREE, Agreement.MISSING}
