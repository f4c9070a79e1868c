"""Whether two accounts are of one work: same, different, or a question for a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from survey.model.text import fold, surname

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from survey.model.identifier import Identifier
    from survey.model.record import Record


class Sameness(StrEnum):
    """What can be said of two accounts."""

    SAME = "same"
    ASK = "ask"
    DIFFERENT = "different"


class Verdict(NamedTuple):
    """A sameness, and in a few words why."""

    sameness: Sameness
    why: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """What two accounts are compared by."""

    title: str | None
    """Folded."""
    surnames: tuple[str, ...]
    """Folded, in order."""
    year: int | None
    identifiers: frozenset[Identifier]

    @property
    def block(self) -> str | None:
        """Under which word others are looked up that may be the same work: its title, unless that says nothing."""
        return None if not self.title or self.title in _TITLES_OF_MANY else self.title

    @property
    def near(self) -> str | None:
        """Under which word others are looked up that may be the same work under a title spelt otherwise."""
        title = self.block
        return f"{self.surnames[0]}|{title[:16]}" if title and self.surnames else None


def sketch(record: Record) -> Sketch:
    """What `record` is compared by."""
    title = fold(record.title) if record.title else None
    return Sketch(title, tuple(filter(None, map(surname, record.authors))), record.year, record.identifiers)


# Names of one paper at one place: two different values are two papers. DOIs are not among them (a preprint has its
# own), and neither are the indexes, which list a work twice now and then.
_ONE_EACH = ("arxiv", "acl", "openreview", "cvf", "pmid")
_TITLES_OF_MANY = frozenset({
    "abstract", "abstracts", "acknowledgements", "announcement", "author index", "book review", "comment", "commentary",
    "conclusion", "contents", "correction", "corrigendum", "discussion", "editorial", "erratum", "foreword",
    "front matter", "guest editorial", "in memoriam", "index", "introduction", "keynote", "letter to the editor",
    "letters", "message from the chairs", "news", "obituary", "overview", "panel", "poster", "preface", "program",
    "reply", "response", "review", "summary", "table of contents", "tutorial", "untitled", "welcome",
})  # fmt: skip
_NOT_THE_WORK_ITSELF = (
    "erratum", "corrigendum", "correction", "reply to", "comment on", "response to", "retraction",
)  # fmt: skip
_ALIKE = 92.0
"""How alike (0 to 100) two folded titles are that may be spellings of one."""
_UNLIKE = 60.0
"""Below this, two titles are of two works, whatever identifier they share."""


def compare(one: Sketch, other: Sketch) -> Verdict:
    """Whether `one` and `other` are of the same work. It does not matter which comes first."""
    against = doubt(one, other)
    if shared := one.identifiers & other.identifiers:
        named = f"share {min(shared)}"
        return Verdict(Sameness.ASK, f"{named}, but have {against}") if against else Verdict(Sameness.SAME, named)
    if against:
        return Verdict(Sameness.DIFFERENT, against)
    if not one.title or not other.title:
        return Verdict(Sameness.DIFFERENT, "no title to compare")
    if _is_about(one.title) != _is_about(other.title):
        return Verdict(Sameness.DIFFERENT, "one is a note on the other")
    return _with_same_title(one, other) if one.title == other.title else _with_near_title(one, other)


def doubt(one: Sketch, other: Sketch) -> str | None:
    """What speaks against `one` and `other` being one work even if somebody says so; None where nothing does."""
    for scheme in _ONE_EACH:
        if _differ(one, other, scheme):
            return f"different {scheme} identifiers"
    strangers = one.surnames and other.surnames and not set(one.surnames) & set(other.surnames)
    unlike = one.title and other.title and fuzz.token_sort_ratio(one.title, other.title) < _UNLIKE
    return "neither title nor authors in common" if strangers and unlike else None


def doubt_by_title(one: Sketch, other: Sketch) -> str | None:
    """What speaks against it where only the title and the authors say that they are one."""
    return doubt(one, other) or ("different DOIs" if _differ(one, other, "doi") else None)


def _differ(one: Sketch, other: Sketch, scheme: str) -> bool:
    mine, theirs = _values(one, scheme), _values(other, scheme)
    return bool(mine and theirs and not mine & theirs)


def _values(of: Sketch, scheme: str) -> AbstractSet[str]:
    return {name.value for name in of.identifiers if name.scheme == scheme}


def _with_same_title(one: Sketch, other: Sketch) -> Verdict:
    if one.block is None:
        return Verdict(Sameness.DIFFERENT, "a title that many papers have")
    if not one.surnames or not other.surnames:
        return Verdict(Sameness.ASK, "same title, authors unknown")
    if one.surnames[0] != other.surnames[0]:
        met = set(one.surnames) & set(other.surnames)
        return Verdict(Sameness.ASK if met else Sameness.DIFFERENT, "same title, other first author")
    if question := _years_apart(one.year, other.year) or doubt_by_title(one, other):
        return Verdict(Sameness.ASK, f"same title and first author, {question}")
    return Verdict(Sameness.SAME, "same title, first author and year")


def _years_apart(one: int | None, other: int | None) -> str | None:
    if one is None or other is None:
        return "year unknown"
    return f"years {min(one, other)} and {max(one, other)}" if abs(one - other) > 1 else None


def _with_near_title(one: Sketch, other: Sketch) -> Verdict:
    first = one.surnames and other.surnames and one.surnames[0] == other.surnames[0]
    if first and are_alike(one.title or "", other.title or "") and not _years_apart(one.year, other.year):
        return Verdict(Sameness.ASK, "titles nearly alike, same first author")
    return Verdict(Sameness.DIFFERENT, "other title")


def are_alike(one: str, other: str) -> bool:
    """Whether two folded titles may be spellings of one. Other numbers are other works: parts, versions, years."""
    return fuzz.ratio(one, other) >= _ALIKE and _numbers(one) == _numbers(other)


_ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
}  # fmt: skip


def _numbers(title: str) -> list[str]:
    return [_ROMAN.get(word, word) for word in title.split() if any(char.isdigit() for char in word) or word in _ROMAN]


def _is_about(title: str) -> bool:
    return title.startswith(_NOT_THE_WORK_ITSELF)
