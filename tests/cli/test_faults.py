"""Every way in which a service can fail, at every service: the log names it rightly, and nothing else is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.demo.faults import Fault, Kind

if TYPE_CHECKING:
    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

KEY = "moreau2021sparse"
SOURCES = (
    "arxiv", "crossref", "datacite", "github", "hugging_face", "openalex", "papers_with_code", "semantic_scholar",
)  # fmt: skip
OUTCOMES = {
    Kind.REFUSE: "refused",
    Kind.DISGUISE: "changed",
    Kind.FORBID: "refused",
    Kind.SPENT: "refused",
    Kind.DOWN: "down",
    Kind.DROP: "down",
    Kind.CUT: "changed",
    Kind.PAGE: "changed",
    Kind.GARBLE: "changed",
    Kind.BOMB: "changed",
}
OWN_OUTCOMES = {("arxiv", Kind.DISGUISE): "refused", ("openalex", Kind.SPENT): "budget spent"}
"""Where a service fails in a way of its own, which is recognised."""


@pytest.mark.parametrize("kind", OUTCOMES)
@pytest.mark.parametrize("source", SOURCES)
def test_a_failure_is_logged_as_what_it_is_and_nothing_is_lost(
    full: Shell, web: ScholarlyWeb, source: str, kind: Kind
) -> None:
    before = full.papers()
    web.faults[source] = Fault(kind=kind)

    said = full("refresh", KEY, "-s", source)

    outcome = OWN_OUTCOMES.get((source, kind), OUTCOMES[kind])
    assert (said.code, said.out) == (1, "")
    assert full.outcomes("refresh") == {source: outcome}
    assert f"{source}: {outcome}: " in said.err
    assert full.papers() == before


@pytest.mark.parametrize("source", [name for name in SOURCES if name != "github"])
def test_an_answer_of_nulls_is_unreadable_and_makes_no_paper(shell: Shell, web: ScholarlyWeb, source: str) -> None:
    web.faults[source] = Fault(kind=Kind.NULLS)

    said = shell("add", "10.1000/1" if source == "crossref" else "2001.00001", "-s", source)

    (run,) = shell("run", "list", "--json").json
    assert said.out == ""
    assert run["hits"] == 0
    assert run["unreadable"] or run["outcome"] == "changed"
    assert shell("db", "check", "--json").json["found"] == 0


@pytest.mark.parametrize("source", [name for name in SOURCES if name != "github"])
def test_a_lie_never_enters_the_survey(shell: Shell, web: ScholarlyWeb, source: str) -> None:
    web.faults[source] = Fault(kind=Kind.LIE)

    said = shell("add", "10.1000/1" if source == "crossref" else "2001.00001", "-s", source)

    (run,) = shell("run", "list", "--json").json
    totals = shell("db", "check", "--json").json
    assert (said.code, said.out) == (4, "")
    assert run["hits"] == 0
    assert (totals["papers"], totals["found"], totals["records"]) == (0, 0, 0)


@pytest.mark.parametrize("source", ["crossref", "semantic_scholar"])
def test_a_lie_about_a_title_never_enters_the_survey(shell: Shell, web: ScholarlyWeb, source: str) -> None:
    web.faults[source] = Fault(kind=Kind.LIE)

    said = shell("add", "Sparse Lanterns for Long Documents", "-s", source)

    assert (said.code, said.out) == (4, "")
    assert shell("db", "check", "--json").json["records"] == 0


@pytest.mark.parametrize("source", ["crossref", "hugging_face"])
def test_a_lie_does_not_spoil_what_others_say(shell: Shell, web: ScholarlyWeb, source: str) -> None:
    web.faults[source] = Fault(kind=Kind.LIE)

    said = shell("add", "2001.00001")

    (paper,) = shell.papers()
    assert said.rows == [["added", "moreau2021sparse", "Sparse Lanterns for Long Documents"]]
    assert source not in paper["sources"]
    assert paper["authors"] == ["Ada Moreau", "Grace Lindqvist"]


def test_a_source_that_recovers_at_the_second_try_has_answered(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.DOWN, times=1)

    said = shell("add", "2001.00001", "-s", "semantic_scholar")

    (run,) = shell("run", "list", "--json").json
    assert (said.code, run["outcome"], run["requests"]) == (0, "answered", 2)


def test_who_would_not_answer_once_is_not_asked_again_in_the_same_command(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["openalex"] = Fault(kind=Kind.FORBID)

    shell("add", "2001.00001")

    assert [service for service, _, _ in web.requests].count("openalex") == 1
