"""How two sketches agree, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from survey.model.likeness import likeness, numbers_conflict, pages_agree
from survey.model.sketch import Pages, Sketch, sketch
from tests.model.making import record


def account(**said: Any) -> Sketch:
    return sketch(record("bib", **{"title": "Fog in northern harbours", "authors": "Ana Diaz; Bo Chen", **said}))


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (Pages("288", "297"), Pages("288", "297"), 1.0),
        (Pages("288", "297"), Pages("288", ""), 1.0),
        (Pages("s34", "s42"), Pages("34", "42"), 1.0),
        (Pages("288", "297"), Pages("288", "299"), 0.7),
        (Pages("1", "30"), Pages("1", "42"), -1.0),
        (Pages("1", ""), Pages("1", "42"), 0.0),
        (Pages("288", "297"), Pages("12", "19"), -1.0),
        (Pages("288", "297"), None, 0.0),
    ],
)
def test_pages_agree_by_the_first_and_the_last(one: Pages | None, other: Pages | None, agreement: float) -> None:
    assert pages_agree(one, other) == pages_agree(other, one) == agreement


def test_numbers_conflict_where_each_title_has_its_own() -> None:
    assert numbers_conflict("fog part ii", "fog part 3")
    assert not numbers_conflict("fog part ii", "fog part 2")
    assert not numbers_conflict("fog 10 000", "fog 10000")
    assert not numbers_conflict("fog 2", "fog")


def test_authors_are_compared_by_the_first_by_all_and_by_their_initials() -> None:
    same = likeness(account(), account(authors="Diaz A; Chen B"))
    cut = likeness(account(), account(authors="Diaz, A.", authors_cut=True))
    swapped = likeness(account(), account(authors="Bo Chen; Ana Diaz"))
    namesake = likeness(account(), account(authors="Eve Diaz"))
    nobody = likeness(account(), account(authors=()))

    assert (same.first, same.met, same.given) == (1.0, 1.0, 1.0)
    assert cut.all_met == 1.0
    assert (swapped.first, swapped.all_met) == (0.4, 1.0)
    assert namesake.given == -1.0
    assert (nobody.first, nobody.met, nobody.all_met) == (0.0, 0.5, 0.5)


def test_a_preprint_has_neither_venue_nor_volume_to_compare() -> None:
    journal = account(venue="Journal of Fog", details=(("volume", "7"),))
    preprint = account(venue="arXiv", details=(("volume", "9"),))

    alike = likeness(journal, preprint)

    assert (alike.venue, alike.volume, alike.form) == (0.5, 0.0, 1.0)


def test_dois_count_for_less_where_registrars_differ() -> None:
    one = account(ids=["doi:10.1000/a"])

    assert likeness(one, account(ids=["doi:10.1000/a"])).doi == 1.0
    assert likeness(one, account(ids=["doi:10.1000/b"])).doi == -1.0
    assert likeness(one, account(ids=["doi:10.2000/b"])).doi == -0.5
    assert likeness(one, account(ids=["doi:10.21203/rs.3.rs-1"])).doi == 0.0
    assert likeness(one, account()).doi == 0.0
