"""What is told of a command that the user stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.cli.interrupted import Interrupted, if_interrupted, told, traces
from survey.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Shell


def settings(shell: Shell) -> Settings:
    return Settings(shell.catalog, shell.cache, dump=shell.folder / "dump.sqlite")


def look(shell: Shell) -> None:
    shell("list")


def write(shell: Shell) -> None:
    shell("new", "bees")


def import_dump(shell: Shell) -> None:
    (shell.folder / "dump.sqlite").write_bytes(b"a table")


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (look, "interrupted"),
        (write, "interrupted; what had arrived is kept"),
        (import_dump, "interrupted; what had arrived is kept"),
    ],
)
def test_only_where_something_was_written_something_is_kept(
    full: Shell, does: Callable[[Shell], None], said: str
) -> None:
    before = traces(settings(full))

    does(full)

    assert told(KeyboardInterrupt(), before, traces(settings(full))) == said


def test_where_there_is_no_catalog_nothing_was_kept(bare: Shell) -> None:
    before = traces(settings(bare))

    bare("list")

    assert told(KeyboardInterrupt(), before, traces(settings(bare))) == "interrupted"


def test_what_is_known_of_an_interruption_is_told_whatever_was_written(full: Shell) -> None:
    with pytest.raises(Interrupted) as caught, if_interrupted("nothing is added yet"):
        raise KeyboardInterrupt

    assert told(caught.value, (), (None,)) == "interrupted: nothing is added yet"


def test_other_errors_pass_through() -> None:
    with pytest.raises(ValueError, match="x"), if_interrupted("nothing is added yet"):
        raise ValueError("x")
