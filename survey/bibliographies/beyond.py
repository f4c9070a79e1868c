"""What formats say beyond a record, among its details on the way into a catalog and out again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from survey.bibliographies.entry import Entry
    from survey.model.record import Record

# Formats whose fields mean the same.
_FAMILIES = {"biblatex": "bibtex", "tsv": "csv", "endnote-xml": "endnotexml", "csl-json": "csl"}
# Only where one field may come again, and no name has such a sign of its own, a number behind a name is a count.
_AGAIN = frozenset({"ris", "nbib", "wos", "endnote", "endnotexml"})


def whole_record(entry: Entry, form: str) -> Record:
    """The record of `entry`, read from a file of the format `form`, with its other fields among the details.

    They are called `bibtex.file`, `ris.M2` and so on, and `ris.M2#2` where one comes again; nothing of ours has a dot.
    So is what a paper does not show and a bibliography says: `kind`, the type of work in the file's own word, and
    `authors_cut`, after how many authors their list breaks off.
    """
    family = _FAMILIES.get(form, form)
    seen: Counter[str] = Counter()
    record = entry.record
    more = {"kind": record.kind} if record.kind else {}
    if record.authors_cut:
        more["authors_cut"] = str(len(record.authors))
    for name, text in entry.fields:
        seen[name] += 1
        more[f"{family}.{name}" + (f"#{seen[name]}" if seen[name] > 1 else "")] = text
    return replace(record, details=tuple(sorted({**dict(record.details), **more}.items())))


def fields_beyond(details: Mapping[str, str], form: str) -> Iterator[tuple[str, str]]:
    """What `whole_record` put among `details` from files of the format `form`, or of one whose fields mean the same."""
    family = _FAMILIES.get(form, form)
    for name, text in details.items():
        if name.startswith(f"{family}."):
            own = name.removeprefix(f"{family}.")
            yield re.sub(r"#\d+$", "", own) if family in _AGAIN else own, text
