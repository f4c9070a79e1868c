"""The door that `survey` enters by: what can be answered at once is, and only then are heavy rooms opened."""

from __future__ import annotations

import io
import os
import sys
from types import TracebackType

from survey.cli.front import answer


def main() -> None:
    """Runs the command line and exits with its code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What a program reads is UTF-8 on every machine; a terminal says itself what it can show.
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    if not os.environ.get("SURVEY_TRACE"):
        sys.excepthook = own_up
    try:
        sys.exit(answer(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.stderr.write("survey: interrupted\n")
        sys.exit(130)


def own_up(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """Says in two lines that a fault of ours ended the command; the exit code is Python's for that, 1."""
    said = "".join(char if char.isprintable() else " " for char in str(error))[:500]
    sys.stderr.write(f"survey: this is a fault of survey: {kind.__name__}: {said}\n")
    sys.stderr.write("hint: with SURVEY_TRACE=1 it tells where; please report that, and what you typed\n")


if __name__ == "__main__":
    main()
