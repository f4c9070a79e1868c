"""The labels of sections in abstracts of other languages, told in English."""

from __future__ import annotations

import re

from survey.reading.whole import is_unspaced

_UNSPACED = {
    "Background": "背景 배경 서론 緒言 引言 前言 はじめに",
    "Objective": "目的 目标 目標 목적",
    "Methods": "方法 방법 手法 対象 对象 對象 대상 材料 資料 资料 자료 재료 设计 設計 설계",
    "Results": "結果 结果 결과 成績",
    "Conclusions": "結論 结论 결론 結語 结语 考察 고찰 讨论 討論 토의 まとめ",
    "Keywords": "关键词 關鍵詞 キーワード 키워드 색인어 주제어",
}
_SPACED = {
    "Background": "contexte antecedentes introducci[oó]n introdução contesto hintergrund einleitung введение",
    "Objective": "objectifs? but objetivos? obiettiv[oi] scopo ziele? zielsetzung fragestellung doel цель",
    "Methods": "méthodes? métodos? metodolog[ií]a metodi methoden? methodik методы",
    "Results": "résultats? resultados? risultati ergebnisse resultaten результаты",
    "Conclusions": "conclusions? conclusi[oó]n conclusiones conclusão conclusões conclusion[ei] conclusies? "
    "schlussfolgerung(?:en)? fazit выводы заключение",
    "Keywords": r"mots[-\s]clés palabras\sclave palavras[-\s]chave schlüsselwörter",
}


def _name(names: dict[str, str]) -> str:
    """A pattern for any of `names`, in a group that is called for what it is in English."""
    return "(?:" + "|".join(f"(?P<{english}>{'|'.join(words.split())})" for english, words in names.items()) + ")"


_ANY = "|".join("|".join(words.split()) for words in (*_UNSPACED.values(), *_SPACED.values()))
_BEGINS = r"(?P<end>^|[。．.！？!?；;])\s*"
# Of two names the last one counts: subjects and methods, background and aim.
_UNSPACED_LABEL = (
    rf"{_BEGINS}(?P<open>[【\[〔<〈［「]?)\s*(?:본?\s?연구의?\s?|本?研究[の的]?)?"
    rf"(?:(?:{_ANY})\s?(?:与|與|和|及び?|および|と|・|、|/|및|과|와)\s?)?{_name(_UNSPACED)}"
)
_LABELS = (
    re.compile(rf"{_UNSPACED_LABEL}\s*(?:[】\]〕>〉］」]\s*[:：]?|[:：])\s*"),
    re.compile(rf"{_UNSPACED_LABEL}\s+"),
    re.compile(rf"{_BEGINS}(?:(?:{_ANY})\s(?:et|y|e|und|en)\s)?{_name(_SPACED)}\s?(?::|[—–]|\.\s?[—–-])\s+", re.I),
)
_BREAK = "\n"
"""Between sections: what stands on one line has none of its own."""
_FEWEST = 2
"""So many sections make labels of names; one may be a word of a sentence."""


def in_english(text: str) -> list[str]:
    """The sections of `text`, which stands on one line, each with an English label; one where none are labelled."""
    for label in _LABELS:
        if len({found.lastgroup for found in label.finditer(text)}) >= _FEWEST:
            return label.sub(_in_english, text).removeprefix(_BREAK).split(_BREAK)
    return [text]


def _in_english(found: re.Match[str]) -> str:
    english = str(found.lastgroup)
    stop = "。" if is_unspaced(found[english]) else "."
    end = stop if found["end"] in {"；", ";"} else found["end"]
    return f"{end}{_BREAK}{english}: "
