"""Which names of entries are cite keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.model.identifier import read_identifier

if TYPE_CHECKING:
    from survey.bibliographies.entry import Entry

_WITH_KEYS = frozenset({"bibtex", "biblatex", "json"})
"""Formats whose entries are always called by their cite keys."""
_LONGEST = 100
# What neither BibTeX, LaTeX nor Pandoc takes in a key.
_KEY = re.compile(r"[^\s,{}()\[\]\"'#%~\\=@;]+")
# Databases call their entries by numbers and by letters of one size.
_WORD = re.compile(r"[^\W\d_].*", re.S)


def cite_key_of(entry: Entry, form: str) -> str | None:
    """The cite key of `entry` in a file of the format `form`; None where its id is none, but a number, or a DOI."""
    name = entry.id
    if not entry.is_named or len(name) > _LONGEST or not name.isprintable() or not _KEY.fullmatch(name):
        return None
    if form in _WITH_KEYS:
        return name
    is_word = _WORD.fullmatch(name) and name != name.upper()
    return name if is_word and not read_identifier(name) else None


def called(entry: Entry, form: str) -> str | None:
    """What `entry` is cited by in its file of the format `form`, fit to be a cite key here or not; None if nothing."""
    return entry.id if entry.is_named and form in _WITH_KEYS else cite_key_of(entry, form)
