"""A survey looked over for what may be wrong in it."""

from __future__ import annotations

import json
from datetime import timedelta
from shlex import quote
from typing import TYPE_CHECKING

from survey.model.audit import Fault, Finding, findings_of, is_published_as, mixed_scales, published_as
from survey.model.fold import OF_PAPERS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from survey.model.view import PaperView

STALE = timedelta(days=365)
"""A paper that no source was heard about for so long is stale."""


def audit(catalog: sqlite3.Connection, now: datetime) -> list[Finding]:
    """All that may be wrong with the papers of the survey, the gravest first, then in the order of adding."""
    rows = catalog.execute("SELECT view FROM paper WHERE added_at IS NOT NULL ORDER BY added_at, id")
    papers: list[PaperView] = [json.loads(view) for (view,) in rows]
    place = {paper["key"]: number for number, paper in enumerate(papers)}
    found = [
        *(finding for paper in papers for finding in findings_of(paper)),
        *mixed_scales(papers),
        *_published(catalog),
        *_pairs(catalog),
        *_stale(catalog, now),
    ]
    order = {fault: number for number, fault in enumerate(Fault)}
    return sorted(found, key=lambda finding: (order[finding.fault], place.get(finding.papers[0], len(place))))


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
