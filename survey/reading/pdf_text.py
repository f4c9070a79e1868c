"""The lines of a PDF put together again: sections, citations, bibliography."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.model.errors import SurveyError
from survey.reading.cites import CLOSE, OPEN
from survey.reading.manuscript import RUN_IN, Heading, Manuscript, ended
from survey.reading.marked_up import line as on_one_line
from survey.reading.paper import Paper
from survey.reading.pdf_entries import Entries, entries, key_of
from survey.reading.pdf_headings import Titled, headings
from survey.reading.pdf_lines import Row, Run, hyphenated, joined, rows
from survey.reading.pdf_pages import BOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.reading.pdf_pages import Parts

_SHOWN = "\ue002"
"""In a mark that has no number yet, what stands between its key and what is printed of the citation."""
_MARK = f"{OPEN}[^{OPEN}{CLOSE}{_SHOWN}]{{1,300}}{_SHOWN}[^{OPEN}{CLOSE}{_SHOWN}]{{0,300}}{CLOSE}"
_LIST = rf"{_MARK}(?:[\s,;–—-]{{0,5}}{_MARK})*"
_SAME = f"{OPEN}\\1{_SHOWN}[^{OPEN}{CLOSE}{_SHOWN}]{{0,300}}{CLOSE}"
# “Doe et al. (2019)”, where the name and the year are links to one entry.
_TEXTUAL = re.compile(
    rf"{OPEN}([^{OPEN}{CLOSE}{_SHOWN}]{{1,300}}){_SHOWN}[^{OPEN}{CLOSE}{_SHOWN}]{{0,300}}{CLOSE}"
    rf"(?:[\s,]{{0,3}}{_SAME})*[\s,]{{0,3}}[(\[]{_SAME}[)\]]"
)
_SQUARE = rf"\[\s*{_LIST}\s*\]"
_ENCLOSED = re.compile(rf"{_SQUARE}(?:\s?[–—-]\s?{_SQUARE})*|\(\s*{_LIST}\s*\)")
_BARE = re.compile(_LIST)
_ONE = re.compile(rf"([^{OPEN}]*){OPEN}([^{_SHOWN}]*){_SHOWN}([^{CLOSE}]*){CLOSE}")


def as_paper(parts: Parts) -> Paper:
    """The paper that a PDF's `parts` make. Raises SurveyError where no citation in it is a link."""
    text = rows(parts)
    titled = headings(parts, text)
    known = entries(parts, text, hyphenated(text), frozenset(titled))
    if not known.spans:
        raise SurveyError(
            "no citation in the PDF is a link to its bibliography", hint="its LaTeX source or HTML page says more"
        )
    return Paper(_Writer(text, titled, known).manuscript(), known.entry)


class _Writer:
    """Writes the text from the first line to the last, without the bibliography."""

    def __init__(self, text: Sequence[Row], titled: dict[int, Titled], known: Entries) -> None:
        self._rows, self._titled, self._known = text, titled, known
        self._skipped = known.lines()
        self._pieces: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []
        self._keys: list[tuple[str, ...]] = []
        self._ends: list[int] = []

    def manuscript(self) -> Manuscript:
        """What there is to read."""
        number = 0
        while number < len(self._rows):
            if number in self._skipped:
                # Once: what stands between two entries, as a note below a column does, begins nothing.
                self._ends = self._ends or [self._length]
                number += 1
                continue
            if title := self._titled.get(number):
                self._heading(title.title, title.level, is_firm=True)
                number += title.lines
                if title.lines:
                    continue
            end = self._paragraph_end(number)
            self._paragraph(self._rows[number:end])
            number = end
        found = ended(self._headings, [*self._ends, self._length])
        return Manuscript("".join(self._pieces), found, tuple(self._keys), words=on_one_line)

    def _paragraph_end(self, first: int) -> int:
        end = first + 1
        while end < len(self._rows) and end not in self._skipped and end not in self._titled:
            if _is_new(self._rows[end - 1], self._rows[end]):
                break
            end += 1
        return end

    def _heading(self, title: str, level: int, *, is_firm: bool) -> None:
        in_appendix = bool(self._ends) or any(
            heading.level <= level and heading.title.lower().startswith("append") for heading in self._headings
        )
        self._headings.append(Heading(title, level, self._length, self._length, in_appendix, is_firm))

    def _paragraph(self, lines: Sequence[Row]) -> None:
        self._put("\n\n")
        runs = [run for row in lines[:3] for run in row.runs]
        title = "".join(run.text for run in runs[: _bold_runs(runs)]).strip()
        if 3 <= len(title) <= 100 and _bold_runs(runs) < len(runs):
            is_firm = title.endswith((".", ":"))
            self._heading(title.strip(" .:"), RUN_IN, is_firm=is_firm)
        text = joined(lines, _say, self._known.compounds)
        for citation in (_TEXTUAL, _ENCLOSED, _BARE):
            text = citation.sub(self._numbered, text)
        self._put(text)

    def _numbered(self, found: re.Match[str]) -> str:
        """The mark, with a number, for a list of marks that have none yet."""
        keys: list[str] = []
        number_before = False
        for between, key, shown in _ONE.findall(found.group()):
            is_number = shown.strip(" []()").isdecimal()
            if keys and number_before and is_number and re.search("[–—-]", between):
                keys += self._known.between(keys[-1], key)
            keys.append(key)
            number_before = is_number
        self._keys.append(tuple(dict.fromkeys(keys)))
        return f"{OPEN}{len(self._keys) - 1}{CLOSE}"

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _is_new(before: Row, row: Row) -> bool:
    """Whether a paragraph begins with `row`: after a gap, or further in after a full stop."""
    size = max(before.size, 6)
    if before.page == row.page and not -size < before.y - row.y < 1.7 * size and before.y > row.y:
        return True
    return 0.6 * size < row.x - before.x < 4 * size and before.text.endswith((".", ":", "?", "!", ")"))


def _bold_runs(runs: Sequence[Run]) -> int:
    """How many of `runs`, from the first on, are bold."""
    return next((number for number, run in enumerate(runs) if not run.style & BOLD), len(runs))


def _say(run: Run) -> str:
    """The text of a run, a mark in place of a citation."""
    key = key_of(run.target)
    if key is None:
        return run.text
    shown = run.text.strip()
    return run.text.replace(shown, f"{OPEN}{key[:300]}{_SHOWN}{shown[:300]}{CLOSE}") if shown else run.text
