"""HTML and TEI that mean harm, or nothing at all: an answer or one clear line, soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from survey.model.errors import SurveyError
from survey.reading.reading import open_paper, read_paper

CLASSES = st.sampled_from([
    "", "ltx_section", "ltx_title", "ltx_cite", "ltx_bibliography", "ltx_bibitem", "ltx_bibblock", "ltx_appendix",
    "ltx_para", "ltx_p", "ltx_tag", "ltx_note", "ltx_missing_citation", "ltx_font_bold", "ltx_subsection ltx_title",
])  # fmt: skip
TEXTS = st.sampled_from(
    ["", "Related Work", "Rooms. ", "1", "&amp;", "&nbsp;", "\ue0001\ue001", "\\section{x}", "$", "<!-- c -->"]
)
NAMES = st.sampled_from(["div", "p", "a", "cite", "h2", "span", "li", "ul", "section", "em", "script", "table"])
TARGETS = st.sampled_from(["", "#bib.b1", "x#bib.b1", "#bib.", "http://[", "javascript:0", "#bib." + "b" * 90])


@st.composite
def html(draw: st.DrawFn, depth: int = 0) -> str:
    """An element of a page; some are never closed."""
    inside = "".join(draw(st.lists(TEXTS if depth > 4 else TEXTS | html(depth + 1), max_size=4)))
    name, kind, target = draw(NAMES), draw(CLASSES), draw(TARGETS)
    close = draw(st.sampled_from([f"</{name}>", f"</{name}>", "", "</div>"]))
    return f'<{name} class="{kind}" id="bib.b1" href="{target}">{inside}{close}'


@st.composite
def tei(draw: st.DrawFn, depth: int = 0) -> str:
    """An element of a TEI file."""
    inside = "".join(draw(st.lists(TEXTS if depth > 4 else TEXTS | tei(depth + 1), max_size=4)))
    name = draw(
        st.sampled_from(
            ["div", "head", "p", "ref", "biblStruct", "title", "author", "persName", "date", "idno", "note"]
        )
    )
    target = draw(st.sampled_from(["#b0", "#", "", "#b0 #b1"]))
    return (
        f'<{name} type="bibr" target="{target}" xml:id="b0" when="{draw(TEXTS).strip("<!-> c")[:3]}">{inside}</{name}>'
    )


@settings(max_examples=150)
@given(html(), st.binary(max_size=20), st.integers(0, 400))
def test_whatever_a_page_holds_there_is_an_answer_or_a_clear_line(body: str, noise: bytes, at: int) -> None:
    page = f'<!DOCTYPE html><html><body class="ltx_page">{body}</body></html>'.encode()

    for content in (page, page[:at] + noise + page[at:], page[:at], b"<html ltx_>" + noise):
        assert "\n" not in answer(content)


@settings(max_examples=150)
@given(tei(), st.binary(max_size=20), st.integers(0, 400))
@example("", b"\0", 4)
def test_whatever_a_tei_file_holds_there_is_an_answer_or_a_clear_line(body: str, noise: bytes, at: int) -> None:
    wrapped = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    file = wrapped.replace("&nbsp;", "&#160;").encode()

    for content in (file, file[:at] + noise + file[at:], file[:at]):
        assert "\n" not in answer(content)


def answer(content: bytes) -> str:
    """What is said to `content`: how it was read, or why it was not."""
    try:
        paper = open_paper("p", content)
        for keys in paper.manuscript.keys:
            for key in keys:
                paper.entry(key)
        return str(read_paper("p", content, every_section=True).found)
    except SurveyError as error:
        return error.message


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000,
        '<section class="ltx_section">' * 5_000,
        '<p class="ltx_p"><cite class="ltx_cite"><a href="#bib.b1">1</a></cite></p>' * 20_000,
        '<li id="bib.b1" class="ltx_bibitem"><span class="ltx_bibblock">' + "A. Doe, " * 20_000 + "</span></li>",
        "x" * 2_000_000,
        "<p>" + " ( [ " * 200_000,
        '<h2 class="ltx_title">' + "Related Work " * 50_000 + "</h2>",
    ],
    ids=["deep", "sections", "cites", "names", "letters", "brackets", "heading"],
)
def test_no_page_takes_long(body: str) -> None:
    page = f'<html><body><section class="ltx_section"><h2 class="ltx_title">Related Work</h2><p class="ltx_p">{body}'
    begun = time.process_time()

    answer(page.encode())

    assert time.process_time() - begun < 10
