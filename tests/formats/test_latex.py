"""Tables in LaTeX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.formats.cell import Cell, Column
from survey.formats.latex import Latex, Longtable, escape
from survey.formats.table import Group, ReviewTable, review_table
from tests.formats.golden import golden
from tests.formats.views import lattice, paper, repository, result, written

COLUMNS = ("title", "paper", "citations", "year")


def hostile() -> list[str]:
    return [
        r"\input{/etc/passwd} \end{table}",
        "100% of $5 & #1_a^b~c {braces}",
        "[Re] brackets",
        "* starred",
        r"Spectra of $\mathbb{Z}_2$-graded fields",
    ]


def rows(text: str) -> list[str]:
    return text.partition("\\midrule\n")[2].partition("\\bottomrule")[0].splitlines()


def test_the_table_is_the_one_that_was_agreed_on() -> None:
    papers = [lattice(), paper(key="b", title=hostile()[1], year=2020)]

    text, said = written(Latex(), review_table(papers, COLUMNS, title="Cutting & pasting"))

    assert text == golden("review.tex")
    assert (said.rows, said.notices) == (2, ())


def test_the_long_table_is_the_one_that_was_agreed_on() -> None:
    papers = [lattice(), paper(key="b", title=hostile()[0], year=2020)]

    text, _ = written(Longtable(), review_table(papers, COLUMNS, group_by="year", title="Cutting & pasting"))

    assert text == golden("long.tex")


def test_what_papers_are_called_is_text_and_formulas_that_only_draw_are_formulas() -> None:
    text, _ = written(Latex(), review_table([paper(title=title) for title in hostile()], ["title"]))

    assert rows(text) == [
        r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{} "
        r"\textbackslash{}end\textbraceleft{}table\textbraceright{} \\",
        r"100\% of \$5 \& \#1\_a\textasciicircum{}b\textasciitilde{}c \textbraceleft{}braces\textbraceright{} \\",
        r"{}[Re] brackets \\",
        r"{}* starred \\",
        r"Spectra of $\mathbb{Z}_2$-graded fields \\",
    ]


# Of letters and signs beyond ASCII some are written as commands: one each, and those are known.
_PRINTED = st.characters(exclude_characters="$").filter(lambda char: char.isascii() or escape(char) in {char, ""})


@given(st.text(alphabet=_PRINTED, max_size=40))
def test_no_text_has_a_sign_left_that_tex_obeys(text: str) -> None:
    said = escape(text)

    for command in ("textbackslash", "textbraceleft", "textbraceright", "textasciitilde", "textasciicircum"):
        said = said.replace(f"\\{command}{{}}", "")
    for command in ("textless", "textgreater", "textbar"):
        said = said.replace(f"\\{command}{{}}", "")
    for sign in "&%$#_":
        said = said.replace(f"\\{sign}", "")
    assert not set(said) & set("\\{}~^&%$#_\n")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://a.example/x%20y?a=1&b=~c#top", r"\href{https://a.example/x\%20y?a=1\&b=\%7Ec\#top}{"),
        (r"https://a.example/}\input{x}", r"\href{https://a.example/\%7D\%5Cinput\%7Bx\%7D}{"),
        ("javascript:alert(1)", r"javascript:alert(1) \\"),
    ],
)
def test_only_addresses_on_the_web_are_links_and_nothing_ends_them(address: str, said: str) -> None:
    text, _ = written(Latex(), review_table([paper(repositories=[repository(address)])], ["code"]))

    assert rows(text)[0].startswith(said)


def test_numbers_stand_to_the_right_and_what_is_unknown_is_a_dash() -> None:
    text, _ = written(Latex(), review_table([paper(year=2020)], ["year", "venue"]))

    assert "\\begin{tabular}{@{}rl@{}}" in text
    assert rows(text) == [r"2020 & --- \\"]


def test_what_is_too_wide_for_a_page_is_broken_over_lines_and_told() -> None:
    long = paper(title="word " * 40, abstract="longer " * 60, summary=None, year=2020)

    narrow, fits = written(Latex(), review_table([long], ["title", "abstract", "year"]))
    _, too_wide = written(Latex(), review_table([lattice()]))

    assert narrow.count("p{0.") == 2
    assert fits.notices == ()
    assert "pages wide" in too_wide.notices[-1]


def test_the_best_is_bold_and_the_second_underlined() -> None:
    columns = [
        Column("best", "Best", lambda view: Cell(1, mark="best"), is_number=True),
        Column("second", "Second", lambda view: Cell(2, mark="second"), is_number=True),
    ]
    table = ReviewTable(columns, ())
    table.groups = [Group(None, [table.row(paper())])]

    text, _ = written(Latex(), table)

    assert rows(text) == [r"\textbf{1} & \underline{2} \\"]


def test_sources_and_licences_stand_below() -> None:
    view = paper(title="T", results=[result("Cityscapes", "mIoU", "85.1%")])

    text, _ = written(Latex(), review_table([view], ["title", "results"]))

    assert "{\\footnotesize\\raggedright\nResults: Papers with Code.\\par\n" in text
    assert "CC BY-SA 4.0" in text.partition("\\bottomrule")[2]


def test_without_papers_there_is_still_a_table() -> None:
    text, said = written(Longtable(), review_table([], ["title"]))

    assert said.rows == 0
    assert text.count("\\begin") == text.count("\\end{")


def test_a_table_that_floats_tells_when_it_is_longer_than_a_page() -> None:
    papers = [paper(key=str(number), title="Doors " * 30) for number in range(20)]
    table = review_table(papers, ["title", "paper", "summary"])

    assert any("runs off the first: use -f longtable" in notice for notice in written(Latex(), table)[1].notices)
    assert not any("longtable" in notice for notice in written(Longtable(), table)[1].notices)


def test_letters_that_no_font_of_eight_bits_has_are_commands() -> None:
    assert escape("Nguyễn é Γ") == "Nguy{\\~{\\^e}}n é {\\ensuremath{\\Gamma}}"


@pytest.mark.parametrize("form", [Latex(), Longtable()])
def test_letters_that_pdflatex_has_no_font_for_are_told_at_the_top(form: Latex) -> None:
    papers = [paper(title="Привет, 深度学习"), paper(key="b", title="Erdős and Ệ")]

    text, _ = written(form, review_table(papers, ["title"]))

    line = "% Needs LuaLaTeX or XeLaTeX, and a font that has them, for its letters: CJK, Cyrillic."
    assert text.splitlines()[1] == line


def test_of_letters_that_are_in_a_heading_alone_is_told_too() -> None:
    text, _ = written(Latex(), review_table([paper(title="Doors")], ["title"], title="Ωμέγα"))

    assert "XeLaTeX, and a font that has them, for its letters: Greek." in text.splitlines()[1]


def test_where_all_letters_are_latin_no_other_latex_is_asked_for() -> None:
    text, _ = written(Latex(), review_table([paper(title="Erdős, Ødegård and Ệ")], ["title"]))

    assert "XeLaTeX" not in text
