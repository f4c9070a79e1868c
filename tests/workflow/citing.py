"""Made-up papers that cite one another, for the scholarly web in a box, and crawls among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from survey.catalog.edit import add_papers
from survey.catalog.known import cite_keys
from survey.catalog.take import take
from survey.model.record import Record
from survey.model.reference import Way
from survey.workflow.crawl import crawl
from survey.workflow.plan import Plan
from survey.workflow.start import begin, go_on
from tests.demo.asking import paper
from tests.model.making import name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from survey.demo.facts import Facts
    from survey.workflow.asking import Library
    from survey.workflow.crawled import Crawled

REFERENCES = Way.REFERENCES


def arxiv(number: int) -> str:
    return f"2001.{number:05}"


def facts(cites: Mapping[int, Iterable[int]], **further: Any) -> list[Facts]:
    """Papers of these numbers, each citing those numbers; those that are only cited as well."""
    numbers = sorted({*cites, *(each for cited in cites.values() for each in cited)})
    return [
        paper(number, references=[*map(arxiv, cites.get(number, ()))], title=title(number), **further)
        for number in numbers
    ]


def title(number: int) -> str:
    """What the paper of that number is called."""
    return f"{TITLES[number % 10]} {number}"


TITLES = (
    "Reading long documents by lantern light", "The tides of memory", "Harbour lights without supervision",
    "Counting dunes from above", "The sea at night", "A field guide to fog", "Bridges over quiet rivers",
    "Salt and stone in shallow water", "Paper boats in a storm", "Maps of the inner coast",
)  # fmt: skip


def account(number: int) -> Record:
    """What is known of a paper before anybody is asked."""
    ids = (f"arxiv:{arxiv(number)}", f"doi:10.1000/{number}")
    return Record(
        source="arxiv",
        key=arxiv(number),
        title=title(number),
        year=2020,
        identifiers=frozenset(map(name, ids)),
    )


def fill(library: Library, *numbers: int) -> None:
    """Puts papers into the survey without asking anybody."""
    records = [account(number) for number in numbers]
    papers = take(library.catalog, records, now=library.now()).papers
    add_papers(library.catalog, list(papers.values()), now=library.now())


def crawled(library: Library, *words: str, **plan: Any) -> Crawled:
    """A crawl from `words`, or from the whole survey."""
    return crawl(*begin(library, words, Plan(**{"ways": (Way.REFERENCES,), **plan})))


def resumed(library: Library, budget: int | None = None) -> Crawled:
    return crawl(*go_on(library, budget))


def numbers(done: Crawled) -> list[int]:
    """The candidates by their numbers, in order of number."""
    return sorted(int((each.view["title"] or "").rpartition(" ")[2]) for each in done.candidates)


def keys(library: Library, papers: Iterable[int | None]) -> list[str]:
    return sorted(cite_keys(library.catalog, {paper for paper in papers if paper is not None}).values())


def draft(folder: Path, related: str, *entries: str, more: str = "") -> str:
    """A draft whose related work says `related`, with such a bibliography; its path."""
    items = "\n".join(f"\\bibitem{{{chr(97 + place)}}} {entry}" for place, entry in enumerate(entries))
    path = folder / "draft.tex"
    path.write_text(
        "\\documentclass{article}\\begin{document}\\section{Introduction}We begin.\n\n"
        f"\\section{{Related Work}}{related}\n\n{more}\n\n"
        f"\\begin{{thebibliography}}{{9}}\n{items}\n\\end{{thebibliography}}\\end{{document}}\n",
        encoding="utf-8",
    )
    return str(path)
