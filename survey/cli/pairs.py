"""Verbs that decide which papers are one: pairs, same, different."""

from __future__ import annotations

import sys
from itertools import islice
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from survey.catalog import edit
from survey.catalog.change import undo
from survey.catalog.read import totals
from survey.cli.out import UNKNOWN, is_screen, say, say_json, tell
from survey.cli.session import Session
from survey.model.errors import AskedWronglyError
from survey.model.same_work import Sameness
from survey.model.text import line
from survey.workflow.renew import renew_lines

if TYPE_CHECKING:
    from survey.catalog.doubts import Pair

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Which = Annotated[str, typer.Argument(metavar="PAPER", help="Which.")]


def pairs_(
    context: typer.Context,
    decide: Annotated[bool, typer.Option("--decide", help="Ask about one after the other.")] = False,
    limit: Annotated[int | None, typer.Option("-n", "--limit", help="At most so many.", min=1)] = None,
    as_json: AsJson = False,
) -> None:
    """Lists doubtful pairs with the evidence side by side; on a terminal it asks, too."""
    from survey.catalog.doubts import doubtful_pairs

    session: Session = context.obj
    if decide and as_json:
        raise AskedWronglyError("--decide asks a person, --json answers a program", hint="give one of them")
    if decide or (not as_json and sys.stdin.isatty() and sys.stdout.isatty()):
        _decide(session, limit)
        return
    with session.reading() as reader:
        found = islice(doubtful_pairs(reader), limit)
        if as_json:
            say_json([pair.shown for pair in found])
            return
        number = 0
        for pair in found:
            _show(pair)
            number += 1
    tell(f"{number} to decide: survey same A B, or survey different A B" if number else _NONE)


_NONE = "there is no doubtful pair"


def _decide(session: Session, limit: int | None) -> None:
    """Asks about each pair that there is once, until the user has enough."""
    passed: set[tuple[int, int]] = set()
    decided: list[tuple[int, int]] = []
    seen = 0
    while (limit is None or seen < limit) and (pair := _next(session, passed)):
        seen += 1
        _show(pair)
        answer = _ask()
        if answer == "quit":
            break
        if answer == "undo":
            seen -= 1
            _take_back(session, passed, decided)
            continue
        passed.add((pair.one, pair.other))
        if answer != "skip":
            _keep(session, pair.one, pair.other, Sameness(answer))
            decided.append((pair.one, pair.other))
            tell(f"kept as {answer}; `survey undo` takes it back")
    else:
        tell("that was the last pair" if passed else _NONE)
    if passed or decided:
        tell(f"{len(decided)} decided, {_waiting(session)} to decide")


def _take_back(session: Session, passed: set[tuple[int, int]], decided: list[tuple[int, int]]) -> None:
    """Takes the last decision of this asking back, so that its pair is asked about again."""
    if not decided:
        tell("nothing was decided yet")
        return
    tell(f"undone: {undo(session.catalog, now=session.now())}")
    renew_lines(session.catalog, decided[-1], now=session.now())
    passed.discard(decided.pop())


def _waiting(session: Session) -> int:
    with session.reading() as reader:
        return totals(reader)["pairs"]


def _next(session: Session, passed: set[tuple[int, int]]) -> Pair | None:
    from survey.catalog.doubts import doubtful_pairs

    with session.reading() as reader:
        return next((pair for pair in doubtful_pairs(reader, passed)), None)


_ANSWERS = {"s": "same", "d": "different", "": "skip", "?": "skip", "u": "undo", "q": "quit"}


def _ask() -> str:
    """One of _ANSWERS; where the input ends, it is enough."""
    while True:
        sys.stderr.write("same (s), different (d), don't know (Enter), undo (u) or quit (q)? ")
        sys.stderr.flush()
        if not (said := sys.stdin.readline()):
            return "quit"
        said = said.strip().lower()
        if answer := said if said in _ANSWERS.values() else _ANSWERS.get(said):
            return answer
        tell(f"one of {', '.join(dict.fromkeys(_ANSWERS.values()))}")


_MARKS = {"agree": "=", "near": "≈", "differ": "≠", "missing": UNKNOWN}
_LONG = 160
"""So many letters of a text are shown."""


def _show(pair: Pair) -> None:
    one, other = pair.shown["first"], pair.shown["second"]
    heading = f"{one['key']}  {other['key']}  {pair.shown['score']:.2f}  ({pair.shown['why']})"
    say("\n    ".join(wrap(heading, get_terminal_size().columns - _INDENT) if is_screen() else [heading]))
    if pair.shown["related"]:
        say(f"  related: {pair.shown['related']}")
    for exhibit in pair.shown["evidence"]:
        mark, first, second = _MARKS[exhibit["agreement"]], _side(exhibit["first"]), _side(exhibit["second"])
        if first == second == UNKNOWN:
            continue
        _say_below(f"  {mark} {exhibit['field'] + ':':<13}", first)
        if first != second:
            _say_below(" " * _MARGIN, second)
    for paper in (one, other):
        say(f"    {paper['key']}: {paper['links']['paper'] or UNKNOWN}")


_INDENT = 4
_MARGIN = 17
"""So many columns stand before what a paper says."""


def _say_below(begins: str, text: str) -> None:
    """`text` behind what it `begins` with; on a screen in as many lines as it takes, one under the other."""
    width = get_terminal_size().columns - _MARGIN
    lines = wrap(text, max(width, _MARGIN)) if is_screen() else [text]
    say(f"\n{' ' * _MARGIN}".join([f"{begins}{lines[0]}", *lines[1:]]))


def _side(value: Any) -> str:
    text = line(value or "") or UNKNOWN
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def same_(context: typer.Context, a: Which, b: Which) -> None:
    """Merges the second paper into the first."""
    _judge(context.obj, a, b, Sameness.SAME)


def different_(context: typer.Context, a: Which, b: Which) -> None:
    """Keeps two papers apart for good."""
    _judge(context.obj, a, b, Sameness.DIFFERENT)


def _judge(session: Session, a: str, b: str, verdict: Sameness) -> None:
    one, other = session.paper(a), session.paper(b)
    _keep(session, one, other, verdict)
    tell(f"kept as {verdict}; `survey undo` takes it back")


def _keep(session: Session, one: int, other: int, verdict: Sameness) -> None:
    edit.judge(session.catalog, one, other, verdict, now=session.now())
    renew_lines(session.catalog, [one, other], now=session.now())
