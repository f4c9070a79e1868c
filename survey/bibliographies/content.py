"""The text of a file, whatever its encoding."""

from __future__ import annotations

import re

from survey.model.errors import AskedWronglyError

MOST = 500_000_000
"""Bytes of a file that is read at all; a bibliography of a million papers is smaller."""
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def text_of(content: bytes, name: str) -> str:
    """The text that `content` spells, its lines ending in a bare newline.

    A mark at the beginning tells UTF-8, UTF-16 or UTF-32, and UTF-16 is known without one. Anything else is UTF-8, and
    every line that cannot be that is Windows' Latin: files that grew for years hold both. Raises AskedWronglyError for
    more than half a gigabyte.
    """
    if len(content) > MOST:
        raise AskedWronglyError(f"{name} is larger than {MOST // 10**6} MB", hint="split it into smaller files")
    text = _decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return _NO_TEXT.sub("", text)


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    # Every format begins with a sign that is half empty in UTF-16, the other half of a line too.
    if {content[1:2], content[3:4]} == {b"\x00"} or {content[:1], content[2:3]} == {b"\x00"}:
        return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be", errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "".join(map(_line, content.splitlines(keepends=True)))


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
