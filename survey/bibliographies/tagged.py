"""Files of tagged lines, one tag a line: RIS, MEDLINE, Web of Science and EndNote's own, cut into entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from survey.bibliographies.draft import Broken, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator


class Layout(NamedTuple):
    """How a format of tagged lines is laid out."""

    tag: re.Pattern[str]
    """A line that begins something: group 1 is the tag, group 2 what it says, which may be missing."""
    first: str
    """The tag that begins an entry."""
    last: str | None
    """The tag that ends one; None where an empty line does."""


@dataclass(slots=True)
class Tagged:
    """One entry: for each tag what its lines say, in their order, each with the lines that go on."""

    line: int
    said: dict[str, list[list[str]]] = field(default_factory=dict)
    _last: list[str] = field(default_factory=list)

    def add(self, tag: str | None, text: str) -> None:
        """Takes what a line says under `tag`, or under the tag before where it has none."""
        if tag:
            self._last = [text]
            self.said.setdefault(tag, []).append(self._last)
        elif text:
            self._last.append(text)

    def first(self, *tags: str) -> str:
        """What the first of `tags` that says something says, on one line; "" where none does."""
        return next((text for tag in tags for text in self.all(tag)), "")

    def all(self, *tags: str) -> list[str]:
        """Everything that `tags` say, one text a tag."""
        texts = (" ".join(lines).strip() for tag in tags for lines in self.said.get(tag, ()))
        return [text for text in texts if text]

    def lines(self, *tags: str) -> list[str]:
        """Everything that `tags` say, one text a line."""
        texts = (line.strip() for tag in tags for lines in self.said.get(tag, ()) for line in lines)
        return [text for text in texts if text]

    def beyond(self, read: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """What stands under tags that are not among `read`."""
        return tuple((tag, text) for tag in self.said if tag not in read for text in self.all(tag))


Cut: TypeAlias = "Tagged | Broken | Remark"
# What Web of Science writes around its entries.
_AROUND = frozenset({"FN", "VR", "EF", "ER"})


def entries(text: str, layout: Layout) -> Iterator[Cut]:
    """The entries of `text` as `layout` cuts it. Lines that belong to none are told once a run of them."""
    entry: Tagged | None = None
    stray: int | None = None
    is_header = True
    for number, line in enumerate(text.split("\n"), start=1):
        found = layout.tag.match(line)
        tag = found.group(1) if found else None
        if tag == layout.first:
            yield from _ended(entry, None if is_header else stray, layout.last)
            entry, stray, is_header = Tagged(number), None, False
        if entry and _is_end(line, tag, layout):
            yield entry
            entry = None
        elif entry:
            entry.add(tag, found.group(2) or "" if found else line.strip())
        elif line.strip() and tag not in _AROUND:
            stray = stray or number
    yield from _ended(entry, None if is_header else stray, layout.last)


def _is_end(line: str, tag: str | None, layout: Layout) -> bool:
    return tag == layout.last if layout.last else not line.strip()


def _ended(entry: Tagged | None, stray: int | None, last: str | None) -> Iterator[Cut]:
    """What there is to say where another entry, or nothing, follows."""
    if entry:
        yield entry
        if last:
            yield Remark(entry.line, f"no line {last} ends this entry")
    elif stray:
        yield Broken(None, stray, "lines that belong to no entry")
