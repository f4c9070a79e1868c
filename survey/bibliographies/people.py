"""Lists of people as files write them, given names first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from survey.bibliographies.name_parts import is_institution, parts_of, unlike
from survey.bibliographies.plain import plain
from survey.model.names import is_cut, split_names

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHERS = frozenset({"others", "et al", "et al.", "and others", "..."})
_AND_OTHERS = re.compile(r"(?<=\S)[\s,]+et\.? al\b[\s.,]*$", re.I)
"""Behind the last name, as in `Doe, J. et al.`."""
_JOINTS = re.compile(r"([{}]| and(?= ))", re.I)
_BRACED_FAMILY = re.compile(r"[^{},]*[^{},\s]\s+\{([^{},]+)\}")
_SUFFIX = re.compile(r"(?:II|III|IV|[JS]R)\.?", re.I)
_PART = re.compile(r"\s*(family|given|prefix|suffix|given-i|family-i|prefix-i|suffix-i|useprefix|id)\s*=\s*(.*)", re.S)


class People(NamedTuple):
    """Names in their order, and whether the list says that there are more."""

    names: tuple[str, ...] = ()
    are_more: bool = False
    families: tuple[str, ...] = ()
    """The family names, or whole names of institutions, that the names alone do not tell."""


def people(listed: str) -> People:
    """The names in a BibTeX list of people."""
    parts = _apart(f" {' '.join(listed.split())} ")
    named, are_more = without_others(_told(name) for part in parts for name in _between_commas(part))
    return People(tuple(name for name, _ in named), are_more, tuple(unlike(named)))


def without_others(told: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], bool]:
    """The names `told`, each with its family name, without `others` and `et al.`, and whether that was said."""
    found = [each for each in told if each[0]]
    named = [each for each in found if each[0].lower() not in _OTHERS]
    alone = [(_AND_OTHERS.sub("", name), _AND_OTHERS.sub("", family)) for name, family in named]
    return alone, alone != found


def _apart(listed: str) -> list[str]:
    """The names between each `and` that stands in no braces."""
    if "{" not in listed:
        return re.split(r" and(?= )", listed, flags=re.I)
    parts, depth = [[""]], 0
    for piece in _JOINTS.split(listed):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if depth <= 0 and piece.lower() == " and":
            parts.append([""])
        else:
            parts[-1].append(piece)
    return ["".join(pieces) for pieces in parts]


def _between_commas(listed: str) -> list[str]:
    """The names of a list that somebody parted by commas: each has several words, as no suffix of a name has."""
    names = listed.split(",")
    return names if len(names) > 2 and "{" not in listed and all(" " in name.strip() for name in names) else [listed]


def _told(name: str) -> tuple[str, str]:
    """A name given names first, and which part of it is the family name; all of it for an institution."""
    if _is_one_group(name):
        return plain(name), plain(name)
    if "=" in name and (parts := _named_parts(name)):
        family = " ".join(parts[part] for part in ("prefix", "family") if parts.get(part))
        return " ".join(filter(None, (parts.get("given"), family, parts.get("suffix")))), family
    if braced := _BRACED_FAMILY.fullmatch(name.strip()):
        return plain(name), plain(braced.group(1))
    # A comma too many is none: what stands before it has one of its own.
    return told_in_commas(plain(name).rstrip(" ,") if name.count(",") > 1 else plain(name))


def _is_one_group(name: str) -> bool:
    """Whether the name stands in braces as a whole: an institution, which has no family name."""
    name = name.strip()
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for place, sign in enumerate(name):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if not depth:
            return place == len(name) - 1
    return False


def _named_parts(name: str) -> dict[str, str]:
    """The parts of a name in the longer way of biblatex: `family=Waals, given=Johannes, prefix=van der`."""
    found = [_PART.fullmatch(part) for part in name.split(",")]
    parts = {part.group(1): plain(part.group(2)) for part in found if part}
    return parts if "family" in parts else {}


def told_in_commas(name: str) -> tuple[str, str]:
    """A name as a list gives it, given names first, and its family name: the part before the first comma.

    Nothing but a comma stands behind an institution. Without one the family name is the one that the name tells.
    """
    if name.rstrip().endswith(","):
        return name.strip(" ,"), name.strip(" ,")
    family, comma, _ = name.partition(",")
    spoken = given_first(name)
    return spoken, family.strip() if comma else _family_of(spoken)


def _family_of(name: str) -> str:
    parts = parts_of(_AND_OTHERS.sub("", name))
    return f"{parts.particle} {parts.family}".strip()


def given_first(name: str) -> str:
    """`Family, Given` the way it is spoken, other names as they are; `et al.` stays behind it."""
    if said := _AND_OTHERS.search(name):
        return f"{given_first(name[: said.start()])} et al."
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]) and " " in parts[0]:
        return f"{parts[0]} {parts[1]}"
    if len(parts) == 2 and all(parts):
        given, _, suffix = parts[1].rpartition(" ")
        is_suffix = given and _SUFFIX.fullmatch(suffix)
        return f"{given} {parts[0]} {suffix}" if is_suffix else f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]) and parts[0] and parts[1]:
        # RIS and EndNote put last what BibTeX puts in the middle.
        return f"{parts[1]} {parts[0]} {parts[2]}"
    if len(parts) == 3 and all(parts):
        return f"{parts[2]} {parts[0]} {parts[1]}"
    return name.strip(" ,")


_FAMILY_FIRST = re.compile(r"(?P<family>\S.*?),? (?P<given>(?:[A-ZÀ-Þ]\.?-?){1,4}(?: (?:[A-ZÀ-Þ]\.?-?){1,2}){0,3})")
_ONLY_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.[ -]?)+")

# Scopus numbers its authors: `Smith, John (57190000000)`.
_NUMBERED = re.compile(r"\s*\(\d{6,}\)")
_FIRM = re.compile(r"[^\s,]+ and [^\s,]+")
# PubMed ends its lists with a stop: `Smith J, Doe A.`
_ENDED = re.compile(r"[^.;|]+,\s*[^.;|,\s][^.;|]* [A-Z]{1,3}\.")


def spoken(name: str) -> str:
    """A name as databases list it, given names first: of `Smith, John`, `Smith J.` and `Smith JA` alike."""
    name = " ".join(name.split()).strip(" ;")
    found = None if "," in name else _FAMILY_FIRST.fullmatch(name)
    if found and not _SUFFIX.fullmatch(found["given"]) and not _ONLY_INITIALS.fullmatch(found["family"]):
        return f"{found['given']} {found['family']}"
    return given_first(name)


def people_of_a_database(listed: Iterable[str]) -> People:
    """The people whose names databases list one by one, mostly `Family, Given`; a comma ends an institution."""
    named, are_more = without_others(map(_listed_told, listed))
    return People(tuple(name for name, _ in named), are_more, tuple(unlike(named)))


def _listed_told(name: str) -> tuple[str, str]:
    bare = " ".join(name.split()).strip(" ;")
    return told_in_commas(bare) if "," in bare else ((found := spoken(bare)), _family_of(found))


def people_of_a_cell(cell: str) -> People:
    """The names that stand in one cell of a table, whatever parts them."""
    if "{" in cell and ";" not in cell:
        return people(cell)
    bare = _NUMBERED.sub("", cell.replace("\n", ";"))
    bare = bare[:-1] if _ENDED.fullmatch(bare) else bare
    # Where another sign parts the names, an `and` between two words stands inside one.
    parts = re.split(r"\s*;\s*", bare) if ";" in bare else [bare]
    firms = {part for part in parts if len(parts) > 1 and _FIRM.fullmatch(part)}
    names = [name for part in parts for name in ([part] if part in firms else split_names(part))]
    named, are_more = without_others((name, name) if is_institution(name) else _listed_told(name) for name in names)
    return People(tuple(name for name, _ in named), are_more or is_cut(cell), tuple(unlike(named)))
