"""What the user says stands: over sources, over merges, and until it is undone."""

from __future__ import annotations

import pytest

from survey.catalog import edit
from survey.catalog.change import undo
from survey.model.errors import SurveyError
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf
from tests.model.making import record

ONE = record("arxiv", "1", ids=["arxiv:2001.00001"], title="Lanterns in the Fog", authors=("Ada Moreau",), year=2020)
OTHER = record("crossref", "2", ids=["doi:10.1234/y"], title="Lanterns in the Fog", authors=("Ada Moreau",), year=2015)


def test_an_edit_by_hand_survives_whatever_sources_say_later(shelf: Shelf) -> None:
    (paper,) = shelf.add(ONE)

    edit.edit_paper(shelf.catalog, paper, {"title": "My title", "year": 1999}, now=NOW)
    shelf.take(record("arxiv", "1", ids=["arxiv:2001.00001"], title="Their new title", year=2022), now=LATER)

    (view,) = shelf.views()
    assert (view["title"], view["year"]) == ("My title", 1999)
    assert view["origins"]["title"]["source"] == "hand"


def test_undo_takes_back_one_change_after_the_other_until_there_is_none(shelf: Shelf) -> None:
    (paper,) = shelf.add(ONE)
    before = shelf.views()
    edit.tag_paper(shelf.catalog, paper, on=["fog"], off=[], now=NOW)
    edit.write_note(shelf.catalog, paper, "dim", now=NOW)
    edit.edit_paper(shelf.catalog, paper, {"year": 1999}, now=NOW)

    undone = [undo(shelf.catalog, now=LATER) for _ in range(3)]

    assert undone == ["set year", "note", "tag +fog"]
    assert shelf.views() == before
    undo(shelf.catalog, now=LATER)
    with pytest.raises(SurveyError, match="nothing to undo"):
        undo(shelf.catalog, now=LATER)


def test_same_merges_and_undo_restores_every_note_tag_and_key(shelf: Shelf) -> None:
    one, other = shelf.add(ONE, OTHER)
    edit.tag_paper(shelf.catalog, other, on=["old"], off=[], now=NOW)
    edit.write_note(shelf.catalog, other, "the journal version", now=NOW)
    before, keys = shelf.views(), [view["key"] for view in shelf.views()]
    assert len(shelf.pairs()) == 1

    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    (merged,) = shelf.views()
    assert (merged["tags"], [note["text"] for note in merged["notes"]]) == (["old"], ["the journal version"])
    assert {shelf.paper(key) for key in keys} == {one}
    assert shelf.pairs() == set()

    undo(shelf.catalog, now=LATER)

    assert shelf.views() == before
    assert len(shelf.pairs()) == 1


def test_different_binds_whatever_arrives_later(shelf: Shelf) -> None:
    one, other = shelf.add(ONE, OTHER)
    edit.judge(shelf.catalog, one, other, Sameness.DIFFERENT, now=NOW)

    shelf.take(record("semantic_scholar", "3", ids=["arxiv:2001.00001", "doi:10.1234/y"], title="Lanterns in the Fog"))

    assert {shelf.paper("arxiv:2001.00001"), shelf.paper("10.1234/y")} == {one, other}
    assert shelf.pairs() == set()


def test_rm_hides_a_paper_and_keeps_what_was_said_of_it(shelf: Shelf) -> None:
    (paper,) = shelf.add(ONE, tags=["fog"])
    edit.write_note(shelf.catalog, paper, "dim", now=NOW)
    before = shelf.views()

    edit.remove_papers(shelf.catalog, [paper], now=NOW)
    (hidden,) = shelf.views()
    undo(shelf.catalog, now=LATER)

    assert hidden["added"] is None
    assert hidden["tags"] == ["fog"]
    assert shelf.views() == before
