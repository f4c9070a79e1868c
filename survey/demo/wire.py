"""What passes between a caller and the box: a question asked of one service, and the reply to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the path below the service's address, decoded, and the query's words."""

    method: str
    path: str
    words: Mapping[str, str]
    body: bytes = b""

    def below(self, *leads: str) -> str:
        """The path after the first of `leads` that it begins with, or all of it."""
        return next((self.path.removeprefix(lead) for lead in leads if self.path.startswith(lead)), self.path)

    def number(self, name: str, default: int) -> int:
        """The number that the query gives `name`, or `default` where it gives none."""
        given = self.words.get(name, "")
        return int(given) if given.isdecimal() else default


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, a body of one content type, and further headers."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


def as_json(value: object, status: int = 200) -> Reply:
    """`value` as a JSON reply."""
    return Reply(json.dumps(value, ensure_ascii=False).encode(), status)
