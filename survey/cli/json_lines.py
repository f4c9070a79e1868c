"""JSON on stdout, one element a line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

# What JSON may hold as it is, but a terminal would obey: C1 controls, and marks that turn the reading direction.
_OBEYED = re.compile(r"[\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def unpainted(text: str) -> str:
    """JSON that says the same, with such characters spelt out."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def write_array(elements: Iterable[str]) -> int:
    """Prints JSON texts as one array, as they come; how many there were."""
    count = 0
    for count, element in enumerate(elements, start=1):
        # Nothing is printed before there is an element: what was asked wrongly prints nothing.
        sys.stdout.write((",\n" if count > 1 else "[\n") + unpainted(element))
    sys.stdout.write("\n]\n" if count else "[]\n")
    return count
