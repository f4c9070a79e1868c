"""What a line says that the paper does not: numbers and names that stand in neither title nor abstract."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from survey.model.stop_words import STOP_WORDS
from survey.reading.whole import MOST_WORDS, size

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?:;。！？]\s*[\"“”'‘’»)\]]*\s*$")
_COUNTS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "hundreds": "100",
    "thousand": "1000", "thousands": "1000", "million": "1000000", "millions": "1000000", "billion": "1000000000",
    "billions": "1000000000",
}  # fmt: skip
# How a sentence may begin, beside words of the paper: English verbs and adverbs, which no name looks like often.
_OPENING = re.compile(r"[a-z]+(?:s|ing|ed|ly)")


def objection(line: str, title: str | None, abstract: str | None) -> str | None:
    """Why `line` cannot stand for the paper of this title and abstract, in a few words; None where it can.

    It is one line of no more than MOST_WORDS words, and every number and every capitalised name in it stands in the
    title or the abstract. Names are compared by their letters alone, numbers by their value as written; numbers spelt
    out are known in English.
    """
    if not line:
        return "it says nothing"
    if len(line.splitlines()) > 1:
        return "it is more than one line"
    if (words := size(line)) > MOST_WORDS:
        return f"it has {words} words"
    given = _plain(f"{title or ''}\n{abstract or ''}")
    said = _plain(line)
    if number := next(_new_numbers(said, given), None):
        return f"the paper does not say {number}"
    if name := next(_new_names(said, given), None):
        return f"the paper does not name {name}"
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _new_numbers(said: str, given: str) -> Iterator[str]:
    known = set(map(_value, _NUMBER.findall(given))) | {_COUNTS.get(word, "") for word in _words(given)}
    yield from (number for number in _NUMBER.findall(said) if _value(number) not in known)
    yield from (word for word in _words(said) if word in _COUNTS and _COUNTS[word] not in known)


def _value(number: str) -> str:
    """`number` without the commas between its thousands, and without zeros that say nothing."""
    bare = re.sub(r",(?=\d{3}(?!\d))", "", number)
    whole, point, rest = bare.partition(".")
    rest = rest.rstrip("0") if rest.isdigit() else rest
    return (whole.lstrip("0") or "0") + (point + rest if rest else "")


def _new_names(said: str, given: str) -> Iterator[str]:
    known = {_root(word) for word in _words(given)}
    for found in _WORD.finditer(said):
        word = found[0]
        if word == word.casefold() or _root(word) in known or not any(map(str.isupper, word)):
            continue
        begins = not said[: found.start()].strip(" \"'“‘«([") or _SENTENCE_END.search(said[: found.start()])
        if not (begins and _may_begin(word)):
            yield word


def _may_begin(word: str) -> bool:
    """Whether `word` has its capital only for being the first of a sentence."""
    small = word.casefold()
    return word[1:] == small[1:] and (small in STOP_WORDS or small in _COUNTS or bool(_OPENING.fullmatch(small)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _root(word: str) -> str:
    """What a word and its plural or genitive share."""
    bare = re.sub(r"['’].*", "", word.casefold())
    return bare[:-1] if len(bare) > 2 and bare.endswith("s") and not bare.endswith("ss") else bare
