"""How the best value on a leaderboard was raised over time, drawn. The only importer of matplotlib."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.formats.cell import one_line
from survey.formats.credits import credit_lines
from survey.formats.files import write_atomically
from survey.model.errors import AskedWronglyError, SurveyError
from survey.model.leaderboard import ARROWS, UP, number_of, raised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

    from survey.model.leaderboard import LeaderboardView, MetricView, RowView

_KINDS = {".svg": {"Date": None, "Creator": "survey"}, ".png": {"Software": "survey"}}
"""The endings of files that can be drawn, and what is written into them beside the drawing: no day, no version."""
_STYLE: dict[Any, Any] = {
    # What people call their models is no formula.
    "text.parse_math": False,
    # Texts stay texts, which can be searched, and names in any script are left to the fonts of the reader.
    "svg.fonttype": "none",
    # The same drawing is the same file.
    "svg.hashsalt": "survey",
}
_ROOM = 0.25
"""How much of the time that is shown is left free before it, for names."""
_NAME, _HEADING = 28, 48
"""How many characters are shown of a model, and of a task, dataset or metric."""


class _Dot(NamedTuple):
    year: float
    """With the part of it that had passed."""
    value: float
    name: str


def plot_progress(board: LeaderboardView, metric: MetricView, path: Path) -> None:
    """Draws the rows of `board` by date and `metric`, and a line where the best was raised, into the file `path`.

    It is SVG or PNG by its ending. Raises AskedWronglyError for another one, SurveyError where matplotlib is missing,
    where no dated row has a number, and where the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in _KINDS:
        raise AskedWronglyError(f"{path.name} is no name of a plot", hint="a plot ends in .svg or .png")
    dots = _dots(board["rows"], metric)
    if not dots:
        raise SurveyError(
            f"there is nothing to draw: no row with a date has a number in {_cut(metric['name'], _HEADING)}"
        )
    out = BytesIO()
    with _style():
        try:
            _figure(board, metric, dots).savefig(out, format=ending[1:], metadata=_KINDS[ending])
        except (ValueError, OverflowError) as error:
            raise SurveyError(f"{_cut(metric['name'], _HEADING)} cannot be drawn: {error}") from error
    write_atomically(path, out.getvalue().decode(errors="surrogateescape"))


def _dots(rows: Iterable[RowView], metric: MetricView) -> list[_Dot]:
    """The rows that have a day and a number, oldest first."""
    found = []
    for row in rows:
        day, value = _day(row["published"]), number_of(row, metric["name"])
        if day and value is not None:
            found.append(_Dot(_year(day), value, _cut(row["model"] or row["paper"] or "", _NAME)))
    return sorted(found, key=lambda dot: dot.year)


def _year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _cut(text: str, width: int) -> str:
    line = one_line(text)
    return line if len(line) <= width else f"{line[: width - 1]}…"


@contextmanager
def _style() -> Iterator[None]:
    """Inside it drawings look the same whatever a user's own matplotlib is set to."""
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise SurveyError(
            "plots are drawn by matplotlib, which is not installed", hint='pip install "paper-survey[plot]"'
        ) from error
    with mpl.rc_context(), warnings.catch_warnings():
        # A letter that no font has is drawn as a box, which need not be told.
        warnings.simplefilter("ignore")
        mpl.rcdefaults()
        with mpl.rc_context(_STYLE):
            yield


def _figure(board: LeaderboardView, metric: MetricView, dots: list[_Dot]) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(9, 5.5), dpi=150, layout="constrained")
    axes = figure.add_subplot()
    axes.plot([dot.year for dot in dots], [dot.value for dot in dots], "o", color="0.7", markersize=4)
    steps = _dots(raised(board, metric), metric)
    names = _draw_steps(axes, steps, dots, is_up=metric["direction"] == UP) if steps else []
    axes.set_title(f"{_cut(board['task'], _HEADING)} on {_cut(board['dataset'], _HEADING)}", fontsize=10)
    axes.set_xlabel("year")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.ticklabel_format(axis="x", style="plain", useOffset=False)
    axes.set_ylabel(f"{_cut(metric['name'], _HEADING)} {ARROWS.get(metric['direction'] or '', '')}".rstrip())
    axes.grid(alpha=0.3)
    figure.supxlabel(_caption(board, metric, dots), fontsize=7, x=0.01, ha="left")
    _hide_covered(figure, names)
    return figure


def _draw_steps(axes: Axes, steps: list[_Dot], dots: list[_Dot], *, is_up: bool) -> list[Annotation]:
    """A line that rises, or falls, where the best was raised, and the names of who did it, where it is empty."""
    line = [*steps, _Dot(dots[-1].year, steps[-1].value, "")]
    axes.step([dot.year for dot in line], [dot.value for dot in line], where="post", color="C0")
    # Names stand to the left of their dots, the first ones too.
    axes.set_xlim(left=dots[0].year - _ROOM * max(dots[-1].year - dots[0].year, 1))
    axes.plot([dot.year for dot in steps], [dot.value for dot in steps], "o", color="C0", markersize=5)
    return [
        axes.annotate(
            dot.name,
            (dot.year, dot.value),
            xytext=(-4, 4 if is_up else -4),
            textcoords="offset points",
            ha="right",
            va="bottom" if is_up else "top",
            fontsize=7,
        )
        for dot in steps
    ]


def _caption(board: LeaderboardView, metric: MetricView, dots: list[_Dot]) -> str:
    undated = len(board["rows"]) - len(dots)
    notes = [
        *credit_lines("Source", board["source"], board["on"]),
        f"{undated} of {len(board['rows'])} rows have no date or no number." if undated else "",
        "" if metric["direction"] else "Nobody says which way it is better.",
    ]
    return "\n".join(filter(None, map(one_line, notes)))


def _hide_covered(figure: Figure, names: list[Annotation]) -> None:
    """Leaves out names that would cover a later one: the latest are wanted most."""
    figure.draw_without_rendering()
    shown: list[Bbox] = []
    for name in reversed(names):
        place = name.get_window_extent()
        if any(place.overlaps(other) for other in shown):
            name.set_visible(False)
        else:
            shown.append(place)
