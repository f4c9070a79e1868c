"""OpenReview: accepted papers of ICLR, NeurIPS, ICML, TMLR and others. It asks programs without a login for a proof."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from survey.http.bodies import json_object
from survey.http.service import Answer, Service
from survey.model.errors import SourceRefusedError
from survey.model.identifier import Identifier, identifier, page
from survey.model.record import Found, Query, Record, Unreadable, Venue, VenueKind
from survey.model.text import line, title_line
from survey.model.venue import settled_venue
from survey.sources.proceedings import Proceedings, Volume, short_name, years_of
from survey.sources.shapes import Json, each_read, lines, named, part
from survey.sources.source import asked_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_HOME = "https://openreview.net"
_PAGE = 1000
_PAGES = 20
_HELD = {
    "ICLR": "ICLR.cc/{}/Conference",
    "NeurIPS": "NeurIPS.cc/{}/Conference",
    "ICML": "ICML.cc/{}/Conference",
    "TMLR": "TMLR",
    "CoRL": "robot-learning.org/CoRL/{}/Conference",
    "COLM": "colmweb.org/COLM/{}/Conference",
    "AISTATS": "aistats.org/AISTATS/{}/Conference",
    "UAI": "auai.org/UAI/{}/Conference",
}
"""What accepted papers of a venue and year are filed under."""
_LOGIN = (
    "log in with your own account (POST https://api2.openreview.net/login answers with a token) and put the token in "
    "OPENREVIEW_TOKEN; semantic_scholar lists the same venues without"
)


def _refusal_of(name: str) -> Callable[[Answer], SourceRefusedError | None]:
    def refusal(answer: Answer) -> SourceRefusedError | None:
        if answer.status == 403 and b"ChallengeRequired" in answer.body[:1000]:
            return SourceRefusedError(name, "asks for a proof that you are no program", hint=_LOGIN)
        return None

    return refusal


def _service(name: str, host: str, keep: timedelta) -> Service:
    """One of the two interfaces: they ask for the same login, and differ in whose venues they hold."""
    return Service(
        name=name,
        base_url=host,
        every=1.0,
        key_setting="OPENREVIEW_TOKEN",
        key_header=("Authorization", "Bearer {}"),
        key_hint=_LOGIN,
        keep=keep,
        refusal=_refusal_of(name),
    )


class OpenReview(Proceedings):
    """Accepted papers of a venue and year with abstracts, and papers by their id; asked only by name."""

    name = "openreview"
    asked_by_name = True
    service = _service(name, "https://api2.openreview.net", timedelta(days=7))
    knows = frozenset({"openreview"})
    singles = 30
    sample = Query(text="", venue="ICLR", since=2024, until=2024, limit=1)
    held = range(2023, 2201)
    """The years whose venues this interface holds."""

    @classmethod
    def lists(cls, venue: str) -> bool:
        """Whether it is known what papers of `venue` are filed under."""
        return venue in _HELD

    @classmethod
    def takes(cls, query: Query) -> bool:
        """Whether `query` names a venue that is listed here, and a year that this interface holds."""
        if not super().takes(query):
            return False
        is_yearly = "{}" in _HELD[short_name(query.venue or "")]
        return not is_yearly or any(query.wants(year) for year in cls.held)

    def volumes(self, venue: str, query: Query) -> Iterable[Volume]:
        """Each year of a conference; a journal is one list."""
        filed = _HELD[venue]
        if "{}" not in filed:
            yield Volume(venue, None, filed)
            return
        for year in years_of(query, self.held.start, min(self.desk.today.year, self.held.stop - 1)):
            yield Volume(venue, year, filed.format(year))

    def papers(self, volume: Volume) -> Iterator[Found]:
        """What is filed under the volume, a thousand a page."""

        def ask(start: int) -> Sequence[object]:
            asked: dict[str, str | int] = {"content.venueid": volume.path, "limit": _PAGE, "offset": start}
            return self.desk.get("/notes", asked, read=_notes) or ()

        for notes in self.pages(volume, ask, _PAGE, _PAGES):
            yield from self._records(notes)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names`, one a request."""
        known = self.known(names)
        yield from asked_for(self.one_by_one(known, self._one), known)

    def _one(self, name: Identifier) -> Iterator[Found]:
        yield from self.desk.get("/notes", {"id": name.value}, read=self.read) or ()

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The notes of an answer of either interface."""
        return cls._records(_notes(body))

    @classmethod
    def _records(cls, notes: Sequence[object]) -> Iterator[Found]:
        return each_read(cls.name, notes, lambda note: as_record(note, cls.name))


class OpenReviewBefore(OpenReview):
    """The same of the years before, which an interface of its own holds."""

    name = "openreview_before"
    # What appeared before does not change any more.
    service = _service(name, "https://api.openreview.net", timedelta(days=30))
    # The papers of 2023 lie in one of the two, by venue.
    held = range(2017, 2024)
    sample = Query(text="", venue="ICLR", since=2018, until=2018, limit=1)


def _notes(body: bytes) -> Sequence[object]:
    answer = json_object(body)
    if not isinstance(notes := answer.get("notes"), list):
        raise ValueError(f"no notes: {line(answer.get('message')) or 'another kind of answer'}")
    return notes


def _said(note: Json, name: str) -> object:
    """A value of a note's content: as such in the older interface, wrapped in the newer one."""
    value = part(note, "content").get(name)
    return part(value).get("value") if isinstance(value, dict) else value


def as_record(note: Json, source: str) -> Found:
    """One note as a record."""
    own = identifier("openreview", note.get("forum")) or identifier("openreview", note.get("id"))
    title = title_line(_said(note, "title"))
    if not (own and title):
        return Unreadable(source, own.value if own else None, f"a note without title or id: {title or '?'}")
    filed, shown = line(_said(note, "venueid")), line(_said(note, "venue"))
    venue = _venue(filed, shown)
    return Record(
        source=source,
        key=own.value,
        title=title,
        authors=tuple(lines({"authors": _said(note, "authors")}, "authors")),
        year=_year(filed, shown) if venue else None,
        venue=venue,
        abstract=line(_said(note, "abstract")),
        identifiers=named(own),
        url=page(own),
        pdf=_pdf(_said(note, "pdf")),
    )


def _year(filed: str | None, shown: str | None) -> int | None:
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", f"{filed or ''} {shown or ''}")
    return int(found.group(1)) if found else None


def _venue(filed: str | None, shown: str | None) -> Venue | None:
    """Where it was accepted, by what it is filed under: what is under review, rejected or withdrawn has no venue."""
    if filed is None or re.search(r"submission|withdrawn|rejected|under_review", filed, re.I):
        return None
    if "workshop" in filed.lower():
        return Venue(shown or filed, VenueKind.WORKSHOP)
    for name, form in _HELD.items():
        if re.fullmatch(re.escape(form).replace(r"\{\}", r"\d{4}"), filed):
            return settled_venue(Venue(name))
    return Venue(shown) if shown else None


def _pdf(given: object) -> str | None:
    address = line(given)
    return f"{_HOME}{address}" if address and address.startswith("/") else address
