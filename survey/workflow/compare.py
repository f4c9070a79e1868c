"""The user's papers side by side on the benchmarks they share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from survey.catalog.read import Selection, views, views_of
from survey.model.comparison import compare, only_known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.catalog.catalog import Catalog
    from survey.model.asked import Asked
    from survey.model.comparison import ComparisonView
    from survey.model.view import PaperView


def compare_papers(
    catalog: Catalog, papers: Sequence[int], asked: Asked, *, survey: str | None = None
) -> tuple[ComparisonView, list[PaperView]]:
    """A comparison of `papers`, and their views; without any, of those of the survey that have something to compare.

    Those are all in the catalog's list, or in the `survey` that is named.
    """
    with catalog.reading() as reader:
        if papers:
            chosen = list({view["key"]: view for view in views_of(reader, list(papers))}.values())
            return compare(chosen, asked), chosen
        every: list[PaperView] = [json.loads(view) for view in views(reader, Selection(survey=survey))]
    return only_known(compare(every, asked)), every
