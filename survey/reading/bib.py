"""BibTeX files, as far as cited works need them: only the entries that are asked for are read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.model.identifier import Identifier, identifier
from survey.model.text import year
from survey.reading.braces import Braces
from survey.reading.entry import Entry, given_first, identifiers_in, year_in
from survey.reading.plain import plain

_HEAD = re.compile(r"@[ \t]*([A-Za-z]+)\s*[{(]\s*([^\s,{}()\"=#%\\]{1,300}(?:[ ()][^\s,{}()\"=#%\\]{1,300}){0,8})\s*,")
_STRING = re.compile(r"@[ \t]*string\s*[{(]\s*([^\s=,{}]+)\s*=\s*", re.I)
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w.:+/-]{0,60})\s*=\s*")
_BARE = re.compile(r"[^\s,{}()#\"=]{1,200}")
_QUOTED = re.compile(r"\"((?:[^\"{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}){0,20000})\"")
_JOIN = re.compile(r"\s*#\s*")
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
                value, _ = _value(Braces(self._text[found.end() : found.end() + 1000]), 0, {})
                self._strings[found.group(1).lower()] = value
        return self._strings


def _fields(raw: str, at: int, strings: Mapping[str, str]) -> dict[str, str]:
    """The fields of an entry by their names in lower case; what is broken ends there."""
    braces = Braces(raw)
    fields: dict[str, str] = {}
    while (name := _FIELD.match(raw, at)) or (name := _FIELD.search(raw, at) if _is_worth_going_on(raw, at) else None):
        value, end = _value(braces, name.end(), strings)
        fields.setdefault(name.group(1).lower(), value)
        at = max(end, name.end())
    return fields


def _is_worth_going_on(raw: str, at: int) -> bool:
    """Whether a field may follow something broken: only on a line of its own."""
    return bool(re.compile(r"[^\n]{0,2000}\n\s*[A-Za-z]+\s*=").match(raw, at))


def _value(braces: Braces, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """A field's value, its parts joined, and the place after it."""
    parts = []
    while True:
        part, at = _part(braces, at, strings)
        parts.append(part)
        if not (join := _JOIN.match(braces.text, at)):
            return "".join(parts), at
        at = join.end()


def _part(braces: Braces, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    if group := braces.group(at):
        return group.text, group.end
    at = braces.skip(at)
    if quoted := _QUOTED.match(braces.text, at):
        return quoted.group(1), quoted.end()
    if bare := _BARE.match(braces.text, at):
        return strings.get(bare.group().lower(), bare.group()), bare.end()
    # A brace or quote that nothing closes: the line is the value.
    end = braces.text.find("\n", at)
    end = end if end >= 0 else len(braces.text)
    return braces.text[at:end].strip(" {\"}',"), end


def _entry(key: str, raw: str, fields: Mapping[str, str]) -> Entry:
    title = plain(fields.get("title", "")) or plain(fields.get("booktitle", "") if "chapter" not in fields else "")
    subtitle = plain(fields.get("subtitle", ""))
    return Entry(
        key=key,
        raw=raw,
        title=(f"{title}: {subtitle}" if title and subtitle else title).strip(" .,") or None,
        authors=people(fields.get("author") or fields.get("editor") or ""),
        year=year(plain(fields.get("year", "")))
        or year(fields.get("date", ""))
        or year_in(plain(fields.get("year", ""))),
        identifiers=_identifiers(key, fields),
    )


def people(names: str) -> tuple[str, ...]:
    """The names in a BibTeX list of people, given names first."""
    parts = _listed(re.sub(r"\s+", " ", names)[:20_000])
    found = [plain(part) if _is_one_group(part) else given_first(plain(part)) for part in parts]
    return tuple(name for name in found if name and name.lower() not in {"others", "et al", "et al."})


def _listed(names: str) -> list[str]:
    """The names between each `and` that stands in no braces."""
    parts, depth = [""], 0
    for piece in re.split(r"([{}]| and )", names):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if piece == " and " and depth <= 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _is_one_group(name: str) -> bool:
    """Whether the name stands in braces as a whole: an institution, which has no family name."""
    return name.strip().startswith("{") and name.strip().endswith("}") and name.count("{") == name.count("}") == 1


_SPEAKING = ("url", "note", "howpublished", "journal", "volume", "eprint", "ee", "link", "pages", "number", "publisher",
             "booktitle", "bdsk-url-1", "adsurl", "archiveprefix")  # fmt: skip


def _identifiers(key: str, fields: Mapping[str, str]) -> frozenset[Identifier]:
    said = " ".join(_unescaped(fields[name]) for name in _SPEAKING if name in fields)
    names: set[Identifier | None] = set(identifiers_in(said))
    doi = _unescaped(fields.get("doi", ""))
    eprint = fields.get("eprint", fields.get("arxivid", fields.get("arxiv", ""))).strip()
    names |= {identifier("doi", doi) or next(iter(identifiers_in(doi)), None)}
    names |= {identifier("arxiv", re.sub(r"^arxiv:|\s*\[.*\]$", "", eprint, flags=re.I))}
    if key.startswith("DBLP:"):
        names |= {identifier("dblp", key.removeprefix("DBLP:"))}
    known = frozenset(name for name in names if name)
    return frozenset(name for name in known if name.scheme != "url") or known


def _unescaped(value: str) -> str:
    return re.sub(r"\\([_%#&~])|\\url|[{}]", lambda found: found.group(1) or " ", value) if "\\" in value else value
