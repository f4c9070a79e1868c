"""Which papers the user's notes link."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from survey.catalog.find import find_named
from survey.catalog.read import standing
from survey.catalog.within import find_survey
from survey.model.note import links_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class Linked(NamedTuple):
    """A paper that is linked, or links; key and title are None where nobody here is called so."""

    link: str
    """As it stands in the note."""
    key: str | None
    title: str | None


def links_of(catalog: sqlite3.Connection, paper: int, survey: str | None = None) -> list[Linked]:
    """The papers that the notes on `paper` link, those of `survey` last, in the order in which they are named."""
    notes = _notes(catalog, survey, "paper_id = ?", (standing(catalog, paper),))
    links = dict.fromkeys(link for _, text in notes for link in links_in(text))
    return [_linked(catalog, link, find_named(catalog, link)) for link in links]


def links_to(catalog: sqlite3.Connection, paper: int, survey: str | None = None) -> list[Linked]:
    """The papers whose notes, those of `survey` among them, link `paper`, by cite key."""
    wanted = standing(catalog, paper)
    found: dict[int, Linked] = {}
    for other, text in _notes(catalog, survey, "instr(text, '[[')"):
        if link := _naming(catalog, links_in(text), wanted):
            found.setdefault(other, _linked(catalog, link, other))
    return sorted(found.values(), key=lambda linked: linked.key or "")


def _notes(
    catalog: sqlite3.Connection, survey: str | None, where: str, values: tuple[int, ...] = ()
) -> list[tuple[int, str]]:
    """The papers and texts of the notes on which the condition `where` holds, then of such notes of `survey`."""
    found = catalog.execute(f"SELECT paper_id, text FROM note WHERE {where} ORDER BY id", values).fetchall()  # noqa: S608 - ours
    if survey is None:
        return found
    own = f"SELECT paper_id, text FROM survey_note WHERE survey_id = ? AND {where} ORDER BY id"  # noqa: S608 - ours
    return found + catalog.execute(own, (find_survey(catalog, survey).id, *values)).fetchall()


def _naming(catalog: sqlite3.Connection, links: Iterable[str], paper: int) -> str | None:
    return next((link for link in links if find_named(catalog, link) == paper), None)


def _linked(catalog: sqlite3.Connection, link: str, paper: int | None) -> Linked:
    if paper is None:
        return Linked(link, None, None)
    key, view = catalog.execute("SELECT cite_key, view FROM paper WHERE id = ?", (paper,)).fetchone()
    return Linked(link, key, json.loads(view)["title"])
