"""CVF Open Access: the page of a conference, the menu of its workshops, and the page of each."""

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
    """All papers of a conference, as CVPR2021 names it, or of a workshop, as the menu CVPR2021_workshops/menu does."""
    found = re.fullmatch(r"/([A-Z]+)(\d{4})(?:_workshops/([\w-]+))?", asked.path)
    if not found:
        return _not_found()
    conference, year, workshop = found.groups()
    venue = f"{conference} Workshops" if workshop else conference
    papers = [paper for paper in library.papers if paper.get("venue") == venue and year_of(paper) == int(year)]
    if workshop == "menu" and papers:
        held = dict.fromkeys(map(_workshop, papers))
        return _page("".join(f'<dd><a href="/{conference}{year}_workshops/{name}">{name}</a></dd>' for name in held))
    entries = [_entry(paper) for paper in papers if workshop in {None, _workshop(paper)}]
    return _page("\n".join(entries)) if entries else _not_found()


def _not_found() -> Reply:
    return Reply(b"<html><body><h1>Not Found</h1></body></html>", 404, _HTML)


def _page(entries: str) -> Reply:
    page = f'<!DOCTYPE html>\n<html><body>\n<div id="content">\n<dl>\n{entries}\n</dl>\n</div>\n</body></html>\n'
    return Reply(page.encode(), 200, _HTML)


def _workshop(paper: Facts) -> str:
    """The workshop in which a paper appeared: content/CVPR2021W/VAND/html/…"""
    return names(paper)["cvf"].split("/")[2]


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
