"""Hugging Face's paper pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.demo.wire import Asked, Reply, as_json
from survey.model.identifier import identifier

if TYPE_CHECKING:
    from survey.demo.facts import Facts, Library


def knows(paper: Facts) -> bool:
    """Whether `paper` is on arXiv, from where all of them come."""
    return "arxiv" in paper


def answer(library: Library, asked: Asked) -> Reply:
    """A paper, or a list of papers each inside an envelope."""
    path = asked.below("/api")
    if path == "/papers/search":
        return _list(library.about(asked.words.get("q", "")), asked)
    if path == "/daily_papers":
        day = asked.words.get("date")
        return _list([paper for paper in library.papers if not day or paper.get("published") == day], asked)
    paper = library.find(identifier("arxiv", path.removeprefix("/papers/")))
    return as_json(_paper(paper)) if paper else as_json({"error": "Paper not found"}, 404)


def _list(found: list[Facts], asked: Asked) -> Reply:
    shown = map(_paper, found[: asked.number("limit", 50)])
    return as_json([{"paper": each, "title": each["title"], "publishedAt": each.get("publishedAt")} for each in shown])


def _paper(paper: Facts) -> dict[str, object]:
    known: dict[str, object] = {
        "id": paper["arxiv"],
        "title": paper["title"],
        "authors": [{"name": name, "hidden": False} for name in paper.get("authors", [])],
        "summary": paper.get("abstract"),
    }
    if "published" in paper:
        known["publishedAt"] = f"{paper['published']}T00:00:00.000Z"
    if "summary" in paper:
        known |= {"ai_summary": paper["summary"], "ai_summary_model": paper["summary_by"]}
    return known | _code(paper)


def _code(paper: Facts) -> dict[str, object]:
    """The one repository a page shows: an official one, or the only one there is."""
    codes = paper.get("repositories", [])
    official = [code for code in codes if code.get("official")]
    if not official and len(codes) != 1:
        return {}
    code = (official or codes)[0]
    shown: dict[str, object] = {"githubRepo": code["url"], "githubRepoAddedBy": "user" if official else "auto"}
    return shown | ({"githubStars": code["stars"]} if "stars" in code else {})
