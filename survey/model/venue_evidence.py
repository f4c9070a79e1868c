"""Where a paper really appeared: each record's venue is a piece of evidence, and what agrees adds up."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from survey.model.identifier import Identifier, best
from survey.model.record import Record, Venue, VenueKind
from survey.model.text import fold
from survey.model.told_venue import told_venue
from survey.model.venue import settled_venue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_HAND = "hand"
WEIGHTS = {
    _HAND: 1.0,
    "dblp": 0.95,
    "openreview": 0.95,
    "openreview_before": 0.95,
    "acl": 0.95,
    "cvf": 0.95,
    "neurips": 0.95,
    "pmlr": 0.95,
    "crossref": 0.9,
    "semantic_scholar": 0.7,
    "openalex": 0.65,
    "papers_with_code": 0.55,
    "arxiv": 0.3,
}
"""How much (0 to 1) one source alone is believed that a paper appeared where it says, the most trusted first.

Those who keep the proceedings, then publishers, then those who gather from others; Papers with Code lists proceedings,
but anybody could write in them, and arXiv has it in a comment of the authors, mostly of before it appeared."""
_JOURNAL_REF = 0.6
"""The weight of arXiv's journal reference, which authors fill in once a paper is published."""
_OTHER = 0.6
"""The weight of a source that is not named above: a bibliography of the user's, a source of another package."""
THRESHOLD = 0.5
"""A preprint of which less (0 to 1) is sure than this stays a preprint."""

_ARXIV = Venue("arXiv", VenueKind.PREPRINT)
_RANK = {source: place for place, source in enumerate(WEIGHTS)}


class Evidence(NamedTuple):
    """One source's word on where a paper appeared."""

    source: str
    on: str
    """The ISO date of which it is true."""
    venue: Venue
    """Under its short name."""
    weight: float
    """How much (0 to 1) it alone is believed; 0 of a preprint server, which is not where a paper is published."""
    hangs_on: str
    """The identifier by which it is about this paper, or `match` where title and authors agree beyond doubt."""
    confidence: float
    """How sure (0 to 1) this venue is by all who name it."""

    @property
    def is_preprint(self) -> bool:
        """Whether it names a preprint server."""
        return self.venue.kind is VenueKind.PREPRINT


class Appeared(NamedTuple):
    """Where a paper appeared, how sure that is, and all that speaks for it and for others."""

    venue: Venue | None
    """What is shown; None where nobody says anything."""
    confidence: float
    """How sure (0 to 1) the venue is that most speaks for, shown or not; 0 where there are only preprint servers."""
    is_below: bool
    """Whether that is too little, so that the paper stays a preprint."""
    evidence: tuple[Evidence, ...]
    """What is shown first, then what most speaks for."""


NOWHERE = Appeared(None, 0.0, is_below=False, evidence=())
"""Of a paper of which nobody says where it appeared."""


def appeared(records: Iterable[tuple[Record, str]]) -> Appeared:
    """Where the paper of `records`, each with its ISO date, appeared. Their order does not matter.

    Those who agree are taken as if they did not know of one another: 1 - (1 - w1)(1 - w2)…, each source once. Who names
    another venue takes nothing away, for a paper may appear at a workshop first; what is surest is shown, of two as
    sure what is no workshop, then what the more trusted source says. The user's own word stands above all.
    """
    said = _weighed(list(records))
    if not said:
        return NOWHERE
    ranked = sorted(said, key=_order)
    surest = ranked[0]
    is_sure = surest.source == _HAND or surest.is_preprint or surest.confidence >= THRESHOLD
    is_below = not is_sure and any(each.is_preprint for each in ranked)
    if is_below:
        ranked.sort(key=lambda each: not each.is_preprint)
    return Appeared(ranked[0].venue, surest.confidence, is_below, tuple(ranked))


def venue_of(record: Record) -> Venue | None:
    """Where `record` says the paper appeared; one with an arXiv identifier that says nothing else appeared there."""
    if record.venue:
        return settled_venue(record.venue)
    return _ARXIV if any(name.scheme == "arxiv" for name in record.identifiers) else None


def name_of(venue: Venue) -> str:
    """What two spellings of one settled venue share."""
    return fold(venue.name)


def _order(each: Evidence) -> tuple[bool, bool, float, bool, int, str]:
    return (
        each.source != _HAND,
        each.is_preprint,
        -each.confidence,
        each.venue.kind is VenueKind.WORKSHOP,
        _RANK.get(each.source, len(_RANK)),
        each.source,
    )


def _weighed(records: Sequence[tuple[Record, str]]) -> list[Evidence]:
    """Every piece of evidence, the latest of each source first."""
    alone = len(records) == 1
    borne = {} if alone else Counter(name for record, _ in records for name in record.identifiers)
    said = [
        Evidence(record.source, on, venue, weight, _hangs_on(record, borne, alone=alone), 0.0)
        for record, on in (records if alone else sorted(records, key=lambda taken: (taken[0].key, taken[0].source)))
        for venue, weight in _said(record)
    ]
    said.sort(key=lambda each: each.on, reverse=True)
    said += _implied(said, records)
    sure = _confidences([each for each in said if not each.is_preprint])
    return [Evidence(*each[:-1], each.weight if each.is_preprint else sure[name_of(each.venue)]) for each in said]


def _implied(said: Sequence[Evidence], records: Iterable[tuple[Record, str]]) -> Iterator[Evidence]:
    """That a paper of which nobody names a preprint server lies on arXiv, where one of its identifiers says so."""
    if any(each.is_preprint for each in said):
        return
    bearers = [
        (_RANK.get(record.source, len(_RANK)), record.source, name, on)
        for record, on in records
        for name in record.identifiers
        if name.scheme == "arxiv"
    ]
    if bearers:
        _, source, name, on = min(bearers)
        yield Evidence(source, on, _ARXIV, 0.0, str(name), 0.0)


def _said(record: Record) -> Iterator[tuple[Venue, float]]:
    weight = WEIGHTS.get(record.source, _OTHER)
    if venue := venue_of(record):
        yield venue, weight if record.source == _HAND or venue.kind is not VenueKind.PREPRINT else 0.0
    if record.source == "arxiv":
        details = dict(record.details)
        for text, told_by in ((details.get("journal_ref"), _JOURNAL_REF), (details.get("comment"), weight)):
            if text and (told := told_venue(text)):
                yield told, told_by


def _confidences(said: Sequence[Evidence]) -> dict[str, float]:
    """By the name of a published venue, how sure (0 to 1) it is by all that is `said`."""
    if len(said) == 1:
        return {name_of(said[0].venue): said[0].weight}
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for each in said:
        of_venue = weights[name_of(each.venue)]
        of_venue[each.source] = max(each.weight, of_venue.get(each.source, 0.0))
    sure = {}
    for venue, by_source in weights.items():
        doubt = 1.0
        for source in sorted(by_source):
            doubt *= 1.0 - by_source[source]
        sure[venue] = round(1.0 - doubt, 4)
    return sure


def _hangs_on(record: Record, borne: Mapping[Identifier, int], *, alone: bool) -> str:
    shared = tuple(name for name in record.identifiers if alone or borne[name] > 1)
    return str(best(shared)) if shared else "match"
