"""Names of venues folded to one short name and a kind, by a table that lies beside this file and what the user adds."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

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


class Known(NamedTuple):
    """One row of a table of venues."""

    short: str
    kind: VenueKind
    names: tuple[str, ...]
    """Further names, as printed."""


_COLUMNS = ["short", "kind", "names"]


def read_venues(lines: Iterable[str]) -> list[Known]:
    """The rows of a table of venues in CSV: `short,kind,names`, names parted by semicolons.

    Raises ValueError that says in which line something is wrong, or gives a name to another venue than an earlier one.
    """
    rows = csv.reader(lines, strict=True)
    known: list[Known] = []
    given: dict[str, tuple[Known, int]] = {}
    try:
        for number, row in enumerate(rows):
            if number == 0 and row != _COLUMNS:
                raise ValueError(f"the columns are {','.join(_COLUMNS)}")
            if number and any(cell.strip() for cell in row):
                known.append(_read(row))
                _give(known[-1], rows.line_num, given)
    except (csv.Error, ValueError) as error:
        raise ValueError(f"line {max(rows.line_num, 1)}: {error}") from None
    return known


def _read(row: list[str]) -> Known:
    if len(row) not in {2, 3}:
        raise ValueError(f"{len(row)} columns instead of {','.join(_COLUMNS)}")
    short, kind, names = (cell.strip() for cell in (*row, "")[:3])
    if not short:
        raise ValueError("a venue without a short name")
    if kind.lower() not in set(VenueKind):
        raise ValueError(f"{kind or 'nothing'} is no kind of venue: {', '.join(VenueKind)}")
    printed = tuple(filter(None, map(str.strip, names.split(";"))))
    if empty := next((name for name in (short, *printed) if not _bare(name)), None):
        raise ValueError(f"{empty} says nothing but years and numbers")
    return Known(short, VenueKind(kind.lower()), printed)


def _give(row: Known, line: int, given: dict[str, tuple[Known, int]]) -> None:
    """Notes in `given`, by what they are looked up as, that the names of `row` are given away in `line`."""
    for name in (row.short, *row.names):
        other, before = given.setdefault(_bare(name), (row, line))
        if other[:2] != row[:2]:
            raise ValueError(f"{name} is a name of {other.short} ({other.kind}) already, by line {before}")


A = TypeVar("A")
B = TypeVar("B")
_kept: list[Callable[[], None]] = []


def told_by_table(ask: Callable[[A], B]) -> Callable[[A], B]:
    """`ask`, with its latest answers kept for as long as the table of venues stays the same."""
    kept = lru_cache(maxsize=4096)(ask)
    _kept.append(kept.cache_clear)
    return kept


_added: list[Known] = []


def know_venues(added: Iterable[Known]) -> None:
    """Has names fold by `added`, too, from now on; they go before the table that is shipped."""
    if (rows := list(added)) != _added:
        _added[:] = rows
        for forget in (known_venues.cache_clear, _table.cache_clear, _words.cache_clear, *_kept):
            forget()


@told_by_table
def settled_venue(venue: Venue) -> Venue:
    """`venue` under its short name where the table knows the name as printed; otherwise as it came.

    Workshops and Findings keep apart from the conference they belong to. Nothing is guessed from a piece of a name:
    the whole name, less years, ordinals and "Proceedings of the", or an acronym in brackets at its end, must be known.
    """
    if venue.kind is VenueKind.PREPRINT:
        return Venue(_table().get(_bare(venue.name), (venue.name, None))[0], VenueKind.PREPRINT)
    if apart := _kept_apart(venue):
        return apart
    known = _look(venue.name)
    if known is None and (host := _host_of_workshops(venue.name)):
        return Venue(f"{host} Workshops", VenueKind.WORKSHOP)
    return Venue(*known) if known else venue


def names_of(venue: str) -> list[str]:
    """Every name of `venue` that the table knows, the short one first; of an unknown one, the name itself."""
    short = settled_venue(Venue(venue)).name
    return [short, *dict.fromkeys(name for row in known_venues() if row.short == short for name in row.names)]


def _look(name: str) -> tuple[str, VenueKind] | None:
    table = _table()
    if known := table.get(_bare(name)):
        return known
    acronym = re.search(r"\(\s*([A-Za-z][\w&/ -]{1,20}?)[\s,'’]*(?:\d{2,4})?\s*\)\s*(?:\d{4})?$", name)
    return table.get(_bare(acronym.group(1))) if acronym else None


def _host_of_workshops(name: str) -> str | None:
    """The conference whose workshops are called by its name and a W: CVPRW, NeurIPS-W 2023."""
    if not (found := re.fullmatch(r"(\S.*?)[\s-]?W(?:[\s-]*'?(?:\d{2}|\d{4}))?", name)):
        return None
    host = _look(found.group(1))
    return host[0] if host and host[1] is VenueKind.CONFERENCE else None


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
def _table() -> dict[str, tuple[str, VenueKind]]:
    # What is read last stands: the user's own rows come first in the list.
    return {_bare(name): (row.short, row.kind) for row in reversed(known_venues()) for name in (row.short, *row.names)}


# Marks of LaTeX hold words together that fall apart without them.
_MARKS = frozenset("\\{}$^_")
_INSIDE = str.maketrans("+#", "  ")


def may_be_known(name: str) -> bool:
    """Whether `name` has a word of any name in the table, or one that makes a workshop: all others are unknown."""
    known = _words()
    words = fold(name).translate(_INSIDE).split()
    return not _MARKS.isdisjoint(name) or any(
        word in known or word.startswith("findings") or word.rstrip("0123456789").removesuffix("w") in known
        for word in words
    )


@cache
def _words() -> frozenset[str]:
    return frozenset({"workshop", "workshops"}.union(*(name.translate(_INSIDE).split() for name in _table())))


@cache
def known_venues() -> tuple[Known, ...]:
    """The table: what the user added, then what is shipped."""
    with (files("survey.model") / "venues.csv").open(encoding="utf-8") as lines:
        return (*_added, *read_venues(lines))
