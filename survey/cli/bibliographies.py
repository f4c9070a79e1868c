"""Bibliographies on their way into the survey, and what is told of that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from survey.bibliographies.entry import Bibliography
from survey.catalog.read import views_of
from survey.catalog.summaries import papers_without
from survey.cli.given import uncollected
from survey.cli.interrupted import if_interrupted
from survey.cli.out import UNKNOWN, progress, say, tell
from survey.cli.session import Session, ending, tell_sources
from survey.model.counted import counted
from survey.model.errors import ExitCode
from survey.model.fold import LOCAL
from survey.model.survey import Into
from survey.workflow.bring import Brought, add_kept, keep
from survey.workflow.renew import renew_lines

_MOST_TOLD = 5


class Ended(NamedTuple):
    """What came of bringing in bibliographies."""

    papers: list[int]
    codes: list[int]
    """The exit codes of reading them, and of asking about them."""


def bring_in(
    session: Session,
    bibliographies: Sequence[Bibliography],
    tags: Collection[str],
    named: Sequence[str],
    *,
    into: Into | None = None,
    complete: bool,
    on_stdout: bool,
) -> Ended:
    """Adds what `bibliographies` hold, `into` a survey as well where one is named.

    The sources `named`, or all, are asked about papers without a title, and about every one to `complete` them.
    """
    entries = sum(len(each.entries) for each in bibliographies)
    if not entries:
        return Ended([], [ExitCode.FAILED])
    reading = progress(f"reading {counted(entries, 'entry', 'entries')}")
    with if_interrupted("nothing is added yet; run it again"), uncollected(), reading as step:
        kept = keep(session.catalog, bibliographies, now=session.now(), progress=step)
    is_broken = any(each.broken for each in bibliographies)
    codes: list[int] = [(ExitCode.IN_PART if kept.titles else ExitCode.FAILED) if is_broken else ExitCode.DONE]
    asked = [paper for paper, title in kept.titles.items() if complete or not title]
    if asked:
        codes.append(_complete(session, asked, named))
    brought = add_kept(session.catalog, kept, now=session.now(), tags=tags, into=into)
    _tell(session, brought, on_stdout=on_stdout)
    if kept.titles and not complete:
        tell("taken as they are; with --enrich the sources are asked for what is missing")
    with session.reading() as reader:
        bare = brought.titles.keys() & set(papers_without(reader, LOCAL))
    with progress("one line a paper") as step:
        renew_lines(session.catalog, bare | brought.changed, now=session.now(), progress=step)
    return Ended(list(brought.titles), codes)


def _complete(session: Session, papers: Sequence[int], named: Sequence[str]) -> int:
    from survey.workflow.enrich import enrich

    with session.library(named) as library:
        with progress(f"asking about {counted(len(papers), 'paper')}") as step:
            done = enrich(library, "add", papers=papers, progress=step)
        tell_sources(done.told)
    return ending(done.told, finished=done.finished, found=True)


def _tell(session: Session, brought: Brought, *, on_stdout: bool) -> None:
    untitled = [paper for paper, title in brought.titles.items() if not title]
    with session.reading() as reader:
        found = [view["title"] for view in views_of(reader, untitled)]
    titles = brought.titles | dict(zip(untitled, found, strict=True))
    if on_stdout:
        for paper, title in titles.items():
            say(f"{'added' if paper in brought.new else 'already there'}\t{brought.keys[paper]}\t{title or UNKNOWN}")
    for key, given in list(brought.lost.items())[:_MOST_TOLD]:
        tell(f"{key} is called {given} here")
    if len(brought.lost) > _MOST_TOLD:
        more = counted(len(brought.lost) - _MOST_TOLD, "more entry goes", "more entries go")
        tell(f"… and {more} by another key")
    if brought.judgements:
        tell(f"decisions on what is the same work: {brought.judgements} taken over; `survey undo` takes all back")
    if brought.passed_over:
        tell(f"{brought.passed_over} left out: decided otherwise here, or of papers that the file does not tell of")
    there = len(brought.titles) - len(brought.new)
    tell(f"{len(brought.new)} added" + (f", {there} already there" if there else ""))
