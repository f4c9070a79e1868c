"""Services that list what appeared at a venue, and those that let no program in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.demo.facts import known_facts
from survey.demo.server import ScholarlyWeb
from survey.model.record import Record
from survey.sources.acl import Acl
from survey.sources.cvf import Cvf, workshops_listed
from tests.demo.asking import ask, paper

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def web() -> Iterator[ScholarlyWeb]:
    with ScholarlyWeb() as box:
        yield box


def test_cvf_shows_every_paper_of_a_conference_that_the_facts_have(web: ScholarlyWeb) -> None:
    papers = list(Cvf.read(ask(web, "cvf", "/CVPR2021?day=all").body))

    facts = [each for each in known_facts() if each.get("venue") == "CVPR" and each.get("year") == 2021]
    assert [each.title for each in papers if isinstance(each, Record)] == [each["title"] for each in facts]
    assert [list(each.authors) for each in papers if isinstance(each, Record)] == [each["authors"] for each in facts]
    assert all(each.identifiers for each in papers if isinstance(each, Record))


def test_cvf_shows_the_workshops_of_a_year_by_their_menu() -> None:
    place = "content/CVPR2021W/LANT/html/Moreau_Lanterns_CVPRW_2021_paper"
    facts = [paper(1, title="Lanterns", venue="CVPR Workshops", year=2021, ids={"cvf": place})]
    with ScholarlyWeb(facts) as box:
        menu = workshops_listed(ask(box, "cvf", "/CVPR2021_workshops/menu").body)
        found = list(Cvf.read(ask(box, "cvf", menu[0]).body))
        others = [ask(box, "cvf", f"/CVPR2021{rest}").status for rest in ("?day=all", "_workshops/DUNE")]

    assert menu == ["/CVPR2021_workshops/LANT"]
    assert [(each.key, each.title) for each in found if isinstance(each, Record)] == [(place, "Lanterns")]
    assert others == [404, 404]


@pytest.mark.parametrize("path", ["/CVPR2001", "/WACV2021?day=all", "/"])
def test_cvf_has_no_page_of_what_the_facts_do_not_have(web: ScholarlyWeb, path: str) -> None:
    assert ask(web, "cvf", path).status == 404


def test_the_anthology_gives_a_collection_with_its_volumes() -> None:
    ids = ("2022.acl-long.1", "2022.acl-long.2", "2022.acl-short.1", "2023.acl-long.1")
    facts = [
        paper(number, title=f"A & B {number}", authors=["Ada Moreau"], venue="ACL", year=2022, ids={"acl": name})
        for number, name in enumerate(ids)
    ]
    with ScholarlyWeb(facts) as box:
        found = list(Acl.read(ask(box, "acl", "/2022.acl.xml").body))
        none = ask(box, "acl", "/2021.acl.xml")

    assert [each.key for each in found] == list(ids[:3])
    assert {each.title: each.venue.name for each in found if isinstance(each, Record) and each.venue} == {
        f"A & B {number}": "ACL" for number in range(3)
    }
    assert none.status == 404


def test_semantic_scholar_lists_a_thousand_at_once_and_says_how_to_go_on() -> None:
    with ScholarlyWeb([paper(number, venue="CVPR") for number in range(1200)]) as box:
        first = ask(box, "semantic_scholar", "/graph/v1/paper/search/bulk?venue=CVPR").json
        second = ask(box, "semantic_scholar", f"/graph/v1/paper/search/bulk?venue=CVPR&token={first['token']}").json

    assert (first["total"], len(first["data"]), len(second["data"]), second["token"]) == (1200, 1000, 200, None)


def test_some_services_let_no_program_in(web: ScholarlyWeb) -> None:
    wall = ask(web, "dblp", "/search/publ/api?q=x&format=json")
    challenge = ask(web, "openreview", "/notes?id=x")

    assert (wall.status, b"not a bot" in wall.body) == (500, True)
    assert (challenge.status, challenge.json["name"]) == (403, "ChallengeRequiredError")
    assert ask(web, "pmlr", "/").status == ask(web, "neurips", "/paper_files/paper/2023").status == 404
