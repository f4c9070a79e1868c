"""A tree of HTML or XML elements read into a manuscript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from survey.reading.cites import CLOSE, OPEN
from survey.reading.manuscript import Heading, Manuscript, ended

_SPACE = re.compile(r"\s+")


def words(element: Any) -> str:
    """The text of `element` on one line."""
    return line("".join(element.itertext()))


def line(text: str) -> str:
    """`text` on one line."""
    return _SPACE.sub(" ", text).strip()


class Walk:
    """Goes over a tree once, without recursion; what the elements mean is for its heirs to say."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._keys: list[tuple[str, ...]] = []
        self._headings: list[Heading] = []
        self._open: list[tuple[int, bool]] = []
        """Level of each section around, and whether it is in the appendix."""
        self._untitled: list[int] = []
        self._ends: list[int] = []

    def enter(self, element: Any) -> bool:
        """Whether what `element` holds is to be read."""
        raise NotImplementedError

    def leave(self, element: Any) -> None:
        """Notes that `element` is over."""
        raise NotImplementedError

    def over(self, root: Any) -> None:
        """Reads everything under `root`."""
        around: list[tuple[Any, Iterator[Any]]] = []
        element: Any = root
        while element is not None:
            if isinstance(element.tag, str) and self.enter(element):
                self._write(element.text)
                around.append((element, iter(element)))
            elif around:
                self._write(element.tail)
            element = self._next(around)

    def _next(self, around: list[tuple[Any, Iterator[Any]]]) -> Any:
        """The element to read next, those that are over being left; None at the end."""
        while around:
            if (child := next(around[-1][1], None)) is not None:
                return child
            element, _ = around.pop()
            self.leave(element)
            if around:
                self._write(element.tail)
        return None

    def manuscript(self) -> Manuscript:
        """What was read."""
        headings = ended(self._headings, [*self._ends, self._length])
        return Manuscript("".join(self._pieces), headings, tuple(self._keys), words=line)

    def begin(self, level: int, *, is_appendix: bool = False) -> None:
        """A section of `level` begins; its heading is to come."""
        within = any(appendix for _, appendix in self._open)
        self._open.append((level, is_appendix or within))
        self._untitled.append(len(self._open))
        self.paragraph()

    def finish(self) -> None:
        """The innermost section is over."""
        if self._open:
            self._open.pop()
        self._untitled = [depth for depth in self._untitled if depth <= len(self._open)]
        self.paragraph()

    def heading(self, title: str) -> bool:
        """Takes `title` as the heading of the section that has none yet; whether there is such a one."""
        if not self._untitled or self._untitled[-1] != len(self._open):
            return False
        self._untitled.pop()
        level, in_appendix = self._open[-1]
        if not title:
            return True
        self._headings.append(Heading(title.strip(" .:") or title, level, self._length, self._length, in_appendix))
        return True

    def run_in(self, title: str, level: int, *, is_firm: bool) -> None:
        """A paragraph begins with a heading of its own."""
        in_appendix = bool(self._open and self._open[-1][1])
        self._headings.append(Heading(title, level, self._length, self._length, in_appendix, is_firm))

    def cite(self, keys: list[str]) -> bool:
        """Marks a citation of `keys`; whether there are any."""
        if keys:
            self._keys.append(tuple(dict.fromkeys(keys)))
            self._put(f"{OPEN}{len(self._keys) - 1}{CLOSE}")
        return bool(keys)

    def paragraph(self) -> None:
        """A sentence does not go on from here."""
        if not self._pieces or self._pieces[-1] != "\n\n":
            self._put("\n\n")

    def end_sections(self) -> None:
        """Here every section ends."""
        self._ends.append(self._length)

    def _write(self, text: str | None) -> None:
        if text:
            # Whatever looks like a mark is none, and a blank line is no paragraph's end.
            self._put(_SPACE.sub(" ", text.replace(OPEN, "").replace(CLOSE, "")))

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
