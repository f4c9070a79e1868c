"""What a paper is known by in another catalog or file: one line of text that says which is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from survey.model.identifier import Identifier, read_identifier
from survey.model.text import title_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.model.view import PaperView

_UNKNOWN = "?"
_BETWEEN = " // "
_PARTS = 5


class Pointer(NamedTuple):
    """A paper by its cite key, its identifiers, and who wrote what when; what is not said is None or empty."""

    key: str | None = None
    identifiers: frozenset[Identifier] = frozenset()
    year: int | None = None
    authors: tuple[str, ...] = ()
    title: str | None = None

    @property
    def says_something(self) -> bool:
        """Whether it tells of a work by more than a key."""
        return bool(self.identifiers or self.title)

    def __str__(self) -> str:
        """The key alone, where nothing else is said, else `key | identifiers | year | authors | title`."""
        if self.key and not (self.says_something or self.authors or self.year):
            return self.key
        names = sorted(str(name) for name in self.identifiers if not re.search(r"[\s|]", str(name)))
        authors = "; ".join(_fit(name).replace(";", ",") for name in self.authors)
        said = (self.key, " ".join(names), str(self.year or ""), authors, _fit(self.title or ""))
        return " | ".join(each or _UNKNOWN for each in said)


def _fit(text: str) -> str:
    """`text` on one line, without the signs that part what a pointer says."""
    return re.sub(r"(?<!\S)//(?!\S)", "/", " ".join((title_line(text) or "").replace("|", " ").split()))


def pointer_to(view: PaperView, key: str | None = None) -> Pointer:
    """The paper `view` as others know it; `key` is for those who know it by that."""
    named = {*map(Identifier._make, view["identifiers"].items())}
    others = (read_identifier(name) for name in view["other_identifiers"])
    return Pointer(
        key if key and not re.search(r"[\s|]", key) else None,
        frozenset({*named, *filter(None, others)}),
        view["year"],
        tuple(view["authors"]),
        view["title"],
    )


def read_pointer(text: str) -> Pointer:
    """The pointer that `text` spells; a single word may be a cite key or an identifier."""
    said = [part if part != _UNKNOWN else "" for part in map(str.strip, text.split("|", _PARTS - 1))]
    if len(said) < _PARTS:
        name = read_identifier(text)
        return Pointer(None, frozenset({name})) if name else Pointer(text.strip() or None)
    key, names, year, authors, title = said
    told = map(read_identifier, names.split())
    return Pointer(
        key or None,
        frozenset(each for each in told if each),
        int(year) if re.fullmatch(r"[0-9]{4}", year) else None,
        tuple(filter(None, map(str.strip, authors.split(";")))),
        title or None,
    )


def joined(pointers: Iterable[str]) -> str:
    """Several pointers, each as text, in one line."""
    return _BETWEEN.join(pointers)


def parted(line: str) -> tuple[str, ...]:
    """The pointers that `joined` put in one line."""
    return tuple(part for each in re.split(r"(?:^|\s+)//(?:\s+|$)", line) if (part := " ".join(each.split())))
