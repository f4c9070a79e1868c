"""Sentences said shorter: what goes, and what must stay."""

from __future__ import annotations

import pytest

from survey.reading.compress import opened, shortened
from survey.reading.whole import balanced, is_balanced, is_finished, is_unspaced, size, stop_of


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("In this paper, we propose a map of all the wells.", "we propose a map of all the wells."),
        ("In this work we propose a map of all the wells.", "we propose a map of all the wells."),
        ("However, to this end, we propose a map of wells.", "we propose a map of wells."),
        ("To solve this problem, we draw a map of all wells.", "we draw a map of all wells."),
        ("We also show that wells are deeper than before.", "We show that wells are deeper than before."),
        ("Instead, wells are counted by hand in every town.", "wells are counted by hand in every town."),
        ("ii) wells are counted by hand in every town.", "wells are counted by hand in every town."),
        ("As in [3], wells are taken from maps of [4, 5].", "As in [3], wells are taken from maps of [4, 5]."),
        ("Wells (Lind, 2019) are deep [3, 4], says Roe (2020).", "Wells are deep, says Roe."),
        (
            "Dans cet article, nous proposons une carte de tous les puits.",
            "nous proposons une carte de tous les puits.",
        ),
    ],
)
def test_what_ties_a_sentence_to_others_goes(sentence: str, left: str) -> None:
    assert opened(sentence) == left


@pytest.mark.parametrize(
    "sentence",
    [
        "Instead of maps, we draw plans of all the wells.",
        "First we take Manhattan.",
        "We further the study of wells in this region.",
        "In this paper, which adds to an older one, we count wells.",
        "The rule of the well [1891] 1 QB 25 still holds today.",
        "In this paper town, wells are made of paper too.",
    ],
)
def test_what_only_looks_like_a_tie_stays(sentence: str) -> None:
    assert opened(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "shorter"),
    [
        ("We draw a map of all wells (MAW) by hand.", "We draw a map of all wells by hand."),
        ("We propose a map of wells, which saves time and money.", "We propose a map of wells"),
        ("We propose a new map of all the wells.", "a new map of all the wells."),
        ("Our experiments show that wells are deeper in the north.", "wells are deeper in the north."),
        ("To find water at night, we use a map of all wells.", "we use a map of all wells."),
        ("We present maps of many towns, such as Bergen and Lund.", "We present maps of many towns"),
        ("We draw a map of wells (of 1900 (or so), with $n$ wells).", "We draw a map of wells."),
        ("To find water at night, we measured all the wells again.", "we measured all the wells again."),
        ("本文提出一种绘制水井分布图的新方法，该方法节省时间。", "本文提出一种绘制水井分布图的新方法"),
    ],
)
def test_a_cut_leaves_a_sentence_or_a_name(sentence: str, shorter: str) -> None:
    assert shorter in shortened(sentence)


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("We show that maps, which are old and torn, help to find wells.", "We show that maps"),
        ("We propose a map of red wells, blue wells, and green wells.", "We propose a map of red wells"),
        ("Our map is right but it is of no use to anybody.", "Our map is right"),
        ("Our map of wells is right if it never rains.", "Our map of wells is right"),
        ("We propose a map and show that it helps to find wells.", "a map and show that it helps to find wells."),
        ("We argue that wells are deeper in the far north.", "wells are deeper in the far north."),
        ("While maps are old and torn, which is sad, we use them.", "While maps are old and torn"),
        ("We show that, as wells dry out, which is sad, people leave.", "We show that, as wells dry out"),
        ("We draw three maps: a red map, which is old, and a new one.", "We draw three maps: a red map"),
        ("Our map of the wells -- drawn by hand, which is slow -- is right.", "Our map of the wells -- drawn by hand"),
        ("We map wells, however, because people need the water.", "We map wells, however"),
        ("本文针对旧城区水井分布不清、水位下降，提出一种绘图方法。", "本文针对旧城区水井分布不清、水位下降"),
        ("古い町の井戸を地図に示し，水位の変化を年ごとに調べた。", "古い町の井戸を地図に示し"),
        ("We use both maps of wells, which are old, and new plans.", "We use both maps of wells"),
    ],
)
def test_no_cut_breaks_a_sentence_or_turns_its_meaning(sentence: str, never: str) -> None:
    assert never not in shortened(sentence)


@pytest.mark.parametrize("text", ["we rely on", "a map of the", "maps and", "maps,", "we see …", "maps (", "maps in."])
def test_a_text_that_breaks_off_is_not_finished(text: str) -> None:
    assert not is_finished(text)


@pytest.mark.parametrize("text", ["a map.", "vitamin A.", "a map (old)", "it costs $5", "地图。", "नक्शा है।"])
def test_a_text_that_ends_is_finished(text: str) -> None:
    assert is_finished(text)


@pytest.mark.parametrize(
    "text", ["(a)", "“b”", "「c」", "$[0, 1)$ holds", "$5 each", 'say "d"', "1) a, 2) b", "\\$5 for $n$"]
)
def test_closed_brackets_are_balanced(text: str) -> None:
    assert is_balanced(text)


@pytest.mark.parametrize(
    ("text", "mended"), [("a) map", "a map"), ("a (map", "a map"), ("$x of", "x of"), ("“(a)", "(a)")]
)
def test_what_stands_alone_goes_where_nothing_else_is_left(text: str, mended: str) -> None:
    assert not is_balanced(text)
    assert balanced(text) == mended


@pytest.mark.parametrize(
    ("text", "stop"),
    [("a map", "."), ("地图", "。"), ("แผนที่ 5%", ""), ("नक्शा है", "।"), ("карта", "."), ("မြေပုံ", "။"), ("ផែនទី", "។")],
)
def test_a_line_ends_with_the_stop_of_its_script(text: str, stop: str) -> None:
    assert stop_of(text) == stop


def test_two_characters_of_chinese_count_as_a_word() -> None:
    assert size("本文提出 BERT 模型") == 4
    assert size("แผนที่บ่อ") == 3
    assert is_unspaced("本文提出 BERT 模型")
    assert not is_unspaced("a 模 of words")
