"""The door that `survey` enters by: what can be answered at once is, and only then are heavy rooms opened."""

from __future__ import annotations

import sys

from survey.cli.front import answer


def main() -> None:
    """Runs the command line and exits with its code."""
    sys.exit(answer(sys.argv[1:]))


if __name__ == "__main__":
    main()
