"""Titles that lie beside another, read from either end."""

from __future__ import annotations

import pytest

from survey.catalog.beside import beside
from tests.catalog.making import Shelf
from tests.model.making import record

LAMPS = "lamps of the northern harbours"


def found(shelf: Shelf, *titles: str, reach: int = 1) -> set[str]:
    """What lies so near LAMPS, where these `titles` are kept."""
    shelf.take(*(record(key=str(number), title=title) for number, title in enumerate(titles)))
    with shelf.catalog.reading() as reader:
        return beside(reader, LAMPS, reach)


@pytest.mark.parametrize(
    "title", ["lamps of the northern harbour", "the lamps of the northern harbours", "lamps of the northern harbours 2"]
)
def test_a_title_that_begins_or_ends_alike_is_found_among_others(shelf: Shelf, title: str) -> None:
    assert found(shelf, title, LAMPS, "frogs", "lampreys", "zebras", "arborea") == {title}


def test_what_lies_farther_is_not_looked_at_and_a_title_of_many_records_counts_once(shelf: Shelf) -> None:
    near, far = f"{LAMPS} a", f"{LAMPS} b"

    assert found(shelf, near, near, near, far, "zoos") == {near}
    with shelf.catalog.reading() as reader:
        assert beside(reader, LAMPS, 2) == {near, far}


def test_letters_beyond_the_first_plane_are_read_backwards_whole(shelf: Shelf) -> None:
    shelf.take(record(title="𠀋 lamps of the harbours"))

    with shelf.catalog.reading() as reader:
        assert beside(reader, "lamps of the harbours") == {"𠀋 lamps of the harbours"}
