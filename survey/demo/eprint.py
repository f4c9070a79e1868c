"""What authors sent to arXiv, in short texts of our own that cite what the facts say a paper cites."""

from __future__ import annotations

import gzip
import re
from html import escape

from survey.demo.facts import Facts, Library, year_of
from survey.demo.wire import Reply
from survey.model.identifier import arxiv_version, identifier

_LEADS = (
    "Much of this begins with {}.",
    "Another way is gone by {}.",
    "Closest to us is {}.",
    "We also learn from {}.",
)


def answer(library: Library, form: str, name: str) -> Reply:
    """The paper of that `name` as `e-print` or as `html`; 404 where the facts do not say what it cites, and for PDF."""
    asked = identifier("arxiv", name)
    paper = library.find(asked) if arxiv_version(name) in {None, 1} else None
    if paper is None or not paper.get("references") or form not in {"e-print", "html"}:
        return Reply(b"<html><body><h1>Not Found</h1></body></html>", 404, "text/html; charset=utf-8")
    cited = [_cited(library, each) for each in paper["references"]]
    if form == "html":
        return Reply(_page(paper, cited).encode(), content_type="text/html; charset=utf-8")
    return Reply(gzip.compress(_latex(paper, cited).encode(), mtime=0), content_type="application/gzip")


def _cited(library: Library, name: str) -> Facts:
    """A paper that is cited; of one that is not in the box nothing is known but its id."""
    return library.find(identifier("arxiv", name)) or {"arxiv": name, "title": ""}


def _latex(paper: Facts, cited: list[Facts]) -> str:
    sentences = " ".join(_lead(place).format(f"\\cite{{{each['arxiv']}}}") for place, each in enumerate(cited))
    entries = "\n".join(
        f"\\bibitem{{{each['arxiv']}}} " + "\n\\newblock ".join(map(_tex, _blocks(each))) for each in cited
    )
    return (
        f"\\documentclass{{article}}\n\\title{{{_tex(paper['title'])}}}\n\\begin{{document}}\n\\maketitle\n"
        "\\section{Introduction}\nA short text that stands in for the paper.\n"
        f"\\section{{Related Work}}\n{sentences}\n\\section{{Method}}\nNot told here.\n"
        f"\\begin{{thebibliography}}{{{len(cited)}}}\n{entries}\n\\end{{thebibliography}}\n\\end{{document}}\n"
    )


def _page(paper: Facts, cited: list[Facts]) -> str:
    """The page that LaTeXML makes of such a text, as far as its classes go."""
    links = [
        f'<cite class="ltx_cite"><a href="#bib.bib{n}" class="ltx_ref">{n}</a></cite>' for n in range(1, len(cited) + 1)
    ]
    sentences = " ".join(_lead(place).format(link) for place, link in enumerate(links))
    entries = "".join(
        f'<li id="bib.bib{number}" class="ltx_bibitem">'
        + "".join(f'<span class="ltx_bibblock">{escape(block)}</span>' for block in _blocks(each))
        + "</li>"
        for number, each in enumerate(cited, start=1)
    )
    return (
        f'<!DOCTYPE html><html><body><article class="ltx_document"><h1 class="ltx_title">{escape(paper["title"])}</h1>'
        '<section class="ltx_section"><h2 class="ltx_title ltx_title_section">Related Work</h2>'
        f'<div class="ltx_para"><p class="ltx_p">{sentences}</p></div></section>'
        f'<section class="ltx_bibliography"><ul class="ltx_biblist">{entries}</ul></section></article></body></html>\n'
    )


def _lead(place: int) -> str:
    return _LEADS[place % len(_LEADS)]


def _blocks(paper: Facts) -> list[str]:
    """What a bibliography prints of `paper`: who, what, where and when."""
    where = ", ".join(filter(None, (f"arXiv:{paper['arxiv']}", str(year_of(paper) or ""))))
    parts = (" and ".join(paper.get("authors", [])), paper["title"], where)
    return [f"{part}." for part in parts if part]


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)
