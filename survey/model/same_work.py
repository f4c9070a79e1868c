"""Whether two accounts are of one work: same, different, or a question for a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from survey.model.text import fold, surname

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.model.identifier import Identifier
    from survey.model.record import Record


class Sameness(StrEnum):
    """What can be said of two accounts."""

    SAME = "same"
    ASK = "ask"
    DIFFERENT = "different"


def blocks(title: str | None, authors: Sequence[str]) -> tuple[str | None, str | None]:
    """Under which two words a paper is looked up to find others that may be the same work.

    The first is its folded title, the second its first author and the beginning of the title; None where it has none,
    or a title that says nothing.
    """
    folded = fold(title) if title else ""
    if not folded or _says_nothing(folded):
        return None, None
    return folded, f"{surname(authors[0])}|{folded[:16]}" if authors else None


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


def sketch(record: Record) -> Sketch:
    """What `record` is compared by."""
    names = tuple(surname(name) for name in record.authors)
    return Sketch(fold(record.title) if record.title else None, names, record.year, record.identifiers)


# Names of one paper at one place: two different values are two papers. DOIs are not among them (a preprint has its
# own), and neither are the indexes, which list a work twice now and then.
_ONE_EACH = ("arxiv", "acl", "openreview", "cvf", "pmid")
_TITLES_OF_MANY = frozenset(
    "abstract|abstracts|acknowledgements|announcement|author index|book review|comment|commentary|conclusion|contents|"
    "correction|corrigendum|discussion|editorial|erratum|foreword|front matter|guest editorial|in memoriam|index|"
    "introduction|keynote|letter to the editor|letters|message from the chairs|news|obituary|overview|panel|poster|"
    "preface|program|reply|response|review|summary|table of contents|tutorial|untitled|welcome".split("|")
)
_NOT_THE_WORK_ITSELF = (
    "erratum",
    "corrigendum",
    "correction",
    "correction to",
    "reply to",
    "comment on",
    "response to",
    "retraction",
)
_ALIKE = 92.0
"""How alike (0 to 100) two folded titles are that may be spellings of one."""


def compare(one: Sketch, other: Sketch) -> Verdict:
    """Whether `one` and `other` are of the same work. It does not matter which comes first."""
    shared = one.identifiers & other.identifiers
    if not shared and (clash := _clash(one, other)):
        return Verdict(Sameness.DIFFERENT, clash)
    if shared:
        return _with_shared(one, other, shared)
    if not one.title or not other.title:
        return Verdict(Sameness.DIFFERENT, "no title to compare")
    if _is_about(one.title) != _is_about(other.title):
        return Verdict(Sameness.DIFFERENT, "one is a note on the other")
    if one.title == other.title:
        return _with_same_title(one, other)
    return _with_near_title(one, other)


def _clash(one: Sketch, other: Sketch) -> str | None:
    for scheme in _ONE_EACH:
        mine, theirs = _values(one, scheme), _values(other, scheme)
        if mine and theirs and not mine & theirs:
            return f"different {scheme} identifiers"
    return None


def _values(of: Sketch, scheme: str) -> set[str]:
    return {name.value for name in of.identifiers if name.scheme == scheme}


def _with_shared(one: Sketch, other: Sketch, shared: Iterable[Identifier]) -> Verdict:
    name = min(shared)
    if clash := _clash(one, other):
        return Verdict(Sameness.ASK, f"share {name}, but have {clash}")
    strangers = one.surnames and other.surnames and not set(one.surnames) & set(other.surnames)
    unlike = one.title and other.title and fuzz.token_sort_ratio(one.title, other.title) < 60
    if strangers and unlike:
        return Verdict(Sameness.ASK, f"share {name}, but neither title nor authors")
    return Verdict(Sameness.SAME, f"share {name}")


def _with_same_title(one: Sketch, other: Sketch) -> Verdict:
    title = one.title or ""
    if _says_nothing(title):
        return Verdict(Sameness.DIFFERENT, "a title that many papers have")
    if not one.surnames or not other.surnames:
        return Verdict(Sameness.ASK, "same title, authors unknown")
    if one.surnames[0] != other.surnames[0]:
        met = set(one.surnames) & set(other.surnames)
        return (
            Verdict(Sameness.ASK, "same title, other first author")
            if met
            else Verdict(Sameness.DIFFERENT, "other authors")
        )
    if one.year is None or other.year is None:
        return Verdict(Sameness.ASK, "same title and first author, year unknown")
    if abs(one.year - other.year) > 1:
        return Verdict(Sameness.ASK, f"same title and first author, years {one.year} and {other.year}")
    dois, theirs = _values(one, "doi"), _values(other, "doi")
    if dois and theirs and not dois & theirs:
        return Verdict(Sameness.ASK, "same title and first author, different DOIs")
    return Verdict(Sameness.SAME, "same title, first author and year")


def _says_nothing(title: str) -> bool:
    return title in _TITLES_OF_MANY


def _with_near_title(one: Sketch, other: Sketch) -> Verdict:
    if _numbers(one.title) != _numbers(other.title):
        return Verdict(Sameness.DIFFERENT, "other numbers in the title")
    alike = fuzz.ratio(one.title or "", other.title or "")
    first = bool(one.surnames and other.surnames and one.surnames[0] == other.surnames[0])
    near = one.year is not None and other.year is not None and abs(one.year - other.year) <= 1
    if alike >= _ALIKE and first and near:
        return Verdict(Sameness.ASK, f"titles {alike:.0f} % alike, same first author")
    return Verdict(Sameness.DIFFERENT, "other title")


_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}


def _numbers(title: str | None) -> list[str]:
    words = (title or "").split()
    return [_ROMAN.get(word, word) for word in words if any(char.isdigit() for char in word) or word in _ROMAN]


def _is_about(title: str) -> bool:
    return title.startswith(_NOT_THE_WORK_ITSELF)
