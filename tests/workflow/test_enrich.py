"""Papers completed: everybody who can know one of a paper's names is asked, once, in batches."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from survey.model.errors import Outcome
from survey.model.identifier import Identifier
from survey.sources.source import LooksAtCode, LooksUp
from survey.workflow.enrich import enrich
from tests.demo.asking import paper
from tests.workflow.conftest import views

if TYPE_CHECKING:
    from survey.workflow.asking import Library
    from tests.workflow.conftest import Open

SPARSE = Identifier("arxiv", "2001.00001")


NAMED = frozenset({"arxiv", "doi", "openalex", "s2"})
"""The schemes that the paper has names in."""


def _knowing(library: Library, what: type) -> set[str]:
    return {
        name
        for name, kind in library.sources.items()
        if issubclass(kind, what) and (kind.knows & NAMED or not kind.knows)
    }


def test_what_one_source_calls_a_paper_lets_the_next_be_asked(library: Library, web: ScholarlyWeb) -> None:
    done = enrich(library, "add", names=[SPARSE])

    # Crossref knows no arXiv ids: it could only be asked by the DOI that others gave.
    assert any(service == "crossref" and "10.1000/1" in target for service, _, target in web.requests)
    assert views(library, done.owners[SPARSE])[0]["sources"] == sorted(_knowing(library, LooksUp))


def test_nobody_is_asked_the_same_twice(library: Library, web: ScholarlyWeb) -> None:
    enrich(library, "add", names=[SPARSE, Identifier("doi", "10.1000/dunes")])

    assert max(Counter(web.requests).values()) == 1


def test_every_source_is_told_of_once(library: Library) -> None:
    done = enrich(library, "add", names=[SPARSE])

    assert sorted(told.source for told in done.told) == sorted(
        _knowing(library, LooksUp) | _knowing(library, LooksAtCode)
    )
    assert all(told.outcome is Outcome.ANSWERED for told in done.told)


def test_who_failed_in_one_round_is_not_asked_in_the_next(library: Library, web: ScholarlyWeb) -> None:
    web.faults["openalex"] = Fault(kind=Kind.FORBID)

    done = enrich(library, "add", names=[SPARSE])

    (told,) = (each for each in done.told if each.source == "openalex")
    assert told.outcome is Outcome.REFUSED
    assert [service for service, _, _ in web.requests].count("openalex") == 1


def test_hosts_are_asked_for_the_code_that_papers_name(library: Library, web: ScholarlyWeb) -> None:
    done = enrich(library, "add", names=[SPARSE])

    (repository,) = views(library, done.owners[SPARSE])[0]["repositories"]
    assert [target for service, _, target in web.requests if service == "github"] == ["/repos/moreau/lanterns"]
    assert (repository["stars"], repository["gone"], repository["checked_at"]) == (120, False, "2026-11-20")


def test_code_that_is_gone_is_known_to_be_gone(open_library: Open) -> None:
    gone = paper(1, repositories=[{"url": "https://github.com/moreau/gone"}])
    with ScholarlyWeb([gone]) as web:
        web.libraries["github"].papers.clear()
        library = open_library(base_urls=web.base_urls)
        done = enrich(library, "add", names=[SPARSE])

    (view,) = views(library, done.owners[SPARSE])
    assert view["repositories"][0]["gone"] is True
    assert view["links"]["code"] is None


def test_names_that_nobody_knows_have_no_owner(library: Library) -> None:
    unknown = Identifier("arxiv", "9999.99999")

    done = enrich(library, "add", names=[SPARSE, unknown])

    assert set(done.owners) == {SPARSE}


def test_nothing_to_complete_asks_nobody(library: Library, web: ScholarlyWeb) -> None:
    done = enrich(library, "add")

    assert (done.told, done.owners, web.requests) == ([], {}, [])
