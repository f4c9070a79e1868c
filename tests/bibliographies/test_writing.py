"""Bibliographies as they are written: golden files, and what no file may do."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from survey.bibliographies.read import read_bibliography
from survey.bibliographies.write_bibtex import Biblatex, Bibtex
from survey.bibliographies.write_csl import CslJson
from survey.bibliographies.write_json import Json
from survey.bibliographies.write_ris import Ris
from survey.formats.format import PaperFormat
from survey.model.record import Venue, VenueKind
from tests.bibliographies.papers import PAPERS, ids, view

GOLDEN = Path(__file__).parent.parent / "pages" / "written"
WRITTEN: dict[str, PaperFormat] = {
    "papers.bib": Bibtex(),
    "papers.biblatex.bib": Biblatex(),
    "papers.ris": Ris(),
    "papers.csl.json": CslJson(),
    "papers.json": Json(),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_bibliography_is_written_as_ever(name: str) -> None:
    written = "".join(WRITTEN[name].pieces(PAPERS))

    assert written == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WRITTEN)
def test_every_paper_is_read_back_and_nothing_is_odd(name: str) -> None:
    bibliography = read_bibliography((GOLDEN / name).read_bytes(), name)

    assert [entry.id for entry in bibliography.entries] == [paper["key"] for paper in PAPERS]
    assert (bibliography.broken, bibliography.remarks) == ((), ())
    assert [entry.record.title for entry in bibliography.entries] == [paper["title"] for paper in PAPERS]


@pytest.mark.parametrize("name", WRITTEN)
def test_no_paper_is_still_a_file(name: str) -> None:
    written = "".join(WRITTEN[name].pieces([]))

    assert written in {"", "[\n]\n"}


@pytest.mark.parametrize("form", [Bibtex(), Biblatex()])
def test_braces_match_in_every_field_whatever_a_title_holds(form: Bibtex) -> None:
    entry = form.entry(view("k", title="a } b { c \\{ d \\} $x}$ @x{y", abstract="}}}", notes=("{{",)))

    depth = 0
    for sign in re.findall(r"[{}]", entry):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_a_field_of_an_import_that_would_break_the_file_is_written_as_text() -> None:
    entry = Bibtex().entry(view("k", title="T", details={"bibtex.file": "a } @article{x,", "bibtex.bad name": "x"}))

    assert "file = {a \\textbraceright{} @article\\textbraceleft{}x,}" in entry
    assert "bad name" not in entry


def test_an_address_cannot_leave_its_field() -> None:
    entry = Bibtex().entry(view("k", title="T", url="https://example.org/}\\x{ y"))

    assert "url = {https://example.org/%7D%5Cx%7B%20y}" in entry


def test_a_new_line_in_a_text_is_no_new_line_of_ris() -> None:
    written = "".join(Ris().pieces([view("k", title="T\nER  - \nTY  - JOUR", notes=("a\nTY  - BOOK",))]))

    assert len(re.findall(r"^TY  - ", written, re.M)) == len(re.findall(r"^ER  - ", written, re.M)) == 1


def test_a_name_of_several_words_goes_in_braces_only_where_it_is_one_name() -> None:
    entry = Bibtex().entry(view("k", title="T", authors=("Open Doors Group", "OpenAI", "Smith and Sons", "Ada Roe")))

    assert "author = {{Open Doors Group} and OpenAI and {Smith and Sons} and Roe, Ada}," in entry


def test_the_day_of_a_preprint_is_no_day_of_the_conference() -> None:
    from datetime import date

    talk = Venue("ICLR", VenueKind.CONFERENCE)
    both = view("k", title="T", year=2021, published=date(2021, 3, 14), venue=talk)
    both["origins"]["published"] = {"source": "arxiv", "on": "2026-11-20"}

    assert "month" not in Bibtex().entry(both)
    assert "date = {2021}" in Biblatex().entry(both)


def test_the_sort_of_a_work_is_the_files_as_long_as_nobody_else_knows_where_it_appeared() -> None:
    thesis = {"kind": "phdthesis"}

    assert Bibtex().entry(view("k", title="T", details=thesis)).startswith("@phdthesis")
    appeared = view("k", title="T", venue=Venue("Journal of Doors", VenueKind.JOURNAL), details=thesis)
    assert Bibtex().entry(appeared).startswith("@article")


def test_an_address_is_left_out_where_an_identifier_says_it() -> None:
    assert "url" not in Bibtex().entry(view("k", title="T", identifiers=ids("doi:10.1234/x")))
    assert "url = {https://aclanthology.org/2020.acl-main.1}" in Bibtex().entry(
        view("k", title="T", identifiers=ids("doi:10.1234/x", "acl:2020.acl-main.1"))
    )


def test_csl_is_json_with_names_in_their_parts() -> None:
    first = json.loads("".join(CslJson().pieces(PAPERS)))[0]

    assert first["author"][0] == {
        "family": "Waals",
        "given": "Johannes Diderik",
        "non-dropping-particle": "van der",
        "suffix": "Jr.",
    }
    assert first["author"][2] == {"literal": "The Door Group"}
    assert first["categories"] == ["peft", "to read"]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_paper_of_which_only_a_catalogues_number_is_known_is_no_empty_entry(name: str) -> None:
    text = "".join(WRITTEN[name].pieces([view("k", identifiers=ids("openalex:W2963403868"))]))

    (entry,) = read_bibliography(text.encode(), "x").entries

    assert [str(identifier) for identifier in entry.record.identifiers] == ["openalex:W2963403868"]


@pytest.mark.parametrize("name", WRITTEN)
def test_another_work_that_a_note_speaks_of_does_not_become_the_paper(name: str) -> None:
    notes = ("Compare with https://doi.org/10.1234/other and arXiv:2001.00001.",)
    text = "".join(WRITTEN[name].pieces([view("k", title="Doors", notes=notes)]))

    (entry,) = read_bibliography(text.encode(), "x").entries

    assert (entry.record.identifiers, entry.notes) == (frozenset(), notes)


def test_a_talk_without_a_title_does_not_get_that_of_its_conference() -> None:
    talk = view("k", authors=("Ada Roe",), venue=Venue("Conference on Doors", VenueKind.CONFERENCE))

    (entry,) = read_bibliography(Bibtex().entry(talk).encode(), "x").entries

    assert (entry.record.title, entry.record.venue) == (None, Venue("Conference on Doors", VenueKind.CONFERENCE))
