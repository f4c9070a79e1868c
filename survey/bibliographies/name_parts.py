"""A name as printed, cut into the parts that bibliographies keep apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class Parts(NamedTuple):
    """The parts of a name, "" for one that it has not; an institution, or a name of one word, is all family."""

    family: str
    given: str = ""
    particle: str = ""
    """As `van der`, which many lists leave out of the alphabet."""
    suffix: str = ""

    @property
    def spoken(self) -> str:
        """The whole name, given names first."""
        return " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))


_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_INSTITUTION = re.compile(
    r"^the\s|\b(?:universit\w+|institut\w*|laborator\w+|labs?|college|school|academy|department|ministry|agency|office|"
    r"organi[sz]ation|association|society|foundation|federation|union|council|committee|commission|consortium|"
    r"collaboration|group|team|network|project|initiative|program(?:me)?|cent(?:er|re)|hospital|bank|company|"
    r"corporation|inc|ltd|llc|gmbh|contributors|developers|authors|investigators)\b|&|\sand\s",
    re.I,
)


def parts_of(name: str, families: Collection[str] = ()) -> Parts:
    """The parts of `name`; where it ends in one of `families`, that is the family name, or all of an institution's."""
    return _parts(" ".join(name.split()), tuple(families))


@lru_cache(maxsize=65536)
def _parts(name: str, families: tuple[str, ...]) -> Parts:
    if name in families:
        return Parts(name)
    if "," in name and not is_institution(name):
        return _listed(name, families)
    words = name.split(" ")
    if len(words) < 2 or "," in name:
        return Parts(name)
    suffix = words.pop() if words[-1].lower() in _SUFFIXES else ""
    bare = " ".join(words)
    longest = max((each for each in families if bare.endswith(f" {each}")), key=len, default="")
    if longest:
        return _with_particle(bare.removesuffix(longest).split(), longest, suffix)
    if _INSTITUTION.search(name):
        return Parts(name)
    # BibTeX's rule: the family name begins behind the last word in small letters, and holds the last word.
    behind = max((place for place, word in enumerate(words[:-1]) if place and _is_small(word)), default=len(words) - 2)
    return _with_particle(words[: behind + 1], " ".join(words[behind + 1 :]), suffix)


def is_institution(name: str) -> bool:
    """Whether a name with a comma is an institution and where that is, as `University of Doors, Korea`."""
    before, comma, _ = name.partition(",")
    return bool(comma and " " in before.strip() and not _is_small(before) and _INSTITUTION.search(before))


def _is_small(word: str) -> bool:
    return word[:1].islower()


def _with_particle(before: list[str], family: str, suffix: str) -> Parts:
    """What stands before a family name, cut where the words in small letters begin that lead up to it."""
    begin = len(before)
    while begin > 1 and _is_small(before[begin - 1]):
        begin -= 1
    return Parts(family, " ".join(before[:begin]), " ".join(before[begin:]), suffix)


def _listed(name: str, families: tuple[str, ...]) -> Parts:
    """A name that is printed `Family, Given`, `Family, Jr., Given`, or has its suffix behind a comma."""
    family, *rest = (part.strip() for part in name.split(","))
    suffix = next((part for part in rest if part.lower() in _SUFFIXES), "")
    given = " ".join(part for part in rest if part and part != suffix)
    if not given:
        return _parts(f"{family} {suffix}".strip(), families) if family else Parts(name.replace(",", " ").strip())
    words = family.split(" ")
    small = next((place for place, word in enumerate(words) if not _is_small(word)), len(words) - 1)
    return Parts(" ".join(words[small:]), given, " ".join(words[:small]), suffix)


def unlike(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Of names with the family names that a file gives them, those family names that the names alone do not tell."""
    for name, family in told:
        if (found := parts_of(name)) and " ".join(filter(None, (found.particle, found.family))) != family:
            words = family.split(" ")
            small = next((place for place, word in enumerate(words) if not _is_small(word)), 0)
            yield " ".join(words[small:])
