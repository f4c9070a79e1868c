"""What the entries of a file say of which works are one: the accounts that takes, and the judgements on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple

from survey.bibliographies.entry import FILE, Entry
from survey.catalog.accounts import place_of
from survey.catalog.take_over import Judgement
from survey.model.pointer import Pointer, read_pointer
from survey.model.record import Record
from survey.model.same_work import Sameness
from survey.model.works import Place


class Judged(NamedTuple):
    """What the entries of files say of which works are one."""

    records: list[Record]
    """Of works that are no entries: the parts of one, and what is kept apart from one."""
    judgements: list[Judgement]
    nowhere: list[str]
    """What was named and is neither an entry nor told of."""

    @property
    def apart(self) -> set[frozenset[Place]]:
        """The accounts, two by two, that are not to be taken for one: parts are made one by their judgements."""
        pairs = {frozenset({each.one, each.other}) for each in self.judgements}
        parts: dict[Place, set[Place]] = {}
        for each in self.judgements:
            if each.verdict is Sameness.SAME:
                parts.setdefault(each.one, set()).add(each.other)
        return pairs | {frozenset(pair) for places in parts.values() for pair in combinations(sorted(places), 2)}


def judge_as_told(entries: Mapping[str, tuple[Entry, Record]], judged: Judged) -> None:
    """Adds to `judged` what the `entries` of one file say, given by their ids, each with its record."""
    for name, (entry, record) in entries.items():
        here = place_of(record)
        for text in entry.different:
            if text in entries:
                others = [place_of(entries[text][1])] if text != name else []
            else:
                others = [place for place, _ in _told(text, record, judged)]
            judged.judgements.extend(Judgement(here, other, Sameness.DIFFERENT) for other in others)
        for text in entry.same:
            judged.judgements.extend(
                Judgement(here, other, Sameness.SAME, pointer.key) for other, pointer in _told(text, record, judged)
            )


def _told(text: str, of: Record, judged: Judged) -> Iterator[tuple[Place, Pointer]]:
    """The place of an account of the work that `text` points to, which the entry of the record `of` names."""
    pointer = read_pointer(text)
    if not pointer.says_something:
        judged.nowhere.append(text)
        return
    record = _as_record(pointer, of)
    judged.records.append(record)
    yield place_of(record), pointer


def _as_record(pointer: Pointer, of: Record) -> Record:
    # Its key comes behind that of the entry, which says more of the paper and is shown for it.
    digest = blake2b(str(pointer).encode(errors="replace"), digest_size=4).hexdigest()
    return Record(
        source=FILE,
        key=f"{of.key}#{pointer.key or ''}~{digest}",
        title=pointer.title,
        authors=pointer.authors,
        year=pointer.year,
        identifiers=pointer.identifiers,
    )
