"""Walking JSON from outside, where every part may be missing or of another kind than promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from survey.model.record import Unreadable
from survey.model.text import line

if TYPE_CHECKING:
    from survey.model.identifier import Identifier
    from survey.model.record import Found

Json: TypeAlias = Mapping[str, object]


def part(whole: object, *path: str) -> Json:
    """The object that `path` leads to, or an empty one where there is none."""
    found = _at(whole, path)
    return found if isinstance(found, Mapping) else {}


def listed(whole: object, *path: str) -> Sequence[object]:
    """The list that `path` leads to, or an empty one where there is none."""
    found = _at(whole, path)
    return found if isinstance(found, list) else []


def parts(whole: object, *path: str) -> list[Json]:
    """The objects in the list that `path` leads to; whatever else stands in it is left out."""
    return [each for each in listed(whole, *path) if isinstance(each, Mapping)]


def lines(whole: object, *path: str) -> list[str]:
    """The texts that say something in the list that `path` leads to."""
    return [text for each in listed(whole, *path) if (text := line(each))]


def _at(whole: object, path: Iterable[str]) -> object:
    for step in path:
        whole = whole.get(step) if isinstance(whole, Mapping) else None
    return whole


def each_read(source: str, entries: Iterable[object], read: Callable[[Json], Found]) -> Iterator[Found]:
    """What `read` makes of each of `entries`; an entry that is no object is unreadable."""
    for entry in entries:
        yield read(entry) if isinstance(entry, Mapping) else Unreadable(source, None, "an entry that is no object")


def named(*names: Identifier | None) -> frozenset[Identifier]:
    """Those of `names` that there are."""
    return frozenset(name for name in names if name)


def details(**fields: object) -> tuple[tuple[str, str], ...]:
    """The `fields` that say something, as a record keeps them: sorted by name, numbers as text."""
    said = ((name, line(str(value) if isinstance(value, int) else value)) for name, value in fields.items())
    return tuple(sorted((name, text) for name, text in said if text))
