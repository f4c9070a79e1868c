"""The graph of who cites whom leaves."""

from __future__ import annotations

import json
from pathlib import Path

from survey.catalog.catalog import Catalog
from survey.catalog.citations import between
from survey.catalog.read import Selection, views
from survey.formats.graph import Graph, write_graph


def export_graph(catalog: Catalog, selection: Selection, path: Path, *, colour: str) -> Graph:
    """Writes who cites whom among the selected papers into the file `path`; what was written.

    Raises AskedWronglyError for an ending that no graph has, SurveyError where the file cannot be written.
    """
    with catalog.reading() as reader:
        papers = [json.loads(view) for view in views(reader, selection)]
        citations = between(reader, {paper["key"] for paper in papers})
    graph = Graph(papers, citations)
    write_graph(graph, path, colour=colour)
    return graph
