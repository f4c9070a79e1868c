"""Accounts sorted into works. The same accounts come out the same, in whatever order they came in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from survey.model.identifier import PREFERENCE
from survey.model.same_work import Sameness, Sketch, compare, doubt, doubt_by_title

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from survey.model.identifier import Identifier

Place: TypeAlias = tuple[str, str]
"""A record's source and key."""


class Question(NamedTuple):
    """Two works that may be one, by their places in the list of works, and why that is not sure."""

    one: int
    other: int
    why: str


@dataclass(slots=True)
class _Work:
    """Accounts that are of one work. A unit is what nothing tears apart: a single account, or what the user bound."""

    units: list[list[Sketch]]
    places: list[Place]
    bound: set[int] = field(default_factory=set)


class _Pair(NamedTuple):
    """Two accounts that may be of one work; pairs sort by how much they can be relied on."""

    rank: int
    one: Place
    other: Place
    sure: bool
    why: str


_RANK = {scheme: rank for rank, scheme in enumerate(PREFERENCE)}
_BY_TITLE = len(PREFERENCE)
_MANY = 100
"""A title that more accounts than this have in common says nothing of any of them."""


def sort_into_works(
    accounts: Mapping[Place, Sketch],
    *,
    bound: Mapping[Place, int] | None = None,
    apart: Collection[frozenset[int]] = (),
) -> tuple[list[list[Place]], list[Question]]:
    """The works that `accounts` are of, each a sorted list of their places, and which of them may be one.

    Accounts that surely are of one work come together, the most reliable pairs first, unless something in the two works
    speaks against it. `bound` numbers the accounts that the user keeps together, whatever they say; `apart` names those
    numbers that the user keeps apart.
    """
    pairs = sorted(_pairs(accounts))
    of = _begin(accounts, bound or {})
    questions: dict[tuple[Place, Place], str] = {}
    for pair in pairs:
        one, other = of[pair.one], of[pair.other]
        if one is other or _are_apart(one, other, apart):
            continue
        against = _against(one, other, by_title=pair.rank == _BY_TITLE) if pair.sure else None
        if pair.sure and not against:
            _join(of, one, other)
        else:
            questions[pair.one, pair.other] = f"{pair.why}, but {against}" if against else pair.why
    return _told(of, questions, apart)


def _begin(accounts: Mapping[Place, Sketch], bound: Mapping[Place, int]) -> dict[Place, _Work]:
    together: dict[int, list[Place]] = defaultdict(list)
    for place, number in sorted(bound.items()):
        together[number].append(place)
    of = {place: _Work([[account]], [place]) for place, account in accounts.items() if place not in bound}
    for number, places in together.items():
        names = frozenset(name for place in places for name in accounts[place].identifiers)
        unit = [Sketch(said.title, said.surnames, said.year, names) for said in map(accounts.__getitem__, places)]
        of |= dict.fromkeys(places, _Work([unit], places, {number}))
    return of


def _pairs(accounts: Mapping[Place, Sketch]) -> Iterator[_Pair]:
    for one, other in _met(accounts):
        mine, theirs = accounts[one], accounts[other]
        verdict = compare(mine, theirs)
        if verdict.sameness is not Sameness.DIFFERENT:
            shared = (_RANK[name.scheme] for name in mine.identifiers & theirs.identifiers)
            yield _Pair(min(shared, default=_BY_TITLE), one, other, verdict.sameness is Sameness.SAME, verdict.why)


def _met(accounts: Mapping[Place, Sketch]) -> set[tuple[Place, Place]]:
    """Every two accounts that share an identifier, a title, or the first author and the beginning of the title."""
    named: dict[Identifier, list[Place]] = defaultdict(list)
    titled: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(accounts):
        account = accounts[place]
        for name in account.identifiers:
            named[name].append(place)
        for word in (account.block, account.near):
            if word:
                titled[word].append(place)
    groups = [*named.values(), *(places for places in titled.values() if len(places) <= _MANY)]
    return {pair for places in groups if len(places) > 1 for pair in combinations(places, 2)}


def _are_apart(one: _Work, other: _Work, apart: Collection[frozenset[int]]) -> bool:
    return any(frozenset(pair) in apart for pair in product(one.bound, other.bound))


def _against(one: _Work, other: _Work, *, by_title: bool) -> str | None:
    """What in the one work speaks against the other."""
    asks = doubt_by_title if by_title else doubt
    for mine, theirs in product(one.units, other.units):
        doubts = [asks(each, that) for each, that in product(mine, theirs)]
        if all(doubts):
            return doubts[0]
    return None


def _join(of: dict[Place, _Work], one: _Work, other: _Work) -> None:
    small, large = sorted((one, other), key=lambda work: len(work.places))
    large.units += small.units
    large.places += small.places
    large.bound |= small.bound
    of |= dict.fromkeys(small.places, large)


def _told(
    of: Mapping[Place, _Work], questions: Mapping[tuple[Place, Place], str], apart: Collection[frozenset[int]]
) -> tuple[list[list[Place]], list[Question]]:
    works = sorted(_each_once(of.values()), key=lambda work: min(work.places))
    number = {id(work): place for place, work in enumerate(works)}
    asked: dict[tuple[int, int], Question] = {}
    for (one, other), why in sorted(questions.items()):
        if of[one] is not of[other] and not _are_apart(of[one], of[other], apart):
            first, second = sorted((number[id(of[one])], number[id(of[other])]))
            asked.setdefault((first, second), Question(first, second, why))
    return [sorted(work.places) for work in works], sorted(asked.values())


def _each_once(works: Iterable[_Work]) -> Sequence[_Work]:
    return list({id(work): work for work in works}.values())
