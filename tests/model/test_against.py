"""What is written of a paper is held against its sources: only what none of them says is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.against import Against, against, is_of_another
from survey.model.record import Record, Venue, VenueKind
from tests.model.making import record, records, taken

CVPR = Venue("CVPR", VenueKind.CONFERENCE)
AUTHORS = "Ada Moreau; Bo Diaz; Xia Diaz"
PRINTED = record("crossref", "1", ids=["doi:10.1234/x"], title="Lanterns", authors=AUTHORS, venue=CVPR, year=2021)
PREPRINT = record(title="Lanterns", ids=["arxiv:2001.00001"], authors=AUTHORS, year=2020)


def entry(**said: Any) -> Record:
    """What a file says of that paper; as it is, but for what is said."""
    return record("file", "f", **{"title": "Lanterns", "authors": AUTHORS, "venue": CVPR, "year": 2021, **said})


def told(said: Record, *sources: Record, enough: int = 1) -> list[tuple[str, str]]:
    """What is told against it, as field and text."""
    return [(each.field, each.text) for each in against(said, taken(*sources), enough=enough)]


def test_what_a_source_says_too_is_right() -> None:
    assert told(entry(), PREPRINT, PRINTED) == []


def test_a_preprint_that_appeared_is_told_once_with_where_and_what_to_write() -> None:
    (found,) = against(entry(venue=Venue("arXiv", VenueKind.PREPRINT), year=2020), taken(PREPRINT, PRINTED))

    assert found == Against(
        "published",
        "told as a preprint, it appeared in CVPR 2021 (crossref, 2026-11-20)",
        {"venue": "CVPR", "year": "2021"},
        "crossref",
        "2026-11-20",
    )


def test_an_arxiv_id_without_a_venue_is_a_preprint() -> None:
    assert [field for field, _ in told(entry(venue=None, ids=["arxiv:2001.00001"]), PRINTED)] == ["published"]


def test_a_wrong_and_a_missing_venue_are_told_apart() -> None:
    wrong = told(entry(venue=Venue("ICML", VenueKind.CONFERENCE)), PRINTED)
    missing = list(against(entry(venue=None), taken(PRINTED)))

    assert wrong == [("venue", "ICML is its venue here, CVPR 2021 elsewhere (crossref, 2026-11-20)")]
    assert [(each.field, each.is_missing, each.mend) for each in missing] == [("venue", True, {"venue": "CVPR"})]


@pytest.mark.parametrize(
    "name",
    ["Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition", "CVPR 2021", "Proc. CVPR"],
)
def test_a_venue_that_is_only_written_otherwise_is_right(name: str) -> None:
    assert told(entry(venue=Venue(name, VenueKind.CONFERENCE)), PRINTED) == []


def test_one_version_of_two_is_right() -> None:
    journal = record("dblp", "2", venue=Venue("Journal of Fog", VenueKind.JOURNAL), year=2023)

    assert told(entry(venue=Venue("J. Fog", VenueKind.JOURNAL), year=2023), PRINTED, journal) == []


def test_a_year_is_wrong_where_no_source_has_it_and_a_preprint_is_no_witness() -> None:
    assert told(entry(year=2019), PREPRINT, PRINTED) == [
        ("year", "2019 is its year here, 2021 elsewhere (crossref, 2026-11-20)")
    ]
    assert told(entry(), PREPRINT) == []
    assert told(entry(year=None), PRINTED) == [("year", "no year; it is of 2021 (crossref, 2026-11-20)")]


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ("Bo Diaz; Ada Moreau; Xia Diaz", "its authors are out of order; they are Ada Moreau, Bo Diaz, Xia Diaz"),
        ("Ada Moreau; Bo Diaz", "leaves out Xia Diaz among its authors"),
        ("Ada Moreau; Bo Diaz; Xia Diaz; Nemo Lind", "names Nemo Lind, who is no author elsewhere"),
        ("", "no authors; they are Ada Moreau, Bo Diaz, Xia Diaz"),
    ],
)
def test_authors_that_no_source_names_so_are_told_with_the_difference(authors: str, said: str) -> None:
    names = tuple(filter(None, authors.split("; ")))

    assert told(entry(authors=names), PRINTED) == [("authors", f"{said} (crossref, 2026-11-20)")]


@pytest.mark.parametrize(
    "authors", ["Moreau, A.; Diaz, B.; Diaz, X.", "Ada Moreau; Bo Díaz; Diaz Xia", "Ada Moreaux; Bo Diaz; Xia Diaz"]
)
def test_authors_that_are_only_spelt_otherwise_are_right(authors: str) -> None:
    assert told(entry(authors=authors), PRINTED) == []


def test_a_list_that_says_it_is_cut_need_only_begin_so() -> None:
    assert told(entry(authors="Ada Moreau", authors_cut=True), PRINTED) == []
    assert told(entry(authors="Bo Diaz", authors_cut=True), PRINTED) != []


def test_as_many_sources_must_agree_as_are_asked_for() -> None:
    second = record("dblp", "2", venue=CVPR, year=2021, authors=AUTHORS)

    assert told(entry(year=2019), PRINTED, enough=2) == []
    assert [field for field, _ in told(entry(year=2019), PRINTED, second, enough=2)] == ["year"]


def test_nothing_is_told_where_nobody_says_anything() -> None:
    assert told(entry(venue=None, year=None, authors=()), record("openalex", "9", ids=["doi:10.1234/x"])) == []


@pytest.mark.parametrize(
    ("title", "authors", "is_other"),
    [
        ("Lanterns", ("Ada Moreau",), False),
        ("Lanterns in the fog, a study", ("Ada Moreau",), False),
        ("Frogs of the lower Danube", ("Ada Moreau",), True),
        ("Frogs of the lower Danube", ("Kim Ode",), True),
        (None, (), False),
    ],
)
def test_a_paper_of_another_title_is_another_paper(title: str | None, authors: tuple[str, ...], is_other: bool) -> None:  # noqa: FBT001
    assert is_of_another(entry(), title, authors) == is_other


@given(records, st.lists(records, max_size=3))
def test_what_one_source_says_word_for_word_is_right_whatever_others_say(said: Record, others: list[Record]) -> None:
    found = against(replace(said, source="file"), taken(said, *others))

    assert [each for each in found if each.field != "published" and not each.is_missing] == []


@given(records, st.lists(records, max_size=4))
def test_who_tells_against_it_is_one_of_the_sources(said: Record, others: list[Record]) -> None:
    assert {each.source for each in against(said, taken(*others))} <= {other.source for other in others}
