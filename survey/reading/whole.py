"""What a line must be to stand alone: neither too long nor cut in the wrong place."""

from __future__ import annotations

import re

MOST_WORDS = 45
FEWEST_WORDS = 6
_MOST_CHARACTERS = 420

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ALPHABETIC = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
# A sum of money beside mathematics is escaped.
_MATHS = re.compile(r"\\\$|\$[^$]{1,1500}?(?<!\\)\$")
_PAIRS = {
    ")": "(", "]": "[", "}": "{", "”": "“", "»": "«", "」": "「", "』": "『", "）": "（", "】": "【", "》": "《",
    '"': '"',
}  # fmt: skip
_CLOSING = frozenset(_PAIRS) - {'"'}
_MARK = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}$]")

_ENDS = ".!?。！？．｡।॥؟۔။។"
# "1) this, 2) that": such a bracket was never open.
_NUMERAL = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[ivx]{1,4})$")
_STOPS = f" {_ENDS}"
_AROUND = ",;:()[]\"'“”‘’«»"
_JOINTS = frozenset(",;:-–—…、，；：&/+=(")

# With what a sentence ends whose last letter is one of these; Thai and Lao have no stop.
_OWN_STOPS = (
    (re.compile(r"[\u0e00-\u0eff]"), ""),
    (re.compile(r"[\u1000-\u109f]"), "။"),
    (re.compile(r"[\u1780-\u17ff]"), "។"),
    (re.compile(r"[\u0900-\u0a7f]"), "।"),
)

# Words after which something must come.
_UNFINISHED = frozenset({
    "a", "an", "the", "this", "these", "those", "our", "their", "its", "his", "her", "my", "your", "whose", "every",
    "and", "or", "but", "nor", "that", "which", "who", "whom", "where", "when", "while", "whereas", "whether", "if",
    "because", "since", "although", "though", "unless", "until", "than", "as", "so", "both", "either", "neither",
    "not", "only", "also", "very", "more", "most", "less", "such", "of", "in", "on", "at", "by", "for", "from", "to",
    "with", "without", "into", "onto", "upon", "over", "under", "between", "among", "amongst", "through", "throughout",
    "via", "per", "during", "before", "after", "against", "toward", "towards", "within", "across", "along", "about",
    "above", "below", "beyond", "despite", "like", "unlike", "versus", "vs", "including", "using", "is", "are", "was",
    "were", "be", "been", "has", "have", "had", "can", "could", "may", "might", "will", "would", "should", "must",
    "we", "they", "it", "i", "e.g", "i.e", "around", "behind", "beside", "besides", "concerning", "regarding", "except",
    "de", "la", "le", "les", "du", "et", "en", "el", "los", "las", "y", "del", "un", "una", "une", "der",
    "das", "und", "oder", "von", "ein", "eine", "dem", "para", "por", "que", "e", "o",
})  # fmt: skip


def size(text: str) -> int:
    """The words of `text`; where words are not set apart, every two characters count as one.

    In alphabets, as those of Thai and Khmer, every four do.
    """
    if text.isascii():
        return len(text.split())
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return len(text.split())
    letters = len(_ALPHABETIC.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + (unspaced - letters + 1) // 2 + (letters + 3) // 4


def is_unspaced(text: str) -> bool:
    """Whether most of `text` is in a script that sets no spaces between words."""
    return not text.isascii() and 3 * len(_UNSPACED.findall(text)) > len(text)


def stop_of(text: str) -> str:
    """The full stop with which a sentence in the script of `text` ends; "" where it needs none."""
    if text.isascii():
        return "."
    unspaced = is_unspaced(text)
    letters = _UNSPACED.findall(text) if unspaced else [char for char in text if char.isalpha()]
    own = (stop for script, stop in _OWN_STOPS if letters and script.match(letters[-1]))
    return next(own, "。" if unspaced else ".")


def could_fit(text: str) -> bool:
    """Whether `text` has no more characters than a line may have, however many words these are."""
    return len(text) <= _MOST_CHARACTERS


def fits(text: str) -> bool:
    """Whether `text` is no longer than one line may be."""
    return could_fit(text) and size(text) <= MOST_WORDS


def stands(text: str) -> bool:
    """Whether `text` fits on a line, is finished and closes every bracket."""
    return fits(text) and is_finished(text) and is_balanced(text)


def is_finished(text: str) -> bool:
    """Whether `text` does not break off, at a preposition, say, or a comma."""
    bare = text.rstrip(_STOPS)
    if not bare or text.endswith(("..", "…")) or bare[-1] in _JOINTS:
        return False
    last = bare[-60:].rsplit(maxsplit=1)[-1].strip(_AROUND)
    # Vitamin A, part I.
    return last.lower() not in _UNFINISHED or (len(last) == 1 and last.isupper() and not text.isupper())


def is_ended(text: str) -> bool:
    """Whether the author of `text` ended it, with a full stop or its like."""
    bare = text.rstrip("'\"”’)]」』）")
    return bare.endswith(tuple(_ENDS)) and not bare.endswith("..")


def is_balanced(text: str) -> bool:
    """Whether every bracket, quotation mark and formula of `text` is closed."""
    return not _alone(text)


def balanced(text: str) -> str:
    """`text` without the brackets and quotation marks that stand alone."""
    alone = _alone(text)
    return " ".join("".join(" " if place in alone else char for place, char in enumerate(text)).split())


def _alone(text: str) -> set[int]:
    """The places of brackets, quotation marks and dollar signs that have no partner."""
    alone: set[int] = set()
    opened: list[int] = []
    bare = _MATHS.sub(lambda found: " " * len(found[0]), text) if "$" in text else text
    for found in _MARK.finditer(bare):
        place, char = found.start(), found[0]
        if char == "$":
            # A sum of money is no formula.
            alone.update([place] if not bare[place + 1 : place + 2].isdigit() else [])
        elif opened and bare[opened[-1]] == _PAIRS.get(char):
            opened.pop()
        elif char in _CLOSING:
            alone.update([] if char == ")" and _NUMERAL.search(bare, max(0, place - 6), place) else [place])
        else:
            opened.append(place)
    return alone | set(opened)
