"""Which papers may be one, asked anew where the user's word has moved accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.catalog import tables as t
from survey.catalog.change import stamp
from survey.catalog.match import around
from survey.catalog.order import order

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from survey.catalog.change import Rows


def ask_anew(rows: Rows, papers: Collection[int], *, now: datetime) -> None:
    """Lists which other papers each of `papers` may be one with, by the accounts that it has now."""
    near = around(rows.connection, {}, papers)
    standing = {account.paper for account in near.kept.values()}
    questions = order(rows.connection, {}, near).questions
    asked = {pair: why for pair, why in questions.items() if {*pair} & {*papers} and {*pair} <= standing}
    listed = {
        (row["first"], row["second"])
        for paper in papers
        for row in (*rows.rows(t.pair, first=paper), *rows.rows(t.pair, second=paper))
    }
    for first, second in sorted(listed - asked.keys()):
        rows.put(t.pair, {"first": first, "second": second}, None)
    for first, second in sorted(asked.keys() - listed):
        said = {"why": asked[first, second], "noticed_at": stamp(now)}
        rows.put(t.pair, {"first": first, "second": second}, said)
