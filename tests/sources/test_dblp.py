"""DBLP."""

from __future__ import annotations

import json

import pytest

from survey.model.errors import SourceRefusedError
from survey.model.record import Query, Record
from survey.model.venue import settled_venue
from survey.sources.dblp import Dblp
from tests.sources.conftest import PAGES, Said, Wire
from tests.sources.contract import Ask, SinglesContract
from tests.sources.listings import ListingsContract

WALL = (
    b'<!doctype html><html lang="en"><head><title>Making sure you&#39;re not a bot!</title></head><body></body></html>'
)


class TestDblp(SinglesContract, ListingsContract):
    source = Dblp
    page_of_names = "search.json"
    names = ("dblp:conf/acl/ExampleB22", "dblp:journals/jlan/Moreau22")
    spelling = "dblp:conf/none/Nobody{}"
    query = Query(text="", venue="ACL", since=2022, until=2022)
    pages = {"/search/publ/api": "two_volumes.json"}  # noqa: RUF012
    keys = ["conf/acl/ExampleB22", "conf/acl/Other22"]  # noqa: RUF012
    words = ("layout LANTERN", "conf/acl/ExampleB22")


@pytest.mark.parametrize("status", [500, 200, 403])
def test_the_wall_is_known_for_what_it_is_and_left_alone(wire: Wire, ask: Ask, status: int) -> None:
    wire.answer = lambda asked: Said(WALL, status)
    source = ask(Dblp)

    with pytest.raises(SourceRefusedError, match="wall against bots") as caught:
        list(source.search(TestDblp.query))

    assert "semantic_scholar" in (caught.value.hint or "")
    assert len(wire.asked) == 1
    assert "\n" not in caught.value.message


def test_after_the_wall_it_is_not_asked_again_that_day(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(WALL, 500)
    source = ask(Dblp)

    for _ in range(3):
        with pytest.raises(SourceRefusedError):
            list(source.search(TestDblp.query))

    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    ("venue", "asked_for"),
    [
        ("NIPS", "streamid:conf/nips: year:2022: light"),
        ("CVPR", "streamid:conf/cvpr: year:2022: light"),
        ("Findings of ACL", "streamid:conf/acl: year:2022: light"),
        ("Journal of Lanterns", "venue:Journal_of_Lanterns: year:2022: light"),
    ],
)
def test_a_venue_is_asked_for_by_its_stream_or_its_name(wire: Wire, ask: Ask, venue: str, asked_for: str) -> None:
    wire.answer = lambda asked: Said((PAGES / "dblp" / "nothing.json").read_bytes())

    list(ask(Dblp).search(Query(text="light", venue=venue, since=2022, until=2022)))

    assert [asked.query["q"] for asked in wire.asked] == [asked_for]


def test_a_list_of_more_than_a_thousand_is_read_page_by_page(wire: Wire, ask: Ask) -> None:
    def page(start: int) -> bytes:
        infos = [
            {"key": f"conf/acl/N{number}", "title": f"N {number}.", "venue": "ACL (1)", "year": "2022"}
            for number in range(start, min(start + 1000, 1200))
        ]
        hits = {"@total": "1200", "@sent": str(len(infos)), "hit": [{"info": info} for info in infos]}
        return json.dumps({"result": {"hits": hits}}).encode()

    wire.answer = lambda asked: Said(page(int(asked.query["f"])))

    found = list(ask(Dblp).search(Query(text="", venue="ACL", since=2022, until=2022, limit=2000)))

    assert len({each.key for each in found}) == 1200
    assert len(wire.asked) == 2


def test_findings_in_brackets_are_not_the_main_conference() -> None:
    read = Dblp.read((PAGES / "dblp" / "search.json").read_bytes())
    venues = {each.key: settled_venue(each.venue).name for each in read if isinstance(each, Record) and each.venue}

    assert venues["conf/acl/ExampleB22"] == "ACL"
    assert venues["conf/acl/Writer22"] == "Findings of ACL"
