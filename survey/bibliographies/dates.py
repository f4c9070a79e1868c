"""The day, month or year that a bibliography gives for a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from survey.model.record import VenueKind
from survey.model.text import day

if TYPE_CHECKING:
    from survey.model.view import PaperView

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class When(NamedTuple):
    """A date as far as it is known."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def joined(self, sign: str) -> str:
        """As `2017-06-12`, `2017-06` or `2017`, with `sign` between."""
        parts = [f"{self.year:04d}" if self.year else "", f"{self.month or 0:02d}", f"{self.day or 0:02d}"]
        return sign.join(parts[: 1 + bool(self.month) + bool(self.month and self.day)])


def when(view: PaperView) -> When:
    """When a paper appeared where it is said to have appeared.

    The first day anybody saw it is another one, unless whoever names the venue says that day, too.
    """
    month, first = month_of(view["details"].get("month", "")), day(view["published"])
    said_by = {origin["source"] for field in ("published", "venue") if (origin := view["origins"].get(field))}
    is_its_own = view["venue_kind"] in {None, VenueKind.PREPRINT} or len(said_by) == 1
    if first and first.year == view["year"] and is_its_own and month in {None, first.month}:
        return When(view["year"], first.month, first.day)
    return When(view["year"], month if view["year"] else None)


def month_of(text: str) -> int | None:
    """The month that `text` is, by its number or its English name; None for anything else, as `June 12--15`."""
    bare = text.strip().lower().rstrip(".")
    if re.fullmatch(r"0?[1-9]|1[0-2]", bare):
        return int(bare)
    return MONTHS.index(bare[:3]) + 1 if bare[:3] in MONTHS and bare in _SPELT else None


_SPELT = frozenset({*MONTHS, "sept", "january", "february", "march", "april", "june", "july", "august", "september",
                    "october", "november", "december"})  # fmt: skip
