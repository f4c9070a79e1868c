"""The verb that looks for what may be wrong: audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from survey.catalog.audit import audit
from survey.cli.out import progress, say, say_json, table, tell
from survey.cli.session import Session, ending, tell_sources
from survey.cli.within import Within
from survey.model.audit import Finding
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError, ExitCode

if TYPE_CHECKING:
    from survey.bibliographies.entry import Bibliography
    from survey.workflow.audit import Audited

_MOST_TOLD = 10
"""How many entries that nobody knows are named."""


class Form(StrEnum):
    """In which form the findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def audit_(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="A bibliography, or - for stdin; your papers if not given.")
    ] = None,
    source: Annotated[
        list[str], typer.Option("-s", "--source", help="About a file, ask this source only; may be repeated.")
    ] = [],
    form: Annotated[
        Form, typer.Option("--format", help="For a person, a program, or the checks of a repository on GitHub.")
    ] = Form.TEXT,
    within: Within = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Lists what may be wrong, each with what mends it; words in capitals are for you to fill in.

    Looked for are retracted and withdrawn papers, preprints that have appeared meanwhile, pairs that may be one paper,
    code that is gone or archived, authors, venues and years that sources tell otherwise, values on mixed scales or that
    differ between sources, papers without identifier, venue, year or abstract, lines that are older than the abstract,
    and papers that nobody was asked about for a year.

    Of your papers nobody is asked anything now. About the entries of a FILE the sources that answer for many at once
    are asked, unless --offline; nothing of that is kept in your survey. The exit code is 3 where something is found.
    """
    session: Session = context.obj
    form = Form.JSON if as_json else form
    if file is not None:
        if within is not None:
            raise AskedWronglyError("a file is in no survey", hint="leave the file out, or --in")
        raise typer.Exit(_audit_file(session, file, source, form))
    if source:
        raise AskedWronglyError(
            "of your papers nobody is asked", hint="`survey refresh` asks; --source goes with a file"
        )
    with session.reading() as reader:
        found = audit(reader, session.now(), within)
    _show(found, form)
    raise typer.Exit(ExitCode.IN_PART if found else ExitCode.DONE)


def _audit_file(session: Session, file: str, named: Sequence[str], form: Form) -> int:
    book = _read(file)
    done = _audited(session, book, None if file == "-" else file, named)
    tell_sources(done.told)
    _show(done.findings, form, *([] if book.entries else ["there is no entry to look over"]))
    _tell_unknown(done, len(book.entries))
    code = ending(done.told, finished=done.finished, found=bool(done.findings))
    return code or (ExitCode.IN_PART if done.findings or book.broken else ExitCode.DONE)


def _tell_unknown(done: Audited, entries: int) -> None:
    if not done.unknown:
        return
    keys = ", ".join(entry.id for entry in done.unknown[:_MOST_TOLD])
    more = f" and {len(done.unknown) - _MOST_TOLD} more" if len(done.unknown) > _MOST_TOLD else ""
    tell(f"known to nobody who was asked, and held against nothing: {len(done.unknown)} of {entries}: {keys}{more}")


def _read(file: str) -> Bibliography:
    from survey.cli.given import read_given

    given = read_given([file])
    if not given.bibliographies:
        raise AskedWronglyError(
            f"{file} is no bibliography", hint="give a file: BibTeX, RIS, CSL-JSON and more; its content tells which"
        )
    return given.bibliographies[0]


def _audited(session: Session, book: Bibliography, file: str | None, named: Sequence[str]) -> Audited:
    from dataclasses import replace

    from survey.workflow.audit import audit_file, batched

    is_offline = session.settings.offline
    entries = counted(len(book.entries), "entry", "entries")
    doing = progress(f"{'looking over' if is_offline else 'asking about'} {entries}")
    with session.scratch() as trial, trial.library(named) as library, doing as step:
        trial.catalog.upgrade()
        if is_offline:
            tell("offline: held against itself and your survey alone")
            return audit_file(replace(library, sources={}), book, file, progress=step)
        return audit_file(library if named else batched(library), book, file, progress=step)


def _show(found: Sequence[Finding], form: Form, nothing: str = "nothing seems to be wrong") -> None:
    if form is Form.JSON:
        say_json([each._asdict() for each in found])
    elif form is Form.GITHUB:
        for each in found:
            say(_annotation(each))
    else:
        rows = [(_place(each), each.fault, " ".join(each.papers), each.text, each.mend) for each in found]
        headings = ("where", "what", "papers", "why", "mend it with")
        first = 0 if any(each.file or each.line for each in found) else 1
        table(headings[first:], [row[first:] for row in rows], wrap=("papers", "why", "mend it with"))
    counted = Counter(each.fault for each in found)
    tell(", ".join(f"{number} {fault}" for fault, number in counted.items()) or nothing)


def _place(found: Finding) -> str | None:
    return ":".join(str(part) for part in (found.file, found.line) if part) or None


def _annotation(found: Finding) -> str:
    """A finding as a command that GitHub's runner reads on stdout.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions; what it escapes is told by
    https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
    """
    named = {"file": found.file, "line": found.line, "title": found.fault}
    said = ",".join(f"{name}={_property(str(value))}" for name, value in named.items() if value)
    message = f"{', '.join(found.papers)}: {found.text}; {found.mend}"
    return f"::warning {said}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
