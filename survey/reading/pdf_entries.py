"""The bibliography of a PDF: an entry begins where the links of its citations lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from survey.bibliographies.plain import plain
from survey.reading.names import is_names
from survey.reading.pdf_lines import Row, Run, joined
from survey.reading.pdf_pages import ITALIC
from survey.reading.printed import read_printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.reading.entry import Entry
    from survey.reading.pdf_pages import Parts

_LONGEST = 40
"""Lines of one entry."""
_LABEL = re.compile(r"\s*(?:\[([^\[\]]{1,80})\]|(\d{1,4})\.(?=\s))\s*")
# What follows a year, and not names, is the matter of the reader of entries.
_STOP = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[^\W\d_])")
_END_OF_TITLE = re.compile(
    r"(?<=[^\W_]{2})(?<!\bvs)(?<!\bal)\.\s+(?=[A-Z\\\d])|[?!]\s+(?=In\b|Proc\b|\\emph)|\)\.\s+(?=[A-Z\\\d])"
)
_RAISED = 3.0
"""Points above the baseline from which on a place was put above its line and not on it."""


def key_of(target: str | None) -> str | None:
    """The key of the entry that a link leads to; None where it leads elsewhere."""
    # hyperref calls the place of an entry cite.KEY, and biblatex numbers the sections of a bibliography: cite.0@KEY.
    name = target[5:] if target and target.startswith("cite.") else ""
    return re.sub(r"^\d+@", "", name).strip() or None


@dataclass(frozen=True, slots=True)
class Entries:
    """Where the entries stand, and what they say."""

    spans: dict[str, tuple[int, int]]
    """The first line of each key's entry, and the one after its last; in the order of the bibliography."""
    text: Sequence[Row]
    compounds: frozenset[str]

    @property
    def first(self) -> int:
        """The line where the first entry begins."""
        return min((first for first, _ in self.spans.values()), default=len(self.text))

    def lines(self) -> frozenset[int]:
        """The lines that belong to entries."""
        return frozenset(number for first, after in self.spans.values() for number in range(first, after))

    def between(self, one: str, other: str) -> list[str]:
        """The keys that the bibliography has between two of its own."""
        keys = list(self.spans)
        if one not in self.spans or other not in self.spans:
            return []
        return keys[keys.index(one) + 1 : keys.index(other)]

    def entry(self, key: str) -> Entry | None:
        """What the bibliography says under `key`."""
        if key not in self.spans:
            return None
        first, after = self.spans[key]
        latex = joined(self.text[first:after], _as_latex, self.compounds)
        addresses = dict.fromkeys(run.target for row in self.text[first:after] for run in row.runs if _is_address(run))
        label = _LABEL.match(latex)
        printed = latex[label.end() :] if label else latex
        *blocks, last = parts_of(printed)
        blocks.append(" ".join((last, *map(_href, addresses))))
        return read_printed(key, (label[1] or label[2] or "") if label else "", blocks)


def entries(parts: Parts, text: Sequence[Row], compounds: frozenset[str], headings: frozenset[int]) -> Entries:
    """The entries at the places that citations lead to; none reaches over one of `headings`."""
    places = {key: place for name, place in parts["places"].items() if (key := key_of(name))}
    found = [_starts(places, text, is_raised=is_raised) for is_raised in (False, True)]
    best = max(found, key=lambda starts: sum(_begins(text, number) for number in starts.values()))
    ordered = sorted(best.items(), key=lambda each: each[1])
    firsts = sorted(set(best.values()))
    following = dict(pairwise([*firsts, len(text)]))
    last = firsts[-1] if firsts else 0
    spans = {
        key: (first, _end(text, first, following[first], headings, is_last=first == last)) for key, first in ordered
    }
    return Entries(spans, text, compounds)


def _starts(places: dict[str, tuple[int, float, float]], text: Sequence[Row], *, is_raised: bool) -> dict[str, int]:
    """The line at each place: on its height, or the next one below where places were put above their lines."""
    by_page: dict[int, list[int]] = {}
    for number, row in enumerate(text):
        by_page.setdefault(row.page, []).append(number)
    found = {}
    for key, (page, x, y) in places.items():
        here = [number for number in by_page.get(page, ()) if -20 <= text[number].x - x <= 60]
        if is_raised:
            below = [number for number in here if y - 40 < text[number].y < y - _RAISED]
            chosen = max(below, key=lambda number: text[number].y, default=None)
        else:
            level = [number for number in here if abs(text[number].y - y) <= _RAISED]
            chosen = min(level, key=lambda number: abs(text[number].y - y), default=None)
        if chosen is not None:
            found[key] = chosen
    return found


def _begins(text: Sequence[Row], number: int) -> float:
    """How much a line looks like the first of an entry: by its label, its hanging out, and the line before."""
    row = text[number]
    following = text[number + 1] if number + 1 < len(text) else row
    hangs = following.page == row.page and 3 < following.x - row.x < 40
    ended = number == 0 or text[number - 1].text.endswith((".", "]", ")")) or not text[number - 1].text
    return 2 * bool(_LABEL.match(row.text)) + hangs + 0.5 * ended


def _end(text: Sequence[Row], first: int, following: int, headings: frozenset[int], *, is_last: bool) -> int:
    """The line after the last one of an entry."""
    after = first + 1
    while after < min(following, first + _LONGEST) and after not in headings:
        row, before = text[after], text[after - 1]
        # Nothing tells where the last one ends but its layout.
        if is_last and (row.page != before.page or not 0 < before.y - row.y < 2 * max(before.size, 6)):
            break
        after += 1
    return after


def parts_of(printed: str) -> list[str]:
    """Names, title and the rest, where a printed entry begins with nothing but names and a stop; else all in one."""
    for stop in _STOP.finditer(printed, 0, 1_500):
        if is_names(plain(printed[: stop.start()])):
            rest = printed[stop.end() :]
            end = _END_OF_TITLE.search(rest)
            return [printed[: stop.end()], *([rest[: end.end()], rest[end.end() :]] if end else [rest])]
    return [printed]


def _is_address(run: Run) -> bool:
    return bool(run.target and run.target.startswith(("http://", "https://")))


def _as_latex(run: Run) -> str:
    # Numbers of pages where the work is cited are no part of it.
    if run.target and run.target.startswith("page."):
        return ""
    text = re.sub(r"[\\{}$^~%&#_]", " ", run.text) if re.search(r"[\\{}$^~]", run.text) else run.text
    inside = text.strip()
    return text.replace(inside, f"\\emph{{{inside}}}") if run.style & ITALIC and len(inside) > 3 else text


def _href(address: str | None) -> str:
    return "\\href{" + re.sub(r"[\\{}$^~]", " ", address or "") + "}{}"
