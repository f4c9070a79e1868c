"""CVF Open Access."""

from __future__ import annotations

import time

import pytest

from survey.model.errors import SourceCappedError, SourceChangedError
from survey.model.record import Query, Record, Venue, VenueKind
from survey.sources.cvf import Cvf
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import Ask
from tests.sources.listings import KeptVenuesContract

FIRST = "content/CVPR2021/html/Moreau_Lanterns_for_Point_Clouds_CVPR_2021_paper"
SECOND = "content/CVPR2021/html/Falk_Counting_Dunes_CVPR_2021_paper"


class TestCvf(KeptVenuesContract):
    source = Cvf
    names = ()
    query = Query(
        text="", venue="IEEE/CVF Conference on Computer Vision and Pattern Recognition", since=2021, until=2021
    )
    pages = {"/CVPR2021?day=all": "conference.html"}  # noqa: RUF012
    keys = [FIRST, SECOND]  # noqa: RUF012
    words = ("POINT-CLOUD lantern", FIRST)


def test_a_conference_of_alternate_years_is_asked_for_in_those_alone(wire: Wire, ask: Ask) -> None:
    list(ask(Cvf).search(Query(text="", venue="ICCV", since=2016, until=2021)))

    assert [(asked.path, asked.query) for asked in wire.asked] == [
        ("/ICCV2021", {"day": "all"}),
        ("/ICCV2019", {"day": "all"}),
        ("/ICCV2017", {}),
    ]


def test_where_no_year_is_named_the_latest_are_looked_through_and_the_rest_is_told(wire: Wire, ask: Ask) -> None:
    with pytest.raises(SourceCappedError, match="nothing before CVPR") as caught:
        list(ask(Cvf).search(Query(text="lanterns", venue="CVPR")))

    assert len(wire.asked) == 5
    assert "--since" in (caught.value.hint or "")


def test_where_the_limit_is_met_no_earlier_year_is_asked_for(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said((PAGES / "cvf" / "conference.html").read_bytes())
    found = []

    with pytest.raises(SourceCappedError, match="nothing before CVPR 2021 was looked at"):
        found.extend(ask(Cvf).search(Query(text="", venue="CVPR", since=2020, until=2021, limit=2)))

    assert [each.key for each in found if isinstance(each, Record)] == [FIRST, SECOND]
    assert len(wire.asked) == 1


def test_a_conference_once_read_is_not_asked_for_again(wire: Wire, ask: Ask) -> None:
    source = ask(Cvf)
    wire.answer = lambda asked: Said((PAGES / "cvf" / "conference.html").read_bytes())

    once, twice = (list(source.search(TestCvf.query)) for _ in range(2))

    assert once == twice
    assert len(wire.asked) == 1


MENU = b"""<html><body><div id="content"><dl>
<dd>Lantern Vision [<a href="/CVPR2021_workshops/LANT">Papers</a>]</dd>
<dd>Dunes [<a href="/CVPR2021_workshops/DUNE">Papers</a>]</dd>
<dd><a href="/CVPR2021_workshops/menu">Back</a> <a href="https://example.org/CVPR2021_workshops/X">Elsewhere</a></dd>
</dl></div></body></html>"""
IN_WORKSHOP = """<html><body><dl><dt class="ptitle"><br>
<a href="/content/CVPR2021W/{0}/html/Falk_{0}_CVPRW_2021_paper.html">Counting in {0}</a></dt>
<dd><form><input type="hidden" name="query_author" value="Edda Falk"></form></dd></dl></body></html>"""


def workshops(asked: Asked) -> Said:
    _, _, name = asked.path.partition("/CVPR2021_workshops/")
    return Said(MENU if name == "menu" else IN_WORKSHOP.format(name).encode(), 200 if name else 404)


@pytest.mark.parametrize("venue", ["CVPR Workshops", "CVPRW", "CVPRW 2021"])
def test_the_workshops_of_a_year_are_those_of_its_menu_and_are_no_conference(wire: Wire, ask: Ask, venue: str) -> None:
    wire.answer = workshops

    found = list(ask(Cvf).search(Query(text="", venue=venue, since=2021, until=2021)))

    assert [each.title for each in found if isinstance(each, Record)] == ["Counting in LANT", "Counting in DUNE"]
    assert {each.venue for each in found if isinstance(each, Record)} == {Venue("CVPR Workshops", VenueKind.WORKSHOP)}
    assert [asked.path for asked in wire.asked] == [f"/CVPR2021_workshops/{name}" for name in ("menu", "LANT", "DUNE")]


def test_a_menu_without_workshops_is_told_to_have_changed(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b"<html><body><a href='/login'>Log in</a></body></html>")

    with pytest.raises(SourceChangedError, match="another page than a menu of workshops"):
        list(ask(Cvf).search(Query(text="", venue="CVPRW", since=2021, until=2021)))


def test_a_listing_of_three_thousand_papers_is_one_page_and_read_in_no_time(wire: Wire, ask: Ask) -> None:
    entry = (
        '<dt class="ptitle"><br><a href="/content/CVPR2021/html/Falk_Dune_{0}_CVPR_2021_paper.html">Dune {0}</a></dt>'
        "<dd>" + '<form><input type="hidden" name="query_author" value="Edda Falk"><a href="#">Edda Falk</a></form>' * 6
        + '</dd><dd>[<a href="/content/CVPR2021/papers/Falk_Dune_{0}_CVPR_2021_paper.pdf">pdf</a>]'
        '<div class="bibref">@InProceedings{{Falk, author = {{Falk, Edda}}, pages = {{1-9}}, year = {{2021}}}}</div>'
        "</dd>\n"
    )  # fmt: skip
    entries = "".join(entry.format(number) for number in range(3000))
    wire.answer = lambda asked: Said(f"<html><body><dl>{entries}</dl></body></html>".encode())
    source, begun = ask(Cvf), time.process_time()

    found = list(source.search(Query(text="", venue="CVPR", since=2021, until=2021, limit=3000)))

    assert len({each.key for each in found if isinstance(each, Record)}) == 3000
    assert len(wire.asked) == 1
    assert time.process_time() - begun < 5
