"""A sentence said shorter, by rule: lead-ins, asides and trailing clauses go, every other word stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.reading.clauses import CLAUSE, VERB, heads, is_subordinated
from survey.reading.whole import FEWEST_WORDS, fits, size, stands
from survey.reading.wording import DO, MAKE, PAPER, SHOW, SUBORDINATE, WE

_MOST_VERSIONS = 40


# "Instead," ties a sentence to the one before; "Instead of" does not.
_TIES = "|".join([
    "however|moreover|furthermore|additionally|specifically|concretely|importantly|notably|interestingly|surprisingly",
    "remarkably|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|thus|therefore|hence|consequently",
    "accordingly|instead|nevertheless|nonetheless|overall|indeed|similarly|likewise|also|besides|meanwhile|crucially",
    "critically|essentially|here|herein|again|still|yet|so|and|but|or|in addition|in particular|at the same time",
    "more (?:specifically|precisely|generally|importantly|concretely|broadly)|as a (?:result|consequence|step)",
    "in contrast|by contrast|on the (?:other hand|contrary|one hand)|for (?:example|instance)|to our knowledge",
    "in (?:summary|conclusion|short|brief|sum|fact|general|essence|doing so|response|total|turn)",
    "to (?:conclude|summari[sz]e|sum up|the best of our knowledge)|to (?:this|that) (?:end|aim|effect)",
    "towards? (?:this|that|these|those) (?:end|goal|aim)s?|for (?:this|that|these) (?:purpose|reason|end|aim)s?",
    "with (?:this|that|these|the above) [^,]{1,60}|(?:building (?:up)?on|based on|in light of|because of|using|"
    "motivated by|inspired by|driven by|guided by) (?:this|that|these|the above)[^,]{0,60}",
    "to (?:address|tackle|solve|overcome|mitigate|remedy|alleviate|bridge|fill|resolve|close|achieve|answer|do|avoid|"
    r"combat|counter) (?:this|that|these|those|such|the above|it|them|so)\b[^,]{0,60}",
    rf"in (?:this|the present|the current|our) (?:\w+ ){{0,2}}(?:{PAPER}|context|case|setting|regard|respect|"
    "direction|vein)",
    "dans (?:cet article|cette étude|ce travail)|en este (?:artículo|trabajo|estudio)|neste (?:artigo|trabalho|estudo)",
])  # fmt: skip
_LEAD_IN = re.compile(
    rf"(?:{_TIES})(?:[,:]\s+(?!(?:which|who|whose|where|that)\b)(?:and )?|\s+(?=(?:we|i)\s+(?:\w+ly\s+)?{DO}\b))"
    r"|(?:and|but|so|yet)\s+(?=(?:we|our|the|this|it)\b)"
    r"|(?:본|이) ?(?:논문|연구)에서는?,? |(?:이를 위해|이에|그러나|하지만|또한|따라서|한편),? "
    r"|(?:针对|为了?解决|为了?克服|基于|根据)(?:这|该|上述|此)[^，。]{0,20}，"
    r"|(?:在)?本(?:文|研究|论文)中，|(?:为此|因此|此外|然而|但是|同时|首先|最后)，"
    r"|本(?:論文|研究|稿)では、|(?:しかし|また|さらに|そこで|そして|したがって)、?",
    re.I,
)
_ADVERB = re.compile(
    rf"({WE}(?: can| have)?) (?:also|further|furthermore|then|therefore|thus|hence|additionally|moreover|finally|"
    rf"subsequently|consequently|here|instead),? (?={DO}s?\b)",
    re.I,
)
_CITED = re.compile(
    r"\s*(?:\((?:e\.g\.,?\s*|see\s+|cf\.\s*)?[^\W\d_][^()]{0,120}?(?:et al\.?|\band\b|&|,)[^()]{0,60}?"
    r"\b(?:19|20)\d\d[a-z]?[^()]{0,60}\)|\[\d{1,3}(?:\s?[-–,;]\s?\d{1,3}){0,12}\]|\((?:19|20)\d\d[a-z]?\)"
    # Of a report of courts the year is in such brackets, too.
    r"|\[(?:19|20)\d\d[a-z]?\](?!\s(?:\d|[A-Z]{2})))(?![\w-])"
)
# "as in [3]", "by Refs. [4, 5]": what needs a citation keeps it.
_NEEDS = re.compile(
    r"\b(?:refs?\.?|references?|by|in|of|to|from|with|than|see|as|on|for|following|via|using|and|or)$", re.I
)
_BULLET = re.compile(r"(?:(?:[.,;:!?、，。·•►▪*-]+|\(?(?:\d{1,2}|[ivx]{1,4})\))\s+)+")
_BRACKETED = re.compile(r"\s+\((?:[^()$]|\$[^$]{1,80}\$|\([^()$]{0,80}\)){1,800}\)(?=[\s.,;:!?]|$)|（[^（）]{1,100}）")

_PURPOSE = re.compile(
    rf"{SUBORDINATE}\b[^?!]{{3,800}}?, (?={WE} (?:\w+ly )?{DO}(?:s|e?d)?\b)"
    r"|(?:本文|我们|本研究)?(?:针对|为了?|由于|随着|在|通过|基于)[^，,。]{2,160}[，,]\s?(?=本文|我们|本研究|提出)"
    r"|[^。]{4,800}?(?:が|から|ため|ので|おり|して)、(?=(?:我々|われわれ|著者ら)は|本(?:論文|研究|稿)(?:では|は))",
    re.I,
)
_MADE = re.compile(rf"{WE} (?:\w+ly )?{MAKE}s? (?=(?:an?|the|two|three|four|several|new|novel)\b|(?-i:[A-Z$]))", re.I)
# Only what is said to have been shown stands by itself: "we argue that" and "results suggest that" stay.
_SHOWN = re.compile(
    rf"(?:{WE}|(?:our |the |extensive )*(?:\w+ )?(?:results?|experiments?|findings|evaluations?|"
    rf"analys[ie]s|simulations)(?: (?:on|in|with|from|of)(?: [\w-]+){{1,6}})?)(?: \w+ly| have| has| can)? "
    rf"(?:{SHOW}|reveal|shown|demonstrated|proven|proved|observed)s?(?: \w+ly)?,? that "
    r"(?!(?:it|they|this|these|such|if|when|for|under|in|by|to|with|while|although|even|not|there|both|on|using|as)\b)",
    re.I,
)
_GOES_ON = re.compile(
    rf"(?:\band|\bor|\bbut|\bthen|,|;) (?:(?:then|also|\w+ly|further|thereby|hence|thus|we|how|that|can|to) )*"
    rf"(?:{DO}|make|enable|allow|outperform|yield|that|we|it|is|are|how|why|what|whether)s?\b"
    r"|\band \w+ (?:it|them|their|its|the|an?|our|that|how|on|to|whether|this|these)\b"
    rf"|\bto (?:be )?{SHOW}\b",
    re.I,
)
# Only for what is too long otherwise: what is said beside the subject, and what comes before a subject of any kind.
_FINITE = (
    rf"(?:is|are|was|were|can|could|will|has|have|had|does|do|(?:{DO}|outperform|enable|allow|require|reduce|increase|"
    r"lead|yield|make|remain|perform|depend|converge|become|keep|degrade|fail|struggle|exceed|beat|match|suffer|need|"
    r"run|scale|rise|fall|grow|hold|lack)(?:s|es)?)"
)
_BESIDE = re.compile(
    rf", (?:which|who|whose|where|when \w+ed|such as|e\.g\.,?)\s[^;:?!]{{3,500}}?, "
    rf"(?={_FINITE} (?!(?:and|or)\b)[^\s,]|\w+s (?:the|an?|its|their|our|all|every|each|both)\b)",
    re.I,
)
_FAR_PURPOSE = re.compile(
    r"(?:although|though|while|whereas|since|because|despite|(?:motivated|inspired|driven|guided) by|given|to|"
    rf"building (?:up)?on|based on)\b[^?!]{{3,800}}?, (?=(?:our|(?:the|this) (?:proposed|present|new)) "
    rf"(?:[\w-]+ ){{1,4}}?{_FINITE}\b)",
    re.I,
)
_WE_GO_ON = re.compile(rf", {WE} (?:\w+ly )?{DO}s?\b", re.I)
_SUBJECT_BEGINS = re.compile(rf", |{CLAUSE.pattern}", re.I)


def shortened(sentence: str) -> list[str]:
    """The versions of `sentence` that can stand on a line by themselves, the longest first.

    What a version can be shortened to is among the versions too, so that shortening twice is shortening once.
    """
    versions = {opened(sentence): None}
    waiting = list(versions)
    while waiting and len(versions) < _MOST_VERSIONS:
        for shorter in _cuts(waiting.pop(0)):
            if shorter not in versions and size(shorter) >= FEWEST_WORDS:
                versions[shorter] = None
                waiting.append(shorter)
    return [version for version in versions if stands(version)]


def opened(sentence: str) -> str:
    """`sentence` without citations, and without the words at its beginning that only tie it to the ones before."""
    bare = _CITED.sub(lambda found: found[0] if _NEEDS.search(sentence, 0, found.start()) else "", sentence).strip()
    if (bullet := _BULLET.match(bare)) is not None:
        bare = bare[bullet.end() :]
    while (lead := _LEAD_IN.match(bare)) is not None and size(bare[lead.end() :]) >= FEWEST_WORDS:
        bare = bare[lead.end() :]
    while (adverb := _ADVERB.match(bare)) is not None:
        bare = f"{adverb[1]} {bare[adverb.end() :]}"
    return bare


def _cuts(text: str) -> Iterator[str]:
    """`text` after one more cut, for every cut that leaves a sentence or a name with what belongs to it."""
    if (purpose := _PURPOSE.match(text)) is not None:
        yield opened(text[purpose.end() :])
    if (without := _BRACKETED.sub("", text)) != text:
        yield without
    if not fits(text):
        yield from _far_cuts(text)
    for announced in (_MADE, _SHOWN):
        found = announced.match(text)
        if found is not None and not _GOES_ON.search(text, found.end()):
            yield opened(text[found.end() :])
    if not is_subordinated(text):
        yield from heads(text)


def _far_cuts(text: str) -> Iterator[str]:
    """A sentence that is too long without what is said beside its subject, or before it."""
    if (without := _BESIDE.sub(lambda aside: aside[0] if _has_verb(text, aside) else " ", text)) != text:
        yield without
    if (purpose := _FAR_PURPOSE.match(text)) is not None and not _WE_GO_ON.search(text, purpose.end()):
        yield text[purpose.end() :]


def _has_verb(text: str, aside: re.Match[str]) -> bool:
    """Whether what stands before `aside` has its verb, so that the one behind is of another clause."""
    return VERB.search(_SUBJECT_BEGINS.split(text[: aside.start()])[-1]) is not None
