"""The log of runs, as far as it is of searches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from survey.model.fold import OF_PAPERS
from survey.model.search_log import Asked, SearchLog, from_log

if TYPE_CHECKING:
    import sqlite3

SEARCHES = ("search",)
"""The verbs that search databases by words."""


def search_log(catalog: sqlite3.Connection) -> SearchLog:
    """Every search that is in the log."""
    rows = catalog.execute(
        "SELECT id, source, started_at, query, sent, hits, new, outcome, message FROM run "
        "WHERE verb IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(SEARCHES),),
    )
    asked = []
    for run, source, at, typed, requests, hits, new, outcome, message in rows:
        sent, kept = from_log(requests)
        said = (tuple(sent), hits, new, outcome or "interrupted", message, tuple(kept))
        asked.append(Asked(run, source, at, typed, *said))
    runs = [each.run for each in asked]
    papers, in_survey = catalog.execute(_FOUND, (json.dumps(OF_PAPERS), json.dumps(runs))).fetchone()
    return SearchLog(asked, papers, in_survey)


# The first account of a paper tells which asking brought it.
_FOUND = """
WITH first AS (
    SELECT paper_id, min(id) AS id FROM record WHERE source NOT IN (SELECT value FROM json_each(?)) GROUP BY paper_id
)
SELECT count(*), count(p.added_at) FROM first
JOIN record r ON r.id = first.id
JOIN paper p ON p.id = r.paper_id
WHERE r.run_id IN (SELECT value FROM json_each(?))
"""
