"""CVF Open Access."""

from __future__ import annotations

import pytest

from survey.model.errors import SourceCappedError
from survey.model.record import Query, Record
from survey.sources.cvf import Cvf
from tests.sources.conftest import PAGES, Said, Wire
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


def test_workshops_are_not_the_conference() -> None:
    assert not Cvf.takes(Query(text="", venue="CVPR Workshops"))
