"""DataCite: arXiv's own deposits, with licence and withdrawal, and the DOIs of repositories such as Zenodo. CC0."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from survey.http.bodies import json_object
from survey.http.service import Service
from survey.model.identifier import Identifier, identifier
from survey.model.record import Found, Record, Status, Unreadable, Venue, VenueKind
from survey.model.text import day, line, plain, year
from survey.model.venue import settled_venue
from survey.sources.shapes import Json, details, each_read, named, part, parts
from survey.sources.source import Source, asked_for, batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BATCH = 50
# At arXiv a paper appears when it is submitted; elsewhere that is before it appears.
_SUBMITTED = frozenset({"Submitted"})
_ISSUED = frozenset({"Issued", "Available"})


class DataCite(Source):
    """Works by arXiv id and by DOI, fifty a request."""

    name = "datacite"
    service = Service(name="datacite", base_url="https://api.datacite.org", every=0.7, keep=timedelta(days=7))
    knows = frozenset({"arxiv", "doi"})

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Works of `names`; DOIs of publishers are mostly Crossref's, and unknown here."""
        known = self.known(names)
        yield from asked_for(self._works([_doi(name) for name in known]), known)

    def _works(self, dois: Sequence[str]) -> Iterator[Found]:
        # A comma parts ids, so a DOI that holds one can only be asked for alone.
        for doi in (doi for doi in dois if "," in doi):
            yield from self.desk.get(f"/dois/{quote(doi, safe='')}", read=self.read) or ()
        for batch in batches((doi for doi in dois if "," not in doi), _BATCH):
            asked: dict[str, str | int] = {"ids": ",".join(batch), "page[size]": len(batch)}
            yield from self.desk.get("/dois", asked, read=self.read) or ()

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The works of a list, or the one work, that DataCite answered with."""
        answer = json_object(body)
        works = answer.get("data")
        if isinstance(works, dict):
            works = [works]
        if not isinstance(works, list):
            complaint = next(iter(parts(answer, "errors")), {})
            raise ValueError(f"no works: {line(complaint.get('title')) or 'another kind of answer'}")
        return each_read("datacite", works, as_record)


def _doi(name: Identifier) -> str:
    return f"10.48550/arxiv.{name.value}" if name.scheme == "arxiv" else name.value


def as_record(work: Json) -> Found:
    """One DataCite DOI as a record."""
    said = part(work, "attributes")
    name = identifier("doi", said.get("doi")) or identifier("doi", work.get("id"))
    if name is None:
        return Unreadable("datacite", line(work.get("id")), "a work without a DOI")
    is_arxiv = name.scheme == "arxiv"
    return Record(
        source="datacite",
        key=name.value,
        title=_title(said),
        authors=tuple(_authors(said)),
        year=year(said.get("publicationYear")),
        published=_published(said, _SUBMITTED if is_arxiv else _ISSUED),
        venue=_venue(said),
        abstract=_abstract(said),
        identifiers=named(name, *_arxiv_ids(said), *(_versions(said) if is_arxiv else ())),
        url=line(said.get("url")),
        status=Status.WITHDRAWN if any(_is_withdrawn(each) for each in parts(said, "dates")) else None,
        version=_version(said) if is_arxiv else None,
        kind=line(part(said, "types").get("resourceTypeGeneral")),
        details=_details(said),
    )


def _title(said: Json) -> str | None:
    # The other titles are subtitles and translations, and say so.
    own = (plain(each.get("title")) for each in parts(said, "titles") if not each.get("titleType"))
    return next(filter(None, own), None)


def _authors(said: Json) -> Iterator[str]:
    for creator in parts(said, "creators"):
        given, family = plain(creator.get("givenName")), plain(creator.get("familyName"))
        if name := f"{given} {family}" if given and family else plain(creator.get("name")):
            yield name


def _published(said: Json, kinds: frozenset[str]) -> date | None:
    days = (day(each.get("date")) for each in parts(said, "dates") if line(each.get("dateType")) in kinds)
    return min(filter(None, days), default=None)


def _is_withdrawn(dated: Json) -> bool:
    return dated.get("dateType") == "Withdrawn"


def _venue(said: Json) -> Venue | None:
    """Where it appeared: the series or journal it is part of, else a publisher that is a preprint server for it."""
    container = part(said, "container")
    if title := plain(container.get("title")):
        return Venue(title, VenueKind.JOURNAL if container.get("type") == "Journal" else None)
    publisher = _publisher(said)
    if publisher is None:
        return None
    is_server = "rxiv" in publisher.lower() or settled_venue(Venue(publisher)).kind is VenueKind.PREPRINT
    is_preprint = part(said, "types").get("resourceTypeGeneral") == "Preprint"
    return Venue(publisher, VenueKind.PREPRINT) if is_server or is_preprint else None


def _publisher(said: Json) -> str | None:
    """The publisher, which newer answers give as an object."""
    return plain(said.get("publisher")) or plain(part(said, "publisher").get("name"))


def _abstract(said: Json) -> str | None:
    texts = (plain(each.get("description")) for each in parts(said, "descriptions") if _is_abstract(each))
    return next(filter(None, texts), None)


def _is_abstract(description: Json) -> bool:
    return description.get("descriptionType") == "Abstract"


def _arxiv_ids(said: Json) -> Iterator[Identifier | None]:
    for name in parts(said, "alternateIdentifiers"):
        if name.get("alternateIdentifierType") == "arXiv":
            yield identifier("arxiv", name.get("alternateIdentifier"))


def _versions(said: Json) -> Iterator[Identifier | None]:
    """The journal's DOI that arXiv deposits with a paper; elsewhere the relation leads to other works of the like."""
    for name in parts(said, "relatedIdentifiers"):
        if name.get("relationType") == "IsVersionOf" and name.get("relatedIdentifierType") == "DOI":
            yield identifier("doi", name.get("relatedIdentifier"))


def _version(said: Json) -> int | None:
    found = re.fullmatch(r"v?(\d{1,3})", line(said.get("version")) or "")
    return int(found.group(1)) if found else None


def _details(said: Json) -> tuple[tuple[str, str], ...]:
    container = part(said, "container")
    ends = dict.fromkeys(filter(None, (line(container.get("firstPage")), line(container.get("lastPage")))))
    rights = next(iter(parts(said, "rightsList")), {})
    return details(
        publisher=_publisher(said),
        volume=container.get("volume"),
        issue=container.get("issue"),
        pages="-".join(ends),
        license=line(rights.get("rightsIdentifier")) or line(rights.get("rights")),
        language=said.get("language"),
    )
