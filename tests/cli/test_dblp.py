"""DBLP's dump brought in by hand, and venues asked for in few requests."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

HARBOUR = "okonkwo2020harbour"
ENTRY = (
    '<inproceedings mdate="2021-05-06" key="conf/iclr/Okonkwo21"><author>Chidi Okonkwo</author>'
    "<title>Harbour Lanterns Without Supervision.</title><year>2021</year><booktitle>ICLR</booktitle></inproceedings>\n"
)


def dump(folder: Path, body: str = f"<?xml version='1.0'?>\n<dblp>\n{ENTRY}</dblp>\n") -> str:
    path = folder / "dblp.xml.gz"
    path.write_bytes(gzip.compress(body.encode()))
    return str(path)


def test_a_dump_tells_where_preprints_of_the_survey_appeared(full: Shell) -> None:
    assert full.paper(HARBOUR)["venue"] == "arXiv"

    said = full("import", "dblp", dump(full.folder), "--json")

    assert said.code == 0
    assert said.json == {
        "publications": 1,
        "records": 1,
        "unreadable": 0,
        "papers": [HARBOUR],
        "changed": 1,
        "damage": None,
    }
    assert full.paper(HARBOUR)["venue"] == "ICLR"
    assert full("why", HARBOUR, "venue").rows[0] == [
        "shown",
        "dblp",
        "2021-05-06",
        "ICLR (conference)",
        "0.95",
        "match",
    ]
    assert len(full.papers()) == 4


def test_a_dump_that_breaks_off_is_done_in_part(full: Shell) -> None:
    said = full("import", "dblp", dump(full.folder, f"<dblp>\n{ENTRY}<article key='"))

    assert said.code == 3
    assert "breaks off after 1 publications; what was read is kept" in said.err
    assert full.paper(HARBOUR)["venue"] == "ICLR"


@pytest.mark.parametrize("body", ["<html><body>Are you a bot?</body></html>", '{"a": 1}', ""])
def test_another_file_fails_with_one_line_and_a_hint(full: Shell, body: str) -> None:
    said = full("import", "dblp", dump(full.folder, body))

    assert (said.code, said.out) == (1, "")
    assert [line[:5] for line in said.err.splitlines()] == ["surve", "hint:"]


def test_a_file_that_is_not_there_and_a_day_that_is_none(full: Shell) -> None:
    assert full("import", "dblp", "nowhere.xml.gz").code == 1
    assert full("import", "dblp", dump(full.folder), "--dated", "yesterday").code == 2


@pytest.mark.usefixtures("web")
def test_venues_alone_are_asked_of_few(full: Shell, web: ScholarlyWeb) -> None:
    said = full("refresh", "--venues", "--json")

    assert said.code == 0
    assert {service for service, *_ in web.requests} <= {"semantic_scholar", "openalex", "arxiv", "crossref", "acl"}
