"""Citations in abstracts."""

from __future__ import annotations

import pytest

from survey.reading.abstract import prose
from survey.reading.one_line import one_line


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("We dance~\\cite{a,b} and sing \\citep[see][p.~3]{c}.", "We dance and sing."),
        ("It is faster than A \\cite{a}, B~\\cite{b}, and C \\cite {c}.", "It is faster than A, B, and C."),
        ("It dances \\parencite{a} \\autocite{b} \\footcite{c}\\nocite{d}.", "It dances."),
        ("It replaces the softmax of \\citet{a} by a dance.", "It replaces the softmax by a dance."),
        ("It dances as in \\cite{a}, \\cite{b} and \\cite{c}.", "It dances."),
        ("Following \\cite{a}, we dance.", "We dance."),
        ("It dances (see \\cite{a} and \\S~\\ref{sec:b}).", "It dances."),
        ("It dances (Section~\\ref{sec:b}; \\Cref{fig:b}) well.", "It dances well."),
        ("It dances\\footnote{See \\url{https://example.org}.} well.", "It dances well."),
        ("It dances [moreau2020bees; lind2021wasps] well.", "It dances well."),
        ("It dances [@moreau2020; @lind2021, p. 3] well.", "It dances well."),
        (f"It dances \\cite{{{','.join(f'key{n}' for n in range(300))}}} well.", "It dances well."),
        ("On [CIFAR10] and [0, 1] it dances.", "On [CIFAR10] and [0, 1] it dances."),
    ],
)
def test_citations_go_with_what_leads_to_them(text: str, plain: str) -> None:
    assert prose(text) == plain


def test_a_sentence_of_which_a_work_is_the_subject_is_left_out() -> None:
    abstract = (
        "We propose a dance of bees that anybody can read. \\citet{a} propose a dance. In \\cite{a}'s words, it sings."
    )

    assert one_line("Dances", abstract) == "We propose a dance of bees that anybody can read."


def test_a_sentence_full_of_citations_can_be_the_line() -> None:
    abstract = (
        "Bees dance. Unlike \\cite{a}, we propose a camera \\cite{b} that reads the dance of bees \\cite{c, d} from "
        "afar~\\citep[p.~7]{e}, which extends the work of \\citet{f}."
    )

    assert (
        one_line(None, abstract)
        == "We propose a camera that reads the dance of bees from afar, which extends the work."
    )


def test_where_every_sentence_needs_its_work_one_is_made_of_what_is_left() -> None:
    assert one_line(None, "\\citet{a} propose a dance of bees that reads well.") == (
        "Propose a dance of bees that reads well."
    )
