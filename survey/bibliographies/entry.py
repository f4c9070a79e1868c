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
    """What the user of another tool put it under: collections, groups, labels.

    Keywords are no tags, though Zotero and JabRef write tags as keywords: publishers and databases write them by the
    dozen, and nothing in a file tells whose they are. They are kept as keywords. Zotero's own database and the JSON of
    Better BibTeX do tell, so there the user's tags are tags. What goes out says tags twice, as tags and among the
    keywords, and comes in again as tags alone.
    """
    notes: tuple[str, ...] = ()
    """What that user wrote about it. BibTeX's `note` is none: styles print it, as "In press"."""
    fields: tuple[tuple[str, str], ...] = ()
    """What the format says beyond the record, by its own field names and in its own spelling (LaTeX stays LaTeX)."""
    different: tuple[str, ...] = ()
    """The works that a user of `survey` kept apart from it: ids of other entries, or as survey.model.pointer has it."""
    same: tuple[str, ...] = ()
    """What a user of `survey` made one with it, as the parts were before."""


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
