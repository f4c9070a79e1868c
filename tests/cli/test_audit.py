"""An audit as a person and as a program reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

TIDAL = "castellanos2020tidal"


def test_what_may_be_wrong_is_a_row_with_the_command_that_mends_it(full: Shell) -> None:
    said = full("audit")

    assert said.code == 3
    assert ["no abstract", TIDAL, "nobody knows its abstract", f"survey refresh {TIDAL}"] in said.rows
    assert "no abstract" in said.err


def test_it_is_json_for_programs(full: Shell) -> None:
    found = full("audit", "--json").json

    assert all(each.keys() == {"fault", "papers", "text", "mend"} for each in found)
    assert [TIDAL] in [each["papers"] for each in found]


def test_where_nothing_is_wrong_that_is_said(shell: Shell) -> None:
    said = shell("audit")

    assert (said.code, said.out) == (0, "")
    assert "nothing seems to be wrong" in said.err
    assert shell("audit", "--json").json == []


def test_looking_changes_nothing(full: Shell) -> None:
    before = full.rows()

    full("audit")

    assert full.rows() == before
