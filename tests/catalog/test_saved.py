"""Searches kept under a name: kept, found again, forgotten, and all of that taken back."""

from __future__ import annotations

import pytest

from survey.catalog import surveys
from survey.catalog.change import undo
from survey.catalog.saved import (
    Saved,
    first_heard_after,
    forget_search,
    note_answered,
    save_search,
    saved_search,
    saved_searches,
)
from survey.model.errors import AskedWronglyError, SurveyError
from survey.model.record import Query
from tests.catalog.making import LATER, NOW, Shelf
from tests.model.making import record

QUERY = Query(text="“fog” lanterns", since=2020, venue="CVPR", limit=100)


def names(shelf: Shelf) -> list[str]:
    """The names of the searches that are kept."""
    with shelf.catalog.reading() as reader:
        return [each.name for each in saved_searches(reader)]


def survey_of_fog(shelf: Shelf) -> str | None:
    with shelf.catalog.reading() as reader:
        return saved_search(reader, "fog").survey


def test_a_search_is_kept_as_it_was_typed(shelf: Shelf) -> None:
    save_search(shelf.catalog, "fog", QUERY, ["arxiv"], now=NOW)

    with shelf.catalog.reading() as reader:
        assert saved_search(reader, "fog") == Saved("fog", QUERY, ("arxiv",), NOW.isoformat(), None)


def test_the_same_search_may_be_kept_again_and_another_may_not(shelf: Shelf) -> None:
    save_search(shelf.catalog, "fog", QUERY, [], now=NOW)
    save_search(shelf.catalog, "fog", QUERY, [], now=LATER)

    with pytest.raises(AskedWronglyError, match="another search is kept as fog"):
        save_search(shelf.catalog, "fog", Query(text="tides"), [], now=LATER)

    with shelf.catalog.reading() as reader:
        assert saved_search(reader, "fog").query == QUERY


def test_a_search_keeps_its_survey_by_whatever_name_until_that_is_taken_away(shelf: Shelf) -> None:
    surveys.make_survey(shelf.catalog, "peft", None, now=NOW)
    save_search(shelf.catalog, "fog", QUERY, [], survey=1, now=NOW)
    assert survey_of_fog(shelf) == "peft"

    surveys.rename_survey(shelf.catalog, "peft", "optics", now=LATER)
    assert survey_of_fog(shelf) == "optics"

    surveys.drop_survey(shelf.catalog, "optics", now=LATER)
    surveys.make_survey(shelf.catalog, "another", None, now=LATER)
    assert survey_of_fog(shelf) is None

    undo(shelf.catalog, now=LATER)
    undo(shelf.catalog, now=LATER)
    assert survey_of_fog(shelf) == "optics"


def test_one_that_is_forgotten_comes_back_with_undo(shelf: Shelf) -> None:
    save_search(shelf.catalog, "fog", QUERY, [], now=NOW)
    note_answered(shelf.catalog, "fog", now=LATER)

    forget_search(shelf.catalog, "fog", now=LATER)
    gone = names(shelf)
    undo(shelf.catalog, now=LATER)

    assert gone == []
    with shelf.catalog.reading() as reader:
        assert saved_search(reader, "fog").asked_at == LATER.isoformat()
    assert undo(shelf.catalog, now=LATER) == "save search fog"
    assert names(shelf) == []


def test_one_that_is_not_there_cannot_be_asked_for_nor_forgotten(shelf: Shelf) -> None:
    with shelf.catalog.reading() as reader, pytest.raises(SurveyError, match="no search is kept as fog"):
        saved_search(reader, "fog")
    with pytest.raises(SurveyError, match="no search is kept as fog"):
        forget_search(shelf.catalog, "fog", now=NOW)


def test_a_paper_is_new_by_the_first_that_was_ever_said_of_it(shelf: Shelf) -> None:
    old, new = record(title="Lanterns", ids=["doi:10.1234/y"]), record("dblp", "9", title="Tides")
    (known,) = shelf.take(old, now=NOW).papers.values()
    more = record("crossref", "2", title="Lanterns", ids=["doi:10.1234/y"])
    intake = shelf.take(more, new, now=LATER)

    with shelf.catalog.reading() as reader:
        found = first_heard_after(reader, intake.papers.values(), NOW.isoformat())

    assert known in intake.papers.values()
    assert found == {intake.papers["dblp", "9"]}
