"""One line a paper: what is chosen, and what holds of every line whatever the text."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.reading.abstract import prose
from survey.reading.one_line import one_line, versions
from survey.reading.whole import MOST_WORDS, is_balanced, size
from tests.reading.abstracts import GOLDEN, Golden

_PIECES = (
    "we propose", "we show that", "in this paper,", "however,", "To this end, we", "a method", "models", "which", "is",
    "are", "fast", "and", "or", ", and", ",", ";", ":", "of", "the", "(see the appendix)", "(", ")", "[3, 4]", "“", "”",
    '"', "$x^2$", "$", "\\cite{a}", "\\emph{new}", "{", "}", "et al.", "e.g.", "i.e.", "Fig. 2", "such as", "by using",
    "(Smith et al., 2019)", "Results.", "METHODS:", "Objective To", ".", ". ", "?", "…", "We", "Our results show that",
    "本文提出", "方法，", "。", "제안한다.", "본 논문에서는", "手法を", "<b>", "&amp;", "\n", "U.S.", "3.5%",
    "not only", "both", "目的：", "结果:", "；结论:", "[방법]", "Ziel:", "Ergebnisse:", "\\citet{a}", "as in \\cite{b}",
    "al-", "ternative", "$$", "\\[", "\\]", "\\begin{equation}", "\\end{equation}", "{\\sc", "\\$3", "**", "•", "1)",
    "although", "such as", "i)", "## ", "[1]",
)  # fmt: skip
_SCHOLARLY = st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join)
_WORDS = (
    "we",
    "propose",
    "show",
    "that",
    "models",
    "and",
    "learn",
    "fast",
    ",",
    "which",
    "is",
    "however",
    "in",
    "this",
)
_PLAIN = st.lists(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=50).map(" ".join), min_size=1, max_size=4).map(
    lambda said: " ".join(f"We {sentence} ." for sentence in said)
)


def is_within(part: list[str], whole: list[str]) -> bool:
    """Whether `part` is what is left of `whole` after leaving some of it out."""
    rest = iter(whole)
    return all(piece in rest for piece in part)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def letters(text: str) -> list[str]:
    return [char for char in text.casefold() if char.isalnum()]


@pytest.mark.parametrize("paper", GOLDEN, ids=lambda paper: paper.field)
def test_a_paper_of_any_field_has_its_line(paper: Golden) -> None:
    assert one_line(paper.title, paper.abstract) == paper.said


@pytest.mark.parametrize("paper", GOLDEN, ids=lambda paper: paper.field)
def test_a_line_is_its_own_line(paper: Golden) -> None:
    assert one_line(paper.title, paper.said) == paper.said


@pytest.mark.parametrize("nothing", [None, "", "  \n ", "N/A", "<p></p>", "\x00"])
def test_no_abstract_has_no_line(nothing: str | None) -> None:
    assert one_line("A title", nothing) is None


def test_a_title_is_no_abstract() -> None:
    assert one_line("A title that says what we propose", None) is None


def test_a_missing_title_is_no_obstacle() -> None:
    abstract = "Bees dance. In this paper, we present a camera that reads the dance of bees in the dark of the hive."

    assert one_line(None, abstract) == "We present a camera that reads the dance of bees in the dark of the hive."


def test_a_word_alone_is_better_than_nothing() -> None:
    assert one_line("Tides", "Tides.") == "Tides."


def test_a_number_alone_is_no_line() -> None:
    assert one_line("Tides", "1. Introduction. 2. 3. Results: 4.") is None


def test_a_short_conclusion_is_a_line_before_a_long_aim() -> None:
    abstract = "OBJECTIVE: TO ASSESS WHETHER A WALK AT NIGHT HELPS. RESULTS: IT DID. CONCLUSION: WALKS HELP SLEEP."

    assert one_line("WALKS", abstract) == "WALKS HELP SLEEP."
    assert one_line("Walks", abstract.capitalize()) is not None


def test_findings_are_a_line_before_a_claim_to_be_first() -> None:
    abstract = (
        "Findings: Nurses who walk at noon sleep an hour longer. Originality/value: This is the first study of it."
    )

    assert one_line("Walks", abstract) == "Nurses who walk at noon sleep an hour longer."


def test_in_german_the_work_is_a_line_before_its_background() -> None:
    abstract = (
        "Das Feuer an der Oker war eines der größten der Stadt. Die vorliegende Arbeit untersucht, wie alte Karten in "
        "die Pläne der Feuerwehr kamen."
    )

    assert one_line("Die Pläne der Feuerwehr an der Oker", abstract) == (
        "Die vorliegende Arbeit untersucht, wie alte Karten in die Pläne der Feuerwehr kamen."
    )


def test_a_sentence_that_ends_on_an_odd_word_is_not_cut() -> None:
    assert one_line("Seals", "This is all that a seal has.") == "This is all that a seal has."


def test_a_long_sentence_without_a_clause_is_cut_before_what_is_added() -> None:
    said = one_line("Rain", "We measure rain in the towns of the north " + "and in the towns of the south " * 20)

    assert said is not None
    assert said.endswith(("north.", "south.", "towns."))
    assert size(said) <= MOST_WORDS


@given(title=st.none() | st.text(max_size=40), abstract=st.text() | _SCHOLARLY)
@settings(max_examples=400, deadline=None)
def test_whatever_the_text_a_line_is_one_short_whole_line_of_it(title: str | None, abstract: str) -> None:
    said = one_line(title, abstract)

    if said is not None:
        assert said == " ".join(said.split())
        assert size(said) <= MOST_WORDS
        assert len(said) <= 421
        assert is_balanced(said)
        assert is_within(letters(said), letters(prose(abstract)))


@given(abstract=_PLAIN)
def test_every_version_is_made_of_the_words_of_the_abstract_in_their_order(abstract: str) -> None:
    for version in versions(None, abstract):
        assert is_within(words(version.text), words(abstract))


@given(abstract=_PLAIN)
def test_shortening_twice_is_shortening_once(abstract: str) -> None:
    said = one_line(None, abstract)

    assert said is None or one_line(None, said) == said


@pytest.mark.parametrize(
    "blob",
    [
        "word " * 10_000,
        "we study a, which is b, " * 3_000,
        "(" * 20_000,
        "$" * 19_999,
        "aim: " * 4_000,
        "\\emph{" * 4_000,
        "<!-- " * 4_000,
        "本" * 20_000,
        "a" * 20_000,
        "We find, and. " * 3_000,
        "“" * 20_000,
        "et al. " * 5_000,
        ", and " * 5_000,
        "that that " * 5_000,
        "Although it is, which are, " * 1_500,
        "**a " * 5_000,
        "$$ " * 6_000,
        "\\begin{equation} " * 1_000,
        "\\a{" * 4_000,
        "が、" * 6_000,
        "고, " * 4_000,
        "x • " * 4_000,
        "_a" * 9_000,
        "a v. " * 4_000,
    ],
    ids=lambda blob: blob[:12],
)
def test_a_blob_takes_no_time(blob: str) -> None:
    began = time.process_time()

    one_line("A title", blob)

    assert time.process_time() - began < 0.5
