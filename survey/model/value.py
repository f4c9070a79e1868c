"""Printed values of metrics as numbers."""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal

from survey.model.text import line

_MISSING = frozenset({"-", "--", "–", "—"})
_SUFFIXES = {"": 1, "k": 10**3, "K": 10**3, "M": 10**6, "B": 10**9, "G": 10**9}
_DIGITS = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_NUMBER = re.compile(
    rf"(?P<digits>[+-]?{_DIGITS})(?:(?P<suffix>[kKMBG])|\s*%+)?"
    rf"(?:\s*(?:±|\+/-|\+-)\s*{_DIGITS}(?:[kKMBG]|\s*%+)?)?"
)


def as_printed(value: object) -> str | None:
    """A value from outside as a text on one line; None where it says nothing: a dash, or a number that is none."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    printed = line(json.dumps(value) if is_number else value)
    return None if printed in _MISSING else printed


def number(printed: str) -> float | None:
    """The number that a printed value is, or None where it is a text.

    Blanks, byte-order marks and asterisks around it are dropped. What remains must be, as a whole, a plain decimal
    number (`87`, `.931`, `-0.5`, `1e-4`), perhaps with commas between thousands (`2,200`; a decimal comma as in `76,2`
    is none), perhaps followed by a per cent sign, which changes nothing, or by k, M, B or G, which multiply (`1.5M` is
    1500000), perhaps followed by `±` and a deviation, of which the mean before it is taken. Pairs (`54.60/55.55`),
    bounds (`>1,400`), ratios (`87:1`), misspellings (`O.753`) and dashes are no numbers.
    """
    bare = printed.replace("\ufeff", "").strip().strip("*").strip()
    found = _NUMBER.fullmatch(bare)
    if not found:
        return None
    value = float(Decimal(found["digits"].replace(",", "")) * _SUFFIXES[found["suffix"] or ""])
    return value if math.isfinite(value) else None
