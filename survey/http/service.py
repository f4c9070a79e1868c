"""How a service wants to be spoken to, and what an answer of it looks like on arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from survey.model.errors import SourceError


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the wire: any status, header names in small letters, the body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How one service wants to be spoken to."""

    name: str
    """The source's name, as in `semantic_scholar` and `SURVEY_SEMANTIC_SCHOLAR_URL`."""
    base_url: str
    """Scheme, host and path prefix, without a slash at the end; an entry of `settings.base_urls` stands in for it."""
    every: float
    """Seconds between two requests of anybody on this machine, times `settings.politeness`."""
    every_with_key: float | None = None
    key_setting: str | None = None
    """The name under which the user keeps the key, as in `S2_API_KEY`."""
    key_header: tuple[str, str] | None = None
    """The header that carries the key and its form, as in `("Authorization", "Bearer {}")`."""
    key_needed: bool = False
    """Whether a request without a key is not worth sending."""
    key_hint: str | None = None
    """One line on how to get a key."""
    accept: str = "application/json"
    keep: timedelta = timedelta(days=1)
    """How long a good answer stands in for asking again."""
    waits: tuple[float, ...] = (5.0, 20.0)
    """Seconds before each further try, times `settings.politeness`, where the service names no time itself."""
    rest: timedelta = timedelta(minutes=5)
    """How long the service is left alone after the last try failed."""
    refusal: Callable[[Answer], SourceError | None] | None = None
    """Sees every answer first and recognises a refusal in disguise. Refused and down are tried again, except where the
    status says that it is no use (400, 401, 402, 403 and such); any other error ends the asking at once."""
