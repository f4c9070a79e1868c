"""Values in dumps, which went through several hands: lists that became texts, addresses that are none."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from survey.model.text import line


def texts(given: object, field: str | None = None) -> list[str]:
    """The texts in a list, or the `field` of each object in it; a list that became a JSON text is read back."""
    entries = listed(given)
    if field is not None:
        entries = [said.get(field) for entry in entries if (said := mapping(entry))]
    return [text for entry in entries if isinstance(entry, str) and (text := _name(entry))]


# The same tasks, methods and authors are named in one paper after the other.
_name = lru_cache(maxsize=1 << 15)(line)


def listed(given: object) -> list[Any]:
    """The list that `given` is, or that it was before it became a JSON text; empty where it is none."""
    given = _read_back(given, "[")
    return given if isinstance(given, list) else []


def mapping(given: object) -> dict[str, object] | None:
    """The object that `given` is, or that it was before it became a JSON text; None where it is none."""
    given = _read_back(given, "{")
    return given if isinstance(given, dict) else None


def _read_back(given: object, beginning: str) -> object:
    if isinstance(given, str) and given.startswith(beginning):
        try:
            return json.loads(given)
        except (ValueError, RecursionError):
            return None
    return given


def objects(given: object) -> list[dict[str, object]]:
    """The objects in a list; whatever else stands in it is left out."""
    return [entry for each in listed(given) if (entry := mapping(each)) is not None]


def address(given: object) -> str | None:
    """A web address, or None."""
    text = line(given)
    return text if text and text.lower().startswith(("http://", "https://")) and " " not in text else None


def truth(given: object) -> bool | None:
    """Yes, no, or None where neither is said."""
    return given if isinstance(given, bool) else None


def is_name(name: str | None) -> bool:
    """Whether `name` can be one: it holds a letter or a digit."""
    return bool(name) and any(char.isalnum() for char in name or "")


def said(**fields: Any) -> dict[str, Any]:
    """The `fields` that say something."""
    return {name: value for name, value in fields.items() if value is not None}
