"""What `add` is given: references as typed, lists of them, and bibliographies."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from survey.cli.out import tell
from survey.model.counted import counted
from survey.model.errors import AskedWronglyError
from survey.model.identifier import read_identifier

if TYPE_CHECKING:
    from survey.bibliographies.entry import Bibliography

_ENDINGS = frozenset(
    {".txt", ".md", ".csv", ".tsv", ".bib", ".ris", ".json", ".list", ".nbib", ".enw", ".xml", ".sqlite"}
)
_LISTS = frozenset({".txt", ".md", ".list"})
"""Endings of lists, one paper a line; the others are those of bibliographies."""
_MOST_TOLD = 10
"""Lines about one file."""


class Given(NamedTuple):
    """What there is to add."""

    refs: list[str]
    bibliographies: list[Bibliography]


def read_given(given: Iterable[str]) -> Given:
    """What `given` names: each itself, or the file it is, or stdin for `-`.

    Raises AskedWronglyError for a folder, for a file that is not there, and for one that holds no papers.
    """
    found = Given([], [])
    for each in given:
        if (content := _content(each)) is None:
            found.refs.append(each)
            continue
        read = _bibliography(content, "stdin" if each == "-" else each)
        if read:
            found.bibliographies.append(read)
        else:
            found.refs.extend(_refs(each, content))
    return found


def _refs(given: str, content: bytes) -> list[str]:
    """What the lines of a list name. Raises AskedWronglyError where that of a bibliography's name names nothing."""
    refs = _lines(content, "stdin" if given == "-" else given)
    is_called_bibliography = Path(given).suffix.lower() in _ENDINGS - _LISTS
    if is_called_bibliography and refs and not any(map(read_identifier, refs)):
        raise AskedWronglyError(
            f"{given} holds no entry that can be read", hint="a list of titles has a name that ends in .txt or .md"
        )
    return refs


def _content(given: str) -> bytes | None:
    """The bytes of the file that `given` names; None where it names none."""
    if given == "-":
        return sys.stdin.buffer.read()
    path = Path(given)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        return None
    if is_file:
        try:
            return _settled(path)
        except OSError as error:
            raise AskedWronglyError(f"{given} cannot be read: {error.strerror}") from error
    if path.is_dir():
        raise AskedWronglyError(f"{given} is a folder", hint="give a file: a bibliography, or one paper a line")
    if path.suffix in _ENDINGS and read_identifier(given) is None and not re.search(r"\s", given):
        raise AskedWronglyError(f"there is no file {given}")
    return None


def _settled(path: Path) -> bytes:
    """What the file at `path` holds; of a database, with what a program at work on it keeps beside it."""
    from survey.bibliographies.zotero import MAGIC, settled

    with path.open("rb") as file:
        is_database = file.read(len(MAGIC)) == MAGIC
    return settled(path) if is_database else path.read_bytes()


def _bibliography(content: bytes, name: str) -> Bibliography | None:
    """What `content` holds where it is a bibliography; told is what of it could not be read, and what is odd."""
    from survey.bibliographies.forms import form_of, is_no_text

    if not form_of(content, name) and not is_no_text(content):
        return None
    from survey.bibliographies.read import read_bibliography

    with uncollected():
        found = read_bibliography(content, name)
    _tell_some(name, [f"{each.key + ': ' if each.key else ''}{each.why}" for each in found.broken])
    _tell_some(name, found.remarks)
    entries = counted(len(found.entries), "entry", "entries")
    tell(f"{name}: {entries} read as {found.form}" + (f", {len(found.broken)} broken" if found.broken else ""))
    return found


@contextmanager
def uncollected() -> Iterator[None]:
    """Inside it no cycles of dead values are looked for: among the millions of a large file that is a fifth of all."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tell_some(name: str, lines: Sequence[str]) -> None:
    for line in lines[:_MOST_TOLD]:
        tell(f"{name}: {' '.join(line.split())[:300]}")
    if len(lines) > _MOST_TOLD:
        tell(f"{name}: … and {len(lines) - _MOST_TOLD} more")


def _lines(content: bytes, where: str) -> list[str]:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\x00" in text or re.match(r"\s*(?:@\w+\s*\{|TY  - |<|\{|\[)", text):
        raise AskedWronglyError(
            f"{where} is no list of papers", hint="one arXiv id, DOI, address or title a line; # begins a comment"
        )
    return [ref for line in text.splitlines() for ref in _refs_of(line)]


def _refs_of(line: str) -> list[str]:
    """What one line of a list names: without its bullet, its comment and the text of a link."""
    bare = re.sub(r"^\s*(?:[-*•]\s+|\d{1,3}[.)]\s+)?|(?:^|\s)[#%](?:\s.*)?$", "", line).strip()
    if not bare or bare.startswith("#"):
        return []
    if link := re.fullmatch(r"\[[^\]]*\]\((https?://[^)\s]+)\).*", bare):
        return [link.group(1)]
    parts = [part for part in re.split(r"[,;\s]+", bare) if part]
    return parts if len(parts) > 1 and all(read_identifier(part) for part in parts) else [bare]
