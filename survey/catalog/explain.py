"""Why a paper stands where it does in a list: which words it holds in which fields, and the parts of its score."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

from survey.catalog.read import best, papers, the_rest, views
from survey.catalog.search import SCORE, has_words
from survey.model.sieve import sieve
from survey.model.words import COLUMNS, Term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from survey.catalog.read import Selection
    from survey.catalog.search import Hit

_AT_ONCE = 20
# No text holds it: it is cut out where text comes in.
_MARK = "\x02"


class Part(TypedDict):
    """What one word, or phrase, adds to a score, and how often each field holds it."""

    word: str
    score: float
    fields: dict[str, int]
    """By title, authors, venue, abstract, summary, said (your tags and notes) and spelt (other spellings of these)."""


class Why(TypedDict):
    """The parts of a score, which add up to it, the largest first."""

    score: float
    holds_all: bool
    """Whether it was looked for as holding every word."""
    parts: list[Part]
    left_out: list[str]
    """Words so common in this catalog that they were not counted."""


def explained(catalog: sqlite3.Connection, selection: Selection) -> Iterator[tuple[str, Why]]:
    """The papers of `read.ranked` in their order: view, and why there; what is said in a survey alone has no score."""
    found = best(catalog, selection)
    seen: set[int] = set()
    while page := list(islice(found, _AT_ONCE)):
        seen.update(hit.paper for hit, _ in page)
        parts = _parts(catalog, [hit for hit, _ in page])
        for hit, view in page:
            mine = sorted(parts[hit.paper], key=lambda part: -part["score"])
            yield (
                view,
                Why(
                    score=round(hit.score, 3),
                    holds_all=hit.stage.holds_all,
                    parts=mine,
                    left_out=list(hit.stage.left_out),
                ),
            )

    for view in the_rest(catalog, selection, seen):
        yield view, Why(score=0.0, holds_all=True, parts=[], left_out=[])


def best_held(catalog: sqlite3.Connection, selection: Selection) -> Iterator[tuple[str, bool]]:
    """The papers of `read.ranked` in their order: view, and whether it was looked for as holding every word."""
    if not has_words(sieve(selection.words)):
        yield from ((view, True) for view in views(catalog, selection))
        return
    seen: set[int] = set()
    for hit, view in best(catalog, selection):
        seen.add(hit.paper)
        yield view, hit.stage.holds_all
    for view in the_rest(catalog, selection, seen):
        yield view, True


def holding_all(catalog: sqlite3.Connection, selection: Selection) -> int:
    """How many papers hold every word of `selection`: those of `read.views`."""
    # In an order that asks for no scores.
    return sum(1 for _ in papers(catalog, selection._replace(sort="key")))


def _parts(catalog: sqlite3.Connection, page: list[Hit]) -> dict[int, list[Part]]:
    parts: dict[int, list[Part]] = {hit.paper: [] for hit in page}
    for stage in dict.fromkeys(hit.stage for hit in page):
        papers = [hit.paper for hit in page if hit.stage == stage]
        for term in dict.fromkeys(stage.parts):
            for paper, part in _part(catalog, papers, term, stage.parts.count(term)):
                parts[paper].append(part)
    return parts


_MARKED = ", ".join(f"highlight(paper_words, {place}, '{_MARK}', '')" for place in range(len(COLUMNS)))
# With its plus sign the number of a row is no way into the index: how rare a word is would be counted for every paper.
_PART = (
    f"SELECT rowid, {SCORE}, {_MARKED} FROM paper_words WHERE paper_words MATCH ? "  # noqa: S608 - ours
    "AND +rowid IN (SELECT value FROM json_each(?))"
)


def _part(catalog: sqlite3.Connection, papers: list[int], term: Term, times: int) -> Iterator[tuple[int, Part]]:
    for paper, score, *texts in catalog.execute(_PART, (term.match, json.dumps(papers))):
        counts = {column: text.count(_MARK) for column, text in zip(COLUMNS, texts, strict=True) if text}
        fields = {column: count for column, count in counts.items() if count}
        yield paper, Part(word=term.text, score=round(-times * score, 3), fields=fields)
