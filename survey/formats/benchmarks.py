"""Results of papers in few words: the best on a benchmark, and the best of all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from survey.formats.cell import UNKNOWN, Cell, Column, Credit
from survey.model.claim import dataset_name, folded_name
from survey.model.dispute import believed
from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.model.view import Beaten, PaperView, ResultView

BEATEN = "beaten"
MOST = 3
"""How many results, or values of one result, stand in a cell."""


def benchmark(name: str) -> Column:
    """The column `DATASET:METRIC`, split at the last colon: the best that each paper claims there.

    `DATASET:METRIC:beaten` is by how much the best of the leaderboard is better, where that is known. Names are
    compared as titles are, without case and punctuation. Raises AskedWronglyError where either is empty.
    """
    on, _, last = name.rpartition(":")
    is_beaten = last.strip().lower() == BEATEN and ":" in on
    dataset, _, metric = (part.strip() for part in (on if is_beaten else name).rpartition(":"))
    if not dataset or not metric:
        raise AskedWronglyError(f"{name} names no benchmark", hint="a benchmark column is DATASET:METRIC")
    wanted = (folded_name(dataset), folded_name(metric))

    def found(view: PaperView) -> list[ResultView]:
        return [result for result in view["results"] if _is_on(result, *wanted)]

    cell, credit = (beaten, _held_against) if is_beaten else (best, claimed_by)
    return Column(
        f"{dataset}:{metric}" + (f":{BEATEN}" if is_beaten else ""),
        f"{dataset}: {metric}" + (", best is better by" if is_beaten else ""),
        lambda view: cell(found(view)),
        lambda view: credit(found(view)),
        is_number=True,
    )


def best(results: Sequence[ResultView]) -> Cell:
    """The best of one paper's `results` on one benchmark, and to a person the best of all that beats it.

    Where neither a direction nor a rank tells which one that is, all of them, up to MOST.
    """
    found = _best(results)
    if len(found) > 1:
        return Cell(some([result["printed"] for result in found], " / "))
    return _claim(found[0]) if found else UNKNOWN


def beaten(results: Sequence[ResultView]) -> Cell:
    """By how much the best of the leaderboard is better than the best of one paper's `results`, and whose it is."""
    found = _best(results)
    better = found[0].get("beaten") if len(found) == 1 else None
    if not better:
        return UNKNOWN
    who = ", ".join(filter(None, (better["printed"], better["model"])))
    return Cell(better["by"], shown=f"{_difference(found[0], better)} ({who})")


def _best(results: Sequence[ResultView]) -> list[ResultView]:
    """The best of `results`; all that are printed otherwise where nobody can tell; of one claim what is believed."""
    trusted = believed(results)
    numbers = [(result["value"], result) for result in trusted if result["value"] is not None]
    directions = {result["direction"] for _, result in numbers if result["direction"]}
    if len(directions) == 1:
        choose = max if directions == {"up"} else min
        return [choose(numbers, key=lambda number: number[0])[1]]
    if ranked := [(result["rank"], result) for result in trusted if result["rank"] is not None]:
        return [min(ranked, key=lambda place: place[0])[1]]
    printed: dict[str, ResultView] = {}
    for result in trusted:
        printed.setdefault(result["printed"], result)
    return list(printed.values())


def results(view: PaperView) -> Cell:
    """The best of `view` on each benchmark, those where it ranks highest first, as `ImageNet: Top 1 Accuracy 88.5%`."""
    boards: dict[tuple[str, ...], list[ResultView]] = {}
    for result in view["results"]:
        names = (result["task"], result["dataset"], result["split"] or "", result["metric"])
        boards.setdefault(tuple(map(folded_name, names)), []).append(result)
    ranked = sorted(boards.values(), key=_rank)
    lines = dict.fromkeys(f"{dataset_name(board[0])}: {board[0]['metric']} {_text(best(board))}" for board in ranked)
    return Cell(some(list(lines), "; ")) if lines else UNKNOWN


def claimed_by(results: Iterable[ResultView]) -> list[Credit]:
    """Who says `results`, when the view does not tell; and the leaderboards that they were held against."""
    listed = list(results)
    sources = dict.fromkeys(result["source"] for result in listed)
    return [*(Credit(source, None) for source in sources), *_held_against(listed)]


def _held_against(results: Iterable[ResultView]) -> list[Credit]:
    better = [found for result in results if (found := result.get("beaten"))]
    return list(dict.fromkeys(Credit(each["source"], each["on"]) for each in better))


def _claim(result: ResultView) -> Cell:
    value, printed, better = result["value"], result["printed"], result.get("beaten")
    than = f" (best {better['printed']}, {_difference(result, better)})" if better else ""
    return Cell(printed if value is None else value, shown=printed + than)


def _difference(result: ResultView, better: Beaten) -> str:
    """How far `better` lies from `result`, as `+1.7`, or `−1.7` where less is better."""
    sign = "+" if better["value"] > (result["value"] or 0) else "−"
    return f"{sign}{Decimal(str(better['by'])).normalize():f}"


def _text(cell: Cell) -> str:
    return cell.shown or str(cell.value)


def some(texts: list[str], between: str) -> str:
    """The first MOST of `texts`, and how many there are besides."""
    more = [f"+{len(texts) - MOST} more"] if len(texts) > MOST else []
    return between.join(texts[:MOST] + more)


def _rank(board: list[ResultView]) -> tuple[bool, int]:
    ranks = [result["rank"] for result in board if result["rank"] is not None]
    return (not ranks, min(ranks, default=0))


def _is_on(result: ResultView, dataset: str, metric: str) -> bool:
    datasets = {folded_name(result["dataset"]), folded_name(dataset_name(result))}
    return folded_name(result["metric"]) == metric and dataset in datasets
