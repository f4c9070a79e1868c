"""Leaderboards made of what a test is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from survey.model.leaderboard import RowView, leaderboard
from survey.model.value import number

if TYPE_CHECKING:
    from survey.model.leaderboard import LeaderboardView


def row(printed: str, metric: str = "Accuracy", **said: Any) -> RowView:
    """A row with one score."""
    nothing = RowView(
        rank=1,
        model=None,
        scores={metric: {"printed": printed, "value": number(printed)}},
        paper=None,
        arxiv=None,
        url=None,
        year=None,
        published=None,
        code=[],
        extra_data=None,
        split=None,
    )
    return cast("RowView", {**nothing, **said})


def board(*rows: RowView, metric: str = "Accuracy", dataset: str = "D", **said: Any) -> LeaderboardView:
    """A leaderboard of one metric, as the dump of 2020 has it."""
    given = {"source": "papers_with_code", "on": "2020-08-01", "in_order": False, **said}
    return leaderboard("Segmentation", dataset, [metric], rows, **given)
