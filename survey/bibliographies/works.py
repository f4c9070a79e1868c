"""Sorts of works, in the words of the formats that are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from survey.bibliographies.entry import FILE
from survey.bibliographies.kinds import venue_kind
from survey.model.record import Venue, VenueKind
from survey.model.venue import settled_venue

if TYPE_CHECKING:
    from survey.model.view import PaperView


class Work(NamedTuple):
    """A sort of work as each format calls it."""

    bibtex: str
    biblatex: str
    ris: str
    csl: str


ARTICLE = Work("article", "article", "JOUR", "article-journal")
TALK = Work("inproceedings", "inproceedings", "CONF", "paper-conference")
CHAPTER = Work("incollection", "incollection", "CHAP", "chapter")
BOOK = Work("book", "book", "BOOK", "book")
PREPRINT = Work("misc", "online", "UNPB", "article")
PHD = Work("phdthesis", "phdthesis", "THES", "thesis")
MASTER = Work("mastersthesis", "mastersthesis", "THES", "thesis")
REPORT = Work("techreport", "report", "RPRT", "report")
OTHER = Work("misc", "misc", "GEN", "document")
WHOLES = frozenset({BOOK, Work("proceedings", "proceedings", "BOOK", "book"), PHD, MASTER, REPORT})
"""Works that stand in nothing larger but a series."""

_BY_VENUE = {
    VenueKind.CONFERENCE: TALK,
    VenueKind.WORKSHOP: TALK,
    VenueKind.JOURNAL: ARTICLE,
    VenueKind.BOOK: CHAPTER,
    VenueKind.PREPRINT: PREPRINT,
}
# The words of all formats that tell more than the sort of venue does.
_BY_WORD = {
    word: work
    for work, words in {
        BOOK: "book ebook mvbook collection mvcollection edbook editedbook reference mvreference",
        Work("proceedings", "proceedings", "BOOK", "book"): "proceedings mvproceedings",
        PHD: "phdthesis thesis thes dissertation",
        MASTER: "mastersthesis",
        REPORT: "techreport report rprt",
        Work("manual", "manual", "GEN", "document"): "manual",
        Work("booklet", "booklet", "GEN", "document"): "booklet",
        Work("unpublished", "unpublished", "UNPB", "manuscript"): "unpublished unpb manuscript",
        Work("misc", "online", "ELEC", "webpage"): "online electronic www elec webpage blogpost postweblog",
        Work("misc", "dataset", "DATA", "dataset"): "dataset data",
        Work("misc", "software", "COMP", "software"): "software comp computerprogram",
        Work("misc", "patent", "PAT", "patent"): "patent pat",
    }.items()
    for word in words.split()
}
_OF_BOOKS = frozenset(work for work in _BY_WORD.values() if work.csl == "book")


def work_of(view: PaperView) -> Work:
    """What sort of work a paper is: by where it appeared, or by the word of a file where that tells more.

    A file's word holds as long as nobody else knows a venue: a thesis may have become an article since.
    """
    said = _BY_WORD.get(re.sub(r"[^a-z]", "", view["details"].get("kind", "").lower()))
    at = VenueKind(view["venue_kind"]) if view["venue_kind"] else None
    if said and (at is None or _holds(said, at, view)):
        return said
    if at is VenueKind.PREPRINT and _is_printed_as_article(view):
        return ARTICLE
    at = at or venue_kind(view["details"].get("kind"))
    if at is None and view["venue"]:
        return ARTICLE
    return _BY_VENUE[at] if at else OTHER


def _holds(said: Work, at: VenueKind, view: PaperView) -> bool:
    """Whether a file's word for a work stands beside a venue of the kind `at`."""
    if said in _OF_BOOKS and at in {VenueKind.BOOK, VenueKind.CONFERENCE}:
        return True
    # Where no other source names a venue, it was only guessed from the fields of the file.
    return _is_from_file(view) and (at is VenueKind.JOURNAL or (at is VenueKind.PREPRINT and said in WHOLES))


def _is_printed_as_article(view: PaperView) -> bool:
    """Whether a file has a preprint as an article in `arXiv preprint arXiv:…`: many styles print no eprint."""
    return view["details"].get("kind") == "article" and "journal" in view["details"] and _is_from_file(view)


def _is_from_file(view: PaperView) -> bool:
    origin = view["origins"].get("venue")
    return origin is not None and origin["source"] == FILE


def printed_venue(view: PaperView) -> str | None:
    """Where a paper appeared, as a file or a source prints it where that is no other place than is shown."""
    name, details = view["venue"], view["details"]
    kind = VenueKind(view["venue_kind"]) if view["venue_kind"] else None
    if kind is VenueKind.PREPRINT and _is_printed_as_article(view):
        return details["journal"]
    for printed in (details.get("booktitle"), details.get("journal")):
        if printed and name and settled_venue(Venue(printed, kind)).name == name:
            return printed
    return name
