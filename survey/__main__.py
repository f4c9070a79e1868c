"""The door that `survey` enters by: what can be answered at once is, and only then are heavy rooms opened."""

from __future__ import annotations

import io
import sys

from survey.cli.front import answer


def main() -> None:
    """Runs the command line and exits with its code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What a program reads is UTF-8 on every machine; a terminal says itself what it can show.
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        sys.exit(answer(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.stderr.write("survey: interrupted; what had arrived is kept\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
