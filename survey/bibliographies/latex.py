"""Fields that LaTeX marks up, as plain text in which formulas stay."""

from __future__ import annotations

import re

from survey.bibliographies.plain import plain

_FORMULA = re.compile(r"(?<!\\)\$(?!\$)(?:[^$\\]|\\.){1,2000}?(?<!\\)\$", re.S)
_HELD = re.compile("\ue020(\\d{1,6})\ue021")


def words_of(latex: str) -> str:
    """The words of `latex` on one line: accents as letters, braces gone, `$…$` as it stands.

    A formula has no other spelling that everybody reads, and other sources print it so too.
    """
    if "$" not in latex:
        return plain(latex)
    formulas: list[str] = []

    def held(found: re.Match[str]) -> str:
        formulas.append(" ".join(found.group().split()))
        return f"\ue020{len(formulas) - 1}\ue021"

    text = plain(_FORMULA.sub(held, _HELD.sub("", latex)))
    return _HELD.sub(lambda found: formulas[int(found.group(1))], text)
