"""By how much a result is beaten today."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from survey.model.claim import folded_name
from survey.model.leaderboard import UP, MetricView, by_metric
from survey.model.scale import shares
from survey.model.view import Beaten

if TYPE_CHECKING:
    from collections.abc import Callable

    from survey.model.leaderboard import LeaderboardView, RowView, ScoreView
    from survey.model.view import PaperView, ResultView


def held_against(paper: PaperView, result: ResultView, board: LeaderboardView) -> ResultView:
    """The `result` of `paper` with what beats it on `board`, and the direction that the board knows of its metric."""
    metric = _metric(result, board)
    direction = metric["direction"] if metric else result["direction"]
    return {**result, "direction": direction, "beaten": beaten_by(paper, result, board)}


def held_against_all(paper: PaperView, leaderboards: Callable[[str, str], LeaderboardView | None]) -> PaperView:
    """`paper` with each result told whether it is beaten, where `leaderboards` knows that of its task and dataset."""
    boards = [leaderboards(result["task"], result["dataset"]) for result in paper["results"]]
    told = zip(paper["results"], boards, strict=True)
    return {**paper, "results": [held_against(paper, result, board) if board else result for result, board in told]}


def beaten_by(paper: PaperView, result: ResultView, board: LeaderboardView) -> Beaten | None:
    """What on `board` beats the `result` of `paper`: the best row of its split, if that is another paper's.

    None where nothing does, and where it cannot be told: no number, no known direction, or values on two scales.
    """
    metric = _metric(result, board)
    value = result["value"]
    if value is None or not metric:
        return None
    rows = [row for row in by_metric(_of_split(board, result["split"]), metric) if row["rank"] == 1]
    if not rows or any(_is_of(row, paper) for row in rows):
        return None
    best = rows[0]["scores"][metric["name"]]
    if best["value"] is None or shares([(result["printed"], value), *_numbers(board, metric)]):
        return None
    # By way of their shortest decimals: 90.2 - 88.5 is 1.7, not 1.7000000000000028.
    by = Decimal(str(best["value"])) - Decimal(str(value))
    if metric["direction"] != UP:
        by = -by
    return _beaten(best, best["value"], float(by), rows[0], board) if by > 0 else None


def _beaten(best: ScoreView, value: float, by: float, row: RowView, board: LeaderboardView) -> Beaten:
    return Beaten(
        value=value, printed=best["printed"], model=row["model"], by=by, source=board["source"], on=board["on"]
    )


def _metric(result: ResultView, board: LeaderboardView) -> MetricView | None:
    """The metric of `result` on `board`, with the direction that neither of them contradicts; None without one."""
    wanted = folded_name(result["metric"])
    metric = next((each for each in board["metrics"] if folded_name(each["name"]) == wanted), None)
    if not metric:
        return None
    said = {metric["direction"], result["direction"]} - {None}
    return {**metric, "direction": said.pop()} if len(said) == 1 else None


def _of_split(board: LeaderboardView, split: str | None) -> LeaderboardView:
    wanted = folded_name(split or "")
    return {**board, "rows": [row for row in board["rows"] if folded_name(row["split"] or "") == wanted]}


def _is_of(row: RowView, paper: PaperView) -> bool:
    """Whether `row` is of `paper`: by its arXiv id, or by its title."""
    names = {f"arxiv:{paper['identifiers'].get('arxiv')}", *paper["other_identifiers"]}
    if row["arxiv"] and f"arxiv:{row['arxiv']}" in names:
        return True
    return bool(row["paper"] and paper["title"] and folded_name(row["paper"]) == folded_name(paper["title"]))


def _numbers(board: LeaderboardView, metric: MetricView) -> list[tuple[str, float]]:
    scores = (row["scores"].get(metric["name"]) for row in board["rows"])
    return [(score["printed"], score["value"]) for score in scores if score and score["value"] is not None]
