"""Citations in a LaTeX text: which command cites, and what."""

from __future__ import annotations

import re
from typing import NamedTuple

# Commands that have the word in their name and cite nothing.
_NO_CITE = re.compile(
    r"nocite|citestyle|setcitestyle|defcite\w*|citenumfont|bstctlcite|citeindex\w*|cite(?:reset|text|punct|left|right|mid|"
    r"dash|sort|form|color|counter|tracker|closedelim|opendelim)\w*|\w*citemize\w*|DeclareCite\w*|mkbib\w*|AtEvery\w*|"
    r"AtNext\w*|newcite(?:s|command)|preto\w*|\w*excite\w*|renewcite\w*|ifcite\w*|resetcite\w*|blx\w*|nocites"
)
_OPTIONS = r"(?:\s*\[[^\[\]]{0,500}(?:\[[^\[\]]{0,200}\][^\[\]]{0,500}){0,3}\]){0,2}"
_ROUND = r"(?:\s*\([^()]{0,200}\)){0,2}"
_COMMAND = re.compile(
    rf"\\([A-Za-z]{{0,30}}[cC]ite[A-Za-z]{{0,30}}|bibentry)(?![A-Za-z@])\*?(?:<[^<>]{{0,100}}>){{0,2}}{_ROUND}"
    rf"((?:{_OPTIONS}\s*\{{[^{{}}]{{0,4000}}\}})+)"
)
_ONE = re.compile(rf"{_OPTIONS}\s*\{{([^{{}}]{{0,4000}})\}}")
_KEY = re.compile(r"[^\s\\#{}%~$][^\\#{}%$]{0,250}")

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
"""Stands in a text for a citation, by its number."""


class Cited(NamedTuple):
    """A text with marks in place of its citations, and the keys of each."""

    text: str
    keys: tuple[tuple[str, ...], ...]


def is_cite(name: str) -> bool:
    """Whether the command `name` is one that cites, going by its name."""
    low = name.lower()
    return ("cite" in low and "@" not in name and not _NO_CITE.fullmatch(name)) or name == "bibentry"


def marked(text: str) -> Cited:
    """`text` with a mark for each citation."""
    keys: list[tuple[str, ...]] = []

    def mark(found: re.Match[str]) -> str:
        name, given = found.groups()
        if not is_cite(name):
            return found.group()
        lists = list(_ONE.finditer(given))
        # Only multi-cites take several lists: \parencites[1]{a}[2]{b}.
        if not name.lower().endswith("cites"):
            lists = lists[:1]
        rest = given[lists[-1].end() :]
        listed = _keys(",".join(each.group(1) for each in lists))
        if not listed:
            return rest
        keys.append(listed)
        return f"{OPEN}{len(keys) - 1}{CLOSE}{rest}"

    clean = text.replace(OPEN, "").replace(CLOSE, "")
    return Cited(_COMMAND.sub(mark, clean), tuple(keys))


def _keys(listed: str) -> tuple[str, ...]:
    parts = (re.sub(r"\s+", " ", part).strip() for part in listed.split(","))
    return tuple(dict.fromkeys(part for part in parts if part and _KEY.fullmatch(part)))
