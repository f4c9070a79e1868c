"""Sentences that are whole, and tell nothing of what a paper does."""

from __future__ import annotations

import re

from survey.reading.wording import PAPER

_MANY = r"(?:several|many|various|two|three|four|five|six|main|major|key|novel|new|important|significant|original)"
_ENDS = r"[\s.:;]*$"
_HOLLOW = re.compile(
    # A question, which another sentence answers; "we ask whether" and "this paper asks" are none.
    rf"(?!(?:we|i|(?:this|the) {PAPER}|our|here|in this)\b).*[?？][\"”’)]*$"
    # What is not done here.
    rf"|(?:we|(?:this|the present|our) {PAPER}|it) (?:(?:do|does|did) not|don['’]t|doesn['’]t) (?:here )?(?:propose|"
    r"present|introduce|develop|aim|claim|attempt|seek|intend|try|argue|provide|offer|address|discuss|consider|assume)\b"
    # That something follows, or is new.
    rf"|.*\bcontributions?(?: of (?:this|the|our) \w+)? (?:is|are) (?:(?:two|three|four|mani)-?fold|{_MANY}|as follows)"
    rf"[^,;:]{{0,30}}{_ENDS}"
    rf"|(?:\w+ ){{1,4}}(?:makes?|offers?|provides?|has|have|gives?|contains?) (?:the following|an?|{_MANY})"
    rf"(?: {_MANY})* contributions?{_ENDS}"
    rf"|(?:\w+ ){{1,8}}(?:the following(?: \w+){{0,3}}|as follows){_ENDS}"
    rf"|(?:to (?:our|the best of our) knowledge, )?(?:this|ours|it) (?:is|was) (?:(?:among|one of) )?the first\b"
    rf"(?! (?:of|time|part|in a series))"
    rf"|the (?:rest|remainder) of (?:this|the) {PAPER}\b"
    # What others should do.
    rf"|.*(?:필요하다|필요가 있다|요구된다){_ENDS}"
    # What a word means, on which the work builds.
    r"|(?:let|suppose|recall|denote|assume)\b(?!.*\b(?:we|is shown|are shown|then)\b)"
    r"|we (?:say|write|denote|recall)\b"
    r"|(?:an? |the )?[^,;]{1,80} (?:is|are) (?:called|said to be|termed)\b",
    re.I,
)


def is_hollow(line: str) -> bool:
    """Whether a line asks, or announces, denies or defines in English, or calls for more in Korean."""
    return _HOLLOW.match(line) is not None
