"""The survey leaves, as a review table or a bibliography: into a file, a page, or to whoever reads stdout."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeAlias, cast

from survey.catalog.catalog import Catalog
from survey.catalog.citations import between
from survey.catalog.judgements import Judged, judged
from survey.catalog.provenance import cited
from survey.catalog.read import Selection, views
from survey.formats.columns import DEFAULT_COLUMNS
from survey.formats.files import replacing
from survey.formats.format import AnyFormat, Page, PageFormat, PaperFormat, Written
from survey.formats.insert import insert_into
from survey.formats.table import review_table
from survey.model.beaten import held_against_all
from survey.model.errors import AskedWronglyError
from survey.model.leaderboard import LeaderboardView
from survey.model.view import Cite, PaperView

if TYPE_CHECKING:
    from survey.workflow.asking import Progress

Leaderboards: TypeAlias = Callable[[str, str], LeaderboardView | None]
"""What gives the leaderboard of a task and a dataset, where it is known."""


def no_leaderboards(task: str, dataset: str) -> LeaderboardView | None:
    """No leaderboard, whichever is asked for."""
    return None


# As `surrogateescape` reads a byte that is no text.
_HALF = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which papers, in which columns, grouped by what."""

    selection: Selection
    columns: Sequence[str] = ()
    group_by: str | None = None
    title: str | None = None
    today: date | None = None
    """The day on which it leaves, for formats that show it."""
    cite: Cite = Cite.PUBLISHED
    """Which version of a paper is shown, where it has several."""


def export(
    catalog: Catalog,
    form: AnyFormat,
    wanted: Wanted,
    out: TextIO,
    *,
    leaderboards: Leaderboards = no_leaderboards,
    progress: Progress = lambda *_: None,
) -> Written:
    """Writes what is wanted to `out`, a paper at a time; in a table each result beside the best of its leaderboard.

    Raises AskedWronglyError for columns that do not exist, and for any where the format has none.
    """
    if isinstance(form, PaperFormat):
        return _write_papers(catalog, form, wanted, out, progress)
    known = cache(leaderboards if _show_results(wanted.columns) else no_leaderboards)
    with catalog.reading() as reader:
        papers = (held_against_all(paper, known) for paper in _told(_papers(reader, wanted), progress))
        if isinstance(form, PageFormat):
            return form.write_page(_page(reader, list(papers), wanted), out)
        columns = _columns(reader, form, wanted)
        return form.write(review_table(papers, columns, group_by=wanted.group_by, title=wanted.title), out)


def _papers(reader: sqlite3.Connection, wanted: Wanted) -> Iterator[PaperView]:
    """The papers, each with what the user said of which are one."""
    said = _judged(reader, wanted)
    found = cited(reader, (json.loads(view) for view in views(reader, wanted.selection)), wanted.cite)
    return (_with_judged(paper, said) for paper in found)


def _told(papers: Iterable[PaperView], progress: Progress) -> Iterator[PaperView]:
    for number, paper in enumerate(papers, start=1):
        progress("papers", number)
        yield paper


def _with_judged(paper: PaperView, said: Mapping[str, Judged]) -> PaperView:
    if not (here := said.get(paper["key"])):
        return paper
    lists = {"different": here.different, "same": here.same}
    return cast("PaperView", paper | {name: pointers for name, pointers in lists.items() if pointers})


def _judged(reader: sqlite3.Connection, wanted: Wanted) -> dict[str, Judged]:
    def shown(view: PaperView) -> PaperView:
        return next(cited(reader, [view], wanted.cite))

    return judged(reader, lambda: {json.loads(view)["key"] for view in views(reader, wanted.selection)}, shown)


_TABLES_READ_BACK = frozenset({"csv", "tsv"})


def _columns(reader: sqlite3.Connection, form: AnyFormat, wanted: Wanted) -> Sequence[str]:
    """The columns of a table; of one that may be read back, where none are asked for, those of the user's word too."""
    if wanted.columns or form.name not in _TABLES_READ_BACK:
        return wanted.columns
    said = _judged(reader, wanted).values()
    kept_apart, made_one = any(each.different for each in said), any(each.same for each in said)
    more = [name for name, is_wanted in (("different_from", kept_apart), ("same_as", made_one)) if is_wanted]
    return ("key", *DEFAULT_COLUMNS, *more) if more else ()


def _page(reader: sqlite3.Connection, papers: Sequence[PaperView], wanted: Wanted) -> Page:
    citations = between(reader, {paper["key"] for paper in papers})
    return Page(papers, citations, wanted.columns, wanted.group_by, wanted.title, wanted.today)


def _write_papers(catalog: Catalog, form: PaperFormat, wanted: Wanted, out: TextIO, progress: Progress) -> Written:
    if wanted.columns or wanted.group_by or wanted.title:
        raise AskedWronglyError(
            f"{form.name} has papers, no columns, groups or title", hint="those are for tables: markdown, csv, tsv"
        )
    counter = _Counter()
    with catalog.reading() as reader:
        out.writelines(form.pieces(counter.counted(_told(_papers(reader, wanted), progress))))
    return Written(counter.count)


class _Counter:
    """Counts what goes by."""

    def __init__(self) -> None:
        self.count = 0

    def counted(self, papers: Iterable[PaperView]) -> Iterator[PaperView]:
        for paper in papers:
            self.count += 1
            yield paper


def _show_results(columns: Sequence[str]) -> bool:
    """Whether it is worth to look for leaderboards."""
    return not columns or any(name.strip().lower() == "results" or ":" in name for name in columns)


def export_file(
    catalog: Catalog,
    form: AnyFormat,
    wanted: Wanted,
    path: Path,
    *,
    leaderboards: Leaderboards = no_leaderboards,
    progress: Progress = lambda *_: None,
) -> Written:
    """Writes what is wanted to the file `path`, which is the old one or the new one, never half of it."""
    with replacing(path) as out:
        return export(catalog, form, wanted, out, leaderboards=leaderboards, progress=progress)


def export_into(
    catalog: Catalog,
    form: AnyFormat,
    wanted: Wanted,
    page: Path,
    *,
    leaderboards: Leaderboards = no_leaderboards,
    progress: Progress = lambda *_: None,
) -> tuple[Written, bool]:
    """Renews what stands between the two markers in `page`; what was written, and whether the page changed.

    Raises AskedWronglyError where the format is no text.
    """
    out = io.StringIO(newline="")
    written = export(catalog, form, wanted, out, leaderboards=leaderboards, progress=progress)
    text = out.getvalue()
    if _HALF.search(text):
        raise AskedWronglyError(f"{form.name} is no text that could stand in a page", hint="export it into a file")
    return written, insert_into(page, text)
