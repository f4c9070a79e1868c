"""OpenReview, in both of its interfaces."""

from __future__ import annotations

import json

import pytest

from survey.model.errors import SourceCappedError, SourceRefusedError
from survey.model.record import Query, Record
from survey.sources.openreview import OpenReview, OpenReviewBefore
from tests.sources.conftest import Asked, Said, Wire
from tests.sources.contract import Ask, SinglesContract
from tests.sources.listings import KeptVenuesContract

CHALLENGE = b'{"name": "ChallengeRequiredError", "message": "Challenge verification required", "status": 403}'
NOTHING = Said(b'{"notes": [], "count": 0}')


class TestOpenReview(SinglesContract, KeptVenuesContract):
    source = OpenReview
    page_of_names = "notes.json"
    names = ("openreview:LanternsX1", "openreview:DunesDunes")
    spelling = "openreview:Nobody{:04}"
    unknown = NOTHING
    query = Query(text="", venue="ICLR", since=2024, until=2024)
    pages = {"/notes?content.venueid=ICLR.cc/2024/Conference": "accepted.json"}  # noqa: RUF012
    keys = ["LanternsX1", "TwoLanterns"]  # noqa: RUF012
    words = ("the limits", "LanternsX1")


class TestOpenReviewBefore(SinglesContract, KeptVenuesContract):
    source = OpenReviewBefore
    page_of_names = "notes.json"
    names = ("openreview:rJ4km2R5t7",)
    spelling = "openreview:Nobody{:04}"
    unknown = NOTHING
    query = Query(text="", venue="ICLR", since=2022, until=2022)
    pages = {"/notes?content.venueid=ICLR.cc/2022/Conference": "notes.json"}  # noqa: RUF012
    keys = ["rJ4km2R5t7"]  # noqa: RUF012
    words = ("memory TIDAL", "rJ4km2R5t7")

    def test_more_than_the_limit_is_said_to_be_capped(self, wire: Wire, ask: Ask) -> None:
        """Of one paper there is no less than all."""


def test_a_challenge_is_said_to_be_one_with_what_helps(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(CHALLENGE, 403)

    with pytest.raises(SourceRefusedError, match="proof that you are no program") as caught:
        list(ask(OpenReview).search(TestOpenReview.query))

    assert "OPENREVIEW_TOKEN" in (caught.value.hint or "")
    assert len(wire.asked) == 1


def test_a_list_of_more_than_a_thousand_is_read_page_by_page(wire: Wire, ask: Ask) -> None:
    def page(asked: Asked) -> Said:
        start = int(asked.query["offset"])
        notes = [
            {"id": f"Note{number:05}", "content": {"title": {"value": f"N {number}"}, "venueid": {"value": "TMLR"}}}
            for number in range(start, min(start + 1000, 1500))
        ]
        return Said(json.dumps({"notes": notes}).encode())

    wire.answer = page

    found = list(ask(OpenReview).search(Query(text="", venue="TMLR", limit=2000)))

    assert len({each.key for each in found}) == 1500
    assert [asked.query["offset"] for asked in wire.asked] == ["0", "1000"]


def notes(start: int, most: int) -> Said:
    """A page of a list of `most` papers of a conference."""
    listed = [
        {"id": f"Note{number:05}", "content": {"title": "N", "venueid": "ICLR.cc/2024/Conference"}}
        for number in range(start, min(start + 1000, most))
    ]
    return Said(json.dumps({"notes": listed}).encode())


def test_pages_that_came_are_kept_where_the_next_one_is_refused(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(CHALLENGE, 403) if asked.query["offset"] == "1000" else notes(0, 1500)
    found: list[object] = []

    with pytest.raises(SourceRefusedError):
        found.extend(ask(OpenReview).search(Query(text="", venue="ICLR", since=2024, until=2024, limit=5000)))

    assert len(found) == 1000


def test_a_list_without_an_end_is_left_and_that_is_told(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: notes(int(asked.query["offset"]), 10**6)

    with pytest.raises(SourceCappedError, match="no more than 20,000 entries of ICLR 2024 were looked at"):
        list(ask(OpenReview).search(Query(text="", venue="ICLR", since=2024, until=2024, limit=50000)))

    assert len(wire.asked) == 20


@pytest.mark.parametrize(
    ("venue", "year", "asked"),
    [
        ("ICLR", 2024, [OpenReview]),
        ("ICLR", 2020, [OpenReviewBefore]),
        ("ICLR", 2023, [OpenReview, OpenReviewBefore]),
        ("TMLR", 2022, [OpenReview, OpenReviewBefore]),
    ],
)
def test_each_interface_is_asked_for_the_years_that_it_holds(
    venue: str, year: int, asked: list[type[OpenReview]]
) -> None:
    query = Query(text="", venue=venue, since=year, until=year)

    assert [source for source in (OpenReview, OpenReviewBefore) if source.takes(query)] == asked


def test_what_was_not_accepted_has_no_venue() -> None:
    note = {
        "id": "DunesDunes",
        "content": {
            "title": {"value": "T"},
            "venue": {"value": "ICLR 2024 Conference Withdrawn Submission"},
            "venueid": {"value": "ICLR.cc/2024/Conference/Withdrawn_Submission"},
        },
    }

    (found,) = OpenReview.read(json.dumps({"notes": [note]}).encode())

    assert isinstance(found, Record)
    assert (found.venue, found.year) == (None, None)
