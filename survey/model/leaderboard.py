"""Leaderboards: who claims what on a benchmark, in which order, and which way each metric is better."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from survey.model.scale import shares
from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class TaskView(TypedDict):
    """A task; a count that nobody says is None."""

    name: str
    areas: list[str]
    parents: list[str]
    """The tasks of which it is a part."""
    benchmarks: int | None
    results: int | None


class BenchmarkView(TypedDict):
    """A task on a dataset; a count that nobody says is None."""

    task: str
    dataset: str
    metrics: list[str]
    """The first is the one that the leaderboard goes by."""
    results: int | None


class MetricView(TypedDict):
    """A metric of a leaderboard."""

    name: str
    direction: str | None
    """`up`, `down` or None."""
    told_by: str | None
    """What says so: `declared`, `row order`, `name`; None where nothing does."""


class ScoreView(TypedDict):
    """A value as printed and, where it is one, as a number."""

    printed: str
    value: float | None


class RowView(TypedDict):
    """What one paper claims for one model. Scores are by the names of the leaderboard's metrics."""

    rank: int
    model: str | None
    scores: dict[str, ScoreView]
    paper: str | None
    """Its title."""
    arxiv: str | None
    url: str | None
    year: int | None
    published: str | None
    """An ISO date."""
    code: list[str]
    extra_data: bool | None
    """Whether training used additional data."""
    split: str | None


class LeaderboardView(TypedDict):
    """A leaderboard as `--json` prints it."""

    task: str
    dataset: str
    metrics: list[MetricView]
    """The first is the one that the rows are in the order of."""
    rows: list[RowView]
    notices: list[str]
    """What the reader should know before trusting it: mixed scales, rows out of order."""
    source: str
    on: str
    """The ISO date of which it is true."""


UP, DOWN = "up", "down"
ARROWS = {UP: "↑", DOWN: "↓"}

# Only what nobody would read the other way. Sizes and speeds (parameters, FLOPs, frames a second) are not goals.
_UP = frozenset({
    "acc", "accuracy", "ap", "ari", "auc", "auprc", "auroc", "bleu", "cider", "dice", "em", "exact match", "f", "f1",
    "f measure", "hit", "hits", "hr", "idf1", "inception", "iou", "kappa", "las", "map", "mcc", "meteor", "miou",
    "mota", "mrr", "ms ssim", "ndcg", "nmi", "p", "pck", "pearson correlation", "percentage correct", "pesq", "pq",
    "precision", "psnr", "r", "rank 1", "rank 5", "rank 10", "recall", "roc auc", "rouge", "rouge l", "sacrebleu",
    "si sdr", "spearman correlation", "spice", "ssim", "stoi", "success", "top 1", "top 5", "uas", "win",
})  # fmt: skip
_DOWN = frozenset({
    "absolute relative error", "ade", "bit per character", "bits per dim", "bpc", "bpd", "cer", "chamfer distance",
    "eer", "epe", "error", "fde", "fid", "frechet inception distance", "hter", "kernel inception distance", "kid",
    "log loss", "loss", "lpips", "mae", "median rank", "mpjpe", "mse", "nll", "nme", "perplexity", "ppl", "rank",
    "rmse", "wer",
})  # fmt: skip
# Words of a metric's name that say how it was taken, not what it is.
_SETTING = frozenset({"average", "avg", "class", "fold", "mean", "rate", "score", "test", "val", "validation", "valid"})


def direction_by_name(metric: str) -> str | None:
    """The direction that everybody knows of a metric of this name; None for one that is not well known."""
    name = fold(metric)
    if name in _UP:
        return UP
    words = [word for word in name.split() if word not in _SETTING and not word.isdigit()]
    bare, last = " ".join(words), words[-1] if words else ""
    # "mean rank" is a place, "rank 1" a share of hits.
    if bare == "rank":
        return DOWN if {"mean", "average", "avg"} & set(name.split()) else None
    if bare in _DOWN or last in {"error", "perplexity"}:
        return DOWN
    # "AP50" is AP at a threshold, "mask AP" that of masks.
    return UP if {bare, bare.rstrip("0123456789"), last.rstrip("0123456789")} & _UP else None


def direction_by_order(values: Sequence[float]) -> str | None:
    """The direction in which `values`, best first, are in order; None where they are too few or in neither.

    Neighbours that rise are counted against those that fall: one value out of its place is somebody's slip, but where a
    third of the steps goes the other way the rows are in another order.
    """
    steps = [after - before for before, after in pairwise(values) if after != before]
    falls = sum(step < 0 for step in steps)
    rises = len(steps) - falls
    if len(values) < 3 or max(falls, rises) < 2 * min(falls, rises) or not steps:
        return None
    return UP if falls > rises else DOWN


def leaderboard(
    task: str,
    dataset: str,
    metrics: Sequence[str],
    rows: Iterable[RowView],
    *,
    source: str,
    on: str,
    declared: Mapping[str, str] | None = None,
    in_order: bool = True,
) -> LeaderboardView:
    """The leaderboard of `rows`, best first, with the direction of each of `metrics` and what tells it.

    A direction is what the source has `declared`; else, of the first metric, the one in which the rows are, if they are
    `in_order`; else the one that everybody knows of a metric of that name.
    """
    listed = list(rows)
    said = {fold(name): direction for name, direction in (declared or {}).items()}
    told = [
        _told(name, said.get(fold(name)), _numbers(listed, name) if in_order and not place else [])
        for place, name in enumerate(metrics)
    ]
    notices = [notice for metric in told for notice in _notices(listed, metric)]
    if in_order and told and not _is_monotone(told[0], _numbers(listed, told[0]["name"])):
        notices.append(f"the rows are not all in the order of {told[0]['name']}")
    return LeaderboardView(task=task, dataset=dataset, metrics=told, rows=listed, notices=notices, source=source, on=on)


def _told(name: str, declared: str | None, in_order: Sequence[float]) -> MetricView:
    for direction, told_by in (
        (declared, "declared"),
        (direction_by_order(in_order), "row order"),
        (direction_by_name(name), "name"),
    ):
        if direction:
            return MetricView(name=name, direction=direction, told_by=told_by)
    return MetricView(name=name, direction=None, told_by=None)


def _numbers(rows: Iterable[RowView], metric: str) -> list[float]:
    scores = (row["scores"].get(metric) for row in rows)
    return [score["value"] for score in scores if score and score["value"] is not None]


def _is_monotone(metric: MetricView, values: list[float]) -> bool:
    return metric["direction"] is None or values == sorted(values, reverse=metric["direction"] == UP)


def _notices(rows: Sequence[RowView], metric: MetricView) -> list[str]:
    """That a metric is printed partly as a share of one and partly as per cent, which cannot be compared."""
    scores = [score for row in rows if (score := row["scores"].get(metric["name"]))]
    numbers = [(score["printed"], score["value"]) for score in scores if score["value"] is not None]
    if not (found := shares(numbers)):
        return []
    return [f"{metric['name']}: {found} of {len(numbers)} values are shares of one, the others are per cent"]


def by_metric(board: LeaderboardView, metric: MetricView) -> list[RowView]:
    """The rows that have a number in `metric`, best first, ranked anew; in the order given where no direction is known.

    Equal values share a rank.
    """
    scored = [(value, row) for row in board["rows"] if (value := number_of(row, metric["name"])) is not None]
    if metric["direction"]:
        scored.sort(key=lambda pair: pair[0], reverse=metric["direction"] == UP)
    ranked: list[RowView] = []
    for place, (value, row) in enumerate(scored, start=1):
        tied = bool(metric["direction"] and ranked and number_of(ranked[-1], metric["name"]) == value)
        ranked.append({**row, "rank": ranked[-1]["rank"] if tied else place})
    return ranked


def number_of(row: RowView, metric: str) -> float | None:
    """The number that `row` claims in `metric`."""
    score = row["scores"].get(metric)
    return score["value"] if score else None


def raised(board: LeaderboardView, metric: MetricView) -> list[RowView]:
    """The rows that raised the best value of `metric`, oldest first; undated rows cannot have.

    Of rows of one day only the best counts. Empty where no direction is known.
    """
    if not (direction := metric["direction"]):
        return []
    sign = 1 if direction == UP else -1
    dated = [
        (row["published"], -sign * value, place, row)
        for place, row in enumerate(board["rows"])
        if row["published"] and (value := number_of(row, metric["name"])) is not None
    ]
    best: list[tuple[float, RowView]] = []
    for _, worth, _, row in sorted(dated, key=lambda each: each[:3]):
        if not best or worth < best[-1][0]:
            best.append((worth, row))
    return [row for _, row in best]
