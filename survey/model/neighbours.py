"""Papers that one source puts beside a paper: those it cites, those that cite it, those that are like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.model.identifier import Identifier
    from survey.model.record import Found


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a source puts beside one paper."""

    of: Identifier
    """The name that the source was asked by."""
    found: tuple[Found, ...]
    stated: int | None = None
    """How many there are, as the source counts them: it may show fewer."""
    and_of: tuple[Identifier, ...] = ()
    """Further names that the same answer is for, where the source answers for several papers at once."""
