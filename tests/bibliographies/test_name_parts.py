"""Names cut into the parts that bibliographies keep apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.bibliographies.name_parts import Parts, parts_of, unlike


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Edward J. Hu", Parts("Hu", "Edward J.")),
        ("Johannes Diderik van der Waals", Parts("Waals", "Johannes Diderik", "van der")),
        ("María de la Cruz Gómez", Parts("Cruz Gómez", "María", "de la")),
        ("Martin Luther King Jr.", Parts("King", "Martin Luther", "", "Jr.")),
        ("Sammy Davis, Jr.", Parts("Davis", "Sammy", "", "Jr.")),
        ("King, Jr., Martin Luther", Parts("King", "Martin Luther", "", "Jr.")),
        ("van der Waals, Johannes", Parts("Waals", "Johannes", "van der")),
        ("Plato", Parts("Plato")),
        ("김철수", Parts("김철수")),
        ("World Health Organization", Parts("World Health Organization")),
        ("The ATLAS Collaboration", Parts("The ATLAS Collaboration")),
        ("danah boyd", Parts("boyd", "danah")),
        ("", Parts("")),
        (",", Parts("")),
    ],
)
def test_a_name_has_its_parts(name: str, parts: Parts) -> None:
    assert parts_of(name) == parts


def test_a_family_name_that_is_told_goes_before_what_a_name_looks_like() -> None:
    families = ["García Márquez", "Van Gogh", "Meta AI"]

    assert parts_of("Gabriel García Márquez", families) == Parts("García Márquez", "Gabriel")
    assert parts_of("Vincent Van Gogh Jr.", families) == Parts("Van Gogh", "Vincent", "", "Jr.")
    assert parts_of("Meta AI", families) == Parts("Meta AI")
    assert parts_of("Ada Roe", families) == Parts("Roe", "Ada")


def test_only_family_names_that_the_name_does_not_tell_are_kept() -> None:
    told = [("Ada Roe", "Roe"), ("Jan van Eyck", "van Eyck"), ("Vincent Van Gogh", "Van Gogh"), ("Meta AI", "Meta AI")]

    assert list(unlike(told)) == ["Van Gogh", "Meta AI"]


@given(st.text())
def test_nothing_of_a_name_is_lost(name: str) -> None:
    found = parts_of(name)

    assert sorted(found.spoken.replace(",", " ").split()) == sorted(name.replace(",", " ").split())
    assert parts_of(found.spoken).spoken == found.spoken
