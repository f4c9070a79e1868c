"""Verbs that ask the sources: search, add."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Annotated, NamedTuple, TypeAlias

import typer

from survey.catalog.read import views_of
from survey.cli.given import Given, read_given
from survey.cli.interrupted import if_interrupted
from survey.cli.out import UNKNOWN, progress, say, say_json, table, tell
from survey.cli.say import tag_name
from survey.cli.session import Session, ending, tell_sources
from survey.cli.within import AddedTo, into
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode
from survey.model.record import Query
from survey.model.survey import Into
from survey.model.view import PaperView
from survey.workflow.add import Added, add
from survey.workflow.asking import Report
from survey.workflow.search import Hit, in_words, search

_SPOKEN = {
    "arxiv": "arXiv id (they are like 2106.09685 or hep-th/9901001)",
    "doi": "DOI (they are like 10.1145/3292500)",
}
Sources = Annotated[list[str], typer.Option("-s", "--source", help="Ask this source only; may be repeated.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Picked = Annotated[str | None, typer.Option("--add", help="Add these: all, none, or numbers as in 1,3-5.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Ask and show, but keep nothing.")]

Only: TypeAlias = Callable[[list[Hit], Report], list[Hit]]
"""What picks, of all that was found, what is shown."""


def search_(
    context: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar="[TEXT]…", help="What to look for; may be left out with --venue.")
    ] = [],
    source: Sources = [],
    since: Annotated[int | None, typer.Option(help="First year wanted.", min=1400, max=2200)] = None,
    until: Annotated[int | None, typer.Option(help="Last year wanted.", min=1400, max=2200)] = None,
    year: Annotated[int | None, typer.Option(help="Only papers of this year.", min=1400, max=2200)] = None,
    venue: Annotated[str | None, typer.Option(help="Only papers of this venue; without TEXT, all of them.")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", help="Most papers from each source.", min=1, max=10000)] = 25,
    picked: Picked = None,
    name: Annotated[
        str | None, typer.Option("--save", metavar="NAME", help="Keep the search, for `survey run replay NAME`.")
    ] = None,
    within: AddedTo = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Searches, shows, adds what is picked."""
    session: Session = context.obj
    place = into(session, within)
    if year is not None and (since is not None or until is not None):
        raise AskedWronglyError("--year is one year, and --since and --until name others", hint="leave one of them out")
    since, until = (since, until) if year is None else (year, year)
    if since is not None and until is not None and since > until:
        raise AskedWronglyError(f"no year is since {since} and until {until}", hint="--since names the earlier one")
    query = Query(text=" ".join(text), since=since, until=until, venue=(venue or "").strip() or None, limit=limit)
    if dry_run and name:
        raise AskedWronglyError("--dry-run keeps nothing, --save keeps the search", hint="leave one of them out")
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(search_and_show(trial, query, source, picked="none", place=place, as_json=as_json))
    if not name:
        raise typer.Exit(search_and_show(session, query, source, picked=picked, place=place, as_json=as_json))
    from survey.cli.runs import search_and_save

    raise typer.Exit(search_and_save(session, name, query, source, picked=picked, place=place, as_json=as_json))


def search_and_show(
    session: Session,
    query: Query,
    named: Sequence[str],
    *,
    picked: str | None,
    as_json: bool,
    only: Only | None = None,
    place: Into | None = None,
) -> int:
    """Asks the sources for `query`, shows what they find, and adds what is picked, into `place` too; the exit code.

    Where `only` some of it is wanted, it is asked for anew: an answer that is kept holds no news.
    """
    with session.library(named, fresh=only is not None) as library:
        with progress(f"searching for {in_words(query)}") as step:
            hits, report = search(library, query, progress=step)
        tell_sources(report.told)
        hits = only(hits, report) if only else hits
        views: list[PaperView] = []
        if hits:
            with session.reading() as reader:
                views = views_of(reader, [hit.paper for hit in hits], place and place.survey)
        numbers = pick(picked, len(hits)) if picked and hits else []
        if not as_json:
            _show_hits(hits, views)
            if picked is None and hits and sys.stdin.isatty() and sys.stdout.isatty():
                numbers = ask_which(len(hits))
        keys = [views[number - 1]["key"] for number in numbers]
        added = add(library, keys, into=place) if keys and report.finished else None
        if as_json:
            with session.reading() as reader:
                views = views_of(reader, [hit.paper for hit in hits], place and place.survey)
            say_json([{**view, "found_by": list(hit.found_by)} for hit, view in zip(hits, views, strict=True)])
        if added:
            tell_added(session, added)
    code = ending(report.told, finished=report.finished, found=bool(hits))
    return code or (ending_of(added) if added else ExitCode.DONE)


def _show_hits(hits: Sequence[Hit], views: Sequence[PaperView]) -> None:
    rows = [
        (
            number,
            view["title"],
            view["year"],
            view["venue"],
            view["citations"]["count"] if view["citations"] else None,
            "yes" if view["links"]["code"] else None,
            ", ".join(hit.found_by),
            "in survey" if view.get("survey", view)["added"] else "",
            view["key"],
        )
        for number, (hit, view) in enumerate(zip(hits, views, strict=True), start=1)
    ]
    table(("#", "title", "year", "venue", "cited", "code", "found by", "", "key"), rows, wrap=("title",))


def pick(picked: str, most: int) -> list[int]:
    """The numbers that `picked` means, of 1 to `most`. Raises AskedWronglyError for anything else."""
    if picked in {"all", "none"}:
        return list(range(1, most + 1)) if picked == "all" else []
    numbers: list[int] = []
    for part in re.split(r"[,\s]+", picked.strip()):
        found = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", part)
        first, last = (int(found.group(1)), int(found.group(2) or found.group(1))) if found else (0, 0)
        if not 1 <= first <= last <= most:
            raise AskedWronglyError(f"{part} picks nothing of {most} papers", hint="all, none, or numbers as in 1,3-5")
        numbers += range(first, last + 1)
    return list(dict.fromkeys(numbers))


def ask_which(most: int) -> list[int]:
    """The numbers, of 1 to `most`, that the user picks at the terminal."""
    while True:
        answer = typer.prompt(
            "Add which? (1,3-5, all, or Enter for none)", default="none", show_default=False, err=True
        )
        try:
            return pick(answer, most)
        except AskedWronglyError as error:
            tell(error.message)


def add_(
    context: typer.Context,
    refs: Annotated[
        list[str],
        typer.Argument(metavar="REF…", help="Ids, DOIs, addresses, titles, lists of these, bibliographies, or -."),
    ],
    tag: Annotated[list[str], typer.Option("--tag", "-t", help="Put this tag to them; may be repeated.")] = [],
    complete: Annotated[
        bool, typer.Option("--enrich", help="Ask the sources for what a bibliography leaves out, too.")
    ] = False,
    source: Sources = [],
    within: AddedTo = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Adds papers: by name with all that the sources know of them, from a bibliography as it has them.

    A bibliography is BibTeX, BibLaTeX, RIS, CSL-JSON, PubMed's .nbib, EndNote XML or .enw, Web of Science,
    zotero.sqlite, what `survey` wrote, or a CSV or TSV with a header; its content tells which. Its keys, tags, notes
    and other fields are kept. Nobody is asked about its papers unless you say --enrich, or they have no title.
    """
    session: Session = context.obj
    tags = [tag_name(word) for word in tag]
    place = into(session, within, tags)
    with if_interrupted("nothing is added yet; run it again"):
        given = read_given(refs)
    if not given.refs and not any(each.entries or each.broken for each in given.bibliographies):
        hint = "one id, DOI, address or title a line, or a bibliography"
        raise AskedWronglyError("there is nothing to add", hint=hint)
    with session.scratch() if dry_run else nullcontext(session) as chosen:
        wanted = _Tagged([] if place else tags, place)
        code = _add(chosen, given, wanted, source, complete=complete, as_json=as_json)
    raise typer.Exit(code)


class _Tagged(NamedTuple):
    """Under which tags papers come in, and into which survey; the tags they get there are its own."""

    tags: Sequence[str]
    into: Into | None


def _add(
    session: Session, given: Given, wanted: _Tagged, named: Sequence[str], *, complete: bool, as_json: bool
) -> int:
    papers: list[int] = []
    codes: list[int] = []
    if given.bibliographies:
        from survey.cli.bibliographies import bring_in

        brought = bring_in(
            session,
            given.bibliographies,
            wanted.tags,
            named,
            into=wanted.into,
            complete=complete,
            on_stdout=not as_json,
        )
        papers += brought.papers
        codes += brought.codes
    if given.refs:
        added = _add_named(session, given.refs, wanted, named, on_stdout=not as_json)
        papers += [*added.new, *added.already]
        codes.append(ending_of(added))
    if as_json:
        with session.reading() as reader:
            say_json(views_of(reader, list(dict.fromkeys(papers)), wanted.into and wanted.into.survey))
    return _together(codes)


def _together(codes: Sequence[int]) -> int:
    """The exit code of several things done: they may have ended alike, or some of them well."""
    for code in (ExitCode.INTERRUPTED, *([codes[0]] if len(set(codes)) == 1 else [])):
        if code in codes:
            return code
    return ExitCode.IN_PART


def _add_named(
    session: Session, refs: Sequence[str], wanted: _Tagged, named: Sequence[str], *, on_stdout: bool
) -> Added:
    with session.library(named) as library:
        with progress(f"adding {counted(len(refs), 'paper')}") as step:
            added = add(library, refs, tags=wanted.tags, into=wanted.into, progress=step)
        tell_sources(added.told)
        tell_added(session, added, on_stdout=on_stdout)
    return added


def tell_added(session: Session, added: Added, *, on_stdout: bool = False) -> None:
    """Says of each paper that was to be added what became of it."""
    views: list[PaperView] = []
    if papers := [*added.new, *added.already]:
        with session.reading() as reader:
            views = views_of(reader, papers)
    new = set(added.new)
    for paper, view in zip(papers, views, strict=True):
        (say if on_stdout else tell)(
            f"{'added' if paper in new else 'already there'}\t{view['key']}\t{view['title'] or UNKNOWN}"
        )
        if paper in new and (missing := _missing(view)):
            tell(f"  nobody knows its {', '.join(missing)}")
    for ref, scheme in added.misspelt.items():
        tell(f"{ref} is no {_SPOKEN.get(scheme, scheme)}")
    for ref in added.unknown:
        tell(f"unknown: nobody knows {ref}")
    for ref in added.unanswered:
        tell(f"not known whether there is {ref}: those who could know it did not answer; try again later")
    for title, keys in added.unclear.items():
        tell(f"several papers have the title {title}: add one by its identifier, or by its key: {', '.join(keys)}")


def _missing(view: PaperView) -> list[str]:
    """Which of the things that a survey notes are still unknown."""
    noted = {
        "authors": view["authors"],
        "citations": view["citations"],
        "venue": view["venue"],
        "year": view["year"],
        "code": view["links"]["code"],
        "summary": view["summary"],
        "results": view["results"],
    }
    return [name for name, value in noted.items() if not value]


def ending_of(added: Added) -> int:
    """The exit code of having added."""
    code = ending(added.told, finished=added.finished, found=bool(added.new or added.already))
    if code == ExitCode.INTERRUPTED:
        return code
    if added.new or added.already:
        missed = added.unknown or added.unanswered or added.unclear or added.misspelt
        return ExitCode.IN_PART if missed else code
    if added.unanswered:
        return ExitCode.FAILED
    return ExitCode.WHICH_PAPER if added.unknown or added.unclear else ExitCode.ASKED_WRONGLY
