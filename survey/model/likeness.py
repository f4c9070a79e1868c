"""How two sketches agree, field by field, as numbers that a model can weigh."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from survey.model.sketch import Form, fold_abstract, is_of_many
from survey.model.venue_names import venues_alike

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from survey.model.sketch import Pages, Sketch


class Likeness(NamedTuple):
    """How two sketches agree. More is more alike, except where said."""

    title: float
    """0 to 1, letter by letter."""
    words: float
    """0 to 1, letter by letter with the words in order of the alphabet."""
    subset: float
    """0 to 1, for the shorter title inside the longer."""
    odd: float
    """0 to 1, how alike the words are that only one title has; 1 where there are none."""
    length: float
    """Words of the shorter title; neither more nor less alike."""
    of_many: float
    """1 for a title that many papers have; neither more nor less alike."""
    numbers: float
    """1 the same, 0.5 none, 0 only in one title, -1 others."""
    first: float
    """The first author: 1 the same, -1 another, 0 unknown."""
    met: float
    """0 to 1, the share of the shorter list of authors that is in the longer; 0.5 unknown."""
    all_met: float
    """0 to 1, the share of all authors that both lists have; 0.5 unknown."""
    people: float
    """How many words of names they have in common, at most 6."""
    given: float
    """Given names of authors in common: 1 agree, -1 some contradict, 0 unknown."""
    year: float
    """1 the same, 0.6 a year apart, 0 unknown, less the farther."""
    venue: float
    """0 to 1; 0.5 unknown, or a preprint server."""
    form: float
    """0 conference against journal, 1 preprint against published, 2 unknown, 3 the same; no order."""
    volume: float
    """1 the same, 0 unknown, -1 another."""
    issue: float
    """1 the same, 0 unknown, -1 another."""
    pages: float
    """1 the same, 0.7 the same first or last page, 0 unknown, -1 others."""
    doi: float
    """1 the same, 0 unknown or a preprint's, -0.5 another, -1 another by the same registrar."""
    named: float
    """1 where they share an identifier that is no DOI."""
    abstract: float
    """0 to 1, letter by letter; 0.5 unknown."""
    supplement: float
    """-1 where only one is printed on pages of a supplement, as abstracts of meetings are."""


def likeness(one: Sketch, other: Sketch) -> Likeness:
    """How `one` and `other` agree; it does not matter which comes first."""
    title, theirs = one.title or "", other.title or ""
    mine, yours = one.words, other.words
    common = len(mine & yours)
    shorter = min(len(mine), len(yours))
    preprint = (one.form is Form.PREPRINT) != (other.form is Form.PREPRINT)
    cut = one.authors_cut or other.authors_cut
    same = title == theirs
    return Likeness(
        title=1.0 if same else fuzz.ratio(title, theirs) / 100,
        words=1.0 if same else fuzz.token_sort_ratio(title, theirs) / 100,
        subset=1.0 if same else fuzz.token_set_ratio(title, theirs) / 100,
        odd=1.0 if same else odd_words(title, theirs),
        length=float(min(title.count(" "), theirs.count(" ")) + 1),
        of_many=float(is_of_many(title) or is_of_many(theirs)),
        numbers=_numbers_agree(title, theirs),
        first=_first(one, other),
        met=common / shorter if shorter else 0.5,
        all_met=0.5 if not shorter else common / (shorter if cut else len(mine | yours)),
        people=float(min(common, 6)),
        given=_given(one, other) if common else 0.0,
        year=_year(one.year, other.year),
        venue=0.5 if preprint or not one.venue or not other.venue else venues_alike(*sorted((one.venue, other.venue))),
        form=_form(one.form, other.form),
        volume=0.0 if preprint else _equal(one.volume, other.volume),
        issue=0.0 if preprint else _equal(one.issue, other.issue),
        pages=pages_agree(one.pages, other.pages),
        doi=_dois(one, other),
        named=float(any(name.scheme != "doi" for name in one.identifiers & other.identifiers)),
        abstract=_abstracts(one.abstract, other.abstract),
        supplement=-float(_in_supplement(one.pages) != _in_supplement(other.pages)),
    )


@lru_cache(maxsize=16384)
def words_in(title: str) -> frozenset[str]:
    """The words of a folded title."""
    return frozenset(title.split())


def odd_words(one: str, other: str) -> float:
    """How alike (0 to 1) the words are that only one of two folded titles has; 1 where there are none."""
    mine, theirs = words_in(one), words_in(other)
    left, right = sorted(mine - theirs), sorted(theirs - mine)
    if left and right:
        return fuzz.ratio("".join(left), "".join(right)) / 100
    extra = sum(map(len, left or right))
    return 1 - extra / max(len(one), len(other), 1)


_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_COUNT = re.compile(r"\d+|\+\+|#|\b(?:i{1,3}|iv|vi{0,3}|ix)\b")


@lru_cache(maxsize=16384)
def numbers_in(title: str) -> tuple[str, ...]:
    """The numbers in a folded title, Roman ones and the marks of `C++` and `C#` among them, in order."""
    return tuple(_ROMAN.get(found, found) for found in _COUNT.findall(title))


def numbers_conflict(one: str, other: str) -> bool:
    """Whether each of two folded titles has a number that the other has not."""
    mine, theirs = numbers_in(one), numbers_in(other)
    if mine == theirs or "".join(mine) == "".join(theirs):
        return False
    left, right = ({number.lstrip("0") for number in numbers} for numbers in (mine, theirs))
    return bool(left - right) and bool(right - left)


def _numbers_agree(one: str, other: str) -> float:
    mine, theirs = numbers_in(one), numbers_in(other)
    if mine == theirs or "".join(mine) == "".join(theirs):
        return 1.0 if mine else 0.5
    return -1.0 if numbers_conflict(one, other) else 0.0


def _first(one: Sketch, other: Sketch) -> float:
    if not one.surnames or not other.surnames:
        return 0.0
    mine, theirs = one.surnames[0], other.surnames[0]
    if mine == theirs:
        return 1.0
    if set(mine.split()) & set(theirs.split()) or fuzz.ratio(mine, theirs) >= 75:
        return 0.7
    return 0.4 if mine in other.surnames or theirs in one.surnames else -1.0


def _given(one: Sketch, other: Sketch) -> float:
    if not one.given or not other.given:
        return 0.0
    theirs = dict(zip(other.surnames, other.given, strict=True))
    told = [
        given[0] == met[0] for family, given in zip(one.surnames, one.given, strict=True)
        if given and (met := theirs.get(family))
    ]  # fmt: skip
    if not told:
        return 0.0
    return 1.0 if all(told) else 2 * sum(told) / len(told) - 1


def _year(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return 0.0
    return (1.0, 0.6, -0.3, -0.6, -1.0)[min(abs(one - other), 4)]


def _form(one: Form | None, other: Form | None) -> float:
    if one is None or other is None:
        return 2.0
    if one is other:
        return 3.0
    return 1.0 if Form.PREPRINT in {one, other} else 0.0


def _equal(one: str | None, other: str | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if one == other else -1.0


def pages_agree(one: Pages | None, other: Pages | None) -> float:
    """1 the same, 0.7 the same first or last page, 0 unknown, -1 others."""
    if one is None or other is None:
        return 0.0
    if one.first.removeprefix("s") == other.first.removeprefix("s"):
        if one.first == "1" and one.last != other.last:
            # Where every paper begins on page 1, only the last page tells.
            return -1.0 if one.last and other.last else 0.0
        return (
            1.0 if one.last.removeprefix("s") == other.last.removeprefix("s") or not one.last or not other.last else 0.7
        )
    return 0.7 if one.last and one.last == other.last else -1.0


def _abstracts(one: str | None, other: str | None) -> float:
    mine, theirs = (fold_abstract(text) if text else "" for text in (one, other))
    return fuzz.ratio(mine, theirs) / 100 if mine and theirs else 0.5


def _in_supplement(pages: Pages | None) -> bool:
    return pages is not None and "s" in pages.first


def _dois(one: Sketch, other: Sketch) -> float:
    mine, theirs = values(one, "doi"), values(other, "doi")
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 1.0
    if Form.PREPRINT in {one.form, other.form} and one.form is not other.form:
        return 0.0
    return -1.0 if registrars(mine) & registrars(theirs) else -0.5


def values(of: Sketch, scheme: str) -> AbstractSet[str]:
    """What `of` is called in `scheme`."""
    return {name.value for name in of.identifiers if name.scheme == scheme}


def registrars(dois: AbstractSet[str]) -> set[str]:
    """Who gave `dois`."""
    return {doi.partition("/")[0] for doi in dois}
