"""Tables in GitHub-flavoured Markdown, safe to publish whatever the papers are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, TextIO

from survey.formats.address import web_address
from survey.formats.cell import Cell, Column, Mark, one_line
from survey.formats.format import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.formats.table import ReviewTable

DASH = "—"

# A backslash takes the meaning from punctuation: https://spec.commonmark.org/0.31.2/#backslash-escapes . The dollar is
# for renderers with mathematics; GitHub may still set `\$…\$` as mathematics, and then the formula reads as it should.
_ESCAPES = {char: f"\\{char}" for char in "\\`*_[]~#$|"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_SPECIAL = re.compile(r"[\\`*_\[\]~#$|<>&]")


class Markdown:
    """One table, or one for each group under a heading, and notes on its sources below."""

    name: ClassVar[str] = "markdown"
    extensions: ClassVar[tuple[str, ...]] = (".md", ".markdown")

    def write(self, table: ReviewTable, out: TextIO) -> Written:
        """What was written of `table` to `out`. Without a title it is part of a page: headings are a level lower."""
        title = escape(table.title or "")
        if title:
            out.write(f"# {title}\n\n")
        rows = 0
        for group in table.groups:
            if table.grouped_by:
                out.write(f"{'##' if title else '###'} {escape(group.label or '') or DASH}\n\n")
            out.write(_head(table.columns))
            for row in group.rows:
                out.write(_line(map(_cell, row)))
                rows += 1
            out.write("\n")
        out.writelines(f"- {escape(note)}\n" for note in table.notes())
        return Written(rows, tuple(table.notices()))


def escape(text: str) -> str:
    """Markdown that reads as `text`, on one line: no markup, no HTML, no end of a cell."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found.group()], one_line(text))


def address(link: str) -> str | None:
    """`link` as it may stand in parentheses, or None unless it is a web address."""
    address_ = web_address(link)
    # An ampersand could begin a character reference, as in `&copy;`.
    return address_ and address_.replace("&", "&amp;")


def _head(columns: Sequence[Column]) -> str:
    return _line(escape(column.heading) for column in columns) + _line(
        "---:" if column.is_number else "---" for column in columns
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(cell: Cell) -> str:
    if cell.value is None:
        return DASH
    text = escape(cell.shown or str(cell.value)) or DASH
    link = address(cell.link) if cell.link else None
    return marked(f"[{text}]({link})" if link else text, cell.mark)


def marked(text: str, mark: Mark | None) -> str:
    """`text` in bold where it is the best of its column, underlined where it is the second."""
    return f"**{text}**" if mark == "best" else f"<u>{text}</u>" if mark == "second" else text
