"""The verb that goes from papers to papers: crawl."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from survey.catalog.read import Selection, notices
from survey.cli.find import ask_which, ending_of, pick, tell_added
from survey.cli.out import UNKNOWN, progress, say_json, table, tell
from survey.cli.session import Session, ending, tell_sources
from survey.cli.within import AddedTo, into
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode
from survey.model.reference import Citing, Way

if TYPE_CHECKING:
    from survey.catalog.citations import Open, Step
    from survey.model.survey import Into
    from survey.workflow.asking import Library
    from survey.workflow.crawled import Baseline, Candidate, Complete, Crawled, Round
    from survey.workflow.plan import Plan

_BUDGET = 100


def crawl_(
    context: typer.Context,
    seeds: Annotated[
        list[str],
        typer.Argument(metavar="[PAPER|FILE]…", help="Where to begin: papers, or drafts; all your papers if none."),
    ] = [],
    via: Annotated[list[Way], typer.Option("--via", help="By which way; may be repeated.")] = [Way.RELATED_WORK],
    depth: Annotated[int, typer.Option(help="How many steps far.", min=1, max=10)] = 1,
    limit: Annotated[int, typer.Option("-n", "--limit", help="How many are shown.", min=1, max=10_000)] = 20,
    budget: Annotated[int | None, typer.Option(help=f"Most requests; {_BUDGET} if not given.", min=0)] = None,
    saturation: Annotated[str, typer.Option(help="Stop after a round with a smaller share of new papers.")] = "5%",
    since: Annotated[int | None, typer.Option(help="First year wanted.", min=1400, max=2200)] = None,
    min_citations: Annotated[int | None, typer.Option(help="Fewest citations wanted.", min=0)] = None,
    venue: Annotated[str | None, typer.Option(help="Only papers of this venue.")] = None,
    match: Annotated[str | None, typer.Option(help="Only papers that hold these words; filters as of list.")] = None,
    picked: Annotated[str | None, typer.Option("--add", help="Add the first N; or all, none, 1,3-5.")] = None,
    baselines: Annotated[
        int | None, typer.Option(help="List what at least so many of your papers compare themselves with.", min=1)
    ] = None,
    unresolved: Annotated[bool, typer.Option("--unresolved", help="List what is cited and was not found.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the last crawl.")] = False,
    within: AddedTo = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Ask and show, but keep nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Crawls, shows what was found and why, adds what is picked."""
    from survey.workflow.plan import Plan

    session: Session = context.obj
    if resume and seeds:
        raise AskedWronglyError("--resume goes on from where the last crawl began", hint="leave the papers away")
    plan = Plan(
        ways=tuple(dict.fromkeys(via)),
        depth=depth,
        budget=_BUDGET if budget is None else budget,
        saturation=_share(saturation),
        since=since,
        min_citations=min_citations,
        venue=venue,
        match=match,
        baselines=baselines,
    )
    for notice in notices(Selection(match or "")):
        tell(notice)
    shown = _Shown(limit, picked, unresolved, as_json, into(session, within))
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(_crawl(trial, seeds, plan, shown, resume=resume, budget=budget))
    raise typer.Exit(_crawl(session, seeds, plan, shown, resume=resume, budget=budget))


class _Shown(NamedTuple):
    """What of a crawl is shown, and added."""

    limit: int
    picked: str | None
    unresolved: bool
    as_json: bool
    into: Into | None
    """The survey into which what is picked comes, too."""


def _share(text: str) -> float:
    try:
        share = float(text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise AskedWronglyError(f"{text} is no share", hint="as in 5% or 0.05")
    return share


def _crawl(
    session: Session, seeds: Sequence[str], plan: Plan, shown: _Shown, *, resume: bool, budget: int | None
) -> int:
    from survey.workflow.crawl import crawl
    from survey.workflow.start import begin, go_on

    with session.library() as library:
        with progress("crawling") as step:
            trip, plan, number = (
                go_on(library, budget, progress=step) if resume else begin(library, seeds, plan, progress=step)
            )
            done = crawl(trip, plan, number, tell=_tell_round)
        return _show(session, library, plan, done, shown)


def _show(session: Session, library: Library, plan: Plan, done: Crawled, shown: _Shown) -> int:
    keys = _Keys(session, done)
    tell_sources(done.told)
    for each in done.complete:
        _tell_complete(each, keys, is_read=each.cited is not None or Way.RELATED_WORK not in plan.ways)
    offered = _offered(plan, done, shown)
    numbers = _picked(shown, len(offered)) if offered and not shown.unresolved else []
    if shown.as_json:
        say_json(_as_json(plan, done, shown, keys))
    else:
        _show_rows(plan, done, shown, keys)
        if shown.picked is None and offered and sys.stdin.isatty() and sys.stdout.isatty() and not shown.unresolved:
            numbers = ask_which(len(offered))
    _tell_end(done)
    code = ending(done.told, finished=done.outcome != "interrupted", found=bool(done.candidates))
    is_unread = _tell_unread(plan, done)
    if code == ExitCode.DONE and (done.outcome == "budget spent" or is_unread):
        code = ExitCode.IN_PART
    if not numbers or done.outcome == "interrupted":
        return code
    return _add(session, library, [offered[number - 1] for number in numbers], shown.into) or code


def _add(session: Session, library: Library, keys: Sequence[str], place: Into | None) -> int:
    from survey.workflow.add import add

    with progress(f"adding {counted(len(keys), 'paper')}") as step:
        added = add(library, keys, into=place, progress=step)
    tell_sources(added.told)
    tell_added(session, added)
    return ending_of(added)


def _offered(plan: Plan, done: Crawled, shown: _Shown) -> list[str]:
    """The cite keys that can be picked, in the order of their numbers."""
    listed: Sequence[Baseline | Candidate] = done.baselines if plan.baselines else done.candidates
    return [each.view["key"] for each in listed[: shown.limit]]


def _picked(shown: _Shown, most: int) -> list[int]:
    """A bare number is how many, the best first; with commas or a dash they are the numbers of rows."""
    if shown.picked is None:
        return []
    if shown.picked.isascii() and shown.picked.isdecimal():
        return list(range(1, min(int(shown.picked), most) + 1))
    return pick(shown.picked, most)


class _Keys:
    """The cite keys of papers, and the names of drafts."""

    def __init__(self, session: Session, done: Crawled) -> None:
        from survey.catalog.known import cite_keys

        starts = [each.start for each in done.complete] + [step.start for each in done.candidates for step in each.via]
        starts += [citing for each in done.baselines for citing in each.by]
        self._keys = cite_keys(session.catalog, {start.paper for start in starts if start.paper is not None})

    def of(self, citing: Citing) -> str:
        """By what a person calls it."""
        if citing.draft is not None:
            return citing.draft.rstrip("/").rpartition("/")[2]
        return self._keys.get(citing.paper or 0, UNKNOWN)


def _tell_round(each: Round) -> None:
    tell(
        f"round {each.number}: {each.found} found, {each.new} new, {each.known} already known, "
        f"{counted(each.relevant, 'looks', 'look')} relevant"
    )


def _tell_complete(each: Complete, keys: _Keys, *, is_read: bool) -> None:
    counts = ", ".join(f"{source} says {count}" for source, count in each.stated.items())
    of = f" of {each.cited}" if each.cited is not None else ""
    without = "; its text has no section on related work" if each.cited == 0 else ""
    without = without if is_read else "; no text of it could be read"
    tell(f"{keys.of(each.start)}: {each.found}{of} found{f' ({counts})' if counts else ''}{without}")


def _tell_unread(plan: Plan, done: Crawled) -> bool:
    """Whether related work was wanted and no text could be read in which to look for it; that is told."""
    is_unread = bool(done.complete) and all(each.cited is None for each in done.complete)
    if Way.RELATED_WORK not in plan.ways or not is_unread:
        return False
    tell("no text could be read, so nothing is known of related work; `survey crawl --via references` asks the sources")
    return True


def _tell_end(done: Crawled) -> None:
    if done.unresolved:
        were = counted(len(done.unresolved), "cited work was", "cited works were")
        tell(f"{were} not found; --unresolved lists them")
    further = "; `survey crawl --resume` goes on" if done.outcome in {"interrupted", "budget spent", "in part"} else ""
    tell(f"{done.outcome}: {counted(done.requests, 'request')}, {_size(done.received)}{further}")


def _size(count: int) -> str:
    return counted(count, "byte") if count < 10_000 else f"{count / 1000:,.0f} kB"


def _show_rows(plan: Plan, done: Crawled, shown: _Shown, keys: _Keys) -> None:
    if shown.unresolved:
        rows: list[tuple[Any, ...]] = [
            (keys.of(each.citing), each.said.key, _printed(each)) for each in done.unresolved
        ]
        table(("cited by", "as", "what is said of it"), rows, wrap=("what is said of it",))
    elif plan.baselines:
        rows = [
            (
                number,
                each.view["title"],
                each.view["year"],
                len(each.by),
                "in survey" if each.view["added"] else "",
                each.view["key"],
            )
            for number, each in enumerate(done.baselines[: shown.limit], start=1)
        ]
        table(("#", "title", "year", "compared by", "", "key"), rows, wrap=("title",))
    else:
        rows = [_row(number, each, keys) for number, each in enumerate(done.candidates[: shown.limit], start=1)]
        table(_HEADINGS, rows, wrap=("title", "why"))


_HEADINGS = (
    "#", "title", "year", "venue", "score", "cited by", "sections", "mentions", "cocited", "coupled", "a year", "like",
    "rank", "why", "key",
)  # fmt: skip


def _row(number: int, each: Candidate, keys: _Keys) -> tuple[Any, ...]:
    said = each.evidence
    counts = (said.cited_by, said.sections, said.mentions, said.cocited, said.coupled)
    shown = (each.view["title"], each.view["year"], each.view["venue"], each.score)
    return number, *shown, *counts, said.per_year, said.similarity, said.rank, _why(each.via, keys), each.view["key"]


def _why(via: Sequence[Step], keys: _Keys) -> str:
    """The way to a paper, and the sentence, if it was a text that led there."""
    path = " › ".join(f"{keys.of(step.start)} {step.way}" for step in via)
    place = via[-1].place
    where = f" › {place.theme}" if place and place.theme else ""
    doubt = f" (found by {via[-1].how}, {via[-1].sure:.0%} sure)" if (via[-1].sure or 1) < 1 else ""
    return f"{path}{where}: {place.sentence}{doubt}" if place else f"{path}{doubt}"


def _printed(each: Open) -> str | None:
    said = each.said
    return said.raw or said.title or ", ".join(map(str, sorted(said.identifiers))) or None


def _as_json(plan: Plan, done: Crawled, shown: _Shown, keys: _Keys) -> list[dict[str, Any]]:
    if shown.unresolved:
        return [_unresolved_json(each, keys) for each in done.unresolved]
    if plan.baselines:
        return [
            {**each.view, "compared_by": [keys.of(citing) for citing in each.by]}
            for each in done.baselines[: shown.limit]
        ]
    return [
        {
            **each.view,
            "score": each.score,
            "evidence": each.evidence._asdict(),
            "via": [_step_json(step, keys) for step in each.via],
        }
        for each in done.candidates[: shown.limit]
    ]


def _step_json(step: Step, keys: _Keys) -> dict[str, Any]:
    place = step.place
    return {
        "from": keys.of(step.start),
        "way": step.way,
        "source": step.source,
        "how": step.how,
        "sure": step.sure,
        "section": place.section if place else None,
        "theme": place.theme if place else None,
        "sentence": place.sentence if place else None,
    }


def _unresolved_json(each: Open, keys: _Keys) -> dict[str, Any]:
    said = each.said
    return {
        "cited_by": keys.of(each.citing),
        "source": each.source,
        "key": said.key,
        "title": said.title,
        "authors": list(said.authors),
        "year": said.year,
        "identifiers": {name.scheme: name.value for name in sorted(said.identifiers, reverse=True)},
        "raw": said.raw,
        "mentions": [
            {"part": place.part, "section": place.section, "theme": place.theme, "sentence": place.sentence}
            for place in said.places
        ],
    }
