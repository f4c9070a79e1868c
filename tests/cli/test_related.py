"""`survey related`: a paper's own related work, typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import Shell, use
from tests.demo.asking import paper
from tests.reading.pdfs import Press

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
    assert shell("related", "paper.tex").err == "1 work cited in “Related Work” (heading, sure)\n"


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
    assert shell("related", "paper.tar.gz").code == 2
    assert shell("related", "paper.tex", "--all", "--section", "x").code == 2


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScholarlyWeb]:
    """A web in which the first paper has a text that cites the second, and the third has none."""
    with ScholarlyWeb([paper(1, references=["2001.00002"]), paper(2, authors=["Ann Doe"]), paper(3)]) as box:
        use(box, monkeypatch)
        yield box


@pytest.mark.parametrize("asked", ["2001.00001", "arxiv:2001.00001v1", "https://arxiv.org/abs/2001.00001"])
def test_a_paper_is_read_where_arxiv_keeps_it(bare: Shell, texts: ScholarlyWeb, asked: str) -> None:
    said = bare("related", asked, "--json")

    (work,) = said.json
    assert (work["title"], work["authors"], work["identifiers"]) == ("Paper 2", ["Ann Doe"], {"arxiv": "2001.00002"})
    assert work["mentions"][0]["sentence"] == "Much of this begins with [2001.00002]."
    assert "read arxiv:2001.00001 as its e-print" in said.err
    assert not bare.catalog.exists()


def test_a_paper_of_the_survey_is_read_under_any_of_its_names(full: Shell, texts: ScholarlyWeb) -> None:
    for asked in ("moreau2021sparse", "10.1000/1", "sparse lanterns"):
        assert [work["title"] for work in full("related", asked, "--json").json] == ["Paper 2"]

    assert len(texts.requests) == 1


def test_a_text_is_fetched_once_and_then_read_offline(
    bare: Shell, texts: ScholarlyWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bare("related", "2001.00001", "--json")
    monkeypatch.setenv("SURVEY_OFFLINE", "1")

    assert bare("related", "2001.00001", "--json").json == first.json
    assert bare("related", "2001.00003").code == 1
    assert len(texts.requests) == 1


def test_a_section_that_is_not_there_does_not_fetch_another_form(bare: Shell, texts: ScholarlyWeb) -> None:
    assert bare("related", "2001.00001", "--section", "Results").code == 1
    assert len(texts.requests) == 1


def test_a_paper_that_nobody_knows_is_a_question_which(full: Shell) -> None:
    said = full("related", "hu2022lora")

    assert (said.code, said.out) == (4, "")


def test_a_paper_that_is_not_on_arxiv_has_to_be_given(full: Shell) -> None:
    said = full("related", "10.1000/dunes")

    assert (said.code, said.out) == (1, "")
    assert "give its LaTeX source or its PDF" in said.err


def test_a_paper_without_a_text_says_so(bare: Shell, texts: ScholarlyWeb) -> None:
    said = bare("related", "2001.00003")

    assert (said.code, said.out) == (1, "")
    assert "arXiv has no text of arxiv:2001.00003" in said.err
    assert [target for _, _, target in texts.requests] == [f"/{form}/2001.00003" for form in ("e-print", "html", "pdf")]


def test_where_arxiv_refuses_it_is_told(bare: Shell, texts: ScholarlyWeb) -> None:
    texts.faults["arxiv"] = Fault(kind=Kind.FORBID)

    said = bare("related", "2001.00001")

    assert (said.code, said.out) == (1, "")
    assert "arxiv: refused" in said.err


def test_a_pdf_is_read_like_any_other_file(bare: Shell) -> None:
    press = Press()
    press.heading("1 Related Work")
    press.text("Rooms are loud [{a|1}].")
    press.heading("References")
    press.entry("a", "A. Doe. Quiet networks. _Noise_, 2019.", label="[1]")
    (bare.folder / "paper.pdf").write_bytes(press.pdf())

    (work,) = bare("related", "paper.pdf", "--json").json

    assert (work["title"], work["mentions"][0]["sentence"]) == ("Quiet networks", "Rooms are loud [a].")
