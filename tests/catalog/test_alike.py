"""Papers by how much they are like one paper."""

from __future__ import annotations

import json

import pytest

from survey.catalog import edit
from survey.catalog.alike import Likeness, alike
from survey.catalog.read import EVERYTHING, Selection
from survey.catalog.references import keep_text, settle_references
from survey.model.reference import Citing, Reference, Resolved
from survey.model.same_work import Sameness
from tests.catalog.making import NOW, Shelf
from tests.model.making import record

LANTERNS = record(key="1", title="Sparse Lanterns", abstract="We read long documents by the light of lanterns.")
LAMPS = record(key="2", title="Dense Lanterns", abstract="Long documents are read by light.", year=2020)
DUNES = record(key="3", title="Counting Dunes", abstract="Sand is counted.")


def like(shelf: Shelf, *asked: str, selection: Selection = EVERYTHING) -> dict[str, Likeness]:
    """How like the papers `asked` others are, by title, in the order given."""
    papers = [shelf.paper(each) for each in asked]
    with shelf.catalog.reading() as reader:
        return {json.loads(view)["title"]: why for view, why in alike(reader, papers, selection)}


def cite(shelf: Shelf, citing: int, *cited: str) -> None:
    """Lets the text of `citing` cite papers that the source knows by these keys."""
    shelf.take(*(record("text", key, title=f"Work called {key}") for key in cited))
    keep_text(shelf.catalog, Citing(citing), [Reference(key) for key in cited], now=NOW)


def test_papers_of_the_same_words_are_alike_and_others_are_not(shelf: Shelf) -> None:
    shelf.add(LANTERNS, LAMPS, DUNES)

    told = like(shelf, "sparse lanterns")

    assert list(told) == ["Dense Lanterns"]
    assert 0 < told["Dense Lanterns"].words < 1
    assert told["Dense Lanterns"].score == told["Dense Lanterns"].words
    assert (told["Dense Lanterns"].references, told["Dense Lanterns"].shared) == (0, 0)


def test_papers_that_cite_the_same_works_are_alike_whatever_they_say(shelf: Shelf) -> None:
    lanterns, _, dunes = shelf.add(LANTERNS, LAMPS, DUNES)
    cite(shelf, lanterns, "a", "b", "c")
    cite(shelf, dunes, "b", "c", "d")

    told = like(shelf, "sparse lanterns")

    assert told["Counting Dunes"] == Likeness(0.5, 0.0, 0.5, 2)
    assert set(told) == {"Counting Dunes", "Dense Lanterns"}


def test_words_and_references_add_up(shelf: Shelf) -> None:
    lanterns, lamps, _ = shelf.add(LANTERNS, LAMPS, DUNES)
    alone = like(shelf, "sparse lanterns")["Dense Lanterns"]
    cite(shelf, lanterns, "a")
    cite(shelf, lamps, "a")

    both = like(shelf, "sparse lanterns")["Dense Lanterns"]

    assert both.score == pytest.approx(1 - (1 - alone.words) * (1 - both.references), abs=0.001)
    assert both.references == 0.5


def test_a_paper_is_like_one_that_it_cites(shelf: Shelf) -> None:
    lanterns, _, dunes = shelf.add(LANTERNS, LAMPS, DUNES)
    keep_text(shelf.catalog, Citing(lanterns), [Reference("dunes")], now=NOW)
    ((number,),) = shelf.rows("SELECT id FROM reference")
    settle_references(shelf.catalog, {number: Resolved(dunes, "title", 0.9)})

    assert like(shelf, "sparse lanterns")["Counting Dunes"].shared == 1
    assert like(shelf, "counting dunes")["Sparse Lanterns"].shared == 1


def test_what_is_like_both_of_two_papers_comes_before_what_is_like_one(shelf: Shelf) -> None:
    _, lamps, dunes, *_ = shelf.add(
        LANTERNS,
        LAMPS,
        DUNES,
        record(key="4", title="Lanterns", abstract="Lanterns, in long documents."),
        record(key="5", title="Lanterns on Dunes", abstract="Sand is read by the light of lanterns."),
    )
    cite(shelf, lamps, "a")
    cite(shelf, dunes, "a")

    of_one, of_both = like(shelf, "sparse lanterns"), like(shelf, "sparse lanterns", "counting dunes")

    assert next(iter(of_one)) in {"Lanterns", "Dense Lanterns"}
    assert list(of_both).index("Lanterns on Dunes") < list(of_both).index("Lanterns")
    assert set(of_both) == {"Lanterns on Dunes", "Lanterns", "Dense Lanterns"}
    assert of_both["Dense Lanterns"].references == like(shelf, "counting dunes")["Dense Lanterns"].references / 2
    assert like(shelf, "sparse lanterns", "sparse lanterns") == of_one


def test_only_selected_papers_of_the_survey_are_compared(shelf: Shelf) -> None:
    shelf.add(LANTERNS, LAMPS)
    shelf.take(record(key="4", title="Lanterns that were only found", abstract="Long documents."))

    assert list(like(shelf, "sparse lanterns")) == ["Dense Lanterns"]
    assert like(shelf, "sparse lanterns", selection=Selection("year:..2019")) == {}
    assert list(like(shelf, "sparse lanterns", selection=Selection("dense year:2020"))) == ["Dense Lanterns"]
    assert list(like(shelf, "only found")) == ["Sparse Lanterns", "Dense Lanterns"]


def test_of_a_merged_paper_it_is_the_one_that_stands(shelf: Shelf) -> None:
    one, _, other = shelf.add(LANTERNS, LAMPS, DUNES)
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=NOW)

    with shelf.catalog.reading() as reader:
        told = [json.loads(view)["title"] for view, _ in alike(reader, [other], Selection())]

    assert told == ["Dense Lanterns"]


def test_a_paper_of_which_nothing_is_known_is_like_none(shelf: Shelf) -> None:
    shelf.add(LANTERNS, record(key="9"))

    assert like(shelf, "untitled") == {}
