"""Where authors say that their paper appeared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.model.record import Venue, VenueKind
from survey.model.told_venue import told_venue
from survey.model.venue import Known, know_venues, settled_venue

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def forgetful() -> Iterator[None]:
    """What is added to the table is taken out again."""
    yield
    know_venues(())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Accepted at ICLR 2021 (oral)", "ICLR"),
        ("Published as a conference paper at ICLR 2017", "ICLR"),
        ("To appear in NeurIPS 2020", "NeurIPS"),
        ("CVPR 2021 camera-ready, 9 pages", "CVPR"),
        ("Camera-ready version for KDD '19, code at https://example.org", "KDD"),
        ("Proceedings of the 37th International Conference on Machine Learning, PMLR 119, 2020", "ICML"),
        ("Advances in Neural Information Processing Systems 33 (2020) 1-9", "NeurIPS"),
        ("AAAI-20", "AAAI"),
        ("Findings of ACL 2021", "Findings of ACL"),
        ("EMNLP 2021 Findings", "Findings of EMNLP"),
    ],
)
def test_a_venue_that_the_table_knows_is_found_in_the_authors_words(text: str, name: str) -> None:
    found = told_venue(text)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text", ["NeurIPS 2020, Workshop on Lanterns", "Accepted to the NeurIPS Workshop 2020", "NeurIPS workshop paper"]
)
def test_a_workshop_is_not_the_conference_it_was_held_at(text: str) -> None:
    found = told_venue(text)

    assert found is not None
    assert (found.name, found.kind) == ("NeurIPS Workshops", VenueKind.WORKSHOP)


@pytest.mark.parametrize(
    "text",
    [
        "Submitted to ICLR 2022",
        "ICLR 2022 submission",
        "Under review at CVPR 2020",
        "Rejected from CVPR 2020",
        "Accepted at ICLR 2021, withdrawn",
    ],
)
def test_who_hopes_to_appear_somewhere_has_not_appeared(text: str) -> None:
    assert told_venue(text) is None


@pytest.mark.parametrize(
    "text", ["", "15 pages, 3 figures", "Extended version of our ICML paper", "Phys. Rev. D 83 (2011)", "arXiv 2020"]
)
def test_nothing_is_made_of_other_words(text: str) -> None:
    assert told_venue(text) is None


@pytest.mark.parametrize("text", ["NeurIPS-W 2022", "CVPRW'21, 9 pages", "{ICLR} 2021", "in_ICML 2020", "EMNLP2019W"])
def test_no_name_that_the_table_would_know_is_passed_over(text: str) -> None:
    piece = text.partition(",")[0]

    assert settled_venue(Venue(piece)).kind is None or told_venue(text) is not None


@pytest.mark.usefixtures("forgetful")
def test_a_venue_that_the_user_adds_is_found_from_then_on() -> None:
    text = "Accepted at the Symposium on Paper Lamps 2021"
    assert told_venue(text) is None

    know_venues([Known("SPL", VenueKind.CONFERENCE, ("Symposium on Paper Lamps",))])

    assert told_venue(text) == Venue("SPL", VenueKind.CONFERENCE)
