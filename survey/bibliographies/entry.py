"""What a bibliography file holds: its entries, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.model.record import Record, Unreadable

FILE = "file"
"""The source of every record that comes from a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One work in a file, as a record and what the file says beyond it."""

    id: str
    """The file's own name for the entry (cite key, accession number), or its place from 1; distinct within the file."""
    is_named: bool
    """Whether the file itself gave `id`: a place says nothing once the file is written anew."""
    line: int | None
    """The line on which it begins, from 1; None where the file has no lines."""
    record: Record
    tags: tuple[str, ...] = ()
    """What the user of another tool put it under: collections, groups, labels. A publisher's keywords are no tags."""
    notes: tuple[str, ...] = ()
    """What that user wrote about it."""
    fields: tuple[tuple[str, str], ...] = ()
    """What the format says beyond the record, by its own field names and in its own spelling (LaTeX stays LaTeX)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bibliography:
    """What a file holds, in the order of the file."""

    name: str
    """What the file is called, less its folder."""
    form: str
    """One of `forms.FORMS`."""
    entries: tuple[Entry, ...]
    broken: tuple[Unreadable, ...]
    """One for each entry that was not read; `why` begins with its line."""
    remarks: tuple[str, ...] = ()
    """What was read although it is odd, one line each: two entries of one id, an entry that nothing ends."""
