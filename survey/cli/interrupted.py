"""A command that the user stops: what is told of it is what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from survey.settings import Settings

Traces: TypeAlias = tuple[tuple[int, int] | None, ...]
"""By which it shows that something was written since."""


class Interrupted(KeyboardInterrupt):
    """The user stopped the command, and this is to be told of it."""


@contextmanager
def if_interrupted(said: str) -> Iterator[None]:
    """Inside it an interruption tells `said`."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted(said) from None


def traces(settings: Settings) -> Traces:
    """What the files in which a command keeps things look like now."""
    catalog = settings.catalog
    places = (catalog, catalog.with_name(catalog.name + "-wal"), settings.dump)
    return tuple(_trace(path) if path else None for path in places)


def _trace(path: Path) -> tuple[int, int] | None:
    """When the file was written last, and its size; None where it holds nothing."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return (seen.st_mtime_ns, seen.st_size) if seen.st_size else None


def told(interruption: BaseException, before: Traces, now: Traces) -> str:
    """What is told of an interruption: what is known of it, else whether anything was kept since `before`."""
    if isinstance(interruption, Interrupted):
        return f"interrupted: {interruption}"
    return "interrupted" if now == before else "interrupted; what had arrived is kept"
