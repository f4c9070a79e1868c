"""Papers that may be one, with what speaks for it and against it, and those that are versions of one another."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.catalog.accounts import CURRENT, read_accounts
from survey.catalog.beside import beside
from survey.catalog.judgements import kept_apart
from survey.catalog.read import standing, view
from survey.model.evidence import evidence
from survey.model.fold import OF_PAPERS
from survey.model.identifier import Identifier, read_identifier
from survey.model.kinds_of_title import titled
from survey.model.record import Record, Venue, VenueKind
from survey.model.same_work import Sameness, compare, sketch
from survey.model.works import relate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from survey.model.same_work import Verdict
    from survey.model.sketch import Sketch
    from survey.model.view import PaperView


class Pair(NamedTuple):
    """Two papers, by their numbers, and the pair as JSON values."""

    one: int
    other: int
    shown: dict[str, Any]
    """`first`, `second`, `why`, `noticed`; `score`, `evidence` and `related` as `_weighed` says."""


def doubtful_pairs(catalog: sqlite3.Connection, but: Collection[tuple[int, int]] = ()) -> Iterator[Pair]:
    """The pairs of papers that may be one work, the latest first; `but` for these."""
    rows = catalog.execute(
        "SELECT first, second, why, noticed_at FROM pair ORDER BY noticed_at DESC, first, second"
    ).fetchall()
    for one, other, why, at in (row for row in rows if row[:2] not in but):
        views = json.loads(view(catalog, one)), json.loads(view(catalog, other))
        sketches = _sketches(catalog, [one, other])
        weighed = _weighed(*views, list(_verdicts(sketches[one], sketches[other])))
        shown = {"first": views[0], "second": views[1], "why": why, "noticed": at[:10]}
        yield Pair(one, other, shown | weighed)


def _weighed(one: PaperView, other: PaperView, verdicts: list[Verdict]) -> dict[str, Any]:
    """What a person decides by, of two papers.

    `score` (0 to 1) is how likely those two accounts are of one work that are most alike; `evidence` lists each field
    as both papers show it, and whether they agree; `related` says which versions of one work they may be instead.
    """
    exhibits = evidence(_as_record(one), _as_record(other)).exhibits
    return {
        "score": round(max((verdict.chance for verdict in verdicts), default=0.0), 3),
        "evidence": [
            {"field": each.field, "first": each.one, "second": each.other, "agreement": each.agreement}
            for each in exhibits
        ],
        "related": _related_by(verdicts),
    }


def _as_record(view: PaperView) -> Record:
    """What a paper shows, as one account."""
    others = (read_identifier(name) for name in view["other_identifiers"])
    kind = view["venue_kind"]
    return Record(
        source="survey",
        key=view["key"],
        title=view["title"],
        authors=tuple(view["authors"]),
        year=view["year"],
        venue=Venue(view["venue"], VenueKind(kind) if kind else None) if view["venue"] else None,
        abstract=view["abstract"],
        identifiers=frozenset({*map(Identifier._make, view["identifiers"].items()), *filter(None, others)}),
        details=tuple(sorted(view["details"].items())),
    )


class Related(NamedTuple):
    """A paper that is another version of a work, or a note on it, and how."""

    key: str
    title: str | None
    how: str


_REACH = 100
"""How many titles are looked at on each side in the order of the alphabet."""
_MOST = 400
"""So many papers are looked at, at most, that may be notes on one."""


def related_papers(catalog: sqlite3.Connection, paper: int) -> list[Related]:
    """The papers that are versions of the same work as `paper`, or notes on it, by their cite keys.

    Looked at are those of the same title, those under a title that begins or ends alike, and those of which one names
    the other in its title; not those that the user keeps apart from it.
    """
    paper = standing(catalog, paper)
    mine = _sketches(catalog, [paper])[paper]
    others = _sketches(catalog, _near(catalog, mine) - {paper} - kept_apart(catalog, paper))
    how = {other: said for other, theirs in others.items() if (said := _versions(mine, theirs))}
    rows = catalog.execute(
        "SELECT id, cite_key, json_extract(view, '$.title') FROM paper WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY cite_key",
        (json.dumps(sorted(how)),),
    )
    return [Related(key, title, how[other]) for other, key, title in rows]


def _versions(mine: Sequence[Sketch], theirs: Sequence[Sketch]) -> str | None:
    """How two papers are versions of one work, all their accounts taken together; None where they are not."""
    sides = {"mine": mine, "theirs": theirs}
    accounts = {(side, f"{number:03}"): each for side, told in sides.items() for number, each in enumerate(told)}
    bound = {place: int(place[0] == "mine") for place in accounts}
    return next((told.why for told in relate(accounts, bound=bound).related), None)


def _related_by(verdicts: Iterable[Verdict]) -> str | None:
    return next((verdict.why for verdict in verdicts if verdict.sameness is Sameness.RELATED), None)


def _verdicts(mine: Iterable[Sketch], theirs: Iterable[Sketch]) -> Iterator[Verdict]:
    return (compare(one, other) for one, other in product(mine, theirs))


def _sketches(catalog: sqlite3.Connection, papers: Collection[int]) -> dict[int, list[Sketch]]:
    """What the accounts of each of `papers` are compared by; not what was said here."""
    found: dict[int, list[Sketch]] = {paper: [] for paper in papers}
    accounts = read_accounts(catalog.execute(CURRENT, (json.dumps(sorted(papers)),)))
    for (source, _), account in sorted(accounts.items()):
        if source not in OF_PAPERS:
            found[account.paper].append(sketch(account.taken.record))
    return found


def _near(catalog: sqlite3.Connection, sketches: Iterable[Sketch]) -> set[int]:
    """The papers of the same title as one of `sketches`, or of one that begins or ends alike, and notes.

    What is a note on another names it, or is named by it, in its title.
    """
    found: set[int] = set()
    for title in {each.block for each in sketches if each.block}:
        asked = (json.dumps([title, titled(title).work, *beside(catalog, title, _REACH)]),)
        found |= {paper for (paper,) in catalog.execute(_CALLED, asked)}
        if len(title.split()) >= _TELLING:
            found |= {paper for (paper,) in catalog.execute(_NAMING, (f'title : "{title}"', _MOST))}
    return found


_TELLING = 3
"""A title of fewer words than this stands in many others that have nothing to do with it."""
_CALLED = "SELECT paper_id FROM record WHERE block IN (SELECT value FROM json_each(?)) AND superseded_at IS NULL"
_NAMING = "SELECT rowid FROM paper_words WHERE paper_words MATCH ? LIMIT ?"
