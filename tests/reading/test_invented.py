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


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("It halves the time.", "It needs half of the time."),
        ("It takes half of the time.", "It cuts time by 50%."),
        ("It is twice as fast.", "It is faster by a factor of two."),
        ("It doubles the speed.", "It is twice as fast."),
        ("A third of users stay.", "One in three users stays."),
    ],
)
def test_a_share_may_be_said_in_other_words(line: str, given: str) -> None:
    assert objection(line, None, given) is None


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
        "Proposal of a network that looks at few places.",
        "Description of LanternNet, a reader of documents.",
        "It reads documents on average faster than others.",
        "Its accuracy is on par with that of readers, on documents and over long ones.",
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
        ("It halves the time of reading.", "the paper does not say halves"),
        ("It reads a quarter of the pages.", "the paper does not say quarter"),
        ("It is twice as fast.", "the paper does not say twice"),
        ("It looks at dozens of places.", "the paper does not say dozens"),
        ("It reads １７ pages.", "the paper does not say 17"),
        ("LanternNet beats Longformer.", "the paper does not name Longformer"),
        ("Facebook proposes LanternNet.", "the paper does not name Facebook"),
        ("It reads. Google reads, too.", "the paper does not name Google"),
        ("It is a CNN of long documents.", "the paper does not name CNN"),
        ("It reads what iReader read.", "the paper does not name iReader"),
        ("Longformer reads.", "the paper does not name Longformer"),
        ("It reads on pagenet.", "the paper does not name pagenet"),
        ("It is accurate on the pagenet dataset.", "the paper does not name pagenet"),
        ("It is a network called pagerank which reads.", "the paper does not name pagerank"),
        ("It reads faster than longformer and others.", "the paper does not name longformer"),
    ],
)
def test_a_line_that_says_what_the_paper_does_not_is_told_why(line: str, why: str) -> None:
    assert objection(line, _TITLE, _ABSTRACT) == why


def test_letters_that_begin_words_of_the_paper_are_short_for_them() -> None:
    abstract = "We train convolutional neural networks by stochastic gradient descent."

    assert objection("We train CNNs.", None, abstract) is None
    assert objection("We train RNNs.", None, abstract) == "the paper does not name RNNs"
    assert objection("We train NNs.", None, abstract) == "the paper does not name NNs"


_KOREAN = (
    "본 논문에서는 긴 문서를 빠르게 읽는 세 가지 방법을 제안하고 12개 자료에서 실험한다. "
    "랜턴넷은 등불처럼 문서를 비춘다."
)
_CHINESE = "阅读长文档很慢。本文提出灯笼网络，它只看三处，在12个数据集上实验，准确率更高。"
_JAPANESE = (
    "長い文書を読むのは遅い。本論文では、三か所だけを見るランタンネットを提案し、コンピュータで12件の資料を読む。"
)


@pytest.mark.parametrize(
    ("abstract", "line"),
    [
        (_KOREAN, "긴 문서를 빠르게 읽는 방법을 제안한다."),
        (_KOREAN, "랜턴넷은 기존 시스템의 성능을 개선하여 문서를 읽는다."),
        (_CHINESE, "本文介绍一种只看三处的网络，能够显著提高准确率。"),
        (_JAPANESE, "文書を速く読むランタンネットというモデルを提案する。"),
        (_JAPANESE, "コンピューターで資料を読むアルゴリズムの実験。"),
    ],
)
def test_a_line_in_a_script_without_capitals_may_use_everybodys_words(abstract: str, line: str) -> None:
    assert objection(line, None, abstract) is None


@pytest.mark.parametrize(
    ("abstract", "line", "why"),
    [
        (_KOREAN, "13개 자료에서 실험한다.", "the paper does not say 13"),
        (_KOREAN, "네이버에서 긴 문서를 읽는 방법을 제안한다.", "the paper does not name 네이버"),
        (_KOREAN, "구글은 문서를 읽는 방법을 제안한다.", "the paper does not name 구글"),
        (_KOREAN, "긴 문서를 읽는 방법을 imagenet에서 실험한다.", "the paper does not name imagenet"),
        (_CHINESE, "谷歌提出灯笼网络。", "the paper does not name 谷歌"),
        (_CHINESE, "清华大学提出只看三处的网络。", "the paper does not name 清华大学"),
        (_CHINESE, "灯笼网络在bert上只看三处。", "the paper does not name bert"),
        (_JAPANESE, "グーグルは文書を読むモデルを提案する。", "the paper does not name グーグル"),
        (_JAPANESE, "ﾄﾖﾀのランタンネットを提案する。", "the paper does not name トヨタ"),
        (_JAPANESE, "東芝の資料を読むランタンネットを提案する。", "the paper does not name 東芝"),
    ],
)
def test_names_are_told_without_capitals(abstract: str, line: str, why: str) -> None:
    assert objection(line, None, abstract) == why


@pytest.mark.parametrize(
    ("abstract", "line"),
    [
        (_KOREAN, "Reads long documents quickly."),
        (_ABSTRACT, "긴 문서를 빠르게 읽는다."),
        (_ABSTRACT, "Сеть читает длинные документы."),
        (_CHINESE, "ランタンはとてもはやくよむ。"),
    ],
)
def test_a_line_in_another_script_is_not_of_the_paper(abstract: str, line: str) -> None:
    assert objection(line, None, abstract) == "it is in another script than the paper"


@pytest.mark.parametrize(
    "line",
    [
        "I cannot help with that.",
        "I can’t read the abstract.",
        "I'm sorry, but it is too long.",
        "Sorry, it is too long.",
        "As an AI language model, it reads.",
        "As a large language model it reads.",
        "Unfortunately, I do not have it.",
        "Here is a one-sentence summary: it reads documents.",
        "Here's the summary of the paper.",
        "Sure! It reads documents.",
        "**Summary:** it reads documents.",
        "Please provide the abstract.",
        "Es tut mir leid, das kann ich nicht.",
        "Désolé, je ne peux pas.",
        "Lo siento, no puedo.",
        "抱歉，我无法回答。",
        "作为一个人工智能，我不能。",
        "申し訳ありませんが、お答えできません。",
        "죄송하지만 도와드릴 수 없습니다.",
    ],
)
def test_what_is_said_to_whoever_asked_is_no_line(line: str) -> None:
    assert objection(line, _TITLE, _ABSTRACT) == "it is no line but an answer to whoever asked"


def test_authors_who_cannot_do_something_may_say_so() -> None:
    assert objection("I cannot read the scroll.", None, "This is a lament: I cannot read the scroll.") is None


@given(st.lists(st.sampled_from((*_ABSTRACT.split(), "(", "GPT-4", "3.5%", "however,", "We"))).map(" ".join))
def test_whatever_the_abstract_its_own_line_may_stand(abstract: str) -> None:
    line = one_line(None, abstract)

    assert line is None or objection(line, None, abstract) is None


@given(st.text(max_size=80), st.integers(min_value=0, max_value=10**9))
def test_a_number_that_the_paper_lacks_never_passes(said: str, number: int) -> None:
    assert objection(f"{' '.join(said.split())} x{number + 17}", None, "no number at all") is not None
