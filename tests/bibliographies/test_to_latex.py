"""Text as LaTeX: what prints it, and nothing that does more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.bibliographies.latex import words_of
from survey.bibliographies.to_latex import latex, title_latex


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("LoRA: Low-Rank Adaptation", "{LoRA}: Low-Rank Adaptation"),
        ("A Study of GPT-3 and C++", "A Study of {GPT}-3 and {C}++"),
        ("How I Met a mT5", "How {I} Met a {mT5}"),
        ("A Survey of Deep Networks", "A Survey of Deep Networks"),
        ("A survey of deep networks in Korea", "A survey of deep networks in {Korea}"),
        ("Deep networks: A survey of Bayesian doors", "Deep networks: A survey of {Bayesian} doors"),
        ("Learning for $O(N)$ LSTMs", "Learning for $O(N)$ {LSTMs}"),
        ("딥러닝 BERT", "딥러닝 {BERT}"),
    ],
)
def test_capitals_that_must_stay_are_in_braces(title: str, written: str) -> None:
    assert title_latex(title, with_accents=False) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("é ö ł ß Ø ő ç ï", '{\\\'e} {\\"o} {\\l} {\\ss} {\\O} {\\H{o}} {\\c{c}} {\\"\\i}'),
        ("Иван 김 王", "Иван 김 王"),
        ("ế Nguyễn ậ ơ", "{\\'{\\^e}} Nguy{\\~{\\^e}}n {\\^{\\d{a}}} ơ"),
        ("β-VAE ≤ 2ℓ", "{\\ensuremath{\\beta}}-VAE {\\ensuremath{\\leq}} 2{\\ensuremath{\\ell}}"),
        ("Περί", "Περί"),
        ("50% of R&D_1 #2", r"50\% of R\&D\_1 \#2"),
        ("$x^2$ for $5 and $6", r"$x^2$ for \$5 and \$6"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        (r"$\input{x}$", r"\$\textbackslash{}input\textbraceleft{}x\textbraceright{}\$"),
        (r"$\mathbb{R}^n$", r"$\mathbb{R}^n$"),
        ("$a } b$", r"\$a \textbraceright{} b\$"),
        ("$a % b$", r"\$a \% b\$"),
    ],
)
def test_a_text_is_printed_as_it_is(text: str, written: str) -> None:
    assert latex(text, with_accents=True) == written


@pytest.mark.parametrize("with_accents", [True, False])
@given(text=st.text(st.sampled_from("aAéı'`-\"\\{}$%&#_^~<>|@ xİ中") | st.characters(categories=("L", "P", "S"))))
def test_what_is_written_says_the_same_and_says_it_the_same_again(with_accents: bool, text: str) -> None:  # noqa: FBT001
    line = words_of(latex(" ".join(text.split()), with_accents=with_accents))

    assert words_of(latex(line, with_accents=with_accents)) == line
    assert words_of(title_latex(line, with_accents=with_accents)) == line
