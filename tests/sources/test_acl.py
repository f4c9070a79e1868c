"""The ACL Anthology."""

from __future__ import annotations

import pytest

from survey.model.identifier import Identifier
from survey.model.record import Query, Record
from survey.sources.acl import Acl
from tests.sources.conftest import PAGES, Said, Wire
from tests.sources.contract import Ask, SinglesContract
from tests.sources.listings import KeptVenuesContract


class TestAcl(SinglesContract, KeptVenuesContract):
    source = Acl
    page_of_names = "2022.acl.xml"
    names = ("acl:2022.acl-long.1", "acl:2022.acl-srw.1")
    spelling = "acl:2{:03}.acl-long.1"
    query = Query(text="", venue="ACL", since=2022, until=2022)
    pages = {"/2022.acl.xml": "2022.acl.xml", "/2022.findings.xml": "2022.findings.xml"}  # noqa: RUF012
    keys = ["2022.acl-long.1", "2022.acl-long.2", "2022.acl-demo.1"]  # noqa: RUF012
    words = ("reading documents code", "2022.acl-long.1")


def test_findings_are_not_the_main_conference(wire: Wire, ask: Ask) -> None:
    wire.answer = TestAcl().listing
    query = Query(
        text="", venue="Findings of the Association for Computational Linguistics: ACL", since=2022, until=2022
    )

    found = list(ask(Acl).search(query))

    assert [each.key for each in found if isinstance(each, Record)] == ["2022.findings-acl.7"]
    assert [asked.path for asked in wire.asked] == ["/2022.findings.xml"]


@pytest.mark.parametrize(
    ("venue", "year", "path"),
    [("EMNLP", 2019, "/D19.xml"), ("LREC", 2006, "/L06.xml"), ("TACL", 2023, "/2023.tacl.xml")],
)
def test_collections_before_2020_go_by_a_letter(wire: Wire, ask: Ask, venue: str, year: int, path: str) -> None:
    list(ask(Acl).search(Query(text="", venue=venue, since=year, until=year)))

    assert [asked.path for asked in wire.asked] == [path]


def test_papers_of_one_collection_cost_one_request(wire: Wire, ask: Ask) -> None:
    names = [Identifier("acl", f"2022.acl-long.{number}") for number in range(1, 9)]
    wire.answer = lambda asked: Said((PAGES / "acl" / "2022.acl.xml").read_bytes())

    found = list(ask(Acl).look_up([*names, Identifier("acl", "P19-1001")]))

    assert [asked.path for asked in wire.asked] == ["/2022.acl.xml", "/P19.xml"]
    assert sorted({each.key for each in found}) == ["2022.acl-long.1", "2022.acl-long.2"]


def test_an_old_paper_without_an_address_of_its_own_has_the_id_that_the_anthology_gives_it() -> None:
    body = (
        b"<collection id='W05'><volume id='14'><meta><year>2005</year></meta>"
        b"<paper id='7'><title>A Lantern</title></paper></volume></collection>"
    )

    (found,) = Acl.read(body)

    assert found.key == "W05-1407"
