"""Adding what other tools wrote: every form, what is broken, what is kept, and nobody asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.bibliographies.forms import form_of
from tests.bibliographies.files import FILES
from tests.bibliographies.library import library

if TYPE_CHECKING:
    from pathlib import Path

    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

BIB = """
@article{roe2020, title = {On {D}oors}, author = {Roe, Ada}, journal = {Journal of Doors}, year = 2020,
  groups = {to read, peft}, annote = {Seen.}, file = {:doors.pdf:PDF}}
@book{Knuth84, title = {The Nature of Windows}, author = {Knuth, D.}, year = 1984}
"""
BROKEN = "@article{broken, title = {Never closed\n"


@pytest.mark.parametrize("path", sorted(FILES.iterdir()), ids=lambda path: path.name)
def test_every_form_is_added_by_its_content_with_nobody_asked(shell: Shell, web: ScholarlyWeb, path: object) -> None:
    source = FILES / str(path)
    copy = shell.folder / "a file"
    copy.write_bytes(source.read_bytes())

    said = shell("add", str(copy))

    assert said.code in {0, 3}
    assert {row[0] for row in said.rows} == {"added"}
    assert len(said.rows) == len(shell.papers())
    assert f"read as {form_of(source.read_bytes())}" in said.err
    assert web.requests == []


def test_a_library_of_zoteros_is_added(shell: Shell) -> None:
    (shell.folder / "zotero.sqlite").write_bytes(library())

    assert shell("add", "zotero.sqlite").code == 0
    assert ["At home", "Thesis", "to read"] in [paper["tags"] for paper in shell.papers()]


def test_keys_tags_notes_and_other_fields_are_kept(shell: Shell) -> None:
    said = shell("add", "-", "--tag", "mine", stdin=BIB)

    assert said.rows == [["added", "roe2020", "On Doors"], ["added", "Knuth84", "The Nature of Windows"]]
    paper = shell.paper("roe2020")
    assert paper["tags"] == ["mine", "peft", "to read"]
    assert [note["text"] for note in paper["notes"]] == ["Seen."]
    assert paper["details"]["bibtex.file"] == ":doors.pdf:PDF"


def test_the_same_file_twice_changes_nothing_but_what_it_says_anew(shell: Shell) -> None:
    shell("add", "-", stdin=BIB)
    before = shell.papers()

    said = shell("add", "-", stdin=BIB)

    assert (said.code, [row[0] for row in said.rows]) == (0, ["already there"] * 2)
    assert shell.papers() == before


UNTITLED = "@misc{roe, author = {Roe, Ada}, journal = {Journal of Doors}, year = 2020, note = {In print}}\n"


def test_an_entry_without_a_title_is_known_again_from_another_file_by_all_that_it_says(shell: Shell) -> None:
    (shell.folder / "one.bib").write_text(UNTITLED + UNTITLED.replace("{roe", "{again"))
    (shell.folder / "two.bib").write_text(UNTITLED + UNTITLED.replace("In print", "In press"))

    first, second = shell("--offline", "add", "one.bib"), shell("--offline", "add", "two.bib")

    assert [row[:2] for row in first.rows] == [["added", "roe"]]
    assert [row[0] for row in second.rows] == ["already there", "added"]
    assert len(shell.papers()) == 2
    assert shell.paper("again")["key"] == "roe"


def test_two_files_of_one_name_and_key_are_two_works(shell: Shell) -> None:
    for folder, title in (("a", "On Doors"), ("b", "The Nature of Windows")):
        (shell.folder / folder).mkdir()
        (shell.folder / folder / "refs.bib").write_text(
            f"@article{{smith2020, title = {{{title}}}, author = {{Smith, A.}}}}"
        )

    shell("add", "a/refs.bib")
    said = shell("add", "b/refs.bib")

    assert [paper["title"] for paper in shell.papers()] == ["On Doors", "The Nature of Windows"]
    assert "smith2020 is called smithnature here" in said.err


def test_what_is_broken_is_told_by_its_line_and_the_rest_is_added(shell: Shell) -> None:
    said = shell("add", "-", stdin=BIB + BROKEN)

    assert (said.code, len(said.rows)) == (3, 2)
    assert "stdin: broken: line 5: the entry is not closed" in said.err
    assert "2 entries read as bibtex, 1 broken" in said.err


def test_a_file_with_nothing_but_broken_entries_has_failed(shell: Shell) -> None:
    said = shell("add", "-", "--json", stdin=BROKEN)

    assert (said.code, said.json) == (1, [])


def test_a_file_with_nothing_but_broken_entries_asks_for_no_catalog(shell: Shell) -> None:
    said = shell("--db", str(shell.folder / "none.sqlite"), "add", "-", stdin=BROKEN)

    assert said.code == 1
    assert "the entry is not closed" in said.err
    assert "catalog" not in said.err


def test_many_broken_entries_are_counted(shell: Shell) -> None:
    said = shell("add", "-", stdin="@article{x, note = {}}\n" * 30 + BIB)

    assert said.err.count("has no title") == 10
    assert "stdin: … and 20 more" in said.err


def test_nothing_a_terminal_obeys_comes_from_a_file(shell: Shell) -> None:
    said = shell(
        "add", "-", stdin=BIB + "@article{\x1b[31mred, title = {\x1b]0;owned\x07}, note = {x}}\n@article{y\x1b[2J, a}\n"
    )

    assert "\x1b" not in said.out + said.err


def test_every_paper_with_an_abstract_has_its_line(shell: Shell) -> None:
    entries = (
        f"@misc{{bee{n}, title={{Bee {n}}}, abstract={{Bees dance for flowers. We show that bee {n} dances longest.}}}}"
        for n in range(3)
    )

    shell("add", "-", stdin="\n".join(entries))

    assert [paper["summary"]["text"] for paper in shell.papers()] == [
        f"We show that bee {n} dances longest." for n in range(3)
    ]


def test_one_undo_takes_the_import_back(shell: Shell) -> None:
    shell("add", "-", stdin=BIB)

    assert "add stdin" in shell("undo").out
    assert shell.papers() == []


def test_a_dry_run_keeps_nothing(shell: Shell) -> None:
    before = shell.rows()

    said = shell("add", "-", "--dry-run", stdin=BIB)

    assert [row[1] for row in said.rows] == ["roe2020", "Knuth84"]
    assert shell.rows() == before


def test_what_was_added_is_told_as_json(shell: Shell) -> None:
    said = shell("add", "-", "--json", stdin=BIB)

    assert [paper["key"] for paper in said.json] == ["roe2020", "Knuth84"]
    assert said.json[0]["added"]


def test_a_bibliography_and_names_are_added_together(shell: Shell, web: ScholarlyWeb) -> None:
    (shell.folder / "refs.bib").write_text(BIB)

    said = shell("add", "refs.bib", "2001.00001")

    assert (said.code, [row[1] for row in said.rows]) == (0, ["roe2020", "Knuth84", "moreau2021sparse"])


def test_the_sources_complete_what_a_file_says_where_they_are_asked_to(shell: Shell, web: ScholarlyWeb) -> None:
    bib = "@article{mine, title = {Sparse Lanterns for Long Documents}, doi = {10.1000/1}}"

    said = shell("add", "-", "--enrich", stdin=bib)

    assert (said.code, said.rows) == (0, [["added", "mine", "Sparse Lanterns for Long Documents"]])
    assert shell.paper("mine")["venue"] == "CVPR"


def test_papers_of_which_a_file_says_only_identifiers_are_asked_for(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "-", stdin="doi,tags\n10.1000/1,peft\n")

    assert (said.code, said.rows) == (0, [["added", "moreau2021sparse", "Sparse Lanterns for Long Documents"]])
    assert shell.paper("moreau2021sparse")["tags"] == ["peft"]


@pytest.mark.parametrize(
    ("content", "code", "hint"),
    [
        (b"%PDF-1.7 ...", 2, "give a bibliography"),
        (b"PK\x03\x04....", 2, "save it as CSV"),
        (b"title,year,doi\n", 2, "or a bibliography"),
        (b"<html><body>no</body></html>", 2, "one arXiv id"),
    ],
)
def test_what_is_no_bibliography_is_refused_with_advice(shell: Shell, content: bytes, code: int, hint: str) -> None:
    said = shell("add", "-", stdin=content)

    assert (said.code, said.out) == (code, "")
    assert hint in said.err


def test_a_key_of_the_file_comes_back_with_a_paper_that_was_taken_out(shell: Shell, tmp_path: Path) -> None:
    book = tmp_path / "mine.bib"
    book.write_text("@book{lamps, author = {Ada Quill}, title = {The book of lamps}, year = {1984}}", encoding="utf-8")
    shell("add", str(book))

    shell("rm", "lamps")
    shell("undo")

    assert [row[0] for row in shell("list").rows] == ["lamps"]


def test_of_two_entries_with_one_key_it_is_told_what_the_second_is_called(shell: Shell) -> None:
    second = "@book{Knuth84, title = {On Keys}, author = {Roe, Ada}, year = 2020}"

    said = shell("add", "-", stdin=BIB + second)

    assert "another entry has the id Knuth84 too; this one is Knuth84#2" in said.err
    assert "Knuth84#2 is called roe2020keys here" in said.err
    assert shell.paper("roe2020keys")["title"] == "On Keys"
