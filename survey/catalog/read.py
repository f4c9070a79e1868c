"""Views out. Only the standard library: a verb that reads starts in the time Python needs."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.catalog import search
from survey.catalog.filters import ADDED, ANY, NONE, Condition, among, both, conditions, either
from survey.catalog.within import find_survey, holding, lay_over, own_texts
from survey.model.errors import AskedWronglyError
from survey.model.search_log import from_log
from survey.model.sieve import sieve
from survey.model.velocity import DAYS_A_YEAR, MIDDLE_OF_A_YEAR

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from survey.catalog.search import Hit
    from survey.model.sieve import Sieve
    from survey.model.view import PaperView


class Selection(NamedTuple):
    """Which of the user's papers are wanted, and in what order."""

    words: str = ""
    """As typed: words, "phrases", `field:value`, and what is not wanted (survey.model.sieve)."""
    tags: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    venue: str | None = None
    has: tuple[str, ...] = ()
    """Of HAS."""
    sort: str | None = None
    """One of SORTS; None is by relevance where there are words, else in the order of adding."""
    survey: str | None = None
    """Only papers of the survey of this name, with what was said of them there."""


EVERYTHING = Selection()

# As survey.model.velocity has it.
_APPEARED = f"coalesce(json_extract(p.view, '$.published'), p.year || '-{MIDDLE_OF_A_YEAR}')"
_AGE = f"(julianday(json_extract(p.view, '$.citations.on')) - julianday({_APPEARED})) / {DAYS_A_YEAR}"
# What is unknown comes last, and what is equal in the order of adding. Said so that indexes give the order: nothing is
# less than NULL.
SORTS = {
    "added": "p.added_at, p.id",
    "citations": "p.citations DESC, p.added_at, p.id",
    "velocity": f"p.citations / max(1.0, {_AGE}) DESC, p.added_at, p.id",
    "rating": "json_extract(p.view, '$.details.rating') DESC, p.added_at, p.id",
    "year": "p.year DESC, p.added_at, p.id",
    "title": "p.folded NULLS LAST, p.id",
    "key": "p.cite_key",
}
_AT_ONCE = 50
"""So many papers are looked up in one question."""
_FEW = 5000
"""Where no more papers are let through, only these are scored; else words choose first."""


def views(catalog: sqlite3.Connection, selection: Selection = EVERYTHING) -> Iterator[str]:
    """Each selected paper of the survey as the JSON text of its view; it holds every word that is asked for.

    Raises AskedWronglyError for an unknown order, and for a survey that there is not.
    """
    return _in_pages(catalog, papers(catalog, selection), selection)


def _in_pages(catalog: sqlite3.Connection, found: Iterator[int], selection: Selection) -> Iterator[str]:
    while page := list(islice(found, _AT_ONCE)):
        shown = _within(catalog, selection.survey, _shown(catalog, page))
        yield from (shown[paper] for paper in page)


def _within(catalog: sqlite3.Connection, survey: str | None, views: dict[int, str]) -> dict[int, str]:
    """`views`, with what their papers are in `survey`, where one is named."""
    return lay_over(catalog, find_survey(catalog, survey), views) if survey and views else views


def papers(catalog: sqlite3.Connection, selection: Selection = EVERYTHING) -> Iterator[int]:
    """The papers that `views` shows, in its order."""
    return _selected(catalog, selection, ADDED)


def matching(catalog: sqlite3.Connection, papers: Collection[int], selection: Selection) -> list[int]:
    """Those of `papers`, whether in the survey or only found, that pass `selection`, in its order."""
    return list(_selected(catalog, selection, among(papers)))


def views_among(catalog: sqlite3.Connection, papers: Collection[int], selection: Selection) -> dict[int, str]:
    """The views of those of `papers` that are in the survey and pass `selection`."""
    found = _selected(catalog, selection, ADDED, among(papers))
    return _within(catalog, selection.survey, _shown(catalog, found))


def _shown(catalog: sqlite3.Connection, wanted: Iterable[int], let_through: Condition = ANY) -> dict[int, str]:
    """The views of those papers `wanted` that are let through."""
    where = both(among(list(wanted)), let_through)
    return dict(catalog.execute(f"SELECT p.id, p.view FROM paper p WHERE {where.text}", where.values))  # noqa: S608 - ours


def notices(selection: Selection) -> tuple[str, ...]:
    """What of the words of `selection` could not be understood as it looks, a line each."""
    return sieve(selection.words).notices


def _selected(catalog: sqlite3.Connection, selection: Selection, *first: Condition) -> Iterator[int]:
    asked = sieve(selection.words)
    order, wanted = _order(catalog, selection), conditions(catalog, selection, asked, *first)
    tables, where, values = "paper p", wanted.text, wanted.values
    if own := _said_within(catalog, selection, asked):
        held = _held(catalog, asked, own)
        where, values = f"{where} AND {held.text}", (*values, *held.values)
    elif search.has_words(asked):
        if (stage := search.every_word(catalog, asked)) is None:
            return iter(())
        # Crossed, so that words choose first: the index of words is slow to be asked paper by paper.
        tables = "paper_words CROSS JOIN paper p ON p.id = paper_words.rowid"
        where, values = f"paper_words MATCH ? AND {where}", (stage.match, *values)
        order = order if selection.sort else f"{search.SCORE}, {order}"
    elif forbidden := search.forbidden(asked):
        where += " AND p.id NOT IN (SELECT rowid FROM paper_words WHERE paper_words MATCH ?)"
        values = (*values, forbidden)
    # Their numbers alone are sorted, not what is shown of them.
    statement = f"SELECT p.id FROM {tables} WHERE {where} ORDER BY {order}"  # noqa: S608 - of fixed pieces
    return (int(paper) for (paper,) in catalog.execute(statement, values))


def _said_within(catalog: sqlite3.Connection, selection: Selection, asked: Sieve) -> dict[int, str]:
    """What the user says in the survey alone, in no index of words, by paper, if words are looked for in it."""
    return own_texts(catalog, find_survey(catalog, selection.survey)) if selection.survey and asked.words else {}


def _held(catalog: sqlite3.Connection, asked: Sieve, own: Mapping[int, str]) -> Condition:
    """To hold every word that is asked for, be it in the index, or in what the user says in a survey, `own`."""
    found, only = search.each_word(catalog, asked)
    anywhere = [either(among(holding(own, each.text)), _indexed(each.match)) for each in found]
    forbidden = search.forbidden(asked)
    without = [_indexed(forbidden).turned()] if forbidden else []
    return both(*anywhere, *(_indexed(each.match) for each in only), *without) if found else NONE


def _indexed(match: str) -> Condition:
    return Condition("p.id IN (SELECT rowid FROM paper_words WHERE paper_words MATCH ?)", (match,))


def _order(catalog: sqlite3.Connection, selection: Selection) -> str:
    name = selection.sort or "added"
    if name not in SORTS:
        raise AskedWronglyError(f"cannot sort by {name}", hint="one of: " + ", ".join(SORTS))
    if name != "added" or not selection.survey:
        return SORTS[name]
    survey = find_survey(catalog, selection.survey).id
    return f"(SELECT added_at FROM candidate WHERE survey_id = {survey:d} AND paper_id = p.id), p.id"  # noqa: S608 - a number


def ranked(catalog: sqlite3.Connection, selection: Selection = EVERYTHING) -> Iterator[str]:
    """Like `views`, but where no order is asked for, papers that fit best come first, and need not hold every word."""
    if selection.sort or not search.has_words(sieve(selection.words)):
        return views(catalog, selection)
    return _ranked(catalog, selection)


def _ranked(catalog: sqlite3.Connection, selection: Selection) -> Iterator[str]:
    seen = set()
    for hit, view in best(catalog, selection):
        seen.add(hit.paper)
        yield view
    yield from the_rest(catalog, selection, seen)


def the_rest(catalog: sqlite3.Connection, selection: Selection, seen: Collection[int]) -> Iterator[str]:
    """The views of papers, not `seen` in `best`, that hold every word with what the user says in the survey alone."""
    if _said_within(catalog, selection, sieve(selection.words)):
        yield from _in_pages(catalog, (paper for paper in papers(catalog, selection) if paper not in seen), selection)


def best(catalog: sqlite3.Connection, selection: Selection) -> Iterator[tuple[Hit, str]]:
    """The papers of the survey that fit the words of `selection` best, and their views.

    Of up to FEW_WORDS words, papers that hold all come first, and where these are less than a page, some that do not.
    """
    asked = sieve(selection.words)
    wanted = conditions(catalog, selection, asked, ADDED)
    scored = few(catalog, wanted)
    seen: set[int] = set()
    for stage in search.stages(catalog, asked):
        if not stage.holds_all and len(seen) >= search.PAGE:
            return
        fresh = (hit for hit in search.hits(catalog, stage, scored) if hit.paper not in seen)
        for hit, view in islice(_let_through(catalog, fresh, wanted, selection.survey), stage.most):
            seen.add(hit.paper)
            yield hit, view


def few(catalog: sqlite3.Connection, wanted: Condition) -> list[int] | None:
    """The papers that `wanted` lets through, where they are few; else None."""
    found = f"SELECT p.id FROM paper p WHERE {wanted.text} LIMIT ?"  # noqa: S608 - of fixed pieces
    values = (*wanted.values, _FEW + 1)
    # Counted first, for mostly there are many, and fetching thousands takes longer than a search.
    (number,) = catalog.execute(f"SELECT count(*) FROM ({found})", values).fetchone()  # noqa: S608 - the same
    return [int(paper) for (paper,) in catalog.execute(found, values)] if number <= _FEW else None


def _let_through(
    catalog: sqlite3.Connection, found: Iterator[Hit], wanted: Condition, survey: str | None
) -> Iterator[tuple[Hit, str]]:
    while page := list(islice(found, _AT_ONCE)):
        shown = _within(catalog, survey, _shown(catalog, [hit.paper for hit in page], wanted))
        yield from ((hit, shown[hit.paper]) for hit in page if hit.paper in shown)


def view(catalog: sqlite3.Connection, paper: int, survey: str | None = None) -> str:
    """The JSON text of the view of `paper`, or of what it was merged into; with what it is in `survey`, if named."""
    stands = standing(catalog, paper)
    found = catalog.execute("SELECT view FROM paper WHERE id = ?", (stands,)).fetchone()
    return _within(catalog, survey, {stands: str(found[0])})[stands]


def standing(catalog: sqlite3.Connection, paper: int) -> int:
    """`paper`, or what it was merged into."""
    return int(catalog.execute("SELECT coalesce(merged_into, id) FROM paper WHERE id = ?", (paper,)).fetchone()[0])


def views_of(catalog: sqlite3.Connection, papers: list[int], survey: str | None = None) -> list[PaperView]:
    """The views of `papers`, in the order given; with what they are in `survey`, if named."""
    return [json.loads(view(catalog, paper, survey)) for paper in papers]


def history(catalog: sqlite3.Connection, paper: int) -> list[dict[str, Any]]:
    """Every account of `paper` that was ever kept, the newest first, as JSON values."""
    rows = catalog.execute(
        "SELECT source, key, taken_at, seen_at, superseded_at, body FROM record WHERE paper_id = ? "
        "ORDER BY taken_at DESC, id DESC",
        (standing(catalog, paper),),
    )
    return [
        {"source": source, "key": key, "taken": taken, "seen": seen, "superseded": superseded, "says": json.loads(body)}
        for source, key, taken, seen, superseded, body in rows
    ]


def counts(catalog: sqlite3.Connection, paper: int) -> list[dict[str, Any]]:
    """Every citation count of `paper` that was ever kept, oldest first."""
    rows = catalog.execute(
        "SELECT c.source, c.on_date, c.count FROM count c "
        "JOIN record r ON r.source = c.source AND r.key = c.key AND r.superseded_at IS NULL "
        "WHERE r.paper_id = ? ORDER BY c.on_date, c.source",
        (standing(catalog, paper),),
    )
    return [{"source": source, "on": on, "count": count} for source, on, count in rows]


def runs(catalog: sqlite3.Connection, limit: int = 50) -> list[dict[str, Any]]:
    """The latest `limit` runs, the newest first, with what was `sent` and what was `kept` from before."""
    rows = catalog.execute(
        "SELECT id, verb, source, query, sent, started_at, ended_at, outcome, message, hits, new, unreadable, requests "
        "FROM run ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    names = [column[0] for column in rows.description]
    return [_run(dict(zip(names, values, strict=True))) for values in rows]


def _run(row: dict[str, Any]) -> dict[str, Any]:
    sent, kept = from_log(row["sent"])
    return {**row, "sent": sent, "kept": [each._asdict() for each in kept]}


def totals(catalog: sqlite3.Connection) -> dict[str, int]:
    """How many papers are in the survey, how many were only found, and how many pairs wait for a decision."""
    return {
        "papers": _one(catalog, "SELECT count(*) FROM paper WHERE added_at IS NOT NULL"),
        "found": _one(
            catalog,
            "SELECT count(*) FROM paper p WHERE added_at IS NULL AND merged_into IS NULL "
            "AND EXISTS (SELECT 1 FROM record r WHERE r.paper_id = p.id)",
        ),
        "records": _one(catalog, "SELECT count(*) FROM record"),
        "pairs": _one(catalog, "SELECT count(*) FROM pair"),
    }


def _one(catalog: sqlite3.Connection, statement: str) -> int:
    return int(catalog.execute(statement).fetchone()[0])
