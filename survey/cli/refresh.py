"""The verb that asks again: refresh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer

from survey.catalog import read
from survey.catalog.known import stale_papers
from survey.catalog.within import not_there
from survey.cli.find import AsJson, DryRun, Sources
from survey.cli.out import progress, say_json, table, tell
from survey.cli.session import Session, ending, tell_sources
from survey.cli.within import Within
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode, Outcome
from survey.model.news import Kind
from survey.workflow.refresh import Refreshed, refresh
from survey.workflow.venues import preprints, refresh_venues

_MOST_BEATEN = 3
"""Lines on one paper's beaten results."""


def refresh_(
    context: typer.Context,
    papers: Annotated[
        list[str], typer.Argument(metavar="[PAPER]…", help="Which; all that are stale if none is named.")
    ] = [],
    words: Annotated[str, typer.Option("--words", help="All that hold them; filters as of list.")] = "",
    stale: Annotated[str, typer.Option(help="Not heard of for so long: 12h, 30d, 8w.")] = "30d",
    within: Within = None,
    venues: Annotated[
        bool, typer.Option("--venues", help="Only where preprints appeared, in 40 requests for 500 of them.")
    ] = False,
    source: Sources = [],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Asks again, and tells what changed."""
    session: Session = context.obj
    before = (session.now() - _span(stale)).isoformat(timespec="seconds")
    chosen = _named(session, papers, within)
    if words:
        selection = read.Selection(words, survey=within)
        for notice in read.notices(selection):
            tell(notice)
        with session.reading() as reader:
            chosen += read.papers(reader, selection)
    elif not papers:
        chosen += preprints(session.catalog, within) if venues else _stale(session, before, within)
    if not chosen:
        nothing = "no paper is a preprint" if venues else "nothing is stale: every paper was asked about lately"
        tell("no paper matches" if words else nothing)
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(_refresh(trial, chosen, source, venues=venues, as_json=as_json))
    raise typer.Exit(_refresh(session, chosen, source, venues=venues, as_json=as_json))


def _named(session: Session, asked: Sequence[str], within: str | None) -> list[int]:
    """The papers that were `asked` for. Raises AskedWronglyError for one that is not in the survey `within`."""
    papers = [session.paper(each) for each in asked]
    if within is None:
        return papers
    with session.reading() as reader:
        here = set(read.papers(reader, read.Selection(survey=within)))
        if strays := [paper for paper in papers if paper not in here]:
            raise not_there(read.views_of(reader, strays)[0]["key"], within)
    return papers


def _stale(session: Session, before: str, within: str | None) -> list[int]:
    stale = stale_papers(session.catalog, before)
    if within is None:
        return stale
    with session.reading() as reader:
        here = set(read.papers(reader, read.Selection(survey=within)))
    return [paper for paper in stale if paper in here]


def _refresh(session: Session, papers: Sequence[int], named: Sequence[str], *, venues: bool, as_json: bool) -> int:
    done = Refreshed()
    if papers:
        with (
            session.library(named, fresh=True) as library,
            progress(f"asking about {counted(len(papers), 'paper')}") as step,
        ):
            if venues:
                done = refresh_venues(library, papers, progress=step)
            else:
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
    code = ending(done.told, finished=done.finished, found=not papers)
    # Offline, who has no answer kept was not asked: what is told is not all there is.
    is_skipped = session.settings.offline and any(told.outcome is Outcome.SKIPPED for told in done.told)
    return code or (ExitCode.IN_PART if is_skipped else ExitCode.DONE)


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
            tell(f"{key} is beaten on {len(beaten) - _MOST_BEATEN} more; `survey run show {done.kept_in}` lists all")
    if done.news:
        tell(_in_all(done))


_ENDS = {
    "newly published": (Kind.PUBLISHED,),
    "with new code": (Kind.CODE, Kind.BACK),
    "with code archived or gone": (Kind.ARCHIVED, Kind.GONE),
    "retracted or withdrawn": (Kind.RETRACTED, Kind.WITHDRAWN),
    "beaten": (Kind.BEATEN,),
}


def _in_all(done: Refreshed) -> str:
    """Of how many papers there is news of each sort."""
    kinds = [{each["kind"] for each in told} for told in done.news.values()]
    counts = {words: sum(not told.isdisjoint(sorts) for told in kinds) for words, sorts in _ENDS.items()}
    return "in all: " + ", ".join(f"{count} {words}" for words, count in counts.items() if count)


def _short(value: Any) -> str | None:
    """A field for a person to compare."""
    if isinstance(value, dict):
        # A line that says the same may have been written by somebody else.
        return f"{value['text']} ({value['made_by']})" if "text" in value else str(value.get("count"))
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
