"""Types of works, in the words of many formats, and the sort of place that each appears in."""

from __future__ import annotations

import re

from survey.model.record import VenueKind

_WORDS = {
    VenueKind.JOURNAL: "article jour journalarticle articlejournal journal ejour ejor mgzn articlemagazine "
    "magazinearticle review editorial letter shortsurvey earlyaccess jfull ieeejournals ieeemagazines journalpaper "
    "articleinpress reviewjournal note erratum ieeeearlyaccessarticles suppperiodical periodical news "
    "electronicarticle clinicaltrial randomizedcontrolledtrial systematicreview metaanalysis casereports",
    VenueKind.CONFERENCE: "inproceedings conference conf cpaper conferencepaper paperconference proceedings "
    "proceedingspaper proceedingsarticle conferenceproceedings ieeeconferences proceeding conferencereview "
    "articleproceedingspaper",
    VenueKind.BOOK: "incollection inbook chap chapter book edbook ecchap ebook booksection bookchapter mvbook "
    "collection bookitup suppbook bookinbook reference inreference referenceentry encyclopediaarticle bookarticle "
    "editedbook articlebookchapter ieeebooks",
    VenueKind.WORKSHOP: "workshop",
    VenueKind.PREPRINT: "preprint postedcontent unpb",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def venue_kind(word: str | None) -> VenueKind | None:
    """The sort of place in which a work of the type `word` appears, or None where the type does not tell."""
    return _KINDS.get(re.sub(r"[^a-z]", "", word[:100].lower())) if word else None
