"""Bibliographies brought into the survey: every entry is kept as the file has it, and its paper added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from survey.bibliographies.beyond import whole_record
from survey.bibliographies.cite_keys import cite_key_of
from survey.bibliographies.entry import Bibliography
from survey.catalog.accounts import place_of
from survey.catalog.bring import Wish, bring_papers
from survey.catalog.catalog import Catalog
from survey.catalog.known import cite_keys
from survey.catalog.take import take
from survey.model.record import Record
from survey.model.text import writable
from survey.workflow.asking import Progress
from survey.workflow.renew import renew_lines


class Kept(NamedTuple):
    """The entries of bibliographies as the catalog has them; their papers are not in the survey by that."""

    wishes: list[Wish]
    """What each entry asks for its paper, in the order of the files."""
    titles: dict[int, str | None]
    """The papers, each with the title that its first entry has."""
    files: str
    """The names of the files."""


class Brought(NamedTuple):
    """What became of the entries of bibliographies."""

    titles: dict[int, str | None]
    """The papers, each with the title that its first entry has."""
    new: set[int]
    """Those that were not in the survey before."""
    keys: dict[int, str]
    """The cite key of each paper."""
    lost: dict[str, str]
    """Cite keys of entries that their papers do not have, with those that they have."""


def keep(
    catalog: Catalog,
    bibliographies: Sequence[Bibliography],
    *,
    now: datetime,
    progress: Progress = lambda *_: None,
) -> Kept:
    """Keeps every entry of `bibliographies` as the file has it. One that is known already changes nothing."""
    kept = Kept([], {}, ", ".join(dict.fromkeys(each.name for each in bibliographies)))
    entries = [(each, bibliography.form) for bibliography in bibliographies for each in bibliography.entries]
    records = [whole_record(entry, form) for entry, form in entries]
    papers = take(catalog, _counted(records, progress), now=now).papers if records else {}
    for record, (entry, form) in zip(records, entries, strict=True):
        paper = papers[place_of(record)]
        kept.wishes.append(Wish(paper, cite_key_of(entry, form), entry.tags, entry.notes))
        kept.titles[paper] = kept.titles.get(paper) or record.title
    return kept


def add_kept(catalog: Catalog, kept: Kept, *, now: datetime, tags: Collection[str] = ()) -> Brought:
    """Adds the papers of `kept` to the survey, with their tags and notes and `tags`, under their keys where free.

    The user can take it back as one change.
    """
    wishes = [wish._replace(tags=(*wish.tags, *tags)) for wish in kept.wishes]
    new = bring_papers(catalog, wishes, writable(f"add {kept.files}"), now=now) if wishes else set()
    if len(kept.titles) <= LINES_AT_ONCE:
        renew_lines(catalog, kept.titles, now=now)
    keys = cite_keys(catalog, kept.titles)
    owned = {wish.key: keys[wish.paper] for wish in wishes if wish.key}
    return Brought(kept.titles, new, keys, {wished: key for wished, key in owned.items() if wished != key})


def _counted(records: Sequence[Record], progress: Progress) -> Iterator[Record]:
    for number, record in enumerate(records, start=1):
        if number % _STEP == 0:
            progress("file", number)
        yield record


LINES_AT_ONCE = 1000
"""Of how many papers the lines are made at once: of more it takes longer than the bringing in."""
_STEP = 100
"""Entries between two words on how far it is."""
