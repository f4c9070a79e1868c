"""The survey as one page that needs no network: a table to sort and filter, details, drawings."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TextIO

from survey.formats.address import web_address
from survey.formats.cell import one_line
from survey.formats.charts import boards, papers_by_year
from survey.formats.columns import COLUMNS
from survey.formats.columns import columns as columns_named
from survey.formats.format import Page, Written
from survey.formats.graph import Graph, drawn
from survey.formats.table import review_table
from survey.model.asked import Asked
from survey.model.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from survey.formats.cell import Cell, Row
    from survey.model.view import PaperView

_MAPPED = 150
"""How many papers are drawn in the map of citations, for it to be read."""


class Html:
    """One file: style, script and drawings are inside, and its own policy forbids it to load or run anything else."""

    name: ClassVar[str] = "html"
    extensions: ClassVar[tuple[str, ...]] = (".html", ".htm")

    def write_page(self, page: Page, out: TextIO) -> Written:
        """What was written of `page` to `out`. Raises AskedWronglyError for columns and groupings that do not exist."""
        papers = {paper["key"]: paper for paper in page.papers}
        columns = columns_named(page.columns)
        # Over the details of a paper stands its key, whether or not it is asked for as a column.
        names = list(dict.fromkeys([*(column.name for column in columns), "key"]))
        table = review_table(page.papers, names, group_by=page.group_by, title=page.title)

        def entry(row: Row) -> _Entry:
            return _Entry(row[: len(columns)], papers[str(row[names.index("key")].value)])

        groups = [(group.label, list(map(entry, group.rows))) for group in table.groups]
        style, script = _part("page.css"), _part("page.js")
        parts = _template().generate(
            page=page,
            columns=columns,
            groups=groups,
            grouped=table.grouped_by,
            notes=table.notes(),
            years=papers_by_year(page.papers),
            boards=boards(compare(page.papers, Asked())),
            map=_map(page),
            style=style,
            script=script,
            policy=_policy(style, script),
        )
        out.writelines(parts)
        return Written(sum(len(entries) for _, entries in groups), tuple(table.notices()))


class _Entry(NamedTuple):
    """A row of the table, and the paper it is about."""

    cells: Sequence[Cell]
    paper: PaperView


class _Map(NamedTuple):
    drawing: str
    papers: int
    left_out: int
    """How many papers cite or are cited, and are not drawn."""


def _map(page: Page) -> _Map | None:
    """Who cites whom, of the papers that most others are linked with; None where nothing is known."""
    links = Counter(key for citation in page.citations for key in citation)
    chosen = {key for key, _ in sorted(links.items(), key=lambda link: (-link[1], link[0]))[:_MAPPED]}
    papers = [paper for paper in page.papers if paper["key"] in chosen]
    if not papers:
        return None
    citations = [citation for citation in page.citations if set(citation) <= chosen]
    return _Map(drawn(Graph(papers, citations)), len(papers), len(links) - len(chosen))


def _policy(style: str, script: str) -> str:
    """What the page may do, https://www.w3.org/TR/CSP3/ : have its style and its script, known by their hashes."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _part(name: str) -> str:
    return files("survey.formats").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(web=web_address, line=one_line)
    made.globals["headings"] = {name: column.heading for name, column in COLUMNS.items()}
    return made.from_string(_part("page.html.j2"))
