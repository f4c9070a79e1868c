"""Names of people as bibliographies print them."""

from __future__ import annotations

import re

from survey.bibliographies.people import given_first
from survey.bibliographies.plain import plain
from survey.reading.bibitem import Item, groups

INITIALS = r"(?:[^\W\d_]\.[- ]?){1,5}"
_BARE_INITIALS = r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)? (?:[A-Z][ -]?){1,4}"
VANCOUVER = re.compile(rf"^(?:{_BARE_INITIALS},\s*){{0,60}}(?:{_BARE_INITIALS}|et al)\.\s+(?![A-Z]\.)(.+)")
_PARTICLES = frozenset({
    "van", "von", "de", "der", "den", "la", "le", "di", "da", "dos", "del", "el", "al", "ten", "ter", "bin", "ibn", "y",
    "e", "et", "al.", "others", "…", "...", "af", "zu", "du",
})  # fmt: skip
_NOBODY = frozenset({"et al", "et al.", "others", "…", "...", "eds", "eds.", "editors"})
_NAME_WORD = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*|[A-Z]\.(?:-?[A-Z]\.)*|-[A-Z]\.")
_BETWEEN = re.compile(r"\s{0,2}(?:,\s*(?:and|&|und|y|et(?! al))\s+|,|;|\band\b|&|\bund\b|/)\s*")


def is_names(text: str) -> bool:
    """Whether `text` is nothing but names of people."""
    bare = re.sub(
        r"\((?:eds?|editors?)?\.?\)|\(?\b(?:1[5-9]\d\d|20\d\d)[a-z]?\)?|,?\s*\beditors?\b|,?\s*\beds?\.", " ", text
    )
    parts = [part.strip(" .,:") for part in _BETWEEN.split(" ".join(bare[:3_000].split()))]
    parts = [part for part in parts if part]
    return bool(parts) and all(_looks_like_name(part) for part in parts)


def _looks_like_name(part: str) -> bool:
    words = part.split()
    proper = [word for word in words if word.lower() not in _PARTICLES]
    return len(words) <= 6 and all(map(_NAME_WORD.fullmatch, proper))


def after_authors(text: str) -> str:
    """`text` from the first part that is no name."""
    at = 0
    while found := _BETWEEN.search(text, at):
        part = text[at : found.start()].strip()
        if part and not (_looks_like_name(part) and _is_short_name(part)):
            break
        at = found.end()
    return text[at:]


def _is_short_name(part: str) -> bool:
    """Whether a part between commas is a name rather than a title in capitals: it has an initial, or few words."""
    return bool(re.search(r"(?:^|\s|-)[^\W\d_]\.", part)) or len(part.split()) <= 3


def printed_authors(item: Item) -> tuple[str, ...]:
    """The people an entry begins with."""
    fields = groups(item.latex, r"\\bibinfo\s*\{(?:author|person)\}|\\(?:bib|b)author(?![A-Za-z])")
    if spelt := [words for name in fields if (words := plain(name))]:
        return tuple(given_first(name) for name in spelt)
    text = plain(item.blocks[0] if len(item.blocks) > 1 else item.latex)[:3_000]
    before = re.split(r"\(?\b(?:1[5-9]\d\d|20\d\d)[a-z]?\b|[“\"`]|\(eds?", text, maxsplit=1)[0].strip(" ,:(")
    return _people(before if is_names(before) else _lead(text))


def _lead(text: str) -> str:
    """The names that `text` begins with."""
    if found := re.match(rf"((?:[^:]{{0,1500}}?){INITIALS})\s*:\s", text):
        return found.group(1)
    if found := VANCOUVER.match(text):
        return text[: found.start(1)].strip(" .")
    rest = after_authors(text)
    if len(rest) < len(text):
        return text[: len(text) - len(rest)]
    first = re.split(r"(?<=[^\W\d_]{2})\.\s+", text, maxsplit=1)[0]
    return first if is_names(first) else ""


def _people(text: str) -> tuple[str, ...]:
    """The names in a printed list, given names first."""
    parts = [part.strip(" .") if len(part) > 4 else part.strip() for part in _BETWEEN.split(text)]
    names: list[str] = []
    for part in parts:
        if not part or part in _NOBODY:
            continue
        dotted = part if part.endswith(".") else f"{part}."
        if names and re.fullmatch(INITIALS, dotted):
            names[-1] = f"{dotted} {names[-1]}"
        else:
            names.append(part.removesuffix(" et al").strip())
    # “Doe, Ann B., and Carl Roe”: only the first name is turned round.
    is_turned = len(names) > 2 and " " not in names[0] and all(" " in name for name in names[2:])
    if is_turned and re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]\.?)?", names[1]):
        names[:2] = [f"{names[1]} {names[0]}"]
    return tuple(names)
