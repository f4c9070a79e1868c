"""Switches in a LaTeX text: what is switched off goes, what nobody can decide stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from survey.reading.flatten import without_environments

_NEWIF = re.compile(r"\\newif\s*\\if([A-Za-z@]+)")
_LET = re.compile(r"\\let\s*\\if([A-Za-z@]+)\s*=?\s*\\if(true|false)(?![A-Za-z])")
_MOST_FLAGS = 500
_TOKEN = re.compile(r"\\(if[A-Za-z@]*|else|or|fi)(?![A-Za-z@])")
# These take their branches as arguments; \iff is a sign.
_NO_OPENERS = re.compile(
    r"iff|ifthenelse|if(?:un)?def(?:macro|param|counter|length|string|func)?|if(?:cs)?(?:def|undef)|iftoggle|ifbool|"
    r"ifblank|ifstr\w+|ifnum(?:comp|equal|greater|less|odd)|ifdim(?:comp|equal|greater|less)|ifboolexp\w?|"
    r"ifempty|ifdefempty|ifnot\w+|ifcs(?:empty|equal|string|void)|ifin(?:list|args)|if@noskipsec"
)
_OWN_IF = re.compile(r"\\(?:(?:re|provide)?newcommand|DeclareRobustCommand|def)\*?\s*\{?\s*\\(if[A-Za-z@]+)")
_ZERO = re.compile(r"0(?=[\sA-Za-z\\])(?!\\)")
_HIDDEN = re.compile(
    r"\\excludecomment\s*\{([A-Za-z*]+)\}"
    r"|\\(?:re)?newenvironment\*?\s*\{([A-Za-z*]+)\}\s*(?:\[\d\])?\s*\{\s*(?:\\comment|\\expandafter\\comment)\s*\}"
    r"|\\NewEnviron\s*\{([A-Za-z*]+)\}\s*\{\s*\}"
)


def decided(text: str, *, definitions: Iterable[str] = ()) -> str:
    """`text` without the branches that are switched off; `definitions` are further texts that declare switches.

    Of a flag the last setting counts. Switches that are unbalanced, or ask what only TeX knows, are left as they are.
    """
    flags = _flags("\n".join((*definitions, text)))
    own = frozenset(_OWN_IF.findall(text))
    return without_hidden(_without_branches(text, flags, own))


def without_hidden(text: str) -> str:
    """`text` without the environments that it declares to be left out."""
    names = {name for found in _HIDDEN.findall(text) for name in found if name}
    if not names:
        return text
    return without_environments(text, re.compile(rf"\\begin\s*\{{({'|'.join(map(re.escape, sorted(names)))})\}}"))


def _flags(text: str) -> dict[str, bool]:
    flags = dict.fromkeys(_NEWIF.findall(text)[:_MOST_FLAGS], False)
    flags |= {name: value == "true" for name, value in _LET.findall(text)}
    if flags:
        setting = re.compile(rf"\\({'|'.join(map(re.escape, flags))})(true|false)(?![A-Za-z@])")
        flags |= {name: value == "true" for name, value in setting.findall(text)}
    return flags | {"true": True, "false": False}


class _Open:
    """A conditional whose end has not come yet."""

    def __init__(self, start: int, after: int, value: bool | None) -> None:  # noqa: FBT001
        self.start, self.after, self.value = start, after, value
        self.middle: re.Match[str] | None = None


def _without_branches(text: str, flags: Mapping[str, bool], own: frozenset[str]) -> str:
    cuts: list[tuple[int, int]] = []
    waiting: list[_Open] = []
    for token in _TOKEN.finditer(text):
        word = token.group(1)
        if word == "fi":
            if waiting:
                cuts += _cuts(waiting.pop(), token)
        elif word in {"else", "or"}:
            if word == "else" and waiting:
                waiting[-1].middle = token
        elif word not in own and not _NO_OPENERS.fullmatch(word) and not _is_declaration(text, token.start()):
            waiting.append(_opened(text, token, flags))
    return _cut(text, cuts)


def _opened(text: str, token: re.Match[str], flags: Mapping[str, bool]) -> _Open:
    """A conditional: decided by its flag, by comparing 0 with something else, or not at all."""
    value = flags.get(token.group(1)[2:])
    if token.group(1) == "if" and (zero := _ZERO.match(text, token.end())):
        return _Open(token.start(), zero.end(), value=False)
    return _Open(token.start(), token.end(), value)


def _is_declaration(text: str, at: int) -> bool:
    before = text[max(0, at - 12) : at].rstrip(" =\t{")
    return before.endswith(("\\newif", "\\let")) or bool(
        re.search(r"\\let\s*\\if[a-zA-Z@]+\s*=?\s*$", text[max(0, at - 60) : at])
    )


def _cuts(opened: _Open, end: re.Match[str]) -> list[tuple[int, int]]:
    """What goes of a conditional that was decided."""
    middle = opened.middle
    if opened.value is None:
        return []
    if opened.value:
        return [(opened.start, opened.after), (middle.start() if middle else end.start(), end.end())]
    return [(opened.start, middle.end()), (end.start(), end.end())] if middle else [(opened.start, end.end())]


def _cut(text: str, cuts: list[tuple[int, int]]) -> str:
    pieces, done = [], 0
    for start, end in sorted(cuts):
        if start > done:
            pieces.append(text[done:start])
        done = max(done, end)
    return "".join((*pieces, text[done:]))
