"""The verb that says of a paper in one line what it does: summarize."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any, BinaryIO, NamedTuple

import typer

from survey.cli.out import UNKNOWN, say, tell
from survey.model.errors import AskedWronglyError, ExitCode
from survey.model.text import writable
from survey.reading.one_line import one_line


class Asked(NamedTuple):
    """One line of the file: a paper, and that by which its answer is known again."""

    title: str | None
    abstract: str | None
    known_by: dict[str, Any]
    """The number of its line, from 1, and its id and key where it has them, whatever they are."""


class By(StrEnum):
    """Who can be asked for a line."""

    LOCAL = "local"
    S2 = "s2"
    HF = "hf"
    LLM = "llm"


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON; with --file an object a line.")]


def summarize_(
    context: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="[PAPER]…", help="Which.")] = [],
    missing: Annotated[
        bool, typer.Option("--missing", help="All that have no line, or a lesser one than --by would give.")
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help="All papers of the survey.")] = False,
    by: Annotated[
        By,
        typer.Option(
            help="Made here of the abstract; asked of Semantic Scholar, Hugging Face, or your own model, whose lines "
            "`survey undo` takes back."
        ),
    ] = By.LOCAL,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; no model is asked.")] = False,
    prompt: Annotated[bool, typer.Option("--prompt", help="Print what a language model is asked.")] = False,
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="FILE", help="A JSON object a line: title, abstract, id; - is stdin."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Gives papers their line, and says which are other lines now; or summarizes the papers of a file.

    Shown is your own line, else Semantic Scholar's, else Hugging Face's, else your language model's, else the one that
    was made here of the abstract. A model is asked only when you say so; its address, name and key are SURVEY_LLM_URL,
    SURVEY_LLM_MODEL and LLM_API_KEY. What it said goes and comes back with the abstract it was asked about, and `survey
    undo` brings back the lines from before it was asked; what sources say is not undone.
    """
    chosen = sum((bool(papers), missing, everything, prompt, file is not None))
    if not chosen or file == "":
        hint = "as in: survey summarize --missing, or: survey summarize --file papers.jsonl --json"
        raise AskedWronglyError("no paper and no file was named", hint=hint)
    if chosen > 1:
        raise AskedWronglyError("PAPER, --missing, --all, --file and --prompt exclude each other", hint="choose one")
    if file:
        if by is not By.LOCAL or dry_run:
            raise AskedWronglyError("the lines for a file are made here", hint="leave --by and --dry-run out")
        summarize_file(file, as_json=as_json)
        return
    from survey.cli.lines import Which, show_prompt, summarize_papers

    if prompt:
        show_prompt(context.obj)
    else:
        which = Which(tuple(papers), missing=missing)
        raise typer.Exit(summarize_papers(context.obj, which, by.value, dry_run=dry_run, as_json=as_json))


def summarize_file(file: str, *, as_json: bool) -> None:
    """Answers every line of `file`; what is broken is told, and ends in the exit code."""
    broken = False
    with _opened(file) as rows:
        for number, row in enumerate(rows, start=1):
            if not row.strip():
                continue
            try:
                asked = _read(row, number)
            except ValueError as error:
                tell(f"{'stdin' if file == '-' else file}:{number}: {error}")
                broken = True
                continue
            _answer(asked, as_json=as_json)
    if broken:
        raise typer.Exit(ExitCode.IN_PART)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with open(file, "rb") as rows:
        yield rows


def _read(row: bytes, number: int) -> Asked:
    """What one line asks; raises ValueError with a short reason where it cannot be understood."""
    try:
        paper = json.loads(row.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({str(error).partition(':')[0]})") from None
    if not isinstance(paper, dict):
        raise ValueError("not a JSON object")
    named = {name: paper[name] for name in ("id", "key") if name in paper}
    return Asked(_text(paper, "title"), _text(paper, "abstract"), {"line": number, **named})


def _text(paper: dict[str, Any], name: str) -> str | None:
    """A text, given whole or as a list of its sentences."""
    given = paper.get(name)
    if isinstance(given, list) and all(isinstance(part, str) for part in given):
        return " ".join(given)
    if given is not None and not isinstance(given, str):
        raise ValueError(f"its {name} is no text")
    return given


def _answer(asked: Asked, *, as_json: bool) -> None:
    summary = one_line(asked.title, asked.abstract)
    if not as_json:
        say(summary or UNKNOWN)
        return
    answer = {**asked.known_by, "summary": summary, "made_by": "local" if summary else None}
    sys.stdout.write(writable(json.dumps(answer, ensure_ascii=False)) + "\n")
