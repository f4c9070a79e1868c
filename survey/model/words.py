"""What a person types to look for, as questions to SQLite's full-text index."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from survey.model.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+", re.UNICODE)
_LETTERS = re.compile(r"[^\W_]+", re.UNICODE)
_INITIALS = re.compile(r"[^\W\d_](?: [^\W\d_])*")
_FEWEST_LETTERS = 2
"""Of a word whose end is left open."""
FEW_WORDS = 3
"""So many words are all meant; of more, whoever asks in sentences cannot know which ones a paper uses."""
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
    looser: tuple[str, ...] = ()
    """As the index is asked where no paper holds it so, one after the other: it may go on, then fall apart."""
    others: tuple[str, ...] = ()
    """As the index may be asked as well: the same in other forms (survey.model.forms)."""


def terms(text: str, *, is_phrase: bool = False, field: str | None = None) -> list[Term]:
    """`text` as it is looked for: what is held together by a hyphen is a phrase; in a phrase, all is one."""
    found = terms_as_they_stand(text, is_phrase=is_phrase, field=field)
    return _side_by_side([_in_forms(each, field, is_phrase=is_phrase) for each in found], field)


def terms_as_they_stand(text: str, *, is_phrase: bool = False, field: str | None = None) -> list[Term]:
    """Like `terms`, of words in no other form than they have: for texts of many words."""
    chunks = [text] if is_phrase else text.split()
    found = []
    for chunk in chunks:
        if is_plain(chunk):
            found += _plain_terms(chunk, field, is_phrase=is_phrase)
        else:
            from survey.model.spelling import spelt_terms

            found += spelt_terms(chunk, field, is_phrase=is_phrase)
    return found


def _in_forms(found: Term, field: str | None, *, is_phrase: bool) -> Term:
    """`found`, which may be in other forms; if it has to be looser, in two words as well."""
    from survey.model.forms import forms_of, in_two, names_of, with_umlauts_spelt, without_umlauts

    words = found.text.split()
    if not all(map(str.isalnum, words)):
        return found
    others = [within(field, quoted(form)) for form in forms_of(words, is_phrase=is_phrase)]
    others += [within(field, quoted(form)) for form in with_umlauts_spelt(found.text)]
    if len(words) == 1 and field in {None, "author"}:
        others += [within("author", quoted(name)) for name in names_of(found.text)]
    tried = ([*without_umlauts(found.text)], [*in_two(found.text)]) if found.looser else ()
    looser = [one_of([within(field, quoted(form)) for form in forms]) for forms in tried if forms]
    return found._replace(others=tuple(others), looser=(*found.looser, *looser))


def _side_by_side(found: list[Term], field: str | None) -> list[Term]:
    """`found`, where two words in a row are found in one, too."""
    from survey.model.forms import joined

    for place, (one, other) in enumerate(pairwise(found)):
        if whole := joined(one.text, other.text):
            match = within(field, quoted(whole))
            for nth in (place, place + 1):
                found[nth] = found[nth]._replace(others=(*found[nth].others, match))
    return found


def is_plain(text: str) -> bool:
    """Whether `text` is of the usual letters alone, and of no LaTeX, and no sign is part of a name in it."""
    return text.isascii() and not is_marked(text) and not has_signs(text) and not has_dots(text)


def has_signs(text: str) -> bool:
    """Whether `text` has a sign that may end a name, as in C++, C# and A*."""
    return "+" in text or "#" in text or "*" in text


def has_dots(text: str) -> bool:
    """Whether `text` has a dot that may begin a name, as in .NET."""
    return " ." in text or text.startswith(".")


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
    looser = (within(field, f"{quoted(words)} *"),) if is_open else ()
    return Term(words, within(field, quoted(words)), looser)


def quoted(words: str) -> str:
    """`words`, of letters and spaces, as one phrase, whatever else they mean to the index."""
    return f'"{words}"'


def one_of(matches: Sequence[str]) -> str:
    """What finds each that one of `matches` finds."""
    return matches[0] if len(matches) == 1 else f"({' OR '.join(matches)})"


def with_initials(found: Sequence[Term]) -> list[Term]:
    """`found` of an author, where an initial is that of a name beside one that is typed: J. Ho is Jonathan Ho."""
    initials = [place for place, each in enumerate(found) if _INITIALS.fullmatch(each.text)]
    names = [each.text for place, each in enumerate(found) if place not in initials]
    beside = list(found)
    for place in initials if names else ():
        letters = found[place].text.split()
        near = [" AND ".join(f'NEAR({quoted(name)} "{letter}" *, 1)' for letter in letters) for name in names]
        beside[place] = Term(found[place].text, within("author", f"({' OR '.join(near)})"))
    return beside


def within(field: str | None, match: str) -> str:
    """`match`, in the column of `field` alone, or as that is spelt otherwise."""
    if field and match.startswith("{"):
        match = f"({match})"
    return f"{{{_COLUMN[field]} spelt}} : {match}" if field else match


def is_running_text(found: Sequence[Term]) -> bool:
    """Whether `found` are words of sentences: many, and some that tell nothing. There, quotation marks only quote."""
    plain = sum(each.text.casefold() in STOP_WORDS for each in found)
    return plain > 0 and len(found) - plain > FEW_WORDS


def telling(found: list[Term]) -> list[Term]:
    """Of `found`, the terms that tell something of what is looked for; all of them where none does."""
    kept = [each for each in found if each.text.casefold() not in STOP_WORDS]
    return (kept or found)[:_MOST_WORDS]
