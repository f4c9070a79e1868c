"""What a person types to look for, as questions to SQLite's full-text index."""

from __future__ import annotations

import re
from typing import NamedTuple

from survey.model.stop_words import STOP_WORDS

_WORD = re.compile(r"\w+", re.UNICODE)
_LETTERS = re.compile(r"[^\W_]+", re.UNICODE)
_FEWEST_LETTERS = 2
"""Of a word whose end is left open."""
_MOST_WORDS = 64
"""So many are looked for at most; a text of a thousand words is about its first ones, too."""

COLUMNS = ("title", "authors", "venue", "abstract", "summary", "said", "spelt")
"""Of the index of words; `spelt` is how else the other columns can be spelt (survey.model.spelling)."""
_COLUMN = {"author": "authors", "title": "title", "abstract": "abstract", "venue": "venue"}


def words_query(words: str) -> str | None:
    """A full-text query that asks for every word of `words` and every "quoted phrase", or None where there is no word.

    Each word is quoted, so that nothing a person types is read as an operator; the last letters of a word are open.
    """
    phrases = re.findall(r'"([^"]*)"|(\S+)', words)
    asked = []
    for phrase, loose in phrases:
        if inside := _WORD.findall(phrase):
            asked.append('"' + " ".join(inside) + '"')
        asked.extend(f'"{word}"*' for word in _WORD.findall(loose))
    return " AND ".join(asked) or None


class Term(NamedTuple):
    """A word or phrase as it is looked for."""

    text: str
    """As typed, for a person to read."""
    match: str
    """As the index is asked."""
    looser: str | None = None
    """As the index is asked where no paper holds it so: a word may go on, a row of characters may fall apart."""


def terms(text: str, *, is_phrase: bool = False, field: str | None = None) -> list[Term]:
    """`text` as it is looked for: what is held together by a hyphen is a phrase; in a phrase, all is one."""
    chunks = [text] if is_phrase else text.split()
    found = []
    for chunk in chunks:
        if is_plain(chunk):
            found += _plain_terms(chunk, field, is_phrase=is_phrase)
        else:
            from survey.model.spelling import spelt_terms

            found += spelt_terms(chunk, field, is_phrase=is_phrase)
    return found


def is_plain(text: str) -> bool:
    """Whether `text` is of the usual letters and signs alone, and of no LaTeX: then it is spelt in one way."""
    return text.isascii() and not is_marked(text)


def is_marked(text: str) -> bool:
    """Whether `text` has a mark of LaTeX."""
    # One by one is several times as fast as in a loop, and every abstract that is taken in is asked.
    return "\\" in text or "$" in text or "_" in text or "^" in text or "{" in text or "}" in text


def _plain_terms(text: str, field: str | None, *, is_phrase: bool) -> list[Term]:
    letters = _LETTERS.findall(text)
    return [term(letters, field, is_phrase=is_phrase)] if letters else []


def term(letters: list[str], field: str | None, *, is_phrase: bool) -> Term:
    """The words `letters`, one after the other, in the column of `field`, if any."""
    words = " ".join(letters)
    is_open = not is_phrase and len(letters) == 1 and len(words) >= _FEWEST_LETTERS
    return Term(words, within(field, quoted(words)), within(field, f"{quoted(words)} *") if is_open else None)


def quoted(words: str) -> str:
    """`words`, of letters and spaces, as one phrase, whatever else they mean to the index."""
    return f'"{words}"'


def within(field: str | None, match: str) -> str:
    """`match`, in the column of `field` alone, or as that is spelt otherwise."""
    return f"{{{_COLUMN[field]} spelt}} : {match}" if field else match


def telling(found: list[Term]) -> list[Term]:
    """Of `found`, the terms that tell something of what is looked for; all of them where none does."""
    kept = [each for each in found if each.text.casefold() not in STOP_WORDS]
    return (kept or found)[:_MOST_WORDS]
