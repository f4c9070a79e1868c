"""Which paper is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from survey.model.errors import WhichPaperError
from survey.model.identifier import read_identifier
from survey.model.text import fold, writable

if TYPE_CHECKING:
    import sqlite3

_SHOWN = 8


def find_paper(catalog: sqlite3.Connection, asked: str) -> int:
    """The paper that `asked` names: a cite key, an identifier or address, or a piece of a title that only one has.

    Raises WhichPaperError where none or several answer.
    """
    asked = writable(asked)
    if (named := find_named(catalog, asked)) is not None:
        return named
    found = _by_title(catalog, asked)
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise WhichPaperError(
            f"no paper here answers to “{asked}”", hint="`survey list WORDS` looks for one, `survey add` adds one"
        )
    several = "; ".join(f"{key} ({title[:60]})" for _, key, title in found[:_SHOWN])
    more = " and more" if len(found) > _SHOWN else ""
    raise WhichPaperError(f"several papers answer to “{asked}”", hint=f"use a cite key: {several}{more}")


def find_named(catalog: sqlite3.Connection, asked: str) -> int | None:
    """The paper of which `asked` is a cite key, an identifier or an address; None where it is none."""
    by_key = _by_key(catalog, writable(asked))
    return _by_identifier(catalog, writable(asked)) if by_key is None else by_key


def _by_key(catalog: sqlite3.Connection, asked: str) -> int | None:
    found = catalog.execute(
        "SELECT id FROM paper WHERE cite_key = :key AND merged_into IS NULL "
        "UNION ALL SELECT paper_id FROM alias WHERE cite_key = :key",
        {"key": asked.strip()},
    ).fetchone()
    return int(found[0]) if found else None


def _by_identifier(catalog: sqlite3.Connection, asked: str) -> int | None:
    name = read_identifier(asked)
    found = name and catalog.execute("SELECT paper_id FROM identifier WHERE scheme = ? AND value = ?", name).fetchone()
    return int(found[0]) if found else None


_TITLED = "SELECT id FROM paper WHERE folded = :piece"
# Only the index is gone through, which is a small part of the catalog.
_HOLDING = "SELECT id FROM paper WHERE instr(folded, :piece)"


def _by_title(catalog: sqlite3.Connection, asked: str) -> list[tuple[int, str, str]]:
    """The papers whose title is `asked` or else holds it: those of the survey, else those that were only found."""
    piece = fold(asked)
    if not piece:
        return []
    titled = [row for row in _rows(catalog, _TITLED, piece) if row[3]]
    rows = titled or _rows(catalog, _HOLDING, piece)
    added = [row for row in rows if row[3]] or rows
    whole = [row for row in added if row[4]] or added
    return [(int(row[0]), str(row[1]), str(row[2])) for row in whole]


def _rows(catalog: sqlite3.Connection, which: str, piece: str) -> list[tuple[Any, ...]]:
    """Key, title, whether it is in the survey and whether the title is `piece` and no more, of each of `which`."""
    statement = (
        "SELECT id, cite_key, json_extract(view, '$.title'), added_at IS NOT NULL, folded = :piece FROM paper "  # noqa: S608 - of fixed pieces
        f"WHERE merged_into IS NULL AND id IN ({which}) ORDER BY added_at IS NULL, cite_key LIMIT 200"
    )
    return catalog.execute(statement, {"piece": piece}).fetchall()
