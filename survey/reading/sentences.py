"""Where sentences end: abbreviations, initials, LaTeX, and full stops of Chinese, Japanese and Korean."""

from __future__ import annotations

import re

_END = re.compile(
    r"[.!?…।॥؟۔።။។]+['\"”’»)\]]*(?=\s)"
    # Or the stop: "… for years We show …".
    r"|(?<=[a-z]{3})(?=\s(?:We|(?:In t|T)his (?:paper|work|study|article)) [a-z])"
    r"|(?<=\S)(?=\s[•▪►●◦‣]\s)"
    r"|[。！？｡．]+[”’」』）)]*"
    r"|(?<=[가-힣])[.!?](?=[가-힣A-Z])"
    # The space is missing now and then: "… of results.We show …"
    r"|(?<=[a-z]{3}[.])(?=[A-Z][a-z]+[\s:,])|(?<=[)%][.])(?=[A-Z][a-z]+[\s:,])|(?<=[a-z]{3}[.])(?=A\s|[A-Z]{5,}\s?:)"
)
# Nothing ends inside brackets or mathematics, as far as they are closed again.
_CLOSED = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]|\$[^$]{1,200}\$|（[^（）]{0,200}）|「[^「」]{0,200}」")
_LAST_WORD = re.compile(r"(\S+)\s+(\S+)$|(\S+)$")
_NEXT_WORD = re.compile(r"\s*([\"'“‘«(\[]*)(\S+)")
_PART = re.compile(r"[ivx]{1,4}\)")
_LETTERS = re.compile(r"[A-Z](?:\.[A-Z])+")
_OPENS = frozenset({
    "we", "the", "this", "in", "our", "it", "to", "these", "however", "here", "a", "an", "for", "as", "they", "by",
    "results", "methods", "conclusions", "objective", "moreover", "furthermore", "i", "there", "such", "thus",
    "yet", "while", "although", "when", "but", "therefore", "then", "hence",
})  # fmt: skip
_NEVER_LAST = frozenset({
    "fig", "figs", "eq", "eqs", "eqn", "sec", "sect", "tab", "ref", "refs", "thm", "def", "prop", "ch", "vol", "pp",
    "dr", "prof", "mr", "mrs", "ms", "st", "vs", "cf", "e.g", "i.e", "eg", "ie", "viz", "ca", "approx", "resp", "a.k.a",
    "w.r.t", "s.t", "spp", "var", "subsp", "ssp", "gen", "sp",
})  # fmt: skip
_SELDOM_LAST = frozenset(
    {"al", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "u.s", "u.k", "u.s.a", "ph.d", "no", "nos"}
)


def sentences(text: str) -> list[str]:
    """The sentences of `text`, which stands on one line."""
    closed = [found.span() for found in _CLOSED.finditer(text)]
    capitals = any(char.isupper() for char in text)
    found, begin, place = [], 0, 0
    for end in _END.finditer(text):
        while place < len(closed) and closed[place][1] <= end.start():
            place += 1
        inside = place < len(closed) and closed[place][0] < end.start()
        if not inside and _is_end(text[begin : end.end()], text[end.end() : end.end() + 60], capitals=capitals):
            found.append(text[begin : end.end()])
            begin = end.end()
    found.append(text[begin:])
    return [tidy for sentence in found if (tidy := sentence.strip())]


def _is_end(before: str, after: str, *, capitals: bool) -> bool:
    following = _NEXT_WORD.match(after)
    if following is None or not before:
        return following is None
    opening, word = following.groups()
    if before[-1] in "。！？｡．」』）":
        return not word[0].isdigit() or before[-1] != "．"
    if word[0].islower() and not opening and capitals and not _PART.fullmatch(word):
        return False
    return not before.endswith(".") or not _is_abbreviation(before, word.strip(".,;:()").lower())


def _is_abbreviation(before: str, following: str) -> bool:
    last = _LAST_WORD.search(before[-80:])
    if last is None:
        return False
    previous, word = last.group(1) or "", (last.group(2) or last.group(3)).rstrip(".").lstrip("([\"'“‘$")
    low = word.lower()
    # A number begins a sentence, or a part of a list.
    is_numeral = word.isdigit() and (not previous or previous[-1] in ":;")
    # Parties to a case: "Roe v. Wade".
    is_versus = word == "v" and previous[:1].isupper()
    if low in _NEVER_LAST or is_numeral or is_versus or _is_spaced(previous, word, following):
        return True
    if low in {"no", "nos"}:
        return following.isdigit()
    # Reports of courts: "1 Q.B. 256".
    if _LETTERS.fullmatch(word) and following.isdigit():
        return True
    # An initial follows a name or is followed by another; "vitamin D" is neither.
    is_initial = len(word) == 1 and word.isupper() and (not previous[:1].islower() or len(following) == 1)
    if low in _SELDOM_LAST or is_initial:
        return following not in _OPENS
    return False


def _is_spaced(previous: str, word: str, following: str) -> bool:
    """Whether `word` is of an abbreviation in two words, as "z. B.", "d. h." and "p. ex."."""
    begins = len(word) == 1 and word.islower() and len(following) == 1
    return begins or (len(word) <= 2 and re.fullmatch(r"[a-z]\.", previous) is not None)
