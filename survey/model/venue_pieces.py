"""Venues by a piece of a long name, as people remember it: “neural information” is of NeurIPS."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from survey.model.text import fold
from survey.model.venue import read_venues

_TOLD_BY = 4
"""A piece tells something where no more than one venue in so many has it in its name."""


def venues_with(piece: str) -> list[str]:
    """The short names of the venues in the table with `piece`, in whole words, in a name; none where too many have."""
    wanted, known = f" {fold(piece)} ", _names()
    found = [short for short, names in known if any(wanted in name for name in names)] if wanted.strip() else []
    return found if len(found) * _TOLD_BY <= len(known) else []


@cache
def _names() -> list[tuple[str, list[str]]]:
    """Each short name, and every name of the venue, folded, with a space before and after."""
    with (files("survey.model") / "venues.csv").open(encoding="utf-8") as lines:
        return [(row.short, [f" {fold(name)} " for name in (row.short, *row.names)]) for row in read_venues(lines)]
