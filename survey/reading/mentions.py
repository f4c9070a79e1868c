"""Where a work is mentioned: the section, the theme inside it, and the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from survey.reading.cites import CLOSE, MARK, OPEN
from survey.reading.manuscript import Heading, Manuscript
from survey.reading.sections import Span
from survey.reading.sentences import sentences


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a work is cited."""

    section: str | None
    """The heading of the section; None before the first one."""
    theme: str | None
    """The heading inside the section under which it stands, or the bold words its paragraph begins with."""
    sentence: str
    in_appendix: bool = False


# What a sentence cannot reach across: paragraphs, items, captions, rows and floats.
_BREAK = re.compile(
    r"\n[ \t]*\n|\\(?:par|item|caption|newline|midrule|hline|toprule|bottomrule)(?![A-Za-z])|\\\\"
    r"|\\(?:begin|end)\s*\{(?!(?:equation|align|math|displaymath|eqnarray|gather|center|small|em)\b)[^{}\n]{1,40}\}"
    r"|\\(?:part|chapter|addchap|addsec|(?:sub){0,2}section|(?:sub)?paragraph)(?![A-Za-z])\*?"
)
_LONGEST = 6_000
"""Characters of a paragraph that are looked at around a mention."""


def mentions(manuscript: Manuscript, span: Span) -> Iterator[tuple[str, Mention]]:
    """Each key that is cited in `span`, as often as it is, with its mention."""
    first, last = (bisect_left(manuscript.headings, place, key=attrgetter("at")) for place in (span.start, span.end))
    inside = manuscript.headings[first:last]
    starts = [heading.at for heading in inside]
    section = span.heading.title if span.heading else None
    in_appendix = bool(span.heading and span.heading.in_appendix)
    for start, end in _paragraphs(manuscript.text, span, inside):
        before = bisect_right(starts, start) - 1
        theme = inside[before].title if before >= 0 else None
        for number, sentence in _sentences(manuscript, start, end):
            for key in manuscript.keys[number]:
                yield key, Mention(section, theme, sentence, in_appendix)


def _paragraphs(text: str, span: Span, headings: Sequence[Heading]) -> Iterator[tuple[int, int]]:
    """The pieces of `span` that hold a mark and that sentences keep within."""
    breaks = {found.end() for found in _BREAK.finditer(text, span.start, span.end)}
    places = sorted({span.start, span.end, *breaks, *(heading.after for heading in headings)})
    at = 0
    for mark in MARK.finditer(text, span.start, span.end):
        if mark.start() < at:
            continue
        place = bisect_right(places, mark.start())
        start, at = places[place - 1], places[place] if place < len(places) else span.end
        yield start, at


def _sentences(manuscript: Manuscript, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The number of each mark between `start` and `end`, with the sentence around it."""
    text = manuscript.text
    while start < end:
        # A paragraph without end is read piece by piece.
        space = text.find(" ", start + _LONGEST, end)
        stop = space if space >= 0 else end
        for sentence in _joined(sentences(manuscript.words(text[start:stop]))):
            shown = MARK.sub(lambda mark: f"[{', '.join(manuscript.keys[int(mark.group(1))])}]", sentence)
            yield from ((int(number), shown) for number in MARK.findall(sentence))
        start = stop


def _joined(found: list[str]) -> list[str]:
    """Sentences, those marks that stand after a full stop being given back to the sentence before."""
    joined: list[str] = []
    for sentence in found:
        late = re.match(rf"(?:{OPEN}\d+{CLOSE}[\s,;.]*)+(?=[A-Z\"“(]|$)", sentence)
        if late and joined:
            joined[-1] += f" {late.group().strip()}"
        if rest := sentence[late.end() :] if late and joined else sentence:
            joined.append(rest)
    return joined
