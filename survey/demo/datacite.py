"""DataCite's DOIs: those that arXiv gave."""

from __future__ import annotations

import re

from survey.demo.facts import Facts, Library, name_parts
from survey.demo.wire import Asked, Reply, as_json
from survey.model.identifier import identifier


def knows(paper: Facts) -> bool:
    """Whether `paper` has an arXiv id in the form that tells the month it came in."""
    return bool(re.fullmatch(r"\d{4}\.\d{4,5}", paper.get("arxiv", "")))


def answer(library: Library, asked: Asked) -> Reply:
    """A DOI, or a list of DOIs."""
    if asked.path == "/dois":
        return _list(library, asked)
    paper = _find(library, asked.path.removeprefix("/dois/"))
    if paper is None:
        return as_json({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404)
    return as_json({"data": _doi(paper)})


def _find(library: Library, doi: str) -> Facts | None:
    """The paper of a DOI that arXiv gave; others are Crossref's."""
    name = identifier("doi", doi)
    return library.find(name) if name and name.scheme == "arxiv" else None


def _list(library: Library, asked: Asked) -> Reply:
    if "ids" in asked.words:
        looked_up = (_find(library, doi) for doi in asked.words["ids"].split(","))
        found = [paper for paper in looked_up if paper]
    else:
        # The query language names fields; here only its words count.
        words = re.sub(r"\b[\w.]+:|\b(?:AND|OR|NOT)\b", " ", asked.words.get("query", ""))
        found = library.about(words)
    size, page = asked.number("page[size]", 25), asked.number("page[number]", 1)
    meta = {"total": len(found), "totalPages": -(-len(found) // size) if size else 0, "page": page}
    return as_json(
        {"data": [_doi(paper) for paper in found[(page - 1) * size : page * size]], "meta": meta, "links": {}}
    )


def _doi(paper: Facts) -> dict[str, object]:
    doi = f"10.48550/arxiv.{paper['arxiv']}"
    month = f"20{paper['arxiv'][:2]}-{paper['arxiv'][2:4]}"
    submitted = (
        [{"date": paper["published"], "dateType": "Submitted", "dateInformation": "v1"}] if "published" in paper else []
    )
    attributes = {
        "doi": doi,
        "prefix": "10.48550",
        "suffix": f"arxiv.{paper['arxiv']}",
        "identifiers": [{"identifier": paper["arxiv"], "identifierType": "arXiv"}],
        "creators": [_creator(name) for name in paper.get("authors", [])],
        "titles": [{"title": paper["title"]}],
        "publisher": "arXiv",
        "publicationYear": int(month[:4]),
        "dates": [*submitted, {"date": month, "dateType": "Available", "dateInformation": "v1"}],
        "types": {"resourceType": "Article", "resourceTypeGeneral": "Text"},
        "relatedIdentifiers": [],
        "descriptions": [],
        "url": f"https://arxiv.org/abs/{paper['arxiv']}",
        "state": "findable",
    }
    return {"id": doi, "type": "dois", "attributes": attributes}


def _creator(name: str) -> dict[str, object]:
    given, family = name_parts(name)
    return {
        "name": f"{family}, {given}" if given else family,
        "nameType": "Personal",
        "givenName": given,
        "familyName": family,
        "affiliation": [],
        "nameIdentifiers": [],
    }
