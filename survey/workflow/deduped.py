"""What is left of bibliography files without their duplicates, written with all that the files say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from survey.bibliographies.beyond import whole_record
from survey.bibliographies.column_names import words_of_column
from survey.bibliographies.content import text_of
from survey.bibliographies.entry import Bibliography
from survey.bibliographies.table import cells_of
from survey.formats.cell import UNKNOWN, Cell, Column, Row
from survey.formats.csv import Csv
from survey.formats.files import replacing
from survey.formats.format import Page, PageFormat, PaperFormat, format_for
from survey.formats.table import Group as Rows
from survey.formats.table import ReviewTable, review_table
from survey.model.fold import OF_VERSIONS, Said, Taken, fold_paper
from survey.model.record import Record
from survey.model.venue import settled_venue
from survey.model.view import PaperView
from survey.workflow.dedupe import Deduped, Group

_COLUMNS = ("key", "title", "authors", "year", "venue", "doi", "arxiv", "paper", "abstract")
"""Of a table of what came from no table."""
_TABLES = frozenset({"csv", "tsv"})
_OF_AUTHORS = frozenset({"authors_cut", "family_names"})


def write_kept(
    books: Sequence[Bibliography],
    found: Deduped,
    path: Path,
    *,
    now: datetime,
    contents: Sequence[bytes] = (),
) -> None:
    """Writes the entries to keep to the file `path` in the format of its ending.

    Each is as it stood; what it leaves out is filled in from its duplicates. A table made of tables has all of their
    columns, in their order: for that, `contents` are what was in the files.
    """
    form = format_for(path)
    papers = _views(books, found, now)
    with replacing(path) as out:
        if isinstance(form, PaperFormat):
            out.writelines(form.pieces(papers))
        elif isinstance(form, PageFormat):
            form.write_page(Page(list(papers), columns=_COLUMNS, today=now.date()), out)
        elif isinstance(form, Csv) and contents and all(book.form in _TABLES for book in books):
            form.write(_table(books, found, contents), out)
        else:
            form.write(review_table(papers, _COLUMNS), out)


def _views(books: Sequence[Bibliography], found: Deduped, now: datetime) -> Iterator[PaperView]:
    forms = {id(entry): book.form for book in books for entry in book.entries}
    keys: Counter[str] = Counter()
    for group in found.groups:
        kept = group.entries[0]
        keys[kept.id] += 1
        # Two files may each have a paper of that key.
        key = kept.id if keys[kept.id] == 1 else f"{kept.id}-{keys[kept.id]}"
        record, *others = (whole_record(entry, forms[id(entry)]) for entry in group.entries)
        tags = dict.fromkeys(tag for entry in group.entries for tag in entry.tags)
        notes = dict.fromkeys(note for entry in group.entries for note in entry.notes)
        said = Said(key=key, tags=tuple(tags), notes=tuple((note, now.date().isoformat()) for note in notes))
        judged = {"different": list(kept.different), "same": list(kept.same)}
        view = fold_paper([Taken.at(filled(record, others), now.isoformat())], said)
        yield cast("PaperView", view | {name: pointers for name, pointers in judged.items() if pointers})


def filled(record: Record, others: Sequence[Record]) -> Record:
    """`record` with what it leaves out as the first of `others` says it, its duplicates.

    What tells of one version, as pages do, is only taken from those that are of the same.
    """
    record = _with_all_authors(record, others)
    said = {field.name: getattr(record, field.name) for field in fields(Record)}
    details = dict(record.details)
    for other in others:
        said |= {name: value for name in said if not said[name] and (value := getattr(other, name)) and name != "kind"}
        is_same = _version(record) in {None, _version(other)}
        foreign = (_OF_AUTHORS if record.authors else frozenset()) | (frozenset() if is_same else OF_VERSIONS)
        details = {name: text for name, text in other.details if name not in foreign} | details
        schemes = {name.scheme for name in said["identifiers"]}
        said["identifiers"] |= {name for name in other.identifiers if name.scheme not in schemes}
    said |= {"authors_cut": record.authors_cut if record.authors else said["authors_cut"]}
    return replace(record, **{**said, "details": tuple(sorted(details.items()))})


def _with_all_authors(record: Record, others: Sequence[Record]) -> Record:
    """`record`, where its list of authors breaks off, with that of the first of `others` that has all of them."""
    whole = next((each for each in others if each.authors and not each.authors_cut), None)
    if not record.authors_cut or not whole:
        return record
    details = {name: text for name, text in record.details if name not in _OF_AUTHORS}
    details |= {name: text for name, text in whole.details if name in _OF_AUTHORS}
    return replace(record, authors=whole.authors, authors_cut=False, details=tuple(sorted(details.items())))


def _version(record: Record) -> str | None:
    return settled_venue(record.venue).name if record.venue else None


def _table(books: Sequence[Bibliography], found: Deduped, contents: Sequence[bytes]) -> ReviewTable:
    names: dict[tuple[str, int], None] = {}
    rows: dict[int, dict[tuple[str, int], str]] = {}
    for book, content in zip(books, contents, strict=True):
        headings, lines = cells_of(text_of(content, book.name))
        numbered = _numbered(headings)
        names |= dict.fromkeys(numbered)
        cells = {line: dict(zip(numbered, row, strict=False)) for line, row in lines.items()}
        rows |= {id(entry): cells[entry.line] for entry in book.entries if entry.line in cells}
    columns = [Column(name, name, lambda _: UNKNOWN) for name, _ in names]
    return ReviewTable(columns, [Rows(None, (_row(group, rows, list(names)) for group in found.groups))])


def _numbered(headings: Sequence[str]) -> list[tuple[str, int]]:
    """Each heading with how often it came before: a table may have two columns of one name."""
    seen: Counter[str] = Counter()
    numbered = []
    for heading in headings:
        numbered.append((heading, seen[heading]))
        seen[heading] += 1
    return numbered


def _row(group: Group, rows: Mapping[int, Mapping[Any, str]], names: Sequence[tuple[str, int]]) -> Row:
    kept, *others = group.entries
    mine = rows[id(kept)]
    same = [entry for entry in others if _version(kept.record) in {None, _version(entry.record)}]
    cells = []
    for name in names:
        is_of_version = bool(OF_VERSIONS & words_of_column(name[0]).keys())
        others_say = (rows[id(entry)].get(name, "") for entry in (same if is_of_version else others))
        text = next((text for text in (mine.get(name, ""), *others_say) if text.strip()), "")
        cells.append(Cell(_number(text) if text else None))
    return tuple(cells)


def _number(text: str) -> str | int:
    """A whole number as one: written with its sign, it is no formula."""
    bare = text.strip()
    return int(bare) if bare[:1] == "-" and bare[1:].isascii() and bare[1:].isdigit() else text
