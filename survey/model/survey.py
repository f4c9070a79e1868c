"""A collection of papers with a question: its name, and what the user decides there."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from survey.model.view import NoteView


class Verdict(StrEnum):
    """What the user decides about a paper."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    LATER = "later"


UNDECIDED = "undecided"
STANDINGS: dict[str, Verdict | None] = {
    "included": Verdict.INCLUDE,
    "excluded": Verdict.EXCLUDE,
    "later": Verdict.LATER,
    UNDECIDED: None,
}
"""How a paper can stand in a survey, as `is:…` asks for it."""
STAGE = "screening"
"""The stage at which something is decided where none is named."""
_WORD = re.compile(r"\w[\w-]{0,99}")


class SurveyView(TypedDict):
    """A survey, and how many of its papers stand how."""

    name: str
    question: str | None
    made: str
    """An ISO date."""
    papers: int
    included: int
    excluded: int
    later: int
    undecided: int


class DecisionView(TypedDict):
    """The latest decision of one stage, and on which ISO date."""

    stage: str
    decision: str
    reason: str | None
    decided: str


class KeptDecisionView(DecisionView):
    """A decision as it was made once."""

    counts: bool
    """Whether it is the one that counts."""


class InSurveyView(TypedDict):
    """What a paper is in one survey. Nobody decided: `decision` is None, and so is what belongs to it."""

    name: str
    added: str | None
    """The ISO date on which it came into the survey; None where it is not in it."""
    decision: str | None
    """The one that counts: the latest of the stage that was reached last."""
    stage: str | None
    reason: str | None
    decided: str | None
    stages: list[DecisionView]
    """In the order in which they were reached."""
    tags: list[str]
    notes: list[NoteView]


class Into(NamedTuple):
    """The survey into which papers come, and the tags that they get there."""

    survey: str
    tags: tuple[str, ...] = ()


def survey_name(word: str) -> str:
    """`word` as the name of a survey. Raises AskedWronglyError for what is not one plain word."""
    return _plain_word(word, "name of a survey")


def stage_name(word: str) -> str:
    """`word` as the name of a stage. Raises AskedWronglyError for what is not one plain word."""
    return _plain_word(word, "name of a stage")


def search_name(word: str) -> str:
    """`word` as the name of a search that is kept. Raises AskedWronglyError for what is not one plain word."""
    return _plain_word(word, "name of a search")


def _plain_word(word: str, what: str) -> str:
    from survey.model.text import writable

    name = writable(word)
    if not _WORD.fullmatch(name):
        raise AskedWronglyError(f"{word!r} is no {what}", hint="it is one word of letters, digits, - and _")
    return name
