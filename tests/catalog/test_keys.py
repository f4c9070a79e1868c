"""Cite keys after a pattern of the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.catalog.settle import settle
from survey.catalog.take import Intake, take_page
from survey.model.record import Record
from tests.catalog.making import NOW

if TYPE_CHECKING:
    from tests.catalog.making import Shelf


def _hu(number: int) -> Record:
    return Record(
        source="arxiv", key=str(number), title=f"Doors of the {number}th Kind", authors=("Ed Hu", "Li Bo"), year=2022
    )


def _take(shelf: Shelf, pattern: str, *records: Record) -> None:
    with shelf.catalog.writing() as connection:
        take_page(connection.execution_options(cite_key=pattern), records, Intake(), now=NOW)


def test_new_papers_are_called_after_the_pattern_and_alike_ones_get_letters(shelf: Shelf) -> None:
    _take(shelf, "{authors:2,Camel}{yy}", _hu(1), _hu(2), _hu(3))

    assert [view["key"] for view in shelf.views()] == ["HuBo22", "HuBo22b", "HuBo22c"]


def test_a_paper_of_the_survey_keeps_its_key_whatever_the_pattern_becomes(shelf: Shelf) -> None:
    (paper,) = shelf.add(_hu(1))

    with shelf.catalog.writing() as connection:
        settle(connection.execution_options(cite_key="{author:UPPER}"), [paper])
    _take(shelf, "{author:UPPER}", _hu(2))

    assert [view["key"] for view in shelf.views()] == ["hu2022doors", "HU"]
