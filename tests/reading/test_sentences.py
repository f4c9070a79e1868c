"""Where sentences end, and where they only seem to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.reading.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "We follow Lind et al. (2016) in this.",
        "Values are given in Fig. 3 and Eq. 4 of the text.",
        "Some tasks, e.g. Parsing, are hard, i.e. Slow.",
        "A gain of 3.5 points over J. K. Rowan was seen.",
        "The strain of E. coli was kept w.r.t. The rule.",
        "The map (drawn by hand. It is old.) hangs there.",
        "We take $a. B$ as given here.",
        "It has no. 5 on its door.",
        "Wir nehmen, z. B. für Bilder, ein Netz.",
        "On prend, p. ex. Pour les images, un filtre.",
        "The rule of Roe v. Wade Brewers Co. [1891] 1 Q.B. 25 still holds.",
        "We add: 1. A map.",
        "精度は３．５％である。",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Is it? It is! So.", ["Is it?", "It is!", "So."]),
        ("It rains (often). It snows.", ["It rains (often).", "It snows."]),
        ("Earlier work is by Lind et al. We go on.", ["Earlier work is by Lind et al.", "We go on."]),
        ("They took vitamin D. Patients were well.", ["They took vitamin D.", "Patients were well."]),
        ("이것은 문장이다. 저것도 문장이다.", ["이것은 문장이다.", "저것도 문장이다."]),
        ("이것은 문장이다.저것도 문장이다.", ["이것은 문장이다.", "저것도 문장이다."]),
        ("这是一句。那是另一句！", ["这是一句。", "那是另一句！"]),
        ("これは文です。それも文です。", ["これは文です。", "それも文です。"]),
        ("a hen sits. a cock crows.", ["a hen sits.", "a cock crows."]),
        ("The mean of results.We add more.", ["The mean of results.", "We add more."]),
        ("Maps • We draw wells. • We count them.", ["Maps", "• We draw wells.", "• We count them."]),
        ("It rained for years We count wells.", ["It rained for years", "We count wells."]),
        ("Two maps are new. ii) The last is old.", ["Two maps are new.", "ii) The last is old."]),
        ("We take wells, ponds, etc. Yet it rains.", ["We take wells, ponds, etc.", "Yet it rains."]),
        ("यह कुआँ है। वह नदी है।", ["यह कुआँ है।", "वह नदी है।"]),
        ("", []),
    ],
)
def test_a_sentence_ends_at_its_stop(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
