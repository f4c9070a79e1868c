"""Where a paper really appeared."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.fold import Said, candidates, fold_paper
from survey.model.record import Record, Venue, VenueKind
from survey.model.venue_evidence import THRESHOLD, WEIGHTS, Appeared, appeared
from tests.model.making import record, records, taken

ARXIV = Venue("arXiv", VenueKind.PREPRINT)
ID = "arxiv:2312.00752"
PREPRINT = record("arxiv", "2312.00752", ids=[ID], venue=ARXIV)
COMMENT = replace(PREPRINT, details=(("comment", "Accepted at ICLR 2024"),))
accounts = st.lists(records, max_size=4, unique_by=lambda each: (each.source, each.key))


def of(*accounts: Record) -> Appeared:
    return appeared(taken(*accounts))


def said(source: str, venue: str | Venue, key: str = "1", **more: object) -> Record:
    return record(source, key, ids=[ID], venue=venue, **more)


def test_the_sources_are_trusted_in_the_order_of_the_proceedings_the_publishers_and_the_gatherers() -> None:
    order = ["dblp", "openreview", "acl", "cvf", "crossref", "semantic_scholar", "openalex", "papers_with_code"]

    weights = [WEIGHTS[source] for source in order]

    assert all(before >= after for before, after in pairwise(weights))
    assert [source for source in WEIGHTS if source in order] == order


def test_a_preprint_that_proceedings_list_has_appeared_there() -> None:
    found = of(PREPRINT, said("dblp", "ICLR"))

    assert found.venue == Venue("ICLR", VenueKind.CONFERENCE)
    assert found.confidence == WEIGHTS["dblp"]
    assert not found.is_below


@pytest.mark.parametrize(
    "lone",
    [
        (COMMENT,),
        (replace(COMMENT, venue=None),),
    ],
)
def test_a_lone_weak_source_leaves_it_a_preprint(lone: tuple[Record, ...]) -> None:
    found = of(PREPRINT, *lone) if lone[0].source != "arxiv" else of(*lone)

    assert found.venue == ARXIV
    assert 0 < found.confidence < THRESHOLD
    assert found.is_below


def test_a_paper_with_an_arxiv_id_that_only_a_weak_source_knows_is_a_preprint_too() -> None:
    found = of(replace(COMMENT, venue=None))

    assert found.venue == ARXIV
    assert found.is_below


@pytest.mark.parametrize(
    "lone",
    [
        said("papers_with_code", "ICLR 2024 5"),
        record("arxiv", "2312.00752", ids=[ID], venue=ARXIV, details=(("journal_ref", "ICLR 2024"),)),
    ],
)
def test_a_list_of_proceedings_and_a_journal_reference_are_each_just_enough(lone: Record) -> None:
    found = of(PREPRINT, lone)

    assert found.venue == Venue("ICLR", VenueKind.CONFERENCE)
    assert THRESHOLD < found.confidence < 0.65


def test_what_was_never_a_preprint_has_nothing_to_stay() -> None:
    found = of(record("papers_with_code", "a", venue="ICLR"))

    assert found.venue == Venue("ICLR", VenueKind.CONFERENCE)
    assert not found.is_below


def test_what_the_authors_say_and_what_papers_with_code_says_add_up() -> None:
    found = of(COMMENT, said("papers_with_code", "ICLR"))

    assert found.venue is not None
    assert found.venue.name == "ICLR"
    assert found.confidence == pytest.approx(1 - (1 - 0.3) * (1 - 0.55))


def test_several_that_agree_are_surer_than_the_best_of_them() -> None:
    alone = of(PREPRINT, said("crossref", "ICLR"))
    agreed = of(
        PREPRINT, said("crossref", "International Conference on Learning Representations"), said("dblp", "ICLR")
    )

    assert alone.confidence < agreed.confidence < 1


def test_one_source_counts_once_however_often_it_says_it() -> None:
    once = of(PREPRINT, said("papers_with_code", "ICLR", "a"))
    twice = of(PREPRINT, said("papers_with_code", "ICLR", "a"), said("papers_with_code", "ICLR 2024", "b"))

    assert once.confidence == twice.confidence


def test_many_gatherers_that_agree_can_outweigh_one_publisher() -> None:
    found = of(said("crossref", "KDD"), said("semantic_scholar", "ICLR"), said("openalex", "ICLR"), said("x", "ICLR"))

    assert found.venue is not None
    assert found.venue.name == "ICLR"


@pytest.mark.parametrize("order", [1, -1])
def test_a_workshop_comes_after_the_conference_that_is_as_sure(order: int) -> None:
    workshop, conference = said("dblp", "ICLR Workshop", "a"), said("dblp", "ICLR", "b")

    found = of(*(workshop, conference)[::order])

    assert found.venue == Venue("ICLR", VenueKind.CONFERENCE)
    assert [each.venue.name for each in found.evidence] == ["ICLR", "ICLR Workshops", "arXiv"]


@pytest.mark.parametrize("apart", ["ICLR Workshops", "Findings of ACL"])
def test_a_workshop_and_findings_do_not_speak_for_the_conference(apart: str) -> None:
    host = apart.split(maxsplit=1)[0] if apart.startswith("ICLR") else "ACL"

    found = of(PREPRINT, said("papers_with_code", apart), said("openalex", host))

    assert found.confidence == WEIGHTS["openalex"]


def test_the_users_word_stands_above_all_even_where_it_is_a_preprint_server() -> None:
    found = of(said("dblp", "ICLR"), record("hand", "uid", venue=ARXIV))

    assert found.venue == ARXIV
    assert not found.is_below


def test_each_piece_tells_the_identifier_that_it_hangs_on() -> None:
    by_title = record("dblp", "conf/iclr/Gu", ids=["dblp:conf/iclr/gu"], venue="ICLR")

    found = {each.source: each.hangs_on for each in of(PREPRINT, said("crossref", "ICLR"), by_title).evidence}

    assert found == {"arxiv": ID, "crossref": ID, "dblp": "match"}


@given(accounts, st.randoms())
def test_the_order_of_the_records_does_not_matter(accounts: list[Record], chance: object) -> None:
    other = list(accounts)
    chance.shuffle(other)  # type: ignore[attr-defined]

    assert of(*accounts) == of(*other)


def surest(where: Appeared) -> dict[str, float]:
    """How sure each venue is; a preprint server is as sure as the one who names it that is believed most."""
    return {each.venue.name.casefold(): each.confidence for each in reversed(where.evidence)}


@given(accounts, records)
def test_one_more_record_never_makes_a_venue_less_sure(accounts: list[Record], more: Record) -> None:
    before = surest(of(*accounts))

    after = surest(of(*accounts, more))

    assert all(after[name] >= sure for name, sure in before.items() if name in after)


@given(accounts)
def test_what_is_shown_of_a_paper_is_what_most_speaks_for(accounts: list[Record]) -> None:
    found = of(*accounts)

    view = fold_paper(taken(*accounts), Said(key="k"))

    assert (view["venue"], view["venue_kind"]) == (
        (found.venue.name, found.venue.kind) if found.venue else (None, None)
    )
    assert [each.value for each in candidates(taken(*accounts), "venue")] == [each.venue for each in found.evidence]
    assert 0 <= found.confidence <= 1


def test_the_year_is_that_of_the_venue_that_is_shown() -> None:
    preprint = record("arxiv", "1", ids=[ID], venue=ARXIV, year=2023)

    shown = fold_paper(taken(preprint, said("dblp", "ICLR", year=2024)), Said(key="k"))
    stayed = fold_paper(taken(replace(COMMENT, year=2023)), Said(key="k"))

    assert (shown["venue"], shown["year"]) == ("ICLR", 2024)
    assert (stayed["venue"], stayed["year"]) == ("arXiv", 2023)
