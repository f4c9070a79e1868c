"""A topic searched at every source at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.demo.faults import Fault, Kind
from survey.model.errors import AskedWronglyError
from survey.model.record import Query
from survey.workflow.search import search
from tests.workflow.conftest import runs, views
from tests.workflow.papers import SPARSE

if TYPE_CHECKING:
    from survey.demo.server import ScholarlyWeb
    from survey.workflow.asking import Library
    from tests.workflow.conftest import Open


SEARCHING = {"arxiv", "crossref", "hugging_face", "openalex", "papers_with_code", "semantic_scholar"}


def test_a_paper_that_many_place_high_comes_first(library: Library) -> None:
    hits, report = search(library, Query(text="lanterns"))

    first, second = views(library, *(hit.paper for hit in hits))
    assert (first["identifiers"]["arxiv"], second["identifiers"]["arxiv"]) == ("2001.00001", "2001.00003")
    assert hits[1].found_by == ("arxiv", "hugging_face", "papers_with_code")
    assert {told.source for told in report.told} == SEARCHING


def test_one_source_that_fails_changes_nothing_about_the_others(library: Library, web: ScholarlyWeb) -> None:
    web.faults["hugging_face"] = Fault(kind=Kind.DOWN)

    hits, _ = search(library, Query(text="lanterns"))

    assert [hit.found_by for hit in hits] == [
        ("arxiv", "crossref", "openalex", "papers_with_code", "semantic_scholar"),
        ("arxiv", "papers_with_code"),
    ]


def test_a_venue_without_words_is_listed_by_those_that_can(library: Library, web: ScholarlyWeb) -> None:
    hits, report = search(library, Query(text="", venue="CVPR", since=2021, until=2021))

    assert [view["title"] for view in views(library, *(hit.paper for hit in hits))] == [SPARSE["title"]]
    assert {told.source for told in report.told} == {"cvf", "dblp", "semantic_scholar"}
    assert {service for service, _, _ in web.requests} == {"cvf", "dblp", "semantic_scholar"}
    assert runs(library)[0]["query"] == "--venue CVPR --since 2021 --until 2021"


def test_a_search_without_a_venue_asks_none_of_those_that_only_list(library: Library, web: ScholarlyWeb) -> None:
    search(library, Query(text="lanterns"))

    assert {service for service, _, _ in web.requests} == SEARCHING


def test_a_venue_that_nobody_lists_is_asked_wrongly(open_library: Open, web: ScholarlyWeb) -> None:
    with pytest.raises(AskedWronglyError, match="lists Journal of Sand: cvf, neurips"):
        search(open_library("cvf", "neurips"), Query(text="", venue="Journal of Sand"))

    assert web.requests == []


def test_a_year_that_nobody_holds_is_no_empty_answer(open_library: Open, web: ScholarlyWeb) -> None:
    with pytest.raises(AskedWronglyError, match=r"lists ICLR in those years: openreview$"):
        search(open_library("openreview"), Query(text="", venue="ICLR", since=2020, until=2020))

    assert web.requests == []


def test_sources_that_only_list_say_so_where_there_is_no_venue(open_library: Open) -> None:
    with pytest.raises(AskedWronglyError, match="only list venues: cvf"):
        search(open_library("cvf"), Query(text="lanterns"))


def test_a_query_without_words_is_asked_wrongly(library: Library, web: ScholarlyWeb) -> None:
    with pytest.raises(AskedWronglyError, match="nothing to search for"):
        search(library, Query(text=" "))

    assert web.requests == []


def test_where_nobody_can_search_it_is_asked_wrongly(open_library: Open) -> None:
    with pytest.raises(AskedWronglyError, match="datacite, github"):
        search(open_library("datacite", "github"), Query(text="lanterns"))
