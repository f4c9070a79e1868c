"""What the user says: edits, tags, out and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

KEY = "moreau2021sparse"


@pytest.mark.parametrize(
    ("edit", "field", "value"),
    [
        ("title=A Better Title", "title", "A Better Title"),
        ("authors=Moreau, Ada; Grace Lindqvist", "authors", ["Moreau, Ada", "Grace Lindqvist"]),
        ("year=2019", "year", 2019),
        ("published=2019-12-31", "published", "2019-12-31"),
        ("venue=ICLR", "venue", "ICLR"),
        ("abstract=Shorter.", "abstract", "Shorter."),
        (
            "summary=One line = one thought.",
            "summary",
            {"text": "One line = one thought.", "made_by": "hand", "model": None},
        ),
    ],
)
def test_an_edit_shows_at_once_and_says_that_it_is_yours(full: Shell, edit: str, field: str, value: object) -> None:
    said = full("set", KEY, edit)

    shown = full.paper(KEY)
    assert (said.code, said.out) == (0, "")
    assert (shown[field], shown["origins"][field]["source"]) == (value, "hand")


@pytest.mark.parametrize("edit", ["arxiv=2001.00099v2", "doi=https://doi.org/10.1000/99"])
def test_an_identifier_of_yours_names_the_paper(full: Shell, edit: str) -> None:
    full("set", KEY, edit)

    assert full.paper(edit.partition("=")[2])["key"] == KEY


@pytest.mark.parametrize(
    ("edit", "link", "address"),
    [
        ("code=https://github.com/moreau/new", "code", "https://github.com/moreau/new"),
        ("pdf=https://example.org/a.pdf", "pdf", "https://example.org/a.pdf"),
        ("paper=https://example.org/a", "paper", "https://example.org/a"),
    ],
)
def test_an_address_of_yours_is_the_link(full: Shell, edit: str, link: str, address: str) -> None:
    full("set", KEY, edit)

    assert full.paper(KEY)["links"][link] == address


def test_several_edits_are_one_change(full: Shell) -> None:
    full("set", KEY, "year=2019", "venue=ICLR", "citations=7")
    shown = full.paper(KEY)

    said = full("undo")

    assert (shown["year"], shown["venue"], shown["citations"]["count"]) == (2019, "ICLR", 7)
    assert said.code == 0
    assert full.paper(KEY)["year"] == 2021


def test_a_second_edit_leaves_the_first_in_place(full: Shell) -> None:
    full("set", KEY, "year=2019")

    full("set", KEY, "venue=ICLR")

    assert (full.paper(KEY)["year"], full.paper(KEY)["venue"]) == (2019, "ICLR")


def test_an_empty_value_takes_the_edit_back(full: Shell) -> None:
    before = full.paper(KEY)
    full("set", KEY, "venue=ICLR", "citations=7")

    full("set", KEY, "venue=", "citations=")

    shown = full.paper(KEY)
    assert (shown["venue"], shown["citations"]) == (before["venue"], before["citations"])


def test_a_cite_key_stays_whatever_is_edited(full: Shell) -> None:
    full("set", KEY, "authors=Zora Zimmer", "year=1999", "title=Another Title")

    assert full.paper("2001.00001")["key"] == KEY


@pytest.mark.parametrize(
    "edit",
    [
        "year=soon", "year=20", "year=２０２０", "published=2020", "citations=many", "citations=-1",
        "code=github.com/x",
        "paper=javascript:alert(1)", "pdf=https://example.org/a b", "pdf=https://example.org/\x9b31m",
        "arxiv=abc", "doi=10", "venue=N/A", "summary=n/a",
        "colour=red", "title", "reading=done", "reading=Read", "rating=6", "rating=0", "rating=good",
    ],
)  # fmt: skip
def test_an_edit_that_means_nothing_is_asked_wrongly_and_changes_nothing(full: Shell, edit: str) -> None:
    before = full.papers()

    said = full("set", KEY, "abstract=Would be kept.", edit)

    assert (said.code, said.out) == (2, "")
    assert full.papers() == before


def test_a_summary_is_a_line_and_no_text(full: Shell) -> None:
    kept = full("set", KEY, "summary=" + "a" * 500)
    before = full.papers()

    said = full("set", KEY, "summary=" + "b" * 501)

    assert kept.code == 0
    assert (said.code, said.out) == (2, "")
    assert "500 characters at most: this has 501" in said.err
    assert "survey note" in said.err
    assert full.papers() == before


def test_how_far_you_are_and_what_you_think_of_it_are_kept(full: Shell) -> None:
    said = full("set", KEY, "reading=reading", "rating=4")
    full("set", KEY, "reading=read")

    assert (said.code, said.out) == (0, "")
    details = full.paper(KEY)["details"]
    assert (details["rating"], details["reading"]) == ("4", "read")
    assert "reading:     read, 4 of 5\n" in full("show", KEY).out


def test_one_of_them_is_taken_back_alone_and_all_is_undone(full: Shell) -> None:
    before = full.paper(KEY)["details"]
    full("set", KEY, "reading=read", "rating=4")

    full("set", KEY, "rating=")
    left = full.paper(KEY)["details"]
    full("undo")
    full("undo")

    assert left == {**before, "reading": "read"}
    assert full.paper(KEY)["details"] == before


def test_a_list_tells_filters_and_sorts_by_what_is_read(full: Shell) -> None:
    full("set", KEY, "reading=read", "rating=2")
    full("set", "tidal memory", "rating=5")

    listed = full("list", "--sort", "rating").rows

    assert [row[0] for row in listed][:2] == ["castellanos2020tidal", KEY]
    assert [row[7] for row in listed] == ["5 of 5", "read, 2 of 5", "", ""]
    assert [row[0] for row in full("list", "is:read").rows] == [KEY]
    assert KEY not in full("list", "-is:read").out
    assert full("list", "is:to-read").out == ""


def test_what_is_read_is_a_column_of_the_review_table(full: Shell) -> None:
    full("set", KEY, "reading=to-read", "rating=3")

    exported = full("export", "-f", "tsv", "--columns", "key,reading,rating,velocity").rows

    assert exported[0] == ["key", "reading", "rating", "velocity"]
    assert exported[1][:3] == [KEY, "to-read", "3"]
    assert float(exported[1][3]) > 0


def test_tags_are_put_on_and_taken_off(full: Shell) -> None:
    full("tag", KEY, "+light", "sea", "+todo")

    said = full("tag", KEY, "-todo", "+done", "-never-there")

    assert (said.code, said.out) == (0, "")
    assert full.paper(KEY)["tags"] == ["done", "light", "sea"]


def test_a_tag_of_several_words_that_a_file_brought_can_be_taken_off(full: Shell) -> None:
    full("add", "-", stdin="arxiv,title,tags\n2001.00001,Sparse Lanterns for Long Documents,to read\n")
    assert full.paper(KEY)["tags"] == ["to read"]

    said = full("tag", KEY, "-to read", "+done")

    assert said.code == 0
    assert full.paper(KEY)["tags"] == ["done"]


@pytest.mark.parametrize("words", [(), ("+",), ("-",), ("two words",), ("--nonsense",), ("\x1b\x07",)])
def test_what_is_no_tag_is_asked_wrongly(full: Shell, words: tuple[str, ...]) -> None:
    said = full("tag", KEY, *words)

    assert (said.code, full.paper(KEY)["tags"]) == (2, [])


def test_what_is_taken_out_is_out_and_comes_back_with_all_that_was_said(full: Shell) -> None:
    full("note", KEY, "mine")
    before = full.papers()

    said = full("rm", KEY, "tidal memory")
    out = [each["key"] for each in full.papers()]
    full("undo")

    assert (said.code, said.out) == (0, "")
    assert out == ["okonkwo2020harbour", "falk1998counting"]
    assert full.papers() == before


def test_one_that_is_not_there_keeps_the_others_in(full: Shell) -> None:
    before = full.papers()

    said = full("rm", KEY, "zeppelins")

    assert said.code == 4
    assert full.papers() == before


def test_changes_are_taken_back_from_the_last_to_the_first(full: Shell) -> None:
    before = full.papers()
    full("set", KEY, "year=2019")
    full("tag", KEY, "+x")
    full("note", KEY, "y")

    undone = [full("undo").out for _ in range(3)]

    assert undone == [f"undone: note ({KEY})\n", f"undone: tag +x ({KEY})\n", f"undone: set year ({KEY})\n"]
    assert full.papers() == before


def test_what_is_undone_of_several_papers_names_none(full: Shell) -> None:
    full("rm", KEY, "tidal memory")
    full("rm", "counting")

    undone = [full("undo").out for _ in range(2)]

    assert undone == ["undone: rm 1 paper (falk1998counting)\n", "undone: rm 2 papers\n"]


def test_where_nothing_was_changed_there_is_nothing_to_undo(shell: Shell) -> None:
    said = shell("undo")

    assert (said.code, said.out) == (1, "")
    assert "nothing to undo" in said.err


@pytest.mark.parametrize("words", ["set {} year=2020", "note {} x", "tag {} +x", "rm {}", "same {} {}", "why {} title"])
def test_a_paper_that_is_not_there_is_a_question_of_which(full: Shell, words: str) -> None:
    before = full.rows()

    said = full(*words.format("zeppelins", KEY).split())

    assert (said.code, said.out) == (4, "")
    assert full.rows() == before
