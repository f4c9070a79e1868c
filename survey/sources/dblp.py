"""DBLP: what appeared where in computer science. CC0. A wall against bots stands before it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from survey.http.bodies import json_object, xml_root
from survey.http.service import Answer, Service
from survey.model.errors import SourceRefusedError
from survey.model.identifier import Identifier, identifier, page, read_identifier
from survey.model.record import Found, Query, Record, Unreadable, Venue, VenueKind
from survey.model.text import count, line, plain, year
from survey.model.venue import settled_venue
from survey.sources.proceedings import Proceedings, Volume, years_of
from survey.sources.shapes import Json, details, each_read, listed, named, part
from survey.sources.source import asked_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FIRST = 1936
_PAGE = 1000
_PAGES = 5
_STREAMS = {
    "NeurIPS": "conf/nips", "TPAMI": "journals/pami", "WWW": "conf/www", "ACM MM": "conf/mm", "ECML PKDD": "conf/pkdd",
    "IJCV": "journals/ijcv", "JMLR": "journals/jmlr", "TACL": "journals/tacl", "TIP": "journals/tip",
    "TKDE": "journals/tkde", "TMLR": "journals/tmlr", "TNNLS": "journals/tnn", "TOG": "journals/tog",
    "PVLDB": "journals/pvldb",
}  # fmt: skip
"""The streams of venues that are called otherwise there; those of other conferences are conf/ and the short name."""
_WALL = re.compile(rb"not a bot|\.within\.website|anubis", re.I)
# What the search says of the sort of a publication, and what an element of the XML is called.
_JOURNAL = frozenset({"Journal Articles", "article"})
_NO_PAPERS = frozenset({"Editorship", "proceedings", "www", "person", "data", "Data and Artifacts"})


def _refusal(answer: Answer) -> SourceRefusedError | None:
    # The wall answers 500, and its mirror 200, with the same page, for everything.
    if _WALL.search(answer.body[:3000]) and b"<html" in answer.body[:1000].lower():
        return SourceRefusedError(
            "dblp",
            "a wall against bots stands before it, which this program does not climb",
            hint="fetch dblp.xml.gz in a browser: `survey import dblp FILE`; semantic_scholar lists venues, too",
        )
    return None


class Dblp(Proceedings):
    """Papers of any venue by year, and papers by their key; asked only by name, and once a day where it refuses."""

    name = "dblp"
    asked_by_name = True
    service = Service(
        name="dblp",
        base_url="https://dblp.org",
        every=4.0,
        keep=timedelta(days=7),
        accept="application/json, application/xml",
        waits=(),
        rest=timedelta(days=1),
        refusal=_refusal,
    )
    knows = frozenset({"dblp"})
    singles = 30
    sample = Query(text="attention", venue="NeurIPS", since=2017, until=2017, limit=1)

    @classmethod
    def lists(cls, venue: str) -> bool:
        """Whether there is a name to ask by: it may hold any venue of computer science."""
        return bool(venue.strip())

    def volumes(self, venue: str, query: Query) -> Iterable[Volume]:
        """Each year where some are asked for; else one list of all of them."""
        if query.since is None:
            yield Volume(venue, None, f"{_asked(venue)} {query.text}".strip())
            return
        for number in years_of(query, _FIRST, self.desk.today.year):
            yield Volume(venue, number, f"{_asked(venue)} year:{number}: {query.text}".strip())

    def papers(self, volume: Volume) -> Iterator[Found]:
        """What the search finds, a thousand a page."""

        def ask(start: int) -> Sequence[object]:
            asked: dict[str, str | int] = {"q": volume.path, "format": "json", "h": _PAGE, "f": start, "c": 0}
            return self.desk.get("/search/publ/api", asked, read=_hits) or ()

        for hits in self.pages(volume, ask, _PAGE, _PAGES):
            yield from _read(hits)

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names`, one a request."""
        known = self.known(names)
        yield from asked_for(self.one_by_one(known, self._one), known)

    def _one(self, name: Identifier) -> Iterator[Found]:
        yield from self.desk.get(f"/rec/{name.value}.xml", read=self.read) or ()

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of a search in JSON, or of records in XML."""
        if body.lstrip().startswith(b"<"):
            root = xml_root(body)
            if root.tag != "dblp":
                raise ValueError("another kind of XML than records")
            return (as_record(_as_info(element)) for element in root if element.tag not in _NO_PAPERS)
        return _read(_hits(body))


def _asked(venue: str) -> str:
    """The search for `venue`: by its stream where it is a known one, else by its name as printed there."""
    known = settled_venue(Venue(venue.removesuffix(" Workshops").removeprefix("Findings of ")))
    if stream := _STREAMS.get(known.name):
        return f"streamid:{stream}:"
    if known.kind is VenueKind.CONFERENCE and known.name.isalnum():
        return f"streamid:conf/{known.name.lower()}:"
    return f"venue:{venue.replace(' ', '_')}:"


def _hits(body: bytes) -> Sequence[object]:
    """The hits of a search; there is no list where there are none."""
    hits = part(json_object(body), "result", "hits")
    if count(_number(hits.get("@total"))) is None:
        raise ValueError("no hits of a search")
    if not listed(hits, "hit") and hits.get("@total") != "0" and hits.get("@sent") != "0":
        raise ValueError("hits that are not shown")
    return listed(hits, "hit")


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 12 else None


def _read(hits: Sequence[object]) -> Iterator[Found]:
    infos = (part(hit, "info") for hit in hits)
    return each_read("dblp", (info for info in infos if line(info.get("type")) not in _NO_PAPERS), as_record)


def _as_info(element: Any) -> dict[str, object]:
    """A record in XML in the shape that the search gives it."""
    texts: dict[str, list[str]] = {}
    for child in element:
        if isinstance(child.tag, str):
            texts.setdefault(child.tag, []).append("".join(child.itertext()))
    return {
        "key": element.get("key"),
        "type": element.tag,
        "authors": {"author": [{"text": name} for name in texts.get("author", [])]},
        "venue": texts.get("booktitle") or texts.get("journal"),
        **{name: next(iter(texts.get(name, [])), None) for name in ("title", "pages", "year", "volume", "number")},
        "ee": texts.get("ee"),
    }


def as_record(info: Json) -> Found:
    """What the search says of one publication, as a record."""
    key = identifier("dblp", info.get("key"))
    title = plain(info.get("title"))
    if not (key and title):
        return Unreadable("dblp", key.value if key else None, f"a publication without title or key: {title or '?'}")
    links = [link for each in _several(info.get("ee")) if (link := line(each))]
    ids = [name for link in links if (name := read_identifier(link)) and name.scheme != "url"]
    volume = line(info.get("volume")) or ""
    preprint = identifier("arxiv", volume.removeprefix("abs/")) if volume.startswith("abs/") else None
    return Record(
        source="dblp",
        key=key.value,
        title=title.removesuffix("."),
        authors=tuple(_authors(info)),
        year=year(info.get("year")),
        venue=_venue(info),
        identifiers=named(key, identifier("doi", info.get("doi")), preprint, *ids),
        url=page(key),
        pdf=next((link for link in links if link.endswith(".pdf")), None),
        kind=line(info.get("type")),
        details=details(pages=info.get("pages"), volume=info.get("volume"), number=info.get("number")),
    )


def _several(value: object) -> Sequence[object]:
    """The values of a field that is a list only where there are several."""
    return value if isinstance(value, list) else [value]


def _authors(info: Json) -> Iterator[str]:
    for author in _several(part(info, "authors").get("author")):
        if name := plain(part(author).get("text") or author):
            # Those of one name are told apart by a number: Wei Wang 0009.
            yield re.sub(r" \d{4}$", "", name)


def _venue(info: Json) -> Venue | None:
    name = next((name for each in _several(info.get("venue")) if (name := plain(each))), None)
    if name is None:
        return None
    settled = settled_venue(Venue(name))
    if settled.kind is None and line(info.get("type")) in _JOURNAL:
        return Venue(name, VenueKind.JOURNAL)
    return Venue(name, settled.kind)
