"""GitHub's repositories: those that a paper of the box names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.demo.wire import Asked, Reply, as_json

if TYPE_CHECKING:
    from survey.demo.facts import Code, Facts, Library


def knows(paper: Facts) -> bool:
    """Whether `paper` names code."""
    return bool(paper.get("repositories"))


def answer(library: Library, asked: Asked) -> Reply:
    """A repository, with no more fields than there are facts."""
    wanted = f"https://github.com/{asked.below('/repos/')}".lower()
    codes = (code for paper in library.papers for code in paper["repositories"])
    if code := next((code for code in codes if code["url"].lower() == wanted), None):
        return as_json(_repository(code))
    return as_json({"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}, 404)


def _repository(code: Code) -> dict[str, object]:
    full_name = code["url"].removeprefix("https://github.com/")
    owner, _, name = full_name.partition("/")
    known = {"name": name, "full_name": full_name, "owner": {"login": owner}, "private": False, "html_url": code["url"]}
    return known | ({"stargazers_count": code["stars"]} if "stars" in code else {})
