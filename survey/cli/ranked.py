"""Lists that tell why a paper stands where it does."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from survey.catalog.alike import Likeness, alike
from survey.catalog.explain import Part, Why, explained
from survey.catalog.search import has_words
from survey.cli import out
from survey.cli.json_lines import write_array
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError
from survey.model.reading import how_far
from survey.model.sieve import sieve

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from survey.catalog.read import Selection
    from survey.model.view import PaperView

_LEAST_SCORE = 0.005
"""A lower one is shown as none."""
HEADINGS = ("key", "title", "year", "venue", "cited", "code", "tags")


def row(view: PaperView) -> tuple[Any, ...]:
    """A paper as a list shows it, under HEADINGS."""
    cited = view["citations"]["count"] if view["citations"] else None
    code = "yes" if view["links"]["code"] else None
    return view["key"], view["title"], view["year"], view["venue"], cited, code, " ".join(view["tags"])


def show_views(views: Iterator[str], *, as_json: bool) -> int:
    """Shows papers; how many there are."""
    return _show(((view, {}, "") for view in views), explain=False, as_json=as_json)


def show_alike(
    reader: sqlite3.Connection,
    papers: Sequence[int],
    selection: Selection,
    *,
    explain: bool,
    limit: int | None,
    as_json: bool,
) -> int:
    """Shows the papers most like `papers`; how many there are."""
    if selection.sort:
        raise AskedWronglyError("--like ranks papers, --sort puts them in another order", hint="give one of them")
    found = islice(alike(reader, papers, selection), limit)
    return _show(((view, why._asdict(), _alike(why)) for view, why in found), explain=explain, as_json=as_json)


def show_explained(reader: sqlite3.Connection, selection: Selection, *, limit: int | None, as_json: bool) -> int:
    """Shows the papers that fit words best, and why; how many there are."""
    if selection.sort or not has_words(sieve(selection.words)):
        raise AskedWronglyError(
            "there is nothing to explain", hint="papers are ranked where words are given, and no --sort"
        )
    found = islice(explained(reader, selection), limit)
    return _show(((view, why, _why(why)) for view, why in found), explain=True, as_json=as_json)


def _show(found: Iterator[tuple[str, Mapping[str, Any], str]], *, explain: bool, as_json: bool) -> int:
    if as_json:
        texts = (_with_why(view, why) if explain else view for view, why, _ in found)
        return write_array(texts)
    told = ((json.loads(view), why) for view, _, why in found)
    if not explain and not out.is_screen():
        return _print_rows(view for view, _ in told)
    rows = [(_cells(view), how_far(view), why) for view, why in told]
    # What the user has read is a column as soon as there is something in it.
    is_read = any(state for _, state, _ in rows)
    decided = ["decision"] if any(len(cells) > len(HEADINGS) for cells, _, _ in rows) else []
    headings = (*HEADINGS, *decided, *(["reading"] if is_read else []), *(["why"] if explain else []))
    shown = [(*cells, *([state] if is_read else []), *([why] if explain else [])) for cells, state, why in rows]
    _draw(headings, shown)
    return len(rows)


def _draw(headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    if not rows or not out.is_screen():
        out.table(headings, rows)
        return
    from shutil import get_terminal_size

    from survey.cli.room import fitted

    table = fitted(headings, rows, get_terminal_size().columns)
    out.table(table.headings, table.rows, wrap=table.wrap)


def _print_rows(views: Iterator[PaperView]) -> int:
    """Prints papers for a pipe as they come, each with as many cells: the last is how far one has read."""
    count = 0
    for view in views:
        count += 1
        out.table(HEADINGS, [(*_cells(view), how_far(view))])
    return count


def _cells(view: PaperView) -> tuple[Any, ...]:
    """A paper as a list shows it; where the list is of a survey, with what was decided there."""
    return (*row(view), view["survey"]["decision"]) if "survey" in view else row(view)


def _with_why(view: str, why: Mapping[str, Any]) -> str:
    return json.dumps({**json.loads(view), "why": why}, ensure_ascii=False)


def _why(why: Why) -> str:
    if not why["parts"]:
        return "by what you say in this survey"
    left_out = f"; too common to count: {', '.join(why['left_out'])}" if why["left_out"] else ""
    if why["score"] < _LEAST_SCORE:
        # What is left of a score then is beyond all digits that are shown, and still puts titles first.
        held = "; ".join(f"{part['word']} ({_fields(part)})" for part in why["parts"])
        return f"by how many words it has and where, as most have each: {held}{left_out}"
    parts = "; ".join(f"{part['word']} {_score(part)} ({_fields(part)})" for part in why["parts"])
    return f"{why['score']:.2f} = {parts}{left_out}"


def _score(part: Part) -> str:
    # A word that most papers hold hardly tells any of them from the others.
    return f"{part['score']:.2f}" if part["score"] >= _LEAST_SCORE else "0, as most have it"


def _fields(part: Part) -> str:
    return ", ".join(name if count == 1 else f"{name} {count} times" for name, count in part["fields"].items())


def _alike(why: Likeness) -> str:
    works = f", {counted(why.shared, 'work')} cited by both" if why.shared else ""
    return f"{why.score:.2f}: words {why.words:.2f}, references {why.references:.2f}{works}"
