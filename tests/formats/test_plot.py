"""Drawings of leaderboards over time: what stands in them, and what nobody's names can do to them."""

from __future__ import annotations

import html
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from survey.formats.plot import plot_progress
from survey.model.errors import AskedWronglyError, SurveyError
from tests.model.boards import board, row

if TYPE_CHECKING:
    from pathlib import Path

    from survey.model.leaderboard import LeaderboardView

YEARS = ("2015-03-01", "2017-06-01", "2019-09-01")


def growing(*names: str | None, dataset: str = "ImageNet", **said: Any) -> LeaderboardView:
    rows = [row(str(60 + 5 * place), published=YEARS[place], model=name) for place, name in enumerate(names)]
    return board(*rows, dataset=dataset, **said)


def drawn(view: LeaderboardView, path: Path) -> list[str]:
    """The texts in the drawing of the first metric of `view`."""
    plot_progress(view, view["metrics"][0], path)
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text())]


def corners(path: Path) -> set[str]:
    """The points through which the one line goes that is drawn in the first colour."""
    (found,) = re.findall(r'<path d="([^"]*)"[^>]*style="fill: none; stroke: #1f77b4', path.read_text())
    return set(re.findall(r"[ML] (\S+ \S+)", found))


def test_a_drawing_says_what_it_shows_from_whom_and_of_when(tmp_path: Path) -> None:
    texts = drawn(growing("AlexNet", "ResNet", "ViT"), tmp_path / "a.svg")

    assert {"Segmentation on ImageNet", "Accuracy ↑", "year", "2015", "2019"} <= set(texts)
    assert {"AlexNet", "ResNet", "ViT"} <= set(texts)
    assert "Source: Papers with Code, 2020-08-01." in texts
    assert any("CC BY-SA 4.0" in text for text in texts)


def test_the_line_is_a_step_for_each_time_the_best_was_raised(tmp_path: Path) -> None:
    view = board(
        row("60", published=YEARS[0], model="first"),
        row("50", published=YEARS[1], model="worse"),
        row("70", published=YEARS[2], model="best"),
        row("65", published="2020-01-01", model="late"),
    )

    texts = drawn(view, tmp_path / "a.svg")

    assert {"first", "best"} <= set(texts)
    assert not {"worse", "late"} & set(texts)
    # Up to the last row: across, up, across.
    assert len(corners(tmp_path / "a.svg")) == 4


def test_less_may_be_better(tmp_path: Path) -> None:
    rows = [row(str(9 - place), "FID", published=year, model=f"net {place}") for place, year in enumerate(YEARS)]

    texts = drawn(board(*rows, metric="FID"), tmp_path / "a.svg")

    assert {"FID ↓", "net 0", "net 1", "net 2"} <= set(texts)


def test_without_a_direction_there_are_only_dots(tmp_path: Path) -> None:
    view = board(row("30", "Frame (fps)", published=YEARS[0], model="fast"), metric="Frame (fps)")

    texts = drawn(view, tmp_path / "a.svg")

    assert "Nobody says which way it is better." in texts
    assert "fast" not in texts
    assert "Frame (fps)" in texts


def test_rows_without_a_day_or_a_number_are_counted(tmp_path: Path) -> None:
    view = board(
        row("60", published=YEARS[0]), row("70"), row("yes", published=YEARS[1]), row("80", published="some day")
    )

    assert "3 of 4 rows have no date or no number." in drawn(view, tmp_path / "a.svg")


def test_a_model_without_a_name_goes_by_its_paper(tmp_path: Path) -> None:
    view = board(row("60", published=YEARS[0], paper="Lanterns in the Fog"))

    assert "Lanterns in the Fog" in drawn(view, tmp_path / "a.svg")


def test_names_are_no_formulas_no_markup_and_no_commands(tmp_path: Path) -> None:
    names = ("$x^{2$ \\frac", "<script>alert(1)</script>", "a\x1b[31m\x00\u202eb\ud800")

    texts = drawn(growing(*names, dataset="$\\unknown{$ & <b>"), tmp_path / "a.svg")

    assert {"$x^{2$ \\frac", "<script>alert(1)</script>", "a[31mb"} <= set(texts)
    assert "Segmentation on $\\unknown{$ & <b>" in texts


def test_long_names_are_cut(tmp_path: Path) -> None:
    texts = drawn(growing("net " * 500, "a", "b", dataset="data" * 500), tmp_path / "a.svg")

    assert f"{('net ' * 500)[:27]}…" in texts
    assert max(map(len, texts)) < 150


def test_a_name_that_would_cover_a_later_one_is_left_out(tmp_path: Path) -> None:
    rows = [
        row(str(60 + place / 1000), published=f"2015-03-{place + 1:02}", model=f"net {place}") for place in range(9)
    ]
    rows.append(row("90", published="2020-01-01", model="last"))

    texts = drawn(board(*rows), tmp_path / "a.svg")

    assert {"net 8", "last"} <= set(texts)
    assert "net 7" not in texts


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_same_leaderboard_is_the_same_file(tmp_path: Path, ending: str) -> None:
    view = growing("AlexNet", "ResNet", "ViT")
    paths = [tmp_path / f"{name}.{ending}" for name in "ab"]

    for path in paths:
        plot_progress(view, view["metrics"][0], path)

    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert [each.name for each in sorted(tmp_path.iterdir())] == [f"a.{ending}", f"b.{ending}"]


def test_the_ending_says_the_format_in_either_case(tmp_path: Path) -> None:
    view = growing("AlexNet", "灯", "ViT")

    plot_progress(view, view["metrics"][0], tmp_path / "a.PNG")

    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_what_the_user_set_for_drawings_of_his_own_does_not_matter_and_stays(tmp_path: Path) -> None:
    import matplotlib as mpl

    before = drawn(growing("AlexNet"), tmp_path / "a.svg")
    with mpl.rc_context({"text.usetex": True, "svg.fonttype": "path"}):
        after = drawn(growing("AlexNet"), tmp_path / "b.svg")
        kept = mpl.rcParams["text.usetex"]

    assert after == before
    assert kept is True


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.svg.txt"])
def test_another_ending_is_asked_wrongly(tmp_path: Path, name: str) -> None:
    with pytest.raises(AskedWronglyError, match="no name of a plot") as caught:
        drawn(growing("AlexNet"), tmp_path / name)

    assert ".svg or .png" in str(caught.value.hint)
    assert not list(tmp_path.iterdir())


def test_where_there_is_nothing_to_draw_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="nothing to draw"):
        drawn(board(row("60"), row("yes", published=YEARS[0])), tmp_path / "a.svg")

    assert not list(tmp_path.iterdir())


def test_without_the_library_it_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(SurveyError, match="not installed") as caught:
        drawn(growing("AlexNet"), tmp_path / "a.svg")

    assert caught.value.hint == 'pip install "paper-survey[plot]"'


def test_a_file_that_cannot_be_drawn_stays_what_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("mine")
    far = board(row("1e308", published=YEARS[0]), row("-1e308", published=YEARS[1]))

    with pytest.raises(SurveyError, match="cannot be drawn"):
        drawn(far, tmp_path / "a.svg")

    assert (tmp_path / "a.svg").read_text() == "mine"


@pytest.mark.parametrize("days", [("0001-01-01", "9999-12-31"), ("2018-01-01", "2018-01-01")])
def test_any_days_can_be_drawn(tmp_path: Path, days: tuple[str, str]) -> None:
    view = board(*(row("60", published=day, model="net") for day in days))

    assert "net" in drawn(view, tmp_path / "a.svg")
