"""Proceedings of Machine Learning Research."""

from __future__ import annotations

from survey.model.record import Query
from survey.sources.pmlr import Pmlr, volumes_listed
from survey.sources.proceedings import Volume
from tests.sources.conftest import PAGES
from tests.sources.listings import KeptVenuesContract


class TestPmlr(KeptVenuesContract):
    source = Pmlr
    names = ()
    query = Query(text="", venue="International Conference on Machine Learning", since=2021, until=2021)
    pages = {"/": "index.html", "/v139/": "v139.html"}  # noqa: RUF012
    keys = ["v139/moreau21a", "v139/falk21b"]  # noqa: RUF012
    words = ("dune", "v139/falk21b")
    requests = 2


def test_the_front_page_names_volumes_of_known_meetings_and_takes_no_workshop_for_its_host() -> None:
    found = volumes_listed((PAGES / "pmlr" / "index.html").read_bytes())

    assert found == [Volume("UAI", 2023, "/v216/"), Volume("ICML", 2023, "/v202/"), Volume("ICML", 2021, "/v139/")]
