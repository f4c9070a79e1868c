"""A record as plain JSON values and back, for keeping. What is unknown is left out."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from survey.model.identifier import Identifier
from survey.model.record import Citations, Direction, Record, Repository, Result, Status, Summary, Venue, VenueKind

if TYPE_CHECKING:
    from collections.abc import Mapping

Body = dict[str, Any]

_PARTS: tuple[tuple[str, type], ...] = (("repositories", Repository), ("results", Result))
_FIELDS = {part: tuple(field.name for field in fields(part)) for part in (Record, Repository, Result, Summary)}


def as_body(record: Record) -> Body:
    """`record` as JSON values, without its source and key."""
    body = _known(record)
    del body["source"], body["key"]
    if record.authors:
        body["authors"] = list(record.authors)
    if record.venue:
        body["venue"] = [record.venue.name, record.venue.kind]
    if record.citations:
        body["citations"] = [record.citations.count, _iso(record.citations.on)]
    if record.summary:
        body["summary"] = _known(record.summary)
    if record.identifiers:
        body["identifiers"] = [list(name) for name in sorted(record.identifiers)]
    if record.details:
        body["details"] = dict(record.details)
    for name, _ in _PARTS:
        if name in body:
            body[name] = [_known(part) for part in body[name]]
    return body


def from_body(source: str, key: str, body: Mapping[str, Any]) -> Record:
    """The record that `as_body` made `body` of."""
    values = dict(body)
    if "authors" in values:
        values["authors"] = tuple(values["authors"])
    if "published" in values:
        values["published"] = date.fromisoformat(values["published"])
    if "venue" in values:
        name, kind = values["venue"]
        values["venue"] = Venue(name, VenueKind(kind) if kind else None)
    if "citations" in values:
        count, on = values["citations"]
        values["citations"] = Citations(count, date.fromisoformat(on) if on else None)
    if "summary" in values:
        values["summary"] = Summary(**values["summary"])
    if "identifiers" in values:
        values["identifiers"] = frozenset(Identifier(scheme, value) for scheme, value in values["identifiers"])
    if "details" in values:
        values["details"] = tuple(sorted(values["details"].items()))
    if "status" in values:
        values["status"] = Status(values["status"])
    if "repositories" in values:
        values["repositories"] = tuple(_repository(part) for part in values["repositories"])
    if "results" in values:
        values["results"] = tuple(_result(part) for part in values["results"])
    return Record(source=source, key=key, **values)


def _known(part: Any) -> Body:
    """The fields of a value that say something; dates as ISO text."""
    said = ((name, getattr(part, name)) for name in _FIELDS[type(part)])
    return {
        name: _iso(value)
        for name, value in said
        if value not in (None, (), frozenset()) and not (value is False and name == "authors_cut")
    }


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _repository(part: Mapping[str, Any]) -> Repository:
    on = part.get("checked_on")
    return Repository(**{**part, "checked_on": date.fromisoformat(on) if on else None})


def _result(part: Mapping[str, Any]) -> Result:
    direction = part.get("direction")
    return Result(**{"model": None, "value": None, **part, "direction": Direction(direction) if direction else None})
