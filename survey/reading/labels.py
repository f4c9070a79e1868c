"""The sections of a structured abstract, and what in an abstract is not about the work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Sentence(NamedTuple):
    """A sentence of an abstract without its label, and the section that the label, or one before it, names."""

    text: str
    section: str | None


_SECTIONS = {
    "whole": ("abstract", "summary", "highlights", "tl;?dr"),
    "aim": ("aims?", "objectives?", "purposes?", "goals?", "question", "research question", "hypothesis"),
    "background": ("background", "introduction", "context", "importance", "motivation", "rationale", "significance"),
    "method": (
        "methods?", "methodology", "materials?", "patients?", "participants?", "subjects", "(?:study )?designs?",
        "settings?", "interventions?", "approach", "measurements?", "(?:main )?outcomes?",
        "(?:main outcome )?measures?", "data sources?", "data extraction", "study selection", "procedures?", "analysis",
        "experimental(?: design)?", "statistical analysis", "exposures?", "search strategy",
        "selection criteria",
    ),
    "result": ("(?:main )?results?", "findings", "data synthesis", "observations", "areas covered"),
    "conclusion": (
        "(?:main |authors['’] )?conclusions?", "interpretation", "discussion", "implications",
        "(?:clinical )?relevance", "clinical significance", "lessons learned",
        "expert (?:opinion|commentary)", "key (?:points|messages)", "take[- ]home message",
    ),
    "value": ("originality", "value", "(?:practical|social|managerial) implications", "novelty"),
    "aside": (
        "(?:clinical )?(?:trial )?registration", "funding", "keywords?", "key words", "(?:research )?limitations",
        "copyright", "level of evidence", "availability(?: and implementation)?", "contact",
        "supplementary information", "index terms", "abbreviations", "ethics", "acknowledge?ments?",
    ),
}  # fmt: skip
_FOREIGN = {
    "目的": "aim", "목적": "aim", "背景": "background", "배경": "background", "方法": "method", "방법": "method",
    "対象": "method", "結果": "result", "结果": "result", "결과": "result", "結論": "conclusion", "结论": "conclusion",
    "결론": "conclusion", "考察": "conclusion", "关键词": "aside", "關鍵詞": "aside", "キーワード": "aside",
    "키워드": "aside",
}  # fmt: skip
_NAMES = {section: re.compile("|".join(names), re.I) for section, names in _SECTIONS.items()}
_NAME = "(?:" + "|".join(name for names in _SECTIONS.values() for name in names) + ")"
_CAPITALS = re.sub(r"[a-z]+", lambda small: small[0].upper(), _NAME)
_AND = r"\s*(?:,\s*and|and|&|/|,)\s*"
_NAMED = f"{_NAME}(?:{_AND}{_NAME}){{0,2}}"

# A label ends with a mark, or before a word that only begins sentences, or is set in capitals.
_LABELS = (
    re.compile(
        rf"(?:\d\.\s*)?({_NAMED})(?:\s*[:：]\s*|\s*[.]\s*(?=$|[A-Z\d])|\s*[—–]\s*|\s+-\s+|\s*$"
        r"|\s+(?=(?-i:To|We|The|An|This|In|These|Our|All|There|It|Of|Among|Between|From|Overall|Both)\s))",
        re.I,
    ),
    re.compile(rf"({_CAPITALS}(?:{_AND.replace('and', 'AND')}{_CAPITALS})?)\s+(?=[A-Z][a-z\s])"),
    re.compile(rf"[【\[<〈［]?\s*({'|'.join(_FOREIGN)})\s*(?:[】\]>〉］]|[:：])\s*[:：]?\s*"),
    re.compile(rf"(abstract|summary)\s+(?={_NAME}\b)", re.I),
    re.compile(r"(요약|초록|摘要|要旨|概要)\s*[:：.—–]\s*"),
)
_BARE = re.compile(rf"((?=[A-Z])(?i:{_NAMED}))\s+(?=[A-Z\d])")
_ALONE = re.compile(_NAME, re.I)

_ASIDE = re.compile(
    r"(?:(?:the|our|all|source|supplementary) )*(?:code|data|datasets?|implementations?|videos?|demos?|models?|"
    r"software)\b.{0,80}\b(?:is|are|be) (?:\w+ ){0,3}(?:available|released|accessible|found|open[- ]sourced?)\b"
    r"|key ?words?\b|©|copyright\b|\(c\)|this article is protected|.*\ball rights reserved"
    r"|(?:clinical)?trials?(?:\.gov| registration| registry)\b|funded by|https?://|www\.|doi:|pmid"
    r"|.*\b(?:stud(?:y|ies)|trials?|protocol|review) (?:is|are|was|were|has been|have been) (?:\w+ )?registered\b"
    r"|accepted (?:at|to|by|for)\b|(?:published|to appear) (?:at|in|by)\b|comments?:|\d+ pages\b"
    r"|.*\b(?:further|future|more) (?:research|stud(?:y|ies)|work|investigations?)\b.{0,60}\b(?:need|requir|warrant)"
    r"|.*\b(?:implications?|directions|findings|results|limitations)(?: \w+){0,8} (?:is|are) (?:also )?discussed",
    re.I,
)


def in_sections(texts: Sequence[str]) -> Iterator[Sentence]:
    """The sentences of an abstract with their sections; a sentence that is nothing but a label only names one."""
    # "Methods Matter" is a label where other sections are labelled like that, too, or by a label alone.
    bare = sum(_BARE.match(text) is not None for text in texts) > 2 or any(map(_ALONE.fullmatch, texts))
    labels = (*_LABELS, _BARE) if bare else _LABELS
    section: str | None = None
    for text in texts:
        rest = text
        while (label := next((found for each in labels if (found := each.match(rest))), None)) is not None:
            section, rest = _section(label[1]) or section, rest[label.end() :]
        if rest:
            yield Sentence(rest, section)


def _section(label: str) -> str | None:
    first = re.split(_AND, label.strip(), maxsplit=1, flags=re.I)[0]
    named = (section for section, names in _NAMES.items() if names.fullmatch(first) or names.fullmatch(label.strip()))
    return _FOREIGN.get(label) or next(named, None)


def is_aside(sentence: Sentence) -> bool:
    """Whether a sentence speaks of the publication rather than of the work: code, funding, rights, further research."""
    return sentence.section == "aside" or _ASIDE.match(sentence.text) is not None
