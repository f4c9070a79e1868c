"""The verb by which a survey leaves: export."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from survey.catalog.read import Selection, notices
from survey.cli.look import AtVenue, Has, Since, Sort, Tags, Until
from survey.cli.out import is_screen, progress, stdout_for_files, tell
from survey.cli.session import Session
from survey.cli.then import AsOf, known_on
from survey.cli.within import Within, named
from survey.formats.format import AnyFormat, format_for, must_fit
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError
from survey.workflow.export import Wanted, export, export_file, export_into


def export_(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where; stdout if not given.")] = None,
    form: Annotated[
        str | None,
        typer.Option("-f", "--format", help="markdown, csv, xlsx, latex, html, bibtex, ris …; else by FILE's ending."),
    ] = None,
    template: Annotated[Path | None, typer.Option(help="A Jinja2 template of yours, as page.md.j2, instead.")] = None,
    style: Annotated[str | None, typer.Option(help="References in this CSL style instead: ieee, apa, my.csl …")] = None,
    columns: Annotated[str | None, typer.Option(help="Column names, separated by commas.")] = None,
    group_by: Annotated[str | None, typer.Option(help="One table for each year, venue, tag or kind.")] = None,
    title: Annotated[str | None, typer.Option(help="A heading above the table.")] = None,
    into: Annotated[Path | None, typer.Option(help="Renew the table between two marker comments in this page.")] = None,
    graph: Annotated[
        Path | None, typer.Option(help="Draw who cites whom into this .svg, .dot or .graphml instead.")
    ] = None,
    colour: Annotated[str, typer.Option(help="Of the papers in the graph: by year or tag.")] = "year",
    words: Annotated[str, typer.Option("--words", help="Only papers that hold them; filters as of list.")] = "",
    tag: Tags = [],
    since: Since = None,
    until: Until = None,
    venue: AtVenue = None,
    has: Has = [],
    sort: Sort = None,
    within: Within = None,
    as_of: AsOf = None,
) -> None:
    """Exports the survey."""
    session: Session = context.obj
    place = into or file
    if file and into:
        raise AskedWronglyError("--into names a page, FILE names another", hint="give one of them")
    selection = Selection(words, tuple(tag), since, until, venue, tuple(has), sort, within)
    if graph:
        with known_on(session, as_of) as then:
            _draw(then, selection, graph, colour, instead_of=place)
        return
    kind = _styled(style, form, template) if style else _kind(form, template, file, into)
    wanted = Wanted(
        selection=selection,
        columns=[name.strip() for name in columns.split(",") if name.strip()] if columns else (),
        group_by=group_by,
        title=title or (_headed(session, within, kind) if within else None),
        today=session.now().date(),
        cite=session.settings.cite,
    )
    session.must_exist()
    with known_on(session, as_of) as then:
        _leave(then, kind, wanted, file, into)


def _leave(session: Session, kind: AnyFormat, wanted: Wanted, file: Path | None, into: Path | None) -> None:
    """Into a page, into a file, or to stdout."""
    _tell_misread(wanted.selection)
    boards = session.leaderboards()
    if into:
        with progress(f"writing into {into}") as step:
            written, changed = export_into(session.catalog, kind, wanted, into, leaderboards=boards, progress=step)
        tell(f"{counted(written.rows, 'paper')} in {into}{'' if changed else ', unchanged'}")
    elif file:
        with progress(f"writing {file}") as step:
            written = export_file(session.catalog, kind, wanted, file, leaderboards=boards, progress=step)
        tell(f"{counted(written.rows, 'paper')} in {file}")
    else:
        # On a screen what is written shows how far it is.
        with stdout_for_files() as out, nullcontext(_silent) if is_screen() else progress("writing") as step:
            written = export(session.catalog, kind, wanted, out, leaderboards=boards, progress=step)
    for notice in written.notices:
        tell(notice)


def _silent(_: str, __: int) -> None:
    """Tells nobody how far it is."""


def _tell_misread(selection: Selection) -> None:
    for notice in notices(selection):
        tell(notice)


_HEADED = frozenset({"markdown", "html"})
"""Formats that show a survey's question above its papers, unless another title is given."""


def _headed(session: Session, name: str, kind: AnyFormat) -> str | None:
    """The question of a survey, else its name, where `kind` has a place for it."""
    survey = named(session, name)
    return survey.question or survey.name if kind.name in _HEADED else None


def _styled(style: str, form: str | None, template: Path | None) -> AnyFormat:
    from survey.bibliographies.references import References

    if template or form not in {None, References.name}:
        raise AskedWronglyError("a style is for references", hint="give --style, --format or --template")
    return References(style)


def _kind(form: str | None, template: Path | None, file: Path | None, into: Path | None) -> AnyFormat:
    if form and template:
        raise AskedWronglyError("a template is a format of its own", hint="give --format or --template")
    if template:
        from survey.formats.template import Template

        return Template(template)
    kind = format_for(form or into or file or "markdown")
    if file and form:
        must_fit(kind, file)
    return kind


def _draw(session: Session, selection: Selection, path: Path, colour: str, *, instead_of: Path | None) -> None:
    if instead_of:
        raise AskedWronglyError(f"--graph names a file, {instead_of} is another", hint="give one of them")
    from survey.workflow.graph import export_graph

    _tell_misread(selection)
    session.must_exist()
    graph = export_graph(session.catalog, selection, path, colour=colour)
    drawn = f"{counted(len(graph.papers), 'paper')} and {counted(len(graph.citations), 'citation')} between them"
    tell(f"{drawn} in {path}")
    if not graph.citations:
        tell("nothing is known of who cites whom; `survey crawl --via references` asks")
