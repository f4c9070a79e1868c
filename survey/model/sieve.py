"""What a person types to pick papers: words, "phrases", field:value, and -what is not wanted."""

from __future__ import annotations

import re
from typing import NamedTuple

from survey.model.reading import STATES
from survey.model.survey import STANDINGS

FIELDS_OF_TEXT = ("author", "title", "abstract", "venue")
"""Fields in which words are looked for."""
FIELDS_OF_NUMBERS = ("year", "cites")
FIELDS_OF_NAMES = ("tag", "task", "dataset", "source", "key")
HAS = ("code", "results", "summary")
IS = ("retracted", "withdrawn", "preprint", *STATES, *STANDINGS)
_CHOICES = {"has": HAS, "is": IS}
FIELDS = (*FIELDS_OF_TEXT, *FIELDS_OF_NAMES, *FIELDS_OF_NUMBERS, *_CHOICES)

_QUOTES = str.maketrans("“”„«»", '"' * 5)
_TOKEN = re.compile(r'(-(?=[^\s-]))?(?:(\w+):)?(?:"([^"]*)"|(\S+))')
_RANGE = re.compile(r"(\d+)?\.\.(\d+)?|(<|>|<=|>=|=)?(\d+)", re.ASCII)
_DIGITS = 18


class Word(NamedTuple):
    """A word, or a phrase, as typed; with a `field`, it must stand there."""

    text: str
    is_phrase: bool = False
    field: str | None = None


class Named(NamedTuple):
    """What a paper must have under a field of names or of choices."""

    field: str
    value: str


class Between(NamedTuple):
    """Between which numbers, themselves among them, that of a field must lie."""

    field: str
    low: int | None
    high: int | None


class Sieve(NamedTuple):
    """What papers must be like: ranked by `words`; `only` and `without` decide."""

    words: tuple[Word, ...] = ()
    only: tuple[Word | Named | Between, ...] = ()
    without: tuple[Word | Named | Between, ...] = ()
    notices: tuple[str, ...] = ()
    """What could not be understood as it looks, a line each."""


def sieve(typed: str) -> Sieve:
    """What `typed` asks for. Any text is a question: what is no filter is looked for as words, and a notice says so."""
    words: list[Word] = []
    only: list[Word | Named | Between] = []
    without: list[Word | Named | Between] = []
    notices: list[str] = []
    for minus, field, phrase, loose in _TOKEN.findall(_known(typed)):
        name, value = field.lower(), phrase or loose
        if name in FIELDS and value:
            part = _filter(name, value, is_phrase=bool(phrase))
            if part:
                (without if minus else only).append(part)
                continue
            notices.append(f"{name}:{value} {_WRONG[name]}, and was looked for as words")
        told = [Word(field)] if field else []
        told += [Word(value, bool(phrase))] if value else []
        (without if minus else words).extend(told)
    return Sieve(tuple(words), tuple(only), tuple(without), tuple(notices))


def _known(typed: str) -> str:
    if typed.isascii():
        return typed
    from survey.model.text import writable

    return writable(typed.translate(_QUOTES))


_WRONG = {
    **dict.fromkeys(FIELDS_OF_NUMBERS, "is no number or range, as 2021, 2020.. or >100"),
    **{field: "is none of " + ", ".join(choices) for field, choices in _CHOICES.items()},
}


def _filter(field: str, value: str, *, is_phrase: bool) -> Word | Named | Between | None:
    if field in FIELDS_OF_NUMBERS:
        return _between(field, value)
    if field in FIELDS_OF_TEXT:
        return Word(value, is_phrase, field)
    if field in _CHOICES:
        return Named(field, value.lower()) if value.lower() in _CHOICES[field] else None
    return Named(field, value)


def _between(field: str, value: str) -> Between | None:
    found = _RANGE.fullmatch(value)
    if not found or value == ".." or len(value) > 2 * _DIGITS:
        return None
    low, high, sign, number = found.groups()
    if number is None:
        return Between(field, _number(low), _number(high))
    each = int(number[:_DIGITS])
    return {
        ">": Between(field, each + 1, None),
        ">=": Between(field, each, None),
        "<": Between(field, None, each - 1),
        "<=": Between(field, None, each),
    }.get(sign, Between(field, each, each))


def _number(digits: str | None) -> int | None:
    return int(digits[:_DIGITS]) if digits else None
