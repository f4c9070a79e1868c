"""PDF whose citations are links."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.model.errors import SurveyError
from survey.model.identifier import Identifier
from survey.reading import pdf as module
from survey.reading.paper import Paper
from survey.reading.pdf import read_pdf
from survey.reading.pdf_entries import parts_of
from survey.reading.pdf_text import as_paper
from survey.reading.reading import read_paper
from survey.reading.sections import Found, Sureness
from tests.reading.papers import keys
from tests.reading.pdfs import Press, written

if TYPE_CHECKING:
    from survey.reading.pdf_pages import Parts
    from survey.reading.reading import Reading


def bibliography(press: Press, *, bookmark: bool = True, labelled: bool = True) -> None:
    entries = {
        "own": "A. Doe. Our own rooms. _Journal of Rooms_, 2020.",
        "quiet": "Ann Doe and Bo Roe. Quiet networks that never say a word to anybody. In _Noise_, 2019.",
        "loud": "C. Roe. Loud rooms. _Noise_, 2018. arXiv:1901.01234.",
        "roe": "Carl Roe. Leaving rooms. _Doors_, 2017. {https://doi.org/10.1145/1|link}",
    }
    press.heading("References", bookmark=bookmark)
    for number, (key, words) in enumerate(entries.items(), start=1):
        press.entry(key, words, label=f"[{number}]" if labelled else "")


def sectioned(press: Press, related: str, *, bookmark: bool = True, labelled: bool = True) -> bytes:
    press.heading("1 Introduction", bookmark=bookmark)
    press.text("Rooms matter a lot [{own|1}], and more than one would think at first.")
    press.heading("2 Related Work", bookmark=bookmark)
    press.text(related)
    press.heading("3 Method", bookmark=bookmark)
    press.text("Ours is that of [{own|1}].")
    bibliography(press, bookmark=bookmark, labelled=labelled)
    return press.pdf()


def read(related: str, **layout: Any) -> Reading:
    return read_paper("paper.pdf", sectioned(Press(**layout), related))


RELATED = "Rooms were studied [{quiet|2}, {loud|3}]. Others left, as {roe|Roe} ({roe|2017}) says."


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("raised", [True, False])
@pytest.mark.parametrize("bookmark", [True, False])
@pytest.mark.parametrize("labelled", [True, False])
def test_a_paper_is_read_however_it_is_set(columns: int, *, raised: bool, bookmark: bool, labelled: bool) -> None:
    content = sectioned(Press(columns=columns, raised=raised), RELATED, bookmark=bookmark, labelled=labelled)

    reading = read_paper("paper.pdf", content)

    assert (reading.found, reading.sure, reading.chosen) == (Found.HEADING, Sureness.SURE, ("Related Work",))
    assert [section.title for section in reading.sections] == ["Introduction", "Related Work", "Method", "References"]
    assert [(work.key, work.title, work.year) for work in reading.cited] == [
        ("quiet", "Quiet networks that never say a word to anybody", 2019),
        ("loud", "Loud rooms", 2018),
        ("roe", "Leaving rooms", 2017),
    ]
    assert [work.mentions[0].sentence for work in reading.cited] == [
        "Rooms were studied [quiet, loud].",
        "Rooms were studied [quiet, loud].",
        "Others left, as [roe] says.",
    ]
    assert reading.missing_entries == ()


def test_an_entry_says_who_and_where() -> None:
    quiet, loud, roe = read(RELATED).cited

    assert quiet.authors == ("Ann Doe", "Bo Roe")
    assert loud.identifiers == {Identifier("arxiv", "1901.01234")}
    assert roe.identifiers == {Identifier("doi", "10.1145/1")}


@pytest.mark.parametrize(
    ("related", "sentence"),
    [
        ("See [{own|1}]-[{loud|3}].", "See [own, quiet, loud]."),
        ("See [{own|1}-{roe|4}].", "See [own, quiet, loud, roe]."),
        ("See ({quiet|Doe et al.}, {quiet|2019}; {roe|Roe}, {roe|2017}).", "See [quiet, roe]."),
        ("See {quiet|Doe et al.} ({quiet|2019}).", "See [quiet]."),
        ("See (e.g. {quiet|Doe}, {quiet|2019}).", "See (e.g. [quiet])."),
        ("See {own|1}{quiet|2}.", "See [own, quiet]."),
    ],
)
def test_what_is_cited_together_is_one_citation(related: str, sentence: str) -> None:
    assert {mention.sentence for work in read(related).cited for mention in work.mentions} == {sentence}


def test_a_title_that_is_printed_otherwise_than_in_its_bookmark_still_begins_its_section() -> None:
    press = Press()
    content = sectioned(press, RELATED).replace(b"/Title (Related Work)", b"/Title (Related W0rk)")

    reading = read_paper("p.pdf", content, section="Related W0rk")

    assert keys(reading) == ["quiet", "loud", "roe"]


def test_bold_words_that_begin_a_paragraph_are_its_theme() -> None:
    reading = read("*Quiet rooms.* They were studied [{quiet|2}].")

    assert reading.cited[0].mentions[0].theme == "Quiet rooms"


def test_words_that_were_broken_are_made_whole_and_compounds_kept() -> None:
    press = Press()
    press.heading("1 Related Work")
    for line in ("A well-known hyphen-", "ated word, and a well-", "known one, CAR-", "Noise and more [{quiet|2}]."):
        press.text(line)
    bibliography(press)

    (work,) = read_paper("p.pdf", press.pdf()).cited

    assert work.mentions[0].sentence == (
        "A well-known hyphenated word, and a well-known one, CAR- Noise and more [quiet]."
    )


@pytest.mark.parametrize("indent", [0, 15])
def test_a_new_paragraph_is_a_new_sentence(indent: int) -> None:
    press = Press()
    press.heading("1 Related Work")
    press.text("It ends here:")
    if not indent:
        press.down()
    press.text("Rooms were studied [{quiet|2}].", indent=indent)
    bibliography(press)

    (work,) = read_paper("p.pdf", press.pdf()).cited

    assert work.mentions[0].sentence == "Rooms were studied [quiet]."


def test_what_stands_on_every_page_is_no_part_of_a_sentence() -> None:
    press = Press()
    press.heading("1 Related Work")
    for number in range(40):
        press.text(
            f"Sentence {number} goes on about rooms and what was said of them by others, for a line or two at least."
        )
    press.text("Rooms were studied [{quiet|2}].")
    bibliography(press)
    for number, page in enumerate(press.pages, start=1):
        page.insert(0, "BT /F0 10 Tf 1 0 0 1 72 770 Tm (Rooms, a survey) Tj ET")
        page.append(f"BT /F0 10 Tf 1 0 0 1 300 40 Tm ({number}) Tj ET")
    press.pages.append(list(press.pages[0][:1]))

    paper = read_pdf(press.pdf())

    assert len(press.pages) >= 3
    assert "a survey" not in paper.manuscript.text
    assert "\n1\n" not in paper.manuscript.text


def test_a_pdf_without_links_says_so() -> None:
    press = Press()
    press.heading("1 Related Work")
    press.text("Rooms were studied [2].")

    with pytest.raises(SurveyError, match="no citation in the PDF is a link") as refused:
        read_paper("p.pdf", press.pdf())
    assert "LaTeX source" in str(refused.value.hint)


def test_without_the_package_it_is_said_which_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)

    with pytest.raises(SurveyError) as refused:
        read_paper("p.pdf", b"%PDF-1.5")

    assert refused.value.hint == 'pip install "paper-survey[pdf]"'


CYCLE = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9999999 >>"]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.5",
        b"%PDF-1.5" + b"\0" * 5_000,
        sectioned(Press(), RELATED)[:900],
        written(CYCLE),
        b"%PDF-1.5\n1 0 obj\n" + b"[" * 200_000,
    ],
    ids=["bare", "zeros", "cut", "cycle", "deep"],
)
def test_what_is_broken_is_told_in_one_line(content: bytes) -> None:
    with pytest.raises(SurveyError) as refused:
        read_paper("p.pdf", content)

    assert "\n" not in refused.value.message


def test_a_pdf_that_is_too_large_or_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(pages=[[] for _ in range(401)])
    with pytest.raises(SurveyError, match="more than 400 pages"):
        read_pdf(press.pdf())
    with pytest.raises(SurveyError, match=r"within 0\.001 seconds"):
        read_pdf(sectioned(Press(), RELATED), seconds=0.001)

    monkeypatch.setattr(module, "LARGEST", 100)
    with pytest.raises(SurveyError, match="larger than 100 bytes"):
        read_pdf(sectioned(Press(), RELATED))


def test_no_module_of_the_users_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('run')")
    (tmp_path / "json.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)

    assert keys(read(RELATED)) == ["quiet", "loud", "roe"]


def parts(content: bytes) -> Parts:
    command = [sys.executable, "-m", "survey.reading.pdf_pages"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    said: Parts = json.loads(done.stdout)
    return said


def test_parts_say_where_everything_stands() -> None:
    said = parts(sectioned(Press(), RELATED))

    assert said["places"].keys() == {"cite.own", "cite.quiet", "cite.loud", "cite.roe"}
    assert [title for _, title, _, _ in said["outline"]] == ["Introduction", "Related Work", "Method", "References"]
    assert said["pages"][0]["lines"][0]["runs"][0][0] == "1 Introduction"
    assert said["pages"][0]["links"][0] == "cite.own"


@pytest.mark.parametrize(
    ("printed", "blocks"),
    [
        (
            "Ann Doe and Carl B. Roe. A title. In Noise, 2019.",
            ["Ann Doe and Carl B. Roe. ", "A title. ", "In Noise, 2019."],
        ),
        ("Ann Doe. Is it? In Noise.", ["Ann Doe. ", "Is it? ", "In Noise."]),
        ("Ann Doe. 2019. A title. In Noise.", ["Ann Doe. 2019. A title. In Noise."]),
        ("Doe, A.: A title. In: Noise (2019)", ["Doe, A.: A title. In: Noise (2019)"]),
        ("A. Doe, “A title,” Noise.", ["A. Doe, “A title,” Noise."]),
    ],
)
def test_names_and_title_are_parted_where_stops_part_them(printed: str, blocks: list[str]) -> None:
    assert parts_of(printed) == blocks


WORDS = st.sampled_from([
    "2 Related Work", "References", "[1] A. Doe. Rooms. 2019.", "word-", "Rooms", "[", "]", "(", ")", "-", "\ue000",
    "\ue001", "\ue002", "", " ", "\\emph{", "$", "1", "Ann Doe. ",
])  # fmt: skip
TARGETS = ["cite.a", "cite.0@b", "page.1", "https://x.org/a", "cite."]
NUMBERS = st.floats(-1e4, 1e4) | st.integers(0, 800)
RUNS = st.tuples(WORDS, st.integers(0, 3), st.none() | st.integers(0, len(TARGETS) - 1))
LINES = st.builds(
    lambda x, y, size, runs: {"x": x, "y": y, "size": size, "runs": runs},
    NUMBERS, NUMBERS, st.floats(0, 100), st.lists(RUNS, min_size=1, max_size=4),
)  # fmt: skip
PAGES = st.builds(lambda lines: {"height": 792.0, "lines": lines, "links": TARGETS}, st.lists(LINES, max_size=12))
PLACES = st.dictionaries(st.sampled_from(TARGETS), st.tuples(st.integers(-1, 4), NUMBERS, NUMBERS), max_size=4)
OUTLINES = st.lists(st.tuples(st.integers(0, 5), WORDS, st.integers(-1, 4), NUMBERS), max_size=4)


@settings(max_examples=300)
@given(st.lists(PAGES, max_size=3), PLACES, OUTLINES)
def test_whatever_a_pdf_holds_there_is_a_text_or_a_clear_line(pages: Any, places: Any, outline: Any) -> None:
    said = answer(lambda: as_paper({"pages": pages, "places": places, "outline": outline}))

    assert isinstance(said, Paper) or "\n" not in said
    if isinstance(said, Paper):
        assert "\ue002" not in said.manuscript.text
        assert all(said.entry(key) is None or key in {"a", "b"} for keys in said.manuscript.keys for key in keys)


@settings(max_examples=25)
@given(st.integers(9, 3_000), st.binary(min_size=1, max_size=40))
def test_no_spoilt_byte_breaks_more_than_the_pdf(at: int, noise: bytes) -> None:
    content = sectioned(Press(), RELATED)

    said = answer(lambda: read_pdf(content[:at] + noise + content[at + len(noise) :]))

    assert isinstance(said, Paper) or "\n" not in said


def answer(reading: Callable[[], Paper]) -> Paper | str:
    """The paper, or why there is none."""
    try:
        return reading()
    except SurveyError as error:
        return error.message


def test_a_long_text_does_not_take_long() -> None:
    line = {
        "x": 72.0,
        "y": 400.0,
        "size": 10.0,
        "runs": [("words and (more) words [", 0, None), ("1", 0, 0), ("]-", 0, None)],
    }
    pages: Any = [{"height": 792.0, "lines": [line] * 1_000, "links": ["cite.a"]}] * 20
    places = {f"cite.{number}": (number % 20, 72.0, 400.0) for number in range(2_000)} | {"cite.a": (0, 72.0, 400.0)}
    begun = time.process_time()

    as_paper({"pages": pages, "places": places, "outline": [(0, "words", n % 20, 400.0) for n in range(500)]})

    assert time.process_time() - begun < 20
