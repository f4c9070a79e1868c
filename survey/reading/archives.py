"""Archives unpacked in memory, up to a limit and no further: nothing is written, and no link is followed."""

from __future__ import annotations

import gzip
import io
import posixpath
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from survey.model.errors import SurveyError
from survey.reading.files import LIMITS, Files, Limits, is_wanted, too_much

_ZIP_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile, ValueError, OverflowError, LookupError)


def unpack(content: bytes, limits: Limits = LIMITS) -> bytes | Files:
    """The files of an archive, the content of a single packed file, or `content` itself where it is not packed.

    Raises SurveyError for an archive that is broken, too large, or reaches out of itself.
    """
    try:
        if content.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
                return _stream(_Metered(packed, len(content), limits), limits)
        if content.startswith(b"PK"):
            return Files(_gathered(_zip(content, limits), limits))
        return (
            _stream(_Metered(io.BytesIO(content), len(content), limits), limits) if _is_tar(content[:512]) else content
        )
    except _BROKEN as error:
        raise SurveyError(f"the archive is broken ({error or type(error).__name__})") from error


class _Metered:
    """A stream that is read up to the limits and no further."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, packed: int, limits: Limits) -> None:
        self._stream, self._ahead, self._given = stream, b"", 0
        self._most = min(limits.unpacked, max(limits.small, packed * limits.ratio))

    def peek(self, size: int) -> bytes:
        """The next bytes, which the next reading gives again."""
        self._ahead = self.read(size)
        self._given -= len(self._ahead)
        return self._ahead

    def read(self, size: int) -> bytes:
        """At most `size` bytes; SurveyError past the limit."""
        piece, self._ahead = self._ahead[:size], self._ahead[size:]
        piece += self._stream.read(size - len(piece))
        self._given += len(piece)
        if self._given > self._most:
            raise too_much(f"more than {self._most:,} bytes")
        return piece


def _stream(stream: _Metered, limits: Limits) -> bytes | Files:
    if _is_tar(stream.peek(512)):
        return Files(_gathered(_tar(stream, limits), limits))
    pieces = []
    while piece := stream.read(2**20):
        pieces.append(piece)
    return b"".join(pieces)


def _is_tar(head: bytes) -> bool:
    if len(head) < tarfile.BLOCKSIZE:
        return False
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return head[257:262] == b"ustar"
    return True


def _tar(stream: _Metered, limits: Limits) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:  # type: ignore[call-overload]
        for count, member in enumerate(archive):
            _admit(member.name, count, limits)
            # tarfile remembers every member it saw.
            archive.members = []
            if member.size < 0:
                raise SurveyError("the archive is broken (a file of less than no bytes)")
            if (
                member.isreg()
                and not member.issparse()
                and is_wanted(member.name)
                and (file := archive.extractfile(member))
            ):
                yield member.name, file.read(limits.text + 1)


def _zip(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for count, member in enumerate(archive.infolist()):
            _admit(member.filename, count, limits)
            is_link = stat.S_ISLNK(member.external_attr >> 16)
            if member.is_dir() or is_link or not is_wanted(member.filename):
                continue
            if member.flag_bits & 1:
                raise SurveyError("the archive is locked with a password")
            if member.compress_type not in _ZIP_METHODS:
                raise SurveyError("the archive is packed in a way that is not read", hint="pack it as .tar.gz")
            with archive.open(member) as file:
                metered = _Metered(file, max(member.compress_size, 1), limits)
                yield member.filename, b"".join(iter(lambda: metered.read(2**20), b""))  # noqa: B023


def _admit(name: str, count: int, limits: Limits) -> None:
    if count >= limits.files:
        raise too_much(f"more than {limits.files:,} files")
    if ".." in name.replace("\\", "/").split("/"):
        raise SurveyError(f"the archive names a file outside itself: {name[:80]!r}")


def _gathered(members: Iterable[tuple[str, bytes]], limits: Limits) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    held = 0
    for name, content in members:
        held += len(content)
        if held > limits.text:
            raise too_much(f"more than {limits.text:,} bytes of text")
        found[posixpath.normpath(name.replace("\\", "/").lstrip("/"))] = content
    return found
