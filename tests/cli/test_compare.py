"""Papers side by side, as they are typed and seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.cli import compare, out

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

KNOWN, HARBOUR, TIDAL = "moreau2021sparse", "okonkwo2020harbour", "castellanos2020tidal"
NAME = "Reading / LongDocs / Accuracy"


@pytest.fixture
def three(full: Shell) -> Shell:
    """A survey in which three papers have a result on one benchmark."""
    full("set", HARBOUR, "result", "Reading", "LongDocs", "Accuracy", "83.0", "--model", "Lamp")
    full("set", TIDAL, "result", "Reading", "LongDocs", "Accuracy", "70", "--model", "Tide")
    full("set", TIDAL, "result", "Parsing", "Trees", "Depth", "4")
    return full


def test_what_two_papers_share_stands_side_by_side_with_the_best_marked(three: Shell) -> None:
    said = three("compare")

    assert (said.code, said.err) == (0, "")
    assert said.rows == [
        ["paper", f"{NAME} ↑"],
        [KNOWN, "<u>81.5%</u>"],
        [TIDAL, "70"],
        [HARBOUR, "**83.0**"],
    ]


def test_papers_that_are_named_stand_there_once_and_in_that_order_whatever_they_claim(three: Shell) -> None:
    said = three("compare", HARBOUR, "2001.00001", "falk1998counting", HARBOUR)

    assert [row[0] for row in said.rows[1:]] == [HARBOUR, KNOWN, "falk1998counting"]
    assert said.rows[-1][1] == "—"


def test_of_a_task_everything_is_compared(three: Shell) -> None:
    assert three("compare", "--task", "parsing").rows == [["paper", "Parsing / Trees / Depth"], [TIDAL, "4"]]


def test_a_conflict_shows_both_values_and_is_told(three: Shell) -> None:
    three("set", KNOWN, "result", "Reading", "LongDocs", "Accuracy", "84", "--model", "Lantern-L")

    said = three("compare", "--metric", "accuracy")
    view = three("compare", "--metric", "accuracy", "--json").json

    assert said.rows[1] == [KNOWN, "**84 (hand) / 81.5% (papers_with_code)**"]
    assert "ranked by hand" in said.err
    assert [each["key"] for each in view["conflicts"]] == [KNOWN]


def test_json_has_names_that_scripts_rely_on(three: Shell) -> None:
    said = three("compare", KNOWN, HARBOUR, "--json")

    assert said.json == {
        "columns": [
            {
                "task": "Reading",
                "dataset": "LongDocs",
                "split": None,
                "metric": "Accuracy",
                "direction": "up",
                "told_by": "name",
            }
        ],
        "papers": [
            {
                "key": KNOWN,
                "title": "Sparse Lanterns for Long Documents",
                "year": 2021,
                "cells": [
                    {
                        "values": [
                            {"printed": "81.5%", "value": 81.5, "model": "Lantern-L", "source": "papers_with_code"}
                        ],
                        "place": 2,
                        "conflict": False,
                    }
                ],
            },
            {
                "key": HARBOUR,
                "title": "Harbour Lanterns Without Supervision",
                "year": 2020,
                "cells": [
                    {
                        "values": [{"printed": "83.0", "value": 83.0, "model": "Lamp", "source": "hand"}],
                        "place": 1,
                        "conflict": False,
                    }
                ],
            },
        ],
        "conflicts": [],
        "notices": [],
    }


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("markdown", f"| {HARBOUR} | **83.0** |"),
        ("csv", f"{HARBOUR},83.0"),
        ("tsv", f"{HARBOUR}\t83.0"),
    ],
)
def test_every_format_has_it(three: Shell, form: str, line: str) -> None:
    said = three("compare", "-f", form)

    assert line in said.out.splitlines()
    assert ("CC BY-SA 4.0" in said.out) is (form == "markdown")


def test_mixed_scales_are_told_on_stderr(three: Shell) -> None:
    three("set", TIDAL, "result", "Reading", "LongDocs", "Accuracy", "0.9", "--model", "Tide")

    said = three("compare")

    assert "1 of 3 values lie between 0 and 1" in said.err
    assert "**" not in said.out


@pytest.mark.parametrize("words", [(), ("--json",), ("-f", "csv"), ("--task", "zeppelins"), (KNOWN,)])
def test_where_nothing_is_shared_that_is_told_and_nothing_failed(full: Shell, words: tuple[str, ...]) -> None:
    said = full("compare", *words)

    assert said.code == 0
    assert "benchmark" in said.err or "no result of these papers is on a task like “zeppelins”" in said.err
    assert (said.json["columns"] if "--json" in words else said.out) in ([], "")


def test_an_empty_survey_shares_nothing(shell: Shell) -> None:
    assert shell("compare").code == 0


def test_where_there_is_no_catalog_none_is_made(bare: Shell) -> None:
    assert bare("compare").code == 1
    assert not bare.catalog.exists()


@pytest.mark.parametrize(("words", "code"), [((KNOWN, "zeppelins"), 4), (("-f", "pdf"), 2)])
def test_what_cannot_be_compared_is_told(full: Shell, words: tuple[str, ...], code: int) -> None:
    said = full("compare", *words)

    assert (said.code, said.out) == (code, "")


def test_on_a_screen_a_table_is_drawn_and_nothing_in_it_is_obeyed(
    three: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)
    monkeypatch.setattr(compare, "is_screen", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    three("set", HARBOUR, "result", "Reading", "LongDocs", "Recall", "[red]9[/red]")

    said = three("compare", "--task", "reading")

    assert "\x1b[1m83.0\x1b[0m" in said.out
    assert "\x1b[4m81.5%\x1b[0m" in said.out
    assert "[red]9[/red]" in said.out
    assert "Accuracy ↑" in said.out
