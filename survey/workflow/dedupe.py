"""Bibliography files without their duplicates: the records of one work found, and one of them kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from survey.bibliographies.entry import Bibliography, Entry
from survey.model.record import Record, VenueKind
from survey.model.same_work import sketch
from survey.model.venue import settled_venue
from survey.model.works import Place, Question, relate


class Group(NamedTuple):
    """Entries of one work; the first is the one to keep."""

    entries: tuple[Entry, ...]
    why: str
    """Why that one is kept."""


class Doubt(NamedTuple):
    """Two entries, kept each, of works that may be one, or are versions of one another, and why."""

    one: Entry
    other: Entry
    why: str


@dataclass(frozen=True, slots=True)
class Deduped:
    """What became of the entries of a file, or of several."""

    groups: tuple[Group, ...]
    """Every work, in the order in which its first entry stands."""
    doubts: tuple[Doubt, ...]
    """For a person to decide."""
    related: tuple[Doubt, ...]

    @property
    def kept(self) -> list[Entry]:
        """The entry to keep of each work."""
        return [group.entries[0] for group in self.groups]


def dedupe(books: Sequence[Bibliography]) -> Deduped:
    """The works that the entries of `books` are of. No entry is changed."""
    entries = [entry for book in books for entry in book.entries]
    # A place in the files, for nothing else is sure to tell two entries apart.
    places: list[Place] = [("", f"{number:09}") for number in range(len(entries))]
    of = dict(zip(places, entries, strict=True))
    sketches = {place: sketch(entry.record) for place, entry in of.items()}
    bound, apart = _kept_apart(books)
    found = relate(sketches, bound={places[number]: number for number in bound}, apart=apart)
    kept = [_group([of[place] for place in work]) for work in found.works]

    def doubts(questions: Sequence[Question]) -> tuple[Doubt, ...]:
        return tuple(Doubt(kept[one].entries[0], kept[other].entries[0], why) for one, other, why in questions)

    return Deduped(tuple(kept), doubts(found.questions), doubts(found.related))


def _kept_apart(books: Sequence[Bibliography]) -> tuple[set[int], set[frozenset[int]]]:
    """The entries, by their places from 0, of which a file says that they are different works; two by two."""
    apart: set[frozenset[int]] = set()
    first = 0
    for book in books:
        places = {entry.id: place for place, entry in enumerate(book.entries, start=first)}
        named = ((entry.id, other) for entry in book.entries for other in entry.different)
        apart |= {frozenset({places[one], places[other]}) for one, other in named if other in places and one != other}
        first += len(book.entries)
    return {place for pair in apart for place in pair}, apart


def _group(entries: list[Entry]) -> Group:
    """`entries` with the one first that says most.

    A published version goes before a preprint, a DOI before none, and all authors before a list that breaks off.
    """
    ranked = sorted(entries, key=lambda entry: _worth(entry.record), reverse=True)
    best = ranked[0].record
    reasons = ["published" if _is_published(best) else "", "with a DOI" if _doi(best) else "", "says most"]
    return Group(tuple(ranked), ", ".join(filter(None, reasons)) if len(entries) > 1 else "the only one")


def _worth(record: Record) -> tuple[bool, bool, bool, int, int]:
    return _is_published(record), _doi(record), not record.authors_cut, _said(record), len(record.authors)


def _is_published(record: Record) -> bool:
    return bool(record.venue) and settled_venue(record.venue).kind is not VenueKind.PREPRINT if record.venue else False


def _doi(record: Record) -> bool:
    return any(name.scheme == "doi" for name in record.identifiers)


def _said(record: Record) -> int:
    """How many things `record` says: fields that are filled, and bibliographic details."""
    own = ("source", "key", "details")
    return sum(bool(getattr(record, field.name)) for field in fields(record) if field.name not in own) + len(
        record.details
    )
