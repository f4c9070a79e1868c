"""What is found around a record, among what the catalog keeps."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from survey.catalog.match import around, users_word
from survey.model.sketch import sketch
from tests.catalog.making import Shelf
from tests.model.making import record

KEPT: dict[str, Any] = {
    "title": "Fog in the harbours of the north and its lights",
    "authors": "Ana Diaz; Bo Chen",
    "year": 2020,
}


TITLES = ("Fog in the harbours", "Frogs of the Amazon", "Lamps of paper")


def found(shelf: Shelf, **said: Any) -> bool:
    """Whether the one record kept is found around another that says `said`."""
    newcomer = record("crossref", "b", **{**KEPT, **said})
    with shelf.catalog.writing() as connection:
        return bool(around(connection, {("crossref", "b"): sketch(newcomer)}, ()).kept)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"title": "Fog in the harbours of the north and its light"},
        {"title": "On fog in the harbours of the north and its lights"},
        {"authors": "Eve Null", "title": "Fog in the harbours of the north, and its lights!"},
        {"authors": (), "title": "Fog in the harbour of the north and its lights"},
    ],
)
def test_what_may_be_one_is_found_though_it_is_spelt_otherwise(shelf: Shelf, said: dict[str, Any]) -> None:
    shelf.take(record("arxiv", "a", **KEPT))

    assert found(shelf, **said)


@pytest.mark.parametrize("said", [{"title": "Frogs of the Amazon"}, {"title": "Editorial"}, {"title": None}])
def test_other_papers_by_the_same_authors_are_not(shelf: Shelf, said: dict[str, Any]) -> None:
    shelf.take(record("arxiv", "a", **KEPT))

    assert not found(shelf, **said)


def test_a_preprint_and_the_paper_under_a_title_that_begins_otherwise_come_together(shelf: Shelf) -> None:
    shelf.take(record("arxiv", "a", **KEPT, venue="arXiv"))

    shelf.take(record("crossref", "b", **{**KEPT, "title": f"On {KEPT['title']}", "year": 2021}, venue="Fog Journal"))

    assert len(shelf.views()) == 1 or len(shelf.pairs()) == 1


@pytest.mark.parametrize("title", ["Lamps in harbors of the north", "A study of lamps in harbours of the norths"])
def test_of_many_titles_only_those_that_lie_beside_a_newcomers_are_looked_at(shelf: Shelf, title: str) -> None:
    shelf.take(
        record("arxiv", "a", **{**KEPT, "title": "A study of lamps in harbours of the north"}),
        *(record("arxiv", f"a{n}", **{**KEPT, "title": f"A study of {n} frogs in the Amazon"}) for n in range(40)),
    )
    newcomer = {("crossref", "c"): sketch(record(**{**KEPT, "title": title}))}

    with shelf.catalog.writing() as connection:
        kept = around(connection, newcomer, ()).kept

    assert set(kept) == {("arxiv", "a")}


@pytest.mark.parametrize(("authors", "is_found"), [("Bo Chen; Eve Null", True), ("Eve Null", False), ((), True)])
def test_under_a_title_spelt_otherwise_a_name_in_common_is_asked_for_where_names_are_known(
    shelf: Shelf, *, authors: Any, is_found: bool
) -> None:
    shelf.take(record("arxiv", "a", **KEPT))

    assert found(shelf, title=f"On {KEPT['title']}", authors=authors) is is_found


def test_a_title_that_very_many_have_says_nothing(shelf: Shelf) -> None:
    alike = {**KEPT, "title": "A review of the literature"}
    shelf.take(*(record("arxiv", str(n), **{**alike, "authors": f"Ana {'abcdefghij'[n % 10]}{n}"}) for n in range(99)))
    shelf.take(record("arxiv", "the hundredth", **alike))
    before = found(shelf, title=alike["title"])

    shelf.take(record("arxiv", "one more", **alike))

    assert (before, found(shelf, title=alike["title"])) == (True, False)


def test_from_doubt_to_doubt_one_comes_only_so_far(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = shelf.add(*(record(key=str(n), title=f"{title} once") for n, title in enumerate(TITLES)))
    with shelf.catalog.writing() as connection:
        for pair in pairwise(sorted(papers)):
            connection.exec_driver_sql("INSERT INTO pair VALUES (?, ?, 'same title', '2026')", pair)

    reached = []
    for room in (0, 1, 2):
        monkeypatch.setattr("survey.catalog.match._ROOM", room)
        with shelf.catalog.writing() as connection:
            reached.append(len({each.paper for each in around(connection, {}, papers[:1]).kept.values()}))

    assert reached == [1, 2, 3]


def test_what_was_said_of_other_papers_is_no_word_on_these(shelf: Shelf) -> None:
    one, other, third = shelf.add(*(record(key=str(number), title=title) for number, title in enumerate(TITLES)))
    with shelf.catalog.writing() as connection:
        first, second = sorted(
            uid for (uid,) in connection.exec_driver_sql("SELECT uid FROM paper WHERE id <> ?", (third,))
        )
        connection.exec_driver_sql("INSERT INTO judgement VALUES (?, ?, 'different', '2026')", (first, second))

    with shelf.catalog.writing() as connection:
        said = [users_word(connection, {paper}).apart for paper in (one, other, third)]

    assert said == [{frozenset({one, other})}, {frozenset({one, other})}, frozenset()]
