"""What the user says stands: over sources, over merges, and until it is undone."""

from __future__ import annotations

import pytest

from survey.catalog import edit
from survey.catalog.change import undo
from survey.model.errors import AskedWronglyError, SurveyError
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf, faults
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


def test_an_edit_taken_back_lets_the_sources_speak_again(shelf: Shelf) -> None:
    (paper,) = shelf.add(ONE)
    edit.edit_paper(shelf.catalog, paper, {"title": "My title", "year": 1999}, now=NOW)

    edit.edit_paper(shelf.catalog, paper, {"title": None}, now=LATER)

    view = shelf.view("2001.00001")
    assert (view["title"], view["year"]) == ("Lanterns in the Fog", 1999)
    edit.edit_paper(shelf.catalog, paper, {"year": None}, now=LATER)
    assert shelf.view("2001.00001")["sources"] == ["arxiv"]


def test_a_count_by_hand_is_shown_until_it_is_taken_back(shelf: Shelf) -> None:
    (paper,) = shelf.add(record(title="Lanterns", citations=3))

    edit.edit_paper(shelf.catalog, paper, {"citations": [9, "2020-01-01"]}, now=NOW)
    assert shelf.view("lanterns")["citations"] == {"count": 9, "source": "hand", "on": "2020-01-01"}
    edit.edit_paper(shelf.catalog, paper, {"year": 2001}, now=NOW)
    assert shelf.view("lanterns")["citations"]["count"] == 9
    edit.edit_paper(shelf.catalog, paper, {"citations": None}, now=LATER)

    assert shelf.view("lanterns")["citations"]["count"] == 3
    undo(shelf.catalog, now=LATER)
    assert shelf.view("lanterns")["citations"]["count"] == 9


def test_a_change_that_changes_nothing_is_not_remembered(shelf: Shelf) -> None:
    (paper,) = shelf.add(ONE, tags=["fog"])
    edit.edit_paper(shelf.catalog, paper, {"year": 1999}, now=NOW)

    edit.add_papers(shelf.catalog, [paper], now=LATER, tags=["fog"])
    edit.tag_paper(shelf.catalog, paper, on=["fog"], off=["dew"], now=LATER)
    edit.edit_paper(shelf.catalog, paper, {"year": 1999, "title": None}, now=LATER)

    assert undo(shelf.catalog, now=LATER) == "set year"


def test_text_that_no_file_can_hold_is_kept_without_what_is_wrong_with_it(shelf: Shelf) -> None:
    (paper,) = shelf.add(ONE, tags=["f\ud800og"])
    edit.write_note(shelf.catalog, paper, "di\x00m", now=NOW)
    edit.edit_paper(shelf.catalog, paper, {"abstract": "gr\ud800ey"}, now=NOW)
    edit.tag_paper(shelf.catalog, paper, on=[], off=["fo\x00g"], now=NOW)

    view = shelf.view("2001.00001")
    assert (view["tags"], view["notes"][0]["text"], view["abstract"]) == ([], "dim", "grey")


def merged(shelf: Shelf) -> tuple[int, int]:
    """Two papers, each with everything a user can say, of which the second was merged into the first."""
    one, other = shelf.add(ONE, OTHER)
    for paper in (one, other):
        edit.tag_paper(shelf.catalog, paper, on=["fog", f"tag{paper}"], off=[], now=NOW)
        edit.write_note(shelf.catalog, paper, f"note {paper}", now=NOW)
        edit.edit_paper(shelf.catalog, paper, {"abstract": f"Abstract {paper}"}, now=NOW)
    return one, other


def test_undoing_a_merge_restores_every_row(shelf: Shelf) -> None:
    one, other = merged(shelf)
    before = shelf.dump()
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    assert shelf.dump() != before

    undo(shelf.catalog, now=LATER)

    assert shelf.dump() == before
    assert faults(shelf.path) == []


def test_undoing_everything_leaves_what_was_found(shelf: Shelf) -> None:
    shelf.take(ONE, OTHER)
    before = shelf.dump()
    one, other = merged(shelf)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    edit.edit_paper(shelf.catalog, one, {"abstract": "Mine of both"}, now=LATER)
    assert shelf.view("2001.00001")["abstract"] == "Mine of both"
    edit.edit_paper(shelf.catalog, one, {"abstract": None}, now=LATER)
    assert shelf.view("2001.00001")["abstract"] is None
    edit.remove_papers(shelf.catalog, [one], now=LATER)

    while shelf.rows("SELECT 1 FROM change WHERE undone_at IS NULL"):
        undo(shelf.catalog, now=LATER)

    assert shelf.dump() == before
    assert faults(shelf.path) == []


def test_what_was_merged_by_hand_stays_so_whatever_sources_say(shelf: Shelf) -> None:
    one, other = shelf.add(
        record("arxiv", "1", ids=["arxiv:2001.00001"], title="Lanterns", authors="A Moreau"),
        record("arxiv", "2", ids=["arxiv:2001.00002"], title="Of Tides", authors="B Null"),
    )
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    shelf.take(record("openalex", "3", ids=["arxiv:2001.00002"], title="Of Tides", authors="B Null"), now=LATER)
    shelf.take(record("arxiv", "2", ids=["arxiv:2001.00002"], title="Of Tides, revised", authors="B Null"), now=LATER)

    assert len(shelf.views()) == 1
    assert shelf.paper("2001.00002") == one
    undo(shelf.catalog, now=LATER)
    assert shelf.paper("2001.00002") == other
    assert shelf.view("2001.00002")["title"] == "Of Tides, revised"
    assert shelf.view("2001.00002")["sources"] == ["arxiv", "openalex"]
    assert shelf.view("2001.00001")["sources"] == ["arxiv"]
    assert faults(shelf.path) == []


def test_different_binds_what_the_papers_become_later(shelf: Shelf) -> None:
    third = record("openalex", "3", ids=["doi:10.1234/z"], title="Dew", authors="Eve Null", year=2001)
    one, other, dew = shelf.add(ONE, OTHER, third)
    edit.judge(shelf.catalog, one, other, Sameness.DIFFERENT, now=NOW)
    edit.judge(shelf.catalog, dew, other, Sameness.SAME, now=NOW)

    shelf.take(record("semantic_scholar", "4", ids=["arxiv:2001.00001", "doi:10.1234/y"], title=ONE.title))

    assert len(shelf.views()) == 2
    assert shelf.pairs() == set()


def test_a_paper_that_a_source_merged_since_takes_the_users_undoing_along(shelf: Shelf) -> None:
    one, other = shelf.add(
        record("arxiv", "1", ids=["arxiv:2001.00001"], title="Lanterns", authors="A Moreau"),
        record("crossref", "2", ids=["doi:10.1234/y"], title="Lanterns at sea", authors="A Moreau"),
    )
    edit.tag_paper(shelf.catalog, other, on=["fog"], off=[], now=NOW)
    edit.write_note(shelf.catalog, other, "dim", now=NOW)
    shelf.take(record("openalex", "3", ids=["arxiv:2001.00001", "doi:10.1234/y"]), now=LATER)
    assert shelf.view("lanterns")["tags"] == ["fog"]
    assert shelf.paper("moreaulanterns") == shelf.paper("moreaulanternsb") == one

    assert [undo(shelf.catalog, now=LATER) for _ in range(2)] == ["note", "tag +fog"]

    view = shelf.view("lanterns")
    assert (view["tags"], view["notes"]) == ([], [])
    assert undo(shelf.catalog, now=LATER) == "add 2 papers"
    assert shelf.view("lanterns")["added"] is None
    assert faults(shelf.path) == []


def test_one_paper_cannot_be_judged_against_itself(shelf: Shelf) -> None:
    one, other = shelf.add(ONE, OTHER)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    with pytest.raises(AskedWronglyError, match="one paper already"):
        edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)


def test_a_number_that_a_source_gave_may_be_used_after_its_paper_was_merged(shelf: Shelf) -> None:
    one, other = shelf.add(ONE, OTHER)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    edit.tag_paper(shelf.catalog, other, on=["fog"], off=[], now=NOW)
    edit.edit_paper(shelf.catalog, other, {"year": 1999}, now=NOW)
    assert edit.add_papers(shelf.catalog, [other, one], now=NOW) == set()

    view = shelf.view("2001.00001")
    assert (view["tags"], view["year"]) == (["fog"], 1999)
    edit.remove_papers(shelf.catalog, [other], now=NOW)
    assert shelf.view("2001.00001")["added"] is None
