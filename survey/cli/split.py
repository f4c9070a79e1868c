"""The verb that takes a wrong merge apart: split."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from survey.catalog.provenance import accounts
from survey.catalog.read import views_of
from survey.cli.out import say, say_json, table, tell
from survey.cli.session import Session
from survey.model.errors import AskedWronglyError
from survey.model.identifier import read_identifier

if TYPE_CHECKING:
    from survey.model.record import Record
    from survey.model.works import Place


def split_(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Which.")],
    records: Annotated[
        list[str],
        typer.Argument(
            metavar="[RECORD]…",
            help="Which accounts leave: numbers of the list, SOURCE:KEY, or an identifier; none lists them.",
        ),
    ] = [],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Lists the accounts of a paper, or makes some of them a paper of their own."""
    session: Session = context.obj
    chosen = session.paper(paper)
    with session.reading() as reader:
        kept = accounts(reader, chosen)
    if not records:
        _list(kept, as_json=as_json)
        if not as_json and len(kept) > 1 and sys.stdin.isatty() and sys.stdout.isatty():
            records = _ask(len(kept))
        elif not as_json:
            tell(f"which leave: survey split {paper} N…" if len(kept) > 1 else "one account is all there is")
    if records:
        _split(session, chosen, _places(records, kept), as_json=as_json)


def _list(kept: Sequence[Record], *, as_json: bool) -> None:
    rows = [
        (number, each.source, each.key, each.title, each.year, sorted(map(str, each.identifiers)))
        for number, each in enumerate(kept, start=1)
    ]
    names = ("number", "source", "key", "title", "year", "identifiers")
    if as_json:
        say_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    table(names, [(*row[:-1], " ".join(row[-1])) for row in rows], wrap=("title", "identifiers"))


def _ask(most: int) -> list[str]:
    """The numbers, of 1 to `most`, that the user picks at the terminal."""
    asked = "Which leave? (1,3-5, or Enter for none)"
    while said := typer.prompt(asked, default="", show_default=False, err=True).strip():
        try:
            return [str(number) for number in _numbers(said, most)]
        except AskedWronglyError as error:
            tell(error.message)
    return []


def _split(session: Session, paper: int, leaving: set[Place], *, as_json: bool) -> None:
    from survey.catalog.split import split
    from survey.workflow.renew import renew_lines

    other = split(session.catalog, paper, leaving, now=session.now())
    renew_lines(session.catalog, [paper, other], now=session.now())
    with session.reading() as reader:
        views = views_of(reader, [paper, other])
    if as_json:
        say_json(views)
        return
    for view in views:
        say(f"{view['key']}\t{view['title'] or ''}\t{' '.join(view['sources'])}")
    tell("kept as different; `survey undo` takes it back")


def _places(said: Sequence[str], kept: Sequence[Record]) -> set[Place]:
    """The places of those of `kept` that `said` names. Raises AskedWronglyError for what names none."""
    return {place for word in said for place in _named(word, kept)}


def _named(word: str, kept: Sequence[Record]) -> list[Place]:
    if re.fullmatch(r"[\d,\s-]+", word):
        return [(kept[number - 1].source, kept[number - 1].key) for number in _numbers(word, len(kept))]
    name = read_identifier(word)
    found = [each for each in kept if f"{each.source}:{each.key}" == word] or [
        each for each in kept if name in each.identifiers
    ]
    if not found:
        raise AskedWronglyError(f"{word} names no account of it", hint="`survey split PAPER` lists them, with numbers")
    return [(each.source, each.key) for each in found]


def _numbers(said: str, most: int) -> list[int]:
    from survey.cli.find import pick

    return pick(said, most)
