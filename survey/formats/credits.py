"""Who is to be named under a table: the sources and dates of what it shows, and their licences."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from survey.formats.cell import Credit

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = {
    "acl": "ACL Anthology",
    "arxiv": "arXiv",
    "crossref": "Crossref",
    "cvf": "CVF Open Access",
    "datacite": "DataCite",
    "dblp": "DBLP",
    "file": "a file of yours",
    "github": "GitHub",
    "hand": "entered by hand",
    "hugging_face": "Hugging Face",
    "llm": "a language model",
    "local": "made on this machine",
    "neurips": "NeurIPS Proceedings",
    "openalex": "OpenAlex",
    "opencitations": "OpenCitations",
    "openreview": "OpenReview",
    "openreview_before": "OpenReview",
    "papers_with_code": "Papers with Code",
    "pmlr": "PMLR",
    "semantic_scholar": "Semantic Scholar",
}
# Of those that ask to be named; what the other sources give is in the public domain.
_LICENCES = {
    "acl": "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
    "papers_with_code": "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)",
    "semantic_scholar": "ODC-BY 1.0 (https://opendatacommons.org/licenses/by/1-0/)",
}


class Credits:
    """Gathers credits while a table is being read; complete once it has been read to its end."""

    def __init__(self) -> None:
        self._said: defaultdict[str, set[Credit]] = defaultdict(set)

    def add(self, heading: str, said: Iterable[Credit]) -> None:
        """Counts what was `said` towards the column `heading`."""
        self._said[heading].update(said)

    def __contains__(self, heading: str) -> bool:
        """Whether anything was known in the column `heading`, be it without credits."""
        return heading in self._said

    def lines(self) -> list[str]:
        """A line for each set of columns with the same sources and dates, as `Title, Year: arXiv, 2026-11-20.`"""
        headings: dict[str, list[str]] = {}
        for heading, said in self._said.items():
            if said:
                headings.setdefault(_sources(said), []).append(heading)
        return [f"{', '.join(columns)}: {sources}." for sources, columns in headings.items()] + self.licences()

    def licences(self) -> list[str]:
        """A line that names the licences of sources which want them named, where there are such."""
        sources = {credit.source for said in self._said.values() for credit in said}
        named = [f"{_NAMES[source]} {licence}" for source, licence in _LICENCES.items() if source in sources]
        return [f"Licences of the data: {', '.join(named)}."] if named else []


def credit_lines(heading: str, source: str, on: str) -> list[str]:
    """Who said, and on which ISO date, what stands under `heading`, and the licence if it wants to be named."""
    credits_ = Credits()
    credits_.add(heading, [Credit(source, on)])
    return credits_.lines()


def _sources(said: set[Credit]) -> str:
    days: dict[str, list[str]] = {}
    for source, on in said:
        days.setdefault(_NAMES.get(source, source) if source else "", []).extend([on] if on else [])
    return "; ".join(", ".join(filter(None, (name, _span(days[name])))) for name in sorted(days))


def _span(days: list[str]) -> str:
    if not days:
        return ""
    first, last = min(days), max(days)
    return first if first == last else f"{first} to {last}"
