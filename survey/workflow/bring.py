"""Bibliographies brought into the survey: every entry is kept as the file has it, and its paper added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from survey.bibliographies.beyond import whole_record
from survey.bibliographies.cite_keys import called, cite_key_of
from survey.bibliographies.entry import Bibliography
from survey.catalog.accounts import place_of
from survey.catalog.bring import Wish, bring_papers, said_before
from survey.catalog.catalog import Catalog
from survey.catalog.known import cite_keys, standing_papers
from survey.catalog.take import take
from survey.catalog.take_over import hold
from survey.model.record import Record
from survey.model.survey import Into
from survey.model.text import writable
from survey.workflow.asking import Progress
from survey.workflow.judged import Judged, judge_as_told


class Kept(NamedTuple):
    """The entries of bibliographies as the catalog has them; their papers are not in the survey by that."""

    wishes: list[Wish]
    """What each entry asks for its paper, in the order of the files."""
    titles: dict[int, str | None]
    """The papers, each with the title that its first entry has."""
    files: str
    """The names of the files."""
    judged: Judged
    """What the entries say of which works are one."""
    called: list[str | None]
    """What each entry is cited by in its file, in the same order."""
    changed: set[int]
    """Papers of which the files say what was not known."""


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
    changed: set[int]
    """Those of which the files say what was not known."""
    judgements: int = 0
    """So many words on which papers are one became the user's."""
    passed_over: int = 0
    """So many did not: the user said otherwise here, or they name what nobody tells of."""


def keep(
    catalog: Catalog,
    bibliographies: Sequence[Bibliography],
    *,
    now: datetime,
    progress: Progress = lambda *_: None,
) -> Kept:
    """Keeps every entry of `bibliographies` as the file has it. One that is known already changes nothing."""
    files = ", ".join(dict.fromkeys(each.name for each in bibliographies))
    kept = Kept([], {}, files, Judged([], [], []), [], set())
    entries = [(each, bibliography.form) for bibliography in bibliographies for each in bibliography.entries]
    records = said_before(catalog, [whole_record(entry, form) for entry, form in entries])
    of = {id(entry): record for record, (entry, _) in zip(records, entries, strict=True)}
    for each in bibliographies:
        judge_as_told({entry.id: (entry, of[id(entry)]) for entry in each.entries}, kept.judged)
    # First the parts of what is one: then an entry that has the identifiers of all is no bridge between them.
    take(catalog, kept.judged.records, now=now, apart=kept.judged.apart)
    intake = take(catalog, _counted(records, progress), now=now, apart=kept.judged.apart)
    kept.changed.update(intake.changed)
    for record, (entry, form) in zip(records, entries, strict=True):
        paper = intake.papers[place_of(record)]
        kept.wishes.append(Wish(paper, cite_key_of(entry, form), entry.tags, entry.notes))
        kept.called.append(called(entry, form))
        kept.titles[paper] = kept.titles.get(paper) or record.title
    return kept


def add_kept(
    catalog: Catalog, kept: Kept, *, now: datetime, tags: Collection[str] = (), into: Into | None = None
) -> Brought:
    """Adds the papers of `kept` to the catalog's list, with their tags and notes and `tags`.

    They keep their keys where these are free, and come `into` a survey as well, where one is named. The user can take
    it back as one change. Their lines are for `renew_lines` to make, for that takes longer than all of this.
    """
    wishes = [wish._replace(tags=(*wish.tags, *tags)) for wish in kept.wishes]
    what, judgements = writable(f"add {kept.files}"), kept.judged.judgements
    new = bring_papers(catalog, wishes, what, now=now, judgements=judgements, into=into) if wishes else set()
    standing = standing_papers(catalog, kept.titles)
    titles = {standing[paper]: title for paper, title in kept.titles.items()}
    keys = cite_keys(catalog, titles)
    owned = {name: keys[standing[wish.paper]] for name, wish in zip(kept.called, wishes, strict=True) if name}
    lost = {name: key for name, key in owned.items() if name != key}
    # Of two that are kept apart each may say so.
    said = list({frozenset({each.one, each.other}): each for each in judgements}.values())
    unmet = sum(not holds for holds in hold(catalog, said))
    changed = {standing.get(paper, paper) for paper in kept.changed}
    return Brought(titles, new, keys, lost, changed, len(said) - unmet, unmet + len(kept.judged.nowhere))


def _counted(records: Sequence[Record], progress: Progress) -> Iterator[Record]:
    for number, record in enumerate(records, start=1):
        if number % _STEP == 0:
            progress("file", number)
        yield record


_STEP = 100
"""Entries between two words on how far it is."""
