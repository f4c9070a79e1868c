"""What a format is, and which formats there are."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, TextIO, runtime_checkable

from survey.model.errors import AskedWronglyError, SurveyError

if TYPE_CHECKING:
    from survey.formats.table import ReviewTable


class Written(NamedTuple):
    """What was written: how many rows, and what the reader should be told about them."""

    rows: int
    notices: tuple[str, ...] = ()


@runtime_checkable
class Format(Protocol):
    """A way to write review tables."""

    name: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]
    """The ends of file names that stand for it, in lower case and with the dot."""

    def write(self, table: ReviewTable, out: TextIO) -> Written:
        """What was written of `table` to `out`, which should be UTF-8 and leave line breaks alone (`newline=""`)."""
        ...


def formats() -> dict[str, Format]:
    """The installed formats by name.

    Raises SurveyError that names the entry point where one cannot be loaded or is no format.
    """
    return {point.name: _loaded(point) for point in sorted(entry_points(group="survey.formats"))}


def format_for(wanted: str | PurePath) -> Format:
    """The format called `wanted`, or the one that a file of that name is in. Raises AskedWronglyError for neither."""
    known = formats()
    if found := known.get(str(wanted)):
        return found
    ending = PurePath(wanted).suffix.lower()
    if found := next((each for each in known.values() if ending and ending in each.extensions), None):
        return found
    endings = ", ".join(extension for each in known.values() for extension in each.extensions)
    raise AskedWronglyError(f"{wanted} says no format", hint=f"formats are {', '.join(known)}; files end in {endings}")


def _loaded(point: EntryPoint) -> Format:
    try:
        found = point.load()()
    except (ImportError, AttributeError, NameError, SyntaxError, TypeError, ValueError) as error:
        raise _broken(point, str(error)) from error
    if not isinstance(found, Format):
        raise _broken(point, "it has not what survey.formats.format.Format asks for")
    return found


def _broken(point: EntryPoint, why: str) -> SurveyError:
    return SurveyError(
        f"the format {point.name} ({point.value}) cannot be used: {why}",
        hint="update or uninstall the package that brings it",
    )
