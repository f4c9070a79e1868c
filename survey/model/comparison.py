"""Papers side by side on benchmarks: who claims what, and which value is best."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from survey.model.asked import Asked, Claims, columns_of
from survey.model.claim import dataset_name
from survey.model.dispute import believed, disputes
from survey.model.leaderboard import UP, direction_by_name
from survey.model.scale import shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.model.view import PaperView, ResultView


class ColumnView(TypedDict):
    """A metric of a benchmark."""

    task: str
    dataset: str
    split: str | None
    metric: str
    direction: str | None
    """`up`, `down` or None."""
    told_by: str | None
    """What says so: `declared`, `name`; None where nothing does."""


class ValueView(TypedDict):
    """A value as printed and, where it is one, as a number; who reaches it, and who says so."""

    printed: str
    value: float | None
    model: str | None
    source: str


class CellView(TypedDict):
    """What one paper claims in one column."""

    values: list[ValueView]
    """The best of the paper, or all where nobody can tell; then, of a conflict, what less trusted sources say."""
    place: int | None
    """1 is the best value of the column; None where that cannot be told."""
    conflict: bool


class ComparedView(TypedDict):
    """A paper and its cells, one for each column; None is unknown."""

    key: str
    title: str | None
    year: int | None
    cells: list[CellView | None]


class ConflictView(TypedDict):
    """A claim of which sources give different values."""

    key: str
    task: str
    dataset: str
    split: str | None
    metric: str
    model: str | None
    values: list[ValueView]
    ranked_by: str
    """The source whose value counts: the most trusted."""


class ComparisonView(TypedDict):
    """Papers side by side, as `--json` prints it."""

    columns: list[ColumnView]
    papers: list[ComparedView]
    conflicts: list[ConflictView]
    notices: list[str]
    """What the reader should know before trusting it."""


def compare(papers: Sequence[PaperView], asked: Asked) -> ComparisonView:
    """`papers` side by side on what is `asked` for, the columns that most of them fill first."""
    columns, notices = columns_of(papers, asked)
    table = [(_column(claims), claims) for claims in columns]
    cells = [_cells(column, claims) for column, claims in table]
    conflicts = [
        _conflict(key, said) for _, claims in table for key, results in claims.items() for said in disputes(results)
    ]
    notices += [notice for column, claims in table for notice in _warnings(column, claims)]
    notices += [_told(conflict) for conflict in conflicts]
    return ComparisonView(
        columns=[column for column, _ in table],
        papers=[
            ComparedView(
                key=paper["key"],
                title=paper["title"],
                year=paper["year"],
                cells=[column.get(paper["key"]) for column in cells],
            )
            for paper in papers
        ],
        conflicts=conflicts,
        notices=notices,
    )


def only_known(comparison: ComparisonView) -> ComparisonView:
    """`comparison` without the papers that claim nothing in any column."""
    return {**comparison, "papers": [paper for paper in comparison["papers"] if any(paper["cells"])]}


def column_name(column: ColumnView | ConflictView | ResultView) -> str:
    """What a column is called: its task, dataset with split, and metric."""
    return f"{column['task']} / {dataset_name(column)} / {column['metric']}"


def value_text(value: ValueView) -> str:
    """A value as shown: the asterisks and blanks that some sources put around one are their way to mark it."""
    return value["printed"] if value["value"] is None else value["printed"].replace("\ufeff", "").strip().strip("* ")


def _column(claims: Claims) -> ColumnView:
    results = [result for said in claims.values() for result in said]
    first = results[0]
    direction, told_by = _direction(results)
    return ColumnView(
        task=first["task"],
        dataset=first["dataset"],
        split=first["split"],
        metric=first["metric"],
        direction=direction,
        told_by=told_by,
    )


def _direction(results: Sequence[ResultView]) -> tuple[str | None, str | None]:
    """The direction that the results declare, if they agree; else the one that everybody knows of such a metric."""
    declared = {result["direction"] for result in results} - {None}
    if len(declared) == 1:
        return declared.pop(), "declared"
    known = direction_by_name(results[0]["metric"])
    return known, "name" if known else None


def _cells(column: ColumnView, claims: Claims) -> dict[str, CellView]:
    """The cell of each paper."""
    chosen = {key: _chosen(results, column["direction"]) for key, results in claims.items()}
    places = {} if _mixed(claims) else _places(chosen, column["direction"])
    cells = {}
    for key, best in chosen.items():
        disputed = [said for said in disputes(claims[key]) if any(result in said for result in best)]
        others = [result for said in disputed for result in said if result not in best]
        cells[key] = CellView(values=list(map(_value, best + others)), place=places.get(key), conflict=bool(others))
    return cells


def _chosen(results: Sequence[ResultView], direction: str | None) -> list[ResultView]:
    """The best of one paper's results in a column; all that differ, where nobody can tell."""
    trusted = believed(results)
    numbers = [(value, result) for result in trusted if (value := result["value"]) is not None]
    if direction and numbers:
        choose = max if direction == UP else min
        return [choose(numbers, key=lambda number: number[0])[1]]
    return list({_value(result)["printed"]: result for result in trusted}.values())


def _places(chosen: dict[str, list[ResultView]], direction: str | None) -> dict[str, int]:
    """The place of each paper in a column of which at least two papers have a number; equal ones share it."""
    values = {key: best[0]["value"] for key, best in chosen.items() if len(best) == 1}
    known = {key: value for key, value in values.items() if value is not None}
    if not direction or len(known) < 2:
        return {}
    order = sorted(set(known.values()), reverse=direction == UP)
    return {key: order.index(value) + 1 for key, value in known.items()}


def _value(result: ResultView) -> ValueView:
    return ValueView(printed=result["printed"], value=result["value"], model=result["model"], source=result["source"])


def _numbers(claims: Claims) -> list[tuple[str, float]]:
    return [
        (result["printed"], value)
        for results in claims.values()
        for result in believed(results)
        if (value := result["value"]) is not None
    ]


def _mixed(claims: Claims) -> int:
    """How many values of a column are shares of one while the others are per cent."""
    return shares(_numbers(claims))


def _warnings(column: ColumnView, claims: Claims) -> Iterable[str]:
    if mixed := _mixed(claims):
        total = len(_numbers(claims))
        yield (
            f"{column_name(column)}: {mixed} of {total} values lie between 0 and 1, the others between 1 and 100; "
            "nothing is marked best"
        )
    if len({result["direction"] for results in claims.values() for result in results} - {None}) > 1:
        told = "its name tells which way it is better" if column["direction"] else "nothing is marked best"
        yield f"{column_name(column)}: sources declare both directions; {told}"


def _conflict(key: str, said: Sequence[ResultView]) -> ConflictView:
    first = said[0]
    return ConflictView(
        key=key,
        task=first["task"],
        dataset=first["dataset"],
        split=first["split"],
        metric=first["metric"],
        model=first["model"],
        values=[_value(result) for result in said],
        ranked_by=first["source"],
    )


def _told(conflict: ConflictView) -> str:
    values = " / ".join(f"{value_text(value)} ({value['source']})" for value in conflict["values"])
    model = f" ({conflict['model']})" if conflict["model"] else ""
    return f"conflict: {conflict['key']}, {column_name(conflict)}{model}: {values}; ranked by {conflict['ranked_by']}"
