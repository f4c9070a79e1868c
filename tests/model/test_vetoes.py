"""What a person would say against two accounts being one work."""

from __future__ import annotations

from typing import Any

import pytest

from survey.model.sketch import Sketch, sketch
from survey.model.vetoes import all_say_so, comes_back, doubt, doubt_by_title, related
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


AT_A_MEETING: dict[str, Any] = {"venue": "Proceedings of the Conference on Fog", "ids": ["doi:10.1000/talk"]}
IN_A_JOURNAL: dict[str, Any] = {"venue": "Journal of Lights", "ids": ["doi:10.2000/article"], "year": 2021}


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ({"venue": "Fog Conference"}, {"venue": "Journal of Fog"}, "conference and journal version"),
        ({"venue": "VLDB"}, {"venue": "VLDB J."}, "conference and journal version"),
        (AT_A_MEETING, IN_A_JOURNAL, "conference and journal version"),
        ({"pages": "S12"}, {"pages": "100-110"}, "abstract of a meeting and article"),
        ({"venue": "arXiv"}, {"venue": "Journal of Fog"}, None),
        (
            {"venue": "Conference on Fog"},
            {"venue": "Symposium on Harbour Lights", "year": 2021},
            "published in two years at two places",
        ),
        (
            {"venue": "Fog", "ids": ["doi:10.1000/a"]},
            {"venue": "Harbour lights", "ids": ["doi:10.2000/b"]},
            "published at two places",
        ),
        (
            {"venue": "Annals of Fog", "volume": "58", "pages": "20-25", "ids": ["doi:10.1000/a"]},
            {"venue": "Annals of Fog International Edition", "volume": "131", "ids": ["doi:10.1000/b"]},
            "published at two places",
        ),
        (
            {"ids": ["doi:10.1000/a"]},
            {"title": "Fog in the harbours of the north (extended abstract)", "ids": ["doi:10.1000/b"]},
            "versions with a DOI each",
        ),
        ({}, {"title": "Fog in the harbours of the north (extended abstract)"}, None),
        (
            {"ids": ["doi:10.1000/a"]},
            {"title": "Retracted: Fog in the harbours of the north", "authors": (), "ids": ["doi:10.1000/b"]},
            "versions with a DOI each",
        ),
        ({"venue": "PICF"}, {"venue": "Proceedings of the International Conference on Fog", "year": 2021}, None),
        ({"venue": "Fog"}, {"venue": "Harbour lights", "year": 2021, "authors": "Eve Null"}, None),
        ({"title": "Editorial", "venue": "Fog"}, {"title": "Editorial", "venue": "Harbour lights", "year": 2021}, None),
    ],
)
def test_versions_are_told_from_copies(one: dict[str, Any], other: dict[str, Any], how: str | None) -> None:
    assert related(account(**one), account(**other)) == how
    assert related(account(**other), account(**one)) == how


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"year": 2021}, True),
        ({"year": 2020}, False),
        ({"year": 2021, "venue": "Journal of Harbour Lights"}, False),
        ({"year": 2021, "pages": "20-31"}, False),
    ],
)
def test_a_column_comes_back_in_its_journal_another_year(other: dict[str, Any], *, expected: bool) -> None:
    column = {"title": "Letter from the pier", "venue": "Fog Record", "pages": "20-31"}

    assert comes_back(account(**column), account(**{**column, "pages": "3", **other})) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, True),
        ({"year": 2021}, True),
        ({"year": 2022}, False),
        ({"year": 2022, "venue": "arXiv"}, True),
        ({"authors": "Ana Diaz"}, False),
        ({"authors_cut": True}, False),
        ({"title": "Fog in the harbours of the south"}, False),
        ({"ids": ["doi:10.2000/b"]}, False),
        ({"ids": ["arxiv:2001.00001"]}, True),
    ],
)
def test_the_same_people_with_the_same_title_in_a_year_wrote_one_work(other: dict[str, Any], *, expected: bool) -> None:
    assert all_say_so(account(ids=["doi:10.1000/a"]), account(**other)) is expected


def test_one_author_with_a_short_title_may_have_written_two_works_in_two_years() -> None:
    said = {"title": "Fog at sea", "authors": "Ana Diaz"}

    assert all_say_so(account(**said), account(**said))
    assert not all_say_so(account(**said), account(**said, year=2021))
