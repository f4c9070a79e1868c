"""Verbs that ask the sources: search, add, refresh."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from survey.catalog.known import stale_papers
from survey.catalog.read import views_of
from survey.cli.out import UNKNOWN, progress, say, say_json, table, tell
from survey.cli.say import tag_name
from survey.cli.session import Session, ending, tell_sources
from survey.model.errors import AskedWronglyError, ExitCode
from survey.model.identifier import read_identifier
from survey.model.view import PaperView
from survey.workflow.add import Added, add
from survey.workflow.refresh import Refreshed, refresh
from survey.workflow.search import Hit, search

_ENDINGS = frozenset({".txt", ".md", ".csv", ".bib", ".ris", ".json", ".list"})
_SPOKEN = {
    "arxiv": "arXiv id (they are like 2106.09685 or hep-th/9901001)",
    "doi": "DOI (they are like 10.1145/3292500)",
}
Sources = Annotated[list[str], typer.Option("-s", "--source", help="Ask this source only; may be repeated.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Ask and show, but keep nothing.")]


def search_(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(help="What to look for.")],
    source: Sources = [],
    since: Annotated[int | None, typer.Option(help="First year wanted.", min=1400, max=2200)] = None,
    until: Annotated[int | None, typer.Option(help="Last year wanted.", min=1400, max=2200)] = None,
    venue: Annotated[str | None, typer.Option(help="Only papers of this venue.")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", help="Most papers from each source.", min=1, max=1000)] = 25,
    picked: Annotated[str | None, typer.Option("--add", help="Add these: all, none, or numbers as in 1,3-5.")] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Searches, shows, adds what is picked."""
    from survey.model.record import Query

    session: Session = context.obj
    query = Query(text=" ".join(text), since=since, until=until, venue=venue, limit=limit)
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(_search(trial, query, source, picked="none", as_json=as_json))
    raise typer.Exit(_search(session, query, source, picked=picked, as_json=as_json))


def _search(session: Session, query: Any, named: Sequence[str], *, picked: str | None, as_json: bool) -> int:
    with session.library(named) as library:
        with progress(f"searching for {query.text}") as step:
            hits, report = search(library, query, progress=step)
        tell_sources(report.told)
        views: list[PaperView] = []
        if hits:
            with session.reading() as reader:
                views = views_of(reader, [hit.paper for hit in hits])
        numbers = pick(picked, len(hits)) if picked and hits else []
        if not as_json:
            _show_hits(hits, views)
            if picked is None and hits and sys.stdin.isatty() and sys.stdout.isatty():
                numbers = ask_which(len(hits))
        added = add(library, [views[number - 1]["key"] for number in numbers]) if numbers and report.finished else None
        if as_json:
            with session.reading() as reader:
                views = views_of(reader, [hit.paper for hit in hits])
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
            "in survey" if view["added"] else "",
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
        list[str], typer.Argument(metavar="REF…", help="Ids, DOIs, addresses, titles, files of these, or -.")
    ],
    tag: Annotated[list[str], typer.Option("--tag", "-t", help="Put this tag to them; may be repeated.")] = [],
    source: Sources = [],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Adds papers with all that the sources know of them."""
    session: Session = context.obj
    tags = [tag_name(word) for word in tag]
    wanted = [ref for given in refs for ref in _read_refs(given)]
    if not wanted:
        raise AskedWronglyError("there is nothing to add", hint="one id, DOI, address or title a line")
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(_add(trial, wanted, tags, source, as_json=as_json))
    raise typer.Exit(_add(session, wanted, tags, source, as_json=as_json))


def _add(session: Session, refs: Sequence[str], tags: Sequence[str], named: Sequence[str], *, as_json: bool) -> int:
    with session.library(named) as library:
        with progress(f"adding {len(refs)} paper{'s' if len(refs) > 1 else ''}") as step:
            added = add(library, refs, tags=tags, progress=step)
        tell_sources(added.told)
        papers = [*added.new, *added.already]
        if as_json and papers:
            with session.reading() as reader:
                say_json(views_of(reader, papers))
        elif as_json:
            say_json([])
        tell_added(session, added, on_stdout=not as_json)
    return ending_of(added)


def _read_refs(given: str) -> list[str]:
    """What `given` names: itself, the lines of the file it is, or those of stdin."""
    if given == "-":
        return _lines(sys.stdin.buffer.read(), "stdin")
    path = Path(given)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        return [given]
    if not is_file:
        if path.is_dir():
            raise AskedWronglyError(f"{given} is a folder", hint="give a file with one paper a line")
        if path.suffix in _ENDINGS and read_identifier(given) is None and not re.search(r"\s", given):
            raise AskedWronglyError(f"there is no file {given}")
        return [given]
    return _lines(path.read_bytes(), given)


def _lines(content: bytes, where: str) -> list[str]:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\x00" in text or re.match(r"\s*(?:@\w+\s*\{|TY  - |<|\{|\[)", text):
        raise AskedWronglyError(
            f"{where} is no list of papers", hint="one arXiv id, DOI, address or title a line; # begins a comment"
        )
    return [ref for line in text.splitlines() for ref in _refs_of(line)]


def _refs_of(line: str) -> list[str]:
    """What one line of a list names: without its bullet, its comment and the text of a link."""
    bare = re.sub(r"^\s*(?:[-*•]\s+|\d{1,3}[.)]\s+)?|(?:^|\s)[#%](?:\s.*)?$", "", line).strip()
    if not bare or bare.startswith("#"):
        return []
    if link := re.fullmatch(r"\[[^\]]*\]\((https?://[^)\s]+)\).*", bare):
        return [link.group(1)]
    parts = [part for part in re.split(r"[,;\s]+", bare) if part]
    return parts if len(parts) > 1 and all(read_identifier(part) for part in parts) else [bare]


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


def refresh_(
    context: typer.Context,
    papers: Annotated[
        list[str], typer.Argument(metavar="[PAPER]…", help="Which; all that are stale if none is named.")
    ] = [],
    stale: Annotated[str, typer.Option(help="Not heard of for so long: 12h, 30d, 8w.")] = "30d",
    source: Sources = [],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Asks again, and tells what changed."""
    session: Session = context.obj
    before = (session.now() - _span(stale)).isoformat(timespec="seconds")
    chosen = [session.paper(asked) for asked in papers] if papers else stale_papers(session.catalog, before)
    if dry_run:
        with session.scratch() as trial:
            raise typer.Exit(_refresh(trial, chosen, source, as_json=as_json))
    raise typer.Exit(_refresh(session, chosen, source, as_json=as_json))


def _refresh(session: Session, papers: Sequence[int], named: Sequence[str], *, as_json: bool) -> int:
    if not papers:
        tell("nothing is stale: every paper was asked about lately")
        done = Refreshed()
    else:
        with session.library(named, fresh=True) as library, progress(f"asking about {len(papers)} papers") as step:
            done = refresh(library, papers, progress=step)
        tell_sources(done.told)
    if as_json:
        say_json(
            {
                key: {name: {"before": old, "now": new} for name, (old, new) in fields.items()}
                for key, fields in done.changes.items()
            }
        )
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
    return ending(done.told, finished=done.finished, found=not papers)


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
