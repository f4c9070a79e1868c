"""The JSON that `survey` itself writes: nothing of it is lost."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from survey.bibliographies.draft import Broken, Draft
from survey.bibliographies.entry import FILE
from survey.model.identifier import Identifier, identifier, read_identifier
from survey.model.pointer import read_pointer
from survey.model.record import Citations, Direction, Record, Repository, Result, Status, Summary, Venue, VenueKind
from survey.model.text import day

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]


def is_own(value: Json) -> bool:
    """Whether `value` is a paper as `survey` writes it."""
    return "key" in value and isinstance(value.get("identifiers"), dict) and isinstance(value.get("links"), dict)


def as_own_draft(view: Json, line: int | None) -> Draft | Broken:
    """The paper `view` with all its parts."""
    key = view["key"] if isinstance(view["key"], str) and view["key"] else None
    try:
        record = _record(view)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        return Broken(key, line, f"a part of this paper has another shape than `survey` writes ({error})"[:300])
    if not (record.title or record.identifiers or record.authors or record.url):
        return Broken(key, line, "the entry has no title, author, identifier or address")
    notes = [note["text"] for note in view.get("notes") or [] if isinstance(note.get("text"), str)]
    return Draft(
        id=key,
        line=line,
        record=record,
        tags=tuple(tag for tag in view.get("tags") or [] if isinstance(tag, str)),
        notes=tuple(notes),
        different=_listed(view.get("different")),
        same=_listed(view.get("same")),
    )


def _record(view: Json) -> Record:
    links, counted, summary = view["links"], view.get("citations"), view.get("summary")
    venue, kind = _text(view.get("venue")), view.get("venue_kind")
    year, details = view.get("year"), view.get("details") or {}
    authors = tuple(name for name in view.get("authors") or [] if _text(name))
    return Record(
        source=FILE,
        key="?",
        title=_text(view.get("title")),
        authors=authors,
        authors_cut=bool(authors) and details.get("authors_cut") == str(len(authors)),
        year=year if isinstance(year, int) and not isinstance(year, bool) else None,
        published=day(view.get("published")),
        venue=Venue(venue, VenueKind(kind) if kind else None) if venue else None,
        abstract=_text(view.get("abstract")),
        identifiers=_identifiers(view),
        url=_text(links.get("paper")),
        pdf=_text(links.get("pdf")),
        repositories=tuple(_repository(each) for each in view.get("repositories") or []),
        citations=Citations(int(counted["count"]), day(counted["on"])) if counted else None,
        summary=Summary(**_part(Summary, summary)) if summary else None,
        results=tuple(_result(each) for each in view.get("results") or []),
        status=Status(view["status"]) if view.get("status") else None,
        details=tuple(sorted((str(name), str(text)) for name, text in details.items())),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _listed(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str) and each) if isinstance(value, list) else ()


def _identifiers(view: Json) -> frozenset[Identifier]:
    """What `view` is called by, without what only its parts are: an account of both would be a bridge between them."""
    named = {identifier(scheme, value) for scheme, value in view["identifiers"].items()}
    others = {read_identifier(name) for name in view.get("other_identifiers") or [] if isinstance(name, str)}
    of_parts = {name for part in _listed(view.get("same")) for name in read_pointer(part).identifiers}
    return frozenset(name for name in named | (others - of_parts) if name)


_TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}


def _part(kind: type, values: Mapping[str, Any]) -> Json:
    """Those of `values` that a part of the type `kind` has. Raises TypeError for one of another type."""
    known = {each.name: str(each.type).partition(" ")[0] for each in fields(kind)}
    said = {name: value for name, value in values.items() if name in known and value is not None}
    for name, value in said.items():
        allowed = _TYPES.get(known[name], (str,))
        if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
            raise TypeError(f"{name} is {type(value).__name__}")
    return said


def _repository(values: Mapping[str, Any]) -> Repository:
    checked: date | None = day(values.get("checked_at"))
    return Repository(**{**_part(Repository, {**values, "checked_on": None}), "checked_on": checked})


def _result(values: Mapping[str, Any]) -> Result:
    direction = values.get("direction")
    said = {"model": None, "value": None, **_part(Result, values)}
    return Result(**{**said, "direction": Direction(direction) if direction else None})
