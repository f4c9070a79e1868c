"""What authors write of where their paper appeared, in words of their own: arXiv's comment and journal reference."""

from __future__ import annotations

import re

from survey.model.record import Venue, VenueKind
from survey.model.venue import may_be_known, settled_venue, told_by_table

# Who hopes to appear somewhere has not appeared there.
_HOPES = re.compile(r"\b(?:submi(?:tted|ssion)|under review|in review|in revision|reject(?:ed|ion)|withdrawn)\b", re.I)
_SAYS_SO = re.compile(
    r"^.*\b(?:accepted|published|appear(?:s|ed|ing)?|presented|camera[- ]ready|paper|poster|oral|spotlight|version)\b"
    r".*?\b(?:at|to|in|by|for|of)\b\s*(?:the\s+)?",
    re.I,
)
_AFTER_YEAR = re.compile(r"((?:19|20)\d\d)\b.*")


@told_by_table
def told_venue(text: str) -> Venue | None:
    """The venue that `text` says the paper appeared at, of those that the table of venues knows; else None.

    A paper that was submitted, is under review or was rejected has appeared nowhere. A workshop at a conference is not
    the conference, nor are its Findings.
    """
    if _HOPES.search(text):
        return None
    for piece in re.split(r"[;,.()\n]", text):
        venue = _known(piece)
        if venue is None:
            continue
        if venue.kind is VenueKind.CONFERENCE and re.search(r"\bworkshops?\b", text, re.I):
            return settled_venue(Venue(f"{venue.name} Workshops"))
        if re.search(r"\bfindings\b", text, re.I) and not venue.name.startswith("Findings"):
            return settled_venue(Venue(f"Findings of {venue.name}"))
        return venue
    return None


def _known(piece: str) -> Venue | None:
    if not may_be_known(piece):
        return None
    said = _SAYS_SO.sub("", piece.strip())
    for name in (said, _AFTER_YEAR.sub(r"\1", said)):
        bare = re.sub(r"^in\s+(?:the\s+)?", "", name, flags=re.I)
        venue = settled_venue(Venue(bare)) if bare else None
        if venue and venue.kind not in {None, VenueKind.PREPRINT}:
            return venue
    return None
