"""Words found in any form in which they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.forms import forms_of, in_two, joined, names_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("matrix", "matrices"),
        ("submatrix", "submatrices"),
        ("index", "indices"),
        ("vertex", "vertices"),
        ("hypothesis", "hypotheses"),
        ("analysis", "analyses"),
        ("axis", "axes"),
        ("criterion", "criteria"),
        ("phenomenon", "phenomena"),
        ("corpus", "corpora"),
        ("spectrum", "spectra"),
        ("stimulus", "stimuli"),
        ("polyhedron", "polyhedra"),
        ("child", "children"),
        ("virus", "viruses"),
        ("centre", "center"),
        ("behaviour", "behavior"),
        ("behavioural", "behavioral"),
        ("optimisation", "optimization"),
        ("regularised", "regularized"),
        ("analyse", "analyze"),
    ],
)
def test_a_word_is_looked_for_in_its_other_form_both_ways(one: str, other: str) -> None:
    assert other in forms_of([one], is_phrase=False)
    assert one in forms_of([other], is_phrase=False)
    assert other in forms_of([one.upper()], is_phrase=True)


@pytest.mark.parametrize(
    "word",
    [
        "lantern",
        "20211",
        "re" * 5000,
        "taxonomy",
        "media",
        "basis",
        "bases",
        "hour",
        "four",
        "information",
        "overall",
        "within",
        "atest",
        "stable",
    ],
)
def test_a_word_with_no_other_form_has_none(word: str) -> None:
    assert list(forms_of([word], is_phrase=False)) == []


@pytest.mark.parametrize(
    ("whole", "apart"),
    [
        ("realtime", "real time"),
        ("multimodal", "multi modal"),
        ("pretraining", "pre training"),
        ("datasets", "data sets"),
        ("semisupervised", "semi supervised"),
        ("overfitting", "over fitting"),
        ("tradeoff", "trade off"),
        ("keypoints", "key points"),
        ("pixelwise", "pixel wise"),
        ("fewshot", "few shot"),
        ("online", "on line"),
        ("gpt4", "gpt 4"),
        ("3d", "3 d"),
        ("kmeans", "k means"),
        ("tsne", "t sne"),
        ("xray", "x ray"),
        ("email", "e mail"),
    ],
)
def test_a_compound_is_looked_for_in_one_word_and_in_two(whole: str, apart: str) -> None:
    assert apart in forms_of([whole], is_phrase=False)
    assert whole in forms_of(apart.split(), is_phrase=False)
    assert apart not in forms_of([whole], is_phrase=True)
    assert whole not in forms_of(apart.split(), is_phrase=True)


def test_of_several_words_each_is_looked_for_in_its_other_form_and_any_two_as_one() -> None:
    assert list(forms_of(["non", "pre", "trained"], is_phrase=False)) == [
        "nonpre trained",
        "non pretrained",
        "nonpretrained",
    ]
    assert list(forms_of(["confusion", "matrices"], is_phrase=True)) == ["confusion matrix"]
    assert list(forms_of(["one", "of", "many", "long", "rows"], is_phrase=False)) == []


@pytest.mark.parametrize("typed", ["we ll", "I d", "don t"])
def test_what_stands_behind_an_apostrophe_makes_no_other_word(typed: str) -> None:
    assert list(forms_of(typed.split(), is_phrase=False)) == []


def test_a_word_is_tried_in_every_half() -> None:
    assert list(in_two("fastscnn")) == ["fas tscnn", "fast scnn", "fasts cnn"]
    assert list(in_two("lante")) == []


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("Real", "time", "realtime"),
        ("trade", "off", "tradeoff"),
        ("over", "fitting", "overfitting"),
        ("GPT", "4", "gpt4"),
        ("in", "form", None),
        ("no", "table", None),
        ("a", "synchronous", None),
        ("real time", "systems", None),
        ("x", "1", None),
        ("k", "Means", "kmeans"),
        ("a", "test", None),
        ("s", "table", None),
    ],
)
def test_two_words_side_by_side_are_looked_for_as_one_where_they_can_be_meant_so(
    one: str, other: str, whole: str | None
) -> None:
    assert joined(one, other) == whole


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("mueller", ["muller"]),
        ("Müller", ["mueller"]),
        ("schroeder", ["schroder"]),
        ("jaeger", ["jager"]),
        ("soerensen", ["sorensen"]),
        ("obrien", ["o brien"]),
        ("dangelo", ["d angelo"]),
        ("lecuyer", ["le cuyer", "l ecuyer"]),
        ("lecun", ["le cun"]),
        ("mcdonald", ["mc donald"]),
        ("vandermaaten", ["van der maaten", "van dermaaten"]),
        ("delatorre", ["de la torre", "de latorre", "d elatorre"]),
        ("michael", []),
        ("samuel", []),
        ("bauer", []),
        ("xuefeng", []),
        ("xue", []),
        ("baer", []),
        ("davis", []),
        ("hu", []),
    ],
)
def test_a_name_is_looked_for_as_it_may_be_printed(typed: str, printed: list[str]) -> None:
    assert list(names_of(typed)) == printed


@given(st.lists(st.text(st.sampled_from("aeinorstuxyz12ü学"), min_size=1, max_size=12), min_size=1, max_size=5))
def test_whatever_is_typed_its_forms_are_words_and_others(words: list[str]) -> None:
    forms = list(forms_of(words, is_phrase=False))

    assert " ".join(words) not in forms
    assert all(form.replace(" ", "").isalnum() for form in forms)
