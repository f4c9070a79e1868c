"""What became of a paper is told in words, and only what is new of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from survey.model.fold import Said, fold_paper
from survey.model.news import beaten, news
from survey.model.record import Record, Repository, Status, Venue, VenueKind
from tests.model.making import record, taken

if TYPE_CHECKING:
    from survey.model.view import PaperView

PREPRINT = record(title="Lanterns", ids=["arxiv:2001.00001"], year=2020)
CODE = "https://github.com/a/b"


def shown(*records: Record) -> PaperView:
    """What is shown of a paper of which these are the accounts."""
    return fold_paper(taken(*records), Said(key="x"))


def with_code(**said: Any) -> PaperView:
    """A paper that links one repository."""
    return shown(record(repositories=(Repository(url=CODE, **said),)))


def told(old: PaperView, new: PaperView) -> list[tuple[str, str]]:
    """The news as pairs of what sort they are and what they say."""
    return [(each["kind"], each["text"]) for each in news(old, new)]


def test_a_preprint_that_appeared_says_where_and_when() -> None:
    published = record("dblp", "2", venue=Venue("CVPR", VenueKind.CONFERENCE), year=2021)

    said = told(shown(PREPRINT), shown(PREPRINT, published))

    assert said == [("published", "was a preprint on arXiv, and has appeared in CVPR 2021")]


def test_a_venue_that_is_only_written_otherwise_is_no_news() -> None:
    before = record("dblp", "2", venue=Venue("Journal of Fog", VenueKind.JOURNAL))
    after = record("dblp", "2", venue=Venue("J. Fog", VenueKind.JOURNAL))

    assert told(shown(before), shown(after)) == []


def test_the_first_code_and_more_code_are_told_apart() -> None:
    more = shown(record(repositories=(Repository(url=CODE), Repository(url="https://github.com/c/d", official=True))))

    assert told(shown(PREPRINT), with_code()) == [("code", f"has code now: {CODE}")]
    assert told(with_code(), more) == [("code", "has more code: https://github.com/c/d (official)")]
    assert told(with_code(), with_code(stars=7)) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({}, {"archived": True}, [("archived", f"its code is archived: {CODE}")]),
        ({"archived": False}, {"archived": True}, [("archived", f"its code is archived: {CODE}")]),
        ({"archived": True}, {"archived": True}, []),
        ({"gone": False}, {"gone": True}, [("gone", f"its code is gone: {CODE}")]),
        ({"gone": True}, {"gone": True}, []),
        ({"gone": True}, {"gone": False}, [("back", f"its code can be had again: {CODE}")]),
        ({"gone": True}, {}, []),
    ],
)
def test_what_became_of_known_code_is_told_once(
    before: dict[str, bool], after: dict[str, bool], said: list[tuple[str, str]]
) -> None:
    assert told(with_code(**before), with_code(**after)) == said


def test_code_that_is_gone_when_it_is_first_heard_of_is_no_new_code() -> None:
    assert told(shown(PREPRINT), with_code(gone=True)) == [("gone", f"its code is gone: {CODE}")]


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.WITHDRAWN])
def test_a_retraction_and_a_withdrawal_are_told_once(status: Status) -> None:
    fallen = shown(record(status=status))

    assert told(shown(record()), fallen) == [(status.value, f"was {status}")]
    assert told(fallen, fallen) == []


def test_a_result_that_is_beaten_says_by_whom_and_is_known_again_whatever_the_day() -> None:
    best: Any = {"printed": "90.0", "model": "Beam-XL", "source": "papers_with_code", "on": "2025-07-01"}
    result: Any = {"task": "Reading", "dataset": "LongDocs", "metric": "Accuracy", "printed": "81.5", "beaten": best}
    newer: Any = {**result, "beaten": {**best, "on": "2026-01-01"}}
    paper = shown(record())

    said, later = beaten({**paper, "results": [result]}), beaten({**paper, "results": [newer]})

    line = "is beaten on Reading on LongDocs: Accuracy 81.5, now 90.0 by Beam-XL"
    assert said == {f"x {line}": {"kind": "beaten", "text": f"{line} (papers_with_code, 2025-07-01)"}}
    assert later.keys() == said.keys()


def test_a_result_that_nothing_beats_is_no_news() -> None:
    unbeaten: Any = {"task": "Reading", "dataset": "LongDocs", "metric": "Accuracy", "printed": "81.5", "beaten": None}

    assert beaten({**shown(record()), "results": [unbeaten]}) == {}
