"""Why two records are or are not of one work, side by side."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from survey.model.likeness import pages_agree
from survey.model.same_work import compare
from survey.model.sketch import Sketch, sketch
from survey.model.venue_names import venues_alike

if TYPE_CHECKING:
    from survey.model.record import Record
    from survey.model.same_work import Model, Verdict


class Agreement(StrEnum):
    """What two records say of one thing."""

    AGREE = "agree"
    NEAR = "near"
    """Spelt otherwise, or in part the same."""
    DIFFER = "differ"
    MISSING = "missing"
    """At least one says nothing."""


class Exhibit(NamedTuple):
    """One field of two records: what each prints, None where it says nothing, and how that agrees."""

    field: str
    one: str | None
    other: str | None
    agreement: Agreement


class Evidence(NamedTuple):
    """What was judged of two records, and each field that went into it."""

    verdict: Verdict
    exhibits: tuple[Exhibit, ...]


_ALIKE = 0.8
"""How alike (0 to 1) two texts are that may be spellings of one."""


def evidence(one: Record, other: Record, model: Model | None = None) -> Evidence:
    """The fields by which `one` and `other` are compared, in the order in which a person looks at them."""
    mine, theirs = sketch(one), sketch(other)
    told = zip(_printed(one, mine).items(), _printed(other, theirs).values(), strict=True)
    alike = _alike(mine, theirs)
    exhibits = (Exhibit(field, left, right, _agreement(left, right, alike[field])) for (field, left), right in told)
    return Evidence(compare(mine, theirs, model), tuple(exhibits))


def _printed(record: Record, of: Sketch) -> dict[str, str | None]:
    """Each field as the record prints it."""
    details = dict(record.details)
    return {
        "title": record.title,
        "authors": "; ".join(record.authors) or None,
        "year": str(record.year) if record.year else None,
        "venue": record.venue.name if record.venue else None,
        "volume": details.get("volume"),
        "issue": details.get("issue") or details.get("number"),
        "pages": details.get("pages"),
        "identifiers": " ".join(sorted(map(str, of.identifiers))) or None,
        "abstract": record.abstract,
    }


def _alike(one: Sketch, other: Sketch) -> dict[str, float]:
    """How alike (0 to 1) each field is."""
    return {
        "title": fuzz.ratio(one.title or "", other.title or "") / 100,
        "authors": len(one.words & other.words) / max(1, min(len(one.words), len(other.words))),
        "year": float(one.year == other.year),
        "venue": venues_alike(*sorted((one.venue or "", other.venue or ""))),
        "volume": float(one.volume == other.volume),
        "issue": float(one.issue == other.issue),
        "pages": max(0.0, pages_agree(one.pages, other.pages)),
        "identifiers": float(bool(one.identifiers & other.identifiers)),
        "abstract": fuzz.ratio(one.abstract or "", other.abstract or "") / 100,
    }


def _agreement(one: str | None, other: str | None, alike: float) -> Agreement:
    if not one or not other:
        return Agreement.MISSING
    if alike == 1:
        return Agreement.AGREE
    return Agreement.NEAR if alike >= _ALIKE else Agreement.DIFFER
