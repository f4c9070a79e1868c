"""JSON on stdout, one element a line."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def write_array(elements: Iterable[str]) -> None:
    """Prints JSON texts as one array, as they come."""
    sys.stdout.write("[")
    between = "\n"
    for element in elements:
        sys.stdout.write(between + element)
        between = ",\n"
    sys.stdout.write("\n]\n" if between != "\n" else "]\n")
