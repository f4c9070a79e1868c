"""Two papers become one; pairs that may be one are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.catalog import tables as t
from survey.catalog.sqlite import insert_or_replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from survey.catalog.change import Rows
    from survey.catalog.match import Meeting


def merge(rows: Rows, kept: int, gone: int) -> None:
    """Makes `gone` a part of `kept`: its records, tags and notes move, its cite key leads there. `kept` needs settling.

    The row of `gone` stays, pointing to `kept`, and every record keeps its own source and key: so it can be undone.
    """
    for table in (t.record, t.note):
        for row in rows.rows(table, paper_id=gone):
            rows.put(table, {"id": row["id"]}, {"paper_id": kept})
    for tag in rows.rows(t.tag, paper_id=gone):
        rows.put(t.tag, tag, None)
        rows.put(t.tag, {**tag, "paper_id": kept}, {})
    for alias in rows.rows(t.alias, paper_id=gone):
        rows.put(t.alias, {"cite_key": alias["cite_key"]}, {"paper_id": kept})
    for name in rows.rows(t.identifier, paper_id=gone):
        rows.put(t.identifier, {"scheme": name["scheme"], "value": name["value"]}, {"paper_id": kept})
    lost, stays = rows.rows(t.paper, id=gone)[0], rows.rows(t.paper, id=kept)[0]
    rows.put(t.alias, {"cite_key": lost["cite_key"]}, {"paper_id": kept})
    rows.put(t.paper, {"id": gone}, {"merged_into": kept, "added_at": None, "view": "", "block": None, "near": None})
    if lost["added_at"] and not stays["added_at"]:
        rows.put(t.paper, {"id": kept}, {"added_at": lost["added_at"]})
    for pair in (*rows.rows(t.pair, first=gone), *rows.rows(t.pair, second=gone)):
        rows.put(t.pair, {"first": pair["first"], "second": pair["second"]}, None)


def note_pairs(connection: Connection, meetings: Iterable[Meeting], at: str) -> None:
    """Lists each of `meetings` for a person to decide."""
    found = [{"first": met.first, "second": met.second, "why": met.why, "noticed_at": at} for met in meetings]
    if found:
        connection.execute(insert_or_replace(t.pair, "noticed_at"), found)
