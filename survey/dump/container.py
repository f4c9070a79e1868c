"""A dump's file opened: JSON, gzip or Parquet, told apart by what is in it, never by its name."""

from __future__ import annotations

import gzip
import json
import re
import struct
import zlib
from codecs import getincrementaldecoder
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from survey.model.errors import SurveyError
from survey.model.text import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_CHUNK = 1 << 22
_BETWEEN = re.compile(r"[\s,\[\]]*")
_LONGEST = 1 << 26
"""No text in a dump is longer, in characters: a quotation mark is missing."""
_FIRST_KEY = re.compile(r'[\s\[\ufeff]*\{\s*("(?:[^"\\]|\\.)*")')
# Control characters stand in texts as they are, though JSON forbids it.
_DECODER = json.JSONDecoder(strict=False)


class NoDumpError(SurveyError):
    """The file is something else altogether: no JSON, or JSON of another kind."""


class Broken(NamedTuple):
    """A place in a file that cannot be read, and why; what follows it is read."""

    place: str
    why: str


class _File(Protocol):
    def read1(self, size: int, /) -> bytes: ...


Piece: TypeAlias = dict[str, object] | Broken


def pieces(path: Path) -> Iterator[Piece]:
    """The records of the dump at `path`, one after the other, in bounded memory.

    Raises SurveyError where it is no dump at all: a Git-LFS pointer, a web page, an empty file.
    """
    with path.open("rb") as file:
        beginning = file.read(4)
        file.seek(0)
        if beginning == _PARQUET:
            from survey.dump.parquet import rows

            yield from rows(path)
            return
        if beginning[:2] == _GZIP:
            with gzip.open(file) as inside:
                yield from _objects(inside, path)
            return
        yield from _objects(file, path)


def dated(path: Path) -> date:
    """The day of which the dump at `path` is true: in its name, else in its gzip header, else the file's own."""
    if (named := re.search(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)", path.name)) and (found := day(named.group(1))):
        return found
    with path.open("rb") as file:
        header = file.read(8)
    packed = struct.unpack("<I", header[4:8])[0] if header[:2] == _GZIP and len(header) == 8 else 0
    return datetime.fromtimestamp(packed or path.stat().st_mtime, UTC).date()


def _objects(file: _File, path: Path) -> Iterator[Piece]:
    """The JSON objects in `file`: those of an array, or one after the other."""
    text = _Text(file)
    text.more()
    if text.damage and not text.ahead:
        raise SurveyError(f"{path} cannot be read: {text.damage}", hint="fetch it again")
    _refuse(text.ahead[:4000], path)
    is_array = text.ahead.lstrip().startswith("[")
    first_key = found.group(1) if (found := _FIRST_KEY.match(text.ahead)) else '"'
    beginning = re.compile(r"[},]\s*\{(?=\s*" + re.escape(first_key) + ")")
    number = 0
    while text.find(_BETWEEN):
        number += 1
        value = text.value()
        if isinstance(value, dict):
            yield value
            continue
        yield Broken(f"record {number}", value.why if isinstance(value, Broken) else "is no object")
        if isinstance(value, Broken) and not text.skip_to(beginning):
            return
    if is_array and "]" not in text.gone_over:
        yield Broken(f"record {number + 1}", "is missing: the file was cut off")


def _refuse(beginning: str, path: Path) -> None:
    start = beginning.lstrip("\ufeff \t\r\n")
    if start.startswith("version https://git-lfs"):
        raise SurveyError(
            f"{path} is a Git-LFS pointer, not the dump itself", hint="`git lfs pull` in that folder fetches the file"
        )
    if start.startswith("<"):
        raise SurveyError(
            f"{path} is a web page, not a dump", hint="save the file that the page links to, not the page"
        )
    if not start:
        raise NoDumpError(f"{path} is empty", hint="fetch it again")
    if not start.startswith(("[", "{")):
        raise NoDumpError(
            f"{path} is no dump: it is neither JSON, nor gzip of JSON, nor Parquet",
            hint="read are evaluation-tables, papers-with-abstracts, links-between-papers-and-code, methods, datasets",
        )


class _Text:
    """A file of text, of which never more is in memory than a value and a chunk."""

    def __init__(self, file: _File) -> None:
        self.ahead = ""
        self._file = file
        self._decoder = getincrementaldecoder("utf-8-sig")(errors="replace")
        self.gone_over = ""
        """What stood before the value that was found last, or at the end."""
        self.damage: str | None = None
        """What is wrong with the file beyond what was read, until that is told."""
        self._at = 0
        self._ended = False

    def more(self) -> bool:
        """Reads on; whether there was more."""
        if self._ended:
            return False
        # Twice as much each time: what is read so far of a value that is not complete is read again.
        chunk = self._chunk(max(_CHUNK, len(self.ahead) - self._at))
        self._ended = not chunk or self.damage is not None
        self.ahead = self.ahead[self._at :] + self._decoder.decode(chunk, final=self._ended)
        self._at = 0
        return bool(chunk)

    def _chunk(self, size: int) -> bytes:
        """The next `size` bytes; of a damaged file those before the damage."""
        parts: list[bytes] = []
        try:
            while size > 0 and (part := self._file.read1(size)):
                parts.append(part)
                size -= len(part)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self.damage = f"the file is damaged or was cut off ({error})"
        return b"".join(parts)

    def find(self, between: re.Pattern[str]) -> bool:
        """Goes over what stands `between` two values; whether there is another value, or damage to be told."""
        self.gone_over = ""
        while True:
            if found := between.match(self.ahead, self._at):
                self.gone_over = (self.gone_over + found.group())[-1000:]
                self._at = found.end()
            if self._at < len(self.ahead):
                return True
            if not self.more():
                return self.damage is not None

    def value(self) -> object:
        """The value that begins here, or what is wrong with it."""
        failed_at = -1
        while True:
            try:
                found, self._at = _DECODER.raw_decode(self.ahead, self._at)
            except json.JSONDecodeError as error:
                where = error.pos - self._at
                # A value that ends beyond what was read fails further on each time; a broken one in the same place,
                # as does one that ends in a long text, which fails where that begins.
                in_text = error.msg.startswith("Unterminated") and len(self.ahead) - error.pos < _LONGEST
                if (where == failed_at and not in_text) or not self.more():
                    damage, self.damage = self.damage, None
                    return Broken("", damage or f"is no JSON: {error.msg}")
                failed_at = where
            except ValueError:
                return Broken("", "holds a number of too many digits")
            except RecursionError:
                return Broken("", "is nested too deeply")
            else:
                return found

    def skip_to(self, beginning: re.Pattern[str]) -> bool:
        """Goes to where the next object seems to begin, after a broken one; whether there is such a place."""
        while True:
            if found := beginning.search(self.ahead, self._at):
                self._at = found.end() - 1
                return True
            self._at = max(self._at, len(self.ahead) - 1000)
            if not self.more():
                return False
