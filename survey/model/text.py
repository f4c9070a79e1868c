"""Text as it comes from outside, made comparable."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import date
from functools import lru_cache

# C0 and C1 controls, the marks that turn the reading direction or hide inside words, and halves of characters.
_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u200b\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# What no file of text can hold.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_MARKUP = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.S)
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|sec|title|br|div|li|list)\b[^<>]*>", re.I)
_NULLS = frozenset({"null", "none", "n/a", "nan", "undefined"})


def line(text: object) -> str | None:
    """`text` on one line, without control characters; None where it says nothing (empty, `null`, `N/A`)."""
    tidy = title_line(text)
    return None if tidy is None or tidy.lower() in _NULLS else tidy


def title_line(text: object) -> str | None:
    """Like `line`, but a title may be any word at all: only an empty one says nothing."""
    if not isinstance(text, str):
        return None
    tidy = " ".join(text.split())
    if not tidy.isprintable():
        tidy = " ".join(_UNSEEN.sub("", text).split())
    return unicodedata.normalize("NFC", tidy) or None


def writable(text: str) -> str:
    """`text` without NUL and without lone halves of characters, which neither a catalog nor a file can hold."""
    return _UNWRITABLE.sub("", text)


def plain(marked: object) -> str | None:
    """The words of text that carries HTML, MathML or JATS markup, on one line; None where there are none."""
    if not isinstance(marked, str):
        return None
    # Twice: some services escape what was escaped already.
    unescaped = html.unescape(html.unescape(marked))
    return title_line(_MARKUP.sub("", _BLOCK.sub(" ", unescaped)))


def day(text: object) -> date | None:
    """The calendar day that an ISO date or time begins with, or None. A year or month alone is no day."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})", text) if isinstance(text, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def year(value: object) -> int | None:
    """A plausible year of publication, or None."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    found = re.match(r"\s*(\d{4})(?!\d)", str(value))
    return int(found.group(1)) if found and 1400 <= int(found.group(1)) <= 2200 else None


def count(value: object) -> int | None:
    """A count of things, or None: no negative number, no fraction, no truth value, nothing that takes over 63 bits."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63 else None


# LaTeX says the same title in other words: Greek letters are meant as letters, other commands go, their arguments stay.
_GREEK = {
    name: unicodedata.lookup(f"GREEK SMALL LETTER {name.upper()}")
    for name in (
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lamda", "mu", "nu",
        "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    )
}  # fmt: skip
_GREEK_COMMAND = re.compile(rf"\\(?:var)?({'|'.join(_GREEK)}|lambda)(?![A-Za-z])", re.I)
_MARKS = re.compile(r"[{}$^_]")
_COMMAND = re.compile(rf"\\[A-Za-z]+\s*|\\.|{_MARKS.pattern}")
# Marks that tell two titles apart (C++, C#) stay as letters of their word.
_WORDS = re.compile(r"[^\w+#]+|_")


# Of plain text, the same at one go: by a table of bytes, which is several times as fast as one of characters.
_FOLDED = bytes(code if chr(code).isalnum() or chr(code) in "+#" else 32 for code in range(128)).lower().ljust(256)
_NOT_PLAIN = re.compile("[^\x00-\x7f]")


def folded(text: str) -> str:
    """What `fold` says, of a text that does not come again."""
    if "\\" in text:
        text = _COMMAND.sub("", _GREEK_COMMAND.sub(_greek, text))
    plain = text if text.isascii() else _NOT_PLAIN.sub(_plainer, text)
    if plain.isascii():
        return " ".join(plain.encode().translate(_FOLDED, b"{}$^_").decode().split())
    return _WORDS.sub(" ", _without_accents(_MARKS.sub("", text).casefold())).strip()


@lru_cache(maxsize=8192)
def fold(title: str) -> str:
    """What two spellings of `title` share: its words in lower case, without accents, punctuation and LaTeX."""
    return folded(title)


def _greek(command: re.Match[str]) -> str:
    return _GREEK.get(command.group(1).lower(), "λ")


def _plainer(found: re.Match[str]) -> str:
    return _plain_letters(found[0])


@lru_cache(maxsize=4096)
def _plain_letters(char: str) -> str:
    """What a character that is not plain says in plain letters; where that cannot be said, the character itself."""
    letters = _WORDS.sub(" ", _without_accents(char.casefold()))
    return letters if letters.isascii() else char


# No character before these combines with another.
_MAY_COMBINE = re.compile("[^\x00-\u02ff]")


def _without_accents(text: str) -> str:
    letters = _MAY_COMBINE.sub(_uncombined, unicodedata.normalize("NFKD", text))
    # Recomposed so that a Hangul syllable is one character again.
    return unicodedata.normalize("NFC", letters).casefold()


def _uncombined(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


_PARTICLES = frozenset({
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn",
    "ten", "zu",
})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@lru_cache(maxsize=16384)
def surname(name: str) -> str:
    """The folded family name of an author as printed, `Given Family` or `Family, Given`, without particles."""
    family, comma, given = name.partition(",")
    if not comma or folded(given) in _SUFFIXES:
        return last_name(folded(family))
    words = [word for word in folded(family).split() if _is_name(word)]
    return " ".join([word for word in words if word not in _PARTICLES] or words)


def last_name(whole: str) -> str:
    """The last word of a folded name in the order of speech; "" where there is none."""
    return next(filter(_is_name, reversed(whole.split())), "")


def _is_name(word: str) -> bool:
    # DBLP numbers its homonyms: "Wei Wang 0009".
    return not word.isdigit() and word not in _SUFFIXES
