"""Where preprints appeared, in few requests."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from survey.catalog.edit import add_papers
from survey.catalog.take import take
from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from survey.workflow.venues import preprints, refresh_venues
from tests.catalog.making import NOW
from tests.demo.asking import paper
from tests.model.making import record
from tests.workflow.conftest import views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.demo.facts import Facts
    from survey.workflow.asking import Library
    from tests.workflow.conftest import Open

MANY = 500


def published(number: int) -> Facts:
    """A preprint; two of three appeared somewhere, at several conferences and in several collections."""
    if number % 3 == 0:
        return paper(number, ids={"s2": f"{number:040x}", "openalex": f"W{1000 + number}"})
    ids = {"s2": f"{number:040x}", "openalex": f"W{1000 + number}", "doi": f"10.1000/{number}"}
    ids |= {"acl": f"{2020 + number % 4}.acl-long.{number}"} if number % 30 == 1 else {}
    return paper(number, venue=("ACL", "CVPR", "ICLR")[number % 3], ids=ids, authors=[f"Ada Moreau{number}"])


@pytest.fixture
def web() -> Iterator[ScholarlyWeb]:
    with ScholarlyWeb([published(number) for number in range(MANY)]) as box:
        yield box


def preprints_of(library: Library) -> list[int]:
    """The five hundred preprints, in the survey, of which nothing but the arXiv id is known."""
    bare = [
        record(
            "arxiv", f"2001.{n:05}", ids=[f"arxiv:2001.{n:05}"], title=f"Paper {n}", authors=f"Ada Moreau{n}", year=2020
        )
        for n in range(MANY)
    ]
    intake = take(library.catalog, bare, now=NOW)
    papers = list(intake.papers.values())
    add_papers(library.catalog, papers, now=NOW)
    return papers


def test_the_venues_of_five_hundred_preprints_cost_at_most_forty_requests(
    open_library: Open, web: ScholarlyWeb
) -> None:
    library = open_library()
    papers = preprints_of(library)
    assert preprints(library.catalog) == papers

    done = refresh_venues(library, papers)

    assert len(web.requests) <= 40
    # Nobody is asked who answers for one paper at a time.
    asked = Counter(service for service, *_ in web.requests)
    assert asked.keys() == {"semantic_scholar", "openalex", "arxiv", "crossref", "acl"}
    assert asked["semantic_scholar"] == 1
    appeared = [view["venue"] for view in views(library, *papers) if view["venue_kind"] == "conference"]
    assert len(appeared) == len(done.changes) == sum(number % 3 != 0 for number in range(MANY))
    assert len(preprints(library.catalog)) == MANY - len(appeared)


def test_a_small_budget_is_kept_and_what_is_left_is_told(open_library: Open, web: ScholarlyWeb) -> None:
    library = open_library()

    done = refresh_venues(library, preprints_of(library), budget=3)

    assert len(web.requests) <= 3
    assert any("--venues" in (told.hint or "") for told in done.told)


def test_a_source_that_fails_takes_no_venue_away(open_library: Open, web: ScholarlyWeb) -> None:
    library = open_library()
    papers = preprints_of(library)
    refresh_venues(library, papers)
    before = [view["venue"] for view in views(library, *papers)]
    web.faults["semantic_scholar"] = Fault(kind=Kind.DOWN)

    done = refresh_venues(open_library(fresh=True), papers)

    assert [view["venue"] for view in views(library, *papers)] == before
    assert [told.source for told in done.told if told.is_failure] == ["semantic_scholar"]
