"""All that a text cites, by the part of the text in which it does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from survey.model.reference import Part, Reference
from survey.reading.parts import references_of
from survey.reading.reading import open_paper, read_paper

SHARED = os.environ.get("SURVEY_SHARED")

TEXT = r"""\documentclass{article}\begin{document}
\section{Introduction} Rooms are loud \cite{a}.
\section{Related Work} \paragraph{Halls.} Halls are louder \cite{a,b}.
\section{Method} As before \cite{c}.
\begin{table}\caption{Rooms}\begin{tabular}{ll} Quiet \cite{d} & 7 \\ \end{tabular}\end{table}
\section{Experiments} We beat \cite{c}.
\appendix \section{More} See \cite{e}.
\begin{thebibliography}{1}
\bibitem{a} A. Doe. \newblock Quiet networks. \newblock arXiv:2001.00001, 2019.
\bibitem{d} A. Doe. \newblock Loud tables. \newblock Noise, 2020.
\end{thebibliography}\end{document}"""


def cited(text: str) -> dict[str, Reference]:
    return {each.key: each for each in references_of(open_paper("paper.tex", text.encode()))}


def parts(text: str) -> dict[str, list[Part | None]]:
    return {key: [place.part for place in each.places] for key, each in cited(text).items()}


def test_every_work_is_told_with_every_place() -> None:
    assert parts(TEXT) == {
        "a": [Part.RELATED_WORK, None],
        "b": [Part.RELATED_WORK],
        "c": [None, Part.EXPERIMENTS],
        "d": [Part.EXPERIMENTS],
        "e": [None],
    }


def test_a_place_has_its_section_theme_and_sentence() -> None:
    (related, introduction) = cited(TEXT)["a"].places

    assert (related.section, related.theme, related.sentence) == ("Related Work", "Halls", "Halls are louder [a, b].")
    assert (introduction.section, introduction.sentence) == ("Introduction", "Rooms are loud [a].")
    assert cited(TEXT)["e"].places[0].appendix


def test_what_the_bibliography_says_comes_along() -> None:
    work = cited(TEXT)["a"]

    assert (work.title, work.authors, work.year) == ("Quiet networks", ("A. Doe",), 2019)
    assert {str(name) for name in work.identifiers} == {"arxiv:2001.00001"}
    assert cited(TEXT)["b"].raw is None


def test_a_table_without_an_end_ends_with_the_text() -> None:
    assert parts(TEXT.replace(r"\end{tabular}\end{table}", ""))["e"] == [Part.EXPERIMENTS]


def test_a_text_without_sections_still_cites() -> None:
    assert parts(r"\documentclass{article}\begin{document}Rooms are loud \cite{a}.\end{document}") == {"a": [None]}


@pytest.mark.skipif(not SHARED, reason="SURVEY_SHARED names no folder with real papers")
def test_in_real_papers_the_related_work_is_what_reading_it_alone_gives() -> None:
    sources = sorted((Path(SHARED or "") / "data" / "relwork" / "sources").iterdir())

    for source in sources:
        cited = references_of(open_paper(source))
        found = {each.key for each in cited if any(place.part is Part.RELATED_WORK for place in each.places)}
        assert found == {work.key for work in read_paper(source).cited}, source.name
    assert sources
