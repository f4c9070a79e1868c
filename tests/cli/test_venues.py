"""Venues of the user's own, and where papers really appeared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.model.venue import know_venues
from survey.place import user_config
from tests.catalog.making import Shelf
from tests.model.making import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Shell


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """What a workspace adds to the table of venues does not outlive it."""
    yield
    know_venues(())


def lanterns(shell: Shell) -> None:
    with Shelf(shell.catalog) as shelf:
        shelf.add(record("dblp", "conf/lant/A", title="Lanterns", venue="Conference on Lanterns 2021", year=2021))


def test_a_venue_added_beside_survey_toml_folds_names_found_before_and_after(shell: Shell) -> None:
    lanterns(shell)
    assert shell.paper("Lanterns")["venue"] == "Conference on Lanterns 2021"

    (shell.folder / "venues.csv").write_text("short,kind,names\nLANT,conference,Conference on Lanterns\n")
    assert shell("db", "refold").code == 0

    shown = shell.paper("Lanterns")
    assert (shown["venue"], shown["venue_kind"]) == ("LANT", "conference")
    assert shell("why", "Lanterns", "venue").rows[0][3] == "LANT (conference)"


def test_a_line_that_makes_no_sense_ends_the_command_with_one_line(shell: Shell) -> None:
    (shell.folder / "venues.csv").write_text("short,kind,names\nLANT,gathering,Conference on Lanterns\n")

    said = shell("list")

    assert (said.code, said.out) == (2, "")
    assert "venues.csv cannot be read: line 2: gathering is no kind of venue" in said.err
    assert "hint: a line is like" in said.err


def test_the_table_of_the_workspace_goes_before_that_of_the_user(shell: Shell) -> None:
    lanterns(shell)
    user_config().parent.mkdir(parents=True)
    (user_config().parent / "venues.csv").write_text("short,kind,names\nMINE,journal,Conference on Lanterns;LOL\n")
    (shell.folder / "venues.csv").write_text("short,kind,names\nLANT,conference,Conference on Lanterns\n")

    shell("db", "refold")

    assert shell.paper("Lanterns")["venue"] == "LANT"
    assert shell("list", "--venue", "LANT").rows[0][1] == "Lanterns"


def test_venues_of_the_users_own_are_shown_with_the_settings(shell: Shell) -> None:
    (shell.folder / "venues.csv").write_text("short,kind,names\nLANT,conference,Conference on Lanterns\n")

    shown = shell("config", "show", "--json").json

    places = shell("config", "path").out.splitlines()
    assert str(shell.folder / "venues.csv") in places
    assert shown["venues"] == {"value": ["LANT"], "origin": str(shell.folder / "venues.csv")}
