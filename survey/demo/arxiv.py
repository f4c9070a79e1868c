"""arXiv's query interface, Atom as it is since 2026, and the texts themselves."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import deque
from html import escape

from survey.demo import eprint
from survey.demo.facts import Facts, Library, searched
from survey.demo.wire import Asked, Reply
from survey.model.identifier import arxiv_version, identifier
from survey.model.text import fold

_UPDATED = "2026-11-01T00:00:00Z"
_FEED = (
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">'
)
_PREFIXES = ("ti", "au", "abs", "co", "jr", "cat", "rn", "id", "all", "submittedDate")
_TOKEN = re.compile(r'[()]|(?:\w+:)*(?:"[^"]*"|\[[^\]]*\]|[^\s()"]+)')


def knows(paper: Facts) -> bool:
    """Whether an entry can be made of `paper`: without the day it was submitted there is none."""
    return "arxiv" in paper and "published" in paper


def answer(library: Library, asked: Asked) -> Reply:
    """The feed that `/api/query` answers with, or a paper's text."""
    form, _, name = asked.path.lstrip("/").partition("/")
    if form in {"e-print", "html", "pdf"}:
        return eprint.answer(library, form, name)
    if asked.below("/api") != "/query":
        return Reply(b"Not Found", 404, "text/plain")
    ids = [name for name in asked.words.get("id_list", "").split(",") if name]
    if wrong := next((name for name in ids if not identifier("arxiv", name)), None):
        return _error(f"incorrect id format for {wrong}")
    query = " ".join(_rewritten(token) for token in _TOKEN.findall(asked.words.get("search_query", "")))
    found = [paper for name in ids if (paper := _version(library, name))] if ids else list(library.papers)
    if query or not ids:
        found = [paper for paper in found if query and _either(deque(_TOKEN.findall(query)), paper)]
    return _feed(asked, query, _sorted(asked, found))


def _version(library: Library, name: str) -> Facts | None:
    """Only the first version is known."""
    return library.find(identifier("arxiv", name)) if arxiv_version(name) in {None, 1} else None


def _rewritten(token: str) -> str:
    prefix, colon, _ = token.partition(":")
    return f"all:{token}" if colon and prefix not in _PREFIXES and not token.startswith('"') else token


def _sorted(asked: Asked, found: list[Facts]) -> list[Facts]:
    if asked.words.get("sortBy") not in {"submittedDate", "lastUpdatedDate"}:
        return found
    return sorted(found, key=lambda paper: paper["published"], reverse=asked.words.get("sortOrder") != "ascending")


def _either(tokens: deque[str], paper: Facts) -> bool:
    held = _all(tokens, paper)
    while tokens and tokens[0] == "OR":
        tokens.popleft()
        held = _all(tokens, paper) or held
    return held


def _all(tokens: deque[str], paper: Facts) -> bool:
    held = _one(tokens, paper)
    while tokens and tokens[0] not in {"OR", ")"}:
        unwanted = tokens[0] == "ANDNOT"
        if tokens[0] in {"AND", "ANDNOT"}:
            tokens.popleft()
        held = _one(tokens, paper) != unwanted and held
    return held


def _one(tokens: deque[str], paper: Facts) -> bool:
    term = tokens.popleft() if tokens else ""
    if term != "(":
        return _holds(term, paper)
    held = _either(tokens, paper)
    if tokens:
        tokens.popleft()
    return held


def _holds(term: str, paper: Facts) -> bool:
    prefix, colon, text = term.partition(":")
    if prefix == "submittedDate":
        first, _, last = text.strip("[]").partition(" TO ")
        return first[:8] <= paper["published"].replace("-", "") <= last[:8]
    if not colon or prefix not in _PREFIXES:
        prefix, text = "all", term
    authors = fold(" ".join(paper.get("authors", [])))
    texts = {"ti": fold(paper["title"]), "au": authors, "abs": searched(paper), "all": f"{searched(paper)} {authors}"}
    return f" {fold(text.replace('_', ' '))} " in f" {texts.get(prefix, '')} "


def _feed(asked: Asked, query: str, found: list[Facts]) -> Reply:
    start, size = asked.number("start", 0), asked.number("max_results", 10)
    told = f"search_query={query}&id_list={asked.words.get('id_list', '')}&start={start}&max_results={size}"
    digest = base64.b64encode(hashlib.sha256(told.encode()).digest()).decode()[:27]
    link = f'  <link href="{escape(f"https://arxiv.org/api/query?{told}")}" type="application/atom+xml"/>\n'
    head = _head(f"https://arxiv.org/api/{digest}", f"arXiv Query: {told}", (size, len(found), start), link)
    return _atom(head + "".join(map(_entry, found[start : start + size])))


def _head(feed_id: str, title: str, counts: tuple[int, int, int], link: str = "") -> str:
    size, total, start = counts
    return (
        f"  <id>{feed_id}</id>\n  <title>{escape(title)}</title>\n  <updated>{_UPDATED}</updated>\n{link}"
        f"  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>\n"
        f"  <opensearch:totalResults>{total}</opensearch:totalResults>\n"
        f"  <opensearch:startIndex>{start}</opensearch:startIndex>\n"
    )


def _entry(paper: Facts) -> str:
    # The version that came out on the day known is the first; the hour is not known.
    name, moment = f"{paper['arxiv']}v1", f"{paper['published']}T00:00:00Z"
    authors = "".join(
        f"    <author>\n      <name>{escape(each)}</name>\n    </author>\n" for each in paper.get("authors", [])
    )
    return (
        f"  <entry>\n    <id>http://arxiv.org/abs/{name}</id>\n    <title>{escape(paper['title'])}</title>\n"
        f"    <updated>{moment}</updated>\n"
        f'    <link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>\n'
        f'    <link href="https://arxiv.org/pdf/{name}" rel="related" type="application/pdf" title="pdf"/>\n'
        f"    <summary>{escape(paper.get('abstract', ''))}</summary>\n"
        f"    <published>{moment}</published>\n{authors}  </entry>\n"
    )


def _error(message: str) -> Reply:
    place = f"https://arxiv.org/api/errors#{escape(message.replace(' ', '_'))}"
    entry = (
        f"  <entry>\n    <id>{place}</id>\n    <title>Error</title>\n    <updated>{_UPDATED}</updated>\n"
        f'    <link href="{place}" rel="alternate" type="text/html"/>\n    <summary>{escape(message)}</summary>\n'
        f"    <author>\n      <name>arXiv api core</name>\n    </author>\n  </entry>\n"
    )
    return _atom(_head("https://arxiv.org/", "arXiv Search Results", (1, 1, 0)) + entry, 400)


def _atom(inside: str, status: int = 200) -> Reply:
    whole = f"<?xml version='1.0' encoding='UTF-8'?>\n{_FEED}\n{inside}</feed>\n"
    return Reply(whole.encode(), status, "application/atom+xml; charset=utf-8")
