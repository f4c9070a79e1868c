"""What is written of a paper, held against what its sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from survey.model.fold import candidates
from survey.model.names import name_of
from survey.model.record import VenueKind
from survey.model.text import fold
from survey.model.venue import settled_venue
from survey.model.venue_names import venues_alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from survey.model.fold import Candidate, Taken
    from survey.model.record import Record, Venue

_ALIKE = 0.8
"""From this on (0 to 1), two names of venues are of one."""
_SPELT_ALIKE = 85.0
"""From this on (0 to 100), two family names are one, spelt in two ways."""
_OTHER_TITLE = 50.0
"""Below this (0 to 100), two titles are of two works, whoever wrote them."""
_UNLIKE = 75.0
"""Below this (0 to 100), two titles of other people are of two works."""
_MOST_NAMES = 6


class Against(NamedTuple):
    """What speaks against one field of what is written: that no source says so, and what the best of them says."""

    field: str
    """`year`, `venue`, `authors`, or `published` for a preprint that has appeared since."""
    text: str
    mend: dict[str, str]
    """What to write, by field."""
    source: str
    on: str
    """The ISO date of which that is true."""
    is_missing: bool = False
    """Whether nothing is written there at all."""


def against(said: Record, sources: Sequence[Taken], *, enough: int = 1) -> Iterator[Against]:
    """What of `said` no source agrees with, where at least `enough` of them say the same other thing.

    Where it says nothing, what they say is missing. An account of a preprint tells nothing against what was published.
    """
    published = [taken for taken in sources if not _is_preprint(taken.record)]
    told = sources if _is_preprint(said) else published
    if found := _venue(said, published, enough):
        yield found
    if not (found and found.field == "published") and (late := _year(said, told, enough)):
        yield late
    if wrong := _authors(said, sources, enough):
        yield wrong


def is_of_another(said: Record, title: str | None, authors: Sequence[str]) -> bool:
    """Whether a paper of that `title` and those `authors` is surely another than `said`, whatever it is called by."""
    if not said.title or not title:
        return False
    alike = fuzz.token_set_ratio(fold(said.title), fold(title))
    strangers = said.authors and authors and not any(_met(one, other) for one in said.authors for other in authors)
    return alike < (_UNLIKE if strangers else _OTHER_TITLE)


def _settled(record: Record) -> Venue | None:
    return settled_venue(record.venue) if record.venue else None


def _is_preprint(record: Record) -> bool:
    """Whether `record` tells of a preprint: by its venue or, where it names none, by an arXiv id."""
    if venue := _settled(record):
        return venue.kind is VenueKind.PREPRINT
    return any(name.scheme == "arxiv" for name in record.identifiers)


def _by(best: Candidate) -> str:
    return f"({best.source}, {best.on})"


def _say(found: Sequence[Candidate], agree: Callable[[Candidate], bool]) -> int:
    """How many sources agree."""
    return len({each.source for each in found if agree(each)})


def _venue(said: Record, published: Sequence[Taken], enough: int) -> Against | None:
    found = [each for each in candidates(published, "venue") if each.value.kind is not VenueKind.PREPRINT]
    mine = _settled(said)
    if not found or (mine and any(_are_one(name, each.value.name) for name in _places(said) for each in found)):
        return None
    best = found[0]
    if _say(found, lambda each: _are_one(each.value.name, best.value.name)) < enough:
        return None
    years = [each.value for each in candidates(published, "year")]
    where = f"{best.value.name}{f' {years[0]}' if years else ''}"
    if _is_preprint(said):
        mend = {"venue": best.value.name, **({"year": str(years[0])} if years else {})}
        text = f"told as a preprint, it appeared in {where}"
        return Against("published", f"{text} {_by(best)}", mend, best.source, best.on)
    text = f"{mine.name} is its venue here, {where} elsewhere" if mine else f"no venue; it appeared in {where}"
    mend = {"venue": best.value.name}
    return Against("venue", f"{text} {_by(best)}", mend, best.source, best.on, is_missing=mine is None)


def _places(record: Record) -> list[str]:
    """Every name of where it appeared that `record` knows."""
    venue = _settled(record)
    details = dict(record.details)
    also = (details.get(name) for name in ("series", "event", "booktitle", "journal"))
    return [
        name for name in (venue.name if venue else None, record.venue.name if record.venue else None, *also) if name
    ]


def _are_one(one: str, other: str) -> bool:
    return venues_alike(*sorted((fold(one), fold(other)))) >= _ALIKE


def _year(said: Record, sources: Sequence[Taken], enough: int) -> Against | None:
    found = candidates(sources, "year")
    days = {taken.record.published.year for taken in sources if taken.record.published}
    if not found or said.year in {*(each.value for each in found), *days}:
        return None
    best = found[0]
    if _say(found, lambda each: bool(each.value == best.value)) < enough:
        return None
    text = f"{said.year} is its year here, {best.value} elsewhere" if said.year else f"no year; it is of {best.value}"
    mend = {"year": str(best.value)}
    return Against("year", f"{text} {_by(best)}", mend, best.source, best.on, is_missing=said.year is None)


def _authors(said: Record, sources: Sequence[Taken], enough: int) -> Against | None:
    found = candidates([taken for taken in sources if not taken.record.authors_cut], "authors")
    if not found or any(_agree(said, taken.record) for taken in sources if taken.record.authors):
        return None
    best = found[0]
    if _say(found, lambda each: _are_same(each.value, best.value)) < enough:
        return None
    mend = {"authors": "; ".join(best.value)}
    text = f"{_difference(said, best.value)} {_by(best)}"
    return Against("authors", text, mend, best.source, best.on, is_missing=not said.authors)


def _agree(said: Record, told: Record) -> bool:
    """Whether two accounts name the same authors, as far as both go on."""
    mine, theirs = said.authors, told.authors
    if said.authors_cut and mine:
        theirs = theirs[: len(mine)]
    if told.authors_cut:
        mine = mine[: len(theirs)]
    return _are_same(mine, theirs)


def _are_same(some: Sequence[str], others: Sequence[str]) -> bool:
    return len(some) == len(others) and all(map(_met, some, others))


def _met(one: str, other: str) -> bool:
    """Whether two printed names may be one person's: one family name, however spelt, or the same words in any order."""
    if set(fold(one).split()) == set(fold(other).split()):
        return True
    mine, theirs = name_of(one).family, name_of(other).family
    if f" {mine}".endswith(f" {theirs}") or f" {theirs}".endswith(f" {mine}"):
        return True
    return fuzz.ratio(mine, theirs) >= _SPELT_ALIKE


def _difference(said: Record, authors: Sequence[str]) -> str:
    """In what `said` differs from those `authors`, in words."""
    if not said.authors:
        return f"no authors; they are {_listed(authors)}"
    foreign, missing = _left_over(said.authors, authors), _left_over(authors, said.authors)
    if said.authors_cut and not foreign:
        missing = []
    told = [f"leaves out {_listed(missing)} among its authors"] if missing else []
    told += [f"names {_listed(foreign)}, who is no author elsewhere"] if foreign else []
    return "; ".join(told) or f"its authors are out of order; they are {_listed(authors)}"


def _left_over(some: Sequence[str], others: Sequence[str]) -> list[str]:
    """Those of `some` for whom there is nobody left among `others`; of two of one family the likest is taken."""
    left, unmet = list(others), []
    for name in sorted(some, key=lambda name: -max((_likeness(name, other) for other in others), default=0)):
        met = [other for other in left if _met(name, other)]
        if met:
            left.remove(max(met, key=lambda other: _likeness(name, other)))
        else:
            unmet.append(name)
    return [name for name in some if name in unmet]


def _likeness(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(fold(one), fold(other))


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more
