"""Labels of sections in other languages than English."""

from __future__ import annotations

import pytest

from survey.reading.abstract import read_abstract
from survey.reading.foreign_labels import in_english
from survey.reading.one_line import one_line


@pytest.mark.parametrize(
    "abstract",
    [
        "目的：数鸡。方法：看。结果：有十只。结论：够了。",
        "目的:数鸡;方法:看;结果:有十只;结论:够了。",
        "【目的】数鸡。【方法】看。【结果】有十只。【结论】够了。",
        "［研究目的］数鸡。［对象与方法］看。［研究结果］有十只。［结论］够了。",
        "目的 数鸡。方法 看。结果 有十只。结论 够了。",
    ],
)
def test_chinese_labels_name_the_sections_and_go(abstract: str) -> None:
    assert [(each.section, each.text) for each in read_abstract(abstract)] == [
        ("aim", "数鸡。"),
        ("method", "看。"),
        ("result", "有十只。"),
        ("conclusion", "够了。"),
    ]


@pytest.mark.parametrize(
    ("abstract", "sections"),
    [
        ("【背景】鶏は鳴く。【目的】鶏を数える。【対象と方法】見た。【結果】十羽。【考察】多い。", "baomrc"),
        ("목적: 닭을 센다. 방법: 본다. 결과: 열 마리이다. 결론: 많다.", "omrc"),
        ("연구목적: 닭을 센다. 연구방법: 본다. 연구 결과: 열 마리이다. 결론 및 고찰: 많다.", "omrc"),
        ("[배경 및 목적] 닭을 센다. [대상 및 방법] 본다. [결과] 열 마리이다. [결론] 많다.", "omrc"),
        ("Contexte : Elles chantent. Objectif : Compter. Méthodes : Voir. Résultats : Dix.", "bomr"),
        ("Hintergrund: Sie singen. Ziel: Zählen. Methoden: Sehen. Ergebnisse: Zehn. Fazit: Viele.", "bomrc"),
        ("Objetivo: Contar. Métodos: Mirar. Resultados y conclusiones: Muchas.", "omc"),
        ("Введение: Они поют. Цель: Счёт. Методы: Взгляд. Результаты: Десять. Выводы: Много.", "bomrc"),
    ],
)
def test_other_languages_have_labels_too(abstract: str, sections: str) -> None:
    first = {"background": "b", "aim": "o", "method": "m", "result": "r", "conclusion": "c"}

    found = [first[each.section or ""] for each in read_abstract(abstract)]

    assert "".join(found) == sections.replace("ba", "b")


@pytest.mark.parametrize(
    "text",
    [
        "本文的目的是数鸡。方法很简单：看。",
        "目的：数鸡。",
        "Methods: we look. Conclusion: many.",
        "But: they sing. The hens: ten.",
        "Le but : compter les poules.",
    ],
)
def test_a_name_of_a_section_alone_is_a_word(text: str) -> None:
    assert in_english(text) == [text]


@pytest.mark.parametrize(
    ("abstract", "line"),
    [
        (
            "目的：探讨维生素D对老年人跌倒的影响。方法：选取200名老人。结果：跌倒率下降22%。结论：补充维生素D可以减少跌倒。",
            "补充维生素D可以减少跌倒。",
        ),
        (
            "【目的】転倒への影響を検討した。【方法】入所者200名を対象とした。【結果】ビタミンDの群で転倒率は22%低下した。",
            "ビタミンDの群で転倒率は22%低下した。",
        ),
        (
            "목적: 낙상에 미치는 영향을 알아보았다. 방법: 요양원 거주자 200명을 대상으로 하였다. "
            "결과: 비타민 D군의 낙상률은 22% 감소하였다. 결론: 비타민 D 보충은 거주자의 낙상을 줄인다.",
            "비타민 D 보충은 거주자의 낙상을 줄인다.",
        ),
        (
            "OBJECTIVES: The purpose of this study was to examine shift work and sleep in nurses. METHODS: We present "
            "a survey of 320 nurses. RESULTS: Nurses on rotating shifts slept worse than those on fixed day shifts.",
            "Nurses on rotating shifts slept worse than those on fixed day shifts.",
        ),
    ],
)
def test_what_was_found_goes_before_what_was_meant_to_be(abstract: str, line: str) -> None:
    assert one_line("Vitamin D", abstract) == line
