"""Identifiers and years that stand somewhere in a text."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

from survey.model.identifier import Identifier, identifier, read_identifier

if TYPE_CHECKING:
    from collections.abc import Mapping

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


_ALONE = re.compile(r"(?:[a-z]{2,12}\s*:\s*)?[^\s]+(?:\s*\[[\w.-]+\])?", re.I)


def named_in_note(note: str) -> str:
    """Those lines of a note that are nothing but an identifier, as Zotero keeps some: `arXiv: 1706.03762 [cs]`.

    What a note speaks of in words may be another work.
    """
    return " ".join(line for line in re.split(r"\n|;\s", note) if _ALONE.fullmatch(line.strip()))


_SPEAKING = ("url", "note", "howpublished", "journal", "volume", "eprint", "ee", "link", "pages", "number", "publisher",
             "booktitle", "bdsk-url-1", "adsurl", "archiveprefix")  # fmt: skip


def bibtex_identifiers(key: str, fields: Mapping[str, str]) -> frozenset[Identifier]:
    """The identifiers that a BibTeX entry spells, wherever in its `fields` they stand."""
    said = " ".join(without_escapes(fields[name]) for name in _SPEAKING if name in fields)
    names: set[Identifier | None] = set(identifiers_in(said))
    doi = without_escapes(fields.get("doi", ""))
    eprint = fields.get("eprint", fields.get("arxivid", fields.get("arxiv", ""))).strip()
    names |= {identifier("doi", doi) or next(iter(identifiers_in(doi)), None)}
    names |= {identifier("arxiv", re.sub(r"^arxiv:|\s*\[.*\]$", "", eprint, flags=re.I))}
    if key.startswith("DBLP:"):
        names |= {identifier("dblp", key.removeprefix("DBLP:"))}
    known = frozenset(name for name in names if name)
    return frozenset(name for name in known if name.scheme != "url") or known


def without_escapes(value: str) -> str:
    """An address as it is: without the braces and backslashes that BibTeX needs around its signs."""
    if "\\" not in value and "{" not in value:
        return value
    return re.sub(r"\{?\\([_%#&~$])\}?|\\url|[{}]", lambda found: found.group(1) or " ", value)
