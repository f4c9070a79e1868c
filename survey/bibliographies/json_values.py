"""The objects of a JSON file one by one, each with its line, so that a broken one does not take the others with it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.bibliographies.draft import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = re.compile(r"[\s,\[]*")
_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")
_KEY = re.compile(r'"(?:id|citation-key|citationKey|key)"\s*:\s*"([^"\\]{1,200})"')
_LISTS = ("items", "references", "papers", "records", "results")
_MOST_BROKEN = 1000


class Value(NamedTuple):
    """One object, and the line it begins on; None where the whole file is one value."""

    value: Any
    line: int | None


def objects(text: str) -> Iterator[Value | Broken]:
    """The objects of a list, of lines of JSON, or of the list that one object holds."""
    lines = _Lines(text)
    at = start = _gap(text, 0)
    broken = 0
    while at < len(text) and text[at] == "{":
        try:
            value, end = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield Broken(_key_at(text, at), lines.of(at), _why(error, lines))
            following = _NEXT.search(text, max(at + 1, getattr(error, "pos", at)))
            broken += 1
            if not following or broken >= _MOST_BROKEN:
                return
            at = following.end()
            continue
        if at == start and (inner := _list_in(value)) is not None:
            yield from (Value(each, None) for each in inner)
            return
        yield Value(value, lines.of(at))
        at = _gap(text, end)
    if at < len(text) and text[at:].strip(" \t\n]"):
        yield Broken(None, lines.of(at), "this is no object")


def _key_at(text: str, at: int) -> str | None:
    found = _KEY.search(text, at, at + 500)
    return found.group(1) if found else None


def _gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _list_in(value: dict[str, Any]) -> list[Any] | None:
    """The list of works that an object holds under one of its usual names."""
    if {"title", "type", "itemType", "DOI"} & value.keys():
        return None
    return next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)


def _why(error: Exception, lines: _Lines) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON on line {lines.of(error.pos)} ({error.msg})"
    return "lists in lists without end" if isinstance(error, RecursionError) else "a number too long to read"


class _Lines:
    """The numbers of the lines of a text, by places in it."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def of(self, at: int) -> int:
        return bisect_right(self._ends, at - 1) + 1
