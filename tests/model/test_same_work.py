"""Same work, different works, or a question."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.blocks import meetings
from survey.model.likeness import likeness
from survey.model.record import Venue, VenueKind
from survey.model.same_work import Sameness, compare, read_model, shipped_model
from survey.model.sketch import Pages, Sketch, sketch
from survey.model.works import Question, relate
from tests.model.making import identifiers, record

SAME, ASK, DIFFERENT, RELATED = Sameness

titles = st.sampled_from(
    [None, "mamba", "mamba 2", "mamba ii", "editorial", "erratum mamba", "mambas linear time", "graphs"]
)
sketches = st.builds(
    Sketch,
    title=titles,
    surnames=st.lists(st.sampled_from(["gu", "dao", "hu"]), max_size=2, unique=True).map(tuple),
    year=st.none() | st.integers(2020, 2023),
    identifiers=st.frozensets(identifiers, max_size=2),
)


def verdict(one: dict[str, Any], other: dict[str, Any]) -> Sameness:
    usual = {"title": "Mamba: Linear-Time Sequence Modeling", "authors": "Albert Gu; Tri Dao", "year": 2023}
    return compare(sketch(record(**{**usual, **one})), sketch(record("crossref", **{**usual, **other}))).sameness


@given(sketches, sketches)
def test_it_does_not_matter_which_comes_first(one: Sketch, other: Sketch) -> None:
    assert compare(one, other) == compare(other, one)


@given(sketches, sketches)
def test_two_arxiv_identifiers_are_never_surely_one_work(one: Sketch, other: Sketch) -> None:
    mine, theirs = ({name.value for name in each.identifiers if name.scheme == "arxiv"} for each in (one, other))

    assert compare(one, other).sameness is not SAME or not (mine and theirs) or mine & theirs


@given(sketches, sketches)
def test_what_may_be_one_meets(one: Sketch, other: Sketch) -> None:
    assert compare(one, other).sameness is DIFFERENT or list(meetings([one, other]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, SAME),
        ({}, {"title": "MAMBA — linear time sequence modeling"}, SAME),
        ({}, {"authors": "Gu, Albert"}, SAME),
        ({}, {"year": 2024}, SAME),
        ({}, {"year": 2025}, SAME),
        ({}, {"year": 2027}, ASK),
        ({}, {"year": None}, SAME),
        ({}, {"authors": ()}, ASK),
        ({}, {"authors": "Tri Dao; Albert Gu"}, SAME),
        ({}, {"authors": "Somebody Else"}, DIFFERENT),
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.1000/b"]}, ASK),
        ({"ids": ["arxiv:2312.00752"]}, {"ids": ["arxiv:2312.00753"]}, DIFFERENT),
        ({"ids": ["arxiv:2312.00752"]}, {"ids": ["arxiv:2312.00752v2"], "title": None, "authors": ()}, SAME),
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.1000/a"], "title": "Other words of it", "year": 1990}, SAME),
        ({"ids": ["doi:10.1000/a"]}, {"ids": ["doi:10.1000/a"], "title": "Frogs", "authors": "Somebody Else"}, ASK),
        (
            {"ids": ["doi:10.1000/a", "arxiv:2312.00752"]},
            {"ids": ["doi:10.1000/a", "arxiv:2312.00753"]},
            ASK,
        ),
        ({}, {"title": "Mamba: Linear Time Sequence Modelling"}, SAME),
        ({}, {"title": "Frogs of the Amazon Basin"}, DIFFERENT),
        ({"title": "A Survey of Things, Part 1"}, {"title": "A Survey of Things, Part 2"}, DIFFERENT),
        ({"title": "A Survey of Many Things I"}, {"title": "A Survey of Many Things II"}, DIFFERENT),
        ({"title": "A Survey of Many Things 2"}, {"title": "A Survey of Many Thing II"}, SAME),
        ({"title": "Editorial"}, {"title": "Editorial"}, DIFFERENT),
        ({}, {"title": "Erratum: Mamba: Linear-Time Sequence Modeling"}, RELATED),
        ({"title": None}, {"title": None}, DIFFERENT),
        ({"title": "Mamba"}, {"title": "Mamba", "year": 2019}, ASK),
        ({"venue": "Fog Conference"}, {"venue": "Journal of Fog"}, RELATED),
        ({"venue": "arXiv"}, {"venue": "Journal of Fog", "year": 2024}, SAME),
        ({}, {"title": "Mamba: Linear-Time Sequence Modeling, Part 2"}, DIFFERENT),
        ({}, {"title": "Mamba++: Linear-Time Sequence Modeling"}, DIFFERENT),
    ],
)
def test_two_accounts_are_told_apart(one: dict[str, Any], other: dict[str, Any], expected: Sameness) -> None:
    assert verdict(one, other) is expected


def test_the_same_pages_under_another_title_are_asked_about() -> None:
    place = (("issue", "2"), ("pages", "205-226"), ("volume", "27"))
    one = record(title="Fog in harbours as a hazard", authors="Ana Diaz; Bo Chen", year=2020, details=place)
    other = record(title="Nebel in Häfen als Gefahr", authors="Ana Diaz; Bo Chen", year=2020, details=place)

    assert compare(sketch(one), sketch(other)).sameness is ASK


ARTICLE: dict[str, Any] = {
    "title": "Fog in the harbours of the north",
    "authors": "Ana Diaz; Bo Chen",
    "year": 2020,
    "venue": Venue("Journal of Lights", VenueKind.JOURNAL),
    "ids": ["doi:10.1000/fog.2020.17", "pmid:31000001"],
    "details": (("issue", "3"), ("pages", "205-226"), ("volume", "27")),
}


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Erratum to: Fog in the harbours of the north", "details": (("pages", "301"), ("volume", "28"))},
        {"title": "Corrigendum: Fog in the Harbours of the North", "authors": (), "year": 2023},
        {"title": "Retraction Notice to “Fog in the harbours of the north”", "authors": "The Editors", "year": 2025},
        {"title": "Expression of concern: Fog in the harbours of the north", "authors": ()},
        {"title": "Comment on “Fog in the harbours of the north”", "authors": "Eve Null", "year": 2021},
        {"title": "Fog in the harbours of the north: a reply", "authors": "Ana Diaz", "year": 2021},
        {"title": "Fog in the harbours of the north (vol 27, pg 205, 2020)", "year": 2021},
        {"title": "Fog in the harbours of the north (Spanish version)", "venue": Venue("Luces")},
        {"title": "Reprint of: Fog in the harbours of the north", "year": 2022, "details": (("volume", "30"),)},
        {"venue": Venue("Readings in Weather", VenueKind.BOOK), "year": 2024, "details": ()},
        {"venue": Venue("Fog Conference", VenueKind.CONFERENCE), "year": 2018, "details": (("pages", "7-12"),)},
        {"details": (("pages", "S12"), ("volume", "26")), "year": 2019},
        {
            "title": "Fog in the harbours of the north: an extended version",
            "venue": Venue("Annals of Weather", VenueKind.JOURNAL),
            "year": 2022,
            "details": (("pages", "1-40"), ("volume", "3")),
        },
    ],
    ids=lambda other: other.get("title") or f"{other.get('venue')} {other.get('year')}",
)
@pytest.mark.parametrize("names", [["doi:10.1000/fog.99"], ["doi:10.2000/99"], ["pmid:31000002"], []])
def test_notes_and_versions_with_names_of_their_own_are_related(names: list[str], other: dict[str, Any]) -> None:
    one, second = (
        sketch(record("crossref", "1", **ARTICLE)),
        sketch(record("crossref", "2", **{**ARTICLE, **other, "ids": names})),
    )

    found = compare(one, second)

    assert found.sameness is RELATED, found
    assert list(meetings([one, second])) == [(0, 1)]
    assert relate({("a", "1"): one, ("a", "2"): second}).related == [Question(0, 1, found.why)]


def test_the_same_pages_under_another_title_and_doi_are_related() -> None:
    other = {"title": "Nebel in den Häfen des Nordens", "ids": ["doi:10.1000/fog.2020.18"]}

    assert compare(sketch(record(**ARTICLE)), sketch(record(**{**ARTICLE, **other}))).sameness is RELATED


def test_a_model_is_read_as_it_is_told() -> None:
    told = {"bias": -1.0, "same": 0.7, "ask": 0.3, "trees": [["title", 0.9, -2.0, ["year", 0.5, 0.5, 3.0]], 0.25]}
    copy = likeness(sketch(record(title="Fog", year=2020)), sketch(record(title="Fog", year=2020)))

    model = read_model(told)

    assert model.chance(copy) == pytest.approx(1 / (1 + math.exp(-2.25)))
    assert model.chance(copy._replace(title=0.5)) == pytest.approx(1 / (1 + math.exp(2.75)))


said: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["fog in ports", "fog in the ports", "fog", "editorial", "frogs of the amazon"]),
    "surnames": st.sampled_from([(), ("diaz",), ("diaz", "chen"), ("null",)]),
    "year": st.none() | st.integers(2018, 2022),
    "identifiers": st.just(frozenset()),
    "venue": st.sampled_from([None, "journal of fog", "fog conference", "arxiv"]),
    "volume": st.sampled_from([None, "1", "2"]),
    "pages": st.sampled_from([None, Pages("1", "9"), Pages("20", "31")]),
}
fields = st.fixed_dictionaries(said)


@given(fields, fields)
def test_more_likeness_never_makes_one_work_less_likely(one: dict[str, Any], other: dict[str, Any]) -> None:
    alike = likeness(Sketch(**one), Sketch(**other))
    model = shipped_model()

    for field in ("title", "first", "met", "year", "venue", "volume", "pages", "doi", "abstract"):
        assert model.chance(alike._replace(**{field: 1.0})) >= model.chance(alike) - 1e-9


@given(fields, fields)
def test_accounts_with_all_fields_compare_the_same_in_either_order(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert compare(Sketch(**one), Sketch(**other)) == compare(Sketch(**other), Sketch(**one))
