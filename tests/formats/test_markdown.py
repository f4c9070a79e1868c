"""Markdown that reads as the papers are called, whatever they are called."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from survey.formats.cell import one_line
from survey.formats.markdown import DASH, Markdown, address, escape
from survey.formats.table import review_table
from tests.formats.views import lattice, paper, repository, written

if TYPE_CHECKING:
    from markdown_it.token import Token

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of(inline: Token) -> str:
    """What a reader sees of a piece of a page; only texts and links may be in it."""
    kinds = {child.type for child in inline.children or []}
    assert kinds <= {"text", "text_special", "link_open", "link_close"}
    return "".join(child.content for child in inline.children or [])


def rows_of(page: str) -> list[list[str]]:
    """The cells of every row of the tables of `page`, as read."""
    rows: list[list[str]] = []
    is_inside = False
    for token in GITHUB.parse(page):
        assert token.type not in {"html_block", "fence", "code_block"}
        if token.type in {"table_open", "table_close"}:
            is_inside = token.type == "table_open"
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and is_inside:
            rows[-1].append(text_of(token))
    return rows


def links_of(page: str) -> list[str]:
    """Where the links of `page` lead."""
    children = [child for token in GITHUB.parse(page) for child in token.children or []]
    return [str(child.attrs["href"]) for child in children if child.type == "link_open"]


def test_a_table_of_all_that_is_known_and_nothing() -> None:
    page, said = written(Markdown(), review_table([lattice(), paper(title="Plain")], title="Segmentation"))

    assert page == textwrap.dedent(
        r"""
        # Segmentation

        | Title | Paper | Code | Citations | Venue | Year | Summary | Results | Code public |
        | --- | --- | --- | ---: | --- | ---: | --- | --- | --- |
        | Lattice Nets for \$k\$-way Segmentation | [arXiv:2101.00001](https://arxiv.org/abs/2101.00001) | [lab/lattice](https://github.com/lab/lattice) | 123 (2021-06-21) | CVPR | 2021 | Cuts images along a lattice \| cheaply. | Cityscapes test: mIoU 85.1% | yes |
        | Plain | — | — | — | — | — | — | — | — |

        - Title, Year: arXiv, 2026-11-01.
        - Code, Results: Papers with Code.
        - Citations: Semantic Scholar, 2021-06-21.
        - Venue: Crossref, 2026-11-02.
        - Summary: Hugging Face, 2026-11-01.
        - Code public: 2026-11-03.
        - Licences of the data: Papers with Code CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), Semantic Scholar ODC-BY 1.0 (https://opendatacommons.org/licenses/by/1-0/).
        """  # noqa: E501 - a row is a line
    ).lstrip("\n")
    assert said == (2, ())


def test_each_group_has_a_heading_and_a_table() -> None:
    views = [paper(title="Old", year=1999), paper(title="New", year=2021), paper(title="When?")]

    page, said = written(Markdown(), review_table(views, ["title"], group_by="year"))

    assert page == (
        "### 2021\n\n| Title |\n| --- |\n| New |\n\n"
        "### 1999\n\n| Title |\n| --- |\n| Old |\n\n"
        "### —\n\n| Title |\n| --- |\n| When? |\n\n"
    )
    assert said.rows == 3


def test_under_a_title_groups_are_one_level_below_it() -> None:
    page, _ = written(Markdown(), review_table([paper(venue="C#")], ["key"], group_by="venue", title="Mine"))

    assert page.startswith("# Mine\n\n## C\\#\n\n")


def test_no_papers_are_a_table_without_rows() -> None:
    page, said = written(Markdown(), review_table([], ["title", "year"]))

    assert page == "| Title | Year |\n| --- | ---: |\n\n"
    assert said == (0, ())


def test_the_same_papers_give_the_same_bytes() -> None:
    views = [lattice(), paper(title="Plain")]

    assert written(Markdown(), review_table(views)) == written(Markdown(), review_table(views))


HOSTILE = [
    "a | b",
    "a \\| b",
    "ends in a backslash \\",
    "\\\\| x \\",
    "`code` and ``more",
    "*bold* __bold__ ~~gone~~",
    "[link](javascript:alert(1))",
    "![picture](http://x/y.png)",
    "<script>alert(1)</script>",
    "<http://x.org> <a@b.org>",
    "&lt;b&gt; &amp; &copy; &#35;",
    "two\nlines\r\nand \u2028 more\x00\x1b[31m",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "--- | ---",
    ": text",
    "$\\mathcal{O}(n\\log n)$ and $5",
    "\u202egnp.exe",
    "half a pair \ud83d",
    "전이 학습 🙂 (再考)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_is_only_read(text: str) -> None:
    page, _ = written(Markdown(), review_table([paper(title=text, venue="V")], ["title", "venue"]))

    assert rows_of(page) == [["Title", "Venue"], [one_line(text), "V"]]
    assert links_of(page) == []
    page.encode()


anything = st.text() | st.text(alphabet="\\|`*_[]()<>!&;#~$-+:=.1 \n\tahref\"'")


@given(title=anything, venue=anything)
def test_any_text_reads_as_itself_in_its_own_cell(title: str, venue: str) -> None:
    page, _ = written(Markdown(), review_table([paper(title=title, venue=venue)], ["title", "venue"]))

    assert rows_of(page)[1] == [one_line(title) or DASH, one_line(venue) or DASH]


@given(text=anything)
def test_any_text_may_head_a_group(text: str) -> None:
    page, _ = written(Markdown(), review_table([paper(key="k", venue=text)], ["key"], group_by="venue"))

    heading = next(token for token in GITHUB.parse(page) if token.type == "inline")
    assert text_of(heading) == (one_line(text) or DASH)
    assert rows_of(page) == [["Key"], ["k"]]


@given(rest=anything, scheme=st.sampled_from(["https://host/", "http://host", "HTTPS://host?", "//host/", ""]))
def test_a_link_leads_to_the_web_or_nowhere(rest: str, scheme: str) -> None:
    link = scheme + rest

    page, _ = written(Markdown(), review_table([paper(repositories=[repository(link)])], ["code", "key"]))

    assert [len(row) for row in rows_of(page)] == [2, 2]
    assert all(re.match("https?://", found, re.I) for found in links_of(page))
    assert bool(links_of(page)) == (address(link) is not None)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://host/x",
        "//host/x",
        "http:/host",
        "https://",
        "x",
        "",
    ],
)
def test_other_schemes_are_never_linked(link: str) -> None:
    assert address(link) is None


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://x.org/a b|c(d)", "https://x.org/a%20b%7Cc%28d%29"),
        ("https://x.org/%20?a=1&copy;=2#top", "https://x.org/%20?a=1&amp;copy;=2#top"),
        ("https://x.org/<b>`\\", "https://x.org/%3Cb%3E%60%5C"),
        ("https://x.org/é", "https://x.org/%C3%A9"),
    ],
)
def test_an_address_is_encoded_where_it_would_break_out(link: str, safe: str) -> None:
    assert address(link) == safe


def test_an_ampersand_in_an_address_stays_one() -> None:
    page = f"[x]({address('https://x.org/?a=1&lt;=2')})"

    assert links_of(page) == ["https://x.org/?a=1&lt;=2"]


def test_mathematics_stays_readable() -> None:
    assert escape("$O(n)$ Attention") == r"\$O(n)\$ Attention"
