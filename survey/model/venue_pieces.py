"""Venues by a piece of a long name, as people remember it: “neural information” is of NeurIPS."""

from __future__ import annotations

from survey.model.text import fold
from survey.model.venue import known_venues, told_by_table

_TOLD_BY = 4
"""A piece tells something where no more than one venue in so many has it in its name."""


@told_by_table
def venues_with(piece: str) -> list[str]:
    """The short names of the venues in the table with `piece`, in whole words, in a name; none where too many have."""
    wanted, known = f" {fold(piece)} ", known_venues()
    if not wanted.strip():
        return []
    found = [row.short for row in known if any(wanted in f" {fold(name)} " for name in (row.short, *row.names))]
    return found if len(found) * _TOLD_BY <= len(known) else []
