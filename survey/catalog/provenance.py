"""Where a shown value comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from survey.model.body import from_body
from survey.model.fold import Candidate, Taken, candidates

if TYPE_CHECKING:
    import sqlite3

_CURRENT = """
SELECT r.source, r.key, r.taken_at, r.body, c.count, c.on_date FROM record r
LEFT JOIN count c ON c.source = r.source AND c.key = r.key
    AND c.on_date = (SELECT max(on_date) FROM count WHERE source = r.source AND key = r.key)
WHERE r.paper_id = ? AND r.superseded_at IS NULL
"""


def provenance(catalog: sqlite3.Connection, paper: int, field: str) -> list[Candidate]:
    """Everything that the current records of `paper` say of `field`, what is shown first."""
    taken = []
    for source, key, at, body, count, on in catalog.execute(_CURRENT, (paper,)):
        says = json.loads(body) | ({"citations": [count, on]} if on else {})
        taken.append(Taken(from_body(source, key, says), at[:10]))
    return candidates(taken, field)
