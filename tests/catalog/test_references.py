"""Who cites whom, kept: said once, resolved later, and read through what papers become."""

from __future__ import annotations

from datetime import timedelta

import pytest

from survey.catalog import citations, edit
from survey.catalog.change import undo
from survey.catalog.references import (
    Listed,
    begin_crawl,
    end_crawl,
    keep_asked,
    keep_listed,
    keep_sought,
    keep_text,
    settle_references,
)
from survey.catalog.upkeep import check
from survey.model.identifier import Identifier
from survey.model.reference import TEXT, Citing, Part, Place, Reference, Resolved, Way
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf
from tests.model.making import record

IN_RELATED = Place(Part.RELATED_WORK, "Related Work", "Rooms", "Rooms are loud [a].")
ELSEWHERE = Place(None, "Method", None, "As said in [a].", appendix=True)
DRAFT = Citing(draft="/home/ada/draft.tex")


def dunes(key: str = "a", **said: object) -> Reference:
    return Reference(key, **{"title": "On the Counting of Dunes", "places": (IN_RELATED, ELSEWHERE), **said})  # type: ignore[arg-type]


def papers(shelf: Shelf, count: int = 3) -> list[int]:
    titles = ("Lanterns in Fog", "Tidal Memory", "Salt and Stone", "Maps of the Coast")
    return shelf.add(
        *(record("openalex", f"W100{n}", ids=[f"openalex:W100{n}"], title=titles[n]) for n in range(count))
    )


def edges(shelf: Shelf) -> set[tuple[Citing, int]]:
    with shelf.catalog.reading() as reader:
        assert check(reader) == []
        return {(edge.citing, edge.cited) for edge in citations.edges(reader)}


def left(shelf: Shelf, *starts: Citing, parts: set[Part] | None = None) -> list[Reference]:
    with shelf.catalog.reading() as reader:
        return [each.said for each in citations.unresolved(reader, starts, parts)]


def listed(way: Way, paper: int, *keys: str, stated: int | None = None, others: tuple[Reference, ...] = ()) -> Listed:
    return Listed(way, "openalex", [paper], [("openalex", key) for key in keys], others, stated)


def test_what_a_text_cites_needs_no_paper(shelf: Shelf) -> None:
    (lanterns,) = papers(shelf, 1)
    said = dunes(
        authors=("Edda Falk",), year=1998, identifiers=frozenset({Identifier("doi", "10.1000/x")}), raw="Falk 98."
    )

    keep_text(shelf.catalog, Citing(lanterns), [said], now=NOW)

    assert left(shelf, Citing(lanterns)) == [said]
    assert edges(shelf) == set()
    assert shelf.rows("SELECT count(*) FROM paper") == [(1,)]


def test_what_a_draft_cites_is_kept_under_its_path(shelf: Shelf) -> None:
    keep_text(shelf.catalog, DRAFT, [dunes()], now=NOW)

    assert left(shelf, DRAFT) == [dunes()]
    assert left(shelf, Citing(draft="/home/bo/draft.tex")) == []


def test_only_what_is_cited_in_a_part_is_asked_for(shelf: Shelf) -> None:
    other = Reference("b", "Salt and Stone", places=(ELSEWHERE,))

    keep_text(shelf.catalog, DRAFT, [dunes(), other], now=NOW)

    assert left(shelf, DRAFT, parts={Part.RELATED_WORK}) == [dunes()]
    assert left(shelf, DRAFT, parts={Part.EXPERIMENTS}) == []
    assert left(shelf, DRAFT) == [dunes(), other]


def test_a_resolved_reference_is_a_citation_with_its_places(shelf: Shelf) -> None:
    lanterns, tides, _ = papers(shelf)
    keep_text(shelf.catalog, Citing(lanterns), [dunes()], now=NOW)

    settle_references(shelf.catalog, {1: Resolved(tides, "title", 0.9)})

    assert edges(shelf) == {(Citing(lanterns), tides)}
    assert left(shelf, Citing(lanterns)) == []
    with shelf.catalog.reading() as reader:
        (step,) = citations.steps(reader, Way.RELATED_WORK, [Citing(lanterns)])
        assert citations.counted(reader, Citing(lanterns), Part.RELATED_WORK) == (1, 1)
    assert (step.end, step.place, step.source) == (tides, IN_RELATED, TEXT)


def test_a_text_read_again_keeps_what_was_resolved_and_drops_what_it_no_longer_cites(shelf: Shelf) -> None:
    lanterns, tides, _ = papers(shelf)
    keep_text(shelf.catalog, Citing(lanterns), [dunes(), dunes("b", title="Salt"), dunes("c", title="Fog")], now=NOW)
    settle_references(shelf.catalog, {1: Resolved(tides, "title", 0.9), 2: Resolved(tides, "title", 0.9)})

    keep_text(shelf.catalog, Citing(lanterns), [dunes(), dunes("b", title="Salt water")], now=LATER)

    assert left(shelf, Citing(lanterns)) == [dunes("b", title="Salt water")]
    assert edges(shelf) == {(Citing(lanterns), tides)}
    assert shelf.rows("SELECT key FROM reference ORDER BY key") == [("a",), ("b",)]
    assert shelf.rows("SELECT count(*) FROM mention") == [(4,)]


def test_what_a_source_lists_is_found_through_its_own_account(shelf: Shelf) -> None:
    lanterns, tides, salt = papers(shelf)

    keep_listed(shelf.catalog, [listed(Way.REFERENCES, lanterns, "W1001", "W1002", stated=5)], now=NOW)

    assert edges(shelf) == {(Citing(lanterns), tides), (Citing(lanterns), salt)}
    with shelf.catalog.reading() as reader:
        assert citations.stated(reader, Way.REFERENCES) == {lanterns: {"openalex": (5, 2)}}
        assert citations.asked(reader, Way.REFERENCES, "2026") == {"openalex": {lanterns}}
        assert citations.asked(reader, Way.REFERENCES, "2027") == {}


def test_who_cites_a_paper_is_the_same_edge_from_the_other_end(shelf: Shelf) -> None:
    lanterns, tides, _ = papers(shelf)
    keep_listed(shelf.catalog, [listed(Way.REFERENCES, lanterns, "W1001")], now=NOW)

    keep_listed(shelf.catalog, [listed(Way.CITATIONS, tides, "W1000")], now=NOW)

    assert edges(shelf) == {(Citing(lanterns), tides)}
    assert shelf.rows("SELECT count(*) FROM reference") == [(1,)]


def test_what_is_like_a_paper_is_no_citation(shelf: Shelf) -> None:
    lanterns, tides, _ = papers(shelf)

    keep_listed(shelf.catalog, [listed(Way.SIMILAR, lanterns, "W1001")], now=NOW)

    assert edges(shelf) == set()
    with shelf.catalog.reading() as reader:
        (step,) = citations.steps(reader, Way.SIMILAR, [Citing(lanterns)])
    assert (step.start, step.end) == (Citing(lanterns), tides)


def test_keeping_the_same_twice_is_keeping_it_once(shelf: Shelf) -> None:
    lanterns, *_ = papers(shelf)
    for _ in range(2):
        keep_text(shelf.catalog, Citing(lanterns), [dunes()], now=NOW)
        ways = (Way.REFERENCES, Way.CITATIONS, Way.SIMILAR)
        keep_listed(shelf.catalog, [listed(way, lanterns, "W1001", others=(dunes("x"),)) for way in ways], now=NOW)
        before = shelf.dump()

    assert shelf.dump() == before
    assert shelf.rows("SELECT count(*) FROM reference") == [(4,)]


@pytest.mark.parametrize("gone", [0, 1])
def test_citations_are_read_through_a_merge_and_come_back_when_it_is_undone(shelf: Shelf, gone: int) -> None:
    lanterns, tides, salt = papers(shelf)
    keep_text(shelf.catalog, Citing(lanterns), [dunes()], now=NOW)
    settle_references(shelf.catalog, {1: Resolved(tides, "title", 0.9)})
    keep_asked(shelf.catalog, Way.RELATED_WORK, "arxiv", [((lanterns, tides)[gone], 1, 1)], now=NOW)
    before = edges(shelf)

    edit.judge(shelf.catalog, salt, (lanterns, tides)[gone], Sameness.SAME, now=LATER)

    joined = {(Citing(lanterns), tides): (Citing(salt), tides)} if not gone else {}
    assert edges(shelf) == ({joined[edge] for edge in before} if joined else {(Citing(lanterns), salt)})
    with shelf.catalog.reading() as reader:
        assert citations.asked(reader, Way.RELATED_WORK, "2026") == {"arxiv": {salt}}
        assert citations.standing(reader, [lanterns, tides, salt])[(lanterns, tides)[gone]] == salt
    undo(shelf.catalog, now=LATER)
    assert edges(shelf) == before


def test_a_citation_moves_along_when_an_account_turns_out_to_be_of_another_paper(shelf: Shelf) -> None:
    lanterns, tides, _ = papers(shelf)
    keep_listed(shelf.catalog, [listed(Way.REFERENCES, lanterns, "W1001")], now=NOW)

    (other,) = shelf.add(record("arxiv", "2001.00009", ids=["arxiv:2001.00009"], title="Tidal Memory of the North"))
    edit.judge(shelf.catalog, other, tides, Sameness.SAME, now=LATER)

    assert edges(shelf) == {(Citing(lanterns), other)}


def test_a_paper_that_was_merged_into_what_it_cites_does_not_cite_itself(shelf: Shelf) -> None:
    lanterns, tides, _ = papers(shelf)
    keep_listed(shelf.catalog, [listed(Way.REFERENCES, lanterns, "W1001")], now=NOW)

    edit.judge(shelf.catalog, lanterns, tides, Sameness.SAME, now=LATER)

    assert edges(shelf) == set()


def test_what_was_sought_is_known_until_it_is_too_long_ago(shelf: Shelf) -> None:
    keep_sought(shelf.catalog, "arxiv", ["doi:10.1/x", "title:dunes\0"], now=NOW)

    with shelf.catalog.reading() as reader:
        assert citations.sought(reader, "2026-11-01") == {"arxiv": {"doi:10.1/x", "title:dunes"}}
        assert citations.sought(reader, (NOW + timedelta(days=1)).isoformat()) == {}


def test_a_crawl_counts_as_interrupted_until_it_ends(shelf: Shelf) -> None:
    number = begin_crawl(shelf.catalog, "{}", now=NOW)
    with shelf.catalog.reading() as reader:
        begun = citations.last_crawl(reader)

    end_crawl(shelf.catalog, number, "done", now=LATER)

    assert begun == (number, "{}", None)
    with shelf.catalog.reading() as reader:
        assert citations.last_crawl(reader) == (number, "{}", "done")


def test_what_no_database_can_hold_is_left_out(shelf: Shelf) -> None:
    odd = Reference("a\0b", "Du\0nes", ("E\ud800dda",), raw="\0", places=(IN_RELATED,))

    keep_text(shelf.catalog, DRAFT, [odd], now=NOW)

    (said,) = left(shelf, DRAFT)
    assert (said.key, said.title, said.authors, said.raw) == ("ab", "Dunes", ("Edda",), None)
