"""Names in a line that stand nowhere in its paper, as far as a script lets names be told from words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from survey.model.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?:;。！？]\s*[\"“”'‘’»)\]]*\s*$")
# How a sentence may begin, beside words of the paper: with words that no name looks like often.
_OPENING = re.compile(r"[a-z]+(?:s|ing|ed|ly|[st]ion|ment|ness|ity|ive|able|ical)|paper|proposal|simple")
# Where the name of a thing stands that one works on, compares with or presents: a word there that the paper does not
# have is one, in small letters, too.
_NAMED = re.compile(
    r"\b(?:(?:on|over|than|outperform(?:s|ed|ing)?|beat(?:s|ing)?|called|named|dubbed) "
    r"(?=[a-z-]+(?:[.,;:)]|$| (?:and|or|with|by|for|in|at|to|while|without|when|where|which|than)\b))"
    r"|on the (?=[a-z-]+ (?:dataset|benchmark|corpus|leaderboard)\b))([a-z]+(?:-[a-z]+)*)"
)
_IDIOMS = frozenset({"average", "par", "time", "top"})

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SCRIPTS = tuple(
    re.compile(f"[{letters}]")
    for letters in (
        "A-Za-z\u00c0-\u024f", "\u0370-\u03ff", "\u0400-\u04ff", "\u0590-\u05ff", "\u0600-\u06ff", "\u0900-\u0dff",
        "\u0e00-\u0e7f", "\u3040-\u30ff", "\u3400-\u9fff", "\uac00-\ud7a3",
    )
)  # fmt: skip
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff々]+")
_HANGUL = re.compile(r"[가-힣]{2,}")
_PARTICLE = re.compile(
    r"(?:에서는|으로는|에서|에게|으로|부터|까지|보다|이나|이라는|라는|은|는|이|가|을|를|의|에|로|와|과|도|만)$"
)
_PREDICATE = re.compile(
    r"(?:[다며고]|[하해아어여]서|[하되있없했됐]는|[하되]여|하면|해|한|된|할|될|함|됨|[하되]기|적인?|적으로|되어|위해|통해|대해)$"
)
# What anybody may write about any paper.
_ANYBODYS = {
    script: re.compile("|".join(sorted(words.split(), key=len, reverse=True)))
    for script, words in {
        _KATAKANA: "モデル データ セット システム ネットワーク タスク アルゴリズム ベンチマーク テスト パラメータ "
        "パターン サンプル ユーザ コスト ツール プロセス フレームワーク アプローチ メカニズム シミュレーション",
        _HAN: "本文 论文 論文 研究 提出 提案 介绍 介紹 紹介 探讨 探討 表明 作者 该文 能够 可以 利用 使用 通过 通過 "
        "方法 手法 技术 技術 模型 结果 結果 并且 以及 从而 因此 提高 改善 实现 實現 実現 分析 效果 効果 显著 优于 "
        "性能 问题 問題 新型 新的 实验 實驗 実験 评估 評価 验证 検証 显示 有效 有効 比较 比較 设计 設計 开发 開発 "
        "应用 応用 多种 影响 影響 一种 一種 一个 一個 我们 我們 其中 具有 进行",
        _HANGUL: "논문 연구 방법 기법 모델 성능 결과 제안 실험 분석 향상 개선 효과 효율 정확 데이터 학습 문제 기존 "
        "시스템 자동 알고리즘 활용 이용 기반 통합 평가 비교 검증 확인 설명 설계 구현 개발 적용 해결 가능 다양 "
        "새로운 중요 영향 특성 정보 사용 사례 과정 목적 대상 조사 수준 정도 경우 분야 관계 요인 차이 증가 감소 "
        "유의 하나 여러 모든",
    }.items()
}  # fmt: skip


def new_names(said: str, given: str) -> Iterator[str]:
    """The names in `said` that do not stand in `given`, both without forms of compatibility.

    Where names have capitals these tell them, and small letters only where a name must stand. Names in Latin letters
    amid another script are told by that. In Japanese, katakana that the paper does not write is a name; in Chinese and
    Korean it is what shares nothing with the words of the paper and is nobody's everyday word.
    """
    known = {root(word) for word in words(given)}
    yield from _of_unspaced(said, given) if _is_unspaced(said) else ()
    yield from _with_capitals(said, given, known)
    yield from _in_small_letters(said, known)


def is_foreign(said: str, given: str) -> bool:
    """Whether `said` is in a script of which there is next to nothing in `given`, so that no name can be looked up."""
    counts = [(len(script.findall(said)), len(script.findall(given))) for script in _SCRIPTS]
    most, there = max(counts, default=(0, 0))
    return most > 0 and 10 * there < sum(given for _, given in counts)


def words(text: str) -> list[str]:
    """The words of `text` in small letters."""
    return WORD.findall(text.casefold())


def root(word: str) -> str:
    """What a word and its plural or genitive share."""
    bare = re.sub(r"['’].*", "", word.casefold())
    return bare[:-1] if len(bare) > 2 and bare.endswith("s") and not bare.endswith("ss") else bare


def _with_capitals(said: str, given: str, known: Collection[str]) -> Iterator[str]:
    initials = "".join(word[0] for word in words(given))
    for found in WORD.finditer(said):
        word = found[0]
        if word == word.casefold() or root(word) in known or not any(map(str.isupper, word)):
            continue
        begins = not said[: found.start()].strip(" \"'“‘«([") or _SENTENCE_END.search(said[: found.start()])
        if not (begins and _may_begin(word, known)) and not _is_short_for(word, initials):
            yield word


def _may_begin(word: str, known: Collection[str]) -> bool:
    """Whether `word` has its capital only for being the first of a sentence."""
    small = word.casefold()
    if word[1:] != small[1:]:
        return False
    return small in STOP_WORDS or bool(_OPENING.fullmatch(small)) or _is_form(small, known)


def _is_form(word: str, known: Collection[str]) -> bool:
    """Whether `word` is another form of a word that is `known`, as "proposal" is of "propose"."""
    stem = word[: max(5, 2 * len(word) // 3)]
    return len(word) > len(stem) and any(other.startswith(stem) for other in known)


def _is_short_for(word: str, initials: str) -> bool:
    """Whether `word` is made of the first letters of three or more words that follow each other in the paper."""
    bare = word.removesuffix("s")
    return bare.isupper() and len(bare) >= 3 and bare.casefold() in initials


def _in_small_letters(said: str, known: Collection[str]) -> Iterator[str]:
    for found in _NAMED.finditer(said):
        parts = found[1].split("-")
        is_everyday = any(part in _IDIOMS or part in STOP_WORDS or root(part) in known for part in parts)
        if not is_everyday and not _OPENING.fullmatch(parts[-1]):
            yield found[1]


def _is_unspaced(said: str) -> bool:
    return 2 * len(_UNSPACED.findall(said)) > len(re.sub(r"\s", "", said))


def _of_unspaced(said: str, given: str) -> Iterator[str]:
    known = {root(word) for word in re.findall("[a-z]+", given.casefold())}
    yield from (word for word in re.findall("[A-Za-z]{2,}", said) if root(word) not in known)
    yield from _katakana(said, re.sub(r"[\s・]", "", given))
    yield from _han(said, set(given))
    yield from _hangul(said, given)


def _katakana(said: str, written: str) -> Iterator[str]:
    for run in _KATAKANA.findall(said):
        # A long vowel at the end of a word may be written or not.
        yield from (piece for piece in _pieces(_KATAKANA, run) if piece.rstrip("ー") not in written)


def _han(said: str, written: Collection[str]) -> Iterator[str]:
    for run in _HAN.findall(said):
        for piece in _pieces(_HAN, run):
            unknown = "".join(" " if char in written else char for char in piece).split()
            yield from (name for name in unknown if len(name) >= 2)


def _hangul(said: str, written: str) -> Iterator[str]:
    for word in _HANGUL.findall(said):
        bare = _PARTICLE.sub("", word)
        if _PREDICATE.search(word):
            continue
        for piece in _pieces(_HANGUL, bare):
            if not any(one + other in written for one, other in pairwise(piece)):
                yield piece


def _pieces(script: re.Pattern[str], word: str) -> list[str]:
    """What is left of `word` without what anybody writes, as far as it is long enough to be a name."""
    return [piece for piece in _ANYBODYS[script].sub(" ", word).split() if len(piece) >= 2]
