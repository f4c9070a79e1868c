"""Who cites whom among papers, as a graph: for Graphviz, as GraphML, or drawn as SVG."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from survey.formats.files import write_atomically
from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from survey.model.view import PaperView

COLOURS = ("year", "tag")
"""What papers can be coloured by."""
_UNKNOWN = "#bbbbbb"
_OLD, _NEW = (0xDD, 0xE8, 0xF5), (0x08, 0x51, 0x9C)
# Told apart by everybody: Okabe and Ito, https://jfly.uni-koeln.de/color/
_TELLING = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7")
# What XML 1.0 cannot hold: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Graph(NamedTuple):
    """Papers, and their citations by cite key, from the one that cites to the one that is cited."""

    papers: Sequence[PaperView]
    citations: Sequence[tuple[str, str]]


def write_graph(graph: Graph, path: Path, *, colour: str = "year") -> None:
    """Writes `graph` into the file `path`, papers coloured by year or by their first tag.

    It is for Graphviz, GraphML or SVG by its ending. Raises AskedWronglyError for another ending or colour.
    """
    write = _KINDS.get(path.suffix.lower())
    if write is None:
        raise AskedWronglyError(f"{path.name} is no name of a graph", hint="a graph ends in " + ", ".join(_KINDS))
    if colour not in COLOURS:
        raise AskedWronglyError(f"papers cannot be coloured by {colour}", hint="by year or by tag")
    write_atomically(path, "\n".join(write(graph, _palette(graph.papers, colour))) + "\n")


def drawn(graph: Graph, *, colour: str = "year") -> str:
    """`graph` as an SVG element, to stand in a page."""
    return "\n".join(_svg(graph, _palette(graph.papers, colour)))


class _Palette(NamedTuple):
    of: Mapping[str, str]
    """The colour of each paper, by cite key."""
    legend: Sequence[tuple[str, str]]
    """What each colour means."""


def _palette(papers: Sequence[PaperView], by: str) -> _Palette:
    told = {paper["key"]: _year(paper) if by == "year" else next(iter(paper["tags"]), None) for paper in papers}
    names = sorted({name for name in told.values() if name is not None})
    colours = _shades(names) if by == "year" else {n: _TELLING[at % len(_TELLING)] for at, n in enumerate(names)}
    legend = [
        *colours.items(),
        *([("unknown" if by == "year" else "no tag", _UNKNOWN)] if None in told.values() else []),
    ]
    return _Palette({key: colours.get(name or "", _UNKNOWN) for key, name in told.items()}, legend)


def _year(paper: PaperView) -> str | None:
    return None if paper["year"] is None else str(paper["year"])


def _shades(years: Sequence[str]) -> dict[str, str]:
    first, last = (int(years[0]), int(years[-1])) if years else (0, 0)
    shares = {year: (int(year) - first) / (last - first) if last > first else 1.0 for year in years}
    return {
        year: "#" + "".join(f"{round(old + (new - old) * share):02x}" for old, new in zip(_OLD, _NEW, strict=True))
        for year, share in shares.items()
    }


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 140


def _dot(graph: Graph, palette: _Palette) -> Iterator[str]:
    """https://graphviz.org/doc/info/lang.html"""
    yield "digraph survey {"
    yield '  graph [rankdir=RL]; node [shape=box, style="filled,rounded", fontname="sans-serif"];'
    for paper in graph.papers:
        colour = palette.of[paper["key"]]
        said = {
            "label": paper["key"],
            "tooltip": paper["title"] or paper["key"],
            "fillcolor": colour,
            "fontcolor": "white" if _is_dark(colour) else "black",
        }
        yield f"  {_quoted(paper['key'])} [{', '.join(f'{name}={_quoted(text)}' for name, text in said.items())}];"
    yield from (f"  {_quoted(citing)} -> {_quoted(cited)};" for citing, cited in graph.citations)
    yield "}"


def _quoted(text: str) -> str:
    # A backslash begins an escape of Graphviz's own (`\N` is the name of the node).
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


_ATTRIBUTES = {
    "title": "string",
    "year": "int",
    "venue": "string",
    "citations": "int",
    "tags": "string",
    "colour": "string",
}


def _graphml(graph: Graph, palette: _Palette) -> Iterator[str]:
    """http://graphml.graphdrawing.org/specification.html"""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for name, kind in _ATTRIBUTES.items():
        yield f'  <key id="{name}" for="node" attr.name="{name}" attr.type="{kind}"/>'
    yield '  <graph id="survey" edgedefault="directed">'
    for paper in graph.papers:
        yield f"    <node id={_attribute(paper['key'])}>"
        for name, value in _told(paper, palette).items():
            if value is not None:
                yield f'      <data key="{name}">{xml_text(str(value))}</data>'
        yield "    </node>"
    for citing, cited in graph.citations:
        yield f"    <edge source={_attribute(citing)} target={_attribute(cited)}/>"
    yield "  </graph>"
    yield "</graphml>"


def _told(paper: PaperView, palette: _Palette) -> dict[str, str | int | None]:
    return {
        "title": paper["title"],
        "year": paper["year"],
        "venue": paper["venue"],
        "citations": paper["citations"]["count"] if paper["citations"] else None,
        "tags": ", ".join(paper["tags"]) or None,
        "colour": palette.of[paper["key"]],
    }


def xml_text(text: str) -> str:
    """`text` inside an element of XML."""
    return escape(_NO_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))


_WIDE, _HIGH = 190, 30
"""Of the room for one paper, in pixels."""
_BOX = 150
_MARGIN, _TOP = 20, 60
_LONGEST = 22
"""Characters of a cite key that fit into its box."""


def _svg(graph: Graph, palette: _Palette) -> Iterator[str]:
    places = _places(graph)
    across, down = (max((place[axis] for place in places.values()), default=0) for axis in (0, 1))
    named = _MARGIN + sum(_room(name) for name, _ in palette.legend)
    width, height = max(across + _BOX + _MARGIN, named), down + 2 * _HIGH + _MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    yield '  font-family="sans-serif" font-size="11">'
    yield '  <defs><marker id="tip" markerWidth="7" markerHeight="6" refX="7" refY="3" orient="auto">'
    yield '    <path d="M0,0 L7,3 L0,6 Z" fill="#666"/></marker></defs>'
    yield f'  <rect width="{width}" height="{height}" fill="white"/>'
    for year, x in dict.fromkeys((_year(paper) or "undated", places[paper["key"]][0]) for paper in graph.papers):
        yield f'  <text x="{x + _BOX // 2}" y="{_TOP - 12}" text-anchor="middle" fill="#444">{year}</text>'
    yield from (_arrow(places[citing], places[cited]) for citing, cited in graph.citations)
    for paper in graph.papers:
        yield from _box(paper, places[paper["key"]], palette.of[paper["key"]])
    yield from _legend(palette.legend)
    yield "</svg>"


def _places(graph: Graph) -> dict[str, tuple[int, int]]:
    """Where each paper stands: the years from left to right, and beside what it cites, as far as there is room."""
    columns: dict[str, list[str]] = defaultdict(list)
    for paper in graph.papers:
        columns[_year(paper) or ""].append(paper["key"])
    around: dict[str, set[str]] = defaultdict(set)
    for citing, cited in graph.citations:
        around[citing].add(cited)
        around[cited].add(citing)
    places: dict[str, tuple[int, int]] = {}
    for number, year in enumerate(sorted(columns)):
        for row, key in enumerate(_in_order(columns[year], around, places)):
            places[key] = (_MARGIN + number * _WIDE, _TOP + row * _HIGH)
    return places


def _in_order(
    keys: Iterable[str], around: Mapping[str, Collection[str]], places: Mapping[str, tuple[int, int]]
) -> list[str]:
    """By the middle of the neighbours that stand already, which keeps lines from crossing (Sugiyama's barycentre)."""

    def middle(key: str) -> tuple[float, str]:
        heights = [places[other][1] for other in around.get(key, ()) if other in places]
        return (sum(heights) / len(heights) if heights else float("inf")), key

    return sorted(keys, key=middle)


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From one box to another: to the left as a rule, since what is cited is older."""
    leftwards, same = start[0] > end[0], start[0] == end[0]
    x1 = start[0] if leftwards or same else start[0] + _BOX
    x2 = end[0] + _BOX if leftwards else end[0]
    y1, y2 = start[1] + 10, end[1] + 10
    bend = -30 if same else (x2 - x1) // 2
    first, second = (x1 + bend, x2 + bend) if same else (x1 + bend, x2 - bend)
    curve = f"M{x1},{y1} C{first},{y1} {second},{y2} {x2},{y2}"
    return f'  <path d="{curve}" fill="none" stroke="#999" stroke-width="0.8" marker-end="url(#tip)"/>'


def _box(paper: PaperView, place: tuple[int, int], colour: str) -> Iterator[str]:
    x, y = place
    yield f"  <g><title>{xml_text(paper['title'] or paper['key'])}</title>"
    frame = f'fill="{colour}" stroke="#555" stroke-width="0.5"'
    yield f'    <rect x="{x}" y="{y}" width="{_BOX}" height="20" rx="4" {frame}/>'
    ink = "white" if _is_dark(colour) else "black"
    key = xml_text(_short(paper["key"]))
    yield f'    <text x="{x + _BOX // 2}" y="{y + 14}" text-anchor="middle" fill="{ink}">{key}</text></g>'


def _legend(legend: Sequence[tuple[str, str]]) -> Iterator[str]:
    x = _MARGIN
    for name, colour in legend:
        yield f'  <rect x="{x}" y="12" width="12" height="12" fill="{colour}"/>'
        yield f'  <text x="{x + 16}" y="22" fill="#444">{xml_text(_short(name))}</text>'
        x += _room(name)


def _room(name: str) -> int:
    """How wide an entry of the legend is."""
    return 32 + 7 * len(_short(name))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


_KINDS: dict[str, Callable[[Graph, _Palette], Iterator[str]]] = {".dot": _dot, ".graphml": _graphml, ".svg": _svg}
