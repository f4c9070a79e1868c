"""Which format a file has, told by its content, and who reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.bibliographies.content import text_of
from survey.bibliographies.table import form_of_table, read_table
from survey.model.errors import AskedWronglyError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.bibliographies.draft import Said

FORMS = (
    "bibtex", "biblatex", "ris", "nbib", "wos", "endnote", "endnote-xml", "csl-json", "json", "csv", "tsv", "zotero",
)  # fmt: skip
"""The formats that are read: `wos` and `endnote` are the tagged lines of Web of Science and EndNote, `json` is ours."""
_LIST_HINT = "a plain list has one arXiv id, DOI, address or title a line; # begins a comment"
_OTHERS = {
    b"PK\x03\x04": ("a packed file or a spreadsheet", "save it as CSV"),
    b"%PDF": ("a PDF", "give a bibliography: .bib, .ris, .json, .csv, .nbib, EndNote XML or zotero.sqlite"),
    b"\x1f\x8b": ("a packed file", "unpack it first"),
}
_SNIFFED = 200_000
"""Characters in which a format shows itself."""


def form_of(content: bytes, name: str = "the file") -> str | None:
    """The format of a bibliography file by its content, as in `Bibliography.form`; None where it is none.

    Raises AskedWronglyError for more than can be read.
    """
    from survey.bibliographies.zotero import MAGIC

    if content.startswith(MAGIC):
        return "zotero"
    return None if is_no_text(content) else _form_of_text(text_of(content, name))


def is_no_text(content: bytes) -> bool:
    """Whether a file is of a known kind that holds no text: a PDF, a spreadsheet, something packed."""
    return content.startswith(tuple(_OTHERS))


def drafts_of(content: bytes, name: str) -> tuple[str, Iterable[Said]]:
    """The format of `content` and what it says. Raises AskedWronglyError where it is no bibliography."""
    from survey.bibliographies.zotero import MAGIC, read_zotero

    if content.startswith(MAGIC):
        return "zotero", read_zotero(content, name)
    for begins, (what, hint) in _OTHERS.items():
        if content.startswith(begins):
            raise AskedWronglyError(f"{name} is {what}, no bibliography", hint=hint)
    text = text_of(content, name)
    form = _form_of_text(text)
    if form is None:
        what = "is empty" if not text.strip() else "is no bibliography of a known format"
        raise AskedWronglyError(f"{name} {what}", hint=_LIST_HINT)
    return form, _said(form, text)


def _form_of_text(text: str) -> str | None:
    begin = text.lstrip()[:1]
    if begin == "<":
        from survey.bibliographies.endnote_xml import is_endnote

        return "endnote-xml" if is_endnote(text) else None
    if begin in {"[", "{"} and re.match(r"\s*(?:\[\s*)*(?:\{\s*[\"}]|\[\s*\])", text):
        return _form_of_json(text)
    # A cell may hold what looks like another format; nothing else begins with the names of columns.
    return form_of_table(text) or _form_of_lines(text)


def _form_of_lines(text: str) -> str | None:
    """The format whose first entry comes first."""
    from survey.bibliographies import bibtex, medline, ris, web_of_science

    begins = {
        "bibtex": bibtex.BEGINS,
        "ris": ris.BEGINS,
        "nbib": medline.BEGINS,
        "wos": web_of_science.BEGINS,
        "endnote": web_of_science.ENDNOTE_BEGINS,
    }
    for shown in (text[:_SNIFFED], text):
        found = {form: place for form, begin in begins.items() if (place := begin.search(shown))}
        if found:
            form = min(found, key=lambda form: found[form].start())
            return "biblatex" if form == "bibtex" and bibtex.is_biblatex(shown) else form
    return None


def _form_of_json(text: str) -> str:
    is_own = re.search(r'"identifiers":\s*\{', text[:_SNIFFED]) and '"links"' in text[:_SNIFFED]
    return "json" if is_own else "csl-json"


def _said(form: str, text: str) -> Iterable[Said]:
    from survey.bibliographies.bibtex import read_bibtex
    from survey.bibliographies.csl import read_json
    from survey.bibliographies.endnote_xml import read_endnote_xml
    from survey.bibliographies.medline import read_medline
    from survey.bibliographies.ris import read_ris
    from survey.bibliographies.web_of_science import read_endnote, read_web_of_science

    readers = {
        "bibtex": read_bibtex,
        "biblatex": read_bibtex,
        "ris": read_ris,
        "nbib": read_medline,
        "wos": read_web_of_science,
        "endnote": read_endnote,
        "endnote-xml": read_endnote_xml,
        "json": read_json,
        "csl-json": read_json,
    }
    return readers.get(form, read_table)(text)
