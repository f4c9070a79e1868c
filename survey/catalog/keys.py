"""Cite keys of papers: they may improve while a paper is only found, and never change once it is added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import update

from survey.catalog import tables as t
from survey.catalog.sqlite import among
from survey.model.cite_key import PATTERN, cite_key, unique_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from survey.model.view import PaperView


def give_keys(connection: Connection, views: Mapping[int, PaperView]) -> None:
    """Writes into each view the cite key that its paper has from now on.

    Keys follow the pattern that `connection` has as its option `cite_key`; papers that have theirs keep it.
    """
    pattern = str(connection.get_execution_options().get("cite_key", PATTERN))
    unfit = {paper: fit for paper, view in views.items() if (fit := _better_key(view, pattern)) is not None}
    for paper in _fixed(connection, unfit) if unfit else ():
        del unfit[paper]
    if not unfit:
        return
    # A key that is given up here may be what another paper here should have.
    connection.execute(update(t.paper).where(t.paper.c.id.in_(among(unfit))).values(cite_key=t.paper.c.uid))
    taken = _taken(connection, unfit.values())
    for paper, wanted in sorted(unfit.items()):
        given = unique_key(wanted, taken.__contains__)
        taken.add(given)
        views[paper]["key"] = given


def _better_key(view: PaperView, pattern: str) -> str | None:
    """The key a paper should have and has not; None where it may keep its own."""
    if view["added"] is not None:
        return None
    wanted = cite_key(view["authors"], view["year"], view["title"], view["venue"], pattern=pattern)
    rest = view["key"].removeprefix(wanted)
    return None if view["key"].startswith(wanted) and (len(rest) <= 1 or rest.isdigit()) else wanted


def _fixed(connection: Connection, papers: Iterable[int]) -> list[int]:
    """Those of `papers` that were in the survey once: a draft may cite them by the key they had."""
    rows = connection.exec_driver_sql(
        "SELECT p.id FROM paper p JOIN alias a ON a.cite_key = p.cite_key AND a.paper_id = p.id "
        "WHERE p.id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(papers)),),
    )
    return [paper for (paper,) in rows]


# Everything that begins with a key stands between it and the key followed by the last character there is.
_BEGINNING = """
SELECT cite_key FROM json_each(?) AS wanted CROSS JOIN {table}
WHERE cite_key >= wanted.value AND cite_key < wanted.value || char(1114111)
"""


def _taken(connection: Connection, wanted: Iterable[str]) -> set[str]:
    """Every key in use that begins with one of `wanted`."""
    asked = (json.dumps(sorted(set(wanted))),)
    return {
        key
        for table in ("paper", "alias")
        for (key,) in connection.exec_driver_sql(_BEGINNING.format(table=table), asked)
    }
