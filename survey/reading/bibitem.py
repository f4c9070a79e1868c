"""Printed bibliographies taken apart: one item an entry, whatever the style calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from survey.bibliographies.braces import Braces

_ITEM = re.compile(r"\\(?:bibitem|bibdeclare|harvarditem)(?![A-Za-z@])\s*")
_END = re.compile(r"\\end\s*\{(?:thebibliography|references|apacite\w*)\}")
_LONGEST = 3_000
"""Characters of one entry that are read; only a list of thousands of authors is longer."""


class Item(NamedTuple):
    """One `\\bibitem`: its key, its label, and what is printed, cut at each `\\newblock`."""

    key: str
    label: str
    latex: str
    blocks: tuple[str, ...]


def items(text: str) -> Iterator[Item]:
    """The entries of the bibliographies in a LaTeX text."""
    starts = [found for found in _ITEM.finditer(text) if "bibdeclare" not in found.group()]
    for place, start in enumerate(starts):
        following = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        piece = text[start.end() : min(following, start.end() + _LONGEST)]
        end = _END.search(piece)
        # \harvarditem[short]{label}{year}{key}
        skipped = 2 if "harvard" in start.group() else 0
        if item := _item(piece[: end.start()] if end else piece, skipped):
            yield item


def _item(piece: str, skipped: int) -> Item | None:
    braces = Braces(piece)
    label, at = _label(braces)
    for _ in range(skipped):
        group = braces.group(at)
        label, at = (f"{label} ({group.text})", group.end) if group else (label, at)
    key = braces.group(at)
    if not key or not key.text.strip():
        return None
    latex = _spelt_out(piece[key.end :]).strip()
    return Item(re.sub(r"\s+", " ", key.text).strip(), label, latex, tuple(re.split(r"\\newblock(?![A-Za-z])", latex)))


# What styles call the words between names.
_JOINS = (
    (re.compile(r"\\APACinsertmetastar\s*\{[^{}]*\}|\\unskip(?![A-Za-z])"), " "),
    (
        re.compile(
            r"\\BibitemShut\s*\{[^{}]*\}|\\Bibitem(?:Open|Shut)|\\bib(?:decl|AND)\b|\\harvardyear(?:left|right)"
        ),
        " ",
    ),
    (re.compile(r"\\(?:BBA|BAND|AND|harvardand)(?![A-Za-z])\s*(?:\{\})?(?:\\ )?"), " and "),
    (re.compile(r"\\BCB[LT](?![A-Za-z])\s*(?:\{\})?(?:\\ )?"), ", "),
    (re.compile(r"\\BPBI(?![A-Za-z])\s*"), ". "),
)


def _spelt_out(latex: str) -> str:
    for command, words in _JOINS:
        latex = command.sub(words, latex) if "\\" in latex else latex
    return latex


def _label(braces: Braces) -> tuple[str, int]:
    """The optional label, whose own brackets stand in braces, and the place after it."""
    at = braces.skip(0)
    if not braces.text.startswith("[", at):
        return "", at
    start = at = at + 1
    while at < len(braces.text) and braces.text[at] != "]":
        group = braces.group(at) if braces.text[at] == "{" else None
        at = group.end if group else at + 1
    return braces.text[start:at], at + 1


def groups(latex: str, command: str) -> Iterator[str]:
    """What the command that the pattern `command` finds is given, each time."""
    braces = Braces(latex)
    for found in re.finditer(command, latex):
        if group := braces.group(found.end()):
            yield group.text
