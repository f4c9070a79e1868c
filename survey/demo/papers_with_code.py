"""Papers with Code, the interface of paperswithcode.co: papers, tasks, datasets and their leaderboards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.demo.facts import Claim, Facts, Library, count_by, names, tasks_of
from survey.demo.wire import Asked, Reply, as_json
from survey.model.identifier import identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LAST = 10**6
_AREA = {"id": "1", "name": "Computer Vision"}
"""The area of every task in the box."""
_PARTS = {
    "Semantic Segmentation": (
        "3D Semantic Segmentation",
        "Panoptic Segmentation",
        "Real-Time Semantic Segmentation",
        "Semi-Supervised Semantic Segmentation",
        "Weakly-Supervised Semantic Segmentation",
    )
}
"""The tasks that are parts of one, as the evaluation tables of 2020-08-28 have them."""


def knows(paper: Facts) -> bool:
    """Whether `paper` can be asked for: it goes by its arXiv id here."""
    return "arxiv" in paper


def answer(library: Library, asked: Asked) -> Reply:
    """A paper, or a page of papers, areas, tasks, datasets or evaluations."""
    kind, _, rest = asked.below("/api/v1").strip("/").partition("/")
    if kind == "papers":
        return _papers(library, asked, rest)
    rows = _rows(library)
    if kind == "evaluations":
        return _page(asked, [row for row in rows if _asked_for(row, asked)])
    about, _, inside = rest.partition("/")
    lists: dict[str, Callable[[], list[dict[str, object]]]] = {
        "areas": lambda: [{**_AREA, "slug": _slug(_AREA["name"])}],
        "tasks": lambda: _tasks(library, rows),
        "datasets": lambda: _datasets(rows, asked),
    }
    known = lists.get(kind, list)()
    if not rest:
        return _page(asked, [each for each in known if asked.words.get("q", "").lower() in str(each["name"]).lower()])
    one = next((each for each in known if each["slug"] == about), None)
    if one and kind == "datasets" and inside == "evaluations":
        return _page(asked, [row for row in rows if row["dataset_slug"] == about])
    if one and kind == "tasks" and inside == "page":
        under = _PARTS.get(str(one["name"]), ())
        return as_json({"task": one, "children": [each for each in known if each["name"] in under]})
    return as_json(one) if one and not inside else as_json({"detail": "Not Found"}, 404)


def _papers(library: Library, asked: Asked, rest: str) -> Reply:
    if rest in {"", "search"}:
        found = library.about(asked.words.get("q", asked.words.get("search", "")))
        task = asked.words.get("task")
        wanted = [_paper(each) for each in found if not task or task in {*tasks_of(each), *map(_slug, tasks_of(each))}]
        return _page(asked, wanted, {"task": task} if task else {})
    paper = library.find(identifier("arxiv", rest.removeprefix("arxiv/")))
    return as_json(_paper(paper)) if paper else as_json({"detail": "Not Found"}, 404)


def _page(asked: Asked, found: Sequence[object], filters: dict[str, str] | None = None) -> Reply:
    page, size = asked.number("page", 1), min(asked.number("page_size", 50), 100)
    following = page + 1 if page * size < len(found) else None
    told = {"applied_filters": filters} if filters else {}
    return as_json(
        {"count": len(found), "next_page": following, "results": found[(page - 1) * size : page * size], **told}
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _paper(paper: Facts) -> dict[str, object]:
    cvf = names(paper).get("cvf")
    codes = paper.get("repositories", [])
    return {
        # Its own numbers are not known, and it takes an arXiv id wherever it takes a number.
        "id": paper["arxiv"],
        "arxiv_id": paper["arxiv"],
        "title": paper["title"],
        "abstract": paper.get("abstract"),
        "tldr": None,
        "published": paper.get("published"),
        "authors": paper.get("authors", []),
        "conference_name": f"{paper['venue']} {paper['year']}" if "venue" in paper and "year" in paper else None,
        "conference_url_abs": f"https://openaccess.thecvf.com/{cvf}.html" if cvf else None,
        "url_abs": f"https://arxiv.org/abs/{paper['arxiv']}",
        "url_pdf": f"https://arxiv.org/pdf/{paper['arxiv']}",
        "citation_count": count_by(paper, "papers_with_code"),
        "code_repository_count": len(codes),
        "repositories": [
            {"url": code["url"], "num_stars": code.get("stars"), "is_official": code.get("official")} for code in codes
        ],
        "tasks": [{"id": _slug(task), "name": task, "slug": _slug(task)} for task in tasks_of(paper)],
        "methods": [],
    }


def _rows(library: Library) -> list[dict[str, object]]:
    """Every row of every leaderboard: in the order of the table it was taken from, then in that of the facts."""
    grouped: dict[tuple[object, ...], tuple[Facts, list[Claim]]] = {}
    for paper in library.papers:
        for number, claim in enumerate(paper.get("results", [])):
            # Values of no named model may belong to several: each stays by itself.
            mark = claim.get("place") or claim.get("model") or number
            key = (claim["task"], claim["dataset"], paper["arxiv"], mark, claim.get("model"))
            grouped.setdefault(key, (paper, []))[1].append(claim)
    ordered = sorted(grouped.values(), key=lambda row: row[1][0].get("place", _LAST))
    return [_row(str(number), paper, claims) for number, (paper, claims) in enumerate(ordered, 1)]


def _row(number: str, paper: Facts, claims: list[Claim]) -> dict[str, object]:
    task, dataset = claims[0]["task"], claims[0]["dataset"]
    return {
        "id": number,
        "paper_id": paper["arxiv"],
        "task_id": _slug(task),
        "task_name": task,
        "task_slug": _slug(task),
        "dataset_id": _slug(dataset),
        "dataset_name": dataset,
        "dataset_slug": _slug(dataset),
        "model_name": claims[0].get("model"),
        "harness": None,
        "methodology": None,
        "metrics": {claim["metric"]: claim["printed"] for claim in claims},
        "best_metric": claims[0]["metric"],
        "best_rank": None,
        "paper_title": paper["title"],
        "paper_arxiv_id": paper["arxiv"],
        "paper_published_date": paper.get("published"),
        "uses_additional_data": None,
        "updated_at": None,
    }


def _asked_for(row: dict[str, object], asked: Asked) -> bool:
    wanted = {name: asked.words[name] for name in ("paper_id", "dataset_id", "task_id") if name in asked.words}
    return all(row[name] == value for name, value in wanted.items())


def _tasks(library: Library, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [
        {
            "id": _slug(task),
            "slug": _slug(task),
            "name": task,
            "area_id": _AREA["id"],
            "paper_count": sum(task in tasks_of(paper) for paper in library.papers),
            "benchmark_count": len({row["dataset_name"] for row in rows if row["task_name"] == task}),
            "evaluation_count": sum(row["task_name"] == task for row in rows),
        }
        for task in dict.fromkeys(str(row["task_name"]) for row in rows)
    ]


def _datasets(rows: list[dict[str, object]], asked: Asked) -> list[dict[str, object]]:
    task = asked.words.get("task")
    wanted = [row for row in rows if not task or task in {row["task_name"], row["task_slug"]}]
    named = dict.fromkeys(str(row["dataset_name"]) for row in wanted)
    papers = {name: len({row["paper_id"] for row in wanted if row["dataset_name"] == name}) for name in named}
    return [
        {"id": _slug(name), "slug": _slug(name), "name": name, "full_name": None, "paper_count": papers[name]}
        for name in named
    ]
