"""Crossref: what publishers register under a DOI. Facts without rights asserted; abstracts may be the publishers'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from survey.http.bodies import json_object
from survey.http.service import Service
from survey.model.identifier import Identifier, identifier, read_identifier
from survey.model.neighbours import Neighbours
from survey.model.record import Citations, Found, Query, Record, Status, Unreadable, Venue, VenueKind
from survey.model.text import count, line, plain, year
from survey.sources.shapes import Json, details, each_read, listed, named, part, parts
from survey.sources.source import Source, asked_for, batches, bearers, wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_CITING = "DOI,reference,references-count"
_UPDATING = "DOI,update-to"
_BATCH = 50
_PAGE = 50
_NOTICES = 1000
"""Most notices in one answer: as many as the service lets through, for one work may have several."""
_REACH = 10_000
"""How many works of one search can be paged through."""


class Crossref(Source):
    """Works by DOI, fifty a request; by words; by title; what they cite; what retracted them. arXiv's are elsewhere."""

    name = "crossref"
    service = Service(
        name="crossref",
        base_url="https://api.crossref.org",
        every=0.34,
        keep=timedelta(days=1),
        waits=(5.0, 20.0),
    )
    knows = frozenset({"doi"})

    def search(self, query: Query) -> Iterator[Found]:
        """Works about `query` by the service's own relevance."""
        return wanted(chain.from_iterable(self._pages(query)), query)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Works of `names`."""
        known = self.known(names)
        yield from asked_for(_read(self._works([name.value for name in known])), known)

    def references(self, names: Sequence[Identifier]) -> Iterator[Neighbours]:
        """What the works of `names` cite, as far as their publishers have deposited it, fifty works a request."""
        known = self.known(names)
        works = self._works([name.value for name in known], {"select": _CITING})
        for name, work in bearers((work for work in works if isinstance(work, Mapping)), as_record, known):
            stated = count(work.get("references-count"))
            yield Neighbours(name, tuple(_references(name.value, listed(work, "reference"))), stated)

    def notices(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """What notices of retraction or withdrawal say of the works of `names`, fifty works a request.

        A work's own record does not always know of them. Several filters of one name are alternatives, by the
        documentation of `/works`, which leaves no way to ask for a DOI with a comma.
        """
        known = self.known(names)
        for batch in batches((name.value for name in known if "," not in name.value), _BATCH):
            updates = ",".join(f"updates:{doi}" for doi in batch)
            asked: dict[str, str | int] = {"filter": updates, "rows": _NOTICES, "select": _UPDATING}
            for notice in parts(self.desk.get("/works", asked, read=_message), "items"):
                yield from as_notices(notice, frozenset(known))

    def _works(self, dois: Sequence[str], further: Mapping[str, str] | None = None) -> Iterator[object]:
        # A comma parts filters, so a DOI that holds one can only be asked for alone.
        for doi in (doi for doi in dois if "," in doi):
            yield from listed(self.desk.get(f"/works/{quote(doi, safe='')}", read=_message), "items")
        for batch in batches((doi for doi in dois if "," not in doi), _BATCH):
            asked: dict[str, str | int] = {"filter": ",".join(f"doi:{doi}" for doi in batch), "rows": len(batch)}
            yield from listed(self.desk.get("/works", asked | dict(further or {}), read=_message), "items")

    def by_title(self, title: str) -> Iterator[Found]:
        """The five works whose bibliographic line is most like `title`."""
        yield from self.desk.get("/works", {"query.bibliographic": title, "rows": 5}, read=self.read) or ()

    def _pages(self, query: Query) -> Iterator[list[Found]]:
        size = min(_PAGE, max(query.limit, 1))
        for offset in range(0, _REACH, size):
            asked: dict[str, str | int] = {**_asked(query), "rows": size, "offset": offset}
            message = self.desk.get("/works", asked, read=_message)
            if message is None:
                return
            yield list(_read(listed(message, "items")))
            if offset + size >= (count(message.get("total-results")) or 0):
                return

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The works of a list, or the one work, that Crossref answered with."""
        return _read(listed(_message(body), "items"))


def _asked(query: Query) -> dict[str, str]:
    since = f"from-pub-date:{query.since}" if query.since else None
    until = f"until-pub-date:{query.until}" if query.until else None
    filters = ",".join(filter(None, (since, until)))
    venue = {"query.container-title": query.venue} if query.venue else {}
    return {"query.bibliographic": query.text, **venue, **({"filter": filters} if filters else {})}


def _message(body: bytes) -> Json:
    answer = json_object(body)
    message = answer.get("message")
    if answer.get("message-type") == "work-list" and isinstance(part(message).get("items"), list):
        return part(message)
    if answer.get("message-type") == "work" and isinstance(message, dict):
        return {"items": [message]}
    raise ValueError(f"no works: {_why(answer)}")


def _why(answer: Json) -> str:
    complaint = next(iter(parts(answer, "message")), {})
    return line(complaint.get("message")) or line(answer.get("message-type")) or "another kind of answer"


def _read(works: Iterable[object]) -> Iterator[Found]:
    return each_read("crossref", works, as_record)


def _references(citing: str, entries: Sequence[object]) -> Iterator[Found]:
    for number, entry in enumerate(entries, start=1):
        key = f"{citing}#{line(part(entry).get('key')) or number}"
        yield from each_read("crossref", [entry], lambda reference: as_reference(key, reference))  # noqa: B023


def as_reference(key: str, entry: Json) -> Found:
    """One entry of a list of references as a record of the work it means, as far as it says.

    The record has a key of its own, and the kind `reference`: it is what the citing work prints, not what Crossref
    knows of the work.
    """
    raw = plain(entry.get("unstructured"))
    doi = identifier("doi", entry.get("DOI"))
    names = named(doi) or named(*_names_in(raw or ""))
    printed_in = plain(entry.get("journal-title"))
    title, volume = plain(entry.get("article-title")), plain(entry.get("volume-title"))
    if not (names or title or volume):
        return Unreadable("crossref", key, f"no identifier and no title: {raw or printed_in or '?'}")
    first = plain(entry.get("author"))
    venue = printed_in or (volume if title else None)
    return Record(
        source="crossref",
        key=key,
        title=title or volume,
        authors=(first,) if first else (),
        # Only the first author has a place in an entry.
        authors_cut=first is not None,
        year=year(entry.get("year")),
        venue=Venue(venue) if venue else None,
        identifiers=names,
        kind="reference",
        details=details(
            volume=entry.get("volume"), issue=entry.get("issue"), first_page=entry.get("first-page"), unstructured=raw
        ),
    )


_NAMED = re.compile(r"https?://\S+|(?:arxiv|doi)\s*:\s*\S+|\b10\.\d{4,9}/\S+", re.I)


def _names_in(raw: str) -> Iterator[Identifier | None]:
    """The DOIs and arXiv ids that an entry spells in its text."""
    for found in _NAMED.findall(raw):
        name = read_identifier(found.rstrip(".,;)]"))
        yield name if name and name.scheme in {"arxiv", "doi"} else None


def as_record(work: Json) -> Found:
    """One Crossref work as a record."""
    doi = identifier("doi", work.get("DOI"))
    if doi is None:
        return Unreadable("crossref", line(work.get("DOI")), "a work without a DOI")
    printed = _title(work)
    days = sorted(each for name in _DATES if (each := _day(work, name)))
    cited = count(work.get("is-referenced-by-count"))
    return Record(
        source="crossref",
        key=doi.value,
        title=_RETRACTED.sub("", printed) if printed else None,
        authors=tuple(_authors(work)),
        year=_year(work),
        published=days[0] if days else None,
        venue=_venue(work),
        abstract=_abstract(work.get("abstract")),
        identifiers=named(doi),
        url=line(work.get("URL")),
        pdf=_pdf(work),
        citations=None if cited is None else Citations(cited),
        status=_status(work, printed),
        kind=line(work.get("subtype")) if work.get("type") == "posted-content" else line(work.get("type")),
        details=_details(work),
    )


def as_notices(notice: Json, names: Collection[Identifier]) -> Iterator[Record]:
    """What one Crossref work says, as a notice, of the works of `names` that were retracted or withdrawn by it.

    Each has a key of its own, which ends in the DOI of the notice: it is not all that Crossref knows of the work.
    """
    updates = parts(notice, "update-to")
    own = identifier("doi", notice.get("DOI"))
    for doi in dict.fromkeys(identifier("doi", update.get("DOI")) for update in updates):
        status = _became(update for update in updates if identifier("doi", update.get("DOI")) == doi)
        if own and doi and doi in names and status:
            key = f"{doi.value}#{own.value}"
            yield Record(source="crossref", key=key, identifiers=named(doi), status=status)


def _first(work: Json, name: str) -> str | None:
    """The first text in a list that says something; Crossref keeps titles and the like in lists."""
    return next((text for each in listed(work, name) if (text := plain(each))), None)


def _title(work: Json) -> str | None:
    return _first(work, "title")


_DATES = ("issued", "published", "published-online", "published-print", "posted")


def _numbers(work: Json, name: str) -> list[int]:
    """Year, month and day of one of the dates of `work`, as far as given; `[[null]]` and `[[]]` give none."""
    given = next(iter(listed(work, name, "date-parts")), None)
    return [number for number in given if count(number)] if isinstance(given, list) else []


def _year(work: Json) -> int | None:
    return next((found for name in _DATES for each in _numbers(work, name)[:1] if (found := year(each))), None)


def _day(work: Json, name: str) -> date | None:
    numbers = _numbers(work, name)
    try:
        return date(*numbers) if len(numbers) == 3 and year(numbers[0]) else None
    except ValueError:
        return None


def _authors(work: Json) -> Iterator[str]:
    for author in parts(work, "author"):
        names = (plain(author.get("given")), plain(author.get("family")), plain(author.get("suffix")))
        if name := " ".join(filter(None, names)) or plain(author.get("name")):
            yield name


_KINDS = {
    "journal-article": VenueKind.JOURNAL,
    "proceedings-article": VenueKind.CONFERENCE,
    "book-chapter": VenueKind.BOOK,
    "book-section": VenueKind.BOOK,
    "reference-entry": VenueKind.BOOK,
}
_SERVER = re.compile(r"rxiv|ssrn|preprints\b.|.\bpreprints|open science framework", re.I)


def _venue(work: Json) -> Venue | None:
    container = _first(work, "container-title")
    if work.get("subtype") == "preprint":
        name = container or _server(work)
        return Venue(name, VenueKind.PREPRINT) if name else None
    return Venue(container, _KINDS.get(line(work.get("type")) or "")) if container else None


def _server(work: Json) -> str | None:
    """The preprint server as printed: an institution, a group that is named like one, or else the publisher.

    Many servers use the group for the subject (`Chemistry`).
    """
    institution = next((name for each in parts(work, "institution") if (name := plain(each.get("name")))), None)
    group = plain(work.get("group-title"))
    return institution or (group if group and _SERVER.search(group) else None) or plain(work.get("publisher"))


# The heading that JATS puts before an abstract is not its first word.
_HEADING = re.compile(r"<(?P<tag>(?:\w+:)?title)[^<>]*>\s*(?:abstract|summary)\s*</(?P=tag)>", re.I)


def _abstract(marked: object) -> str | None:
    return plain(_HEADING.sub(" ", marked)) if isinstance(marked, str) else None


def _pdf(work: Json) -> str | None:
    """The address of a PDF that readers may fetch; one for similarity checking is not for them."""
    for link in parts(work, "link"):
        for_readers = link.get("intended-application") != "similarity-checking"
        if for_readers and link.get("content-type") == "application/pdf":
            return line(link.get("URL"))
    return None


_RETRACTED = re.compile(r"^(?P<word>retracted|withdrawn|removed)(?: (?:article|chapter|paper))?\s*[:–—-]\s*", re.I)
_UPDATES = {"retraction": Status.RETRACTED, "withdrawal": Status.WITHDRAWN, "removal": Status.WITHDRAWN}
_WORDS = {"retracted": Status.RETRACTED, "withdrawn": Status.WITHDRAWN, "removed": Status.WITHDRAWN}


def _status(work: Json, title: str | None) -> Status | None:
    # `update-to` stands on the notice, not on the work that was retracted, unless a publisher lets it name itself.
    own = identifier("doi", work.get("DOI"))
    updates = parts(work, "updated-by")
    updates += [update for update in parts(work, "update-to") if identifier("doi", update.get("DOI")) == own]
    if became := _became(updates):
        return became
    found = _RETRACTED.match(title) if title else None
    return _WORDS[found["word"].lower()] if found else None


def _became(updates: Iterable[Json]) -> Status | None:
    """What became of a work by its `updates`; a retraction goes first."""
    said = {_UPDATES.get(line(update.get("type")) or "") for update in updates}
    return next((status for status in (Status.RETRACTED, Status.WITHDRAWN) if status in said), None)


def _details(work: Json) -> tuple[tuple[str, str], ...]:
    return details(
        subtitle=_first(work, "subtitle"),
        volume=work.get("volume"),
        issue=work.get("issue"),
        pages=work.get("page"),
        article_number=work.get("article-number"),
        publisher=plain(work.get("publisher")),
        event=plain(part(work, "event").get("name")),
        isbn=_first(work, "ISBN"),
        issn=_first(work, "ISSN"),
        language=work.get("language"),
        license=next((address for each in parts(work, "license") if (address := line(each.get("URL")))), None),
    )
