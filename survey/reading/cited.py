"""Citations in the text of an abstract: most are beside it, some are of its grammar."""

from __future__ import annotations

import re

CITED = "\ue002"
"""Stands in a sentence for a work that is its subject or the like."""

_CITE = re.compile(
    r"\\(?:no|paren|auto|text|foot|smart|super)?cite\w*\*?\s?(?:\[[^\[\]]{0,200}\]\s?){0,2}\{[^{}]{0,4000}\}", re.I
)
# Keys in brackets, as text that was made of LaTeX or Markdown has them.
_KEY = r"-?@?[A-Za-z][\w:.-]{0,60}(?:19|20)\d\d\w{0,20}"
_KEYS = re.compile(rf"\s?\[{_KEY}(?:\s?[;,]\s?{_KEY}){{0,50}}\]|\s?\[-?@[^\[\]\s][^\[\]]{{0,200}}\]")
_GAP = r"[\s~]{1,3}"
_LIST = re.compile(rf"{CITED}(?:[\s~,;]{{0,3}}(?:and|or|&)?[\s~]{{0,3}}{CITED})+")
# "Following A, we …", "as in A", "the softmax of A": what leads to a work goes with it.
_LED_TO = re.compile(
    rf"(?:^|(?<=[.!?]\s))(?:following|unlike|like|as in|based on|building on|inspired by){_GAP}{CITED}"
    r",?\s?(?P<first>\w?)"
    rf"|[,;]?{_GAP}(?:cf\.|see(?: also)?|e\.g\.,?)(?:{_GAP}in)?{_GAP}{CITED}"
    rf"|(?<![.!?]),?(?:{_GAP}(?:as|similar|compared|due|based|building|inspired|proposed|introduced|described))?"
    rf"{_GAP}(?:of|by|in|from|to|with|than|on|for|via|upon|following|unlike|like){_GAP}{CITED}(?!['’])",
    re.I,
)
_SUBJECT = re.compile(rf"(?:^|(?<=[.!?]\s)|(?<=, )){CITED}(?=['’]|\s[a-z])|{CITED}(?=['’])")
_BESIDE = re.compile(rf"[\s~]{{0,3}}{CITED}")
_KEPT = "\ue003"


def without_citations(text: str) -> str:
    """`text` without its citations and what leads to them; CITED stands for those that a sentence cannot do without."""
    bare = _LIST.sub(CITED, _CITE.sub(CITED, _KEYS.sub("", text.replace(CITED, "").replace(_KEPT, ""))))
    if CITED not in bare:
        return bare
    bare = _SUBJECT.sub(_KEPT, _LED_TO.sub(lambda found: (found["first"] or "").upper(), bare))
    return _BESIDE.sub("", bare).replace(_KEPT, CITED)
