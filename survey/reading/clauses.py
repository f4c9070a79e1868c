"""Where a sentence may be cut: before a trailing clause, if what is left says something by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.reading.cues import is_told
from survey.reading.whole import FEWEST_WORDS, could_fit, is_balanced, is_finished, size
from survey.reading.wording import DO, SUBORDINATE

VERB = re.compile(
    rf"\b(?:is|are|was|were|be|can|could|may|might|will|would|should|must|has|have|had|does|do|did|\w+ed|(?:{DO}|show|"
    r"enable|allow|outperform|require|reduce|increase|lead|yield|make|remain|perform|depend|consist|help|suffer|converge|"
    r"become|occur|contain|involve|play|represent|support|affect|influence|cause|produce|contribute|challenge|keep|"
    r"degrade|fail|struggle|exceed|beat|match|rise|fall|grow|hold|lack|exist)s?|"
    r"studies|relies|applies|becomes|analyses|reaches|addresses|focuses)\b"
    # "that passivates the surface": after a relative what ends so, and has an object, is one.
    r"|^\s*\w+s (?:the|an?|its|their|our|all|every|each|both|this|these)\b",
    re.I,
)
# What is cut is never a condition, an exception or a contrast: without these a sentence says something else.
_TAIL = re.compile(
    r",? (?:which|where|while|thereby|thus|hence|therefore|allowing|enabling|leading|resulting|making|achieving|"
    r"outperforming|demonstrating|showing|providing|yielding|giving|reducing|improving|obtaining|ensuring|suggesting|"
    r"indicating|highlighting|using|so that|because|especially|particularly|namely|in order to|by \w+ing|i\.e\.|e\.g\.|"
    r"such as|compared (?:to|with)|as opposed to)\b"
    rf"|(?P<joined>,? and (?:we|it|they|our|this|thus|therefore|hence|thereby|can|is|are|has|does|that|{DO}|"
    r"outperform)s?\b)"
    r"|(?P<loose>, (?:with|both|from|for|as|since|including|to|in|on|under|via|through|based on|followed by|one of|an?|"
    r"the|as well as|with respect to|regardless of)\b)"
    r"|(?P<mark>[;:](?=\s)| --+ | ?— ?| – )|(?P<unspaced>[，；：]|(?<=[\u3400-\u9fff）)%]),(?=[\u3400-\u9fff]))"
    r"|(?P<foreign>, (?:qui|dont|laquelle|ce qui|que permite|lo que|l[ao] cual|el cual|o que|[ao] qual|che|il che|"
    r"wobei|wodurch|sodass|so dass|welche[rsnm]?)\b)",
    re.I,
)
_KANA = re.compile("[\u3040-\u30ff]")
_CLAUSE_ABROAD = re.compile("[，；：,;:]")
_FEWEST_ABROAD = 3
_LISTED = re.compile(r", (?:and|or)\b|\b(?:and|or) (?:the|an?)\b", re.I)
# A list of so many, or of what is done, of which only a part would be left.
_PROMISED = re.compile(r"\b(?:two|three|four|five|six|several|following)\b[^:]{0,200}:", re.I)
_LAST_OF_LIST = re.compile(r"[,;] (?:and|or)\b|;", re.I)
_DOING = re.compile(r", (?:\w+ly )?\w+ing\b[^,]*$", re.I)
_LAST_DONE = re.compile(r", and (?:\w+ly )?\w+ing\b", re.I)
_PART = re.compile(r"(?<!\S)\(?(?:\d{1,2}|[ivx]{1,4})\)\s")
_NUMERAL = re.compile(r"(?:\b\d{1,2}[.)]|(?:[,;:]|\band) \(?(?:\d{1,2}|[ivx]{1,4})[.)]?)$")
# "that, as time passes": the clause goes on behind what was put into it.
_OPENED = re.compile(
    r"\b(?:that|then|and|but|which|so),? "
    r"(?:as|if|when|while|although|since|because|given|under|unless|for (?:every|any|all|each))\b[^,]*$",
    re.I,
)
_ADVERB = re.compile(r", (?:\w+ly|often|then|thus|also|however|again|still|even|only)$", re.I)
_DASH = re.compile(r" --+ | ?— ?| – ")
CLAUSE = re.compile(
    r"\b(?:that|which|who|whose|where|when|while|whether|how|why|because|although|if|since)\b|, (?:but|yet)\b", re.I
)
_HALF = re.compile(
    r"\b(?:both|between)\b(?!.*\band\b)|\b(?:either|whether)\b(?!.*\bor\b)|\bneither\b(?!.*\bnor\b)"
    r"|\bnot (?:only|just|merely)\b(?!.*\bbut\b)",
    re.I,
)
_SUBORDINATED = re.compile(rf"{SUBORDINATE}(?:\b|(?<=[^\x00-\xff]))", re.I)


def is_subordinated(text: str) -> bool:
    """Whether `text` begins with what is not its main clause, so that it may not be there where it is cut."""
    return _SUBORDINATED.match(text) is not None


def heads(text: str) -> Iterator[str]:
    """`text` up to each place where a trailing clause begins."""
    for tail in _TAIL.finditer(text):
        head = text[: tail.start()]
        if not could_fit(head):
            return
        if size(head) >= FEWEST_WORDS and is_finished(head) and is_balanced(head) and _is_clause(head, tail):
            yield head


def _is_clause(head: str, tail: re.Match[str]) -> bool:
    """Whether `head` says something without `tail`: it has its verbs, and is no half of a list or of a pair."""
    if tail["unspaced"] or tail["foreign"]:
        return is_clause_abroad(head)
    if (tail["joined"] and "," in head[-80:]) or is_torn(head, tail.string[tail.start() :]):
        return False
    if tail["loose"] and _LISTED.search(tail.string, tail.end(), tail.end() + 80):
        return False
    return is_clause(head)


def is_torn(head: str, rest: str) -> bool:
    """Whether a list, an aside between dashes or what a number announces begins in `head` and ends in `rest`."""
    return (
        (_PROMISED.search(head) is not None and _LAST_OF_LIST.search(rest) is not None)
        or (_DOING.search(head) is not None and _LAST_DONE.search(rest) is not None)
        or (len(dashed := _DASH.split(head)) % 2 == 0 and _DASH.search(rest) is not None and not _is_said(dashed[0]))
        or (_PART.search(head) is not None and _PART.search(rest) is not None)
        or _NUMERAL.search(head) is not None
        or _ADVERB.search(head) is not None
    )


def _is_said(text: str) -> bool:
    return VERB.search(text) is not None and is_finished(text)


def is_clause(head: str) -> bool:
    """Whether `head` in English has a verb where it needs one, and both halves of a pair."""
    return all(VERB.search(clause) for clause in (head, CLAUSE.split(head)[-1])) and not (
        _HALF.search(head) or _OPENED.search(head)
    )


def is_clause_abroad(head: str) -> bool:
    """Whether `head` in another language says what was done, and breaks off neither a list nor a preposition's clause.

    No comma of Japanese ends a sentence, for its verbs stand last.
    """
    if _KANA.search(head) or not is_told(head.lower()):
        return False
    last = _CLAUSE_ABROAD.split(head)[-1]
    return is_told(last.lower()) or (size(last) >= _FEWEST_ABROAD and not _SUBORDINATED.match(last))
