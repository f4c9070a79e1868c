"""Two papers become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from survey.catalog import tables as t
from survey.catalog.sqlite import forget_words

if TYPE_CHECKING:
    from survey.catalog.change import Rows


def merge(rows: Rows, kept: int, gone: int) -> None:
    """Makes `gone` a part of `kept`: its records, tags and notes move, those in surveys too. `kept` needs settling.

    The row of `gone` stays, pointing to `kept`, and every record keeps its own source and key: so it can be undone.
    """
    lost, stays = rows.row(t.paper, id=gone), rows.row(t.paper, id=kept)
    for table in (t.record, t.note, t.survey_note, t.decision):
        for row in rows.rows(table, paper_id=gone):
            rows.put(table, {"id": row["id"]}, {"paper_id": kept})
    for table in (t.tag, t.survey_tag):
        for tag in rows.rows(table, paper_id=gone):
            rows.put(table, tag, None)
            rows.put(table, {**tag, "paper_id": kept}, {})
    _enter_for(rows, kept, gone)
    for alias in rows.rows(t.alias, paper_id=gone):
        rows.put(t.alias, {"cite_key": alias["cite_key"]}, {"paper_id": kept})
    for paper in rows.rows(t.paper, merged_into=gone):
        rows.put(t.paper, {"id": paper["id"]}, {"merged_into": kept})
    for pair in (*rows.rows(t.pair, first=gone), *rows.rows(t.pair, second=gone)):
        rows.put(t.pair, {"first": pair["first"], "second": pair["second"]}, None)
    _show_nothing(rows, gone)
    if lost["added_at"]:
        forward_key(rows, kept, gone)
        rows.put(t.paper, {"id": kept}, {"added_at": min(lost["added_at"], stays["added_at"] or lost["added_at"])})
    rows.put(t.paper, {"id": gone}, {"merged_into": kept, "added_at": None, "cite_key": lost["uid"]})


def _enter_for(rows: Rows, kept: int, gone: int) -> None:
    """Makes `kept` a candidate wherever `gone` is one, since the earlier of both."""
    for here in rows.rows(t.candidate, paper_id=gone):
        key = {"survey_id": here["survey_id"], "paper_id": kept}
        since = [row["added_at"] for row in (here, *rows.rows(t.candidate, **key))]
        rows.put(t.candidate, {**key, "paper_id": gone}, None)
        rows.put(t.candidate, key, {"added_at": min(since)})


def forward_key(rows: Rows, kept: int, gone: int) -> None:
    """Lets the cite key of `gone` lead to `kept`, as somebody may have written it down."""
    rows.put(t.alias, {"cite_key": rows.row(t.paper, id=gone)["cite_key"]}, {"paper_id": kept})


def _show_nothing(rows: Rows, paper: int) -> None:
    forget_words(rows.connection, [paper])
    for table in (t.identifier, t.result):
        rows.connection.execute(table.delete().where(table.c.paper_id == paper))
    nothing = dict.fromkeys(("folded", "year", "venue_id", "citations", "said", "spelt"))
    flags = dict.fromkeys(("has_code", "has_results", "has_summary"), 0)
    rows.connection.execute(update(t.paper).where(t.paper.c.id == paper).values(**nothing, **flags, view=""))
