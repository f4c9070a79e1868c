"""Tables for a paper: LaTeX with the rules of `booktabs`, in which whatever papers are called is text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TextIO

from survey.bibliographies.to_latex import accented, latex
from survey.formats.address import web_address
from survey.formats.cell import Cell, Mark, one_line
from survey.formats.format import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.formats.cell import Column, Row
    from survey.formats.table import ReviewTable

DASH = "---"
# Latin letters that pdfLaTeX knows only as letters with accents.
_RARE = re.compile(r"[\u01cd-\u024f\u1e00-\u1eff]")
_LINE, _BETWEEN = 78, 3
"""In characters of small print: how much fits beside each other on a page, and the room between two columns."""
_PAGE = 50
"""Lines of small print on a page."""
_SHORT, _LONG, _WORD = 16, 60, 18
"""Of a column that is never broken over lines; beyond which one gets no more room; of a word that one has room for."""
_MARKS: dict[Mark | None, str] = {"best": r"\textbf", "second": r"\underline", None: ""}


class Latex:
    """One table that floats, groups under a line of their own, notes on its sources below; to be read by `\\input`."""

    name: ClassVar[str] = "latex"
    extensions: ClassVar[tuple[str, ...]] = (".tex",)
    packages: ClassVar[str] = "array,booktabs,hyperref"

    # All rows at once: how wide a column is stands above the first row.
    def write(self, table: ReviewTable, out: TextIO) -> Written:
        """What was written of `table` to `out`. It has a caption where the table has a title."""
        groups = [_Lines(group.label, list(group.rows)) for group in table.groups]
        rows = [row for group in groups for row in group.rows]
        widths, whole = _widths(table.columns, rows)
        printed = sum(_lines(row, widths) for row in rows)
        specification = f"@{{}}{''.join(map(_kind, table.columns, widths))}@{{}}"
        head = _line([escape(column.heading) for column in table.columns])
        caption = f"\\caption{{{escape(table.title)}}}" if table.title else ""
        body = [line for line in self.above(specification, caption, head) if line]
        for group in groups:
            body += [_heading(group.label, len(table.columns))] if table.grouped_by else []
            body += [_line(map(_cell, row)) for row in group.rows]
        body += self.below([escape(note) for note in table.notes()])
        out.write(f"% Needs \\usepackage{{{self.packages}}}, and {{amsmath,amssymb,bm}} where titles hold formulas.\n")
        if scripts := _beyond_latin(body):
            out.write(
                f"% Needs LuaLaTeX or XeLaTeX, and a font that has them, for its letters: {', '.join(scripts)}.\n"
            )
        out.writelines(f"{line}\n" for line in body)
        return Written(len(rows), (*table.notices(), *_too_wide(whole), *self.too_long(printed)))

    def too_long(self, lines: int) -> Sequence[str]:
        """What to tell of a table of so many printed lines: one that floats does not break."""
        if lines <= _PAGE:
            return ()
        return (f"the table is about {lines / _PAGE:.1f} pages long, and runs off the first: use -f {Longtable.name}",)

    def above(self, specification: str, caption: str, head: str) -> Sequence[str]:
        """The lines before the first row; empty ones are left out."""
        return (
            r"\begin{table}",
            r"\centering\small",
            caption,
            rf"\begin{{tabular}}{{{specification}}}",
            r"\toprule",
            head,
            r"\midrule",
        )

    def below(self, notes: Sequence[str]) -> Sequence[str]:
        """The lines after the last row."""
        return (r"\bottomrule", r"\end{tabular}", *_small(notes), r"\end{table}")


class Longtable(Latex):
    """The same over as many pages as it takes, its head on each of them."""

    name: ClassVar[str] = "longtable"
    extensions: ClassVar[tuple[str, ...]] = ()
    packages: ClassVar[str] = "array,booktabs,hyperref,longtable"

    def too_long(self, lines: int) -> Sequence[str]:
        return ()

    def above(self, specification: str, caption: str, head: str) -> Sequence[str]:
        return (
            r"{\small",
            rf"\begin{{longtable}}{{{specification}}}",
            rf"{caption}\\" if caption else "",
            r"\toprule",
            head,
            r"\midrule",
            r"\endhead",
            r"\bottomrule",
            r"\endlastfoot",
        )

    def below(self, notes: Sequence[str]) -> Sequence[str]:
        return (r"\end{longtable}", *_small(notes), "}")


class _Lines(NamedTuple):
    label: str | None
    rows: Sequence[Row]


def escape(text: str) -> str:
    """LaTeX that prints `text` on one line; formulas that only draw stay formulas."""
    return _RARE.sub(lambda found: accented(found.group()), latex(one_line(text), with_accents=False))


_BEYOND = re.compile(r"[^\W\d_\x00-\u036f]")
"""Letters behind those of Latin alphabets and their accents."""


def _beyond_latin(lines: Iterable[str]) -> list[str]:
    """The scripts, as in Cyrillic or CJK, of the letters of `lines` that pdfLaTeX has no font for."""
    letters = {letter for line in lines for letter in _BEYOND.findall(line)}
    scripts = {unicodedata.name(letter, "unknown").split(" ")[0] for letter in letters} - {"LATIN"}
    return sorted(script if script == "CJK" else script.capitalize() for script in scripts)


def _shown(cell: Cell) -> str:
    return "" if cell.value is None else cell.shown or str(cell.value)


def _cell(cell: Cell) -> str:
    text = escape(_shown(cell)) or DASH
    link = web_address(cell.link) if cell.link and cell.value is not None else None
    marked = f"{_MARKS[cell.mark]}{{{text}}}" if cell.mark else text
    return f"\\href{{{_address(link)}}}{{{marked}}}" if link else marked


def _address(link: str) -> str:
    """An address inside a cell, where TeX has read `%` and `#` before hyperref can."""
    return link.replace("~", "%7E").replace("%", r"\%").replace("#", r"\#").replace("&", r"\&")


def _line(cells: Iterable[str]) -> str:
    """A row. What begins with a bracket or an asterisk would be taken for an option of the row's end before it."""
    return " & ".join(f"{{}}{cell}" if cell[:1] in {"[", "*"} else cell for cell in cells) + r" \\"


def _heading(label: str | None, columns: int) -> str:
    text = escape(label or "") or DASH
    return f"\\addlinespace\n\\multicolumn{{{columns}}}{{@{{}}l}}{{\\textbf{{{text}}}}} \\\\"


def _widths(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[list[int | None], int]:
    """The width of each column, None where it is not broken over lines; and the width of the whole. All in characters.

    Where the whole is too wide, the long columns share what the short ones leave, but keep the room for a word.
    """
    texts = [
        [one_line(text) for text in (column.heading, *(_shown(row[place]) for row in rows))]
        for place, column in enumerate(columns)
    ]
    longest = [min(max(map(len, listed)), _LONG) for listed in texts]
    room = _LINE - _BETWEEN * len(columns)
    if sum(longest) <= room:
        return [None] * len(columns), sum(longest)
    long = [place for place, width in enumerate(longest) if width > _SHORT]
    least = {
        place: min(max(len(word) for text in texts[place] for word in text.split() or [""]), _WORD) for place in long
    }
    left = max(room - sum(width for width in longest if width <= _SHORT) - sum(least.values()), 0)
    share = {place: left * longest[place] // sum(longest[each] for each in long) for place in long}
    widths = [least[place] + share[place] if place in least else None for place in range(len(columns))]
    return widths, sum(width or longest[place] for place, width in enumerate(widths)) + _BETWEEN * len(columns)


def _kind(column: Column, width: int | None) -> str:
    """Numbers to the right, text to the left."""
    if width is None:
        return "r" if column.is_number else "l"
    ragged = r"\raggedleft" if column.is_number else r"\raggedright"
    return rf">{{{ragged}\arraybackslash}}p{{{width / _LINE:.3f}\linewidth}}"


def _lines(row: Row, widths: Sequence[int | None]) -> int:
    """About how many lines a row takes."""
    texts = zip(map(one_line, map(_shown, row)), widths, strict=True)
    return max((-(-len(text) // width) for text, width in texts if width), default=1) or 1


def _too_wide(whole: int) -> Sequence[str]:
    if whole <= _LINE:
        return ()
    return (f"the table is about {whole / _LINE:.1f} pages wide: choose fewer --columns, or turn the page",)


def _small(notes: Sequence[str]) -> Sequence[str]:
    """Notes below a table."""
    return ("", r"\smallskip", r"{\footnotesize\raggedright", *(rf"{note}\par" for note in notes), "}") if notes else ()
