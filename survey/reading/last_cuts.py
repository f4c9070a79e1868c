"""A sentence that no rule makes short enough, cut where it still says something by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.reading.clauses import is_clause, is_clause_abroad, is_subordinated, is_torn
from survey.reading.compress import opened
from survey.reading.cues import is_told
from survey.reading.whole import FEWEST_WORDS, balanced, could_fit, fits, is_balanced, is_ended, is_finished, size

# Before these a clause may be over; "of" and "to" begin what belongs to the word before.
_END = re.compile(
    r"(?P<mark>;(?=\s)|；|(?<=[\u0e00-\u0eff])\s(?=[\u0e00-\u0eff]))"
    r"|(?P<english>,? (?=(?:and|or|but|while|for|in|at|with|by|from|under|across|during|without|via|using|as|"
    r"because|so)\b)|, (?=(?:which|where|when)\b))"
    r"|(?P<abroad>[，,](?=\s?\w))",
)
_LISTING = re.compile(r",? (?:and|or)\b")
# After these the clause is not over, whatever follows.
_WAITS = re.compile(
    r"\b(?:results?|consists?|differs?|varies|known|due|\w+(?:ing|ed)|(?:to|we) \w+)$",
    re.I,
)
_PARTS = re.compile(
    r"\b(?:that|which|who|whose|where|when|while|whether|how|because|although|though|so)\b|, (?:but|yet)\b", re.I
)
_PUT_IN = re.compile(r"\b(?:although|though|while|if|when|as|since|because)\b.*, ([^,]*)$", re.I)
_ENGLISH = re.compile(r"\b(?:the|and|that|with|this)\b", re.I)
_HEAD_LAST = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
# Where the verb stands last, a clause before others ends so, and what comes after it is a whole sentence.
_CLAUSE_OVER = re.compile(r"(?:[고며여서나만면데어아니]|으로|하고),\s|(?:が|から|ため|ので|おり|して|し|れば)、")
_POINTS_BACK = re.compile(r"(?:이를|이에|이는|그|이러한|해당|それ|これ|その|この|そこ)")
_TIED = re.compile(r"(?:나아가|또한|그리고|さらに|また|特に)[,、]?\s*")


def last_cuts(sentence: str) -> Iterator[str]:
    """What can stand on a line of a sentence that is too long or has no end, the best first; often nothing."""
    text = balanced(opened(sentence))
    if fits(text) and is_ended(text):
        yield text
    elif _HEAD_LAST.search(text):
        yield from _clauses(text)
    elif not is_subordinated(text):
        yield from _heads(text)


def _heads(text: str) -> Iterator[str]:
    """`text` up to each place where a clause is over, the longest first."""
    for end in reversed(list(_END.finditer(text))):
        head = text[: end.start()]
        if (
            size(head) >= FEWEST_WORDS
            and fits(head)
            and is_finished(head)
            and is_balanced(head)
            and _is_over(head, end)
        ):
            yield head


def _is_over(head: str, end: re.Match[str]) -> bool:
    if is_torn(head, end.string[end.start() :]):
        return False
    if end["mark"]:
        return True
    if end["abroad"]:
        return _ENGLISH.search(head) is None and is_clause_abroad(head)
    if _WAITS.search(head) or ("," in head[-80:] and _LISTING.match(end.string, end.start())):
        return False
    put_in = _PUT_IN.search(head)
    if put_in and not is_clause(put_in[1]):
        return False
    return all(is_clause(part) for part in _PARTS.split(head)) and is_clause(head)


def _clauses(text: str) -> Iterator[str]:
    """The ends of `text` from where a clause begins; those that tell what was done come first."""
    tails = [text[over.end() :] for over in _CLAUSE_OVER.finditer(text)]
    tails = [_TIED.sub("", tail, count=1) if _TIED.match(tail) else tail for tail in tails]
    fitting = [
        tail
        for tail in tails
        if could_fit(tail) and fits(tail) and size(tail) >= FEWEST_WORDS and is_ended(tail) and is_balanced(tail)
        if not _POINTS_BACK.match(tail)
    ]
    yield from sorted(fitting, key=lambda tail: not is_told(tail))
