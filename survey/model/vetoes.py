"""What a person would say against two accounts being of one work, however alike they look."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from survey.model.likeness import (
    numbers_conflict,
    numbers_in,
    pages_agree,
    registrars,
    values,
)
from survey.model.sketch import Form, is_of_many, words_of
from survey.model.venue_names import is_journal_named_after, venues_alike

if TYPE_CHECKING:
    from survey.model.sketch import Sketch

# Names of one paper at one place: two different values are two papers. DOIs are not among them (a preprint has its
# own), and neither are the indexes, which list a work twice now and then.
_ONE_EACH = ("arxiv", "acl", "openreview", "cvf", "pmid")
_UNLIKE = 60.0
"""Below this (0 to 100), two folded titles are of two works where no author is in common."""
_TELLING = 8
"""A title of so many words is seldom that of two works."""
_YEARS = 2
"""A preprint is seldom older than this when it is published."""


def doubt(one: Sketch, other: Sketch) -> str | None:
    """What speaks against `one` and `other` being one work even if somebody says so; None where nothing does."""
    for scheme in _ONE_EACH:
        if _differ(one, other, scheme):
            return f"different {scheme} identifiers"
    if not one.title or not other.title:
        return None
    if is_note(one.title) != is_note(other.title):
        return "one is a note on the other"
    if _is_later_part(one.title, other.title):
        return "one is another part or version by its title"
    if _printed_elsewhere(one, other):
        return "printed in different places"
    strangers = one.surnames and other.surnames and not set(one.surnames) & set(other.surnames)
    unlike = one.title != other.title and fuzz.token_sort_ratio(one.title, other.title) < _UNLIKE
    return "neither title nor authors in common" if strangers and unlike else None


def doubt_by_name(one: Sketch, other: Sketch) -> str | None:
    """What speaks against it where an identifier says that they are one: somebody may have copied it along."""
    if against := doubt(one, other):
        return against
    strangers = one.surnames and other.surnames and not set(one.surnames) & set(other.surnames)
    apart = one.year is not None and other.year is not None and abs(one.year - other.year) > 1
    return f"other authors, and years {one.year} and {other.year}" if strangers and apart else None


def doubt_by_title(one: Sketch, other: Sketch) -> str | None:
    """What speaks against it where no identifier, only what the accounts say, makes them one."""
    if against := contradiction(one, other):
        return against
    if one.year is None or other.year is None or abs(one.year - other.year) <= _YEARS:
        return None
    return f"years {min(one.year, other.year)} and {max(one.year, other.year)}"


def contradiction(one: Sketch, other: Sketch) -> str | None:
    """What in the two accounts cannot be true of one work."""
    return doubt(one, other) or _other_people(one, other) or _other_place(one, other) or related(one, other)


def related(one: Sketch, other: Sketch) -> str | None:
    """In what way `one` and `other`, alike as they are, are two versions of something and not one; None where in none.

    A preprint is no version in this sense: it and the published paper are one work.
    """
    if {one.form, other.form} == {Form.CONFERENCE, Form.JOURNAL}:
        return "conference and journal version"
    if one.venue and other.venue and one.volume is None and is_journal_named_after(*sorted((one.venue, other.venue))):
        return "conference and journal version"
    if _is_abstract(one) != _is_abstract(other) and pages_agree(one.pages, other.pages) < 0:
        return "abstract of a meeting and article"
    return None


def _is_abstract(of: Sketch) -> bool:
    """Whether the pages are those of a supplement, where journals print the abstracts of meetings."""
    return of.pages is not None and "s" in of.pages.first


def _other_people(one: Sketch, other: Sketch) -> str | None:
    mine, theirs = one.words or words_of(one.surnames), other.words or words_of(other.surnames)
    if not mine or not theirs or mine & theirs:
        return None
    # A name in another script, or spelt wrongly: the very same pages outweigh it.
    printed = pages_agree(one.pages, other.pages) > 0 and one.volume is not None and one.volume == other.volume
    return None if printed else "no author in common"


def _other_place(one: Sketch, other: Sketch) -> str | None:
    if same_print(one, other):
        return None
    if _differ_by_registrar(one, other):
        return "different DOIs of one registrar"
    if pages_agree(one.pages, other.pages) <= 0 and (against := _other_numbers(one, other)):
        return against
    if one.title and other.title and (is_of_many(one.title) or is_of_many(other.title)):
        return None if _same_piece(one, other) else "a title that many papers have"
    return _two_venues(one, other)


def _other_numbers(one: Sketch, other: Sketch) -> str | None:
    """What numbers, of which each account has its own, speak against it where the pages are not the same."""
    if one.title and other.title and numbers_conflict(one.title, other.title):
        return "different numbers in the titles"
    if not one.volume or not other.volume or Form.PREPRINT in {one.form, other.form}:
        return None
    if one.volume != other.volume:
        return "different volumes"
    return "different issues" if one.issue and other.issue and one.issue != other.issue else None


def _differ_by_registrar(one: Sketch, other: Sketch) -> bool:
    mine, theirs = values(one, "doi"), values(other, "doi")
    return bool(mine and theirs and not mine & theirs and registrars(mine) & registrars(theirs))


def _two_venues(one: Sketch, other: Sketch) -> str | None:
    """What speaks against it where both were published, in other years at other places."""
    if not one.venue or not other.venue or one.year == other.year or not one.year or not other.year:
        return None
    if Form.PREPRINT in {one.form, other.form} or venues_alike(*sorted((one.venue, other.venue))) >= 0.5:
        return None
    return "published in two years at two places"


def says_too_little(one: Sketch, other: Sketch) -> bool:
    """Whether only a short title makes two accounts one: one has no authors, and neither pages nor venue agree."""
    if (one.surnames and other.surnames) or len((one.title or "").split()) >= _TELLING:
        return False
    venues = one.venue and other.venue and venues_alike(*sorted((one.venue, other.venue))) >= 0.8
    return not venues and pages_agree(one.pages, other.pages) <= 0


def is_column(one: Sketch, other: Sketch) -> bool:
    """Whether two accounts of the same title are of different issues of one journal, as of a column in it."""
    if not one.venue or not other.venue or venues_alike(*sorted((one.venue, other.venue))) < 0.8:
        return False
    volumes = one.volume is not None and other.volume is not None and one.volume != other.volume
    issues = one.issue is not None and other.issue is not None and one.issue != other.issue
    return (volumes or issues) and pages_agree(one.pages, other.pages) <= 0


def same_print(one: Sketch, other: Sketch) -> bool:
    """Whether two accounts name the same pages of the same volume, in the same year, by the same first author."""
    return (
        one.pages is not None
        and one.pages == other.pages
        and (bool(one.pages.last) or (one.issue is not None and one.issue == other.issue))
        and one.volume is not None
        and one.volume == other.volume
        and one.year == other.year
        and one.surnames[:1] == other.surnames[:1] != ()
        and not (one.issue and other.issue and one.issue != other.issue)
        and not (one.venue and other.venue and venues_alike(*sorted((one.venue, other.venue))) < 0.6)
    )


def _printed_elsewhere(one: Sketch, other: Sketch) -> bool:
    """Whether two accounts give volume and pages, and neither is the same."""
    return (
        pages_agree(one.pages, other.pages) < 0
        and one.volume is not None
        and other.volume is not None
        and one.volume != other.volume
        and Form.PREPRINT not in {one.form, other.form}
    )


def _same_piece(one: Sketch, other: Sketch) -> bool:
    """Whether two accounts of a piece of front matter name the very same pages, or the only such piece in an issue."""
    if one.title != other.title or one.surnames[:1] != other.surnames[:1] or _differ(one, other, "doi"):
        return False
    if one.venue and other.venue and venues_alike(*sorted((one.venue, other.venue))) < 0.8:
        return False
    if one.issue and other.issue and one.issue != other.issue:
        return False
    volume = one.volume is not None and one.volume == other.volume
    if one.pages is None and other.pages is None:
        return volume and one.issue is not None and one.issue == other.issue
    return pages_agree(one.pages, other.pages) == 1 and (volume or one.year == other.year)


def _differ(one: Sketch, other: Sketch, scheme: str) -> bool:
    mine, theirs = values(one, scheme), values(other, scheme)
    return bool(mine and theirs and not mine & theirs)


_NOTES = ("erratum", "errata", "corrigendum", "corrigenda", "correction", "addendum", "retraction")
_NOTE = re.compile(
    r"^(?:an? |the |authors? |publishers? |editorial )?(?:(?:comments?|commentary|note|remarks?) on|"
    r"(?:reply|response|rejoinder|comments?|corrections?) to|in (?:reply|response) to|discussion of|"
    r"expression of concern|reply|response|re) "
)


@lru_cache(maxsize=65536)
def is_note(title: str) -> bool:
    """Whether a folded title is of a correction of, or an answer to, another work."""
    first = title.partition(" ")[0]
    if _NOTE.match(title) or first in _NOTES:
        return True
    return any(fuzz.ratio(first, note) >= 85 for note in ("corrigendum", "corrigenda", "erratum"))


_PART = re.compile(
    r"(?:\b(?:part|vol|volume|chapter|paper|no|version)s? (?:\d{1,2}|i{1,3}|iv|vi{0,3}|ix|x|one|two|three)"
    r"|\b(?:v?[2-9]|ii|iii|iv|vi{1,3}|[1-9] 0|v[1-9])|\+\+)$"
)


@lru_cache(maxsize=65536)
def _part(title: str) -> str:
    """The part or version at the end of a folded title: `part 2`, `ii`, `2 0`, `++`; "" where there is none."""
    found = _PART.search(title)
    return found[0] if found else ""


def _is_later_part(one: str, other: str) -> bool:
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
