"""Cite keys: `hu2022lora`, or after a pattern of the user's."""

from __future__ import annotations

import re
import string
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from survey.model.text import fold, surname

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PATTERN = "{author}{year}{word}"
"""The pattern of keys where the user sets none.

A pattern is text with fields in braces. The fields are `author` (the family name of the first), `authors` (of the first
three, and `etal` for more), `year`, `yy` (its last two digits), `word` (the first of the title that carries meaning),
`words` (the first three) and `venue`. Behind a colon stand how many `authors` or `words`, and how the letters are
written: `lower`, which they are where nothing is said, `Camel` or `UPPER`; a comma parts the two, as `{words:2,Camel}`.
"""
FIELDS = ("author", "authors", "year", "yy", "word", "words", "venue")
_SEVERAL = frozenset({"authors", "words"})
_USUAL = 3
"""How many `authors` and `words` where the pattern does not say."""
_CASES: dict[str, Callable[[str], str]] = {"lower": str, "Camel": str.capitalize, "UPPER": str.upper}
# What BibTeX, Biber, LaTeX and Pandoc all take in a key, beside letters and digits.
_BETWEEN = re.compile(r"[A-Za-z0-9_:.+-]*")
_MOST = 9
_SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "how", "in", "into",
    "is", "it", "its", "not", "of", "on", "or", "our", "the", "their", "this", "to", "toward", "towards", "using",
    "via", "we", "what", "when", "where", "which", "why", "with", "without",
})  # fmt: skip


class _Field(NamedTuple):
    """A field of a pattern, and the text before it."""

    before: str
    name: str | None
    most: int
    case: str


@lru_cache(maxsize=16)
def _fields(pattern: str) -> tuple[_Field, ...]:
    """The fields of `pattern`. Raises ValueError that says in one line what has no meaning."""
    try:
        pieces = list(string.Formatter().parse(pattern))
    except ValueError:
        raise ValueError(f"{pattern!r} has a brace without its other") from None
    for before, name, _, conversion in pieces:
        if odd := _BETWEEN.sub("", before):
            raise ValueError(f"no cite key can hold {odd[0]!r}")
        if name is not None and (name not in FIELDS or conversion):
            raise ValueError(f"{{{name}}} is no field; fields are {', '.join(FIELDS)}")
    if all(name is None for _, name, _, _ in pieces):
        raise ValueError(f"{pattern!r} has no field, as {{author}}")
    return tuple(_Field(before, name, *_asked(name, spec or "")) for before, name, spec, _ in pieces)


def _asked(name: str | None, spec: str) -> tuple[int, str]:
    """How many names or words a field takes, and how they are written."""
    count, case = _USUAL if name in _SEVERAL else 1, "lower"
    for asked in filter(None, spec.split(",")):
        if asked in _CASES:
            case = asked
        elif name in _SEVERAL and re.fullmatch(rf"[1-{_MOST}]", asked):
            count = int(asked)
        else:
            number = f"a number from 1 to {_MOST}, " if name in _SEVERAL else ""
            raise ValueError(f"{{{name}:{spec}}} asks for {asked!r}; it may be {number}{', '.join(_CASES)}")
    return count, case


def key_pattern(pattern: str) -> str:
    """`pattern` itself. Raises ValueError that says in one line why it is no pattern of cite keys."""
    _fields(pattern)
    return pattern


def cite_key(
    authors: Sequence[str],
    year: int | None,
    title: str | None,
    venue: str | None = None,
    *,
    pattern: str = PATTERN,
) -> str:
    """What `pattern` makes of a paper, in letters and digits without accents; `untitled` where that is nothing.

    Where no author is known, the first word of the title that carries meaning stands in the author's place.
    """
    fields = _fields(pattern)
    most = max(field.most for field in fields)
    # So many are told at most, and whether there are more.
    names = [*islice((name for each in authors if (name := _plain(surname(each).split(" ")[-1]))), most + 1)]
    words = _telling(title)
    if not names and any(field.name in {"author", "authors"} for field in fields):
        names = [next(words, "untitled")]
    said = [*islice(words, most)]
    printed = venue if venue and any(field.name == "venue" for field in fields) else ""
    parts = {
        "author": names[:1],
        "authors": names,
        "year": [str(year)] if year else [],
        "yy": [f"{year % 100:02d}"] if year else [],
        "word": said,
        "words": said,
        "venue": [plain for word in fold(printed).split() if (plain := _plain(word))],
    }
    return "".join(field.before + _written(field, parts) for field in fields) or "untitled"


def _written(field: _Field, parts: dict[str, list[str]]) -> str:
    if field.name is None:
        return ""
    told = parts[field.name]
    shown = told if field.name == "venue" else told[: field.most]
    if field.name == "authors" and len(told) > field.most:
        shown = [*shown, "et", "al"]
    return "".join(map(_CASES[field.case], shown))


def _telling(title: str | None) -> Iterator[str]:
    """The words of `title` that carry meaning."""
    folded = fold(title or "").split()
    return (plain for word in folded if word not in _SMALL_WORDS and len(plain := _plain(word)) > 1)


def _plain(word: str) -> str:
    # What has no Latin letters keeps its own: a Korean or Cyrillic name is a name.
    return word if word.isalnum() else "".join(filter(str.isalnum, word))


def unique_key(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or the first of `wanted` + b, c, … z, 27, 28 … that is free."""
    if not is_taken(wanted):
        return wanted
    free = (wanted + letter for letter in string.ascii_lowercase[1:] if not is_taken(wanted + letter))
    if found := next(free, None):
        return found
    number = 27
    while is_taken(f"{wanted}{number}"):
        number += 1
    return f"{wanted}{number}"
