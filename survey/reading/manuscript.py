"""A paper ready to be looked through: its text with marks for citations, and its headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from survey.bibliographies.braces import Braces, Group
from survey.bibliographies.plain import plain
from survey.reading.cites import MARK, marked

RUN_IN = 6
"""The level of a heading that stands in its own paragraph; `\\part` is -1, `\\chapter` 0, `\\section` 1."""


class Heading(NamedTuple):
    """A heading, where it begins, and where what it heads begins."""

    title: str
    level: int
    at: int
    after: int
    in_appendix: bool = False
    is_firm: bool = True
    """Whether it certainly is one: bold words that begin a paragraph are only when a stop follows."""
    end: int = 0
    """Where the next heading of its level or a higher one stands, or where all sections end."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text, its headings, and the keys that each mark in it cites."""

    text: str
    headings: tuple[Heading, ...]
    keys: tuple[tuple[str, ...], ...]
    words: Callable[[str], str] = plain
    """What a piece of the text says in plain words."""


_LEVELS = {
    "part": -1, "chapter": 0, "addchap": 0, "section": 1, "addsec": 1, "subsection": 2, "subsubsection": 3,
    "paragraph": 4, "subparagraph": 5,
}  # fmt: skip
_HEADING = re.compile(rf"\\({'|'.join(_LEVELS)})(?![A-Za-z@])\s*\*?")
_APPENDIX = re.compile(r"\\(?:appendix|appendices)(?![A-Za-z])|\\begin\s*\{append(?:ix|ices)\}")
_END = re.compile(
    r"\\(?:bibliography|printbibliography|printreferences)(?![A-Za-z])|\\begin\s*\{thebibliography\}"
    r"|\\(?:appendix|appendices)(?![A-Za-z])|\\begin\s*\{append(?:ix|ices)\}"
)
_NOT_TITLE = re.compile(r"\\(?:label|footnote|thanks|vspace\*?|hspace\*?|protect|phantomsection|index)(?![A-Za-z])\s*")
_PARAGRAPH = r"(?:\n[ \t]*\n|\\(?:par|noindent|smallskip|medskip|bigskip)(?![A-Za-z]))"
_GAP = (
    r"(?:\s|~|\\(?:noindent|smallskip|medskip|bigskip)(?![A-Za-z])"
    r"|\\(?:label|vspace\*?|hspace\*?)\s*\{[^{}]{0,80}\}){0,40}"
)
_SWITCH = r"\s*\\(bf|bfseries|it|itshape|em|sc|scshape|sl|slshape)(?![A-Za-z])"
_FIRST_WORDS = rf"{_GAP}(?:\\(textbf|textit|emph|textsc|underline|uline|textsf|textsl)\s*(?=\{{)|(?=\{{{_SWITCH}))"
_AFTER_HEADING = re.compile(_FIRST_WORDS)
_IN_PARAGRAPH = re.compile(_PARAGRAPH + _FIRST_WORDS)
_SWITCHED = re.compile(_SWITCH)
_STOP = re.compile(r"\s*(?:[.:]|---?|—|–|\}\s*[.:])")
_MOST_HEADINGS = 5_000
_LONGEST_TITLE = 1_000
_LONGEST_RUN_IN = 120


def manuscript(text: str) -> Manuscript:
    """The LaTeX body `text` with its citations marked and its headings found."""
    cited = marked(text)
    braces = Braces(cited.text)
    appendix = _APPENDIX.search(cited.text)
    begins = appendix.start() if appendix else len(cited.text)
    headings = [*_headings(braces, begins)]
    headings += _run_ins(braces, headings, begins)
    ends = [*(found.start() for found in _END.finditer(cited.text)), len(cited.text)]
    return Manuscript(cited.text, ended(headings, ends), cited.keys)


def ended(headings: Iterable[Heading], ends: Sequence[int]) -> tuple[Heading, ...]:
    """`headings` in order, each with its end; `ends` are the places, in order, where every section ends."""
    found: list[Heading] = []
    following = dict.fromkeys(range(-1, RUN_IN + 1), ends[-1])
    for heading in sorted(headings, key=lambda each: each.at, reverse=True):
        limit = ends[min(bisect_left(ends, heading.after), len(ends) - 1)]
        found.append(heading._replace(end=max(heading.after, min(limit, following[heading.level]))))
        following |= dict.fromkeys(range(heading.level, RUN_IN + 1), heading.at)
    return tuple(reversed(found))


def _headings(braces: Braces, appendix: int) -> list[Heading]:
    found = []
    for command in islice(_HEADING.finditer(braces.text), _MOST_HEADINGS):
        option = braces.option(command.end())
        title = braces.group(option.end if option else command.end(), most=_LONGEST_TITLE)
        if title and (words := title_words(title.text)):
            level = _LEVELS[command.group(1)]
            found.append(Heading(words, level, command.start(), title.end, command.start() >= appendix))
    return found


def title_words(title: str) -> str:
    """The words of a heading, without labels, footnotes and citations."""
    if "\\" in title:
        title = _without_asides(title)
    return plain(MARK.sub("", title)).strip(" .:")


def _without_asides(title: str) -> str:
    braces = Braces(title)
    pieces, done = [], 0
    for aside in re.finditer(rf"{_NOT_TITLE.pattern}|\\texorpdfstring\s*", title):
        group = braces.group(aside.end())
        if aside.start() < done or not group:
            continue
        # \texorpdfstring prints its first argument; the second is for bookmarks.
        is_double = "texorpdf" in aside.group()
        second = braces.group(group.end) if is_double else None
        pieces += [title[done : aside.start()], group.text if is_double else ""]
        done = second.end if second else group.end
    return "".join((*pieces, title[done:]))


def _run_ins(braces: Braces, headings: list[Heading], appendix: int) -> list[Heading]:
    """The paragraphs that begin with a heading of their own."""
    text = braces.text
    places = (0, *(heading.after for heading in headings))
    starts = [
        *islice(_IN_PARAGRAPH.finditer(text), _MOST_HEADINGS),
        *(first for at in places if (first := _AFTER_HEADING.match(text, at))),
    ]
    found = {}
    for start in starts:
        title = braces.group(start.end(), most=_LONGEST_RUN_IN)
        if title and (heading := _run_in(title, text[title.end : title.end + 20], start)):
            found[heading.at] = heading._replace(in_appendix=heading.at >= appendix)
    return list(found.values())


def _run_in(title: Group, following: str, start: re.Match[str]) -> Heading | None:
    """The heading that the first words of a paragraph are, if they are one."""
    words = title_words(_SWITCHED.sub("", title.text, count=1))
    is_stopped = bool(re.search(r"[.:]\W*$", plain(title.text))) or bool(_STOP.match(following))
    is_bold = (start.group(1) or start.group(2) or "").endswith(("bf", "bfseries"))
    starts_sentence = bool(re.match(r"\s+[A-Z\\\ue000]|\s*\n", following))
    if len(words) < 3 or not words[0].isupper() or not (is_stopped or (is_bold and starts_sentence)):
        return None
    return Heading(words, RUN_IN, start.end(), title.end, is_firm=is_stopped)
