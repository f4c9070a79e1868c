"""DataCite."""

from __future__ import annotations

from survey.model.identifier import Identifier
from survey.sources.datacite import DataCite
from tests.sources.conftest import PAGES, Said, Wire
from tests.sources.contract import Ask, AsksContract


class TestDataCite(AsksContract):
    source = DataCite
    page_of_names = "dois.json"
    names = ("arxiv:2201.06719", "doi:10.5281/zenodo.1239", "arxiv:2401.00011")
    batch = 50
    unknown = Said((PAGES / "datacite" / "nothing.json").read_bytes())


def test_arxiv_ids_are_asked_for_as_dois(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: TestDataCite.unknown

    list(ask(DataCite).look_up([Identifier("arxiv", "1706.03762"), Identifier("doi", "10.1234/a,b")]))

    assert [(asked.path, asked.query.get("ids")) for asked in wire.asked] == [
        ("/dois/10.1234/a,b", None),
        ("/dois", "10.48550/arxiv.1706.03762"),
    ]
