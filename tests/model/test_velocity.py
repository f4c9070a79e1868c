"""Citations per year, by one formula, in values and in the catalog alike."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from survey.model.fold import Said, fold_paper
from survey.model.record import Citations
from survey.model.velocity import velocity
from tests.model.making import record, taken

if TYPE_CHECKING:
    from survey.model.view import PaperView


def paper(**said: Any) -> PaperView:
    """What is shown of a paper of which one account says this."""
    return fold_paper(taken(record(**said)), Said(key="x"))


def counted(count: int, on: str) -> Citations:
    """So many citations on that day."""
    return Citations(count, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("said", "a_year"),
    [
        ({"published": date(2020, 1, 1), "citations": counted(400, "2024-01-01")}, 100.0),
        ({"year": 2020, "citations": counted(400, "2024-07-01")}, 100.0),
        ({"published": date(2020, 1, 1), "year": 2022, "citations": counted(400, "2024-01-01")}, 100.0),
        ({"published": date(2024, 1, 1), "citations": counted(30, "2024-02-01")}, 30.0),
        ({"published": date(2024, 1, 1), "citations": counted(30, "2023-02-01")}, 30.0),
        ({"published": date(2020, 1, 1), "citations": counted(0, "2024-01-01")}, 0.0),
    ],
)
def test_the_count_is_divided_by_the_years_since_it_appeared_but_at_least_one(
    said: dict[str, Any], a_year: float
) -> None:
    assert velocity(paper(**said)) == pytest.approx(a_year)


@pytest.mark.parametrize("said", [{"year": 2020}, {"citations": counted(9, "2024-01-01")}, {}])
def test_without_a_count_or_a_year_nothing_is_known(said: dict[str, Any]) -> None:
    assert velocity(paper(**said)) is None
