"""What a folded title says of being a note on another work, another edition of it, or a part of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from survey.model.likeness import numbers_in

_NOTES = ("erratum", "errata", "corrigendum", "corrigenda", "correction", "addendum", "retraction")
_NOTE = re.compile(
    r"^(?:an? |the |authors? |publishers? |editorial )?(?:(?:comments?|commentary|note|remarks?) on|"
    r"(?:reply|response|rejoinder|comments?|corrections?) to|in (?:reply|response) to|discussion of|"
    r"expression of concern|reply|response|re) "
)


@lru_cache(maxsize=16384)
def is_note(title: str) -> bool:
    """Whether a folded title is of a correction of, or an answer to, another work."""
    first = title.partition(" ")[0]
    if _NOTE.match(title) or first in _NOTES:
        return True
    return any(fuzz.ratio(first, note) >= 85 for note in ("corrigendum", "corrigenda", "erratum"))


class Titled(NamedTuple):
    """A folded title taken apart: what sort of note or edition it is of, None where of neither, and of what work."""

    kind: str | None
    work: str


_LANGUAGES = (
    "arabic|bulgarian|catalan|chinese|croatian|czech|danish|dutch|english|finnish|french|german|greek|hebrew|hungarian|"
    "indonesian|italian|japanese|korean|norwegian|persian|polish|portuguese|romanian|russian|serbian|spanish|swedish|"
    "turkish|ukrainian|vietnamese"
)
_KINDS = {
    "correction": r"(?:erratum|errata|corrigend(?:um|a)|corrections?|addend(?:um|a))(?: notice)?",
    "retraction": r"(?:notice of )?(?:retraction|withdrawal)(?: (?:notice|note))?|(?:retraction|withdrawal) notice",
    "concern": r"(?:editorial )?expression of concern",
    "reply": r"(?:in )?(?:reply|response|rejoinder)",
    "comment": r"comments?|commentary|discussion",
    "republication": r"republished(?: (?:article|paper))?|republication|reprint(?:ed)?(?: (?:article|paper))?",
    "translation": rf"(?:(?:{_LANGUAGES}) )?translation|(?:{_LANGUAGES}) (?:version|edition)",
}
_ANY = "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items())
_BEFORE = re.compile(
    rf"(?:an? |the |authors?(?: s)? |publishers?(?: s)? |second )*(?:{_ANY})"
    r"(?: (?:to|on|for|of|from|about|regarding|concerning|the|article|paper))* (?=\w)"
)
_BEHIND = re.compile(rf" (?:an? |the |authors?(?: s)? |publishers?(?: s)? )*(?:{_ANY})$")
_SIGNS = frozenset({
    "erratum", "errata", "corrigendum", "corrigenda", "correction", "corrections", "addendum", "addenda", "retraction",
    "withdrawal", "concern", "reply", "response", "rejoinder", "comment", "comments", "commentary", "discussion",
    "republished", "republication", "reprint", "reprinted", "translation", "version", "edition", "vol",
})  # fmt: skip
"""One of these is in every title that `titled` takes apart."""
# As Web of Science lists corrections: "Fog in harbours (vol 7, pg 12, 2019)".
_PLACE = re.compile(r" vol \w+ (?:pgs?|pp?|art(?: no)?|no) \w+(?: \w+)? (?:19|20)\d\d$")


@lru_cache(maxsize=16384)
def titled(title: str) -> Titled:
    """`title` without the words at its beginning or end that make it a note on, or another edition of, a work.

    A title may only look as if it had such words ("grammatical error correction"), so that this means something only
    beside the title that is left.
    """
    kind, work = None, title
    if _SIGNS.isdisjoint(title.split()):
        return Titled(None, title)
    if found := _PLACE.search(work):
        kind, work = "correction", work[: found.start()]
    while found := _BEFORE.match(work):
        kind, work = kind or found.lastgroup, work[found.end() :]
    if kind is None and (found := _BEHIND.search(work)):
        kind, work = found.lastgroup, work[: found.start()]
    return Titled(kind, work)


_EDITIONS = {
    "republication": "one is a republication of the other",
    "translation": "one is a translation of the other",
}
_NOTED = "one is a note on the other"
NOTED = frozenset({_NOTED, *_EDITIONS.values()})
"""What `noted` says."""
_TELLING = 3
"""A note names so many words at least of the title of its work."""


def noted(one: str, other: str) -> str | None:
    """In what way one of two folded titles is of a note on, or another edition of, the work that the other names."""
    mine, theirs = titled(one), titled(other)
    if one == other or mine.kind == theirs.kind or not _are_one_work(mine.work, theirs.work):
        return None
    # Else a word at the end that one of them spells wrongly would make the other a note.
    if fuzz.ratio(mine.work, theirs.work) <= fuzz.ratio(one, other):
        return None
    # A reply to a comment is a note on both the comment and the work; what is printed anew stays the work.
    kind = mine.kind or theirs.kind or ""
    return _EDITIONS.get(kind, _NOTED)


def _are_one_work(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short.split()) < _TELLING:
        return one == other and len(short) > 3
    return fuzz.ratio(short, long) >= 90 or (long.startswith(f"{short} ") and len(short.split()) > _TELLING)


_MARK = re.compile(
    r"^(?:retracted|withdrawn|removed)(?: (?:article|paper|chapter))? |"
    r" (?:abstract|(?:extended|student|conference|meeting) abstract|poster|short paper|"
    r"(?:an? |the )?(?:extended|full|journal|conference|long|short) version)$"
)


def is_marked(one: str, other: str) -> bool:
    """Whether only one of two folded titles says that it is retracted, an abstract, or a short or long version."""
    mine, theirs = _MARK.sub("", one), _MARK.sub("", other)
    return (mine != one) != (theirs != other) and fuzz.ratio(mine, theirs) >= max(90, fuzz.ratio(one, other))


_PART = re.compile(
    r"(?:\b(?:part|vol|volume|chapter|paper|no|version)s? (?:\d{1,2}|i{1,3}|iv|vi{0,3}|ix|x|one|two|three)"
    r"|\b(?:v?[2-9]|ii|iii|iv|vi{1,3}|[1-9] 0|v[1-9])|\+\+)$"
)


@lru_cache(maxsize=65536)
def _part(title: str) -> str:
    """The part or version at the end of a folded title: `part 2`, `ii`, `2 0`, `++`; "" where there is none."""
    found = _PART.search(title)
    return found[0] if found else ""


def is_later_part(one: str, other: str) -> bool:
    """Whether only one of two titles ends in the name of a part or version, or has the mark of one inside."""
    if one == other:
        return False
    if ("++" in one) != ("++" in other):
        return True
    mine, theirs = _part(one), _part(other)
    if bool(mine) == bool(theirs):
        return False
    long, short = (one, other) if mine else (other, one)
    rest = long.removesuffix(mine or theirs).strip()
    # Only where nothing else tells them apart: a subtitle that ends in a number is no part.
    return not numbers_in(short)[len(numbers_in(rest)) :] and fuzz.ratio(rest, short) > fuzz.ratio(long, short)
