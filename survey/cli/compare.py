"""The verb that puts papers side by side: compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from survey.cli.out import UNKNOWN, is_screen, printable, say, say_json, stdout_for_files, tell
from survey.cli.session import Session
from survey.cli.within import Within
from survey.formats.comparison import cell_of, comparison_table, heading
from survey.formats.format import table_format_for
from survey.formats.markdown import marked
from survey.model.asked import Asked
from survey.model.errors import AskedWronglyError
from survey.workflow.compare import compare_papers

if TYPE_CHECKING:
    from survey.formats.cell import Cell
    from survey.model.comparison import ComparisonView

_STYLES = {"best": "bold", "second": "underline", None: ""}


def compare_(
    context: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="[PAPER]…", help="Which; all if none is named.")] = [],
    task: Annotated[str | None, typer.Option(help="Only this task, be it that only one paper has it.")] = None,
    dataset: Annotated[str | None, typer.Option(help="Only this dataset, likewise.")] = None,
    metric: Annotated[str | None, typer.Option(help="Only this metric.")] = None,
    within: Within = None,
    form: Annotated[str | None, typer.Option("-f", "--format", help="markdown, csv, tsv …")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compares papers."""
    session: Session = context.obj
    kind = table_format_for(form) if form else None
    session.must_exist()
    if papers and within is not None:
        raise AskedWronglyError("--in compares the papers of a survey", hint="name papers, or a survey")
    chosen = [session.paper(asked) for asked in papers]
    comparison, views = compare_papers(session.catalog, chosen, Asked(task, dataset, metric), survey=within)
    for notice in comparison["notices"]:
        tell(notice)
    if as_json:
        say_json(comparison)
    elif comparison["columns"] and kind:
        with stdout_for_files() as out:
            written = kind.write(comparison_table(comparison, views), out)
        for notice in written.notices:
            tell(notice)
    elif comparison["columns"]:
        _show(comparison)


def _show(comparison: ComparisonView) -> None:
    """The table: for a person drawn, for a pipe tab-separated under its headings."""
    headings = ["paper", *map(heading, comparison["columns"])]
    rows = [(paper["key"], [cell_of(cell) for cell in paper["cells"]]) for paper in comparison["papers"]]
    if is_screen():
        _draw(headings, rows)
        return
    for row in (headings, *([key, *map(_text, cells)] for key, cells in rows)):
        say("\t".join(" ".join(cell.split()) for cell in row))


def _text(cell: Cell) -> str:
    return marked(_plain(cell), cell.mark)


def _plain(cell: Cell) -> str:
    return UNKNOWN if cell.value is None else cell.shown or str(cell.value)


def _draw(headings: list[str], rows: list[tuple[str, list[Cell]]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in headings:
        is_key = name == "paper"
        drawn.add_column(Text(printable(name)), overflow="fold", no_wrap=is_key, justify="left" if is_key else "right")
    for key, cells in rows:
        texts = [Text.assemble((printable(_plain(cell)), _STYLES[cell.mark])) for cell in cells]
        drawn.add_row(Text(printable(key)), *texts)
    Console().print(drawn)
