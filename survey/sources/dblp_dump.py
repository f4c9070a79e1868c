"""DBLP's dump, dblp.xml.gz: read in one go and bounded memory, for what may be about known papers. CC0."""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import replace
from html.entities import name2codepoint
from typing import TYPE_CHECKING, NamedTuple

from survey.model.errors import SurveyError
from survey.model.identifier import Identifier
from survey.model.record import Found, Record, Unreadable
from survey.model.sketch import fold_title
from survey.model.text import day, plain
from survey.sources.dblp import Dblp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

_CHUNK = 1 << 20
_LONGEST = 1 << 23
"""No publication is longer, in bytes: an end tag is missing, or it is another file."""
_TURN = 50_000
"""After how many publications it is told how far the reading is."""
_PAPERS = frozenset({b"article", b"inproceedings", b"incollection", b"book", b"phdthesis", b"mastersthesis"})
_OTHERS = frozenset({b"proceedings", b"www", b"person", b"data"})
_BEGINS = re.compile(rb"<(" + b"|".join(sorted(_PAPERS | _OTHERS)) + rb")[\s>]")
_ENTITY = re.compile(rb"&([A-Za-z]\w{0,30});")
_ITS_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_TITLE = re.compile(rb"<title>([^<]*)</title>|<title\b[^>]*>(.*?)</title>", re.S)
# Two patterns that begin with letters are searched for several times as fast as one of either.
_LINK = re.compile(rb"://([^<\s]+)\s*</ee>")
_PREPRINT = re.compile(rb"<volume>(abs/[^<\s]+)")
_MARKED = re.compile(rb"[&<\\[]")
_KEY = re.compile(rb'\bkey="([^"]*)"')
_CHANGED = re.compile(rb'\bmdate="(\d{4}-\d{2}-\d{2})"')
_LETTERS = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
_NO_LETTERS = bytes(set(range(128)) - {*range(48, 58), *range(65, 91), *range(97, 123)})


class Wanted(NamedTuple):
    """By which a publication is taken for one that may be about a known paper."""

    titles: frozenset[bytes]
    """The letters and digits of folded titles."""
    links: frozenset[bytes]
    """Addresses that hold an identifier, in lower case, without scheme."""
    keys: frozenset[bytes]
    """DBLP's own keys."""


def wanted(names: Iterable[Identifier], titles: Iterable[str]) -> Wanted:
    """What to look for in the dump: papers of those `names`, and of those folded `titles`."""
    given = list(names)
    links = (link for name in given for link in _links(name))
    keys = (name.value.lower().encode() for name in given if name.scheme == "dblp")
    return Wanted(
        frozenset(letters for title in titles if (letters := _letters(title.encode()))),
        frozenset(link.lower().encode() for link in links),
        frozenset(keys),
    )


def _links(name: Identifier) -> Iterator[str]:
    value = name.value
    if name.scheme == "doi":
        yield from (f"doi.org/{value}", f"dx.doi.org/{value}")
    elif name.scheme == "arxiv":
        yield from (f"arxiv.org/abs/{value}", f"doi.org/10.48550/arxiv.{value}", f"abs/{value}")
    elif name.scheme == "openreview":
        yield f"openreview.net/forum?id={value}"
    elif name.scheme == "acl":
        yield from (f"aclanthology.org/{value}", f"aclanthology.org/{value}/", f"www.aclweb.org/anthology/{value}/")


class DblpDump:
    """The dump at `path`, as far as it is `wanted`; what has been changed on a day that it does not tell is of `on`."""

    def __init__(self, path: Path, wanted: Wanted, on: date) -> None:
        self.path, self.wanted, self.on = path, wanted, on
        self.publications = 0
        """How many were read so far."""
        self.damage: str | None = None
        """Why what follows cannot be read, where it breaks off."""
        self._encoding = b"UTF-8"

    def found(self, progress: Callable[[str, int], None] = lambda *_: None) -> Iterator[Found]:
        """The publications that may be about a known paper; whether they are is for the caller to verify.

        Raises SurveyError where the file is something else. The document type is never read: entities are those of a
        table of named characters, and nothing is expanded or fetched.
        """
        for tag, raw in self._raw():
            if tag in _OTHERS:
                continue
            self.publications += 1
            if self.publications % _TURN == 0:
                progress("dblp", self.publications)
            if self._may_be_wanted(raw):
                yield from self._read(raw)
        progress("dblp", self.publications)

    def _raw(self) -> Iterator[tuple[bytes, bytes]]:
        """Each element below the root as it stands, with its tag."""
        held, has_begun = b"", False
        for chunk in self._chunks():
            held += chunk
            if not has_begun:
                has_begun = True
                self._begin(held[:4000])
            at = 0
            while begins := _BEGINS.search(held, at):
                end_tag = b"</" + begins.group(1) + b">"
                end = held.find(end_tag, begins.end())
                if end < 0:
                    break
                at = end + len(end_tag)
                yield begins.group(1), held[begins.start() : at]
            held = held[begins.start() if begins else max(at, len(held) - 100) :]
            if len(held) > _LONGEST:
                self.damage = f"there is no end to what begins after {self.publications:,} publications"
                return
        if not has_begun:
            raise SurveyError(f"{self.path} is empty", hint="fetch dblp.xml.gz again")
        if self.damage is None and b"</dblp>" not in held:
            self.damage = f"it breaks off after {self.publications:,} publications"

    def _chunks(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                is_packed = file.read(2) == b"\x1f\x8b"
                file.seek(0)
                with gzip.open(file) if is_packed else file as plain_file:
                    while chunk := plain_file.read1(_CHUNK):
                        yield chunk
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            if not self.publications:
                raise SurveyError(f"{self.path} cannot be unpacked: {error}", hint="fetch it again") from None
            self.damage = f"it breaks off after {self.publications:,} publications"
        except OSError as error:
            raise SurveyError(f"{self.path} cannot be read: {error.strerror or error}") from error

    def _begin(self, beginning: bytes) -> None:
        if b"<html" in beginning.lower():
            raise SurveyError(
                f"{self.path} is a web page, not DBLP's dump",
                hint="open https://dblp.org/xml/ in a browser, and save dblp.xml.gz from there",
            )
        if b"<dblp" not in beginning:
            raise SurveyError(f"{self.path} is no dump of DBLP", hint="it is the file dblp.xml.gz or dblp.xml")
        if declared := re.match(rb"""\s*<\?xml[^>]*\bencoding=["']([\w-]{1,40})["']""", beginning):
            self._encoding = declared.group(1)

    def _may_be_wanted(self, raw: bytes) -> bool:
        title = _TITLE.search(raw)
        if title and self._letters_of(title.group(1) or title.group(2) or b"") in self.wanted.titles:
            return True
        for link in (*_LINK.findall(raw), *_PREPRINT.findall(raw)):
            if link.lower().replace(b"&amp;", b"&") in self.wanted.links:
                return True
        key = _KEY.search(raw)
        return bool(key and key.group(1).lower() in self.wanted.keys)

    def _letters_of(self, title: bytes) -> bytes:
        # Nearly all titles are plain, and folding them one by one takes ten times as long.
        if title.isascii() and not _MARKED.search(title):
            return _letters(title)
        text = self._resolved(title).decode(self._codec(), errors="replace")
        return _letters(fold_title(plain(text) or "").encode())

    def _codec(self) -> str:
        return "latin-1" if b"8859" in self._encoding else "utf-8"

    def _read(self, raw: bytes) -> Iterator[Found]:
        key, changed = _KEY.search(raw), _CHANGED.search(raw)
        head = b'<?xml version="1.0" encoding="' + self._encoding + b'"?>'
        try:
            found = list(Dblp.read(head + b"<dblp>" + self._resolved(raw) + b"</dblp>"))
        except ValueError as error:
            yield Unreadable("dblp", key.group(1).decode(errors="replace") if key else None, str(error))
            return
        on = day(changed.group(1).decode()) if changed else None
        yield from (replace(each, on=on or self.on) if isinstance(each, Record) else each for each in found)

    @staticmethod
    def _resolved(raw: bytes) -> bytes:
        """`raw` with named characters told by number."""
        return _ENTITY.sub(_by_number, raw) if b"&" in raw else raw


def _by_number(entity: re.Match[bytes]) -> bytes:
    name = entity.group(1)
    if name in _ITS_OWN:
        return entity.group()
    return b"&#%d;" % name2codepoint.get(name.decode(), 0xFFFD)


def _letters(title: bytes) -> bytes:
    return title.translate(_LETTERS, _NO_LETTERS)
