"""The verb that brings in DBLP's dump: import dblp."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from survey.cli.out import progress, say_json, tell
from survey.cli.session import Session, tell_unreadable
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode, SurveyError

if TYPE_CHECKING:
    from survey.workflow.import_dblp import ImportedDblp

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def import_dblp_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The file dblp.xml.gz, or unpacked.")],
    dated: Annotated[
        str | None, typer.Option(help="The day it is of, YYYY-MM-DD, where neither name nor file says it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Imports what DBLP's dump says of the papers that you have, found by identifier or title and authors."""
    from survey.workflow.import_dblp import import_dblp

    session: Session = context.obj
    session.must_exist()
    if not path.is_file():
        raise SurveyError(f"there is no file {path}", hint="fetch dblp.xml.gz from https://dblp.org/xml/ in a browser")
    with progress("reading") as step:
        done = import_dblp(session.catalog, path, on=_day(dated, path), now=session.now(), progress=step)
    _tell(path, done)
    if as_json:
        from survey.catalog.known import cite_keys

        keys = cite_keys(session.catalog, done.papers)
        counts = {"publications": done.publications, "records": done.records, "unreadable": len(done.unreadable)}
        say_json({**counts, "papers": sorted(keys.values()), "changed": len(done.changed), "damage": done.damage})
    raise typer.Exit(_ending(done))


def _day(dated: str | None, path: Path) -> date:
    from survey.dump.container import dated as date_of

    try:
        return date.fromisoformat(dated) if dated else date_of(path)
    except ValueError:
        raise AskedWronglyError(f"{dated} is no day", hint="a day is like 2026-11-01") from None


def _tell(path: Path, done: ImportedDblp) -> None:
    about = counted(len(done.papers), "paper")
    read = f"{done.publications:,} publications read, {done.records} about {about} of yours"
    tell(f"{path.name}: {read}, {len(done.changed)} changed")
    tell_unreadable("dblp", done.unreadable)
    if done.damage:
        tell(f"{path.name}: {done.damage}; what was read is kept, fetch the file again for the rest")


def _ending(done: ImportedDblp) -> int:
    if done.damage:
        return ExitCode.IN_PART if done.publications else ExitCode.FAILED
    return ExitCode.DONE
