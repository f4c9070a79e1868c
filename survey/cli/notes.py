"""The verb for what the user writes about a paper: note."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from survey.catalog import edit, read
from survey.catalog.surveys import note_in
from survey.catalog.within import not_there
from survey.cli.editor import is_at_hand, write_in_editor
from survey.cli.out import UNKNOWN, say, tell
from survey.cli.session import Session
from survey.cli.within import Within
from survey.model.errors import AskedWronglyError, ExitCode, SurveyError
from survey.model.note import TEMPLATE, filled_in, note_text
from survey.place import workspace_of

_OWN_TEMPLATE = "note.md"
"""The user's own template, in the workspace."""


def note_(
    context: typer.Context,
    paper: Annotated[str | None, typer.Argument(metavar="[PAPER]", help="Which.")] = None,
    text: Annotated[
        list[str],
        typer.Argument(metavar="[TEXT|-]", help="The note; - reads it from stdin, and nothing opens your editor."),
    ] = [],
    folder: Annotated[
        Path | None, typer.Option("--export", metavar="DIR", help="Write every paper of the survey as a file there.")
    ] = None,
    within: Within = None,
) -> None:
    """Writes a note, in Markdown; [[key]] links another paper.

    Without TEXT it opens $VISUAL or $EDITOR with note.md of the workspace, or else with headings of its own; headings
    under which nothing is written are left out. --export writes one Markdown file a paper, with YAML front matter, as
    Obsidian and others read it, and leaves every file alone that it did not write or that somebody has changed since.
    """
    session: Session = context.obj
    if folder:
        if paper:
            raise AskedWronglyError("--export writes all papers", hint="leave the paper out")
        raise typer.Exit(_export(session, folder, within))
    if not paper:
        raise AskedWronglyError("no paper was named", hint='as in: survey note PAPER "what I think of it"')
    chosen = session.paper(paper)
    if within is not None:
        _must_be_in(session, chosen, within)
    if not text and is_at_hand():
        kept = _written(session, chosen)
        if not kept:
            tell("nothing was written, and nothing is kept")
            return
    else:
        kept = note_text(_typed() if text in ([], ["-"]) else " ".join(text))
    if not kept or not kept.strip():
        raise AskedWronglyError("the note is empty", hint='as in: survey note PAPER "what I think of it"')
    if within is None:
        edit.write_note(session.catalog, chosen, kept, now=session.now())
    else:
        note_in(session.catalog, within, chosen, kept, now=session.now())


def _must_be_in(session: Session, paper: int, survey: str) -> None:
    """Nothing, where `paper` is in `survey`: what is written at length had better not be refused afterwards."""
    with session.reading() as reader:
        (view,) = read.views_of(reader, [paper], survey)
    if view["survey"]["added"] is None:
        raise not_there(view["key"], survey)


def _written(session: Session, paper: int) -> str | None:
    """What the user writes of `paper` in an editor."""
    with session.reading() as reader:
        (view,) = read.views_of(reader, [paper])
    about = f"{view['key']}: {view['title'] or UNKNOWN}".replace("--", "–")
    opened = f"<!-- {about} -->\n\n{_template(session)}"
    return filled_in(write_in_editor(opened, f"{_fit(view['key'])}.md"), opened)


def _fit(key: str) -> str:
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in key)[:100]


def _template(session: Session) -> str:
    path = workspace_of(session.settings.catalog) / _OWN_TEMPLATE
    if not path.is_file():
        return TEMPLATE
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SurveyError(f"{path} cannot be read: {error}", hint="it is your template for notes") from error


def _typed() -> str:
    content = sys.stdin.buffer.read()
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _export(session: Session, folder: Path, within: str | None) -> int:
    from survey.workflow.notes import export_notes

    session.must_exist()
    left = export_notes(session.catalog, folder, within)
    for path in left.written:
        say(str(path))
    tell(f"{len(left.written)} written, {len(left.same)} unchanged in {folder}")
    for path in left.kept:
        tell(f"{path} is not ours, or was changed since, and stays as it is")
    return ExitCode.IN_PART if left.kept else ExitCode.DONE
