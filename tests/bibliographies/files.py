"""The files that the tests read, and what they hold."""

from __future__ import annotations

import re
from pathlib import Path

from survey.bibliographies.entry import Bibliography, Entry
from survey.bibliographies.read import read_bibliography

FILES = Path(__file__).parent.parent / "pages" / "files"


def held(name: str) -> Bibliography:
    """What the file `name` of the test's own files holds."""
    return read_bibliography((FILES / name).read_bytes(), name)


def read(text: str, name: str = "some file") -> Bibliography:
    """What a file with `text` holds."""
    return read_bibliography(text.encode(), name)


def entry(text: str) -> Entry:
    """The one entry of a file with `text`, which has nothing broken."""
    bibliography = read(text)
    assert bibliography.broken == ()
    (only,) = bibliography.entries
    return only


def by_id(bibliography: Bibliography) -> dict[str, Entry]:
    return {each.id: each for each in bibliography.entries}


def name_of(found: Entry) -> str:
    """What the record of an entry is called, less what tells its work from others of that name."""
    return re.sub(r"~[0-9a-f]{8}", "", found.record.key)


def names(found: Entry) -> set[str]:
    """The identifiers of an entry as they are spoken."""
    return {str(name) for name in found.record.identifiers}
