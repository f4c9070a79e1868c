"""A wrong merge taken apart: split."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.shapes import PAPER

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

KEY = "moreau2021sparse"
ACCOUNT = {"number", "source", "key", "title", "year", "identifiers"}


def test_without_a_record_the_accounts_are_listed_and_nothing_changes(full: Shell) -> None:
    before = full.rows()

    said = full("split", KEY)

    assert said.code == 0
    assert [row[:2] for row in said.rows][:2] == [["1", "arxiv"], ["2", "crossref"]]
    assert all(len(row) == len(ACCOUNT) for row in said.rows)
    assert "which leave" in said.err
    assert full.rows() == before


def test_the_list_as_json_has_the_names_that_scripts_rely_on(full: Shell) -> None:
    listed = full("split", KEY, "--json").json

    assert all(each.keys() == ACCOUNT for each in listed)
    assert [each["number"] for each in listed] == list(range(1, len(listed) + 1))
    assert "arxiv:2001.00001" in listed[0]["identifiers"]


def number_of(shell: Shell, source: str) -> str:
    """The number of an account in the list."""
    return next(row[0] for row in shell("split", KEY).rows if row[1] == source)


@pytest.mark.parametrize("named", ["number", "place"])
def test_accounts_leave_by_number_or_by_their_sources_name(full: Shell, named: str) -> None:
    place = next(row for row in full("split", KEY).rows if row[1] == "openalex")
    before = full.paper(KEY)

    said = full("split", KEY, place[0] if named == "number" else f"{place[1]}:{place[2]}")

    (_, leaves) = said.rows
    assert said.code == 0
    assert full.paper(KEY)["sources"] == [each for each in before["sources"] if each != "openalex"]
    assert full.paper(leaves[0])["sources"] == ["openalex"]
    assert full("pairs", "--json").json == []


def test_all_accounts_that_bear_an_identifier_leave(full: Shell) -> None:
    bearing = {each["source"] for each in full("split", KEY, "--json").json if "doi:10.1000/1" in each["identifiers"]}

    said = full("split", KEY, "https://doi.org/10.1000/1", "--json")

    stays, leaves = said.json
    assert stays.keys() == leaves.keys() == PAPER
    assert set(leaves["sources"]) == bearing
    assert stays["key"] == KEY


def test_a_split_can_be_undone(full: Shell) -> None:
    before = full.papers()
    full("split", KEY, number_of(full, "crossref"))
    assert len(full.papers()) == len(before) + 1

    said = full("undo")

    assert said.code == 0
    assert full.papers() == before


@pytest.mark.parametrize("records", [["99"], ["0"], ["nobody:x"], ["10.1000/unknown"], ["a title"], ["1-99"]])
def test_what_names_no_account_is_asked_wrongly_and_changes_nothing(full: Shell, records: list[str]) -> None:
    before = full.rows()

    said = full("split", KEY, *records)

    assert (said.code, said.out) == (2, "")
    assert full.rows() == before


def test_all_cannot_leave(full: Shell) -> None:
    listed = full("split", KEY).rows

    said = full("split", KEY, f"1-{len(listed)}")

    assert said.code == 2
    assert "nothing would stay" in said.err


def test_a_paper_of_one_account_has_nothing_to_split(full: Shell) -> None:
    full("split", KEY, number_of(full, "openalex"))

    said = full("split", full.papers()[-1]["key"])

    assert (said.code, len(said.rows)) == (0, 1)
    assert "one account is all there is" in said.err


@pytest.mark.parametrize(("typed", "papers"), [(b"1\n", 5), (b"99\n1,2\n", 5), (b"\n", 4)])
def test_at_a_terminal_it_asks_which_leave(full: Shell, typed: bytes, papers: int) -> None:
    mine, theirs = pty.openpty()
    os.write(mine, typed)

    subprocess.run(
        [sys.executable, "-m", "survey", "split", KEY],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        timeout=30,
        check=True,
    )

    os.close(theirs)
    os.close(mine)
    assert len(full.papers()) == papers
