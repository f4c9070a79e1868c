"""How a line says what was done: the words by which authors name what is theirs, in several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


_SAYS = re.compile(
    r"\b(?:(?:we|i|(?:this|the present|the current)(?: \w+)? (?:paper|work|study|article|thesis|chapter|report|letter|"
    r"note|survey|review|essay)|(?P<found>results?|experiments?|findings|analysis|evaluations?))(?: \w+ly)?"
    r" (?P<verb>\w+)"
    r"|(?P<studies>(?:aims?|objectives?|purpose|goal) of (?:this|the|our))"
    r"|(?:is|are|was|were) (?:\w+ly )?(?P<passive>proposed|presented|introduced|developed|described|investigated|"
    r"studied|examined|shown|found|compared|evaluated|assessed))\b"
)
_KINDS = {
    "makes": "propose present introduce develop describe design devise build formulate create report construct offer",
    "studies": "study investigate examine explore analyze analyse consider address evaluate assess compare review "
    "discuss aim seek sought tackle focus revisit survey test ask trace measure quantify characterize characterise",
    "shows": "show demonstrate find found prove argue observe reveal conclude suggest indicate establish contend",
    "uses": "use apply extend employ combine adapt leverage derive provide give learn train identify define improve "
    "achieve obtain",
}
_VERBS = {verb: kind for kind, verbs in _KINDS.items() for verb in verbs.split()}
_CUES = {
    "novel": word_set("novel new first"),
    "best": word_set(
        "state-of-the-art outperform outperforms superior significant significantly better improve improves improved "
        "improving improvement improvements"
    ),
    "experiments": word_set(
        "experiment experiments experimental experimentally empirical empirically evaluate evaluation evaluations "
        "results dataset datasets benchmark benchmarks"
    ),
    "which": word_set("which where while thereby whereas"),
    "can": word_set("can enable enables allow allows able"),
    "but": word_set(
        "but however although despite difficult difficulty challenge challenging challenges limited lack lacks problem "
        "problems"
    ),
    "code": word_set("code github available open-source http https www"),
    "method": word_set(
        "method methods approach approaches algorithm algorithms framework model models architecture technique "
        "techniques network networks"
    ),
    "by": word_set("by"),
    "to": word_set("to"),
    "we": word_set("we our"),
}
# Other languages say in one word what "we propose" says, and at the end of the sentence.
_FOREIGN = {
    ("makes", "says", "we", "starts with we"): (
        "제안", "제시", "소개", "개발", "提出", "提案", "介绍", "開発", "设计", "proponemos", "se propone",
        "presentamos", "nous proposons", "nous présentons", "präsentieren", "vorgestellt", "propomos", "apresentamos",
        "proponiamo", "presentiamo", "предлагается", "предложен",
    ),
    ("studies", "says", "we", "starts with we"): (
        "본 연구", "본 논문", "이 논문", "本研究", "本文", "本論文", "本稿", "研究了", "분석", "探讨", "検討",
        "este artículo", "este trabajo", "este estudio", "cet article", "cette étude", "ce travail", "dieser arbeit",
        "diese arbeit", "vorliegende", "diesem beitrag", "dieser beitrag", "dieser aufsatz", "este artigo",
        "este estudo", "questo articolo", "questo studio", "questo lavoro", "dit artikel", "deze studie",
        "рассматрива", "исследу", "в работе", "в статье",
    ),
    ("shows", "says", "we"): (
        "보였다", "나타났다", "확인하였다", "보인다", "结果表明", "表明", "明らかに", "示した", "mostramos", "montrons",
        "zeigen", "доказано", "доказыва", "показано",
    ),
}  # fmt: skip
# Verbs of other languages that say what was done, without saying which of these.
_TOLD = (
    "研究了", "分析了", "探讨了", "讨论了", "证明了", "给出了", "建立了", "构建了", "实现了", "评估了", "调查了",
    "untersuch",
)  # fmt: skip
_STARTS = {
    **dict.fromkeys(word_set("this these that those such it they its their"), "starts with this"),
    **dict.fromkeys(word_set("to by in for while although when with using given since because as unlike if from on"),
                    "starts late"),
    "we": "starts with we", "our": "starts with our", "a": "starts with a", "an": "starts with a",
    "the": "starts with the",
}  # fmt: skip
_THIS_PAPER = re.compile(r"this (?:\w+ )?(?:paper|work|study|article)\b")
_BACK = re.compile(
    r"\b(?:this|these|such|those|that|the above) (?:problem|issue|limitation|challenge|shortcoming|gap|question|"
    r"hypothesis|phenomenon|difficulty|drawback|purpose|goal|need|end|assumption|effect|setting|approach|method|"
    r"hypothes[ei]s|phenomena|difficulties|approaches)s?\b"
    r"|\b(?:above|aforementioned|them|former|latter|do so|doing so)\b"
)
_OURS = re.compile(r"\b(?:we|our)\b")
_TIED = re.compile(
    r"(?:however|moreover|furthermore|additionally|in addition|specifically|in particular|finally|also|for example|"
    r"for instance|thus|therefore|hence|then|this|these|it|they|such|second|third|in contrast|on the other|"
    r"unfortunately|yet|but)\b"
)


def cues(low: str, words: Sequence[str]) -> set[str]:
    """The names of the cues in a line, given in small letters and as its words."""
    found = says(low) | {name for name, cue in _CUES.items() if not cue.isdisjoint(words)}
    if _THIS_PAPER.match(low):
        found.add("starts with this paper")
    elif words and words[0] in _STARTS:
        found.add(_STARTS[words[0]])
    if _BACK.search(low):
        found.add("refers back")
    return found


def says(low: str) -> set[str]:
    """In which ways a line in small letters says what was done: makes, studies, shows, uses, found, passive, says."""
    said: set[str] = set()
    for found in _SAYS.finditer(low):
        said |= {name for name in ("studies", "found", "passive") if found[name]} or {"says"}
        if found["verb"]:
            said.add(_verb(found["verb"]))
    return said | {name for names, cues in _FOREIGN.items() if any(cue in low for cue in cues) for name in names}


def makes(low: str) -> bool:
    """Whether a line in small letters says what the paper is about."""
    return not {"makes", "studies"}.isdisjoint(says(low))


def is_told(low: str) -> bool:
    """Whether a line in small letters has a verb of making or of showing, in any language that is known here."""
    return not {"makes", "shows"}.isdisjoint(says(low)) or any(verb in low for verb in _TOLD)


def is_tied(low: str) -> bool:
    """Whether a sentence in small letters begins by going on from the one before."""
    return _TIED.match(low) is not None


def is_ours(low: str) -> bool:
    """Whether a sentence in small letters speaks of its authors."""
    return _OURS.search(low) is not None


@lru_cache(maxsize=4096)
def _verb(word: str) -> str:
    for ending, instead in (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y")):
        if word.endswith(ending) and (kind := _VERBS.get(word.removesuffix(ending) + instead)):
            return kind
    return "says"
