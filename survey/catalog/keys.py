"""Cite keys of papers: they may improve while a paper is only found, and never change once it is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, union_all

from survey.catalog import tables as t
from survey.model.cite_key import cite_key, unique_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.model.view import PaperView


def give_keys(connection: Connection, views: Mapping[int, PaperView]) -> None:
    """Writes into each view the cite key that its paper has from now on."""
    unfit = {paper: fit for paper, view in views.items() if (fit := _better_key(view)) is not None}
    if not unfit:
        return
    taken = _taken(connection, set(unfit.values()))
    for paper, wanted in sorted(unfit.items()):
        given = unique_key(wanted, taken.__contains__)
        taken.add(given)
        views[paper]["key"] = given


def _better_key(view: PaperView) -> str | None:
    """The key a paper should have and has not; None where it may keep its own."""
    if view["added"] is not None:
        return None
    wanted = cite_key(view["authors"], view["year"], view["title"])
    rest = view["key"].removeprefix(wanted)
    return None if view["key"].startswith(wanted) and (len(rest) <= 1 or rest.isdigit()) else wanted


def _taken(connection: Connection, wanted: set[str]) -> set[str]:
    """Every key in use that is one of `wanted` or begins with one that is in use."""
    keys = union_all(select(t.paper.c.cite_key), select(t.alias.c.cite_key)).subquery()
    column = keys.c.cite_key
    used = set(connection.execute(select(column).where(column.in_(sorted(wanted)))).scalars())
    for key in sorted(used):
        # Everything that begins with the key stands between it and the key followed by the last character there is.
        used |= set(connection.execute(select(column).where(column >= key, column < key + "\U0010ffff")).scalars())
    return used
