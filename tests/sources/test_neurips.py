"""The proceedings of NeurIPS."""

from __future__ import annotations

from survey.model.record import Query
from survey.sources.neurips import Neurips
from tests.sources.listings import KeptVenuesContract


class TestNeurips(KeptVenuesContract):
    source = Neurips
    names = ()
    query = Query(text="", venue="NIPS", since=2023, until=2023)
    pages = {"/paper_files/paper/2023": "2023.html"}  # noqa: RUF012
    keys = ["2023/hash/00000000000000000000000000000a01", "2023/hash/00000000000000000000000000000a02"]  # noqa: RUF012
    words = ("benchmarks: longdocs", "2023/hash/00000000000000000000000000000a02")
