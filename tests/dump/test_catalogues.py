"""The lists of methods and datasets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.dump.making import DAY, SITE, Entry, dataset, method, paper

if TYPE_CHECKING:
    from tests.dump.making import Shelf


def introduced(shelf: Shelf) -> list[list[str]]:
    return [each["introduces"] for each in shelf.papers()]


def test_a_paper_is_known_to_have_introduced_its_methods(shelf: Shelf) -> None:
    of_page = {"title": "Whatever", "url": SITE + "sparse-lanterns"}
    shelf.take(paper(), paper("tidal-memory"), name="papers.json")

    shelf.take(
        method("LANTERN", paper=of_page),
        method("CANDLE", paper=of_page),
        method("TIDE", source_title="Tidal memory"),
        method("SAND", paper={"title": "On Dunes", "url": None}),
        name="methods.json",
    )

    assert introduced(shelf) == [["CANDLE", "LANTERN"], ["TIDE"]]


@pytest.mark.parametrize("later_first", [True, False])
def test_the_newest_list_says_who_introduced_a_method(shelf: Shelf, *, later_first: bool) -> None:
    shelf.take(paper(), paper("tidal-memory"), name="papers.json")
    by = {DAY: "sparse-lanterns", DAY + timedelta(days=1): "tidal-memory"}

    for on in sorted(by, reverse=later_first):
        shelf.take(method("LANTERN", paper={"url": SITE + by[on]}), on=on, name=f"methods-{on}.json")

    assert introduced(shelf) == [[], ["LANTERN"]]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (method(""), "a method without a name"),
        (method("***"), "a method without a name"),
        (method("ooJpiued", description="Please enter a description…"), "a method that nobody described"),
        (dataset("?"), "a dataset without a name"),
    ],
)
def test_junk_is_skipped_and_listed(shelf: Shelf, entry: Entry, why: str) -> None:
    tally = shelf.take(entry)

    assert (tally.read, tally.new, dict(tally.skipped)) == (1, 0, {why: 1})
    assert [each["why"] for each in shelf.dump.skipped()] == [why]


@pytest.mark.parametrize("entry", [method(), dataset("LongDocs", "Docs")])
def test_what_is_known_is_merged(shelf: Shelf, entry: Entry) -> None:
    first, second = shelf.take(entry), shelf.take(entry)

    assert (first.new, first.merged) == (1, 0)
    assert (second.new, second.merged) == (0, 1)
