"""The verb that finds the duplicates of a bibliography file: dedupe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from survey.cli.given import uncollected
from survey.cli.out import UNKNOWN, progress, say, say_json, table, tell
from survey.cli.session import Session
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.bibliographies.entry import Bibliography
    from survey.workflow.dedupe import Deduped, Doubt

_SHOWN = 50
"""How many groups and pairs are shown to a person."""


def dedupe_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="BibTeX, RIS, CSV and more, told by content.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write what is left here: .bib, .ris, .csv …")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print every group as a list of ids, the kept one first.")
    ] = False,
) -> None:
    """Finds the entries that are of one work. It needs no survey, and changes no file."""
    from survey.workflow.dedupe import dedupe
    from survey.workflow.deduped import write_kept

    session: Session = context.obj

    contents = [_content(path) for path in files]
    books = _read(files, contents)
    with progress(f"comparing {counted(sum(len(book.entries) for book in books), 'entry', 'entries')}"):
        found = dedupe(books)
    if output:
        write_kept(books, found, output, now=session.now(), contents=contents)
        tell(f"{counted(len(found.kept), 'entry', 'entries')} in {output}")
    names = _names(files, books)
    if as_json:
        say_json([[names[id(entry)] for entry in group.entries] for group in found.groups])
    else:
        _report(found, names)
    broken = [each for book in books for each in book.broken]
    for each in broken[:_SHOWN]:
        tell(f"not read: {each.key or UNKNOWN}: {each.why}")
    _tell_totals(books, found, len(broken))
    raise typer.Exit(ExitCode.IN_PART if broken else ExitCode.DONE)


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise AskedWronglyError(f"there is no file {path}")
    return path.read_bytes()


def _read(files: Sequence[Path], contents: Sequence[bytes]) -> list[Bibliography]:
    from survey.bibliographies.read import read_bibliography

    books: list[Bibliography] = []
    with uncollected(), progress(f"reading {counted(len(files), 'file')}") as step:
        for path, content in zip(files, contents, strict=True):
            books.append(read_bibliography(content, path.name))
            step("entries", sum(len(book.entries) for book in books))
    return books


def _names(files: Sequence[Path], books: Sequence[Bibliography]) -> dict[int, str]:
    """What each entry is called: its own id, and of several files the file's name before it."""
    many = len(files) > 1
    return {
        id(entry): f"{path.name}#{entry.id}" if many else entry.id
        for path, book in zip(files, books, strict=True)
        for entry in book.entries
    }


def _report(found: Deduped, names: dict[int, str]) -> None:
    groups = [group for group in found.groups if len(group.entries) > 1]
    for group in groups[:_SHOWN]:
        kept, *others = group.entries
        say(f"{names[id(kept)]}\t{kept.record.title or UNKNOWN}\tkept: {group.why}")
        for entry in others:
            say(f"  {names[id(entry)]}\t{entry.record.title or UNKNOWN}")
    if len(groups) > _SHOWN:
        tell(f"… and {counted(len(groups) - _SHOWN, 'more group')}: --json lists all")
    _list_pairs("to decide", found.doubts, names)
    _list_pairs("versions of one another", found.related, names)


def _list_pairs(heading: str, pairs: Sequence[Doubt], names: dict[int, str]) -> None:
    if not pairs:
        return
    tell(f"{heading}:")
    rows = [(names[id(pair.one)], names[id(pair.other)], pair.why, pair.one.record.title) for pair in pairs[:_SHOWN]]
    table(("one", "other", "why", "title"), rows, wrap=("why", "title"))
    if len(pairs) > _SHOWN:
        tell(f"… and {len(pairs) - _SHOWN} more")


def _tell_totals(books: Sequence[Bibliography], found: Deduped, broken: int) -> None:
    """The figures of the first box of a PRISMA diagram."""
    entries = sum(len(book.entries) for book in books)
    left = len(found.groups)
    tell(
        f"{counted(entries, 'record')} identified, {counted(entries - left, 'duplicate')} removed, "
        f"{left} left to screen; {counted(len(found.doubts), 'pair')} to decide, "
        f"{counted(len(found.related), 'pair')} of related versions, {broken} not read"
    )
