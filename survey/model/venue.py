"""Names of venues folded to one short name and a kind, by a table that lies beside this file."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from survey.model.record import Venue, VenueKind
from survey.model.text import fold

_ORDINALS = (
    r"\d+(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)?\s?(?:first|second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|"
    r"eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth)"
)
# What names of proceedings wear around the name of the conference.
_TRIM = re.compile(
    r"\b(?:proceedings|proc|of the|in the|the|annual|advances in(?= neural information)|"
    rf"{_ORDINALS}|(?:19|20)\d\d|'?\d\d|volume|vol|part)\b"
)


@lru_cache(maxsize=4096)
def settled_venue(venue: Venue) -> Venue:
    """`venue` under its short name where the table knows the name as printed; otherwise as it came.

    Workshops and Findings keep apart from the conference they belong to. Nothing is guessed from a piece of a name:
    the whole name, less years, ordinals and "Proceedings of the", or an acronym in brackets at its end, must be known.
    """
    if venue.kind is VenueKind.PREPRINT:
        return Venue(_table().get(_bare(venue.name), (venue.name, ""))[0], VenueKind.PREPRINT)
    if apart := _kept_apart(venue):
        return apart
    known = _look(venue.name)
    return Venue(known[0], VenueKind(known[1])) if known else venue


def names_of(venue: str) -> list[str]:
    """Every name of `venue` that the table knows, the short one first; of an unknown one, the name itself."""
    short = settled_venue(Venue(venue)).name
    return [short, *(name for row in _rows() if row["short"] == short for name in row["names"].split(";") if name)]


def _look(name: str) -> tuple[str, str] | None:
    table = _table()
    if known := table.get(_bare(name)):
        return known
    acronym = re.search(r"\(\s*([A-Za-z][\w&/ -]{1,20}?)[\s,'’]*(?:\d{2,4})?\s*\)\s*(?:\d{4})?$", name)
    return table.get(_bare(acronym.group(1))) if acronym else None


def _kept_apart(venue: Venue) -> Venue | None:
    folded = fold(venue.name)
    if re.search(r"\bworkshops?\b", folded):
        host = _look(re.sub(r"\bworkshops?\b.*", "", venue.name, flags=re.I)) or _look(venue.name)
        return Venue(f"{host[0]} Workshops" if host else venue.name, VenueKind.WORKSHOP)
    # DBLP writes ACL (Findings).
    if folded.startswith("findings") or re.search(r"\(findings\)", venue.name, re.I):
        host = _look(venue.name.rpartition(":")[2]) or _look(
            re.sub(r"\(?findings\)?(?: of)?(?: the)?", "", venue.name, flags=re.I)
        )
        return Venue(f"Findings of {host[0]}" if host else venue.name, VenueKind.CONFERENCE)
    return None


def _bare(name: str) -> str:
    """A name as the table is asked for it: folded, without years, ordinals and trimmings."""
    outside = re.sub(r"\([^()]*\)", " ", name)
    words = re.sub(r"\s+", " ", _TRIM.sub(" ", fold(outside.replace("-", " ").replace("&", " and ")))).strip()
    # Papers with Code ends a proceeding's name with its month.
    return re.sub(r"\s\d{1,2}$", "", words)


@cache
def _table() -> dict[str, tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    for row in _rows():
        for name in (row["short"], *row["names"].split(";")):
            if name.strip():
                known[_bare(name)] = (row["short"], row["kind"])
    return known


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("survey.model") / "venues.csv").open(encoding="utf-8") as rows:
        return tuple(csv.DictReader(rows))
