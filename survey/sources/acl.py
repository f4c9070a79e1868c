"""ACL Anthology: papers of computational linguistics, from its own files, one for each collection. CC BY 4.0."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from survey.http.bodies import xml_root
from survey.http.service import Service
from survey.model.identifier import Identifier, identifier, page
from survey.model.record import Found, Query, Record, Repository, Status, Unreadable, Venue
from survey.model.text import line, title_line, year
from survey.model.venue import settled_venue
from survey.sources.proceedings import Proceedings, Volume, words_of, years_of
from survey.sources.shapes import details, named
from survey.sources.source import asked_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HOME = "https://aclanthology.org/"
_NEW_NAMES = 2020
"""The year from which on a collection is called after year and venue; before, after a letter and two digits."""
_FIRST = 1979
_HELD = {
    "ACL": ("acl", "P"), "EMNLP": ("emnlp", "D"), "NAACL": ("naacl", "N"), "EACL": ("eacl", "E"),
    "AACL": ("aacl", None), "COLING": ("coling", "C"), "CoNLL": ("conll", "K"), "LREC": ("lrec", "L"),
    "TACL": ("tacl", "Q"), "Computational Linguistics": ("cl", "J"), "IJCNLP": ("ijcnlp", "I"),
}  # fmt: skip
"""For each venue what its collections are called since 2020, and the letter of those before."""
_FINDINGS = "Findings of "


class Acl(Proceedings):
    """Papers of a venue, Findings apart, with abstract, code and retraction; and papers by their id."""

    name = "acl"
    service = Service(
        name="acl",
        base_url="https://raw.githubusercontent.com/acl-org/acl-anthology/master/data/xml",
        every=5.0,
        accept="application/xml, text/plain",
        keep=timedelta(days=7),
    )
    knows = frozenset({"acl"})
    singles = 30
    sample = Query(text="", venue="CoNLL", since=2023, until=2023, limit=1)

    @classmethod
    def lists(cls, venue: str) -> bool:
        """Whether `venue` is one of those held, or the Findings of one."""
        return venue.removeprefix(_FINDINGS) in _HELD

    def volumes(self, venue: str, query: Query) -> Iterable[Volume]:
        """The collection of each year; that of the Findings holds those of all conferences."""
        host = venue.removeprefix(_FINDINGS)
        first = _NEW_NAMES if host != venue else _FIRST
        for number in years_of(query, first, self.desk.today.year):
            if name := _collection(host, number) if host == venue else f"{number}.findings":
                yield Volume(venue, number, f"/{name}.xml")

    def look_up(self, names: Sequence[Identifier]) -> Iterator[Found]:
        """Papers of `names`, a request for each collection that they are in."""
        known = self.known(names)
        collections = list(dict.fromkeys(name.value.rpartition("-")[0] for name in known))
        yield from asked_for(self.one_by_one(collections, lambda name: self._among(name, frozenset(known))), known)

    def _among(self, collection: str, names: frozenset[Identifier]) -> Iterator[Found]:
        for found in self.desk.get(f"/{collection}.xml", read=self.read) or ():
            if isinstance(found, Record) and found.identifiers & names:
                yield found

    @classmethod
    def read(cls, body: bytes) -> Iterator[Found]:
        """The papers of a collection."""
        root = xml_root(body)
        if root.tag != "collection" or not root.get("id") or root.find("volume") is None:
            raise ValueError("another kind of XML than a collection of papers")
        return _papers(root)


def _collection(venue: str, number: int) -> str | None:
    new, letter = _HELD[venue]
    if number >= _NEW_NAMES:
        return f"{number}.{new}"
    return f"{letter}{number % 100:02}" if letter else None


def _papers(root: Any) -> Iterator[Found]:
    for volume in root.iterfind("volume"):
        # A frontmatter is no paper, and stands beside them under another name.
        for paper in volume.iterfind("paper"):
            yield as_record(paper, volume, root.get("id"))


def as_record(paper: Any, volume: Any, collection: str) -> Found:
    """One `paper` element as a record, with what its volume says of all of them."""
    name = _name(paper, volume, collection)
    title = _marked(paper.find("title"))
    if not (name and title):
        told = name.value if name else f"{collection}, {volume.get('id')}, {paper.get('id')}"
        return Unreadable("acl", name.value if name else None, f"a paper without title or id: {told}")
    number = line(volume.findtext("meta/year"))
    return Record(
        source="acl",
        key=name.value,
        title=title,
        authors=tuple(_authors(paper)),
        year=year(number),
        venue=_venue(volume),
        abstract=_marked(paper.find("abstract")),
        identifiers=named(name, identifier("doi", line(paper.findtext("doi")))),
        url=page(name),
        pdf=_pdf(paper, name),
        repositories=tuple(_repositories(paper)),
        status=_status(paper),
        kind=line(volume.get("type")),
        details=details(
            booktitle=_marked(volume.find("meta/booktitle")),
            pages=(line(paper.findtext("pages")) or "").replace("–", "-"),
            publisher=line(volume.findtext("meta/publisher")),
        ),
    )


def _name(paper: Any, volume: Any, collection: str) -> Identifier | None:
    """The id of a paper: as its own `url` says, else put together as the Anthology does it."""
    if given := identifier("acl", line(paper.findtext("url"))):
        return given
    part, number = volume.get("id") or "", paper.get("id") or ""
    if not number.isdecimal():
        return None
    if collection[:1].isalpha():
        return identifier("acl", f"{collection}-{part}{number.zfill(4 - len(part))}")
    return identifier("acl", f"{collection}-{part}.{number}")


def _authors(paper: Any) -> Iterator[str]:
    for author in paper.iterfind("author"):
        if name := title_line(f"{author.findtext('first') or ''} {author.findtext('last') or ''}"):
            yield name


def _repositories(paper: Any) -> Iterator[Repository]:
    for code in paper.iterfind("pwccode"):
        if address := line(code.get("url")):
            yield Repository(url=address)


def _venue(volume: Any) -> Venue | None:
    """Where a volume appeared: by its title where that is known, else by the Anthology's own name of the venue."""
    printed = _marked(volume.find("meta/booktitle"))
    settled = settled_venue(Venue(printed)) if printed else None
    if settled and (settled.kind or _is_apart(settled.name)):
        return settled
    for tag in volume.iterfind("meta/venue"):
        if (short := line(tag.text)) and (known := settled_venue(Venue(short))).kind:
            return known
    return settled


def _is_apart(booktitle: str) -> bool:
    """Whether a volume of a conference is none of its papers."""
    return re.search(r"\b(?:tutorial|workshop|shared task)", booktitle, re.I) is not None


def _marked(element: Any) -> str | None:
    """The words of an element that may hold markup; formulas stay between dollars."""
    if element is None:
        return None
    for formula in element.iter("tex-math"):
        if formula.text and not formula.text.startswith("$"):
            formula.text = f"${formula.text}$"
    return title_line(words_of(element))


def _pdf(paper: Any, name: Identifier) -> str | None:
    given = line(paper.findtext("url"))
    if given is None:
        return None
    return given if given.startswith(("http://", "https://")) else f"{_HOME}{name.value}.pdf"


def _status(paper: Any) -> Status | None:
    if paper.find("retracted") is not None:
        return Status.RETRACTED
    return Status.WITHDRAWN if paper.find("removed") is not None else None
