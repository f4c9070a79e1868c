"""Crossref's works."""

from __future__ import annotations

from survey.demo.facts import Facts, Library, count_by, name_parts, names
from survey.demo.wire import Asked, Reply, as_json
from survey.model.identifier import identifier


def knows(paper: Facts) -> bool:
    """Whether `paper` has a DOI."""
    return "doi" in names(paper)


def answer(library: Library, asked: Asked) -> Reply:
    """A work, or a list of works."""
    path = asked.below("/v1")
    if path == "/works":
        return _list(library, asked)
    paper = _find(library, path.removeprefix("/works/"))
    # The real one, too, calls this text JSON.
    return _message("work", _work(library, paper)) if paper else Reply(b"Resource not found.", 404)


def _find(library: Library, doi: str) -> Facts | None:
    """The paper of a DOI; those that arXiv gave are DataCite's."""
    name = identifier("doi", doi)
    return library.find(name) if name and name.scheme == "doi" else None


def _list(library: Library, asked: Asked) -> Reply:
    words = next(
        (asked.words[name] for name in ("query.bibliographic", "query.title", "query") if name in asked.words), None
    )
    found = library.papers if words is None else [paper for _, paper in library.titled(words)] or library.about(words)
    if wanted := _filtered(library, asked, "doi"):
        found = [paper for paper in found if any(paper is each for each in wanted)]
    works = [_work(library, paper) for paper in found]
    if updated := _filtered(library, asked, "updates"):
        works = [_notice(paper, paper["retracted_by"]) for paper in updated if paper and "retracted_by" in paper]
    rows, offset = asked.number("rows", 20), asked.number("offset", 0)
    return _message(
        "work-list",
        {
            "facets": {},
            "total-results": len(works),
            "items": [_cut(work, asked) for work in works[offset : offset + rows]],
            "items-per-page": rows,
            "query": {"start-index": offset, "search-terms": words},
        },
    )


def _message(kind: str, message: dict[str, object]) -> Reply:
    return as_json({"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message})


def _filtered(library: Library, asked: Asked, name: str) -> list[Facts | None]:
    """The papers whose DOIs the filters of that name give; None for a DOI that is not known."""
    filters = (each.partition(":") for each in asked.words.get("filter", "").split(","))
    return [_find(library, doi) for kind, _, doi in filters if kind == name]


def _cut(work: dict[str, object], asked: Asked) -> dict[str, object]:
    selected = asked.words.get("select")
    return {name: value for name, value in work.items() if not selected or name in selected.split(",")}


def _notice(paper: Facts, doi: str) -> dict[str, object]:
    """The notice of that DOI, which retracts `paper`; the paper's own work says nothing of it."""
    update = {"DOI": names(paper)["doi"], "type": "retraction", "label": "Retraction", "source": "publisher"}
    return {
        "DOI": doi,
        "URL": f"https://doi.org/{doi}",
        "title": [f"Retraction: {paper['title']}"],
        "type": "journal-article",
        "update-to": [update],
    }


def _work(library: Library, paper: Facts) -> dict[str, object]:
    doi = names(paper)["doi"]
    cited = count_by(paper, "crossref")
    work: dict[str, object] = {
        "DOI": doi,
        "URL": f"https://doi.org/{doi}",
        "title": [paper["title"]],
        "author": [_author(place, name) for place, name in enumerate(paper.get("authors", []))],
        "container-title": [paper["venue"]] if "venue" in paper else [],
        "source": "Crossref",
        "prefix": doi.partition("/")[0],
        "subtitle": [],
        "relation": {},
        "issued": {"date-parts": [[paper.get("year")]]},
    }
    pages = {"page": paper["pages"].replace("--", "-")} if "pages" in paper else {}
    sort = {"type": "proceedings-article"} if paper.get("venue") == "CVPR" else {}
    references = [_reference(library, place, name) for place, name in enumerate(paper.get("references", []), start=1)]
    deposited = {"reference": references, "reference-count": len(references), "references-count": len(references)}
    counted = {} if cited is None else {"is-referenced-by-count": cited}
    return work | pages | sort | counted | (deposited if references else {})


def _reference(library: Library, place: int, name: str) -> dict[str, object]:
    """An entry of a deposited list: a DOI where the cited work has one here, else what is printed."""
    cited = library.find(identifier("arxiv", name))
    if cited is None:
        return {"key": f"ref{place}", "unstructured": f"arXiv:{name}."}
    return {
        "key": f"ref{place}",
        "DOI": names(cited)["doi"],
        "doi-asserted-by": "publisher",
        "article-title": cited["title"],
    }


def _author(place: int, name: str) -> dict[str, object]:
    given, family = name_parts(name)
    return {"given": given, "family": family, "sequence": "additional" if place else "first", "affiliation": []}
