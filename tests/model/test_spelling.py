"""Words found however they are spelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.spelling import other_spellings
from survey.model.stop_words import STOP_WORDS
from survey.model.words import Term, telling, terms, terms_as_they_stand, with_initials


@pytest.mark.parametrize(
    ("title", "spelt"),
    [
        (r"An $\mathcal{H}_2$-Optimal Lantern", "an h2 optimal lantern"),
        (r"Poincar\'e and L{\'e}vy meet \v{S}koda", "poincare and levy meet skoda"),
        (r"S{\o}ren by {\L}ukasz \ss", "soren by lukasz ss"),
        ("CO$_2$ in $\\ell_1$", "co2 in l1"),
        ("{B}ayesian {LSTM}s", "bayesian lstms"),
        ("β-Lanterns", "beta lanterns"),
        ("H₂O over ℓ₂", "h2o over l2"),
        ("ﬁne lanterns", "fine lanterns"),
        ("Straße", "strasse"),
        ("学习", "学习 习"),
        ("强化学习", "强化 化学 学习 习"),
        ("BERT모델", "bert 모델 델"),
        ("猫", "猫"),
        ("フラグ", "フラ ラグ グ"),
        ("C++ for lanterns", "cplusplus"),
        ("C# and F#: lanterns on .NET", "csharp fsharp dotnet"),
        ("A$^*$ search", "astar"),
        ("UNet++, DeepLabv3+", "unetplusplus deeplabv3plus"),
        ("Schrödinger, Gödel", "schroedinger goedel"),
        ("MÖBIUS", "moebius"),
    ],
)
def test_a_title_is_also_spelt_as_a_person_types_it(title: str, spelt: str) -> None:
    assert other_spellings([title], []) == spelt


@pytest.mark.parametrize(
    "text",
    [
        "Plain lanterns: a survey",
        "Réseaux de neurones",
        r"$\alpha$-divergence",
        "“Quoted” — dashes…",
        "Светлый",
        "a+b > 50+ lanterns, 3*4",
        "**bold** #1 lantern. ...and",
        "R&D",
        "",
    ],
)
def test_what_the_index_finds_by_itself_is_not_spelt_again(text: str) -> None:
    assert other_spellings([text], [text]) is None


def test_of_an_abstract_only_the_unusual_words_are_spelt_again() -> None:
    assert other_spellings([], [r"We bound $\mathcal{H}_2$-norms of lanterns by Ørsted."]) == "h2 norms orsted oersted"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("lantern", ['"lantern"']),
        ("self-attention", ['"self attention"']),
        ("C++ (sfm", ['("C" AND "cplusplus")', '"sfm"']),
        ("(C#, F#)", ['("C" AND "csharp")', '("F" AND "fsharp")']),
        (".NET A*", ['("NET" AND "dotnet")', '("A" AND "astar")']),
        ("a+b 3* ...", ['"a b"', '"3"']),
        ("Poincaré", ['"Poincaré"']),
        ("α-divergence", ['"alpha divergence"']),
        ("Łukasz", ['"lukasz"']),
        ("学习", ['"学习"']),
        ("画像認識", ['"画像 像認 認識"']),
        ("学", ['"学" *']),
        ("深層学習を用いた", ['"深層"', '"層学"', '"学習"', '"習を"', '"を用"', '"用い"', '"いた"']),
        ("BERT모델", ['"bert"', '"모델"']),
        ('🎉 -- "', []),
    ],
)
def test_a_word_is_asked_for_as_it_is_indexed(typed: str, asked: list[str]) -> None:
    assert [term.match for term in terms(typed)] == asked


def test_a_phrase_is_asked_for_as_one_and_never_looser() -> None:
    assert terms("long document", is_phrase=True) == [Term("long document", '"long document"')]
    assert [term[1:3] for term in terms("深層学習を用いた", is_phrase=True)] == [
        ('"深層 層学 学習 習を を用 用い いた"', ())
    ]


def test_a_word_is_asked_for_in_its_other_forms_too_a_name_among_the_authors() -> None:
    assert [term.others for term in terms("matrices of mueller-type pre-training by mueller")] == [
        ('"matrix"',),
        (),
        ('"muellertype"',),
        ('"pretraining"',),
        (),
        ('{authors spelt} : "muller"',),
    ]
    assert [term.others for term in terms("real time", field="title")] == [('{title spelt} : "realtime"',)] * 2
    assert [term.others for term in terms("mueller", field="title")] == [()]


def test_a_name_with_signs_is_asked_for_without_them_where_no_paper_has_them() -> None:
    assert terms("C++") == [Term("C++", '("C" AND "cplusplus")', ('"C"',), ('"cplusplus"',))]
    assert terms("C++", field="title")[0].match == '{title spelt} : ("C" AND "cplusplus")'
    assert terms("lanterns in C++", is_phrase=True) == [
        Term("lanterns in C++", '("lanterns in C" AND "cplusplus")', ('"lanterns in C"',))
    ]


def test_umlauts_are_asked_for_in_plain_letters_and_these_as_umlauts_where_nothing_else_is_found() -> None:
    (umlaut,), (plain,) = terms("Gödel", field="title"), terms("goedel", field="title")

    assert umlaut.others == ('{title spelt} : "goedel"',)
    assert (plain.others, plain.looser[1]) == ((), '{title spelt} : "godel"')


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Ho, J.", ['NEAR("Ho" "J" *, 1)']),
        ("J Ho", ['NEAR("Ho" "J" *, 1)']),
        ("D.P. Kingma", ['NEAR("Kingma" "D" *, 1) AND NEAR("Kingma" "P" *, 1)']),
        ("J.", []),
        ("Jonathan Ho", []),
    ],
)
def test_an_initial_is_of_a_name_beside_the_one_that_is_typed(typed: str, near: list[str]) -> None:
    found = with_initials(terms(typed, field="author"))

    assert [each.match for each in found if "NEAR" in each.match] == [f"{{authors spelt}} : ({each})" for each in near]


def test_a_text_of_many_words_is_asked_for_as_it_stands() -> None:
    assert [term.others for term in terms_as_they_stand("Matrices by real-time data sets")] == [()] * 5


def test_plain_letters_are_nothing_unusual_in_any_case() -> None:
    assert other_spellings(["SILENT LANTERNS ß"], ["IS IT — SO, I ASK"]) == "silent lanterns ss"
    assert other_spellings([], ["IN STRAẞE, IN ÆGIS"]) == "strasse aegis"


def test_within_a_field_other_spellings_of_it_count() -> None:
    assert [term.match for term in terms("hu", field="author")] == ['{authors spelt} : "hu"']


def test_words_that_tell_nothing_are_dropped_unless_there_are_no_others() -> None:
    assert [term.text for term in telling(terms("attention is all you need"))] == ["attention", "need"]
    assert [term.text for term in telling(terms("to be or not to be"))] == ["to", "be", "or", "not", "to", "be"]
    assert all(word == word.lower() for word in STOP_WORDS)


@given(st.text(st.sampled_from("강화학습深層強化学习フラグ"), min_size=1, max_size=9), st.data())
def test_any_piece_of_a_row_of_characters_is_found_in_it(row: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(row) - 1))
    piece = row[start : data.draw(st.integers(start + 1, len(row)))]

    (asked,) = terms(piece, is_phrase=True)

    spelt = f" {other_spellings(['About ' + row], [])} "
    phrase, is_open = asked.match.split('"')[1], asked.match.endswith("*")
    assert f" {phrase}{'' if is_open else ' '}" in spelt
