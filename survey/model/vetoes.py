"""What a person would say against two accounts being of one work, however alike they look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from survey.model.kinds_of_title import NOTED, is_later_part, is_marked, is_note, noted
from survey.model.likeness import numbers_conflict, pages_agree, registrars, values
from survey.model.sketch import Form, is_of_many
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
_TELLING_OF_ONE = 4
"""Nor is one of so many that of two works by the same people."""
_YEARS = 2
"""A preprint is seldom older than this when it is published."""
_TWO_FORMS = "conference and journal version"
_ABSTRACT = "abstract of a meeting and article"
_EACH_NAMED = "versions with a DOI each"
_TWICE = "published in two years at two places"
_ELSEWHERE = "published at two places"
VERSIONS = frozenset({_TWO_FORMS, _ABSTRACT, _EACH_NAMED, _TWICE, _ELSEWHERE, *NOTED})
"""What `related` says."""


def doubt(one: Sketch, other: Sketch) -> str | None:
    """What speaks against `one` and `other` being one work even if somebody says so; None where nothing does."""
    for scheme in _ONE_EACH:
        if _differ(one, other, scheme):
            return f"different {scheme} identifiers"
    if not one.title or not other.title:
        return None
    if against := _by_title(one.title, other.title):
        return against
    if _printed_elsewhere(one, other):
        return "printed in different places"
    strangers = one.surnames and other.surnames and not set(one.surnames) & set(other.surnames)
    unlike = one.title != other.title and fuzz.token_sort_ratio(one.title, other.title) < _UNLIKE
    return "neither title nor authors in common" if strangers and unlike else None


def _by_title(one: str, other: str) -> str | None:
    if is_note(one) != is_note(other):
        return noted(one, other) or "one is a note on the other"
    return noted(one, other) or ("one is another part or version by its title" if is_later_part(one, other) else None)


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
    if not one.title or not other.title:
        return None
    if note := noted(one.title, other.title):
        return note
    if is_marked(one.title, other.title) and _have_a_doi_each(one, other):
        return _EACH_NAMED
    if is_later_part(one.title, other.title) or numbers_conflict(one.title, other.title) or _other_people(one, other):
        return None
    return None if same_print(one, other) else _version(one, other)


def _version(one: Sketch, other: Sketch) -> str | None:
    if {one.form, other.form} == {Form.CONFERENCE, Form.JOURNAL}:
        return _TWO_FORMS
    if one.venue and other.venue and one.volume is None and is_journal_named_after(*sorted((one.venue, other.venue))):
        return _TWO_FORMS
    if _is_abstract(one) != _is_abstract(other) and pages_agree(one.pages, other.pages) < 0:
        return _ABSTRACT
    return _two_places(one, other)


def _is_abstract(of: Sketch) -> bool:
    """Whether the pages are those of a supplement, where journals print the abstracts of meetings."""
    return of.pages is not None and "s" in of.pages.first


def _other_people(one: Sketch, other: Sketch) -> str | None:
    mine, theirs = one.words, other.words
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
    return None


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


def _two_places(one: Sketch, other: Sketch) -> str | None:
    """Whether both were published, each at its place: another venue in another year, or each with a volume or a DOI."""
    if not one.title or is_of_many(one.title) or Form.PREPRINT in {one.form, other.form}:
        return None
    volumes = one.volume and other.volume and one.volume != other.volume and pages_agree(one.pages, other.pages) <= 0
    named = _have_a_doi_each(one, other)
    # Two editions of a journal, in two languages, have nearly the same name.
    if named and volumes and one.venue != other.venue and len(one.title.split()) >= _TELLING_OF_ONE:
        return _ELSEWHERE
    if not one.venue or not other.venue or not one.year or not other.year:
        return None
    if venues_alike(*sorted((one.venue, other.venue))) >= 0.5 or _may_be_initials(one.venue, other.venue):
        return None
    return _TWICE if one.year != other.year else _ELSEWHERE if volumes or named else None


def _have_a_doi_each(one: Sketch, other: Sketch) -> bool:
    """Whether both were published under a DOI of their own."""
    return _differ(one, other, "doi") and Form.PREPRINT not in {one.form, other.form}


def _may_be_initials(one: str, other: str) -> bool:
    """Whether one of two folded names is a word of four letters or more, all of them first letters in the other."""
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) != 1 or len(short[0]) < 4:
        return False
    letters = iter(word[0] for word in long)
    return all(letter in letters for letter in short[0])


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


def comes_back(one: Sketch, other: Sketch) -> bool:
    """Whether two accounts are of pieces that one journal printed in two years under the same short title.

    So are columns and reports of a society. Of the pairs of the labelled sets about which a person would have been
    asked, 67 are such, none of them of one work.
    """
    if one.title != other.title or not one.title or len(one.title.split()) >= _TELLING:
        return False
    if not one.venue or not other.venue or not one.year or not other.year or one.year == other.year:
        return False
    if {one.form, other.form} != {Form.JOURNAL} or pages_agree(one.pages, other.pages) > 0:
        return False
    return venues_alike(*sorted((one.venue, other.venue))) >= 0.8


def all_say_so(one: Sketch, other: Sketch) -> bool:
    """Whether the same people wrote both under the same title, in one year or nearly, and nothing speaks against it.

    A model that has seen columns is not sure of such pairs where nothing else is said: of 108 in the labelled sets,
    every one of them of one work.
    """
    if one.title != other.title or not one.title or is_of_many(one.title) or set(one.surnames) != set(other.surnames):
        return False
    if not one.surnames or one.authors_cut or other.authors_cut or one.year is None or other.year is None:
        return False
    if _have_a_doi_each(one, other):
        return False
    telling = len(set(one.surnames)) > 1 or len(one.title.split()) >= _TELLING_OF_ONE
    early = _YEARS if (one.form is Form.PREPRINT) != (other.form is Form.PREPRINT) else 1
    return abs(one.year - other.year) <= early * telling and not contradiction(one, other)


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
