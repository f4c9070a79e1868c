"""Who is to be named under a table: the sources and dates of what it shows, and their licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.formats.cell import Credit

_NAMES = {
    "arxiv": "arXiv",
    "crossref": "Crossref",
    "datacite": "DataCite",
    "github": "GitHub",
    "hand": "entered by hand",
    "hugging_face": "Hugging Face",
    "local": "made on this machine",
    "openalex": "OpenAlex",
    "papers_with_code": "Papers with Code",
    "semantic_scholar": "Semantic Scholar",
}
# Of those that ask to be named; what the other sources give is in the public domain.
_LICENCES = {
    "papers_with_code": "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)",
    "semantic_scholar": "ODC-BY 1.0 (https://opendatacommons.org/licenses/by/1-0/)",
}


class Credits:
    """Gathers credits while a table is being read; complete once it has been read to its end."""

    def __init__(self) -> None:
        self._days: dict[str, dict[str | None, set[str | None]]] = {}

    def add(self, heading: str, said: Iterable[Credit]) -> None:
        """Counts what was `said` towards the column `heading`."""
        for source, on in said:
            self._days.setdefault(heading, {}).setdefault(source, set()).add(on)

    def lines(self) -> list[str]:
        """A line for each set of columns with the same sources and dates, as `Title, Year: arXiv, 2026-11-20.`"""
        headings: dict[str, list[str]] = {}
        for heading, sources in self._days.items():
            headings.setdefault(_sources(sources), []).append(heading)
        return [f"{', '.join(columns)}: {sources}." for sources, columns in headings.items()] + list(self.licences())

    def licences(self) -> Iterator[str]:
        """A line that names the licences of sources which want them named, where there are such."""
        sources = {source for said in self._days.values() for source in said}
        if named := [f"{_NAMES[source]} {licence}" for source, licence in _LICENCES.items() if source in sources]:
            yield f"Licences of the data: {', '.join(named)}."


def _sources(sources: dict[str | None, set[str | None]]) -> str:
    named = {_NAMES.get(source, source) if source else None: days for source, days in sources.items()}
    return "; ".join(", ".join(filter(None, (name, _span(named[name])))) for name in sorted(named, key=str))


def _span(days: set[str | None]) -> str | None:
    known = sorted(day for day in days if day)
    if not known:
        return None
    return known[0] if known[0] == known[-1] else f"{known[0]} to {known[-1]}"
