"""`survey why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.model.record import Status
from tests.catalog.making import Shelf
from tests.model.making import record

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

SPARSE, DUNES = "moreau2021sparse", "falk1998counting"


def test_why_tells_who_won_and_what_others_say(full: Shell) -> None:
    said = full("why", SPARSE, "venue")

    assert said.code == 0
    assert said.rows[0][:5] == ["shown", "crossref", "2026-11-20", "CVPR (conference)", "0.90"]
    assert ["", "arxiv", "2026-11-20", "arXiv (preprint)", "", "arxiv:2001.00001"] in said.rows
    assert [row[0] for row in said.rows].count("shown") == 1
    assert said.out.splitlines()[-1].startswith("confidence: ")


def test_why_says_that_a_venue_is_too_unsure_to_be_shown(shell: Shell) -> None:
    with Shelf(shell.catalog) as shelf:
        comment = (("comment", "Accepted at CVPR 2020"),)
        shelf.take(record("arxiv", "2001.00009", ids=["arxiv:2001.00009"], title="Lanterns", details=comment))

    said = shell("why", "2001.00009", "venue")
    pieces = shell("why", "2001.00009", "venue", "--json").json

    assert said.out.splitlines()[-1] == ("confidence: 0.30 for CVPR, below the threshold 0.5: stays an arXiv preprint")
    assert [(each["value"]["name"], each["weight"], each["confidence"], each["shown"]) for each in pieces] == [
        ("arXiv", 0.0, 0.0, True),
        ("CVPR", 0.3, 0.3, False),
    ]
    assert shell.paper("2001.00009")["venue"] == "arXiv"


def test_why_as_json_marks_what_is_shown(full: Shell) -> None:
    said = full("why", SPARSE, "citations", "--json").json

    assert said == [
        {
            "source": "semantic_scholar",
            "on": "2026-11-20",
            "value": {"count": 41, "on": "2026-11-20"},
            "shown": True,
        }
    ]


def test_why_of_what_nobody_says_is_empty_and_says_so(full: Shell) -> None:
    said = full("why", DUNES, "summary")

    assert (said.code, said.out) == (0, "")
    assert "nobody says anything about its summary" in said.err


def test_why_of_no_field_is_asked_wrongly(full: Shell) -> None:
    said = full("why", SPARSE, "colour")

    assert (said.code, said.out) == (2, "")
    assert "venue" in said.err


def test_why_tells_who_says_that_a_paper_was_retracted_or_withdrawn(shell: Shell) -> None:
    with Shelf(shell.catalog) as shelf:
        shelf.take(
            record("arxiv", "2001.00009", ids=["arxiv:2001.00009"], title="Lanterns", status=Status.WITHDRAWN),
            record("crossref", "10.1000/x", ids=["arxiv:2001.00009", "doi:10.1000/x"], title="Lanterns"),
            record("openalex", "W1", ids=["doi:10.1000/x"], title="Lanterns", status=Status.RETRACTED),
        )

    said = shell("why", "2001.00009", "status")
    shown = shell("why", "2001.00009", "status", "--json").json

    assert [(row[0], row[1], row[3]) for row in said.rows] == [
        ("shown", "openalex", "retracted"),
        ("", "arxiv", "withdrawn"),
    ]
    assert [(each["value"], each["shown"]) for each in shown] == [("retracted", True), ("withdrawn", False)]
    assert shell.paper("2001.00009")["status"] == "retracted"


def test_why_of_the_status_of_a_paper_that_stands_is_empty_and_says_so(full: Shell) -> None:
    said = full("why", SPARSE, "status")

    assert (said.code, said.out) == (0, "")
    assert "nobody says anything about its status" in said.err
