"""OpenCitations: who cites whom, by DOI. CC0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from survey.http.bodies import json_list
from survey.http.service import Service
from survey.model.identifier import Identifier, best, read_identifier
from survey.model.neighbours import Neighbours
from survey.model.record import Found, Record, Unreadable
from survey.model.text import day, line, year
from survey.sources.shapes import Json, named
from survey.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class OpenCitations(Source):
    """The papers around a paper, one request for each; it knows nothing else of them than their names."""

    name = "opencitations"
    service = Service(
        name="opencitations",
        base_url="https://api.opencitations.net",
        every=1.0,
        keep=timedelta(days=7),
    )
    knows = frozenset({"doi", "arxiv", "pmid"})

    def references(self, names: Sequence[Identifier]) -> Iterator[Neighbours]:
        """What the papers of `names` cite. Raises SourceCappedError after as many papers as one run may ask for."""
        return self.one_by_one(self.known(names), self._cited)

    def citations(self, names: Sequence[Identifier], limit: int) -> Iterator[Neighbours]:
        """Who cites the papers of `names`. Raises SourceCappedError after as many papers as one run may ask for."""
        return self.one_by_one(self.known(names), lambda name: self._citing(name, limit))

    def _cited(self, name: Identifier) -> Iterator[Neighbours]:
        if rows := [row for row in self._rows("references", name) if name in _names(row.get("citing"))]:
            yield Neighbours(name, tuple(map(_cited, rows)), len(rows))

    def _citing(self, name: Identifier, limit: int) -> Iterator[Neighbours]:
        if rows := [row for row in self._rows("citations", name) if name in _names(row.get("cited"))]:
            yield Neighbours(name, tuple(map(_citing, rows[:limit])), len(rows))

    def _rows(self, relation: str, name: Identifier) -> Sequence[Json]:
        """The citations of a paper: none where it has none, and none where nothing is known of it."""
        return self.desk.get(f"/index/v2/{relation}/{quote(_spelt(name), safe='/:;()')}", read=_rows) or ()

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """Every paper that a list of citations names, each once."""
        found = [read(row) for row in _rows(body) for read in (_citing, _cited)]
        return iter({(type(each), each.key): each for each in reversed(found)}.values())


def _spelt(name: Identifier) -> str:
    return f"doi:10.48550/arxiv.{name.value}" if name.scheme == "arxiv" else str(name)


def _rows(body: bytes) -> list[Json]:
    answer = json_list(body)
    rows = [row for row in answer if isinstance(row, Mapping) and {"citing", "cited"} <= row.keys()]
    if answer and not rows:
        raise ValueError("no list of citations")
    return rows


def _cited(row: Json) -> Found:
    return _record(row.get("cited"))


def _citing(row: Json) -> Found:
    # A citation is created on the day when the paper that cites appears.
    return _record(row.get("citing"), row.get("creation"))


def _names(spelt: object) -> frozenset[Identifier]:
    """The names of a paper, in the form of today (`omid:… doi:… pmid:…`) or as a mere DOI as before."""
    # https://api.opencitations.net/index/v2
    return named(*(name for word in _words(spelt) if (name := read_identifier(word)) and name.scheme != "url"))


def _words(spelt: object) -> list[str]:
    return (line(spelt) or "").split()


def _record(spelt: object, appeared: object = None) -> Found:
    names = _names(spelt)
    own = next((word for word in _words(spelt) if word.startswith("omid:")), None)
    if (name := best(names)) is None:
        return Unreadable("opencitations", own, "a paper without a name that others know")
    return Record(
        source="opencitations",
        key=own or name.value,
        year=year(appeared),
        published=day(appeared),
        identifiers=names,
    )
