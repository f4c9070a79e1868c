"""What a person sees: answers on stdout, everything else on stderr, and nothing that a terminal would obey."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any, TextIO

from survey.cli.json_lines import unpainted
from survey.model.errors import AskedWronglyError, SurveyError

UNKNOWN = "—"


def complain(error: SurveyError) -> int:
    """Says on stderr what went wrong and what to do next; the exit code."""
    tell(f"survey: {error.message}")
    if error.hint:
        tell(f"hint: {error.hint}")
    return int(error.exit_code)


def tell(text: str) -> None:
    """One line on stderr."""
    sys.stderr.write(printable(text) + "\n")


def say(text: str) -> None:
    """One line on stdout."""
    sys.stdout.write(printable(text) + "\n")


def say_json(value: Any) -> None:
    """`value` as JSON on stdout."""
    sys.stdout.write(unpainted(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def printable(text: str) -> str:
    """`text` without control characters, which could repaint the screen, and without what cannot be encoded."""
    kept = "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
    encoding = sys.stdout.encoding or "utf-8"
    return kept.encode(encoding, "replace").decode(encoding)


@contextmanager
def stdout_for_files() -> Iterator[TextIO]:
    """Stdout for what a format writes: UTF-8, and bytes read with `surrogateescape`, which no screen is given.

    Raises AskedWronglyError where a person would have to look at them.
    """
    if isinstance(sys.stdout, TextIOWrapper) and is_screen():
        sys.stdout.reconfigure(errors="strict")
    elif isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
    try:
        yield sys.stdout
    except UnicodeEncodeError as error:
        raise AskedWronglyError("what it writes cannot be shown on a screen", hint="name a file") from error


def is_screen() -> bool:
    """Whether a person is looking at stdout."""
    return sys.stdout.isatty()


def table(
    headings: Sequence[str], rows: Iterable[Sequence[Any]], *, wrap: Sequence[str] = (), always_headed: bool = False
) -> None:
    """Rows for a person as a table, `wrap` being the columns that may break over lines; for a pipe tab-separated.

    A pipe gets headings only where they are `always_headed`: where nobody could know the columns beforehand. Where
    there is no row a person gets nothing.
    """
    if not is_screen():
        for row in (headings, *rows) if always_headed else rows:
            say("\t".join("" if cell is None else " ".join(str(cell).split()) for cell in row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        may_wrap = heading in wrap
        drawn.add_column(heading, overflow="fold", no_wrap=not may_wrap, min_width=20 if may_wrap else None)
    for row in rows:
        drawn.add_row(*(Text(printable(UNKNOWN if cell is None else str(cell))) for cell in row))
    if drawn.row_count:
        Console().print(drawn)


@contextmanager
def progress(doing: str) -> Iterator[Callable[[str, int], None]]:
    """Shows on a terminal how far each source is, told by its name and a count."""
    if not sys.stderr.isatty():
        yield lambda source, count: None
        return
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TimeElapsedColumn
    from rich.text import Text

    seen: dict[str, int] = {}

    class Seen(ProgressColumn):
        """Looks at the counts when it is painted: they change far more often than anybody can see."""

        def render(self, task: Task) -> Text:
            return Text(
                printable("  ".join((doing, *(f"{name} {count:,}" for name, count in sorted(seen.copy().items())))))
            )

    bar = Progress(SpinnerColumn(), Seen(), TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    with bar:
        bar.add_task(doing)
        yield seen.__setitem__
