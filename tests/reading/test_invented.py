"""What a line may not say: anything that its paper does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.reading.invented import objection
from survey.reading.one_line import one_line
from survey.reading.whole import MOST_WORDS
from tests.reading.abstracts import GOLDEN, Golden

_TITLE = "Lanterns for Long Documents"
_ABSTRACT = (
    "Reading long documents is slow. We propose LanternNet, which looks at three places only. On LongDocs it reads "
    "1,200 pages per minute at an accuracy of 81.50%, as the BERTs of Lübeck's library did in 2019."
)


@pytest.mark.parametrize("paper", GOLDEN, ids=lambda paper: paper.field)
def test_what_was_made_of_an_abstract_says_nothing_new(paper: Golden) -> None:
    assert objection(paper.said, paper.title, paper.abstract) is None


@pytest.mark.parametrize(
    "line",
    [
        "LanternNet reads long documents by looking at 3 places only.",
        "Proposes LanternNet, which looks at three places of a document.",
        "Looking at a few places, LanternNet reads 1200 pages a minute with an accuracy of 81.5%.",
        "The BERT of Lübeck was as fast.",
        "We read documents. Our network looks at few places only.",
        "“lanternnet” reads long documents.",
        "Quickly reads long documents.",
    ],
)
def test_a_line_in_other_words_may_stand(line: str) -> None:
    assert objection(line, _TITLE, _ABSTRACT) is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "it says nothing"),
        ("It reads.\nIt reads fast.", "it is more than one line"),
        ("word " * (MOST_WORDS + 1), f"it has {MOST_WORDS + 1} words"),
        ("It looks at 4 places.", "the paper does not say 4"),
        ("It looks at four places.", "the paper does not say four"),
        ("It is accurate in 81.7% of cases.", "the paper does not say 81.7"),
        ("It reads 12 pages.", "the paper does not say 12"),
        ("It reads １７ pages.", "the paper does not say 17"),
        ("LanternNet beats Longformer.", "the paper does not name Longformer"),
        ("Facebook proposes LanternNet.", "the paper does not name Facebook"),
        ("It reads. Google reads, too.", "the paper does not name Google"),
        ("It is a CNN of long documents.", "the paper does not name CNN"),
        ("It reads what iReader read.", "the paper does not name iReader"),
    ],
)
def test_a_line_that_says_what_the_paper_does_not_is_told_why(line: str, why: str) -> None:
    assert objection(line, _TITLE, _ABSTRACT) == why


def test_scripts_without_capitals_are_checked_by_their_numbers() -> None:
    abstract = "본 논문에서는 세 가지 방법을 제안하고 12개 자료에서 실험한다."

    assert objection("세 가지 방법을 제안한다.", None, abstract) is None
    assert objection("13개 자료에서 실험한다.", None, abstract) == "the paper does not say 13"


@given(st.lists(st.sampled_from((*_ABSTRACT.split(), "(", "GPT-4", "3.5%", "however,", "We"))).map(" ".join))
def test_whatever_the_abstract_its_own_line_may_stand(abstract: str) -> None:
    line = one_line(None, abstract)

    assert line is None or objection(line, None, abstract) is None


@given(st.text(max_size=80), st.integers(min_value=0, max_value=10**9))
def test_a_number_that_the_paper_lacks_never_passes(said: str, number: int) -> None:
    assert objection(f"{' '.join(said.split())} x{number + 17}", None, "no number at all") is not None
