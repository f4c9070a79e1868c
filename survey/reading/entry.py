"""What a bibliography says about one work, however it is written down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce

from survey.model.identifier import Identifier, identifier, read_identifier


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a bibliography; what it does not say is None or empty."""

    key: str
    raw: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    identifiers: frozenset[Identifier] = frozenset()


_ARXIV = re.compile(
    r"(?:arxiv\s*(?:preprint)?\s*(?:arxiv)?\s*[:/.]?\s*(?:abs/|pdf/)?\s*|\babs/|arxiv\.org/(?:abs|pdf)/)"
    r"(\d{4}\.\d{4,5}|[a-z-]{2,9}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)",
    re.I,
)
_DOI = re.compile(r"(?<![\w.])(10\.\d{4,9}/[^\s\"<>{},;]+)", re.I)
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`,]{4,1000}", re.I)
_YEAR = re.compile(r"(?<![\d/.:_-])(1[5-9]\d\d|20\d\d)(?![\d/:_]|\.\d|[-–]\d)")


def identifiers_in(text: str) -> frozenset[Identifier]:
    """The identifiers that `text` spells; the address of a mere web page only where there is no other."""
    named = {identifier("arxiv", found) for found in _ARXIV.findall(text)}
    named |= {identifier("doi", found) for found in _DOI.findall(text)}
    named |= {read_identifier(found.rstrip(".,;:)]'")) for found in _ADDRESS.findall(text)}
    known = {name for name in named if name is not None}
    better = {name for name in known if name.scheme != "url"}
    return frozenset(better or known)


def year_in(text: str) -> int | None:
    """The year that `text` gives: the one in brackets, else the last that stands alone."""
    if bracketed := re.findall(r"\((?:[A-Z][a-z]+\.?,? )?(1[5-9]\d\d|20\d\d)[a-z]?(?:,[^()]{0,30})?\)", text):
        return int(bracketed[0])
    bare = reduce(lambda rest, pattern: pattern.sub(" ", rest), (_ADDRESS, _ARXIV, _DOI), text)
    found = _YEAR.findall(bare)
    return int(found[-1]) if found else None


def given_first(name: str) -> str:
    """`Family, Given` the way it is spoken, other names as they are."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts):
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and all(parts):
        return f"{parts[2]} {parts[0]} {parts[1]}"
    return name.strip(" ,")
