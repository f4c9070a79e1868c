"""A bibliography file, whatever its format, as records."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from survey.bibliographies.draft import Broken, Draft
from survey.bibliographies.entry import FILE, Bibliography, Entry
from survey.bibliographies.forms import drafts_of
from survey.bibliographies.record import as_record
from survey.model.identifier import best
from survey.model.record import Unreadable
from survey.model.text import fold, surname

if TYPE_CHECKING:
    from survey.bibliographies.draft import Said
    from survey.model.record import Record


def read_bibliography(content: bytes, name: str) -> Bibliography:
    """What the file called `name` holds, its format told by its content.

    Every record has the source `file` and a key that begins with `name`, less its folder: the same for the same entry
    whenever it is read, and never that of another work, whatever files are called and their entries too. Raises
    AskedWronglyError where `content` is no bibliography, a plain list of identifiers among others.
    """
    form, said = drafts_of(content, name)
    reading = _Reading(name.replace("\\", "/").rpartition("/")[2] or FILE)
    for each in said:
        reading.take(each)
    return Bibliography(
        name=reading.name,
        form=form,
        entries=tuple(reading.entries),
        broken=tuple(reading.broken),
        remarks=tuple(reading.remarks),
    )


class _Reading:
    """The entries of one file, as they come; no two get the same id or key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._ids: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        self._place = 0
        self.entries: list[Entry] = []
        self.broken: list[Unreadable] = []
        self.remarks: list[str] = []

    def take(self, said: Said) -> None:
        if isinstance(said, Draft):
            self._place += 1
            said, endless = _without_endless(said)
            self.remarks += [
                _at(said.line, f"{name} has more than {_MOST:,} letters, and is left out") for name in endless
            ]
            record = as_record(said)
            if record:
                self.entries.append(self._entry(said, record))
            else:
                self._break(said.id, said.line, "the entry has no title, author, identifier or address")
        elif isinstance(said, Broken):
            self._place += 1
            self._break(said.id, said.line, said.why)
        else:
            self.remarks.append(_at(said.line, said.text))

    def _break(self, name: str | None, line: int | None, why: str) -> None:
        self.broken.append(Unreadable(FILE, name or None, _at(line, why)))

    def _entry(self, draft: Draft, record: Record) -> Entry:
        given = " ".join(draft.id.split())[:_LONGEST] if draft.id else None
        named = given or str(self._place)
        own = _distinct(named, self._ids)
        if own != named and given:
            self.remarks.append(_at(draft.line, f"another entry has the id {given} too; this one is {own}"))
        key = _distinct(f"{given or _lasting(record)}~{_told_by(record)}", self._keys)
        return Entry(
            id=own,
            is_named=given is not None,
            line=draft.line,
            record=replace(record, source=FILE, key=f"{self.name}#{key}"),
            tags=tuple(dict.fromkeys(tag for tag in draft.tags if tag)),
            notes=tuple(dict.fromkeys(note for note in draft.notes if note)),
            fields=draft.fields,
            different=draft.different,
            same=draft.same,
        )


_LONGEST = 300
"""Characters of an id that are kept."""
_MOST = 4_000_000
"""Characters of one text that are kept: three thousand authors with their addresses take half a million."""


def _without_endless(draft: Draft) -> tuple[Draft, list[str]]:
    """`draft` without texts that nobody could ever read, and where those stood."""
    texts = [*draft.words.items(), *draft.fields, *(("a note", note) for note in draft.notes)]
    endless = [name for name, text in texts if len(text) > _MOST]
    are_too_many = sum(map(len, draft.authors)) > _MOST
    if not endless and not are_too_many:
        return draft, []
    return replace(
        draft,
        words={name: text for name, text in draft.words.items() if len(text) <= _MOST},
        fields=tuple((name, text) for name, text in draft.fields if len(text) <= _MOST),
        notes=tuple(note for note in draft.notes if len(note) <= _MOST),
        authors=() if are_too_many else draft.authors,
    ), [*dict.fromkeys(endless), *(["the list of authors"] if are_too_many else [])]


def _lasting(record: Record) -> str:
    """What a nameless entry is called between readings of its file: never its place, which another may take."""
    name = best(record.identifiers)
    return str(name) if name else f"{fold(record.title or '')[:150]} {record.year or ''}".strip()


def _told_by(record: Record) -> str:
    """A few letters that tell this work from another of the same id in another file of the same name."""
    said = (fold(record.title or ""), surname(record.authors[0]) if record.authors else "")
    what = "\n".join(said) if said[0] else str(best(record.identifiers) or record.url or said[1])
    return blake2b(what.encode(errors="replace"), digest_size=4).hexdigest()


def _distinct(wanted: str, taken: dict[str, int]) -> str:
    """`wanted`, or `wanted#2`, `wanted#3` … where it is taken."""
    number = taken.get(wanted, 0) + 1
    taken[wanted] = number
    if number == 1:
        return wanted
    return _distinct(f"{wanted}#{number}", taken)


def _at(line: int | None, text: str) -> str:
    return f"line {line}: {text}" if line else text
