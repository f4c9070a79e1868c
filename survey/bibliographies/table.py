"""Tables with a header: CSV, TSV and their kin, as databases, reference managers and screening tools write them."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

from survey.bibliographies.column_names import words_of_column
from survey.bibliographies.dates import month_of
from survey.bibliographies.draft import Broken, Draft
from survey.bibliographies.people import people_of_a_cell
from survey.model.pointer import parted
from survey.model.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from survey.bibliographies.draft import Said

_SIGNS = (",", "\t", ";", "|")
_LONGEST = 4_000_000
"""Characters of one cell that are read: three thousand authors with their addresses take half a million."""
_ALONE = frozenset({"doi", "arxiv", "pmid", "title"})
"""What a table of one column may hold; a list of anything else is a plain list."""
_UNKNOWN = frozenset({"", "—", "n/a", "null", "none", "nan", "unknown", "[no author name available]"})
# What `survey` and careful others put before a cell that a spreadsheet would run.
_DEFUSED = re.compile(r"'(?=\s*[=+\-@\t\r＝＋－＠])")


class _Table(NamedTuple):
    """Where a table's header is, and what its columns say."""

    sign: str
    names: list[str]
    start: int
    """The number of lines before and with the header."""


def form_of_table(text: str) -> str | None:
    """`tsv` or `csv` where `text` begins with names of columns, whatever sign parts them; None where it does not."""
    table = _table(text)
    return None if table is None else "tsv" if table.sign == "\t" else "csv"


def read_table(text: str) -> Iterator[Said]:
    """The rows of `text`. Rows that fit no column, or never end, are told once a run of them."""
    table = _table(text)
    if table is None:
        return
    words = _columns(table.names)
    for line, row in _rows(text, table):
        if isinstance(row, str):
            yield Broken(None, line, row)
        else:
            yield _draft(line, dict(zip(table.names, row, strict=False)), words)


def cells_of(text: str) -> tuple[list[str], dict[int, list[str]]]:
    """The names of the columns of `text` as they are written, and the cells of each row by the line it begins on."""
    table = _table(text)
    if table is None:
        return [], {}
    names = next(csv.reader([text.split("\n")[table.start - 1]], delimiter=table.sign), [])
    rows = {line: row for line, row in _rows(text, table) if not isinstance(row, str)}
    return [name.lstrip("\ufeff") for name in names], rows


def _table(text: str) -> _Table | None:
    """The header is the first line that says something; Excel may put a line on its sign before it."""
    lines = text[:100_000].split("\n", 20)[:20]
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if not bare or re.fullmatch(r"sep=.", bare):
            continue
        found = max((_header(line, sign) for sign in _SIGNS), key=_known)
        is_table = _known(found) > 1 or (len(found[1]) == 1 and _is_alone(found[1][0]))
        return _Table(*found, number) if is_table else None
    return None


def _header(line: str, sign: str) -> tuple[str, list[str]]:
    try:
        cells = next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        cells = []
    return sign, _distinct([cell.strip().lstrip("\ufeff").strip('"') for cell in cells])


def _distinct(names: Sequence[str]) -> list[str]:
    """Every column under a name of its own: where two have one, the first counts."""
    seen: set[str] = set()
    found = []
    for place, name in enumerate(names, start=1):
        found.append(f"{name} {place}" if name in seen or not name else name)
        seen.add(name)
    return found


def _known(header: tuple[str, list[str]]) -> int:
    return sum(bool(words_of_column(name)) for name in header[1])


def _is_alone(name: str) -> bool:
    return bool(_ALONE & words_of_column(name).keys())


def _rows(text: str, table: _Table) -> Iterator[tuple[int, list[str] | str]]:
    """The rows with the lines they begin on; in place of what is no row, a text that says why."""
    lines = text.split("\n")
    at, spent = table.start, 0
    stray: list[int] = []
    while at < len(lines):
        row, end = _row(lines, at, table.sign)
        if row is not None and not any(cell.strip(" :-") for cell in row):
            at = end
        elif row is not None and _fits(row, end - at, table):
            yield from _told(stray)
            yield at + 1, row
            at = end
        else:
            stray.append(at + 1)
            spent += end - at
            # Read on from the next line, unless too much was read in vain already.
            at = at + 1 if spent < 4 * len(lines) + 1000 else end
    yield from _told(stray)


def _told(stray: list[int]) -> Iterator[tuple[int, str]]:
    if stray:
        what = "this line is" if len(stray) == 1 else f"lines {stray[0]} to {stray[-1]} are"
        why = "too few cells, a quote that nothing closes, or a cell without end"
        yield stray[0], f"{what} no row of the table: {why}"
        stray.clear()


def _fits(row: list[str], lines: int, table: _Table) -> bool:
    """Whether `row` is one of the table's: one of many lines that lacks cells has a quote that swallowed others."""
    wanted = len(table.names)
    return len(row) >= min(2, wanted) and (lines == 1 or len(row) >= 0.8 * wanted)


def _row(lines: list[str], at: int, sign: str) -> tuple[list[str] | None, int]:
    """The row that begins on line `at` of `lines`, None where it breaks off, and the line behind it."""
    csv.field_size_limit(_LONGEST)
    end = at

    def following() -> Iterator[str]:
        nonlocal end
        while end < len(lines):
            end += 1
            yield lines[end - 1] + "\n"

    try:
        return next(csv.reader(following(), delimiter=sign), None), end
    except csv.Error:
        return None, end


def _columns(names: Sequence[str]) -> Mapping[str, list[str]]:
    """For each word the columns that say it, the most telling name first."""
    said: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        for word, rank in words_of_column(name).items():
            said.setdefault(word, []).append((rank, name))
    columns = {word: [name for _, name in sorted(found)] for word, found in said.items()}
    # `Source` is a journal at Publish or Perish, and mostly the database that was asked.
    places = [*columns.get("journal", ()), *columns.get("venue", ())]
    return {
        word: [name for name in found if name.lower() != "source" or word != "venue" or len(places) == 1]
        for word, found in columns.items()
    }


def _draft(line: int, row: Mapping[str, str], columns: Mapping[str, list[str]]) -> Draft:
    cells = {name: text for name, cell in row.items() if (text := _cell(cell))}
    taken = {word: name for word, names in columns.items() if (name := next((n for n in names if n in cells), None))}
    words = {word: cells[name] for word, name in taken.items()}
    if words.get("title", "").startswith(("http://", "https://")):
        # A column `paper` may hold titles or addresses.
        del words["title"]
    authors = people_of_a_cell(words.pop("authors", ""))
    words["family_names"] = "; ".join(authors.families)
    pages = "-".join(dict.fromkeys(filter(None, (words.pop(name, "") for name in ("first_page", "last_page")))))
    words["pages"] = words.get("pages") or pages
    own, tags = words.pop("id", None), re.split(r"[,;|]", words.pop("tags", ""))
    if re.fullmatch(r"\d{4}-\d{2}", date := words.get("date", "")):
        words.setdefault("month", str(month_of(date[5:]) or ""))
    notes, labels, screened = _screened(words.pop("notes", ""))
    different, same = parted(words.pop("different", "")), parted(words.pop("same", ""))
    words |= {"addresses": " ".join(filter(None, (own, words.get("url"), words.get("pdf"))))}
    read = set(taken.values())
    return Draft(
        id=own,
        line=line,
        kind=words.pop("kind", None),
        words=words,
        authors=authors.names,
        authors_cut=authors.are_more,
        tags=tuple(tag for part in (*tags, *labels) if (tag := part.strip())),
        notes=notes,
        fields=(*((name, text) for name, text in cells.items() if name not in read), *screened),
        different=different,
        same=same,
    )


def _screened(written: str) -> tuple[tuple[str, ...], list[str], list[tuple[str, str]]]:
    """The notes in a cell, and what Rayyan writes into it besides: labels, and verdicts under their own names."""
    note, *parts = re.split(r"(?:^|\s*\|\s*|\s+)(?=(?:RAYYAN-[A-Z-]+|USER-NOTES):)", written)
    notes = [plain(note) or "" if note.startswith("<") else note.strip()]
    labels: list[str] = []
    screened: list[tuple[str, str]] = []
    for name, _, text in (part.partition(":") for part in parts):
        if name == "RAYYAN-LABELS":
            labels += text.split(",")
        elif name == "USER-NOTES":
            notes += re.findall(r'[\[,]\s*"((?:[^"\\]|\\.)*)"', text)
        else:
            screened.append((name, text.strip()))
    return tuple(notes), labels, screened


def _cell(cell: str | None) -> str:
    bare = (cell or "").strip()
    text = bare[1:].strip() if _DEFUSED.match(bare) else bare
    return "" if text.lower() in _UNKNOWN else text
