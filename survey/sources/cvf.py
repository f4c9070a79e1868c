"""CVF Open Access: all papers of the vision conferences CVPR, ICCV, WACV and ACCV and of their workshops."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from survey.http.service import Service
from survey.model.identifier import Identifier, read_identifier
from survey.model.record import Found, Query, Record, Unreadable, Venue, VenueKind
from survey.model.text import title_line
from survey.sources.proceedings import Proceedings, Volume, html_root, of_class, words_of, years_of
from survey.sources.shapes import details, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HOME = "https://openaccess.thecvf.com/"
_HELD = {"CVPR": (2013, 1), "ICCV": (2013, 2), "WACV": (2020, 1), "ACCV": (2020, 2)}
"""For each conference the first that is there, and how many years lie between two."""
_BY_DAY = 2018
"""From this year on the front page shows one day, and the whole conference only when asked for all."""
_WORKSHOPS = " Workshops"
_MOST_WORKSHOPS = 100
"""How many workshops one search looks through, a page each; the largest conferences have about sixty in a year."""
# Workshops are content/CVPR2021W/…, content_CVPRW_2019/… or content_cvpr_2018_workshops/…
_PLACE = re.compile(r"content[/_]([a-z]+?)(w?)_?(\d{4})(w|_workshops|_w\d+)?/", re.I)


class Cvf(Proceedings):
    """Papers of a conference, 3 MB a page, or of its workshops, a page each; authors and PDF, no abstracts."""

    name = "cvf"
    service = Service(
        name="cvf",
        base_url=_HOME.rstrip("/"),
        every=5.0,
        accept="text/html",
        # What has appeared does not change any more; 404 stands for a day at most.
        keep=timedelta(days=180),
    )
    sample = Query(text="", venue="WACV", since=2020, until=2020, limit=1)

    @classmethod
    def lists(cls, venue: str) -> bool:
        """Whether `venue` is one of the four conferences, or the workshops at one."""
        return venue.removesuffix(_WORKSHOPS) in _HELD

    def volumes(self, venue: str, query: Query) -> Iterable[Volume]:
        """One page for each year that there was a conference; of workshops, as many as the year's menu lists."""
        host = venue.removesuffix(_WORKSHOPS)
        first, step = _HELD[host]
        for year in years_of(query, first, self.desk.today.year, step):
            if host == venue:
                yield Volume(venue, year, f"/{venue}{year}{'?day=all' if year >= _BY_DAY else ''}")
            else:
                menu = self.desk.get(f"/{host}{year}_workshops/menu", read=workshops_listed) or ()
                yield from (Volume(venue, year, path) for path in menu)

    def reach(self, venue: str, query: Query) -> int:
        """How many volumes of `venue` one search looks through: more where each is a workshop."""
        return _MOST_WORKSHOPS if venue.endswith(_WORKSHOPS) else super().reach(venue, query)

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of a page that lists a conference, or one of its days."""
        titles = of_class(html_root(body), "dt", "ptitle")
        if not titles:
            raise ValueError("another page than a list of papers")
        return map(as_record, titles)


def workshops_listed(body: bytes) -> list[str]:
    """The paths of the workshops' pages that a menu lists, each once."""
    links = [urljoin(_HOME, link.get("href") or "") for link in html_root(body).iter("a")]
    paths = [urlsplit(link).path for link in links if link.startswith(_HOME)]
    found = [path for path in paths if re.fullmatch(r"/[A-Z]+\d{4}_workshops/(?!menu\b)[\w-]+(?:\.py)?", path)]
    if not found:
        raise ValueError("another page than a menu of workshops")
    return list(dict.fromkeys(found))


def as_record(title: Any) -> Found:
    """The paper whose title stands in a `dt` element of the list; what else is known follows it in `dd` elements."""
    about = list(takewhile(lambda element: element.tag == "dd", title.itersiblings()))
    link = next((link.get("href") for link in title.iter("a")), None)
    own = _identifier(link)
    words = title_line(words_of(title))
    place = _PLACE.match(own.value) if own else None
    if not (own and place and words):
        return Unreadable("cvf", own.value if own else None, f"a paper without title or page: {words or link or '?'}")
    links = [link.get("href") or "" for element in about for link in element.iter("a")]
    return Record(
        source="cvf",
        key=own.value,
        title=words,
        authors=tuple(_authors(about)),
        year=int(place.group(3)),
        venue=_venue(place),
        identifiers=named(own, *(name for link in links if (name := _identifier(link)) and name.scheme == "arxiv")),
        url=urljoin(_HOME, link),
        pdf=next((urljoin(_HOME, link) for link in links if link.endswith("_paper.pdf")), None),
        details=details(pages=_pages(about)),
    )


def _identifier(link: str | None) -> Identifier | None:
    try:
        return read_identifier(urljoin(_HOME, link)) if link else None
    except ValueError:
        return None


def _venue(place: re.Match[str]) -> Venue:
    conference = place.group(1).upper()
    if place.group(2) or place.group(4):
        return Venue(f"{conference}{_WORKSHOPS}", VenueKind.WORKSHOP)
    return Venue(conference, VenueKind.CONFERENCE)


def _authors(about: list[Any]) -> Iterator[str]:
    """The names in the forms, one for each author, that lead to the author's other papers."""
    for element in about:
        for given in element.iter("input"):
            if (given.get("name") or "").startswith("query") and (name := title_line(given.get("value"))):
                yield name


def _pages(about: list[Any]) -> str | None:
    bibtex = " ".join(words_of(entry) for element in about for entry in of_class(element, "div", "bibref"))
    found = re.search(r"\bpages\s*=\s*\{\s*(\d+)\s*-+\s*(\d+)\s*\}", bibtex)
    return f"{found.group(1)}-{found.group(2)}" if found else None
