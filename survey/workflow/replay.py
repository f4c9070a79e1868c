"""A search asked again, for what is new since."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from survey.catalog.catalog import Catalog
from survey.catalog.saved import Saved, first_heard_after
from survey.workflow.asking import Report
from survey.workflow.search import Hit


def new_since(catalog: Catalog, saved: Saved, hits: Sequence[Hit], report: Report) -> list[Hit]:
    """Those of `hits` that nobody had told the catalog of before this asking, or since `saved` was last answered."""
    papers = {hit.paper for hit in hits}
    with catalog.reading() as reader:
        new: Collection[int] = first_heard_after(reader, papers, saved.asked_at or "")
    return [hit for hit in hits if hit.paper in new or hit.paper in report.intake.new]
