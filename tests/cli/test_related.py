"""`survey related`: a paper's own related work, typed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell

PAPER = r"""\documentclass{article}\begin{document}\section{Introduction}\cite{c}
\section{Related Work} Rooms are loud \cite{a}. \section{Method}
\begin{thebibliography}{1}\bibitem{a} A. Doe. \newblock Quiet networks. \newblock Noise, 2019.\end{thebibliography}
\end{document}"""


@pytest.fixture
def shell(bare: Shell) -> Shell:
    (bare.folder / "paper.tex").write_text(PAPER)
    return bare


def test_the_works_come_as_json(shell: Shell) -> None:
    said = shell("related", "paper.tex", "--json")

    (work,) = said.json
    assert (said.code, work["key"], work["title"], work["authors"], work["year"]) == (
        0,
        "a",
        "Quiet networks",
        ["A. Doe"],
        2019,
    )
    assert work["mentions"][0]["section"] == "Related Work"
    assert work["mentions"][0]["sentence"] == "Rooms are loud [a]."


def test_it_is_told_how_the_section_was_found(shell: Shell) -> None:
    assert shell("related", "paper.tex").err == "1 works cited in “Related Work” (heading, sure)\n"


def test_sections_are_listed_and_chosen(shell: Shell) -> None:
    assert [row[1:3] for row in shell("related", "paper.tex", "--list-sections").rows][:2] == [
        ["Introduction", "1"],
        ["Related Work", "1"],
    ]
    assert [work["key"] for work in shell("related", "paper.tex", "--section", "introduction", "--json").json] == ["c"]
    assert len(shell("related", "paper.tex", "--all", "--json").json) == 2


def test_a_section_that_is_not_there_fails_and_names_those_that_are(shell: Shell) -> None:
    said = shell("related", "paper.tex", "--section", "Results")

    assert (said.code, said.out) == (1, "")
    assert "Introduction; Related Work; Method" in said.err


def test_a_paper_without_the_section_is_never_silent(shell: Shell) -> None:
    (shell.folder / "paper.tex").write_text(PAPER.replace("Related Work", "Rooms"))

    said = shell("related", "paper.tex", "--json")

    assert said.json == []
    assert '--section "Introduction"' in said.err


def test_what_is_no_file_is_asked_wrongly(shell: Shell) -> None:
    assert shell("related", "hu2022lora").code == 2
    assert shell("related", "paper.tex", "--all", "--section", "x").code == 2
