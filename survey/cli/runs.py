"""The verb for what was asked of whom: run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from survey.catalog import read
from survey.catalog.saved import Saved, forget_search, note_answered, save_search, saved_search, saved_searches
from survey.cli.find import DryRun, Picked, search_and_show
from survey.cli.out import UNKNOWN, say, say_json, stdout_for_files, table, tell
from survey.cli.session import Session
from survey.cli.within import AddedTo, into
from survey.cli.within import named as survey_named
from survey.model.errors import AskedWronglyError, ExitCode
from survey.model.record import Query
from survey.model.survey import Into
from survey.workflow.asking import Report
from survey.workflow.replay import new_since
from survey.workflow.search import Hit, as_typed

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Form(StrEnum):
    """In which form the log leaves."""

    MD = "md"
    CSV = "csv"


run_ = typer.Typer()


@run_.command("list")
def run_list(
    context: typer.Context,
    limit: Annotated[int, typer.Option("-n", "--limit", help="The latest so many.", min=1)] = 50,
    only_saved: Annotated[bool, typer.Option("--saved", help="Searches that were kept, instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """What was asked of whom lately, and how that ended."""
    session: Session = context.obj
    if only_saved:
        _list_saved(session, as_json=as_json)
        return
    with session.reading() as reader:
        found = read.runs(reader, limit)
    if as_json:
        say_json(found)
        return
    names = ("id", "started_at", "verb", "source", "query", "outcome", "hits", "new", "unreadable", "requests")
    table(("run", "when", *names[2:]), [[run[name] for name in names] for run in found], wrap=("query",))
    if not found:
        tell("nobody was asked anything yet")


@run_.command("show")
def run_show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="RUN", help="Its number in `survey run list`.")],
    as_json: AsJson = False,
) -> None:
    """One run: the query as typed and every request as sent."""
    session: Session = context.obj
    with session.reading() as reader:
        run = next((run for run in read.runs(reader, -1) if run["id"] == number), None)
    if run is None:
        raise AskedWronglyError(f"there is no run {number}", hint="`survey run list` shows them")
    if as_json:
        say_json(run)
        return
    for name, value in run.items():
        for each in value if isinstance(value, list) else [value]:
            said = f"{each['on']} {each['request'] or 'a dump'}" if isinstance(each, dict) else each
            say(f"{name + ':':<13}{UNKNOWN if said is None else said}")


def _list_saved(session: Session, *, as_json: bool) -> None:
    with session.reading() as reader:
        found = saved_searches(reader)
    if as_json:
        say_json([{**each._asdict(), "query": asdict(each.query)} for each in found])
        return
    rows = [(*_in_words(each), each.saved_at[:10], each.asked_at and each.asked_at[:10]) for each in found]
    table(("name", "search", "sources", "saved", "answered"), rows, wrap=("search",))
    if not found:
        tell("no search is kept yet; `survey search … --save NAME` keeps one")


def _in_words(saved: Saved) -> tuple[str, str, str]:
    into = f" --in {saved.survey}" if saved.survey else ""
    return saved.name, as_typed(saved.query) + into, ", ".join(saved.sources) or "all"


@run_.command("replay")
def run_replay(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As the search was kept with --save.")],
    picked: Picked = None,
    within: AddedTo = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Ask a search again, and show only what nobody had told of when it was last answered.

    What is added comes into the survey that the search was kept with, unless --in names another.
    """
    session: Session = context.obj
    with session.reading() as reader:
        saved = saved_search(reader, name)
    place = into(session, within or saved.survey)
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(_replay(trial, saved, picked="none", place=place, as_json=as_json))
    raise typer.Exit(_replay(session, saved, picked=picked, place=place, as_json=as_json))


def _replay(session: Session, saved: Saved, *, picked: str | None, place: Into | None, as_json: bool) -> int:
    def only_new(hits: list[Hit], report: Report) -> list[Hit]:
        new = new_since(session.catalog, saved, hits, report)
        since = f" since {saved.asked_at[:10]}" if saved.asked_at else ""
        tell(f"{saved.name}: {len(new)} of {len(hits)} found are new{since}")
        return new

    code = search_and_show(
        session, saved.query, saved.sources, picked=picked, as_json=as_json, only=only_new, place=place
    )
    return _answered(session, saved.name, code)


def search_and_save(
    session: Session,
    name: str,
    query: Query,
    named: Sequence[str],
    *,
    picked: str | None,
    as_json: bool,
    place: Into | None = None,
) -> int:
    """Keeps a search under `name` and asks it for the first time; the exit code. Raises AskedWronglyError."""
    survey = survey_named(session, place.survey).id if place else None
    save_search(session.catalog, name, query, named, survey=survey, now=session.now())
    code = search_and_show(session, query, named, picked=picked, as_json=as_json, place=place)
    return _answered(session, name, code, first_time=True)


def _answered(session: Session, name: str, code: int, *, first_time: bool = False) -> int:
    """The exit code of an asking, once it is noted whether that was one to count from."""
    if code in {ExitCode.DONE, ExitCode.IN_PART}:
        note_answered(session.catalog, name, now=session.now())
    if first_time:
        tell(f"kept as {name}; `survey run replay {name}` shows what is new since")
    return code


@run_.command("forget")
def run_forget(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As the search was kept with --save.")],
) -> None:
    """Keep a search no longer; `survey undo` brings it back."""
    session: Session = context.obj
    session.must_exist()
    forget_search(session.catalog, name, now=session.now())


@run_.command("export")
def run_export(
    context: typer.Context,
    form: Annotated[Form, typer.Option("-f", "--format", help="With a paragraph, or the table alone.")] = Form.MD,
) -> None:
    """The searches as a review reports them: a paragraph on methods, and a table after PRISMA-S."""
    from survey.catalog.search_log import search_log
    from survey.formats.csv import Csv
    from survey.formats.markdown import Markdown
    from survey.formats.searches import methods, table_of

    session: Session = context.obj
    with session.reading() as reader:
        log = search_log(reader)
    with stdout_for_files() as out:
        if form is Form.CSV:
            Csv().write(table_of(log), out)
        else:
            out.write(f"{methods(log)}\n\n")
            Markdown().write(table_of(log), out)
