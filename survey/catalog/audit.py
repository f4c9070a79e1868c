"""A survey looked over for what may be wrong in it."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import islice
from shlex import quote
from typing import TYPE_CHECKING, cast

from survey.catalog.accounts import CURRENT, read_accounts
from survey.catalog.summaries import outdated_lines
from survey.catalog.within import find_survey
from survey.model.audit import Fault, Finding, findings_of, in_order, is_published_as, mixed_scales, published_as
from survey.model.fold import LLM, LOCAL, OF_PAPERS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from survey.model.fold import Taken
    from survey.model.view import PaperView

STALE = timedelta(days=365)
"""A paper that no source was heard about for so long is stale."""


_TOGETHER = 500
"""Papers whose accounts are read at once."""


def audit(catalog: sqlite3.Connection, now: datetime, survey: str | None = None) -> list[Finding]:
    """All that may be wrong with the papers in the list, the gravest first, then in the order of adding.

    With the name of a `survey` only what is about its papers. Raises AskedWronglyError where there is no such survey.
    """
    keys = _keys(catalog, survey)
    place = {key: number for number, key in enumerate(keys.values())}
    found = [
        *_of_papers(catalog, keys),
        *mixed_scales(view for view in _views(catalog, "has_results") if view["key"] in place),
        *_published(catalog),
        *_pairs(catalog),
        *_outdated(catalog, keys),
        *_stale(catalog, now),
    ]
    ours = [finding for finding in found if not place.keys().isdisjoint(finding.papers)]
    return in_order(sorted(ours, key=lambda finding: place.get(finding.papers[0], len(place))))


def _keys(catalog: sqlite3.Connection, survey: str | None) -> dict[int, str]:
    """The papers that are looked at, in the order of adding, and their cite keys."""
    statement = "SELECT id, cite_key FROM paper WHERE added_at IS NOT NULL {} ORDER BY added_at, id"
    if survey is None:
        return dict(catalog.execute(statement.format("")).fetchall())
    within = statement.format("AND id IN (SELECT paper_id FROM candidate WHERE survey_id = ?)")
    return dict(catalog.execute(within, (find_survey(catalog, survey).id,)).fetchall())


def _views(catalog: sqlite3.Connection, which: str, *values: str) -> Iterator[PaperView]:
    rows = catalog.execute(f"SELECT view FROM paper WHERE {which} ORDER BY added_at, id", values)  # noqa: S608 - ours
    return (cast("PaperView", json.loads(view)) for (view,) in rows)


def _of_papers(catalog: sqlite3.Connection, keys: Mapping[int, str]) -> Iterator[Finding]:
    numbers = iter(keys)
    while page := list(islice(numbers, _TOGETHER)):
        said = {keys[paper]: accounts for paper, accounts in accounts_of_papers(catalog, page).items()}
        for view in _views(catalog, "id IN (SELECT value FROM json_each(?))", json.dumps(page)):
            yield from findings_of(view, said[view["key"]])


def accounts_of_papers(catalog: sqlite3.Connection, papers: Collection[int]) -> dict[int, list[Taken]]:
    """What is said of each of `papers` now, the user's own words among it."""
    said: dict[int, list[Taken]] = {paper: [] for paper in papers}
    for account in read_accounts(catalog.execute(CURRENT, (json.dumps(sorted(papers)),))).values():
        said[account.paper].append(account.taken)
    return said


def _outdated(catalog: sqlite3.Connection, keys: Mapping[int, str]) -> Iterator[Finding]:
    """Papers whose line was made of another abstract than the one that is shown."""
    for paper, line in outdated_lines(catalog, keys).items():
        key = keys[paper]
        again = {LLM: f"survey summarize {quote(key)} --by llm", LOCAL: f"survey summarize {quote(key)}"}
        mend = again.get(line.source, f"survey set {quote(key)} summary=TEXT")
        text = f"its line is of {line.on} ({line.source}), its abstract of {line.since}"
        yield Finding(Fault.OUTDATED, (key,), text, mend, line.source, line.on)


def _published(catalog: sqlite3.Connection) -> Iterator[Finding]:
    """Preprints of the survey of whose title the catalog holds a paper that appeared somewhere."""
    rows = catalog.execute(
        "SELECT p.view, other.view FROM paper p JOIN paper other ON other.folded = p.folded AND other.id <> p.id "
        "WHERE p.added_at IS NOT NULL AND p.folded <> '' AND other.merged_into IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM judgement j WHERE j.first = min(p.uid, other.uid) "
        "AND j.second = max(p.uid, other.uid)) ORDER BY p.id, other.id"
    )
    for one, other in rows:
        preprint, appeared = json.loads(one), json.loads(other)
        if is_published_as(preprint, appeared):
            yield published_as(preprint, appeared)


def _pairs(catalog: sqlite3.Connection) -> Iterator[Finding]:
    """Pairs that wait for a decision, with a paper of the survey in them."""
    rows = catalog.execute(
        "SELECT a.cite_key, b.cite_key, pair.why FROM pair JOIN paper a ON a.id = pair.first "
        "JOIN paper b ON b.id = pair.second WHERE a.added_at IS NOT NULL OR b.added_at IS NOT NULL "
        "ORDER BY pair.first, pair.second"
    )
    for one, other, why in rows:
        keys = f"{quote(one)} {quote(other)}"
        yield Finding(Fault.PAIR, (one, other), why, f"survey same {keys}, or survey different {keys}")


def _stale(catalog: sqlite3.Connection, now: datetime) -> Iterator[Finding]:
    """Papers that no source was heard about for long; what was never asked about is not stale."""
    rows = catalog.execute(
        "SELECT p.cite_key, max(r.seen_at) AS seen FROM paper p JOIN record r ON r.paper_id = p.id "
        "WHERE p.added_at IS NOT NULL AND r.source NOT IN (SELECT value FROM json_each(?)) "
        "GROUP BY p.id HAVING seen < ? ORDER BY p.id",
        (json.dumps(OF_PAPERS), (now - STALE).isoformat(timespec="seconds")),
    )
    for key, seen in rows:
        yield Finding(
            Fault.STALE, (key,), f"nobody was asked about it since {seen[:10]}", f"survey refresh {quote(key)}"
        )
