"""Small PDFs, written byte by byte as LaTeX with hyperref would set them: in type of one width, so places are known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

SIZE, LEADING, TOP, BOTTOM = 10, 12, 720, 90
WIDTH = 0.6
"""Of a letter, as a share of its size."""
FONTS = ("Courier", "Courier-Bold", "Courier-Oblique")
_TOKEN = re.compile(r"(\{[^{}|]*\|[^{}]*\}|\*[^*]+\*|_[^_]+_|\s+)")


@dataclass
class Press:
    """Sets text in columns, line by line, and notes where its links and places are."""

    columns: int = 1
    raised: bool = True
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    links: list[tuple[int, tuple[float, float, float, float], str]] = field(default_factory=list)
    places: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    outline: list[tuple[str, int, float]] = field(default_factory=list)
    column: int = 0
    y: float = TOP

    @property
    def x(self) -> float:
        return 72 + self.column * 250

    @property
    def letters(self) -> int:
        return int((468 if self.columns == 1 else 220) / (SIZE * WIDTH))

    def down(self, leading: float = LEADING) -> None:
        """Goes on to the next line, column or page."""
        self.y -= leading
        if self.y < BOTTOM:
            self.y, self.column = TOP, self.column + 1
            if self.column == self.columns:
                self.column = 0
                self.pages.append([])

    def heading(self, title: str, *, bookmark: bool = True, size: int = 14) -> None:
        """A line of larger, bold type."""
        self.down(30)
        if bookmark:
            self.outline.append((re.sub(r"^[\d.]+ ", "", title), len(self.pages) - 1, self.y + LEADING))
        self._show(title, 1, self.x, size)
        self.down(20)

    def text(self, words: str, *, hang: float = 0, indent: float = 0) -> None:
        """A paragraph: `{key|shown}` is a link to the entry of a key, `*bold*`, `_slanted_`."""
        x, room = self.x + indent, self.letters - int(indent / (SIZE * WIDTH))
        for piece, style, target in _pieces(words):
            if len(piece) > room and piece.strip():
                self.down()
                x, room = self.x + hang, self.letters - int(hang / (SIZE * WIDTH))
            if not piece.strip() and x in {self.x, self.x + hang}:
                continue
            self._show(piece, style, x, SIZE)
            wide = len(piece) * SIZE * WIDTH
            if target:
                self.links.append((len(self.pages) - 1, (x, self.y - 2, x + wide, self.y + 8), target))
            x, room = x + wide, room - len(piece)
        self.down()

    def entry(self, key: str, words: str, *, label: str = "") -> None:
        """One entry of the bibliography, with the place to which its citations lead."""
        self.places[f"cite.{key}"] = (len(self.pages) - 1, self.x, self.y + (LEADING if self.raised else 0))
        self.text(f"{label} {words}" if label else words, hang=0 if label else 12)

    def _show(self, text: str, style: int, x: float, size: int) -> None:
        shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.pages[-1].append(f"BT /F{style} {size} Tf 1 0 0 1 {x} {self.y} Tm ({shown}) Tj ET")

    def pdf(self) -> bytes:
        """The whole file."""
        return _set(self)


def _pieces(words: str) -> list[tuple[str, int, str | None]]:
    found: list[tuple[str, int, str | None]] = []
    for token in filter(None, _TOKEN.split(words)):
        link = re.fullmatch(r"\{([^|]*)\|(.*)\}", token)
        style = {"*": 1, "_": 2}.get(token[0], 0) if len(token) > 2 and token[0] == token[-1] else 0
        shown = link[2] if link else token[1:-1] if style else token
        target = (link[1] if ":" in link[1] else f"cite.{link[1]}") if link else None
        found += [(part, style, target) for part in re.split(r"(\s+)", shown) if part]
    return found


def _set(press: Press) -> bytes:
    objects: list[bytes] = []

    def add(body: str) -> int:
        objects.append(body.encode("latin-1"))
        return len(objects)

    for _ in range(2):
        add("")
    fonts = [add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>") for name in FONTS]
    resources = "<< /Font << " + " ".join(f"/F{n} {each} 0 R" for n, each in enumerate(fonts)) + " >> >>"
    pages = []
    for number, shown in enumerate(press.pages):
        stream = "\n".join(shown)
        content = add(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        notes = [add(_note(box, target)) for page, box, target in press.links if page == number]
        pages.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {resources} /Contents {content} 0 R "
                f"/Annots [{' '.join(f'{note} 0 R' for note in notes)}] >>"
            )
        )
    names = " ".join(
        f"({name}) [{pages[page]} 0 R /XYZ {x} {y} null]" for name, (page, x, y) in sorted(press.places.items())
    )
    outline = _outline(press, add, pages, len(objects) + 1)
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R /Names << /Dests << /Names [{names}] >> >> {outline} >>".encode()
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{p} 0 R' for p in pages)}] /Count {len(pages)} >>".encode()
    return written(objects)


def _note(box: tuple[float, float, float, float], target: str) -> str:
    action = f"/A << /S /URI /URI ({target}) >>" if "://" in target else f"/A << /S /GoTo /D ({target}) >>"
    return f"<< /Type /Annot /Subtype /Link /Rect [{' '.join(map(str, box))}] {action} >>"


def _outline(press: Press, add: Callable[[str], int], pages: list[int], first: int) -> str:
    if not press.outline:
        return ""
    count = len(press.outline)
    # The root comes first, then one object for each bookmark.
    add(f"<< /Type /Outlines /First {first + 1} 0 R /Last {first + count} 0 R /Count {count} >>")
    for number, (title, page, y) in enumerate(press.outline):
        following = f"/Next {first + number + 2} 0 R" if number + 1 < count else ""
        before = f"/Prev {first + number} 0 R" if number else ""
        place = f"[{pages[page]} 0 R /XYZ 72 {y} null]"
        add(f"<< /Title ({title}) /Parent {first} 0 R {following} {before} /Dest {place} >>")
    return f"/Outlines {first} 0 R"


def written(objects: list[bytes]) -> bytes:
    """A file of these objects, the first of them its catalog."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
