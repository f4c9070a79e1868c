"""What a format is, and which formats there are."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, TextIO, TypeAlias, runtime_checkable

from survey.model.errors import AskedWronglyError, SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from survey.formats.table import ReviewTable
    from survey.model.view import PaperView


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
        """What was written of `table` to `out`, which should be UTF-8 and leave line breaks alone (`newline=""`).

        A format that is no text writes its bytes as `surrogateescape` reads them, and `out` turns them back.
        """
        ...


@runtime_checkable
class PaperFormat(Protocol):
    """A way to write papers whole, as a bibliography does: there is nothing to choose about its columns."""

    name: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]

    def pieces(self, papers: Iterable[PaperView]) -> Iterator[str]:
        """The file in pieces, written as the papers come."""
        ...


class Page(NamedTuple):
    """What a page may show of a survey: its papers all at once, and how its table is wanted."""

    papers: Sequence[PaperView]
    citations: Sequence[tuple[str, str]] = ()
    """Who cites whom among the papers: the cite key of the one that cites, and of the one that is cited."""
    columns: Sequence[str] = ()
    group_by: str | None = None
    title: str | None = None
    today: date | None = None


@runtime_checkable
class PageFormat(Protocol):
    """A way to write a page about the whole survey, for which the papers have to be looked at together."""

    name: ClassVar[str]
    extensions: ClassVar[tuple[str, ...]]

    def write_page(self, page: Page, out: TextIO) -> Written:
        """What was written of `page` to `out`."""
        ...


AnyFormat: TypeAlias = Format | PaperFormat | PageFormat


def formats() -> dict[str, AnyFormat]:
    """The installed formats by name.

    Raises SurveyError that names the entry point where one cannot be loaded or is no format.
    """
    return {point.name: _loaded(point) for point in sorted(entry_points(group="survey.formats"))}


def table_format_for(wanted: str | PurePath) -> Format:
    """Like `format_for`, for one that writes tables; AskedWronglyError for one that does not."""
    found = format_for(wanted)
    if isinstance(found, Format):
        return found
    tables = ", ".join(name for name, each in formats().items() if isinstance(each, Format))
    raise AskedWronglyError(f"{found.name} is no format of tables", hint=f"those are {tables}")


def format_for(wanted: str | PurePath) -> AnyFormat:
    """The format called `wanted`, or the one that a file of that name is in. Raises AskedWronglyError for neither."""
    known = formats()
    if found := known.get(str(wanted)):
        return found
    if found := _by_ending(PurePath(wanted), known.values()):
        return found
    endings = ", ".join(extension for each in known.values() for extension in each.extensions)
    raise AskedWronglyError(f"{wanted} says no format", hint=f"formats are {', '.join(known)}; files end in {endings}")


def must_fit(form: AnyFormat, path: PurePath) -> None:
    """Nothing, where `path` may be a file of the format `form`; AskedWronglyError where it ends as another's files do.

    A format that has no ending of its own goes into any file.
    """
    meant = _by_ending(path, formats().values())
    if meant and form.extensions and meant.name != form.name:
        raise AskedWronglyError(
            f"{path} ends like a file of {meant.name}, and {form.name} is asked for",
            hint=f"give -f {meant.name}, or a file that ends in {form.extensions[0]}",
        )


def _by_ending(path: PurePath, among: Iterable[AnyFormat]) -> AnyFormat | None:
    ending = path.suffix.lower()
    return next((each for each in among if ending and ending in each.extensions), None)


def _loaded(point: EntryPoint) -> AnyFormat:
    try:
        found = point.load()()
    except (ImportError, AttributeError, NameError, SyntaxError, TypeError, ValueError) as error:
        raise _broken(point, str(error)) from error
    if not isinstance(found, AnyFormat):
        raise _broken(point, "it has not what survey.formats.format asks of a format")
    return found


def _broken(point: EntryPoint, why: str) -> SurveyError:
    return SurveyError(
        f"the format {point.name} ({point.value}) cannot be used: {why}",
        hint="update or uninstall the package that brings it",
    )
