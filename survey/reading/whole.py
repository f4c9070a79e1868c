"""What a line must be to stand alone: neither too long nor cut in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_WORDS = 45
FEWEST_WORDS = 6
_MOST_CHARACTERS = 420

_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_MATHS = re.compile(r"\$[^$]{1,300}\$")
_PAIRS = {
    ")": "(", "]": "[", "}": "{", "”": "“", "»": "«", "」": "「", "』": "『", "）": "（", "】": "【", "》": "《",
    '"': '"',
}  # fmt: skip
_CLOSING = frozenset(_PAIRS) - {'"'}
_MARK = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}$]")

_STOPS = " .!?。！？．｡"
_AROUND = ",;:()[]\"'“”‘’«»"
_JOINTS = frozenset(",;:-–—…、，；：&/+=(")

_COMMA = re.compile(r"[,;:](?=\s)|[，、；：。]| [–—-]+ ")
_WORD_END = re.compile(r"(?<=\S)(?=\s|$)|(?<=[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])")

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
    """The words of `text`; where words are not set apart, every two characters count as one."""
    if text.isascii():
        return len(text.split())
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + (unspaced + 1) // 2 if unspaced else len(text.split())


def is_unspaced(text: str) -> bool:
    """Whether most of `text` is in a script that sets no spaces between words."""
    return not text.isascii() and 3 * len(_UNSPACED.findall(text)) > len(text)


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
    return bare.endswith((".", "!", "?", "。", "！", "？", "．", "｡")) and not bare.endswith("..")


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
            alone.add(place)
        else:
            opened.append(place)
    return alone | set(opened)


def cut(text: str) -> str:
    """`text` up to the last comma, else the last word, up to which it fits and is finished; "" where there is none."""
    if not fits(text) and (clause := next((head for head in _heads(text, _COMMA) if is_finished(head)), None)):
        return clause
    return next((head for head in _heads(text, _WORD_END) if is_finished(head)), "")


def _heads(text: str, end: re.Pattern[str]) -> Iterator[str]:
    """`text` up to each `end`, the longest that fits first; none that is too short, unless `text` is."""
    ends = [found.start() for found in end.finditer(text[: _MOST_CHARACTERS + 1])]
    for place in reversed(ends):
        if fits(head := text[:place]) and size(head) >= min(FEWEST_WORDS, size(text)) and is_balanced(head):
            yield head
