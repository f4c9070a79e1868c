"""Marks of LaTeX and Markdown gone, and every word still there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.reading.unmarked import without_latex, without_markdown

_PIECES = (
    "$$", "$", "a", "x_1", "\\alpha", "\\emph{", "{", "}", "\\begin{align}", "\\end{align}", "\\[", "\\]", "\\$3", "3",
    "&", "\\\\", "\\ ", "\\item", "{\\sc", "--", "~", "\\OurNet", "**", "_", "*",
)  # fmt: skip
_LATEX = st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a cost $$c = n^2.$$ It grows.", "a cost $c = n^2$. It grows."),
        ("We solve \\[ u_t = \\Delta u, \\] and stop.", "We solve $u_t = \\Delta u$, and stop."),
        (
            "Take \\begin{equation} x = y \\label{eq:x} \\end{equation} as given.",
            "Take $x = y$ as given.",
        ),
        ("\\begin{align*} a &= b \\\\ c &= d \\end{align*}", "$a = b c = d$"),
        ("by {\\sc Heron} and \\texttt{heron\\_fly}", "by Heron and heron_fly"),
        ("oats \\& rye at \\$3 a sack, i.e.\\ cheap", "oats & rye at $3 a sack, i.e. cheap"),
        ("\\begin{theorem}[Main] Hens lay. \\end{theorem} So", "Hens lay. So"),
        ("\\textbf{\\underline{deep \\emph{in}} it}", "deep in it"),
        ("a \\leq b and \\alpha of Gau{\\ss}", "a ≤ b and α of Gauß"),
        ("We name \\OurNet, by \\unknown means", "We name OurNet, by means"),
        ("Lind--Roe --- and more---or less", "Lind–Roe --- and more—or less"),
        ("at \\$5 for $n$ hens", "at \\$5 for $n$ hens"),
    ],
)
def test_commands_go_and_their_words_stay(text: str, plain: str) -> None:
    assert " ".join(without_latex(text).split()) == plain


@given(_LATEX)
def test_no_command_is_left_outside_mathematics(text: str) -> None:
    said = re.sub(r"\\\$", "", without_latex(text))

    assert said.count("$") % 2 or "\\" not in "".join(said.split("$")[::2])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("## Aims\n\nWe count *hens*.", "Aims.\n\nWe count hens."),
        ("**Short:** __all__ hens _lay_ `eggs`", "Short: all hens lay eggs"),
        ("see [the farm](https://example.org/farm) for it", "see the farm for it"),
        ("- hens\n- cocks", "• hens\n• cocks"),
    ],
)
def test_markdown_goes(text: str, plain: str) -> None:
    assert without_markdown(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "$a^*b$ and $c^*d$",
        "A* search and B* trees",
        "2 * 3 * 4",
        "a new map\n- an old one",
        "C*-algebras *",
        "snake_case_names",
        "$x_i$ and $x_j$",
        "$H_*(X)$ and $H_*(Y)$",
    ],
)
def test_stars_and_lines_that_are_no_emphasis_stay(text: str) -> None:
    assert without_markdown(text) == text
