"""Lists on screens of any width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from survey.cli import out, ranked
from survey.cli.room import fitted

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

HEADINGS = ("key", "title", "year", "venue", "cited", "code", "tags")
TITLE = "Sparse Lanterns for Long Documents, by Night"
ROW: tuple[Any, ...] = ("moreau2021sparse", TITLE, 2021, "CVPR", 41, "yes", "light")
WHY = "3.10 = lanterns 2.00 (title); documents 1.10 (title, abstract)"


def test_where_there_is_room_nothing_goes() -> None:
    assert fitted((*HEADINGS, "why"), [(*ROW, WHY)], 150)[:2] == ((*HEADINGS, "why"), [(*ROW, WHY)])


@pytest.mark.parametrize(
    ("width", "kept"),
    [
        (86, HEADINGS),
        (79, ("key", "title", "year", "venue", "cited", "code")),
        (66, ("key", "title", "year", "venue")),
        (58, ("key", "title", "year")),
        (50, ("key", "title")),
        (10, ("key", "title")),
    ],
)
def test_the_least_telling_columns_make_room_for_titles(width: int, kept: tuple[str, ...]) -> None:
    assert fitted(HEADINGS, [ROW], width).headings == kept


def test_a_column_with_nothing_in_it_goes_first() -> None:
    unread = [("moreau2021sparse", TITLE, 2021, "CVPR", None, None, "light")]

    assert fitted(HEADINGS, unread, 74).headings == ("key", "title", "year", "venue", "tags")


def test_why_stands_under_the_title_where_a_column_for_it_would_be_narrow() -> None:
    table = fitted((*HEADINGS, "why"), [(*ROW, WHY)], 80)

    assert table.headings == ("key", "title", "year", "venue")
    assert table.rows == [("moreau2021sparse", f"{TITLE}\n{WHY}", 2021, "CVPR")]


def test_a_long_venue_breaks_over_lines_before_a_column_goes() -> None:
    journal = ("moreau2021sparse", TITLE, 2021, "Transactions on the Reading of Lanterns by Night", 41, None, "")

    table = fitted(HEADINGS, [journal], 96)

    assert "venue" in table.headings
    assert "venue" in table.wrap
    assert "venue" not in fitted(HEADINGS, [ROW], 96).wrap


@pytest.mark.parametrize("width", [150, 80, 60, 50])
def test_every_title_is_on_the_screen(full: Shell, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))

    told, why = full("list", "lanterns"), full("list", "lanterns", "--explain")

    for said in (told, why):
        assert "moreau2021sparse" in said.out
        assert "Sparse Lanterns for Long" in said.out
        assert max(map(len, said.out.splitlines())) <= width
    assert "lanterns" in why.out
    assert "(title" in why.out


def test_a_pipe_gets_every_column_whatever_the_screen(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")

    rows = full("list", "lanterns", "--explain").rows

    assert {len(row) for row in rows} == {len(ranked.HEADINGS) + 1}
