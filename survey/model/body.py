"""A record as plain JSON values and back, for keeping. What is unknown is left out."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from survey.model.identifier import Identifier
from survey.model.record import Citations, Direction, Record, Repository, Result, Status, Summary, Venue, VenueKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Body = dict[str, Any]

_SAID = tuple(field.name for field in fields(Record) if field.name not in {"source", "key"})
_PARTS = {part: tuple(field.name for field in fields(part)) for part in (Repository, Result, Summary)}


def as_body(record: Record) -> Body:
    """`record` as JSON values, without its source and key."""
    return {
        name: _WRITE[name](value) if name in _WRITE else value
        for name in _SAID
        if (value := getattr(record, name)) or (value == 0 and value is not False)
    }


def from_body(source: str, key: str, body: Mapping[str, Any]) -> Record:
    """The record that `as_body` made `body` of."""
    values = {name: _READ[name](value) if name in _READ else value for name, value in body.items()}
    return Record(source=source, key=key, **values)


def _part(part: Repository | Result | Summary) -> Body:
    """The fields of a part that say something: here a no, or a zero, does."""
    said = ((name, getattr(part, name)) for name in _PARTS[type(part)])
    return {name: _iso(value) for name, value in said if value is not None}


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_WRITE: dict[str, Callable[[Any], Any]] = {
    "authors": list,
    "published": _iso,
    "on": _iso,
    "venue": lambda venue: [venue.name, venue.kind],
    "identifiers": lambda names: [list(name) for name in sorted(names)],
    "repositories": lambda parts: [_part(part) for part in parts],
    "citations": lambda counted: [counted.count, _iso(counted.on)],
    "summary": _part,
    "results": lambda parts: [_part(part) for part in parts],
    "details": dict,
}


def _repository(part: Body) -> Repository:
    return Repository(**{**part, "checked_on": _day(part.get("checked_on"))})


def _result(part: Body) -> Result:
    direction = part.get("direction")
    return Result(**{"model": None, "value": None, **part, "direction": Direction(direction) if direction else None})


_READ: dict[str, Callable[[Any], Any]] = {
    "authors": tuple,
    "published": date.fromisoformat,
    "on": date.fromisoformat,
    "venue": lambda named: Venue(named[0], VenueKind(named[1]) if named[1] else None),
    "identifiers": lambda names: frozenset(Identifier(scheme, value) for scheme, value in names),
    "repositories": lambda parts: tuple(_repository(part) for part in parts),
    "citations": lambda counted: Citations(counted[0], _day(counted[1])),
    "summary": lambda part: Summary(**part),
    "results": lambda parts: tuple(_result(part) for part in parts),
    "status": Status,
    "details": lambda named: tuple(sorted(named.items())),
}
