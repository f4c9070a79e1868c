"""Values of BibTeX fields: parts in braces, in quotes or by a short name, joined by `#`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.bibliographies.braces import Braces

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS = """
    January February March April May June July August September October November December
"""
MACROS = {month[:3].lower(): month for month in _MONTHS.split()}
"""The short names that every style knows, and what they print."""
_BARE = re.compile(r"[^\s,{}()#\"=]+")
_JOIN = re.compile(r"\s*#\s*")
_NEXT = re.compile(r"\s*,?\s*([A-Za-z][\w.:+/-]{0,60})\s*=\s*")
_SIGNS = re.compile(r"\\.|[{}]", re.S)
_SPACE = re.compile(r"\s*")
_LONGEST = 2_000_000
"""Characters of one value that are read."""


class Value:
    """A field as written, and what stands behind it: other fields, where a comma was forgotten."""

    def __init__(self, written: str, macros: Mapping[str, str]) -> None:
        self.fields: list[tuple[str, str]] = []
        self.is_whole = True
        self.text = self._simple(written) or self._read(written, macros)

    @staticmethod
    def _simple(written: str) -> str:
        """What one pair of braces, or of quotes without braces inside, holds; "" for all else."""
        inner = written[1:-1]
        if written[:1] == written[-1:] == '"':
            return "" if '"' in inner or "{" in inner or "}" in inner else inner
        if written[:1] != "{" or written[-1:] != "}":
            return ""
        depth = 0
        for sign in _SIGNS.findall(inner):
            depth += 1 if sign == "{" else -1 if sign == "}" else 0
            if depth < 0:
                return ""
        return "" if depth else inner

    def _read(self, written: str, macros: Mapping[str, str]) -> str:
        braces = Braces(written[:_LONGEST])
        text, at = value_at(braces, 0, macros)
        while (at := _skip(braces.text, at)) < len(braces.text):
            following = _NEXT.match(braces.text, at)
            if not following:
                self.is_whole = False
                break
            value, at = value_at(braces, following.end(), macros)
            self.fields.append((following.group(1), value))
        return text


def value_at(braces: Braces, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """The value that begins at `at`, its parts joined and short names written out, and the place behind it."""
    parts = []
    while True:
        part, at = _part(braces, at, macros)
        parts.append(part)
        if not (join := _JOIN.match(braces.text, at)):
            return "".join(parts), at
        at = join.end()


def _part(braces: Braces, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    at = _skip(braces.text, at)
    if group := braces.group(at, most=_LONGEST):
        return group.text, group.end
    if braces.text.startswith('"', at) and (end := _quoted(braces, at)) < len(braces.text):
        return braces.text[at + 1 : end], end + 1
    if bare := _BARE.match(braces.text, at):
        return macros.get(bare.group().lower(), bare.group()), bare.end()
    # A brace or quote that nothing closes: the line is the value.
    end = braces.text.find("\n", at)
    end = end if end >= 0 else len(braces.text)
    return braces.text[at:end].strip(" {\"}',"), end


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _quoted(braces: Braces, at: int) -> int:
    """The place of the quote that closes the one at `at`: the next that stands in no braces, or the end of the text."""
    text, place = braces.text, at + 1
    while place < len(text) and text[place] != '"':
        group = braces.group(place, most=_LONGEST) if text[place] == "{" else None
        place = group.end if group else place + 1
    return place
