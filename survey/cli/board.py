"""A leaderboard as it is printed. It starts without an option parser, for it is looked up often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from survey.cli.out import say_json, table, tell
from survey.model.leaderboard import ARROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.model.leaderboard import LeaderboardView, MetricView, RowView


def show_board(board: LeaderboardView, rows: Sequence[RowView] | None = None, *, as_json: bool) -> None:
    """Prints `board`, or only some `rows` of it."""
    shown = board["rows"] if rows is None else rows
    if as_json:
        say_json({**board, "rows": shown})
        return
    metrics = [metric["name"] for metric in board["metrics"]]
    headings = ("rank", "model", *map(headed, board["metrics"]), "paper", "year", "code", "extra data")
    table(headings, (_row(row, metrics) for row in shown), wrap=("model", "paper"), always_headed=True)
    tell_board(board)


def tell_board(board: LeaderboardView) -> None:
    """Says of which day the leaderboard is, what tells which way its metrics are better, and what to beware of."""
    metrics = "; ".join(map(_told, board["metrics"]))
    tell(f"{board['task']} on {board['dataset']}: {metrics or 'no metric'}")
    tell(f"from {board['source']}, {board['on']}" + licence(board["source"]))
    for notice in board["notices"]:
        tell(f"beware: {notice}")


def licence(source: str) -> str:
    """What the licence of Papers with Code's data asks for, wherever they are shown."""
    return " (CC BY-SA 4.0)" if source == "papers_with_code" else ""


def headed(metric: MetricView) -> str:
    """A metric's name with the arrow that says which way it is better."""
    arrow = ARROWS.get(metric["direction"] or "")
    return f"{metric['name']} {arrow}" if arrow else metric["name"]


def _told(metric: MetricView) -> str:
    by = {"row order": "by the order of the rows", "name": "by its name", "declared": "declared"}
    return f"{headed(metric)} ({by.get(metric['told_by'] or '', 'nobody says which way it is better')})"


def _row(row: RowView, metrics: Iterable[str]) -> list[Any]:
    scores = [row["scores"][name]["printed"] if name in row["scores"] else None for name in metrics]
    extra = {True: "yes", False: "no"}.get(row["extra_data"]) if row["extra_data"] is not None else None
    code = row["code"][0] if row["code"] else None
    return [row["rank"], row["model"], *scores, row["paper"], row["year"], code, extra]
