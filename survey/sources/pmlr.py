"""Proceedings of Machine Learning Research: ICML, AISTATS, CoRL, COLT, UAI and others, a page for each volume."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from survey.http.service import Service
from survey.model.identifier import identifier, read_identifier
from survey.model.record import Found, Query, Record, Unreadable, Venue, VenueKind
from survey.model.text import title_line
from survey.model.venue import settled_venue
from survey.sources.proceedings import Proceedings, Volume, html_root, of_class, words_of
from survey.sources.shapes import details, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HOME = "https://proceedings.mlr.press/"
_HELD = frozenset({"ICML", "AISTATS", "CoRL", "COLT", "UAI", "ACML", "ALT", "L4DC", "MIDL", "CoLLAs", "CHIL", "PGM"})
_PAPER = re.compile(r"/(v\d+|r\d+)/([\w-]+)\.html$")


class Pmlr(Proceedings):
    """Papers of a volume with authors, pages and PDF; which volume is of what is said on the front page."""

    name = "pmlr"
    service = Service(
        name="pmlr",
        base_url=_HOME.rstrip("/"),
        every=5.0,
        accept="text/html",
        keep=timedelta(days=30),
    )
    sample = Query(text="", venue="CoLLAs", since=2022, until=2022, limit=1)

    @classmethod
    def lists(cls, venue: str) -> bool:
        """Whether `venue` is one of the conferences that appear in this series year by year."""
        return venue in _HELD

    def volumes(self, venue: str, query: Query) -> Iterable[Volume]:
        """The volumes that the front page has for `venue`."""
        found = self.desk.get("/", read=volumes_listed) or []
        return sorted(
            (each for each in found if each.venue == venue and query.wants(each.year)),
            key=lambda volume: -(volume.year or 0),
        )

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of a page that lists a volume."""
        root = html_root(body)
        entries = of_class(root, "div", "paper")
        if not entries:
            raise ValueError("another page than a list of papers")
        headings = [told for each in root.iter("h1", "h2") if (told := title_line(words_of(each)))]
        volume = next((told for told in headings if told.startswith("Volume ")), "")
        return (as_record(entry, volume) for entry in entries)


def volumes_listed(body: bytes) -> list[Volume]:
    """The volumes that the front page lists, by the short name of their venue; those of no known venue are left out."""
    volumes: list[Volume] = []
    entries = [(entry, link) for entry in html_root(body).iter("li") for link in entry.iter("a")]
    for entry, link in entries:
        number = re.fullmatch(r"(?:https?://proceedings\.mlr\.press)?/?(v\d{1,4})/?", link.get("href") or "")
        told = title_line(re.sub(r"^\s*Volume \d+:?", "", words_of(entry)))
        if number and told and (year := _year(told)) and (venue := _venue_told(told)):
            volumes.append(Volume(venue, year, f"/{number.group(1)}/"))
    if not entries:
        raise ValueError("another page than the list of volumes")
    return volumes


def _venue_told(told: str) -> str | None:
    """The venue of a volume: the whole name as told, or what comes before day and place."""
    whole = re.sub(r"^Proceedings of (?:the )?", "", told, flags=re.I)
    for name in (whole, whole.partition(",")[0]):
        if (venue := settled_venue(Venue(name))).kind is VenueKind.CONFERENCE:
            return venue.name
    return None


def _year(text: str) -> int | None:
    """The last year that `text` names: volumes appear the year after now and then, and name the meeting's last."""
    years = re.findall(r"\b(?:19|20)\d\d\b", text)
    return int(years[-1]) if years else None


def as_record(entry: Any, volume: str) -> Found:
    """One `div` element of the list as a record; `volume` is the heading: number, meeting, days and place."""
    title = title_line(" ".join(words_of(each) for each in of_class(entry, "p", "title")))
    links = [urljoin(_HOME, link.get("href") or "") for link in entry.iter("a")]
    place = next((found for link in links if (found := _PAPER.search(link))), None)
    if not (title and place):
        return Unreadable("pmlr", None, f"a paper without title or page: {title or next(iter(links), '?')}")
    address = place.string
    info = of_class(entry, "span", "info")
    told = " ".join(words_of(each) for element in info for each in element.iter("i"))
    printed = title_line(told) or title_line(volume.partition(":")[2].partition(",")[0])
    ids = (read_identifier(link) for link in links if "openreview.net" in link)
    return Record(
        source="pmlr",
        key=f"{place.group(1)}/{place.group(2)}",
        title=title,
        authors=tuple(_authors(entry)),
        year=_year(volume),
        venue=Venue(printed, settled_venue(Venue(printed)).kind) if printed else None,
        identifiers=named(identifier("url", address), *ids),
        url=address,
        pdf=next((link for link in links if link.endswith(f"/{place.group(2)}.pdf")), None),
        details=details(pages=_pages(entry), series="PMLR" if printed else None),
    )


def _authors(entry: Any) -> Iterator[str]:
    for names in of_class(entry, "span", "authors"):
        for name in words_of(names).split(","):
            if author := title_line(name):
                yield author


def _pages(entry: Any) -> str | None:
    told = " ".join(map(words_of, of_class(entry, "span", "info")))
    found = re.search(r"PMLR\s+\d+:\s*(\d+)\s*[-–]\s*(\d+)", told)
    return f"{found.group(1)}-{found.group(2)}" if found else None
