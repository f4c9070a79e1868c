"""The verb on the state of the art: sota."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from survey.cli.board import headed, licence, show_board
from survey.cli.find import ending_of, tell_added
from survey.cli.out import UNKNOWN, progress, say_json, table, tell
from survey.cli.session import Session, tell_sources
from survey.cli.within import AddedTo, into
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode, SurveyError
from survey.model.leaderboard import BenchmarkView, LeaderboardView, MetricView, TaskView, by_metric, number_of, raised

if TYPE_CHECKING:
    from survey.model.survey import Into
    from survey.sources.source import KnowsLeaderboards
    from survey.workflow.asking import Library, Told

_SHOWN = 20
"""How many of the things that may be meant are shown."""
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def sota_(
    context: typer.Context,
    task: Annotated[str | None, typer.Argument(metavar="[TASK", help="As in “semantic segmentation”.")] = None,
    dataset: Annotated[str | None, typer.Argument(metavar="[DATASET]]", help="As in “Cityscapes test”.")] = None,
    metric: Annotated[str | None, typer.Option("--metric", help="Ranked by this metric.")] = None,
    number: Annotated[int | None, typer.Option("--add", help="Add the first so many papers.", min=1, max=500)] = None,
    limit: Annotated[int | None, typer.Option("-n", "--limit", help="At most so many rows.", min=1)] = None,
    over_time: Annotated[bool, typer.Option("--over-time", help="Only who raised the best value, and when.")] = False,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw that into this .svg or .png.")] = None,
    within: AddedTo = None,
    as_json: AsJson = False,
) -> None:
    """Lists tasks, benchmarks, and leaderboards."""
    session: Session = context.obj
    place = into(session, within)
    if dataset is None and (metric or number or over_time or plot):
        raise AskedWronglyError(
            "that needs a leaderboard", hint='as in: survey sota "image classification" ImageNet --add 10'
        )
    with session.library() as library:
        from survey.workflow.sota import find_benchmark, find_task, leaderboards, metric_of

        known = leaderboards(library)
        if task is None:
            _show_tasks(sorted(known.tasks(), key=_by_area), as_json=as_json, limit=limit)
            return
        if dataset is None:
            meant = find_task(known, task)
            if not meant.is_clear:
                raise typer.Exit(_which_task(task, meant.tasks))
            benchmarks = [each for one in meant.tasks for each in known.benchmarks(one["name"])]
            _show_benchmarks(benchmarks[:limit], meant.parts, as_json=as_json)
            return
        found = find_benchmark(known, task, dataset)
        if len(found) > 1:
            raise typer.Exit(_which_benchmark(found))
        board = _board(known, found[0])
        by = metric_of(board, metric) if metric or over_time or plot else None
        _show(board, by, ranked=metric is not None, limit=limit, over_time=over_time, as_json=as_json)
        if plot and by:
            _plot(board, by, plot)
        if number:
            raise typer.Exit(_add(session, library, _ranked(board, by if metric else None), number, place))


def _board(known: KnowsLeaderboards, benchmark: BenchmarkView) -> LeaderboardView:
    board = known.leaderboard(benchmark["task"], benchmark["dataset"])
    if board is None:
        raise SurveyError(f"there is no leaderboard of {benchmark['task']} on {benchmark['dataset']}")
    return board


def _by_area(task: TaskView) -> tuple[str, int, str]:
    return (task["areas"][0] if task["areas"] else "~", -(task["results"] or 0), task["name"])


def _show_tasks(tasks: Sequence[TaskView], *, as_json: bool, limit: int | None) -> None:
    if as_json:
        say_json(tasks[:limit])
        return
    rows = [
        ("; ".join(each["areas"]) or None, each["name"], each["benchmarks"], each["results"]) for each in tasks[:limit]
    ]
    table(("area", "task", "benchmarks", "results"), rows)
    areas = {area for each in tasks for area in each["areas"]}
    tell(
        f"{counted(len(tasks), 'task')}, {counted(len(areas), 'area')}; `survey sota TASK` lists the benchmarks of one"
    )


def _show_benchmarks(found: Sequence[BenchmarkView], parts: Sequence[TaskView], *, as_json: bool) -> None:
    if as_json:
        say_json(found)
    else:
        rows = [(each["task"], each["dataset"], ", ".join(each["metrics"]) or None, each["results"]) for each in found]
        table(("task", "dataset", "metrics", "results"), rows, wrap=("metrics",))
        if not found:
            tell("it has no benchmarks")
    if known := [each for each in parts if each["benchmarks"] != 0]:
        tell("its parts: " + ", ".join(f"{each['name']} ({each['benchmarks'] or UNKNOWN})" for each in known))


def _which_task(asked: str, tasks: Sequence[TaskView]) -> int:
    tell(f"survey: {asked} can mean {len(tasks)} tasks:")
    largest = sorted(tasks, key=lambda task: -(task["benchmarks"] or 0))
    for each in largest[:_SHOWN]:
        tell(f"  {each['name']}  ({_benchmarks(each)})")
    if len(tasks) > _SHOWN:
        tell(f"  … and {len(tasks) - _SHOWN} more")
    tell("hint: ask again with one of these names")
    return ExitCode.WHICH_PAPER


def _benchmarks(task: TaskView) -> str:
    number = task["benchmarks"]
    return f"{UNKNOWN} benchmarks" if number is None else counted(number, "benchmark")


def _which_benchmark(found: Sequence[BenchmarkView]) -> int:
    tell(f"survey: that can mean {len(found)} benchmarks:")
    for each in found:
        tell(f'  survey sota "{each["task"]}" "{each["dataset"]}"')
    tell("hint: ask again with one of these names")
    return ExitCode.WHICH_PAPER


def _ranked(board: LeaderboardView, by: MetricView | None) -> LeaderboardView:
    return {**board, "rows": by_metric(board, by)} if by else board


def _show(
    board: LeaderboardView,
    by: MetricView | None,
    *,
    ranked: bool,
    limit: int | None,
    over_time: bool,
    as_json: bool,
) -> None:
    if not over_time or by is None:
        show_board(board, _ranked(board, by if ranked else None)["rows"][:limit], as_json=as_json)
        if ranked and by and not by["direction"]:
            tell(f"nobody says which way {by['name']} is better: the rows are as they were, those without it left out")
        return
    steps = raised(board, by)
    if as_json:
        say_json([{**row, "raised_by": gain} for row, gain in zip(steps, _gains(steps, by), strict=True)])
        return
    rows = [
        (
            row["published"],
            row["scores"][by["name"]]["printed"],
            None if gain is None else f"{gain:+g}",
            row["model"],
            row["paper"],
        )
        for row, gain in zip(steps, _gains(steps, by), strict=True)
    ]
    table(("on", headed(by), "by", "model", "paper"), rows, wrap=("model", "paper"))
    undated = sum(not row["published"] for row in board["rows"])
    unsure = "" if by["direction"] else "nobody says which way it is better, so nothing can have been raised; "
    of = counted(len(board["rows"]), "row")
    without = f"; {undated} of {of} {'has' if undated == 1 else 'have'} no date" if undated else ""
    tell(f"{unsure}from {board['source']}, {board['on']}{licence(board['source'])}{without}")


def _gains(steps: Sequence[Any], by: MetricView) -> list[float | None]:
    values = [number_of(row, by["name"]) or 0.0 for row in steps]
    # Binary fractions: 0.1 + 0.2 is no 0.3, and a gain has no more digits than what it is the difference of.
    gains = [round(after - before, 6) for before, after in pairwise(values)]
    return [None, *gains] if values else []


def _plot(board: LeaderboardView, by: MetricView, path: Path) -> None:
    from survey.formats.plot import plot_progress

    plot_progress(board, by, path)
    tell(f"drawn in {path}")


def _add(session: Session, library: Library, board: LeaderboardView, number: int, place: Into | None) -> int:
    from survey.workflow.sota import add_leaders

    with progress(f"adding {counted(number, 'paper')}") as step:
        added = add_leaders(library, board, number, into=place, progress=step)
    added.told = _once(added.told)
    tell_sources(added.told)
    tell_added(session, added)
    return ending_of(added)


def _once(told: Sequence[Told]) -> list[Told]:
    """Every source once: who knows the leaderboard is asked about its papers again, and only a failure adds to that."""
    from survey.workflow.asking import add_up

    first: dict[str, Told] = {}
    for each in told:
        first.setdefault(each.source, each)
    once = list(first.values())
    add_up(once, [each for each in told if each.message and first[each.source] is not each])
    return once
