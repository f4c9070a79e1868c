"""Verbs by which the user says something: set, tag, rm, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from survey.catalog import edit
from survey.catalog.change import undo
from survey.catalog.known import cite_keys
from survey.catalog.summaries import touched_last
from survey.catalog.surveys import leave, tag_in
from survey.cli.out import say, tell
from survey.cli.session import Session
from survey.cli.within import Within
from survey.model.errors import AskedWronglyError
from survey.model.identifier import identifier
from survey.model.reading import RATING, RATINGS, READING, STATES
from survey.model.record import Direction
from survey.model.text import line, title_line
from survey.model.value import number
from survey.workflow.renew import renew_lines

Which = Annotated[str, typer.Argument(metavar="PAPER", help="Which.")]


def set_(
    context: typer.Context,
    paper: Which,
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE… | result TASK DATASET METRIC [VALUE]",
            help="FIELD= alone, or a result without VALUE, takes your edit back; -- goes before a value below zero.",
        ),
    ],
    direction: Annotated[Direction | None, typer.Option(help="Of a result: which way its metric is better.")] = None,
    model: Annotated[str | None, typer.Option(help="Of a result: the model that reaches it.")] = None,
    split: Annotated[str | None, typer.Option(help="Of a result: the split or setting.")] = None,
    source: Annotated[str | None, typer.Option(help='Of a result: where it stands, as "Table 3 of the paper".')] = None,
) -> None:
    """Edits by hand."""
    session: Session = context.obj
    beside = {"direction": direction, "model": model, "split": split, "note": source}
    if values[0] == "result":
        _set_result(session, paper, _result(values[1:], beside))
    elif any(beside.values()):
        raise AskedWronglyError(
            "--direction, --model, --split and --source go with a result", hint=f"as in: {_RESULT_EXAMPLE}"
        )
    else:
        chosen = session.paper(paper)
        if not edit.edit_paper(session.catalog, chosen, _edits(values, session), now=session.now()):
            tell("that changes nothing: it is so already, or there is no edit of yours to take back")
        renew_lines(session.catalog, [chosen], now=session.now())


def _edits(pairs: Sequence[str], session: Session) -> dict[str, Any]:
    """What `FIELD=VALUE` pairs say, in the words of a record's body."""
    edits: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise AskedWronglyError(
                f"{pair} sets nothing", hint='as in: survey set PAPER venue=ICLR "title=A better title"'
            )
        edit_of = _edit(name.strip(), value.strip(), session.now().date())
        if names := edit_of.get("identifiers"):
            edit_of["identifiers"] = [*edits.get("identifiers", []), *names]
        if said := edit_of.get("details"):
            edit_of["details"] = {**edits.get("details", {}), **said}
        edits |= edit_of
    return edits


_RESULT = "result TASK DATASET METRIC VALUE"
_RESULT_EXAMPLE = 'survey set PAPER result "Image Classification" ImageNet "Top 1 Accuracy" 87.2 --direction up'


def _result(words: Sequence[str], beside: Mapping[str, str | None]) -> dict[str, Any]:
    """A result in the words of a record's body, of TASK DATASET METRIC and perhaps VALUE, and what stands `beside`."""
    named = {name: value if name == "direction" else line(value) for name, value in beside.items()}
    said = dict(zip(("task", "dataset", "metric", "printed"), map(line, words), strict=False)) | named
    if not 3 <= len(words) <= 4 or not all(said[name] for name in ("task", "dataset", "metric")):
        raise AskedWronglyError(
            "a result has a task, a dataset, a metric and a value", hint=f"as in: {_RESULT_EXAMPLE}"
        )
    if len(words) == 4:
        printed = said["printed"]
        if printed is None or not any(char.isalnum() for char in printed):
            raise AskedWronglyError(f"{words[3]!r} is no value", hint="leave it out to take your value back")
        return _known(said | {"value": number(printed)})
    return _known(said)


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


def _set_result(session: Session, paper: str, result: dict[str, Any]) -> None:
    is_new = edit.edit_paper(session.catalog, session.paper(paper), {"results": [result]}, now=session.now())
    if "printed" not in result and not is_new:
        tell("there is no such value of yours; a model and a split are part of what it is told by")
    elif "printed" in result and "value" not in result:
        tell(f"{result['printed']} is kept as a text: it is no plain number, and nothing is compared with it")


def _edit(name: str, value: str, today: date) -> dict[str, Any]:
    """What `name=value` says, in the words of a record's body."""
    if name not in _EDITS:
        raise AskedWronglyError(f"{name} cannot be set", hint=f"fields are: {', '.join(_EDITS)}; and {_RESULT}")
    field, read_value = _EDITS[name]
    if not value:
        return {field: _TAKEN_BACK[field](name) if field in _TAKEN_BACK else None}
    try:
        return {field: read_value(value, today)}
    except ValueError as error:
        raise AskedWronglyError(f"{value} is no {name}: {error}") from None


def _whole_number(value: str, _: date) -> int:
    if not value.isascii() or not value.isdigit() or not 1400 <= int(value) <= 2200:
        raise ValueError("a year has four digits")
    return int(value)


def _citations(value: str, today: date) -> list[Any]:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise ValueError("it is a whole number")
    return [int(value), today.isoformat()]


def _authors(value: str, _: date) -> list[str]:
    return [name for part in value.split(";") if (name := line(part))]


def _venue(value: str, _: date) -> list[Any]:
    if (name := line(value)) is None:
        raise ValueError("it has no name")
    return [name, None]


_LONGEST_SUMMARY = 500
"""Characters: three times what a line of a source has at most, and less than a short abstract."""


def _summary(value: str, _: date) -> dict[str, Any]:
    if (text := line(value)) is None:
        raise ValueError("it says nothing")
    if len(text) > _LONGEST_SUMMARY:
        raise AskedWronglyError(
            f"a summary is one line, of {_LONGEST_SUMMARY} characters at most: this has {len(text):,}",
            hint="`survey note PAPER TEXT` keeps as much as you like",
        )
    return {"text": text, "made_by": "hand"}


def _address(value: str, _: date) -> str:
    if not value.startswith(("http://", "https://")) or " " in value or not value.isprintable():
        raise ValueError("it begins with https://")
    return value


def _code(value: str, today: date) -> list[dict[str, Any]]:
    return [{"url": _address(value, today), "official": True}]


def _names(scheme: str) -> Any:
    def read_value(value: str, _: date) -> list[list[str]]:
        if (name := identifier(scheme, value)) is None:
            raise ValueError("it is not written like that")
        return [list(name)]

    return read_value


def _one_of(name: str, words: Sequence[str]) -> Any:
    def read_value(value: str, _: date) -> dict[str, str]:
        if value not in words:
            raise ValueError(f"it is one of {', '.join(words)}")
        return {name: value}

    return read_value


# Of these there are several, and an edit of one leaves the others.
_TAKEN_BACK: dict[str, Any] = {"identifiers": lambda name: [[name, None]], "details": lambda name: {name: None}}
_EDITS: dict[str, tuple[str, Any]] = {
    "title": ("title", lambda value, _: title_line(value)),
    "authors": ("authors", _authors),
    "year": ("year", _whole_number),
    "published": ("published", lambda value, _: date.fromisoformat(value).isoformat()),
    "venue": ("venue", _venue),
    "abstract": ("abstract", lambda value, _: line(value)),
    "summary": ("summary", _summary),
    "citations": ("citations", _citations),
    "code": ("repositories", _code),
    "paper": ("url", _address),
    "pdf": ("pdf", _address),
    "arxiv": ("identifiers", _names("arxiv")),
    "doi": ("identifiers", _names("doi")),
    READING: ("details", _one_of(READING, STATES)),
    RATING: ("details", _one_of(RATING, RATINGS)),
}


def tag_(context: typer.Context, paper: Which, within: Within = None) -> None:
    """Tags: what follows PAPER is +name and -name; a bare name is put on. --in keeps them to one survey."""
    session: Session = context.obj
    on: list[str] = []
    off: list[str] = []
    for word in context.args:
        if word.startswith("-"):
            off.append(_given_tag(word[1:]))
        else:
            on.append(tag_name(word.removeprefix("+")))
    if not on and not off:
        raise AskedWronglyError("no tag was named", hint="as in: survey tag PAPER +peft -todo")
    if within is None:
        edit.tag_paper(session.catalog, session.paper(paper), on=on, off=off, now=session.now())
    else:
        tag_in(session.catalog, within, session.paper(paper), on=on, off=off, now=session.now())


def _given_tag(word: str) -> str:
    """`word` as a tag that a paper may have: other programs write tags of several words."""
    if not (name := line(word)) or name.startswith("-"):
        raise AskedWronglyError(f"{word!r} is no tag", hint='as in: survey tag PAPER -todo "-to read"')
    return name


def tag_name(word: str) -> str:
    """`word` as a tag. Raises AskedWronglyError for what is not one plain word."""
    name = line(word)
    if not name or name != word or name.startswith(("-", "+")) or any(char.isspace() for char in name):
        raise AskedWronglyError(f"{word!r} is no tag", hint="a tag is one word, as in +peft")
    return name


def rm_(
    context: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="PAPER…", help="Which.")],
    within: Annotated[
        str | None, typer.Option("--in", metavar="NAME", help="Out of this survey alone; they stay in the catalog.")
    ] = None,
) -> None:
    """Takes papers out. What you said of them stays, and is back when they are added again."""
    session: Session = context.obj
    chosen = list(dict.fromkeys(session.paper(asked) for asked in papers))
    if within is None:
        edit.remove_papers(session.catalog, chosen, now=session.now())
    else:
        leave(session.catalog, within, chosen, now=session.now())
    tell("taken out; `survey undo` brings it back")


def undo_(context: typer.Context) -> None:
    """Takes the last change back."""
    session: Session = context.obj
    with session.reading() as reader:
        touched = touched_last(reader)
    what = undo(session.catalog, now=session.now())
    keys = cite_keys(session.catalog, touched).values()
    say(f"undone: {what}" + (f" ({', '.join(keys)})" if len(keys) == 1 and not set(keys) & set(what.split()) else ""))
    renew_lines(session.catalog, touched, now=session.now())
