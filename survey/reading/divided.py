"""Words that were divided at the end of a line, made whole."""

from __future__ import annotations

import re
from collections.abc import Set

_SOFT = re.compile("\u00ad\\s*")
# A part alone is a hyphen that waits for its word: "pre- and post-norm".
_DIVIDED = re.compile(
    r"(?<![\w‐-])((?:[^\W\d_]+-)*)([^\W\d_]{2,})([‐-])\s(?!(?:and|or|to|und|oder|bzw|et|ou|y|e|o|en|of)\b)(?=[^\W\d_]{2})"
)
_WORD = re.compile(r"[^\W\d_]+")
_BY_ITSELF = re.compile(r"(?<![\w‐-])(?<![‐-]\s)[^\W\d_]+(?![\w‐-])")
_LONGEST = 60
# Compounds of words with which many begin or end, and few longer words do; of names and abbreviations, any.
_COMPOUND = re.compile(
    r"(?:all|best|cross|deep|double|end|fast|few|fine|first|five|four|full|half|high|higher|large|long|low|lower|one|open|"
    r"self|short|single|small|state|three|top|two|well|whole|wide|zero|multi(?!-(?:pl|tu)))-.*"
    r"|.*-(?:art|aware|based|driven|free|like|level|of|shot|specific|the|time|to|wise)",
    re.I,
)


def undivided(text: str) -> str:
    """`text`, which stands on one line, without the hyphens and spaces by which ends of lines divided its words.

    The hyphen of a compound stays: where it has another one, begins or ends with a word that many compounds do, begins
    with a name in capitals, is written so elsewhere in the text, or both its words are words of the text.
    """
    if "\u00ad" in text:
        text = _SOFT.sub("", text)
    if _DIVIDED.search(text) is None:
        return text
    by_themselves = set(_BY_ITSELF.findall(text))
    return _DIVIDED.sub(lambda found: _joined(found, text, by_themselves), text)


def _joined(found: re.Match[str], text: str, words: Set[str]) -> str:
    before, part, hyphen = found.groups()
    rest = _WORD.findall(text, found.end(), found.end() + _LONGEST)[0]
    hyphened = f"{part}-{rest}"
    is_compound = before or part.isupper() or _COMPOUND.fullmatch(hyphened) or hyphened in text
    return f"{before}{part}{hyphen if is_compound or {part, rest} <= words else ''}"
