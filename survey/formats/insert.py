"""A table inside somebody's page: what stands between two markers is written anew, the rest is theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.formats.files import write_atomically
from survey.model.errors import AskedWronglyError, SurveyError

if TYPE_CHECKING:
    from pathlib import Path


def between_markers(document: str, table: str, name: str = "survey") -> str:
    """`document` with `table` between the lines `<!-- NAME:begin -->` and `<!-- NAME:end -->`, in its own line breaks.

    A marker counts where it has its line to itself. Raises AskedWronglyError unless each is there once, in order.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    first, last = _only(begin, document, begin, end), _only(end, document, begin, end)
    if last.start() < first.end():
        raise _wrong(f"{end} comes before {begin}", begin, end)
    newline = first["newline"]
    lines = newline.join(["", *table.strip("\n").split("\n"), "", ""])
    return document[: first.end()] + lines + document[last.start() :]


def insert_into(path: Path, table: str, name: str = "survey") -> bool:
    """Whether the file at `path` changed by having `table` between its markers; every other byte stays as it was.

    Raises AskedWronglyError as `between_markers` does, and SurveyError where the file cannot be read or written.
    """
    try:
        document = path.read_bytes().decode(errors="surrogateescape")
    except OSError as error:
        raise SurveyError(f"{path} cannot be read: {error.strerror}") from error
    renewed = between_markers(document, table, name)
    if renewed == document:
        return False
    write_atomically(path, renewed)
    return True


def _only(marker: str, document: str, begin: str, end: str) -> re.Match[str]:
    line = rf"(?:\A\ufeff?|(?<=[\r\n]))[ \t]*{re.escape(marker)}[ \t]*(?P<newline>\r\n|\n|\r|\Z)"
    found = list(re.finditer(line, document))
    if len(found) != 1:
        raise _wrong(f"{marker} is there {len(found)} times" if found else f"there is no {marker}", begin, end)
    return found[0]


def _wrong(why: str, begin: str, end: str) -> AskedWronglyError:
    return AskedWronglyError(
        f"it is not clear where the table goes: {why}",
        hint=f"give the page two lines, once each and in this order: {begin} and {end}",
    )
