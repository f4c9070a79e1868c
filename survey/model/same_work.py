"""Whether two accounts are of one work: same, related versions, different, or a question for a person."""

from __future__ import annotations

import json
import math
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from rapidfuzz import fuzz

from survey.model.kinds_of_title import NOTED, is_marked, is_note
from survey.model.likeness import Likeness, likeness, words_in
from survey.model.sketch import Sketch, sketch
from survey.model.vetoes import (
    all_say_so,
    comes_back,
    contradiction,
    doubt,
    doubt_by_name,
    doubt_by_title,
    is_column,
    related,
    same_print,
    says_too_little,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Model", "Sameness", "Sketch", "Verdict", "compare", "read_model", "shipped_model", "sketch"]


class Sameness(StrEnum):
    """What can be said of two accounts."""

    SAME = "same"
    ASK = "ask"
    DIFFERENT = "different"
    RELATED = "related"
    """Two works, of which one is a version of the other or a note on it: linked, never made one."""


class Verdict(NamedTuple):
    """A sameness, in a few words why, and how likely (0 to 1) the two are one work by what they say."""

    sameness: Sameness
    why: str
    chance: float


Node: TypeAlias = "tuple[int, float, Node, Node] | float"
"""A branch: which number of a `Likeness`, up to which value to go left, left, right; or a leaf: what it adds."""


class Model(NamedTuple):
    """A sum of small trees, whose logistic function is the chance that two accounts are of one work."""

    bias: float
    trees: tuple[Node, ...]
    same: float
    """From this chance on they are one."""
    ask: float
    """From this chance on a person is asked."""

    def chance(self, of: Likeness) -> float:
        """How likely (0 to 1) two accounts that are alike like this are of one work."""
        total = self.bias
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                node = node[2] if of[node[0]] <= node[1] else node[3]
            total += node
        return 1 / (1 + math.exp(-total))


def read_model(told: Mapping[str, Any]) -> Model:
    """The model that JSON tells: `{"bias", "same", "ask", "trees"}`, a branch as `[field, value, left, right]`."""
    return Model(told["bias"], tuple(map(_node, told["trees"])), told["same"], told["ask"])


def _node(told: Sequence[Any] | float) -> Node:
    if isinstance(told, int | float):
        return float(told)
    name, value, left, right = told
    return Likeness._fields.index(name), float(value), _node(left), _node(right)


@cache
def shipped_model() -> Model:
    """The model that lies beside this file."""
    return read_model(json.loads((files("survey.model") / "same_work.json").read_text(encoding="utf-8")))


_FAR = 0.6
"""Below this (0 to 1, letter by letter and by words of the shorter that the longer has) titles are too far apart."""


def compare(one: Sketch, other: Sketch, model: Model | None = None) -> Verdict:
    """Whether `one` and `other` are of the same work. It does not matter which comes first."""
    # What most pairs come to is said first; up to there it is plain that it does not matter which comes first.
    shared = one.identifiers & other.identifiers
    if not shared:
        if not one.title or not other.title:
            return _NO_TITLE
        if one.title != other.title and _are_far(one.title, other.title) and not same_print(one, other):
            return _OTHER_TITLE
    if _comes_first(other, one):
        one, other = other, one
    if not shared:
        return _judged(one, other, model or shipped_model())
    against = doubt_by_name(one, other)
    named = f"share {min(shared)}"
    return Verdict(Sameness.ASK, f"{named}, but {against}", 0.5) if against else Verdict(Sameness.SAME, named, 1.0)


_NO_TITLE = Verdict(Sameness.DIFFERENT, "no title to compare", 0.0)
_OTHER_TITLE = Verdict(Sameness.DIFFERENT, "other title", 0.0)


def _are_far(one: str, other: str) -> bool:
    mine, theirs = words_in(one), words_in(other)
    if len(mine & theirs) >= _FAR * min(len(mine), len(theirs)):
        return False
    return not fuzz.ratio(one, other, score_cutoff=100 * _FAR)


def _comes_first(one: Sketch, other: Sketch) -> bool:
    if one.title != other.title:
        return (one.title or "") < (other.title or "")
    return (one.surnames, one.given, one.year or 0) < (other.surnames, other.given, other.year or 0)


def _judged(one: Sketch, other: Sketch, model: Model) -> Verdict:
    alike = likeness(one, other)
    chance = model.chance(alike)
    if same_print(one, other):
        if one.title == other.title:
            return Verdict(Sameness.SAME, "same title in the same pages", max(chance, model.same))
        if chance < model.same and alike.met >= 0.5:
            kind = Sameness.RELATED if alike.doi < 0 else Sameness.ASK
            return Verdict(kind, "same pages and authors, other title", chance)
    if chance < model.same and comes_back(one, other) and not related(one, other):
        return Verdict(Sameness.DIFFERENT, "a title that comes back in its journal", chance)
    if chance < model.same and all_say_so(one, other):
        return Verdict(Sameness.SAME, f"{told(alike)}, same authors", model.same)
    if chance < model.ask:
        return _unlikely(one, other, alike, chance)
    return _likely(one, other, alike, chance, sure=chance >= model.same)


def _unlikely(one: Sketch, other: Sketch, alike: Likeness, chance: float) -> Verdict:
    """Where little is alike, the same title by the same first author is still worth a question."""
    if version := _version(one, other, alike):
        return Verdict(Sameness.RELATED, version, chance)
    if one.title != other.title or alike.first < 1 or doubt(one, other):
        return Verdict(Sameness.DIFFERENT, "too little in common", chance)
    against = contradiction(one, other)
    return Verdict(Sameness.DIFFERENT if against else Sameness.ASK, against or told(alike), chance)


_NEAR = 0.9
"""How alike (0 to 1) two titles are of which only the spelling may differ."""


def _version(one: Sketch, other: Sketch, alike: Likeness) -> str | None:
    """In what way they are two versions, where title and first author are the same or nearly, or one title says so."""
    version = related(one, other)
    if (alike.title >= _NEAR and alike.first > 0) or version in NOTED or is_marked(one.title or "", other.title or ""):
        return version
    return None


def _likely(one: Sketch, other: Sketch, alike: Likeness, chance: float, *, sure: bool) -> Verdict:
    if version := related(one, other):
        return Verdict(Sameness.RELATED, version, chance)
    if against := doubt(one, other):
        notes = is_note(one.title or "") != is_note(other.title or "")
        return Verdict(Sameness.RELATED if notes else Sameness.DIFFERENT, against, chance)
    if against := doubt_by_title(one, other):
        asks = sure and not (is_column(one, other) and alike.abstract < 0.9)
        return Verdict(Sameness.ASK if asks else Sameness.DIFFERENT, f"{told(alike)}, but {against}", chance)
    sure = sure and not says_too_little(one, other)
    return Verdict(Sameness.SAME if sure else Sameness.ASK, told(alike), chance)


def told(alike: Likeness) -> str:
    """In a few words, what two accounts have in common and what not."""
    agree = [
        "same title"
        if alike.title > 0.99
        else "titles nearly alike"
        if alike.title > 0.85
        else "titles somewhat alike",
        "first author" if alike.first >= 0.7 else "authors" if alike.met >= 0.5 and alike.people else "",
        "year" if alike.year == 1 else "",
        "pages" if alike.pages > 0 else "",
    ]
    differ = [
        "other first author" if alike.first < 0 else "authors unknown" if alike.first == 0 else "",
        "other pages" if alike.pages < 0 else "",
        "other venue" if alike.venue < 0.4 else "",
        "year unknown"
        if alike.year == 0
        else "a year apart"
        if alike.year == 0.6
        else "years apart"
        if alike.year < 0
        else "",
        "different DOIs" if alike.doi < 0 else "",
    ]
    said = ", ".join(filter(None, agree))
    against = ", ".join(filter(None, differ))
    return f"{said}; {against}" if against else said
