"""Which accounts meet."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.blocks import meetings
from survey.model.sketch import Sketch, sketch
from tests.model.making import record

PORTS = "Fog in the harbours of the north and what it does to lights"


def met(*titles: str, **said: Any) -> bool:
    usual: dict[str, Any] = {"authors": "Ana Diaz; Bo Chen", "year": 2020, **said}
    return (0, 1) in meetings([sketch(record("bib", str(at), title=title, **usual)) for at, title in enumerate(titles)])


def test_those_with_a_common_identifier_meet() -> None:
    one = sketch(record("a", ids=["doi:10.1000/a"]))
    other = sketch(record("b", ids=["doi:10.1000/a"], title="Fog"))

    assert list(meetings([one, other])) == [(0, 1)]


def test_those_whose_titles_begin_or_end_alike_meet() -> None:
    assert met(PORTS, PORTS.replace("lights", "boats"), authors=(), year=None)
    assert met(PORTS, f"On {PORTS}", authors=(), year=None)
    assert not met(PORTS, "Frogs of the Amazon", authors=(), year=None)


def test_those_by_the_same_authors_meet_whatever_the_titles_say() -> None:
    assert met("Fog", "Frogs")


@pytest.mark.parametrize(
    "note",
    [
        "Erratum to: {}",
        "{}: Corrigendum",
        "Retraction notice to {}",
        "Comment on “{}”",
        "Reply to comments on {}",
        "Reprint of: {}",
        "{} (German translation)",
    ],
)
def test_a_note_by_others_meets_its_work_however_short_its_title(note: str) -> None:
    fog = sketch(record("bib", title="Fog in harbours", authors="Ana Diaz", year=2020))

    assert (0, 1) in meetings([fog, sketch(record("bib", title=note.format("Fog in harbours")))])


@given(st.integers(40, 400))
def test_a_block_never_explodes_and_copies_are_never_lost(number: int) -> None:
    same = Sketch("notes of a harbour master", ("diaz",), 2020, frozenset())
    crowd = [Sketch(f"notes of a harbour master {at:03d}", ("diaz",), 2020, frozenset()) for at in range(number)]

    found = list(meetings([same, *crowd, same]))

    assert (0, number + 1) in found
    assert len(set(found)) == len(found)
    assert all(one < other for one, other in found)
    assert len(found) <= 8 * 9 * (number + 2)
