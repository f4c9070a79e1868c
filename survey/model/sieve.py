"""What a person types to pick papers: words, "phrases", field:value, and -what is not wanted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from survey.model.reading import STATES
from survey.model.survey import STANDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS_OF_TEXT = ("author", "title", "abstract", "venue")
"""Fields in which words are looked for."""
FIELDS_OF_NUMBERS = ("year", "cites")
FIELDS_OF_NAMES = ("tag", "task", "dataset", "source", "key")
SCHEMES = ("doi", "arxiv")
"""Of identifiers, by whether a paper has one."""
HAS = ("code", "results", "summary", "abstract", *SCHEMES, "notes", "tags")
IS = ("retracted", "withdrawn", "preprint", *STATES, *STANDINGS)
_CHOICES = {"has": HAS, "is": IS}
SOURCES = (
    "acl", "arxiv", "crossref", "cvf", "datacite", "dblp", "file", "github", "hand", "hugging_face", "llm", "local",
    "neurips", "openalex", "opencitations", "openreview", "openreview_before", "papers_with_code", "pmlr",
    "semantic_scholar",
)  # fmt: skip
"""The sources that come with this program, `file` being bibliographies, and `hand` the user."""
_SOURCES_BY_OTHER_NAMES = {
    "anthology": "acl", "acl_anthology": "acl", "gh": "github", "hf": "hugging_face", "huggingface": "hugging_face",
    "open_alex": "openalex", "paperswithcode": "papers_with_code", "pwc": "papers_with_code", "s2": "semantic_scholar",
    "semanticscholar": "semantic_scholar",
}  # fmt: skip
FIELDS = (*FIELDS_OF_TEXT, *FIELDS_OF_NAMES, *FIELDS_OF_NUMBERS, *_CHOICES)

# As word processors turn them, and as keyboards for Chinese and Japanese give them.
_SIGNS = str.maketrans("“”„«»＂：−－", '"""""":--')
_TOKEN = re.compile(rf"""(-(?=[^\s-]))?(?:(\w+):|((?i:{"|".join(FIELDS_OF_NUMBERS)}))(?=[<>=]))?(?:"([^"]*)"|(\S+))""")
_RANGE = re.compile(r"(\d+)?\.\.(\d+)?|(<|>|<=|>=|=)?(\d+)", re.ASCII)
_WITH_A_DASH = re.compile(r"(\d+)[-–](\d+)", re.ASCII)
_DIGITS = 18
_FIELD = re.compile(r"[a-z]{3,}")
"""Looks like the name of one: no drive of a disk, no time of the day."""
_ALIKE = 0.7
"""How alike (0 to 1) the name of a field must be to be meant by a misspelt one."""
_OPTIONS = ("sort", "since", "until", "like")
_FIELDS_BY_OTHER_NAMES = {
    "by": "author", "conference": "venue", "journal": "venue", "citations": "cites", "cited": "cites", "label": "tag",
    "date": "year", "benchmark": "dataset", "status": "is", "with": "has",
}  # fmt: skip


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
    for minus, named, number, phrase, loose in _TOKEN.findall(_known(typed)):
        field = named or number
        name, value = field.lower(), phrase or loose
        if name in FIELDS and value and (part := _filter(name, value, is_phrase=bool(phrase))):
            (without if minus else only).append(part)
            notices += [*_turned(name, value), *_no_source(part)]
            continue
        notices += _misread(name, value)
        (without if minus else words).extend(_as_words(field, value, is_phrase=bool(phrase)))
    return Sieve(tuple(words), tuple(only), tuple(without), tuple(notices))


def _known(typed: str) -> str:
    if typed.isascii():
        return typed
    from unicodedata import normalize

    from survey.model.text import writable

    # Some keyboards, and names of files, give an accent as a character of its own, which would end the word.
    return normalize("NFC", writable(typed.translate(_SIGNS)))


def _as_words(field: str, value: str, *, is_phrase: bool) -> Iterator[Word]:
    """What is no filter as words; a name of a paper in one phrase, for its scheme alone is in every second paper."""
    if field and value and _is_name(field.lower(), value):
        yield Word(f"{field} {value}", is_phrase=True)
        return
    if field:
        yield Word(field)
    if value:
        yield Word(value, is_phrase)


def _is_name(scheme: str, value: str) -> bool:
    from survey.model.identifier import RANK, read_identifier

    return scheme in RANK and read_identifier(f"{scheme}:{value}") is not None


def _misread(name: str, value: str) -> Iterator[str]:
    """Why what looks like a filter, by the field `name`, is none."""
    if not name and value in {"OR", "NOT"}:
        yield f"{value} is a word like others: what holds most words comes first, and -word leaves out"
    elif name in FIELDS and value:
        yield f"{name}:{value} {_WRONG[name]}, and was looked for as words"
    elif not name and value.endswith(":") and value[:-1].lower() in FIELDS:
        yield f"nothing stands right behind {value} so that it was looked for as a word"
    elif _FIELD.fullmatch(name) and not value.startswith(("//", "\\")):
        yield f"no field {name}: it was looked for as words{_meant(name, value)}"


def _meant(name: str, value: str) -> str:
    """What to write instead of a field that there is not."""
    from difflib import get_close_matches

    from survey.model.identifier import RANK

    if name in _OPTIONS:
        return f"; did you mean --{name} {value}?"
    if name in _FIELDS_BY_OTHER_NAMES:
        return f"; did you mean {_FIELDS_BY_OTHER_NAMES[name]}:?"
    if close := get_close_matches(name, FIELDS, n=1, cutoff=_ALIKE):
        return f"; did you mean {close[0]}:?"
    return f"; `survey show {name}:{value}` shows the paper of that name" if name in RANK else ""


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
    if field == "source":
        name = re.sub(r"[\s-]+", "_", value.lower())
        return Named(field, _SOURCES_BY_OTHER_NAMES.get(name, name))
    return Named(field, value)


def _between(field: str, value: str) -> Between | None:
    if (span := _WITH_A_DASH.fullmatch(value)) and int(span[1][:_DIGITS]) <= int(span[2][:_DIGITS]):
        value = f"{span[1]}..{span[2]}"
    found = _RANGE.fullmatch(value)
    if not found or value == ".." or len(value) > 2 * _DIGITS:
        return None
    low, high, sign, number = found.groups()
    if number is None:
        bounds = _number(low), _number(high)
        return Between(field, *(bounds[::-1] if _is_turned(*bounds) else bounds))
    each = int(number[:_DIGITS])
    return {
        ">": Between(field, each + 1, None),
        ">=": Between(field, each, None),
        "<": Between(field, None, each - 1),
        "<=": Between(field, None, each),
    }.get(sign, Between(field, each, each))


def _number(digits: str | None) -> int | None:
    return int(digits[:_DIGITS]) if digits else None


def _no_source(asked: Word | Named | Between) -> Iterator[str]:
    if isinstance(asked, Named) and asked.field == "source" and asked.value not in SOURCES:
        yield f"no source {asked.value} comes with this program; sources are: {', '.join(SOURCES)}"


def _is_turned(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


def _turned(field: str, value: str) -> Iterator[str]:
    if field in FIELDS_OF_NUMBERS and (found := _RANGE.fullmatch(value)):
        low, high, *_ = found.groups()
        if _is_turned(_number(low), _number(high)):
            yield f"{field}:{value} was taken for {field}:{high}..{low}"
