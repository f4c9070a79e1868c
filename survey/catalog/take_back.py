"""What a file brought, taken back at once: row by row that takes longer than bringing it in."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from survey.catalog import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.catalog.change import Row, Rows

_PUT = frozenset(table.name for table in (t.tag, t.note, t.alias))
"""Tables of which a file brings rows."""
_MERGED = "SELECT 1 FROM paper WHERE merged_into IS NOT NULL AND id IN (SELECT value FROM json_each(?)) LIMIT 1"
_UNADD = "UPDATE paper SET added_at = NULL WHERE id IN (SELECT value FROM json_each(?))"


def take_back_at_once(rows: Rows, steps: Sequence[Sequence[Any]]) -> bool:
    """Whether `steps` are nothing but tags, notes and keys that were put, and papers that were added: then none stands.

    Nothing is done where they are more, or a paper was merged into another since. What was touched needs settling.
    """
    put: dict[str, list[Row]] = defaultdict(list)
    papers: set[int] = set()
    for name, key, before, after in steps:
        if name in _PUT and before is None and after is not None:
            put[name].append(key)
            papers.add(int((key | after)["paper_id"]))
        elif name == t.paper.name and before == {"added_at": None}:
            put[name].append(key)
            papers.add(int(key["id"]))
        else:
            return False
    asked = (json.dumps(sorted(papers)),)
    if rows.connection.exec_driver_sql(_MERGED, asked).first():
        return False
    added = [key["id"] for key in put.pop(t.paper.name, [])]
    rows.connection.exec_driver_sql(_UNADD, (json.dumps(added),))
    for name, keys in put.items():
        where = " AND ".join(f"{column} = ?" for column in keys[0])
        statement = f"DELETE FROM {name} WHERE {where}"  # noqa: S608 - names of our own
        rows.connection.exec_driver_sql(statement, [tuple(key.values()) for key in keys])
    rows.papers |= papers
    return True
