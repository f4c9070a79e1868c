"""An abstract as plain sentences with sections."""

from __future__ import annotations

import pytest

from survey.reading.abstract import prose, read_abstract
from survey.reading.labels import Sentence, is_aside


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("the \\emph{second} {\\it law}", "the second law"),
        ("see~\\cite{a, b} and \\citep[p.~3]{c} it", "see it"),
        ("so it is, cf.~\\cite{a}.", "so it is."),
        ("Erd\\H{o}s, M\\\"uller, Fran\\c{c}ois and G{\\'e}rard", "Erdős, Müller, François and Gérard"),
        ("5\\% of {BERT} \\& co.", "5% of BERT & co."),
        ("``one'' of many", "“one” of many"),
        ("$\\emph{x}_{1}$ and \\textbf{$y$ too}", "$\\emph{x}_{1}$ and $y$ too"),
        ("H<sub>2</sub>O &lt;b&gt;here&lt;/b&gt;", "H2O here"),
        ("two\n lines", "two lines"),
        ("a cost $$n^2,$$ or {\\sc Hen} of \\$3", "a cost $n^2$, or Hen of \\$3"),
        ("# Hens\n\n**They** lay *eggs*", "Hens. They lay eggs"),
        ("null", ""),
    ],
)
def test_markup_and_commands_go_and_words_stay(text: str, plain: str) -> None:
    assert prose(text) == plain


@pytest.mark.parametrize(
    "abstract",
    [
        "AIM: Count hens. RESULTS: There are ten.",
        "Aim. Count hens. Results. There are ten.",
        "Aims — Count hens. Results — There are ten.",
        "ABSTRACT AIM Count hens. RESULTS There are ten.",
        "Abstract: Aim: Count hens. Main results: There are ten.",
    ],
)
def test_a_label_names_the_section_and_goes(abstract: str) -> None:
    assert read_abstract(abstract) == [Sentence("Count hens.", "aim"), Sentence("There are ten.", "result")]


def test_key_points_are_bullets_before_the_abstract() -> None:
    found = read_abstract("Highlights • We count hens. • Hens lay. Abstract Hens are birds. We count them.")

    assert [sentence.text for sentence in found] == [
        "• We count hens.",
        "• Hens lay.",
        "Hens are birds.",
        "We count them.",
    ]


def test_a_label_may_name_three_sections_and_worth_is_no_conclusion() -> None:
    found = read_abstract(
        "Purpose To count hens. Design/methodology/approach Hens were counted. Findings There are ten. "
        "Research limitations/implications The farm is small. Originality/value This is the first count."
    )

    assert [sentence.section for sentence in found] == ["aim", "method", "result", "aside", "value"]
    assert found[1].text == "Hens were counted."


def test_a_heading_with_a_number_goes() -> None:
    assert read_abstract("1. Introduction. Hens lay. 2. Results. There are ten.") == [
        Sentence("Hens lay.", "background"),
        Sentence("There are ten.", "result"),
    ]


def test_a_section_lasts_until_the_next() -> None:
    found = read_abstract("METHODS AND RESULTS: Hens were counted. Twice. CONCLUSIONS: All is well.")

    assert [sentence.section for sentence in found] == ["method", "method", "conclusion"]


def test_labels_in_other_scripts_are_labels() -> None:
    assert read_abstract("【目的】数鸡。【结果】有十只。") == [
        Sentence("数鸡。", "aim"),
        Sentence("有十只。", "result"),
    ]


@pytest.mark.parametrize(
    "text", ["Methods matter.", "Results vary.", "Background Subtraction is old.", "Value is odd."]
)
def test_a_word_that_begins_a_sentence_is_no_label(text: str) -> None:
    assert read_abstract(text) == [Sentence(text, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Code is available at https://example.org.",
        "Our models and data will be made publicly available.",
        "© 2020 The Authors.",
        "Keywords: hens, eggs",
        "Further research is needed.",
        "Implications for teachers are discussed.",
    ],
)
def test_what_is_not_about_the_work_is_an_aside(text: str) -> None:
    assert is_aside(Sentence(text, None))


@pytest.mark.parametrize("text", ["We release a corpus of letters.", "Data were available for ten of the hens we had."])
def test_what_is_about_the_work_is_no_aside(text: str) -> None:
    assert not is_aside(Sentence(text, None))


@pytest.mark.parametrize("text", ["No abstract available.", "[No abstract]", "Abstract not available", "N/A"])
def test_what_says_that_there_is_none_is_no_abstract(text: str) -> None:
    assert read_abstract(text) == []
