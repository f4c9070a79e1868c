"""Results of papers in few words: the best on a benchmark, and the best of all."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from survey.formats.cell import UNKNOWN, Cell, Column, Credit
from survey.model.errors import AskedWronglyError
from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.model.view import PaperView, ResultView

MOST = 3
"""How many results, or values of one result, stand in a cell."""


def benchmark(name: str) -> Column:
    """The column `DATASET:METRIC`, split at the last colon: the best that each paper claims there.

    Names are compared as titles are, without case and punctuation. Raises AskedWronglyError where either is empty.
    """
    dataset, _, metric = (part.strip() for part in name.rpartition(":"))
    if not dataset or not metric:
        raise AskedWronglyError(f"{name} names no benchmark", hint="a benchmark column is DATASET:METRIC")
    wanted = (_folded(dataset), _folded(metric))

    def found(view: PaperView) -> list[ResultView]:
        return [result for result in view["results"] if _is_on(result, *wanted)]

    return Column(
        f"{dataset}:{metric}",
        f"{dataset}: {metric}",
        lambda view: best(found(view)),
        lambda view: claimed_by(found(view)),
        is_number=True,
    )


def best(results: Sequence[ResultView]) -> Cell:
    """The best of one paper's `results` on one benchmark.

    Where neither a direction nor a rank tells which one that is, all of them, up to MOST.
    """
    if len(results) < 2:
        return _claim(results[0]) if results else UNKNOWN
    numbers = [(result["value"], result) for result in results if result["value"] is not None]
    directions = {result["direction"] for _, result in numbers if result["direction"]}
    if len(directions) == 1:
        choose = max if directions == {"up"} else min
        return _claim(choose(numbers, key=lambda number: number[0])[1])
    if ranked := [(result["rank"], result) for result in results if result["rank"] is not None]:
        return _claim(min(ranked, key=lambda place: place[0])[1])
    printed = {result["printed"]: result for result in results}
    return Cell(_some(list(printed), " / ")) if len(printed) > 1 else _claim(results[0])


def results(view: PaperView) -> Cell:
    """The best of `view` on each benchmark, those where it ranks highest first, as `ImageNet: Top 1 Accuracy 88.5%`."""
    boards: dict[tuple[str, ...], list[ResultView]] = {}
    for result in view["results"]:
        names = (result["task"], result["dataset"], result["split"] or "", result["metric"])
        boards.setdefault(tuple(map(_folded, names)), []).append(result)
    ranked = sorted(boards.values(), key=_rank)
    lines = dict.fromkeys(f"{_dataset(board[0])}: {board[0]['metric']} {_text(best(board))}" for board in ranked)
    return Cell(_some(list(lines), "; ")) if lines else UNKNOWN


def claimed_by(results: Iterable[ResultView]) -> list[Credit]:
    """Who says `results`; when, the view does not tell."""
    return [Credit(source, None) for source in dict.fromkeys(result["source"] for result in results)]


def _claim(result: ResultView) -> Cell:
    value, printed = result["value"], result["printed"]
    return Cell(printed if value is None else value, shown=printed)


def _text(cell: Cell) -> str:
    return cell.shown or str(cell.value)


def _some(texts: list[str], between: str) -> str:
    more = [f"+{len(texts) - MOST} more"] if len(texts) > MOST else []
    return between.join(texts[:MOST] + more)


def _rank(board: list[ResultView]) -> tuple[bool, int]:
    ranks = [result["rank"] for result in board if result["rank"] is not None]
    return (not ranks, min(ranks, default=0))


def _dataset(result: ResultView) -> str:
    split = result["split"]
    return f"{result['dataset']} {split}" if split else result["dataset"]


def _is_on(result: ResultView, dataset: str, metric: str) -> bool:
    return _folded(result["metric"]) == metric and dataset in {_folded(result["dataset"]), _folded(_dataset(result))}


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    # A name of punctuation alone folds to nothing, and two of those are not the same.
    return fold(name) or name.strip()
