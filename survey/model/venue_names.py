"""How alike two names of venues are: abbreviated, by initials, or of a journal and the meeting it is named after."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

_SMALL = frozenset({"of", "the", "and", "in", "on", "for", "a", "an", "de", "la", "der", "und", "et", "y", "e", "to"})
_TRIM = re.compile(r"\b(?:proceedings|proc|annual|\d+\w*|vol|volume|part)\b")


_OF_ANY = frozenset({
    "international", "conference", "conf", "symposium", "workshop", "meeting", "congress", "ieee", "acm", "joint", "j",
    "journal", "european", "american", "national", "world", "usa", "society", "association",
})  # fmt: skip
_PERIODICAL = frozenset(
    {"j", "journal", "trans", "transactions", "letters", "lett", "record", "magazine", "annals", "ann"}
)


@lru_cache(maxsize=65536)
def venues_alike(one: str, other: str) -> float:
    """How alike (0 to 1) two folded names of venues are: as they stand, abbreviated, or by their initials.

    A journal is not the conference it is named after ("VLDB J" and "VLDB").
    """
    if one == other:
        return 1.0
    short, long = sorted((_told_words(one), _told_words(other)), key=len)
    if not short:
        return 0.5
    if _is_acronym_in(short, long):
        return 0.9
    if is_periodical(one) != is_periodical(other):
        return fuzz.token_sort_ratio(" ".join(short), " ".join(long)) / 250
    if set(short) <= set(long) or _abbreviates(short, long) or _is_acronym_in(long, short):
        return 0.9
    return _same_words(short, long)


def _same_words(short: list[str], long: list[str]) -> float:
    """How alike (0 to 1) two names are by the words that not every venue has."""
    bare = [" ".join(word for word in words if word not in _OF_ANY) for words in (short, long)]
    return fuzz.token_set_ratio(*bare) / 100 * 0.85 if all(bare) else 0.5


def is_periodical(venue: str) -> bool:
    """Whether a folded name says that it is a journal's."""
    return not _PERIODICAL.isdisjoint(venue.split())


@lru_cache(maxsize=65536)
def is_journal_named_after(one: str, other: str) -> bool:
    """Whether one of two folded names of venues is the other with words for a journal: "VLDB J" and "VLDB"."""
    if is_periodical(one) == is_periodical(other):
        return False
    journal, meeting = (one, other) if is_periodical(one) else (other, one)
    named = [word for word in _told_words(journal) if word not in _PERIODICAL]
    after = _told_words(meeting)
    return bool(after) and (set(after) <= set(named) or (len(after) == 1 and _spells(after[0], named)))


def _told_words(venue: str) -> list[str]:
    return [word for word in _TRIM.sub(" ", venue).split() if word not in _SMALL]


def _is_acronym_in(some: list[str], words: list[str]) -> bool:
    """Whether one of `some` words is made of the first letters of `words`."""
    return any(_spells(word, words) for word in some if len(some) < 3 or len(word) > 3)


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Whether the words of `short` begin those of `long`, in order: "j hosp infect"."""
    if len(short) < 2 and len(long) > 1:
        return False
    rest = iter(long)
    return all(any(_begins(word, whole) for whole in rest) for word in short)


def _begins(word: str, whole: str) -> bool:
    return whole.startswith(word) or (word[0] == whole[0] and len(word) > 3 and fuzz.partial_ratio(word, whole) >= 80)


def _spells(acronym: str, words: list[str]) -> bool:
    """Whether `acronym` is made of the first letters of `words`, or of those at either end, and of "journal" if there.

    Some cut it short, so that it may be spelt by the first of the words alone.
    """
    letters = "".join(word[0] for word in words)
    if len(acronym) < 3 or len(letters) < 3:
        return False
    told = words if acronym.startswith(letters) else (
        words[: len(acronym)] if letters.startswith(acronym)
        else words[-len(acronym) :] if letters.endswith(acronym) else []
    )  # fmt: skip
    return bool(told) and (_PERIODICAL.isdisjoint(words) or not _PERIODICAL.isdisjoint(told))
