"""CVF Open Access: the page of a conference."""

from __future__ import annotations

import html
import re

from survey.demo.facts import Facts, Library, names, year_of
from survey.demo.wire import Asked, Reply

_HTML = "text/html; charset=utf-8"


def knows(paper: Facts) -> bool:
    """Whether `paper` has a page there."""
    return "cvf" in names(paper)


def answer(library: Library, asked: Asked) -> Reply:
    """All papers of a conference, as CVPR2021 names it."""
    found = re.fullmatch(r"/([A-Z]+)(\d{4})", asked.path)
    papers = [paper for paper in library.papers if found and _is_of(paper, *found.groups())]
    if not papers:
        return Reply(b"<html><body><h1>Not Found</h1></body></html>", 404, _HTML)
    entries = "\n".join(map(_entry, papers))
    page = f'<!DOCTYPE html>\n<html><body>\n<div id="content">\n<dl>\n{entries}\n</dl>\n</div>\n</body></html>\n'
    return Reply(page.encode(), 200, _HTML)


def _is_of(paper: Facts, venue: str, year: str) -> bool:
    return paper.get("venue") == venue and year_of(paper) == int(year)


def _entry(paper: Facts) -> str:
    place = names(paper)["cvf"]
    pdf = f"/{place.replace('/html/', '/papers/')}.pdf"
    arxiv = f'\n[<a href="http://arxiv.org/abs/{paper["arxiv"]}">arXiv</a>]' if "arxiv" in paper else ""
    authors = "".join(map(_author, paper.get("authors", [])))
    return (
        f'<dt class="ptitle"><br><a href="/{place}.html">{html.escape(paper["title"])}</a></dt>\n'
        f'<dd>\n{authors}</dd>\n<dd>\n[<a href="{pdf}">pdf</a>]{arxiv}\n</dd>'
    )


def _author(name: str) -> str:
    shown = html.escape(name)
    return (
        '<form action="/search" method="post" class="authsearch">'
        f'<input type="hidden" name="query_author" value="{shown}"><a href="#">{shown}</a></form>\n'
    )
