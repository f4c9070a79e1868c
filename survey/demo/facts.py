"""What the box knows of papers: one line of facts.jsonl each, and how they are found."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, TypedDict

from survey.model.identifier import Identifier, identifier
from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIKE = 0.45


class Count(TypedDict):
    """How many works cite a paper, by whose count, on which ISO date."""

    count: int
    on: str
    source: str


class Code(TypedDict, total=False):
    """A repository of a paper; only `url` is always there."""

    url: str
    official: bool
    stars: int


class Claim(TypedDict, total=False):
    """One value on a benchmark, as printed; `place` is its row in the table it was taken from, where that is known."""

    task: str
    dataset: str
    metric: str
    printed: str
    model: str
    place: int


# `from` is a Python keyword, so this one is spelled as a call.
Facts = TypedDict(
    "Facts",
    {
        "arxiv": str,
        "title": str,
        "authors": list[str],
        "published": str,
        "venue": str,
        "year": int,
        "pages": str,
        "abstract": str,
        "ids": dict[str, str],
        "citations": Count,
        "references": list[str],
        "repositories": list[Code],
        "results": list[Claim],
        "summary": str,
        "summary_by": str,
        "retracted_by": str,
        "from": dict[str, list[str]],
    },
    total=False,
)
"""What is known of one paper. What is not known is absent. `references` are arXiv ids of other papers of the box,
`retracted_by` is the DOI of a notice."""


def known_facts() -> list[Facts]:
    """The facts that ship with the package; where they come from stands in SOURCES.md beside them."""
    lines = resources.files("survey.demo").joinpath("facts.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def names(paper: Facts) -> dict[str, str]:
    """The identifiers of `paper`, by scheme."""
    return paper.get("ids", {}) | ({"arxiv": paper["arxiv"]} if "arxiv" in paper else {})


def year_of(paper: Facts) -> int | None:
    """The year `paper` appeared in, else the year it was first published, else None."""
    published = paper.get("published")
    return paper.get("year") or (int(published[:4]) if published else None)


def is_of(paper: Facts, years: str) -> bool:
    """Whether `paper` is of `years`: one, or a span that may be open (`2019`, `2019-2021`, `2019-`, `-2021`, `-`)."""
    first, dash, last = years.partition("-")
    year = str(year_of(paper) or "")
    return first <= year <= (last or ("9999" if dash else first)) and (bool(year) or not last)


def tasks_of(paper: Facts) -> list[str]:
    """The tasks that `paper` has results on, each once."""
    return list(dict.fromkeys(claim["task"] for claim in paper.get("results", [])))


def count_by(paper: Facts, source: str) -> int | None:
    """How often `paper` is cited, where it was `source` that counted."""
    cited = paper.get("citations")
    return cited["count"] if cited and cited["source"] == source else None


def name_parts(name: str) -> tuple[str, str]:
    """Given and family name of an author as printed; joined by a space they are the printed name again."""
    given, _, family = name.rpartition(" ")
    return given, family


class Library:
    """The papers that one service knows, in the order of the facts.

    One that is turned answers every question for a paper by name with the paper that comes after it.
    """

    def __init__(self, papers: Sequence[Facts], *, turn: int = 0) -> None:
        self.papers = list(papers)
        self._turn = turn
        self._titles = [fold(paper["title"]) for paper in self.papers]
        self._places = {
            name: place
            for place, paper in reversed(list(enumerate(self.papers)))
            for scheme, value in names(paper).items()
            if (name := identifier(scheme, value))
        }

    def turned(self) -> Library:
        """The same papers under one another's names."""
        return Library(self.papers, turn=1)

    def find(self, name: Identifier | None) -> Facts | None:
        """The paper of that name, or None."""
        place = self._places.get(name) if name else None
        return None if place is None else self._at(place)

    def titled(self, title: str) -> list[tuple[float, Facts]]:
        """Papers with about half of their words in common with `title`, the likest first, and the share."""
        asked = set(fold(title).split())
        shares = [len(asked & words) / max(len(asked | words), 1) for words in map(set, map(str.split, self._titles))]
        ranked = sorted(range(len(shares)), key=lambda place: -shares[place])
        return [(shares[place], self._at(place)) for place in ranked if shares[place] >= _ALIKE]

    def about(self, words: str) -> list[Facts]:
        """Papers whose title, tasks or summary hold all of `words`; those whose title does come first."""
        asked = fold(words).split()
        found = [place for place, paper in enumerate(self.papers) if _holds(searched(paper), asked)]
        return [self.papers[place] for place in sorted(found, key=lambda place: not _holds(self._titles[place], asked))]

    def cited_by(self, paper: Facts) -> list[Facts]:
        """The papers that `paper` refers to, of those in the box."""
        found = (self.find(identifier("arxiv", name)) for name in paper.get("references", []))
        return [each for each in found if each]

    def citing(self, paper: Facts) -> list[Facts]:
        """The papers of the box that refer to `paper`."""
        return [each for each in self.papers if paper.get("arxiv") in each.get("references", [])]

    def _at(self, place: int) -> Facts:
        return self.papers[(place + self._turn) % len(self.papers)]


def searched(paper: Facts) -> str:
    """The folded text in which words are looked for; tasks stand in for abstracts, of which there are none."""
    return fold(" ".join([paper["title"], *tasks_of(paper), paper.get("abstract", ""), paper.get("summary", "")]))


def _holds(text: str, words: Sequence[str]) -> bool:
    return set(words) <= set(text.split())
