"""Pairs to decide with their evidence, and versions of a work that are works of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from survey.catalog import edit
from survey.catalog.change import undo
from survey.catalog.doubts import doubtful_pairs, related_papers
from survey.catalog.provenance import accounts, cited, versions_of
from survey.catalog.read import views
from survey.catalog.split import split
from survey.catalog.upkeep import refold
from survey.model.same_work import Sameness
from survey.model.view import Cite
from tests.catalog.making import NOW, Shelf
from tests.model.making import record

if TYPE_CHECKING:
    from survey.model.record import Record

LANTERNS: dict[str, Any] = {"title": "Sparse Lanterns for Long Documents", "authors": "Ada Moreau; Bo Falk"}
ONE = record("arxiv", "1", ids=["arxiv:2001.00001"], year=2020, **LANTERNS)
OTHER = record("crossref", "2", ids=["doi:10.1234/y"], year=2015, venue="CVPR", **LANTERNS)


def pairs(shelf: Shelf) -> list[dict[str, Any]]:
    """The pairs as shown."""
    with shelf.catalog.reading() as reader:
        return [pair.shown for pair in doubtful_pairs(reader)]


def related(shelf: Shelf, asked: str) -> list[tuple[str, str]]:
    """Cite keys of the works related to the one that `asked` names, and how."""
    paper = shelf.paper(asked)
    with shelf.catalog.reading() as reader:
        return [(each.key, each.how) for each in related_papers(reader, paper)]


def test_a_pair_shows_field_by_field_what_agrees_what_differs_and_what_is_missing(shelf: Shelf) -> None:
    shelf.add(ONE, OTHER)

    (pair,) = pairs(shelf)

    told = {each["field"]: (each["agreement"], each["first"], each["second"]) for each in pair["evidence"]}
    assert told["title"] == ("agree", LANTERNS["title"], LANTERNS["title"])
    assert told["year"] == ("differ", "2020", "2015")
    assert told["identifiers"] == ("differ", "arxiv:2001.00001", "doi:10.1234/y")
    assert told["pages"] == ("missing", None, None)
    assert 0 < pair["score"] < 1
    assert "years" in pair["why"]


def test_the_evidence_is_of_all_that_the_papers_say_and_the_score_of_the_two_accounts_most_alike(shelf: Shelf) -> None:
    shelf.add(ONE, OTHER)
    before = pairs(shelf)[0]["score"]

    shelf.take(record("openalex", "3", ids=["doi:10.1234/y"], title="Lanterns", details=(("pages", "7-9"),)))

    (pair,) = pairs(shelf)
    assert next(each["second"] for each in pair["evidence"] if each["field"] == "pages") == "7-9"
    assert pair["score"] >= before


def test_a_pair_may_be_left_out(shelf: Shelf) -> None:
    one, other = shelf.add(ONE, OTHER)

    with shelf.catalog.reading() as reader:
        assert list(doubtful_pairs(reader, {(one, other)})) == []


def test_a_merge_hands_the_doubts_of_the_one_that_is_gone_on(shelf: Shelf) -> None:
    one, other = shelf.add(ONE, OTHER)
    (dew,) = shelf.add(record("openalex", "3", title="Dew", authors="Eve Null", year=2001))
    assert {(each["first"]["key"], each["second"]["key"]) for each in pairs(shelf)} == {
        ("moreau2020sparse", "moreau2015sparse")
    }

    edit.judge(shelf.catalog, dew, other, Sameness.SAME, now=NOW)

    assert shelf.pairs() == {frozenset({"moreau2020sparse", "null2001dew"})}
    assert one == shelf.paper("moreau2020sparse")


OF_EDITORS = record(
    "crossref", "9", ids=["doi:10.1234/e"], title=f"Correction to: {LANTERNS['title']}", authors="Ed Ito", year=2017
)
NOTE = record("openalex", "3", year=2015, **{**LANTERNS, "title": f"Erratum: {LANTERNS['title']}"})
JOURNAL = record("crossref", "4", ids=["doi:10.1234/j"], year=2016, venue="Journal of Light", **LANTERNS)


@pytest.mark.parametrize(
    ("account", "how"),
    [
        (NOTE, "one is a note on the other"),
        (OF_EDITORS, "one is a note on the other"),
        (JOURNAL, "conference and journal version"),
    ],
)
def test_a_version_that_is_a_work_of_its_own_is_named_from_both_sides(shelf: Shelf, account: Record, how: str) -> None:
    _, paper = shelf.add(OTHER, account)
    ((key,),) = shelf.rows("SELECT cite_key FROM paper WHERE id = ?", paper)

    assert related(shelf, "10.1234/y") == [(key, how)]
    assert related(shelf, key) == [("moreau2015sparse", how)]
    assert len(shelf.views()) == 2


def test_versions_are_told_through_merging_splitting_and_taking_back(shelf: Shelf) -> None:
    paper, _ = shelf.add(OTHER, JOURNAL)
    (dew,) = shelf.add(record("openalex", "5", title="Dew", authors="Eve Null", year=2001))
    how = [("moreau2016sparse", "conference and journal version")]
    assert related(shelf, "10.1234/y") == how

    edit.judge(shelf.catalog, dew, paper, Sameness.SAME, now=NOW)
    assert related(shelf, "null2001dew") == how
    assert related(shelf, "moreau2016sparse") == [("null2001dew", how[0][1])]
    split(shelf.catalog, dew, [("crossref", "2")], now=NOW)
    assert (related(shelf, "null2001dew"), related(shelf, "10.1234/y")) == ([], how)
    undo(shelf.catalog, now=NOW)
    undo(shelf.catalog, now=NOW)
    assert related(shelf, "moreau2016sparse") == [("moreau2015sparse", how[0][1])]


@pytest.mark.parametrize("verdict", [Sameness.SAME, Sameness.DIFFERENT])
def test_what_the_user_says_of_two_goes_before_their_being_versions(shelf: Shelf, verdict: Sameness) -> None:
    paper, journal = shelf.add(OTHER, JOURNAL)
    edit.judge(shelf.catalog, paper, journal, verdict, now=NOW)
    refold(shelf.catalog)

    assert related(shelf, "10.1234/y") == related(shelf, "10.1234/j") == []


def test_a_paper_alone_is_related_to_none(shelf: Shelf) -> None:
    shelf.add(OTHER, record("openalex", "9", title="Dew", authors="Ada Moreau"), record("openalex", "10", year=2001))

    assert related(shelf, "10.1234/y") == related(shelf, "untitled2001") == []


def test_what_sources_say_now_is_listed_without_what_the_user_changed(shelf: Shelf) -> None:
    (paper,) = shelf.add(ONE)
    edit.edit_paper(shelf.catalog, paper, {"year": 1999}, now=NOW)
    shelf.take(record("arxiv", "1", ids=["arxiv:2001.00001"], **{**LANTERNS, "title": "Renamed"}))

    with shelf.catalog.reading() as reader:
        (account,) = accounts(reader, paper)
        assert account.title == "Renamed"
        assert [view["identifier"] for view in versions_of(reader, paper)] == ["arxiv:2001.00001"]


@pytest.mark.parametrize(("cite", "venue"), [(Cite.PUBLISHED, "CVPR"), (Cite.PREPRINT, "arXiv")])
def test_that_version_is_cited_which_the_user_wants(shelf: Shelf, cite: Cite, venue: str) -> None:
    shelf.add(ONE, record("crossref", "2", ids=["arxiv:2001.00001"], year=2021, venue="CVPR", **LANTERNS))

    with shelf.catalog.reading() as reader:
        (paper,) = cited(reader, [json.loads(view) for view in views(reader)], cite)

    assert paper["venue"] == venue
