"""In which versions a work appeared: as a preprint, at a conference, in a journal, by what its records say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from survey.model.fold import HAND, Said, Taken, fold_paper, ranked
from survey.model.identifier import best
from survey.model.record import Record, VenueKind
from survey.model.sketch import Form, sketch
from survey.model.text import fold
from survey.model.venue import settled_venue
from survey.model.venue_names import venues_alike
from survey.model.view import PaperView, VersionView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from survey.model.identifier import Identifier


@dataclass(frozen=True, slots=True)
class _Version:
    """What one record says of one version."""

    kind: str | None
    """A VenueKind; None where it was published, nobody knows as what."""
    source: str
    venue: str | None = None
    year: int | None = None
    published: date | None = None
    names: frozenset[Identifier] = field(default=frozenset())
    number: int | None = None

    @property
    def is_preprint(self) -> bool:
        """Whether it is one on a preprint server."""
        return self.kind == VenueKind.PREPRINT


def versions(records: Sequence[Taken]) -> list[VersionView]:
    """The versions that `records` tell of: preprints first, then in the order of appearing.

    What one record leaves out another fills in. A numbered preprint is listed as its first version, which has a date,
    and as the latest that is known.
    """
    told = [
        *(version for taken in ranked(records, "title") for version in _preprints(taken.record)),
        *(version for taken in ranked(records, "venue") for version in _prints(taken.record)),
    ]
    found: list[_Version] = []
    # Those who only name a version come after those who know something of it.
    for version in sorted(told, key=lambda version: version.year is None):
        place = next((place for place, known in enumerate(found) if _are_one(known, version)), None)
        if place is None:
            found.append(version)
        else:
            found[place] = _filled(found[place], version)
    first = min((each.published for each in found if each.is_preprint and each.published), default=None)
    return sorted((view for each in found for view in _views(each, first)), key=_order)


def as_preprint(view: PaperView, records: Sequence[Taken]) -> PaperView:
    """`view` with what its preprint says of itself, and the user by hand; as it is where no record is of a preprint."""
    of_it = [taken for taken in records if taken.record.source == HAND or _is_preprint(taken.record)]
    if all(taken.record.source == HAND for taken in of_it):
        return view
    # The preprint may name what it became, too.
    bare = [Taken(replace(each, identifiers=each.identifiers - _names(each)[1]), on) for each, on in of_it]
    told = fold_paper(bare, Said(key=view["key"]))
    origins = {name: origin for name, origin in told["origins"].items() if name in _CITED}
    return {
        **view,
        "title": told["title"],
        "authors": told["authors"],
        "year": told["year"],
        "published": told["published"],
        "venue": told["venue"],
        "venue_kind": told["venue_kind"],
        "identifiers": told["identifiers"],
        "other_identifiers": told["other_identifiers"],
        "details": told["details"],
        "links": {**view["links"], "paper": told["links"]["paper"]},
        "origins": {**view["origins"], **origins},
    }


_CITED = ("title", "authors", "year", "published", "venue")
"""Whose origins are those of the preprint."""


def _preprints(record: Record) -> Iterator[_Version]:
    names, _ = _names(record)
    if _is_preprint(record):
        yield replace(_said(record), kind=VenueKind.PREPRINT, names=names, number=record.version)
        return
    for name in sorted(names):
        yield _Version(VenueKind.PREPRINT, record.source, _SERVERS.get(name.scheme), names=frozenset({name}))


def _prints(record: Record) -> Iterator[_Version]:
    _, names = _names(record)
    if not _is_preprint(record) and (names or record.venue):
        yield replace(_said(record), names=names)
    elif names:
        yield _Version(None, record.source, names=names)


def _said(record: Record) -> _Version:
    venue = settled_venue(record.venue) if record.venue else None
    kind = venue.kind if venue and venue.kind else sketch(record).form
    return _Version(kind, record.source, venue.name if venue else None, record.year, record.published)


def _is_preprint(record: Record) -> bool:
    return sketch(record).form is Form.PREPRINT


def _names(record: Record) -> tuple[frozenset[Identifier], frozenset[Identifier]]:
    """The identifiers of preprints, and those of what was published."""
    names = sketch(record).identifiers
    preprints = frozenset(filter(_is_of_preprint, names))
    return preprints, frozenset(name for name in names - preprints if name.scheme in _OF_PRINT)


_OF_PRINT = frozenset({"doi", "acl", "openreview", "cvf", "pmid", "pmcid"})
_SERVERS = {"arxiv": "arXiv"}


def _is_of_preprint(name: Identifier) -> bool:
    """Whether `name` alone tells that a work is a preprint."""
    bare = Record(source=name.scheme, key=name.value, identifiers=frozenset({name}))
    return sketch(bare).form is Form.PREPRINT


def _are_one(known: _Version, told: _Version) -> bool:
    """Whether two records tell of the same version."""
    if known.is_preprint != told.is_preprint:
        return False
    if known.names & told.names:
        return True
    clash = bool({name.scheme for name in known.names} & {name.scheme for name in told.names})
    if not known.venue or not told.venue:
        return not clash
    kinds = {known.kind, told.kind} - {None}
    alike = venues_alike(*sorted((fold(known.venue), fold(told.venue)))) >= _ALIKE
    return len(kinds) < 2 and alike and not (clash and known.is_preprint)


_ALIKE = 0.8
"""From this on (0 to 1), two names of venues are of one."""


def _filled(known: _Version, told: _Version) -> _Version:
    return replace(
        known,
        kind=known.kind or told.kind,
        venue=known.venue or told.venue,
        year=known.year or told.year,
        published=known.published or told.published,
        names=known.names | told.names,
        number=max(filter(None, (known.number, told.number)), default=None),
    )


def _views(version: _Version, first: date | None) -> Iterator[VersionView]:
    """The version as shown; `first` is when the preprint appeared, which sources give as the date of the work."""
    published = version.published
    if not version.is_preprint and published and first and published <= first:
        published = None
    name = best(version.names)
    view = VersionView(
        kind=version.kind,
        venue=version.venue,
        year=version.year,
        published=published.isoformat() if published else None,
        identifier=str(name) if name else None,
        source=version.source,
        version=1 if version.number else None,
    )
    yield view
    if version.number and version.number > 1:
        yield {**view, "year": None, "published": None, "version": version.number}


def _order(view: VersionView) -> tuple[bool, str, int, int, str]:
    is_print = view["kind"] != VenueKind.PREPRINT
    server = "" if is_print else view["identifier"] or view["venue"] or ""
    year = view["year"] or 9999 if is_print else 0
    return is_print, server, year, view["version"] or 0, view["published"] or ""
