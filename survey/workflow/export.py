"""The review table leaves: into a file, between the markers of a page, or to whoever reads stdout."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TextIO, TypeAlias

from survey.catalog.catalog import Catalog
from survey.catalog.read import Selection, views
from survey.formats.files import replacing
from survey.formats.format import Format, Written
from survey.formats.insert import insert_into
from survey.formats.table import review_table
from survey.model.beaten import held_against
from survey.model.leaderboard import LeaderboardView
from survey.model.view import PaperView, ResultView

Leaderboards: TypeAlias = Callable[[str, str], LeaderboardView | None]
"""What gives the leaderboard of a task and a dataset, where it is known."""


def no_leaderboards(task: str, dataset: str) -> LeaderboardView | None:
    """No leaderboard, whichever is asked for."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which papers, in which columns, grouped by what."""

    selection: Selection
    columns: Sequence[str] = ()
    group_by: str | None = None
    title: str | None = None


def export(
    catalog: Catalog, form: Format, wanted: Wanted, out: TextIO, *, leaderboards: Leaderboards = no_leaderboards
) -> Written:
    """Writes the review table to `out`, a paper at a time, each result beside the best of its leaderboard.

    Raises AskedWronglyError for columns that do not exist.
    """
    known = cache(leaderboards if _show_results(wanted.columns) else no_leaderboards)
    with catalog.reading() as reader:
        papers = (_held_against_all(json.loads(view), known) for view in views(reader, wanted.selection))
        return form.write(review_table(papers, wanted.columns, group_by=wanted.group_by, title=wanted.title), out)


def _show_results(columns: Sequence[str]) -> bool:
    """Whether it is worth to look for leaderboards."""
    return not columns or any(name.strip().lower() == "results" or ":" in name for name in columns)


def _held_against_all(paper: PaperView, leaderboards: Leaderboards) -> PaperView:
    """`paper` with each result told whether it is beaten, where its leaderboard is known."""
    results: list[ResultView] = []
    for result in paper["results"]:
        board = leaderboards(result["task"], result["dataset"])
        results.append(held_against(paper, result, board) if board else result)
    return {**paper, "results": results}


def export_file(
    catalog: Catalog, form: Format, wanted: Wanted, path: Path, *, leaderboards: Leaderboards = no_leaderboards
) -> Written:
    """Writes the review table to the file `path`, which is the old one or the new one, never half of it."""
    with replacing(path) as out:
        return export(catalog, form, wanted, out, leaderboards=leaderboards)


def export_into(
    catalog: Catalog, form: Format, wanted: Wanted, page: Path, *, leaderboards: Leaderboards = no_leaderboards
) -> tuple[Written, bool]:
    """Renews the table between the two markers in `page`; what was written, and whether the page changed."""
    out = io.StringIO(newline="")
    written = export(catalog, form, wanted, out, leaderboards=leaderboards)
    return written, insert_into(page, out.getvalue())
