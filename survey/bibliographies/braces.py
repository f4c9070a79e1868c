"""Which brace closes which."""

from __future__ import annotations

import re
from typing import NamedTuple

_SIGNS = re.compile(r"\\.|[{}]", re.S)
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")
_OPTION = re.compile(r"\[[^\[\]]{0,1000}(?:\[[^\[\]]{0,200}\][^\[\]]{0,1000}){0,5}\]")


class Group(NamedTuple):
    """What stands between two braces, and the place after them."""

    text: str
    end: int


class Braces:
    """The braces of a text, matched once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._close: dict[int, int] = {}
        waiting: list[int] = []
        for sign in _SIGNS.finditer(text):
            if sign.group() == "{":
                waiting.append(sign.start())
            elif sign.group() == "}" and waiting:
                self._close[waiting.pop()] = sign.start()

    def group(self, at: int, *, most: int = 1_000_000) -> Group | None:
        """The group that begins at `at`, white space skipped; None where there is none, or one of more than `most`."""
        start = self.skip(at)
        close = self._close.get(start)
        if close is None or close - start > most:
            return None
        return Group(self.text[start + 1 : close], close + 1)

    def option(self, at: int) -> Group | None:
        """The `[…]` that begins at `at`, white space skipped."""
        found = _OPTION.match(self.text, self.skip(at))
        return Group(found.group()[1:-1], found.end()) if found else None

    def skip(self, at: int) -> int:
        """The first place from `at` that is no white space; a line may end there, a paragraph not."""
        found = _SPACE.match(self.text, at)
        return found.end() if found else at
