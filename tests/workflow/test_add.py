"""What becomes of each thing that is to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.catalog.edit import remove_papers
from survey.demo.faults import Fault, Kind
from survey.workflow.add import add
from tests.workflow.conftest import views

if TYPE_CHECKING:
    from survey.demo.server import ScholarlyWeb
    from survey.workflow.asking import Library
    from tests.workflow.conftest import Open


def test_each_thing_ends_in_one_place(library: Library) -> None:
    add(library, ["2001.00003"])

    done = add(library, ["2001.00001", "2001.00003", "9999.99999", "arxiv:abc", "A Title of Nobody"])

    assert [view["identifiers"]["arxiv"] for view in views(library, *done.new)] == ["2001.00001"]
    assert [view["identifiers"]["arxiv"] for view in views(library, *done.already)] == ["2001.00003"]
    assert sorted(done.unknown) == ["9999.99999", "A Title of Nobody"]
    assert done.misspelt == {"arxiv:abc": "arxiv"}
    assert (done.unanswered, done.unclear, done.finished) == ([], {}, True)


def test_where_one_who_could_know_it_fails_a_name_is_not_unknown(library: Library, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.DOWN)

    done = add(library, ["9999.99999", "10.1000/none"])

    assert (done.unknown, sorted(done.unanswered)) == ([], ["10.1000/none", "9999.99999"])


def test_a_failure_of_one_who_could_not_know_it_leaves_a_name_unknown(library: Library, web: ScholarlyWeb) -> None:
    web.faults["papers_with_code"] = Fault(kind=Kind.DOWN)

    done = add(library, ["2001.00001", "10.1000/none"])

    assert done.unknown == ["10.1000/none"]


def test_a_paper_that_was_only_found_is_completed_when_it_is_added(open_library: Open) -> None:
    found = add(open_library("arxiv"), ["2001.00001"])
    library = open_library()
    remove_papers(library.catalog, found.new, now=library.now())

    done = add(library, ["2001.00001"])

    assert done.new == found.new
    assert "semantic_scholar" in views(library, *done.new)[0]["sources"]


def test_blank_lines_name_nothing(library: Library, web: ScholarlyWeb) -> None:
    done = add(library, ["", "  ", "\t"])

    assert (done.new, done.unknown, web.requests) == ([], [], [])
