"""A record kept as JSON is the record."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given

from survey.model.body import as_body, from_body
from survey.model.record import Record, Repository, Venue, VenueKind
from tests.model.making import record, records


@given(records)
def test_a_record_comes_back_from_its_body(account: Record) -> None:
    body = json.loads(json.dumps(as_body(account)))

    assert from_body(account.source, account.key, body) == account


def test_what_is_unknown_is_left_out() -> None:
    assert as_body(record()) == {}


def test_a_no_and_a_zero_are_known() -> None:
    code = Repository(url="https://github.com/a/b", archived=False, stars=0)

    body = as_body(record(repositories=(code,), version=0))

    assert body == {
        "repositories": [{"url": "https://github.com/a/b", "stars": 0, "archived": False}],
        "version": 0,
    }


def test_the_words_of_a_body_are_plain_json() -> None:
    body = as_body(
        record(
            title="Mamba",
            authors="A; B",
            published=date(2023, 12, 1),
            venue=Venue("COLM", VenueKind.CONFERENCE),
            ids=["arxiv:2312.00752"],
            citations=3,
        )
    )

    assert json.loads(json.dumps(body)) == {
        "title": "Mamba",
        "authors": ["A", "B"],
        "published": "2023-12-01",
        "venue": ["COLM", "conference"],
        "identifiers": [["arxiv", "2312.00752"]],
        "citations": [3, None],
    }
