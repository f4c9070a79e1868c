"""A PDF taken apart: its lines of text, and where its links lead.

Run as a program it reads a PDF from stdin and writes JSON, `Parts`: a PDF that means harm ends this process alone.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections import defaultdict
from contextlib import suppress
from itertools import islice
from typing import Any, TypedDict

BOLD, ITALIC = 1, 2
PAGES = 400
CHARACTERS = 3_000_000
LINES = 1_000
"""Of one page."""
NAMES = 50_000
ENTRIES = 2_000
"""Places that are kept: those of a bibliography's entries."""
LINKS = 5_000
"""Of one page."""
BOOKMARKS = 500
MEMORY = 2 << 30
"""Bytes that the process may take, where the system can tell."""
_CELL = 12
"""Points: links are looked up by the stripe of the page they lie in."""
_BOLD_FONTS = ("bold", "medi", "cmbx", "black", "heavy", "demi", "-bd")
_ITALIC_FONTS = ("ital", "obli", "cmti", "cmsl", "slant", "-it")


class Line(TypedDict):
    """A line of text: where it begins, its baseline in points from the bottom, its largest type, and its pieces."""

    x: float
    y: float
    size: float
    runs: list[tuple[str, int, int | None]]
    """Text, its style (`BOLD`, `ITALIC` or both), and the number of the page's link that lies on it."""


class Page(TypedDict):
    """One page."""

    height: float
    lines: list[Line]
    links: list[str]
    """Where each link leads: the name of a place in this PDF, or a web address."""


class Parts(TypedDict):
    """A whole PDF."""

    pages: list[Page]
    places: dict[str, tuple[int, float, float]]
    """Page, and distance from its left and from its bottom, of the place of each entry, by its name (`cite.KEY`)."""
    outline: list[tuple[int, str, int, float]]
    """Level from 0, title, page and height of each bookmark."""


def take_apart(content: bytes) -> Parts:
    """The parts of a PDF. Raises ValueError where it is none that can be read."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types
    from pypdfium2 import raw

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise ValueError(str(error)) from error
    if len(document) > PAGES:
        raise ValueError(f"it has more than {PAGES} pages")
    places = _Places(raw, document)
    budget = CHARACTERS
    pages: list[Page] = []
    for number in range(len(document)):
        with suppress(pdfium.PdfiumError):
            pages.append(_page(raw, document[number], places, budget))
            budget -= sum(len(text) for line in pages[-1]["lines"] for text, _, _ in line["runs"])
    return {"pages": pages, "places": places.named, "outline": _outline(document)}


def _outline(document: Any) -> list[tuple[int, str, int, float]]:
    found = []
    for bookmark in islice(document.get_toc(max_depth=6), BOOKMARKS):
        if (place := bookmark.get_dest()) is not None and (page := place.get_index()) is not None:
            view = place.get_view()[1]
            found.append((bookmark.level, bookmark.get_title()[:500], page, float(view[1]) if len(view) > 1 else 1e6))
    return found


class _Places:
    """The named places of a document, known by what a link holds of them."""

    def __init__(self, raw: Any, document: Any) -> None:
        self._raw, self._document = raw, document
        self.named: dict[str, tuple[int, float, float]] = {}
        self._by_address: dict[int, str] = {}
        self._by_place: dict[tuple[int, float, float], str] = {}
        for number in range(min(raw.FPDF_CountNamedDests(document), NAMES)):
            size = ctypes.c_long(0)
            raw.FPDF_GetNamedDest(document, number, None, size)
            name = ctypes.create_string_buffer(max(size.value, 2))
            place = raw.FPDF_GetNamedDest(document, number, name, size)
            if place and 0 < size.value <= 1_000:
                self._keep(name.raw[: size.value].decode("utf-16-le", "replace").rstrip("\0"), place)

    def _keep(self, name: str, place: Any) -> None:
        self._by_address[_address(place)] = name
        where = self._where(place)
        if where and name.startswith("cite.") and len(self.named) < ENTRIES:
            self.named[name] = where
            self._by_place[where] = name

    def _where(self, place: Any) -> tuple[int, float, float] | None:
        raw, x, y, has = self._raw, ctypes.c_float(), ctypes.c_float(), [ctypes.c_int() for _ in range(3)]
        page = raw.FPDFDest_GetDestPageIndex(self._document, place)
        known = raw.FPDFDest_GetLocationInPage(place, *has, x, y, ctypes.c_float())
        return (page, x.value if has[0] else 0.0, y.value) if page >= 0 and known and has[1] else None

    def led_to(self, link: Any) -> str | None:
        """The name of the place, or the web address, that `link` leads to."""
        raw, action = self._raw, self._raw.FPDFLink_GetAction(link)
        place = raw.FPDFLink_GetDest(self._document, link)
        if not place and action:
            place = raw.FPDFAction_GetDest(self._document, action)
        if place:
            # Some programs write the place itself in place of its name.
            return self._by_address.get(_address(place)) or self._by_place.get(self._where(place) or (-1, 0.0, 0.0))
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            return self._read(raw.FPDFAction_GetURIPath, action)
        return None

    def _read(self, ask: Any, action: Any) -> str | None:
        size = min(ask(self._document, action, None, 0), 2_000)
        address = ctypes.create_string_buffer(max(size, 1))
        ask(self._document, action, address, size)
        return address.value.decode("utf-8", "replace") or None


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


class _Links:
    """The links of a page, by where they lie."""

    def __init__(self, raw: Any, page: Any, places: _Places) -> None:
        self.targets: list[str] = []
        self._stripes: dict[int, list[tuple[float, float, float, float, int]]] = defaultdict(list)
        at, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
        while len(self.targets) < LINKS and raw.FPDFLink_Enumerate(page, at, link):
            target = places.led_to(link)
            if target and raw.FPDFLink_GetAnnotRect(link, box) and 0 <= box.top - box.bottom < 2_000:
                for stripe in range(int(box.bottom // _CELL), int(box.top // _CELL) + 1):
                    self._stripes[stripe].append((box.left, box.bottom, box.right, box.top, len(self.targets)))
                self.targets.append(target)

    def at(self, x: float, y: float) -> int | None:
        """The number of the link that lies on a point."""
        for left, bottom, right, top, number in self._stripes.get(int(y // _CELL), ()):
            if left <= x <= right and bottom <= y <= top:
                return number
        return None


def _page(raw: Any, page: Any, places: _Places, budget: int) -> Page:
    text = page.get_textpage()
    links = _Links(raw, page, places)
    reader = _Reader(raw, text, links)
    for place in range(min(text.count_chars(), budget)):
        reader.read(place)
    reader.end_line()
    return {"height": page.get_height(), "lines": reader.lines, "links": links.targets}


class _Reader:
    """Puts the characters of a page into lines."""

    def __init__(self, raw: Any, text: Any, links: _Links) -> None:
        self.lines: list[Line] = []
        self._raw, self._text, self._links = raw, text, links
        self._line: Line | None = None
        self._object, self._style, self._size = 0, 0, 0.0
        self._box = [ctypes.c_double() for _ in range(4)]
        self._origin = (ctypes.c_double(), ctypes.c_double())

    def read(self, place: int) -> None:
        """Takes the character at `place`."""
        code = self._raw.FPDFText_GetUnicode(self._text, place)
        if code in {10, 13}:
            self.end_line()
        elif self._raw.FPDFText_IsGenerated(self._text, place) == 1:
            self._add(" ", 0, None)
        elif code:
            self._printed(place, code)

    def end_line(self) -> None:
        """Begins a new line, unless nothing has been read since the last one."""
        if self._line and any(text.strip() for text, _, _ in self._line["runs"]) and len(self.lines) < LINES:
            self.lines.append(self._line)
        self._line = None

    def _printed(self, place: int, code: int) -> None:
        raw, (left, right, bottom, top), (x, y) = self._raw, self._box, self._origin
        self._look_at_font(place)
        raw.FPDFText_GetCharBox(self._text, place, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(self._text, place, x, y)
        # Where a hyphen stood at the end of a line there is a sign of the library's own.
        char = "-" if code in {0x2, 0xAD, 0xFFFE} else chr(min(code, 0x10FFFF))
        if self._line is None:
            self._line = {"x": x.value, "y": y.value, "size": 0.0, "runs": []}
        if self._size > self._line["size"]:
            self._line |= {"size": self._size, "y": y.value}
        middle = ((left.value + right.value) / 2, (bottom.value + top.value) / 2)
        self._add(char, self._style, self._links.at(*middle))
        # The library goes on with the next line as if the word had never been broken.
        if char == "-" and raw.FPDFText_IsHyphen(self._text, place) == 1:
            self.end_line()

    def _add(self, char: str, style: int, link: int | None) -> None:
        if self._line is None:
            return
        runs = self._line["runs"]
        # A space belongs to what it follows.
        if runs and (char == " " or runs[-1][1:] == (style, link)):
            runs[-1] = (runs[-1][0] + char, *runs[-1][1:])
        else:
            runs.append((char, style, link))

    def _look_at_font(self, place: int) -> None:
        raw = self._raw
        found = raw.FPDFText_GetTextObject(self._text, place)
        address = _address(found)
        if address == self._object:
            return
        self._object, self._size = address, raw.FPDFText_GetFontSize(self._text, place)
        box = raw.FS_MATRIX()
        if found and raw.FPDFPageObj_GetMatrix(found, box):
            self._size *= abs(box.d) or 1.0
        name = ctypes.create_string_buffer(200)
        font = raw.FPDFTextObj_GetFont(found) if found else None
        if font:
            raw.FPDFFont_GetBaseFontName(font, name, 200)
        low = name.value.decode("latin-1").lower()
        self._style = BOLD * any(word in low for word in _BOLD_FONTS) + ITALIC * any(
            word in low for word in _ITALIC_FONTS
        )


def main() -> int:
    """Takes the PDF on stdin apart; the exit code."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        said: object = take_apart(sys.stdin.buffer.read())
    except ValueError as error:
        said = {"error": str(error)}
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
