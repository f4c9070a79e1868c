"""A wrong merge comes apart, and stays so: what was merged by hand is as it was, and the rest is the user's choice."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.catalog import edit
from survey.catalog.change import undo
from survey.catalog.split import split
from survey.model.errors import AskedWronglyError
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf, faults
from tests.model.making import record

if TYPE_CHECKING:
    from collections.abc import Callable

ARXIV, CROSSREF, OPENALEX = ("arxiv", "1"), ("crossref", "2"), ("openalex", "3")
LANTERNS: dict[str, Any] = {"title": "Lanterns in the Fog", "authors": "Ada Moreau; Grace Lindqvist", "year": 2020}
ONE = record(*ARXIV, ids=["arxiv:2001.00001"], **LANTERNS)
OTHER = record(*CROSSREF, ids=["doi:10.1234/y"], title="Tides of the Harbour", authors="Bo Falk", year=2015)
BRIDGE = record(*OPENALEX, ids=["arxiv:2001.00001"], **LANTERNS)


def said_of_both(shelf: Shelf) -> tuple[int, int]:
    """Two papers, each with everything a user can say."""
    one, other = shelf.add(ONE, OTHER)
    for paper in (one, other):
        edit.tag_paper(shelf.catalog, paper, on=["fog", f"tag{paper}"], off=[], now=NOW)
        edit.write_note(shelf.catalog, paper, f"note {paper}", now=NOW)
        edit.edit_paper(shelf.catalog, paper, {"abstract": f"Abstract {paper}"}, now=NOW)
    return one, other


def dump(shelf: Shelf) -> list[str]:
    """Everything in the catalog but what splitting adds: the word that two papers are different."""
    return [line for line in shelf.dump() if not line.startswith(('INSERT INTO "judgement"', 'INSERT INTO "pair"'))]


def test_accounts_that_leave_are_a_paper_of_their_own(shelf: Shelf) -> None:
    (paper, _) = shelf.add(ONE, BRIDGE)
    edit.tag_paper(shelf.catalog, paper, on=["fog"], off=[], now=NOW)
    edit.write_note(shelf.catalog, paper, "dim", now=NOW)

    other = split(shelf.catalog, paper, [OPENALEX], now=LATER)

    stays, leaves = shelf.view("moreau2020lanterns"), shelf.view("moreau2020lanternsb")
    assert shelf.partition() == {frozenset({ARXIV}), frozenset({OPENALEX})}
    assert (stays["tags"], len(stays["notes"]), stays["sources"]) == (["fog"], 1, ["arxiv"])
    assert (leaves["tags"], leaves["notes"], leaves["sources"]) == ([], [], ["openalex"])
    assert stays["added"] == leaves["added"] is not None
    assert shelf.paper("moreau2020lanternsb") == other != paper
    assert shelf.pairs() == set()
    assert faults(shelf.path) == []


def test_a_split_of_what_was_only_found_adds_nothing(shelf: Shelf) -> None:
    intake = shelf.take(ONE, BRIDGE)

    split(shelf.catalog, intake.papers[ARXIV], [OPENALEX], now=LATER)

    assert [view["added"] for view in shelf.views()] == [None, None]


def test_a_split_can_be_taken_back(shelf: Shelf) -> None:
    (paper, _) = shelf.add(ONE, BRIDGE, tags=["fog"])
    before = shelf.views()
    other = split(shelf.catalog, paper, [OPENALEX], now=NOW)
    shelf.take(record("openalex", "9", title="Said since"), now=LATER)
    edit.write_note(shelf.catalog, other, "mine", now=LATER)
    undo(shelf.catalog, now=LATER)

    assert undo(shelf.catalog, now=LATER) == "split moreau2020lanterns"

    assert [view for view in shelf.views() if view["title"] != "Said since"] == before
    assert faults(shelf.path) == []


def test_what_arrived_for_the_one_that_left_comes_back_with_it(shelf: Shelf) -> None:
    (paper, _) = shelf.add(ONE, BRIDGE)
    split(shelf.catalog, paper, [OPENALEX], now=NOW)
    shelf.take(record(*OPENALEX, ids=["arxiv:2001.00001", "doi:10.1234/z"], **LANTERNS), now=LATER)
    shelf.take(record("datacite", "4", ids=["doi:10.1234/z"], **LANTERNS), now=LATER)
    assert {OPENALEX, ("datacite", "4")} in shelf.partition()

    undo(shelf.catalog, now=LATER)

    assert shelf.partition() == {frozenset({ARXIV, OPENALEX, ("datacite", "4")})}
    assert faults(shelf.path) == []


def test_what_arrived_for_a_restored_paper_is_merged_again_with_it(shelf: Shelf) -> None:
    one, other = said_of_both(shelf)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    merged = shelf.views()
    split(shelf.catalog, one, [CROSSREF], now=LATER)
    shelf.take(record("datacite", "4", ids=["doi:10.1234/y"], title=OTHER.title, authors="Bo Falk"), now=LATER)

    undo(shelf.catalog, now=LATER)

    (view,) = shelf.views()
    assert {place[0] for places in shelf.partition() for place in places} == {"arxiv", "crossref", "datacite", "hand"}
    assert view["tags"] == merged[0]["tags"]
    assert view["notes"] == merged[0]["notes"]
    assert faults(shelf.path) == []


def test_a_split_is_taken_back_of_a_paper_that_became_part_of_another_since(shelf: Shelf) -> None:
    sea: dict[str, Any] = {"title": "Lanterns at Sea", "authors": "Ada Moreau", "year": 2020}
    (third,) = shelf.add(record("datacite", "8", ids=["doi:10.1234/q"], **sea))
    (paper, _) = shelf.add(ONE, BRIDGE)
    split(shelf.catalog, paper, [OPENALEX], now=NOW)
    shelf.take(record(*OPENALEX, ids=["doi:10.1234/q"], **sea), now=LATER)
    assert {OPENALEX, ("datacite", "8")} in shelf.partition()

    undo(shelf.catalog, now=LATER)

    assert shelf.partition() == {frozenset({ARXIV, OPENALEX}), frozenset({("datacite", "8")})}
    assert shelf.paper("lanterns at sea") == third
    assert faults(shelf.path) == []


@pytest.mark.parametrize("leaving", [[], [("nobody", "0")], [ARXIV, OPENALEX]])
def test_something_leaves_and_something_stays(shelf: Shelf, leaving: list[tuple[str, str]]) -> None:
    (paper, _) = shelf.add(ONE, BRIDGE)
    edit.edit_paper(shelf.catalog, paper, {"year": 1999}, now=NOW)
    before = shelf.dump()

    with pytest.raises(AskedWronglyError):
        split(shelf.catalog, paper, leaving, now=LATER)

    assert shelf.dump() == before


@pytest.mark.parametrize("leaving", [[ARXIV], [CROSSREF]])
def test_what_was_merged_by_hand_comes_apart_with_every_field_note_tag_and_key(
    shelf: Shelf, leaving: list[tuple[str, str]]
) -> None:
    one, other = said_of_both(shelf)
    before = dump(shelf)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    assert dump(shelf) != before

    split(shelf.catalog, one, leaving, now=LATER)

    assert dump(shelf) == before
    assert faults(shelf.path) == []


def test_what_was_said_since_the_merge_stays_with_the_first(shelf: Shelf) -> None:
    one, other = said_of_both(shelf)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    edit.tag_paper(shelf.catalog, one, on=["since"], off=[], now=LATER)
    edit.write_note(shelf.catalog, one, "since", now=LATER)
    shelf.take(BRIDGE, now=LATER)

    split(shelf.catalog, one, [CROSSREF], now=LATER)

    first, second = shelf.view("2001.00001"), shelf.view("10.1234/y")
    assert first["tags"] == ["fog", "since", f"tag{one}"]
    assert [note["text"] for note in first["notes"]] == [f"note {one}", "since"]
    assert first["sources"] == ["arxiv", "hand", "openalex"]
    assert (second["tags"], second["sources"]) == (["fog", f"tag{other}"], ["crossref", "hand"])


def test_of_several_merged_by_hand_any_may_leave(shelf: Shelf) -> None:
    one, other = said_of_both(shelf)
    (third,) = shelf.add(record("openalex", "9", title="Dew", authors="Eve Null", year=2001), tags=["fog", "dew"])
    before = dump(shelf)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    edit.judge(shelf.catalog, one, third, Sameness.SAME, now=NOW)

    split(shelf.catalog, one, [CROSSREF], now=LATER)
    assert shelf.view("2001.00001")["tags"] == ["dew", "fog", f"tag{one}"]
    split(shelf.catalog, one, [("openalex", "9")], now=LATER)

    assert dump(shelf) == before
    assert faults(shelf.path) == []


def test_two_that_were_merged_one_after_the_other_may_leave_together(shelf: Shelf) -> None:
    one, other = said_of_both(shelf)
    (third,) = shelf.add(record("openalex", "9", title="Dew", authors="Eve Null", year=2001), tags=["dew"])
    for paper in (other, third):
        edit.judge(shelf.catalog, one, paper, Sameness.SAME, now=NOW)

    split(shelf.catalog, one, [CROSSREF, ("openalex", "9")], now=LATER)

    assert shelf.partition() >= {frozenset({ARXIV, ("hand", uid(shelf, one))})}
    assert shelf.view("10.1234/y")["tags"] == ["dew", "fog", f"tag{other}"]
    assert shelf.paper("null2001dew") == shelf.paper("10.1234/y") == other
    assert faults(shelf.path) == []


def test_what_came_in_with_a_merge_that_was_merged_on_leaves_with_it_or_alone(shelf: Shelf) -> None:
    one, other = said_of_both(shelf)
    (third,) = shelf.add(record("openalex", "9", title="Dew", authors="Eve Null", year=2001))
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    together = dump(shelf)
    edit.judge(shelf.catalog, third, one, Sameness.SAME, now=NOW)

    split(shelf.catalog, third, [ARXIV, CROSSREF], now=LATER)
    assert dump(shelf) == together
    undo(shelf.catalog, now=LATER)
    split(shelf.catalog, third, [CROSSREF], now=LATER)

    assert shelf.partition() >= {frozenset({CROSSREF, ("hand", uid(shelf, other))})}
    assert shelf.view("10.1234/y")["tags"] == ["fog", f"tag{other}"]
    assert faults(shelf.path) == []


def test_only_a_piece_of_what_was_merged_by_hand_leaves_without_what_was_said(shelf: Shelf) -> None:
    one, other = said_of_both(shelf)
    shelf.take(record("openalex", "9", ids=["doi:10.1234/y"], title=OTHER.title, authors="Bo Falk"), now=NOW)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    split(shelf.catalog, one, [("openalex", "9")], now=LATER)

    assert shelf.view("2001.00001")["tags"] == ["fog", f"tag{one}", f"tag{other}"]
    assert {("openalex", "9")} in shelf.partition()
    split(shelf.catalog, one, [CROSSREF], now=LATER)
    assert shelf.view("2001.00001")["tags"] == ["fog", f"tag{one}"]
    assert len(shelf.partition()) == 3
    assert faults(shelf.path) == []


def test_merging_again_after_a_split_is_possible(shelf: Shelf) -> None:
    one, other = said_of_both(shelf)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
    merged = shelf.views()
    split(shelf.catalog, one, [CROSSREF], now=LATER)

    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=LATER)

    assert shelf.views() == merged
    assert shelf.rows("SELECT verdict FROM judgement") == [("same",)]


def uid(shelf: Shelf, paper: int) -> str:
    """The name of `paper` that never changes."""
    return str(shelf.rows("SELECT uid FROM paper WHERE id = ?", paper)[0][0])


LATE = {
    "of the first": record("datacite", "5", ids=["arxiv:2001.00001"], **LANTERNS),
    "of the second": record("semantic_scholar", "6", ids=["doi:10.1234/y"], title=OTHER.title, authors="Bo Falk"),
    "of both": record("papers_with_code", "7", ids=["arxiv:2001.00001", "doi:10.1234/y"], title=OTHER.title),
    "the second once more": record(*CROSSREF, ids=["doi:10.1234/y", "arxiv:2001.00001"], title="Tides", year=2016),
}


def test_what_arrives_later_goes_where_the_users_word_says_in_any_order() -> None:
    found = []
    for order in permutations(LATE.values()):
        with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
            one, other = shelf.add(ONE, OTHER)
            edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)
            split(shelf.catalog, one, [CROSSREF], now=NOW)
            for each in order:
                shelf.take(each, now=LATER)
            found.append(shelf.partition())
            assert shelf.pairs() == set()
            assert faults(shelf.path) == []

    (first,) = [each for each in found[0] if ARXIV in each]
    assert all(each == found[0] for each in found)
    assert ("datacite", "5") in first
    assert CROSSREF not in first


words = st.sampled_from(["fog", "dew", "todo"])
say: st.SearchStrategy[Callable[[Shelf, int], object]] = st.one_of(
    st.builds(lambda tag: lambda shelf, paper: edit.tag_paper(shelf.catalog, paper, on=[tag], off=[], now=NOW), words),
    st.builds(lambda text: lambda shelf, paper: edit.write_note(shelf.catalog, paper, text, now=NOW), words),
    st.builds(
        lambda title: lambda shelf, paper: edit.edit_paper(shelf.catalog, paper, {"title": title}, now=NOW), words
    ),
    st.builds(
        lambda count: (
            lambda shelf, paper: edit.edit_paper(shelf.catalog, paper, {"citations": [count, "2020-01-01"]}, now=NOW)
        ),
        st.integers(0, 9),
    ),
    st.just(lambda shelf, paper: edit.add_papers(shelf.catalog, [paper], now=LATER)),
    st.just(lambda shelf, paper: edit.remove_papers(shelf.catalog, [paper], now=NOW)),
)


@given(st.lists(say, max_size=4), st.lists(say, max_size=4), st.booleans(), st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_merge_then_split_restores_every_field_note_tag_and_decision(
    of_one: list[Callable[[Shelf, int], object]],
    of_other: list[Callable[[Shelf, int], object]],
    added: bool,  # noqa: FBT001
    swapped: bool,  # noqa: FBT001
) -> None:
    with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
        one, other = shelf.add(ONE, OTHER) if added else shelf.take(ONE, OTHER).papers.values()
        for paper, said in ((one, of_one), (other, of_other)):
            for each in said:
                each(shelf, paper)
        (third,) = shelf.add(record("openalex", "9", title="Dew", authors="Eve Null", year=2001))
        edit.judge(shelf.catalog, third, other, Sameness.DIFFERENT, now=NOW)
        before, decided = dump(shelf), shelf.rows("SELECT * FROM judgement")
        kept, gone = (other, one) if swapped else (one, other)
        edit.judge(shelf.catalog, kept, gone, Sameness.SAME, now=NOW)

        split(shelf.catalog, kept, [CROSSREF], now=LATER)

        assert dump(shelf) == before
        assert set(decided) < set(shelf.rows("SELECT * FROM judgement"))
        assert faults(shelf.path) == []


WORKS = [
    record("openalex", str(number), ids=[f"doi:10.1234/{number}"], title=title, authors=f"Author {number}", year=2000)
    for number, title in enumerate(["Dew", "Fog at Sea", "Tides", "Harbour Lights"])
]


@given(
    st.lists(st.tuples(st.sampled_from(["same", "different", "split", "say"]), *[st.integers(0, 3)] * 2), max_size=7)
)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_merged_and_split_can_be_taken_back_and_nothing_is_lost(words: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
        papers = shelf.add(*WORKS, tags=["mine"])
        shelf.take(*(replace(each, source="crossref") for each in WORKS))
        before, pairs = shelf.views(), shelf.pairs()

        for word, one, other in words:
            try:
                if word == "say":
                    say_all(shelf, papers[one], f"tag{other}")
                elif word == "split":
                    split(shelf.catalog, papers[one], [("openalex", str(other))], now=LATER)
                else:
                    edit.judge(shelf.catalog, papers[one], papers[other], Sameness(word), now=LATER)
            except AskedWronglyError:
                continue
            assert faults(shelf.path) == []
            assert sum(len(places) for places in shelf.partition()) == len(
                shelf.rows("SELECT 1 FROM record WHERE superseded_at IS NULL")
            )
        while len(shelf.rows("SELECT 1 FROM change WHERE undone_at IS NULL")) > 1:
            undo(shelf.catalog, now=LATER)
            assert faults(shelf.path) == []

        assert (shelf.views(), shelf.pairs()) == (before, pairs)


def say_all(shelf: Shelf, paper: int, word: str) -> None:
    """Tags `paper`, notes it and edits it."""
    edit.tag_paper(shelf.catalog, paper, on=[word], off=[], now=LATER)
    edit.write_note(shelf.catalog, paper, word, now=LATER)
    edit.edit_paper(shelf.catalog, paper, {"abstract": word}, now=LATER)
