"""The proceedings of NeurIPS: every paper since 1987, a page for each year."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from survey.http.service import Service
from survey.model.identifier import identifier
from survey.model.record import Found, Query, Record, Unreadable, Venue, VenueKind
from survey.model.text import title_line
from survey.sources.proceedings import Proceedings, Volume, html_root, words_of, years_of
from survey.sources.shapes import details, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HOME = "https://proceedings.neurips.cc/"
_FIRST = 1987
# /paper_files/paper/2023/hash/0123…-Abstract-Conference.html; before 2022 there was one track, and no name of it.
_PAPER = re.compile(r"/paper(?:_files/paper)?/(\d{4})/hash/([0-9a-f]{32})-Abstract(?:-([\w-]+))?\.html$")


class Neurips(Proceedings):
    """Papers of a year with authors and PDF; abstracts stand on other pages."""

    name = "neurips"
    service = Service(
        name="neurips",
        base_url=_HOME.rstrip("/"),
        every=5.0,
        accept="text/html",
        keep=timedelta(days=180),
    )
    sample = Query(text="", venue="NeurIPS", since=1987, until=1987, limit=1)

    @classmethod
    def lists(cls, venue: str) -> bool:
        """Whether `venue` is the one conference."""
        return venue == "NeurIPS"

    def volumes(self, venue: str, query: Query) -> Iterable[Volume]:
        """A page for each year."""
        for year in years_of(query, _FIRST, self.desk.today.year):
            yield Volume(venue, year, f"/paper_files/paper/{year}")

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of a page that lists a year."""
        entries = [entry for entry in html_root(body).iter("li") if _link(entry) is not None]
        if not entries:
            raise ValueError("another page than a list of papers")
        return map(as_record, entries)


def as_record(entry: Any) -> Found:
    """One `li` element of the list as a record."""
    link = _link(entry)
    title, address = title_line(words_of(link)), urljoin(_HOME, link.get("href") or "")
    place = _PAPER.search(address)
    if not (title and place):
        return Unreadable("neurips", None, f"a paper without title or page: {title or link.get('href') or '?'}")
    year, number, track = place.groups()
    return Record(
        source="neurips",
        key=f"{year}/hash/{number}",
        title=title,
        authors=tuple(_authors(entry)),
        year=int(year),
        venue=Venue("NeurIPS", VenueKind.CONFERENCE),
        identifiers=named(identifier("url", address)),
        url=address,
        pdf=address.replace("/hash/", "/file/").replace("-Abstract", "-Paper").removesuffix(".html") + ".pdf",
        details=details(track=(track or "").replace("_", " ")),
    )


def _link(entry: Any) -> Any:
    """The link to the paper that a list element is about; None where it is about something else."""
    return entry.find(".//a[@title='paper title']")


def _authors(entry: Any) -> Iterator[str]:
    """The names after the title: in a `span` of their own, or, on older pages, in italics."""
    named_in = next((each for each in entry.iter("span", "i") if words_of(each).strip()), None)
    for name in words_of(named_in).split(","):
        if author := title_line(name):
            yield author
