"""OpenAlex's works."""

from __future__ import annotations

from survey.demo.facts import Facts, Library, count_by, is_of, names, year_of
from survey.demo.likeness import like
from survey.demo.wire import Asked, Reply, as_json
from survey.model.identifier import read_identifier
from survey.model.text import fold

_RELATED = 10


def knows(paper: Facts) -> bool:
    """Whether `paper` has the id that every work begins with."""
    return "openalex" in names(paper)


def answer(library: Library, asked: Asked) -> Reply:
    """A work, or a list of works."""
    if asked.path.startswith("/works/"):
        paper = library.find(read_identifier(asked.path.removeprefix("/works/")))
        if paper is None:
            return as_json({"error": "Not Found", "message": "The requested work does not exist"}, 404)
        return as_json(_cut(library, paper, asked))
    if asked.path != "/works":
        return as_json({"error": "Not Found", "message": "The requested URL was not found"}, 404)
    found = library.about(asked.words.get("search", ""))
    for each in filter(None, asked.words.get("filter", "").split(",")):
        name, _, value = each.partition(":")
        found = _passing(library, found, name, value)
    if asked.words.get("sort") == "cited_by_count:desc":
        found = sorted(found, key=lambda paper: -(count_by(paper, "openalex") or 0))
    return _list(library, asked, found)


def _passing(library: Library, papers: list[Facts], name: str, value: str) -> list[Facts]:
    """Those of `papers` that pass one filter; a filter of another name keeps nothing back."""
    if name not in {"doi", "openalex", "cites"}:
        return [paper for paper in papers if _passes(paper, name, value)]
    named = [paper for each in value.split("|") if (paper := library.find(read_identifier(each)))]
    if name == "cites":
        cited = {paper["arxiv"] for paper in named if "arxiv" in paper}
        return [paper for paper in papers if not cited.isdisjoint(paper.get("references", []))]
    places = set(map(id, named))
    return [paper for paper in papers if id(paper) in places]


def _passes(paper: Facts, name: str, value: str) -> bool:
    if name.endswith(".search"):
        return set(fold(value).split()) <= set(fold(paper["title"]).split())
    if name == "publication_year":
        return is_of(paper, value)
    if name == "from_publication_date":
        return is_of(paper, f"{value[:4]}-")
    return name != "to_publication_date" or is_of(paper, f"-{value[:4]}")


def _list(library: Library, asked: Asked, found: list[Facts]) -> Reply:
    size = asked.number("per_page", asked.number("per-page", 25))
    meta: dict[str, object] = {
        "count": len(found),
        "db_response_time_ms": 1,
        "page": asked.number("page", 1),
        "per_page": size,
    }
    start = (asked.number("page", 1) - 1) * size
    if cursor := asked.words.get("cursor"):
        start = int(cursor) if cursor.isdecimal() else 0
        meta |= {"page": None, "next_cursor": str(start + size) if found[start : start + size] else None}
    results = [_cut(library, paper, asked) for paper in found[start : start + size]]
    return as_json({"meta": meta | {"groups_count": None}, "results": results, "group_by": []})


def _cut(library: Library, paper: Facts, asked: Asked) -> dict[str, object]:
    selected = asked.words.get("select", "").split(",")
    whole = _work(library, paper)
    # It takes longest, and is rarely asked for.
    if selected == [""] or "related_works" in selected:
        whole["related_works"] = [_address(other) for other in like(library, [paper])[:_RELATED]]
    return {name: value for name, value in whole.items() if selected == [""] or name in selected}


def _address(paper: Facts) -> str:
    return f"https://openalex.org/{names(paper)['openalex']}"


def _work(library: Library, paper: Facts) -> dict[str, object]:
    known = names(paper)
    doi = known.get("doi") or (f"10.48550/arxiv.{known['arxiv']}" if "arxiv" in known else None)
    address, link = _address(paper), f"https://doi.org/{doi}" if doi else None
    source = {"display_name": paper["venue"]} if "venue" in paper else None
    return {
        "id": address,
        "doi": link,
        "title": paper["title"],
        "display_name": paper["title"],
        "publication_year": year_of(paper),
        "publication_date": paper.get("published"),
        "ids": {"openalex": address, **({"doi": link} if link else {})},
        "primary_location": {"landing_page_url": link, "pdf_url": None, "source": source},
        "authorships": [
            {"author": {"id": None, "display_name": name}, "raw_author_name": name} for name in paper.get("authors", [])
        ],
        "cited_by_count": count_by(paper, "openalex"),
        "referenced_works": [_address(other) for other in library.cited_by(paper)],
        "abstract_inverted_index": None,
    }
