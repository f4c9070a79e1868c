"""What is written for LaTeX compiles, whatever papers are called: tables and bibliographies by the real programs."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from survey.bibliographies.write_bibtex import Bibtex
from survey.formats.latex import Latex, Longtable
from survey.formats.table import review_table
from survey.model.record import Venue, VenueKind
from tests.bibliographies.papers import ids, view

if TYPE_CHECKING:
    from pathlib import Path

    from survey.model.view import PaperView

_WITHOUT = [program for program in ("pdflatex", "bibtex") if not shutil.which(program)]
pytestmark = pytest.mark.skipif(
    bool(_WITHOUT), reason=f"no {' and no '.join(_WITHOUT)}; Debian's package is texlive-latex-recommended"
)

WORDS = r"""
    Doors GPT-3 é Erdős ß Łódź İ ế Nguyễn 100% R&D a_b #2 ~ ^ { } {x} \ \input{x} \end{table} $x^2$ $\frac{a}{b}$ $5 $$
    <i> &amp; A<B “Q” -- @article{x, (2) O'Neil * / " | ; , ?` [1] ^^M %% … × ± ° § © ™ € ½ → ≤ ∞ α Γ-VAE β² ŋ ș ‐
"""
PEOPLE = ("J. D. van der Waals Jr.", "Łukasz d'Alembert", "AT&T Labs", "Barnes and Noble", "Team {X}", "R_2 D#2")


def hostile() -> list[PaperView]:
    return [
        view(
            f"paper{number}",
            title=f"{word} in {word}",
            authors=(PEOPLE[number % len(PEOPLE)], "İlker Şahin"),
            year=2020,
            venue=Venue(f"Journal of {word}", VenueKind.JOURNAL),
            abstract=word,
            identifiers=ids(f"doi:10.1234/a_({number})<x>#%"),
            pdf="https://example.org/~a/%20b_c#d",
            details={"publisher": word, "comment": word, "editor": PEOPLE[0]},
            notes=(word,),
        )
        for number, word in enumerate(WORDS.split())
    ]


def write(path: Path, form: Latex, papers: list[PaperView]) -> None:
    out = io.StringIO()
    form.write(review_table(papers, ("title", "authors", "venue", "pdf"), title="Cut & {paste}"), out)
    path.write_text(out.getvalue(), encoding="utf-8")


def complaints(folder: Path, program: str) -> list[str]:
    """What TeX cannot get past, and what BibTeX cannot read."""
    run = subprocess.run(
        [program, *(["-interaction=nonstopmode"] if program == "pdflatex" else []), "main"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=120,
    )
    lines = run.stdout.decode(errors="replace").splitlines()
    return [line for line in lines if line.startswith("!") or "---line" in line or "error message" in line]


def test_tables_and_references_of_papers_with_any_name_compile(tmp_path: Path) -> None:
    papers = hostile()
    write(tmp_path / "short.tex", Latex(), papers[:9])
    write(tmp_path / "long.tex", Longtable(), papers)
    (tmp_path / "refs.bib").write_text("".join(Bibtex().pieces(papers)), encoding="utf-8")
    (tmp_path / "main.tex").write_text(
        r"\documentclass{article}\usepackage[T1]{fontenc}"
        r"\usepackage{array,booktabs,hyperref,longtable,amsmath,amssymb,bm}"
        r"\begin{document}\input{short}\input{long}\nocite{*}\bibliographystyle{plain}\bibliography{refs}\end{document}",
        encoding="utf-8",
    )

    found = [complaints(tmp_path, program) for program in ("pdflatex", "bibtex", "pdflatex", "pdflatex")]

    assert found == [[], [], [], []]
    assert (tmp_path / "main.bbl").read_text(errors="replace").count(r"\bibitem") == len(papers)
    assert (tmp_path / "main.pdf").stat().st_size > 10_000
