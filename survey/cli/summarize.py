"""The verb that says of a paper in one line what it does: summarize."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, BinaryIO, NamedTuple

import typer

from survey.cli.out import UNKNOWN, say, tell
from survey.model.errors import AskedWronglyError, ExitCode
from survey.model.text import writable
from survey.reading.one_line import one_line


class Asked(NamedTuple):
    """One line of the file: a paper, and the names by which its answer is known again."""

    title: str | None
    abstract: str | None
    names: dict[str, Any]


def summarize_(
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE", help="A JSON object a line: title, abstract; - is stdin.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line.")] = False,
) -> None:
    """Summarizes papers in one line each."""
    if not file:
        raise AskedWronglyError("no file was named", hint="as in: survey summarize --file papers.jsonl --json")
    broken = False
    with _opened(file) as rows:
        for number, row in enumerate(rows, start=1):
            if not row.strip():
                continue
            try:
                asked = _read(row)
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


def _read(row: bytes) -> Asked:
    """What one line asks; raises ValueError with a short reason where it cannot be understood."""
    try:
        paper = json.loads(row.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({str(error).partition(':')[0]})") from None
    if not isinstance(paper, dict):
        raise ValueError("not a JSON object")
    names = {name: paper[name] for name in ("id", "key") if name in paper}
    return Asked(_text(paper, "title"), _text(paper, "abstract"), names)


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
    answer = {**asked.names, "summary": summary, "made_by": "local" if summary else None}
    sys.stdout.write(writable(json.dumps(answer, ensure_ascii=False)) + "\n")
