"""A paper's files in memory: limits on everything, nothing written, no link followed."""

from __future__ import annotations

import os
import posixpath
import stat
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from survey.model.errors import AskedWronglyError, SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_READ = frozenset({".tex", ".ltx", ".latex", ".bib", ".bbl", ".sty", ".txt", ".inc", ".tab", ".tikz", ""})
_READMES = frozenset({"00README.json", "00README", "00README.yaml"})


class Limits(NamedTuple):
    """How much is read before a paper counts as hostile."""

    files: int = 20_000
    text: int = 64 * 2**20
    """Bytes of text in all."""
    unpacked: int = 512 * 2**20
    """Bytes that an archive unpacks to, pictures and all."""
    ratio: int = 300
    """Bytes unpacked for one byte packed, once `small` is passed."""
    small: int = 32 * 2**20


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Files:
    """The text files of one paper by their path in it, with `/`; `main` is set where only one file was given."""

    contents: Mapping[str, bytes]
    main: str | None = None

    def text(self, name: str) -> str:
        """The file `name` as text; KeyError where there is none."""
        return decoded(self.contents[name])

    def ending(self, *suffixes: str) -> list[str]:
        """The names with one of `suffixes`, those nearest to the root first."""
        return sorted(
            (name for name in self.contents if name.lower().endswith(suffixes)),
            key=lambda name: (name.count("/"), name),
        )


def decoded(content: bytes) -> str:
    """`content` as text with plain line ends, in the encoding it seems to be in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def open_path(path: Path, limits: Limits = LIMITS) -> bytes | Files:
    """The files of a LaTeX folder or of a `.tex` file's own folder, or the content of any other file.

    Raises AskedWronglyError where there is nothing at `path`, and SurveyError where it cannot be read.
    """
    try:
        if path.is_dir():
            return Files(dict(_walk(path, limits)))
        if not path.is_file():
            raise AskedWronglyError(f"{path} is no file and no folder" if path.exists() else f"there is no file {path}")
        if path.suffix.lower() in {".tex", ".ltx", ".latex"}:
            return Files(_around(path, limits), main=path.name)
        return _whole(path, limits.unpacked)
    except OSError as error:
        raise SurveyError(f"{path} cannot be read: {error.strerror or error}") from error


def _whole(path: Path, limit: int) -> bytes:
    if path.stat().st_size > limit:
        raise SurveyError(f"{path} is larger than {limit:,} bytes")
    return path.read_bytes()


def _around(path: Path, limits: Limits) -> dict[str, bytes]:
    """A `.tex` file with the files below its folder, as far as the limits go: the folder may be anyone's home."""
    found: dict[str, bytes] = {path.name: _whole(path, limits.text)}
    try:
        # One by one: what was found before the limit counts.
        for name, content in _walk(path.parent, limits._replace(files=2_000)):
            found[name] = content  # noqa: PERF403
    except SurveyError:
        return found
    return found


def _walk(root: Path, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The text files below `root`, folder by folder, without hidden ones and without following links."""
    seen, held = 0, 0
    folders = deque([("", root)])
    while folders:
        prefix, folder = folders.popleft()
        with os.scandir(folder) as entries:
            for entry in entries:
                seen += 1
                if seen > limits.files:
                    raise too_much(f"more than {limits.files:,} files")
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{prefix}{entry.name}/", Path(entry.path)))
                elif is_wanted(entry.name) and stat.S_ISREG((status := entry.stat(follow_symlinks=False)).st_mode):
                    held += status.st_size
                    if held > limits.text:
                        raise too_much(f"more than {limits.text:,} bytes of text")
                    yield prefix + entry.name, Path(entry.path).read_bytes()


def is_wanted(name: str) -> bool:
    """Whether the file `name` may be a part of the text."""
    base = posixpath.basename(name)
    return base in _READMES or posixpath.splitext(base)[1].lower() in _READ


def too_much(what: str) -> SurveyError:
    """The error to raise where a limit is passed."""
    return SurveyError(f"this is too large for a paper: {what}", hint="name the paper's own folder or file")
