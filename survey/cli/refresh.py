"""The verb that asks again: refresh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer

from survey.catalog import read
from survey.catalog.known import stale_papers
from survey.cli.find import AsJson, DryRun, Sources
from survey.cli.out import progress, say_json, table, tell
from survey.cli.session import Session, ending, tell_sources
from survey.model.errors import AskedWronglyError
from survey.model.news import Kind
from survey.workflow.refresh import Refreshed, refresh

_MOST_BEATEN = 3
"""Lines on one paper's beaten results."""


def refresh_(
    context: typer.Context,
    papers: Annotated[
        list[str], typer.Argument(metavar="[PAPER]…", help="Which; all that are stale if none is named.")
    ] = [],
    words: Annotated[str, typer.Option("--words", help="All that hold them; filters as of list.")] = "",
    stale: Annotated[str, typer.Option(help="Not heard of for so long: 12h, 30d, 8w.")] = "30d",
    source: Sources = [],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Asks again, and tells what changed."""
    session: Session = context.obj
    before = (session.now() - _span(stale)).isoformat(timespec="seconds")
    chosen = [session.paper(asked) for asked in papers]
    if words:
        selection = read.Selection(words)
        for notice in read.notices(selection):
            tell(notice)
        with session.reading() as reader:
            chosen += read.papers(reader, selection)
    elif not papers:
        chosen = stale_papers(session.catalog, before)
    if not chosen:
        tell("no paper matches" if words else "nothing is stale: every paper was asked about lately")
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(_refresh(trial, chosen, source, as_json=as_json))
    raise typer.Exit(_refresh(session, chosen, source, as_json=as_json))


def _refresh(session: Session, papers: Sequence[int], named: Sequence[str], *, as_json: bool) -> int:
    done = Refreshed()
    if papers:
        with session.library(named, fresh=True) as library, progress(f"asking about {len(papers)} papers") as step:
            done = refresh(library, papers, leaderboards=session.leaderboards(), progress=step)
        tell_sources(done.told)
    if as_json:
        say_json({key: _as_json(done, key) for key in dict.fromkeys([*done.changes, *done.news])})
    else:
        table(
            ("paper", "field", "before", "now"),
            [
                (key, name, _short(old), _short(new))
                for key, fields in done.changes.items()
                for name, (old, new) in fields.items()
            ],
            wrap=("now",),
        )
    tell(f"{len(papers)} asked about, {len(done.changes)} changed")
    _tell_news(done)
    return ending(done.told, finished=done.finished, found=not papers)


def _as_json(done: Refreshed, key: str) -> dict[str, Any]:
    fields = {name: {"before": old, "now": new} for name, (old, new) in done.changes.get(key, {}).items()}
    return {**fields, "news": done.news.get(key, [])}


def _tell_news(done: Refreshed) -> None:
    """A line for each thing that became of a paper, the results that are beaten in one of all."""
    for key, told in done.news.items():
        beaten = [each["text"] for each in told if each["kind"] == Kind.BEATEN]
        for text in [each["text"] for each in told if each["kind"] != Kind.BEATEN] + beaten[:_MOST_BEATEN]:
            tell(f"{key} {text}")
        if len(beaten) > _MOST_BEATEN:
            tell(f"{key} is beaten on {len(beaten) - _MOST_BEATEN} more; `survey refresh {key} --json` lists them")


def _short(value: Any) -> str | None:
    """A field for a person to compare."""
    if isinstance(value, dict):
        return str(value.get("count", value.get("text")))
    if isinstance(value, list):
        return f"{len(value)}: " + "; ".join(
            str(each.get("url", each.get("printed"))) if isinstance(each, dict) else str(each) for each in value
        )
    return None if value is None else str(value)


def _span(text: str) -> timedelta:
    units = {"h": "hours", "d": "days", "w": "weeks"}
    found = re.fullmatch(r"(\d{1,5})([hdw])", text.strip())
    if not found:
        raise AskedWronglyError(f"{text} is no span of time", hint="as in 12h, 30d, 8w; 0d is all")
    return timedelta(**{units[found.group(2)]: int(found.group(1))})
