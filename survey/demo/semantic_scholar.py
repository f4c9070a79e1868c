"""Semantic Scholar's Academic Graph: lookups, batches, searches, references, citations; and its recommendations."""

from __future__ import annotations

import json

from survey.demo.facts import Facts, Library, count_by, is_of, names, year_of
from survey.demo.likeness import like
from survey.demo.wire import Asked, Reply, as_json
from survey.model.identifier import Identifier, identifier, read_identifier

_FIELDS = (
    "paperId corpusId externalIds url title abstract venue publicationVenue year referenceCount citationCount "
    "influentialCitationCount isOpenAccess openAccessPdf fieldsOfStudy s2FieldsOfStudy publicationTypes "
    "publicationDate journal citationStyles authors citations references embedding tldr "
    "textAvailability matchScore contexts intents contextsWithIntent isInfluential"
)
_VENUES = {"CVPR": "Computer Vision and Pattern Recognition"}
_MOST = 500
_MOST_AT_ONCE = 1000


def knows(paper: Facts) -> bool:
    """Whether `paper` has the id that every answer begins with."""
    return "s2" in names(paper)


def answer(library: Library, asked: Asked) -> Reply:
    """What the graph answers: papers cut down to the fields asked for."""
    fields = asked.words.get("fields", "title").split(",")
    if unknown := [each for each in fields if not set(each.split(".")) <= {*_FIELDS.split(), "name"}]:
        return as_json({"error": f"Unrecognized or unsupported fields: [{', '.join(unknown)}]"}, 400)
    if asked.path.startswith("/recommendations/v1/papers"):
        return _recommended(library, asked, fields)
    path = asked.below("/graph/v1").removeprefix("/paper/")
    if path == "batch":
        return _batch(library, asked, fields)
    if path == "search/match":
        return _match(library, asked, fields)
    if path in {"search", "search/bulk"}:
        return _search(library, asked, fields, bulk=path.endswith("bulk"))
    return _one(library, asked, path, fields)


def _name(text: str) -> Identifier | None:
    """An id in any of the forms the graph takes: a bare one of its own, or scheme and value."""
    scheme, colon, value = text.partition(":")
    return read_identifier(value if scheme.upper() == "URL" else text) if colon else identifier("s2", text)


def _batch(library: Library, asked: Asked, fields: list[str]) -> Reply:
    try:
        ids = json.loads(asked.body)["ids"]
    except (ValueError, KeyError, TypeError):
        return as_json({"error": "Bad request"}, 400)
    if len(ids) > _MOST:
        return as_json({"error": f"Too many ids: {len(ids)}"}, 400)
    found = (library.find(_name(str(each))) for each in ids)
    return as_json([_cut(library, paper, fields) if paper else None for paper in found])


def _recommended(library: Library, asked: Asked, fields: list[str]) -> Reply:
    try:
        ids = json.loads(asked.body)["positivePaperIds"]
    except (ValueError, KeyError, TypeError):
        return as_json({"error": "Bad request"}, 400)
    liked = [paper for each in ids if (paper := library.find(_name(str(each))))]
    if not liked:
        return as_json({"error": "Input papers not found"}, 404)
    found = like(library, liked)[: asked.number("limit", 100)]
    return as_json({"recommendedPapers": [_cut(library, paper, fields) for paper in found]})


def _match(library: Library, asked: Asked, fields: list[str]) -> Reply:
    for share, paper in library.titled(asked.words.get("query", "")):
        return as_json({"data": [_cut(library, paper, fields) | {"matchScore": round(100 * share, 2)}]})
    return as_json({"error": "Title match not found"}, 404)


def _search(library: Library, asked: Asked, fields: list[str], *, bulk: bool) -> Reply:
    found = [paper for paper in library.about(asked.words.get("query", "")) if _wanted(paper, asked)]
    if bulk:
        start = asked.number("token", 0)
        token = str(start + _MOST_AT_ONCE) if start + _MOST_AT_ONCE < len(found) else None
        papers = [_cut(library, paper, fields) for paper in found[start : start + _MOST_AT_ONCE]]
        return as_json({"total": len(found), "token": token, "data": papers})
    offset, limit = asked.number("offset", 0), asked.number("limit", 100)
    page = {"total": len(found), "offset": offset}
    if not found:
        return as_json(page)
    following = {"next": offset + limit} if offset + limit < len(found) else {}
    return as_json(
        page | following | {"data": [_cut(library, paper, fields) for paper in found[offset : offset + limit]]}
    )


def _wanted(paper: Facts, asked: Asked) -> bool:
    venue = paper.get("venue", "")
    wanted = asked.words.get("venue", "").split(",")
    in_venues = wanted == [""] or not {venue, _VENUES.get(venue, venue)}.isdisjoint(wanted)
    return in_venues and is_of(paper, asked.words.get("year", "-"))


def _one(library: Library, asked: Asked, path: str, fields: list[str]) -> Reply:
    path, _, relation = path.rpartition("/") if path.endswith(("/references", "/citations")) else (path, "", "")
    paper = library.find(_name(path))
    if paper is None:
        return as_json({"error": f"Paper with id {path} not found"}, 404)
    if not relation:
        return as_json(_cut(library, paper, fields))
    role, others = ("citedPaper", library.cited_by(paper))
    if relation == "citations":
        role, others = ("citingPaper", library.citing(paper))
    offset, limit = asked.number("offset", 0), asked.number("limit", 100)
    following = {"next": offset + limit} if offset + limit < len(others) else {}
    page = [
        {"contexts": [], "intents": [], role: _cut(library, each, fields)} for each in others[offset : offset + limit]
    ]
    return as_json({"offset": offset} | following | {"data": page})


def _cut(library: Library, paper: Facts, fields: list[str]) -> dict[str, object]:
    whole = _paper(paper)
    plain = [each.partition(".")[0] for each in fields]
    return (
        {"paperId": whole["paperId"]} | {field: whole.get(field) for field in plain} | _around(library, paper, fields)
    )


def _around(library: Library, paper: Facts, fields: list[str]) -> dict[str, object]:
    """The papers around `paper` that are among the fields asked for, no more than a thousand of each sort."""
    relations = {"references": library.cited_by, "citations": library.citing}
    found: dict[str, object] = {}
    for relation, others in relations.items():
        inner = [each.partition(".")[2] or "title" for each in fields if each.partition(".")[0] == relation]
        if inner:
            found[relation] = [_cut(library, other, inner) for other in others(paper)[:1000]]
    return found


def _paper(paper: Facts) -> dict[str, object]:
    known = names(paper)
    external = {"ArXiv": "arxiv", "DOI": "doi", "DBLP": "dblp", "ACL": "acl"}
    cvf = known.get("cvf", "").replace("/html/", "/papers/")
    return {
        "paperId": known["s2"],
        "externalIds": {theirs: known[ours] for theirs, ours in external.items() if ours in known},
        "url": f"https://www.semanticscholar.org/paper/{known['s2']}",
        "title": paper["title"],
        "abstract": paper.get("abstract"),
        "venue": _VENUES.get(paper.get("venue", ""), paper.get("venue", "")),
        "publicationVenue": _venue(paper),
        "year": year_of(paper),
        "publicationDate": paper.get("published"),
        "citationCount": count_by(paper, "semantic_scholar"),
        "referenceCount": len(paper["references"]) if "references" in paper else None,
        "openAccessPdf": {"url": f"https://openaccess.thecvf.com/{cvf}.pdf"} if cvf else None,
        "authors": [{"authorId": None, "name": name} for name in paper.get("authors", [])],
        "tldr": {"model": paper["summary_by"], "text": paper["summary"]} if "summary" in paper else None,
    }


def _venue(paper: Facts) -> dict[str, object] | None:
    if not (short := paper.get("venue")):
        return None
    # Of other venues it is not known here what sort they are.
    if short not in _VENUES:
        return {"name": short}
    return {"name": _VENUES[short], "type": "conference", "alternate_names": [short]}
