"""What a person would say against two accounts being one work."""

from __future__ import annotations

from typing import Any

import pytest

from survey.model.sketch import Sketch, sketch
from survey.model.vetoes import doubt, doubt_by_title, is_note, related
from tests.model.making import record

USUAL: dict[str, Any] = {"title": "Fog in the harbours of the north", "authors": "Ana Diaz; Bo Chen", "year": 2020}


def account(**said: Any) -> Sketch:
    details = {part: said.pop(part) for part in ("volume", "issue", "pages") if part in said}
    return sketch(record("bib", **{**USUAL, **said}, details=tuple(sorted(details.items()))))


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ({}, {}, None),
        ({"ids": ["arxiv:2001.00001"]}, {"ids": ["arxiv:2001.00002"]}, "different arxiv identifiers"),
        ({}, {"title": "Erratum to: Fog in the harbours of the north"}, "one is a note on the other"),
        ({}, {"title": "Fog in the harbours of the north, Part II"}, "one is another part or version by its title"),
        ({}, {"title": "Fog in the harbours of the north++"}, "one is another part or version by its title"),
        ({}, {"title": "Fog in the harbours of the north 2.0"}, "one is another part or version by its title"),
        ({"volume": "1", "pages": "1-9"}, {"volume": "2", "pages": "20-31"}, "printed in different places"),
        ({}, {"title": "Frogs", "authors": "Eve Null"}, "neither title nor authors in common"),
    ],
)
def test_some_things_speak_against_it_whatever_identifier_they_share(
    one: dict[str, Any], other: dict[str, Any], against: str | None
) -> None:
    assert doubt(account(**one), account(**other)) == against
    assert doubt(account(**other), account(**one)) == against


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.1000/b"]}, "different DOIs of one registrar"),
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.2000/b"]}, None),
        ({"title": "Fog over 12 ports"}, {"title": "Fog over 13 ports"}, "different numbers in the titles"),
        ({"title": "Fog over 10 000 ports"}, {"title": "Fog over 10000 ports"}, None),
        ({"volume": "1"}, {"volume": "2"}, "different volumes"),
        ({"volume": "1", "issue": "1"}, {"volume": "1", "issue": "2"}, "different issues"),
        ({"volume": "1", "pages": "7-9"}, {"volume": "2", "pages": "7-9"}, None),
        ({"title": "Editorial"}, {"title": "Editorial"}, "a title that many papers have"),
        ({"title": "Editorial", "pages": "3-4"}, {"title": "Editorial", "pages": "3-4"}, None),
        ({}, {"authors": "Eve Null"}, "no author in common"),
        (
            {"venue": "Conference on Fog"},
            {"venue": "Symposium on Harbour Lights", "year": 2021},
            "published in two years at two places",
        ),
        ({"venue": "arXiv"}, {"venue": "Symposium on Harbour Lights", "year": 2021}, None),
    ],
)
def test_other_things_speak_against_it_where_only_the_title_says_so(
    one: dict[str, Any], other: dict[str, Any], against: str | None
) -> None:
    assert doubt_by_title(account(**one), account(**other)) == against
    assert doubt_by_title(account(**other), account(**one)) == against


def test_a_misspelt_doi_does_not_outweigh_the_same_print() -> None:
    print_ = {"volume": "7", "issue": "1", "pages": "57-68"}
    one, other = account(ids=["doi:10.1000/a"], **print_), account(ids=["doi:10.1000/b"], **print_)

    assert doubt_by_title(one, other) is None


def test_versions_are_told_from_copies() -> None:
    assert related(account(venue="Fog Conference"), account(venue="Journal of Fog")) == "conference and journal version"
    assert related(account(venue="VLDB"), account(venue="VLDB J.")) == "conference and journal version"
    assert related(account(pages="S12"), account(pages="100-110")) == "abstract of a meeting and article"
    assert related(account(venue="arXiv"), account(venue="Journal of Fog")) is None


@pytest.mark.parametrize("title", ["corrigendum fog", "corrigedum fog", "a comment on fog", "reply to ana diaz"])
def test_a_note_is_known_by_how_it_begins(title: str) -> None:
    assert is_note(title)
    assert not is_note("correcting fog with lenses")
