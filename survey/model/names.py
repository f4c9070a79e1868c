"""Names of authors as files print them: one text cut into names, and a name into family and given."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import NamedTuple

from survey.model.text import folded, last_name, surname


class Name(NamedTuple):
    """An author's family and given name, folded; "" where not said."""

    family: str
    given: str


_OTHERS = re.compile(r"[\s,;&]*\b(?:and\s+others|et\s+al)\b\.?[\s,;]*$", re.I)
_AND = re.compile(r"\s+and\s+|\s*&\s+(?=\w)|\s*;\s*|\s*\|\s*", re.I)
# "Pala A.Schmitz A. L.Knoll A.": the stop after an initial, with a new family name hard upon it.
_GLUED = re.compile(r"(?<=[\s.-]\w\.)(?=[^\W\d_][^\s.])")
_FAMILY_FIRST = re.compile(r"(?P<family>[^\W\d_].*?[^\W\d_])\s+(?P<given>(?:[A-Z]\.?[\s-]*){1,4})")
_ONLY_INITIALS = re.compile(r"(?:[A-Z]\.[\s-]*)+|[A-Z](?:[\s-]+[A-Z])*")
_PARTICLES = frozenset({"de", "del", "den", "der", "di", "da", "du", "la", "le", "van", "von", "el", "al"})


def is_cut(authors: str) -> bool:
    """Whether a text of names says that there are more."""
    return bool(_OTHERS.search(authors))


def split_names(authors: str) -> tuple[str, ...]:
    """The names that `authors` lists: parted by `and`, `;`, commas, or glued as `Pala A.Schmitz A. L.`."""
    text = _OTHERS.sub("", html.unescape(authors)).strip()
    parts = _AND.split(text)
    names = _by_commas(text) if len(parts) == 1 else parts
    found = (name.strip(" ,;") for part in names for name in _unglued(part))
    return tuple(name for name in found if name)


def _unglued(text: str) -> list[str]:
    if "," in text or text.count(".") < 2:
        return [text]
    parts = _GLUED.split(text)
    return parts if sum(bool(_is_family_first(part)) for part in parts) * 4 >= len(parts) * 3 else [text]


def _by_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and not _are_two(*parts):
        return [text]
    given = [bool(_ONLY_INITIALS.fullmatch(part)) for part in parts[1::2]]
    if len(parts) % 2 == 0 and given and all(given):
        return [f"{family}, {first}" for family, first in zip(parts[::2], parts[1::2], strict=True)]
    return parts


def _are_two(one: str, other: str) -> bool:
    """Whether two texts around a comma are two names, not the family and the given name of one."""
    if _is_family_first(one) and _is_family_first(other):
        return True
    first, last = one.split(), other.split()
    is_family = not first or folded(first[0]) in _PARTICLES or _ONLY_INITIALS.fullmatch(last[-1] if last else "")
    return len(first) > 1 and len(last) > 1 and not is_family


def _is_family_first(text: str) -> re.Match[str] | None:
    if text[-1:].islower():
        return None
    found = _FAMILY_FIRST.fullmatch(text.strip())
    return None if found is None or _ONLY_INITIALS.fullmatch(found["family"]) else found


@lru_cache(maxsize=16384)
def name_of(author: str) -> Name:
    """`author` as `Given Family`, `Family, Given` or, as medical indexes print it, `Family GM`."""
    return read_name(author)


def read_name(author: str) -> Name:
    """What `name_of` says, of a name that does not come again."""
    text = html.unescape(author) if "&" in author else author
    _, comma, given = text.partition(",")
    if comma:
        return _settled(surname(text), folded(given), folded(text))
    whole = folded(text)
    if found := _is_family_first(text):
        return _settled(surname(f"{found['family']}, x"), folded(found["given"]), whole)
    last = last_name(whole)
    return _settled(last, whole.removesuffix(last).strip(), whole)


def _settled(family: str, given: str, whole: str) -> Name:
    # "del, Pino M": the comma fell after the particle.
    if family in _PARTICLES and given:
        family, _, given = given.partition(" ")
    return Name(family, given) if family else Name(whole, "")
