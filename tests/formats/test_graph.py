"""Graphs of who cites whom: read back as what they are, and nobody's title breaks out of them."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.formats.graph import Graph, write_graph
from survey.model.errors import AskedWronglyError, SurveyError
from tests.formats.views import paper

SVG = "{http://www.w3.org/2000/svg}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
EVIL = 'Nets"]; evil [label=<b>&</b>] \\N\x00\x1b[2J\u202e<script>alert(1)</script>'

SMALL = Graph(
    [
        paper(key="moreau2021", title="Lanterns", year=2021, tags=["light", "old"]),
        paper(key="castellanos2019", title="Tides", year=2019, tags=["sea"]),
        paper(key="falk", title=EVIL),
    ],
    [("moreau2021", "castellanos2019"), ("falk", "castellanos2019")],
)


def written(graph: Graph, ending: str, **how: Any) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"graph{ending}"
        write_graph(graph, path, **how)
        return path.read_text(encoding="utf-8")


def read(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - we wrote it ourselves


def drawn(graph: Graph, **how: Any) -> ElementTree.Element:
    return read(written(graph, ".svg", **how))


def boxes(svg: ElementTree.Element) -> dict[str, tuple[int, int, str]]:
    """Where the box of each paper stands, and its colour."""
    found = {}
    for group in svg.iter(f"{SVG}g"):
        rect, text = group.find(f"{SVG}rect"), group.find(f"{SVG}text")
        assert rect is not None
        assert text is not None
        found[text.text or ""] = (int(rect.attrib["x"]), int(rect.attrib["y"]), rect.attrib["fill"])
    return found


def test_graphviz_gets_every_paper_and_every_citation() -> None:
    dot = written(SMALL, ".dot")

    assert dot.startswith("digraph survey {\n")
    assert '"moreau2021" -> "castellanos2019";' in dot
    assert '"moreau2021" [label="moreau2021", tooltip="Lanterns", fillcolor="#08519c", fontcolor="white"];' in dot
    assert dot.count("->") == 2


def test_a_title_does_not_break_out_of_its_quotes_in_graphviz() -> None:
    (line,) = (line for line in written(SMALL, ".dot").splitlines() if line.startswith('  "falk" ['))

    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
    assert re.sub(r'"((?:[^"\\]|\\.)*)"', "…", line) == "  … [label=…, tooltip=…, fillcolor=…, fontcolor=…];"
    assert quoted[2].startswith('Nets\\"]; evil')
    assert "\\\\N" in quoted[2]
    assert line.isprintable()


def test_graphml_is_read_back_as_what_it_says() -> None:
    graph = read(written(SMALL, ".graphml"))

    nodes = {
        node.attrib["id"]: {each.attrib["key"]: each.text for each in node} for node in graph.iter(f"{GRAPHML}node")
    }
    edges = [(edge.attrib["source"], edge.attrib["target"]) for edge in graph.iter(f"{GRAPHML}edge")]
    assert edges == list(SMALL.citations)
    assert nodes["moreau2021"] == {"title": "Lanterns", "year": "2021", "tags": "light, old", "colour": "#08519c"}
    assert nodes["falk"]["title"] is not None
    assert "<script>alert(1)</script>" in nodes["falk"]["title"]


def test_a_drawing_has_a_box_for_every_paper_older_ones_to_the_left() -> None:
    svg = drawn(SMALL)

    found = boxes(svg)
    assert found.keys() == {"moreau2021", "castellanos2019", "falk"}
    assert found["castellanos2019"][0] < found["moreau2021"][0]
    assert len([path for path in svg.iter(f"{SVG}path") if "marker-end" in path.attrib]) == 2
    assert not list(svg.iter("script"))
    assert {text.text for text in svg.iter(f"{SVG}text")} >= {"2019", "2021", "undated", "unknown"}


def test_papers_are_coloured_by_year_or_by_their_first_tag() -> None:
    by_tag = boxes(drawn(SMALL, colour="tag"))

    colours = {key: place[2] for key, place in by_tag.items()}
    assert len(set(colours.values())) == 3
    assert colours["falk"] == "#bbbbbb"
    assert boxes(drawn(SMALL))["moreau2021"][2] == "#08519c"


def test_an_empty_survey_is_an_empty_graph() -> None:
    nothing = Graph([], [])

    assert boxes(drawn(nothing)) == {}
    assert "->" not in written(nothing, ".dot")
    assert not list(read(written(nothing, ".graphml")).iter(f"{GRAPHML}node"))


def test_what_is_no_graph_is_asked_wrongly(tmp_path: Path) -> None:
    with pytest.raises(AskedWronglyError, match="graph"):
        write_graph(SMALL, tmp_path / "graph.pdf")
    with pytest.raises(AskedWronglyError, match="coloured by mood"):
        write_graph(SMALL, tmp_path / "graph.svg", colour="mood")
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="cannot be written"):
        write_graph(SMALL, tmp_path / "nowhere" / "graph.svg")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    years = st.none() | st.integers(1400, 2200)
    text = st.text(max_size=30)
    numbers = range(draw(st.integers(0, 6)))
    papers = [
        paper(key=f"p{n}", title=draw(st.none() | text), year=draw(years), tags=draw(st.lists(text, max_size=2)))
        for n in numbers
    ]
    keys = st.sampled_from([each["key"] for each in papers] or [""])
    pairs = draw(st.lists(st.tuples(keys, keys), max_size=8))
    citations = {(citing, cited) for citing, cited in pairs if citing != cited}
    return Graph(papers, sorted(citations))


@given(graph=graphs(), colour=st.sampled_from(["year", "tag"]))
def test_whatever_titles_and_tags_hold_the_graph_stays_whole(graph: Graph, colour: str) -> None:
    svg, markup = drawn(graph, colour=colour), read(written(graph, ".graphml", colour=colour))

    places = [place[:2] for place in boxes(svg).values()]
    assert len(set(places)) == len(places) == len(graph.papers)
    assert len(list(markup.iter(f"{GRAPHML}edge"))) == len(graph.citations)
    lines = written(graph, ".dot", colour=colour).splitlines()
    assert len(lines) == 3 + len(graph.papers) + len(graph.citations)
    assert all(re.fullmatch(r'(?:[^"\\]|"(?:[^"\\]|\\.)*")*', line) for line in lines)
