"""Drawings for a page, as SVG: papers by year and venue, and what papers claim on a benchmark they share.

Lines and letters take their colours from the style sheet of the page (survey/formats/page.css), for light and dark.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from survey.formats.cell import one_line
from survey.formats.graph import xml_text
from survey.model.comparison import column_name, value_text
from survey.model.leaderboard import ARROWS, UP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from survey.model.comparison import ColumnView, ComparisonView
    from survey.model.view import PaperView

_COLOURS = 7
"""How many venues are told apart; there are as many colours in the style sheet, and one for the others."""
_OTHERS = "others"
_BAR, _GAP, _HIGH = 34, 10, 180
"""Of the plot by year, in pixels: the width of a bar, the room between two, the height of the highest."""
_LEFT, _ROW = 260, 20
"""Of a leaderboard: the room for names, the height of a row."""
_WIDE, _RIGHT = 360, 90
"""Between the worst and the best, and for the values printed beside."""
_NAME = 38
"""How many letters of a name are shown."""
_ROWS, _BOARDS = 15, 12
"""How many rows of a leaderboard are drawn, and how many leaderboards."""


def papers_by_year(papers: Iterable[PaperView]) -> str | None:
    """Bars of how many papers appeared in each year, parted by venue; None where no paper has a year."""
    counts = Counter((year, paper["venue"] or "unknown") for paper in papers if (year := paper["year"]))
    if not counts:
        return None
    shown = _most_named(counts)
    stacks: dict[int, Counter[str]] = {}
    for (year, venue), count in counts.items():
        stacks.setdefault(year, Counter())[venue if venue in shown else _OTHERS] += count
    colours = {venue: f"v{place}" for place, venue in enumerate(shown)} | {_OTHERS: "others"}
    named = [venue for venue in colours if any(venue in stack for stack in stacks.values())]
    return "\n".join(_bars(stacks, {venue: colours[venue] for venue in named}))


def _most_named(counts: Counter[tuple[int, str]]) -> list[str]:
    """The venues with most papers."""
    totals: Counter[str] = Counter()
    for (_, venue), count in counts.items():
        totals[venue] += count
    return sorted(totals, key=lambda venue: (-totals[venue], venue))[:_COLOURS]


def _bars(stacks: dict[int, Counter[str]], colours: dict[str, str]) -> Iterator[str]:
    years = _years(sorted(stacks))
    highest = max(sum(stack.values()) for stack in stacks.values())
    across = len(years) * (_BAR + _GAP) + _GAP
    width, height = across + 230, max(_HIGH + 60, 30 + 20 * len(colours))
    yield _opening(width, height, f"Papers by year and venue, {years[0]} to {years[-1]}")
    base = _HIGH + 30
    for place, year in enumerate(years):
        x, y = _GAP + place * (_BAR + _GAP), float(base)
        stack = stacks.get(year, Counter())
        for venue in (each for each in colours if each in stack):
            high = stack[venue] * _HIGH / highest
            y -= high
            told = xml_text(f"{year}, {one_line(venue)}: {stack[venue]}")
            yield f'<rect class="{colours[venue]}" x="{x}" y="{y:.1f}" width="{_BAR}" height="{high:.1f}">'
            yield f"<title>{told}</title></rect>"
        if stack:
            yield _said(x + _BAR / 2, y - 4, str(sum(stack.values())), "middle")
        yield _said(x + _BAR / 2, base + 16, str(year), "middle")
    yield f'<line class="axis" x1="0" y1="{base}" x2="{across}" y2="{base}"/>'
    for place, (venue, colour) in enumerate(colours.items()):
        yield f'<rect class="{colour}" x="{across + 10}" y="{20 + 20 * place}" width="12" height="12"/>'
        yield _said(across + 28, 30 + 20 * place, _cut(venue))
    yield "</svg>"


def _years(known: Sequence[int]) -> Sequence[int]:
    """All years from the first to the last; only those of papers where that would be a long and empty row."""
    every = range(known[0], known[-1] + 1)
    return every if len(every) <= 2 * len(known) + 10 else known


class Board(NamedTuple):
    """A benchmark that papers share, and what they claim there, drawn."""

    name: str
    drawing: str


def boards(comparison: ComparisonView) -> list[Board]:
    """The benchmarks on which most papers claim a number."""
    found = []
    for place, column in enumerate(comparison["columns"]):
        claims = [
            _Claim(paper["key"], value["model"], value["value"], value_text(value))
            for paper in comparison["papers"]
            if (cell := paper["cells"][place])
            for value in cell["values"][:1]
            if value["value"] is not None
        ]
        if len(claims) > 1:
            heading = f"{column_name(column)} {ARROWS.get(column['direction'] or '', '')}".rstrip()
            found.append(Board(heading, "\n".join(_dots(column, claims))))
    return found[:_BOARDS]


class _Claim(NamedTuple):
    key: str
    model: str | None
    value: float
    printed: str

    @property
    def name(self) -> str:
        return f"{self.model} · {self.key}" if self.model else self.key


def _dots(column: ColumnView, claims: Sequence[_Claim]) -> Iterator[str]:
    """A row for each claim, the best first where somebody says which that is."""
    ordered = sorted(claims, key=lambda claim: claim.value, reverse=column["direction"] in {UP, None})
    rows = ordered[:_ROWS]
    least, most = min(claim.value for claim in rows), max(claim.value for claim in rows)
    height = (len(rows) + (len(rows) < len(ordered))) * _ROW + 10
    yield _opening(_LEFT + _WIDE + _RIGHT, height, column_name(column))
    for place, claim in enumerate(rows):
        share = (claim.value - least) / (most - least) if most > least else 1.0
        x, y = _LEFT + 10 + share * (_WIDE - 20), 5 + place * _ROW + _ROW / 2
        yield f"<g><title>{xml_text(one_line(f'{claim.name}: {claim.printed}'))}</title>"
        yield f'<line class="guide" x1="{_LEFT}" y1="{y:.1f}" x2="{x:.1f}" y2="{y:.1f}"/>'
        yield f'<circle class="v0" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        yield _said(_LEFT - 8, y + 4, _cut(claim.name), "end")
        yield _said(x + 10, y + 4, _cut(claim.printed)) + "</g>"
    if len(rows) < len(ordered):
        yield _said(_LEFT - 8, height - 10, f"+{len(ordered) - len(rows)} more", "end")
    yield "</svg>"


def _opening(width: int, height: int, label: str) -> str:
    said = xml_text(one_line(label)).replace('"', "&quot;")
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg class="chart" {size} role="img" aria-label="{said}">'


def _said(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{xml_text(text)}</text>'


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _NAME else f"{line[: _NAME - 1]}…"
