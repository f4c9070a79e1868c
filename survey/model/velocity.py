"""How fast a paper gathers citations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.model.view import PaperView

DAYS_A_YEAR = 365.25
MIDDLE_OF_A_YEAR = "07-01"


def velocity(paper: PaperView) -> float | None:
    """Citations per year: the shown count, by the years from the day of publication to the day it was counted.

    The years are days / 365.25, and at least 1: what is new has had no time to show how it goes on. Of a paper whose
    day nobody knows it is 1 July of its year. None where nobody knows a count or a year.
    """
    counted, year = paper["citations"], paper["year"]
    appeared = paper["published"] or (f"{year:04d}-{MIDDLE_OF_A_YEAR}" if year else None)
    if not counted or not appeared:
        return None
    days = (date.fromisoformat(counted["on"]) - date.fromisoformat(appeared)).days
    return counted["count"] / max(1.0, days / DAYS_A_YEAR)
