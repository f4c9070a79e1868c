"""The verb that brings in what others keep: import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from survey.cli.dblp import import_dblp_
from survey.cli.out import progress, say_json, table, tell
from survey.cli.session import Session
from survey.model.errors import AskedWronglyError, ExitCode, SurveyError

if TYPE_CHECKING:
    from survey.dump.tally import Tally

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

import_ = typer.Typer()
import_.command("dblp")(import_dblp_)


@import_.callback()
def import_dumps() -> None:
    """Brings in what others keep."""


@import_.command("pwc")
def import_pwc(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="[PATH]…", help="The dumps, or folders of them; what is there if none.")
    ] = [],
    dated: Annotated[
        str | None, typer.Option(help="The day they are of, YYYY-MM-DD, where neither name nor file says it.")
    ] = None,
    skipped: Annotated[bool, typer.Option("--skipped", help="List what was left out, and why.")] = False,
    as_json: AsJson = False,
) -> None:
    """Imports dumps of Papers with Code, to be asked without a network; no paper is added to your survey by it."""
    session: Session = context.obj
    place = session.settings.dump
    if place is None:
        raise SurveyError("there is no place to keep dumps")
    code = _import(session, place, paths, dated) if paths else ExitCode.DONE
    from survey.dump.dump import Dump

    dump = Dump(place)
    if not dump.is_there:
        tell("no dump was imported yet")
        if as_json:
            say_json([])
        raise typer.Exit(code)
    rows = dump.skipped() if skipped else dump.files()
    if as_json:
        say_json(rows)
    elif skipped:
        table(
            ("file", "where", "why", "begins"),
            [(row["file"], row["place"], row["why"], row["said"][:60]) for row in rows],
            wrap=("begins",),
        )
    else:
        table(
            ("file", "kind", "of", "read", "new", "merged", "skipped", ""),
            [_file(row) for row in rows],
        )
    raise typer.Exit(code)


def _file(row: dict[str, Any]) -> tuple[Any, ...]:
    ended = "" if row["ended"] else "not read to its end: import it again"
    counts = (row["read"], row["new"], row["merged"], sum(row["skipped"].values()))
    return row["file"], row["kind"], row["on"], *counts, ended


def _import(session: Session, place: Path, paths: Sequence[Path], dated: str | None) -> int:
    from survey.workflow.dumps import import_dumps

    try:
        on = date.fromisoformat(dated) if dated else None
    except ValueError:
        raise AskedWronglyError(f"{dated} is no day", hint="a day is like 2025-07-25") from None
    with progress("importing") as step:
        done = import_dumps(place, paths, on=on, now=session.now(), progress=step)
    for tally in done.tallies:
        tell(f"{tally.name}: {tally.kind}, of {tally.on}: {_counts(tally)}")
    if done.others:
        more = f" and {len(done.others) - 3} more" if len(done.others) > 3 else ""
        tell(f"passed over, for they are no dumps: {', '.join(done.others[:3])}{more}")
    for message in (*done.refused, *done.missing):
        tell(message)
    if not done.tallies:
        return ExitCode.FAILED
    is_damaged = any(tally.is_damaged for tally in done.tallies)
    return ExitCode.IN_PART if done.refused or done.missing or is_damaged else ExitCode.DONE


def _counts(tally: Tally) -> str:
    skipped = f"{sum(tally.skipped.values())} skipped"
    why = "; ".join(f"{count} × {why}" for why, count in tally.skipped.most_common(5))
    return f"{tally.read} read, {tally.new} new, {tally.merged} merged, {skipped}" + (f" ({why})" if why else "")
