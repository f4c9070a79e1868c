"""BibTeX files, as far as cited works need them: only the entries that are asked for are read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.bibliographies.bibtex_values import value_at
from survey.bibliographies.braces import Braces
from survey.bibliographies.people import people
from survey.bibliographies.plain import plain
from survey.bibliographies.spelt import bibtex_identifiers, year_in
from survey.model.text import year
from survey.reading.entry import Entry

_HEAD = re.compile(r"@[ \t]*([A-Za-z]+)\s*[{(]\s*([^\s,{}()\"=#%\\]{1,300}(?:[ ()][^\s,{}()\"=#%\\]{1,300}){0,8})\s*,")
_STRING = re.compile(r"@[ \t]*string\s*[{(]\s*([^\s=,{}]+)\s*=\s*", re.I)
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w.:+/-]{0,60})\s*=\s*")
_NEXT = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.M)
_LONGEST = 20_000
"""Characters of one entry that are read; abstracts are long, nothing else is."""
_MOST = 8_000_000
"""Characters of all entries that are read so; of what comes after them, only the beginning."""


class BibFile:
    """A `.bib` file, read where it is asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at: dict[str, re.Match[str]] = {}
        for head in _HEAD.finditer(text):
            # BibTeX keeps the first of two entries with one key.
            if head.group(1).lower() not in {"string", "comment", "preamble"}:
                self._at.setdefault(head.group(2), head)
        self._lower = {key.lower(): key for key in reversed(self._at)}
        self._strings: dict[str, str] | None = None
        self._left = _MOST

    def entry(self, key: str) -> Entry | None:
        """What the file says under `key`, or under that key in other capitals; None where it has no such entry."""
        head = self._at.get(key) or self._at.get(self._lower.get(key.lower(), ""))
        if not head:
            return None
        fields = self._fields(head)
        if "year" not in fields and "date" not in fields and (parent := fields.get("crossref", "").strip()):
            fields = self._inherited(parent) | fields
        return _entry(key, self._raw(head), fields)

    def _inherited(self, parent: str) -> dict[str, str]:
        head = self._at.get(parent) or self._at.get(self._lower.get(parent.lower(), ""))
        return {name: value for name, value in self._fields(head).items() if name in {"year", "date"}} if head else {}

    def _raw(self, head: re.Match[str]) -> str:
        """The entry as it stands, up to where the next begins."""
        most = head.start() + (_LONGEST if self._left > 0 else 2_000)
        following = _NEXT.search(self._text, head.end(), most)
        raw = self._text[head.start() : following.start() if following else most].strip()
        self._left -= len(raw)
        return raw

    def _fields(self, head: re.Match[str]) -> dict[str, str]:
        raw = self._raw(head)
        return _fields(raw, head.end() - head.start(), self._abbreviations())

    def _abbreviations(self) -> Mapping[str, str]:
        if self._strings is None:
            self._strings = {}
            for found in _STRING.finditer(self._text):
                value, _ = value_at(Braces(self._text[found.end() : found.end() + 1000]), 0, {})
                self._strings[found.group(1).lower()] = value
        return self._strings


def _fields(raw: str, at: int, strings: Mapping[str, str]) -> dict[str, str]:
    """The fields of an entry by their names in lower case; what is broken ends there."""
    braces = Braces(raw)
    fields: dict[str, str] = {}
    while (name := _FIELD.match(raw, at)) or (name := _FIELD.search(raw, at) if _is_worth_going_on(raw, at) else None):
        value, end = value_at(braces, name.end(), strings)
        fields.setdefault(name.group(1).lower(), value)
        at = max(end, name.end())
    return fields


def _is_worth_going_on(raw: str, at: int) -> bool:
    """Whether a field may follow something broken: only on a line of its own."""
    return bool(re.compile(r"[^\n]{0,2000}\n\s*[A-Za-z]+\s*=").match(raw, at))


def _entry(key: str, raw: str, fields: Mapping[str, str]) -> Entry:
    title = plain(fields.get("title", "")) or plain(fields.get("booktitle", "") if "chapter" not in fields else "")
    subtitle = plain(fields.get("subtitle", ""))
    return Entry(
        key=key,
        raw=raw,
        title=(f"{title}: {subtitle}" if title and subtitle else title).strip(" .,") or None,
        authors=people((fields.get("author") or fields.get("editor") or "")[:_LONGEST]).names,
        year=year(plain(fields.get("year", "")))
        or year(fields.get("date", ""))
        or year_in(plain(fields.get("year", ""))),
        identifiers=bibtex_identifiers(key, fields),
    )
