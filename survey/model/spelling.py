"""How else a text can be spelt: LaTeX as a person types it, letters without a key, signs of names, unspaced scripts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from survey.model.words import Term, has_dots, has_signs, is_marked, one_of, quoted, term, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.model.view import PaperView

_GREEK = "\u0370-\u03ff"
_AFTER_GREEK = "\u0400"
# Han, the kana, Hangul and its letters, with the mark that doubles a character and the one that lengthens a vowel.
_UNSPACED = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_ROW = f"{_UNSPACED}\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_ROW}]+")
# Super- and subscripts, letters of mathematics, ligatures, and letters of full width: one character, another spelling.
_FORMS = "\u00b2\u00b3\u00b9\u2070-\u209c\u2100-\u214f\ufb00-\ufb06\uff10-\uff5a\U0001d400-\U0001d7ff"
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "ng",
}  # fmt: skip
# Those with a capital of one character: a plain S or I would be found in every text.
_CAPITALS = "".join(letter.upper() for letter in _LETTERS if not letter.upper().isascii())
_UNUSUAL = re.compile(rf"[\\$_^{{}}{_GREEK}{_FORMS}{''.join(_LETTERS)}ẞ{_CAPITALS}\uff66-\uff9f{_ROW}]")
_UMLAUT = re.compile("[äöüåøÄÖÜÅØ]")
_PLAIN = bytes(range(128))
_TABLE = str.maketrans(_LETTERS)
_LONE_GREEK = re.compile(rf"(?<![{_GREEK}])[{_GREEK}](?![{_GREEK}])")
_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ß": "ss"})
_SIGNS = {"+": "plus", "++": "plusplus", "#": "sharp", "*": "star"}
_SIGN = re.compile(r"[+#*]\+?(?![\w+#*])")
_BEFORE_SIGN = re.compile(r"[^\W\d_][^\W_]*\Z")
_LONGEST_BEFORE_SIGN = 40
_BEFORE_DOT = frozenset(" ([/")
_DOTTED = re.compile(r"\.([A-Za-z]{2,})")

_NAMES = (
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|"
    "mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|omega"
)
_GREEK_COMMAND = re.compile(rf"\\(?:var)?({_NAMES})(?![A-Za-z])", re.I)
_LETTER_COMMAND = re.compile(r"\\(o|O|l|L|ell|ss|ae|AE|oe|OE|aa|AA|i|j|dh|th|dj)(?![A-Za-z])\s*")
_PLAIN_LETTER = {"ell": "l", "aa": "a", "dh": "d", "dj": "d"}
# Accents are commands of one sign or letter before their letter; what is left of commands says how, and not what.
_ACCENT = re.compile(r"\\(?:[`'^\"~=.]|[cvuHkrdbt](?=\s*\{|\s+\w))\s*")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*|\\.|[{}$^_]")

_AROUND = "()[]{},;:!?'\""
"""Signs around a word that are no part of it."""
_LONG_RUN = 6
"""Characters; in a longer row they are hardly one word."""


def spellings_of(view: PaperView, said: str | None) -> str | None:
    """How what is shown of a paper, and what the user `said` of it, can be spelt otherwise; None in no other way."""
    summary = view["summary"]["text"] if view["summary"] else None
    whole = [view["title"] or "", *view["authors"]]
    return other_spellings(whole, [view["venue"] or "", view["abstract"] or "", summary or "", said or ""])


def other_spellings(whole: Sequence[str], parts: Sequence[str]) -> str | None:
    """How `whole` texts (titles, names) and the words of `parts` can be spelt otherwise; None where in no other way.

    Words of scripts without spaces stand as overlapping pairs of characters, the last one of a row once more alone:
    so any piece of a row is a phrase of pairs, and the end of a row ends the phrase.
    """
    # One look at all of it is enough for most papers.
    text = "\n".join([*whole, *parts])
    odd, words = _beyond_ascii(text), []
    if is_marked(text) or _UNUSUAL.search(odd):
        chunks = [each for each in whole if _is_unusual(each)]
        chunks += [chunk for each in parts if _is_unusual(each) for chunk in _odd(each)]
        words += [word for chunk in chunks for word in _spelt(chunk)]
    if _UMLAUT.search(odd):
        words += dict.fromkeys(_with_umlauts_spelt(text))
    if has_signs(text):
        words += dict.fromkeys(_signed(text))
    # In an abstract, a dot before a word is mostly a slip, and to look for one would take longest of all.
    words += [word for each in whole if has_dots(each) for word in _dotted(each)]
    return " ".join(words) or None


def _with_umlauts_spelt(text: str) -> Iterator[str]:
    """The words of `text` that have umlauts, in plain letters: Schrödinger is schroedinger."""
    for chunk in text.split():
        if not chunk.isascii() and _UMLAUT.search(chunk):
            yield from (word.lower().translate(_UMLAUTS) for word in _WORD.findall(chunk) if _UMLAUT.search(word))


def _signed(text: str) -> Iterator[str]:
    """The names in `text` that end in signs, all in letters: C++ is cplusplus."""
    for sign in _SIGN.finditer(text):
        start = sign.start()
        word = _BEFORE_SIGN.search(text, max(0, start - _LONGEST_BEFORE_SIGN), start)
        if word and sign[0] in _SIGNS:
            yield word[0].lower() + _SIGNS[sign[0]]


def _dotted(text: str) -> Iterator[str]:
    """The names in `text` that begin with a dot, all in letters: .NET is dotnet."""
    for dot in _DOTTED.finditer(text):
        if dot.start() == 0 or text[dot.start() - 1] in _BEFORE_DOT:
            yield f"dot{dot[1].lower()}"


def _odd(text: str) -> Iterator[str]:
    """The words of `text` with an unusual character."""
    spaced, end = " ".join(text.split()), 0
    for found in _UNUSUAL.finditer(spaced):
        if found.start() >= end:
            start = spaced.rfind(" ", 0, found.start()) + 1
            end = spaced.find(" ", found.start())
            end = len(spaced) if end < 0 else end
            yield spaced[start:end]


def _is_unusual(text: str) -> bool:
    return is_marked(text) or bool(_UNUSUAL.search(_beyond_ascii(text)))


def _beyond_ascii(text: str) -> str:
    """The characters of `text` beyond ASCII: of one with a dash or two, few are left to look at."""
    if text.isascii():
        return ""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def _spelt(text: str) -> list[str]:
    spelt = canonical(text)
    words = _without_runs(spelt)
    # A star is in $A^*$, too, and stands behind its letter as soon as the other signs are gone.
    return [*([] if words == _bare(text) else words), *_pairs_of(spelt), *(_signed(spelt) if "^" in text else ())]


def _bare(text: str) -> list[str]:
    """The words of `text` as the index finds them by itself."""
    return _WORD.findall(_without_accents(text).lower())


def _without_runs(spelt: str) -> list[str]:
    return _WORD.findall(spelt if spelt.isascii() else _RUN.sub(" ", spelt))


def _pairs_of(spelt: str) -> Iterator[str]:
    for run in _RUN.findall(spelt):
        yield from pairs(run)
        yield run[-1]


def pairs(run: str) -> list[str]:
    """The overlapping pairs of the characters of `run`."""
    return [run[place : place + 2] for place in range(len(run) - 1)]


def canonical(text: str) -> str:
    """`text` as a person types it who has only the usual keys: no LaTeX, no accents, Greek letters by their names."""
    plain = _COMMAND.sub("", _ACCENT.sub("", _commands_named(text))) if "\\" in text else _COMMAND.sub("", text)
    if plain.isascii():
        return plain.lower()
    formed = unicodedata.normalize("NFKC", plain).casefold()
    named = _LONE_GREEK.sub(lambda found: _name(found.group()), formed)
    return _without_accents(named).translate(_TABLE)


def _commands_named(text: str) -> str:
    named = _GREEK_COMMAND.sub(lambda found: f" {found.group(1).lower()} ", text)
    return _LETTER_COMMAND.sub(lambda found: _PLAIN_LETTER.get(found.group(1).lower(), found.group(1).lower()), named)


def _name(letter: str) -> str:
    bare = _without_accents(letter)
    return unicodedata.name(bare, letter).rpartition(" ")[2].lower().replace("lamda", "lambda")


def _without_accents(text: str) -> str:
    """`text` with bare Latin and Greek letters; in other scripts a mark makes another letter."""
    if text.isascii():
        return text
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if not (unicodedata.combining(char) and letters and letters[-1] < _AFTER_GREEK):
            letters.append(char)
    # Recomposed so that a Hangul syllable is one character again.
    return unicodedata.normalize("NFC", "".join(letters))


def spelt_terms(text: str, field: str | None, *, is_phrase: bool) -> list[Term]:
    """What is looked for where `text` is not of plain letters alone; rows of characters are terms of their own."""
    spelt = canonical(text) if _is_unusual(text) else text
    found = [each for run in _RUN.findall(spelt) for each in _run_terms(run, field, is_phrase=is_phrase)]
    words = _without_runs(spelt)
    if words and (signed := [*_signed(spelt), *_dotted(spelt)]):
        return [_signed_term(text, words, signed, field), *found]
    return [term(words, field, is_phrase=is_phrase), *found] if words else found


def _signed_term(text: str, words: list[str], signed: list[str], field: str | None) -> Term:
    """The `words` of `text`, which must have their signs, too, unless no paper has them so."""
    bare = quoted(" ".join(words))
    match = f"({' AND '.join([bare, *map(quoted, signed)])})"
    others = [within(field, quoted(name)) for name in signed] if len(words) == 1 else []
    return Term(text.strip(_AROUND), within(field, match), (within(field, bare),), tuple(others))


def _run_terms(run: str, field: str | None, *, is_phrase: bool) -> list[Term]:
    if len(run) == 1:
        return [Term(run, within(field, f"{quoted(run)} *"))]
    two = pairs(run)
    if len(run) > _LONG_RUN and not is_phrase:
        return [Term(pair, within(field, quoted(pair))) for pair in two]
    looser = (within(field, one_of([quoted(pair) for pair in two])),) if len(two) > 1 and not is_phrase else ()
    return [Term(run, within(field, quoted(" ".join(two))), looser)]
