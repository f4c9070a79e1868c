"""A sentence said shorter, by rule: lead-ins, asides and trailing clauses go, every other word stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.reading.whole import FEWEST_WORDS, could_fit, is_balanced, is_finished, size, stands

_MOST_VERSIONS = 40


def _any(words: str) -> str:
    return "|".join(words.split())


_PAPER = (
    r"(?:paper|work|study|article|thesis|chapter|report|letter|note|survey|review|contribution|essay|dissertation|"
    r"manuscript|research|tutorial)"
)
_WE = rf"(?:we|i|(?:this|the present|the current) (?:\w+ )?{_PAPER})"
_MAKE = "(?:propose|present|introduce|develop|describe|design|devise|offer|report|formulate|build|contribute)"
_SHOW = "(?:show|demonstrate|find|found|prove|observe|establish|verify|confirm|discover)"
_DO = "(?:" + "|".join([_MAKE, _SHOW, _any(
    "study investigate examine explore analy[sz]e consider address argue evaluate assess compare derive apply use "
    "extend employ identify characteri[sz]e discuss review suggest reveal aim seek take give provide learn train "
    "improve achieve obtain conduct perform test implement combine adapt define determine generali[sz]e reali[sz]e "
    "conclude construct create illustrate leverage exploit model measure outline predict release solve tackle "
    "validate can will do are were have had also further then thus therefore first focus hypothesi[sz]e conjecture "
    "highlight optimi[sz]e estimate bound quantify simulate synthesi[sz]e recruit reconsider revisit trace"
)]) + ")"  # fmt: skip

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
    rf"in (?:this|the present|the current|our) (?:\w+ ){{0,2}}(?:{_PAPER}|context|case|setting|regard|respect|"
    "direction|vein)",
    "dans (?:cet article|cette étude|ce travail)|en este (?:artículo|trabajo|estudio)|neste (?:artigo|trabalho|estudo)",
])  # fmt: skip
_LEAD_IN = re.compile(
    rf"(?:{_TIES})(?:[,:]\s+(?:and )?|\s+(?=(?:we|i)\s+(?:\w+ly\s+)?{_DO}\b))"
    r"|(?:and|but|so|yet)\s+(?=(?:we|our|the|this|it)\b)"
    r"|(?:본|이) ?(?:논문|연구)에서는?,? |(?:이를 위해|이에|그러나|하지만|또한|따라서|한편),? "
    r"|(?:针对|为了?解决|为了?克服|基于|根据)(?:这|该|上述|此)[^，。]{0,20}，"
    r"|(?:在)?本(?:文|研究|论文)中，|(?:为此|因此|此外|然而|但是|同时|首先|最后)，"
    r"|本(?:論文|研究|稿)では、|(?:しかし|また|さらに|そこで|そして|したがって)、?",
    re.I,
)
_ADVERB = re.compile(
    rf"({_WE}(?: can| have)?) (?:also|further|furthermore|then|therefore|thus|hence|additionally|moreover|finally|"
    rf"subsequently|consequently|here|instead),? (?={_DO}s?\b)",
    re.I,
)
_CITED = re.compile(
    r"\s*(?:\((?:e\.g\.,?\s*|see\s+|cf\.\s*)?[^\W\d_][^()]{0,120}?(?:et al\.?|\band\b|&|,)[^()]{0,60}?"
    r"\b(?:19|20)\d\d[a-z]?[^()]{0,60}\)|\[\d+(?:\s?[-–,;]\s?\d+){0,12}\]|\((?:19|20)\d\d[a-z]?\))(?![\w-])"
)
_BULLET = re.compile(r"(?:[.,;:!?、，。·•►▪*-]+\s+)+")
_BRACKETED = re.compile(r"\s+\([^()$]{1,200}\)(?=[\s.,;:!?]|$)|（[^（）]{1,100}）")

_SUBORDINATE = (
    r"(?:to|by|in|on|at|for|from|with|within|without|through|throughout|under|via|over|across|among|between|against|"
    r"after|before|during|beyond|towards?|despite|unlike|due|compared|contrary|rather|instead|while|whereas|although|"
    r"though|because|since|when|once|as|if|whether|until|unless|even|not|both|either|neither|given|\w+ing|\w+ed|"
    r"针对|为了?|由于|随着|虽然|尽管|当|如果|在|通过|基于|对于|根据|利用)"
)
_SUBORDINATED = re.compile(rf"{_SUBORDINATE}(?:\b|(?<=[^\x00-\xff]))", re.I)
_PURPOSE = re.compile(
    rf"{_SUBORDINATE}\b[^.?!]{{3,260}}?, (?={_WE} (?:\w+ly )?{_DO}s?\b)"
    r"|(?:针对|为了?|由于|随着|在|通过|基于)[^，。]{2,60}，(?=本文|我们|本研究|提出)",
    re.I,
)
_MADE = re.compile(rf"{_WE} (?:\w+ly )?{_MAKE}s? (?=(?:an?|the|two|three|four|several|new|novel)\b|(?-i:[A-Z$]))", re.I)
# Only what is said to have been shown stands by itself: "we argue that" and "results suggest that" stay.
_SHOWN = re.compile(
    rf"(?:{_WE}|(?:our |the |extensive )*(?:\w+ )?(?:results?|experiments?|findings|evaluations?|"
    rf"analys[ie]s|simulations)(?: (?:on|in|with|from|of)(?: [\w-]+){{1,6}})?)(?: \w+ly| have| has| can)? "
    rf"(?:{_SHOW}|reveal|shown|demonstrated|proven|proved|observed)s?(?: \w+ly)?,? that "
    r"(?!(?:it|they|this|these|such|if|when|for|under|in|by|to|with|while|although|even|not|there|both|on|using|as)\b)",
    re.I,
)
_GOES_ON = re.compile(
    rf"(?:\band|\bor|\bbut|\bthen|,|;) (?:(?:then|also|\w+ly|further|thereby|hence|thus|we|how|that|can|to) )*"
    rf"(?:{_DO}|make|enable|allow|outperform|yield|that|we|it|is|are|how|why|what|whether)s?\b"
    r"|\band \w+ (?:it|them|their|its|the|an?|our|that|how|on|to|whether|this|these)\b"
    rf"|\bto (?:be )?{_SHOW}\b",
    re.I,
)
_VERB = re.compile(
    rf"\b(?:is|are|was|were|be|can|could|may|might|will|would|should|must|has|have|had|does|do|did|\w+ed|(?:{_DO}|show|"
    r"enable|allow|outperform|require|reduce|increase|lead|yield|make|remain|perform|depend|consist|help|suffer|converge|"
    r"become|occur|contain|involve|play|represent|support|affect|influence|cause|produce|contribute|challenge)s?|"
    r"studies|relies|applies|becomes|analyses|reaches|addresses|focuses)\b",
    re.I,
)
# What is cut is never a condition, an exception or a contrast: without these a sentence says something else.
_TAIL = re.compile(
    r",? (?:which|where|while|thereby|thus|hence|therefore|allowing|enabling|leading|resulting|making|achieving|"
    r"outperforming|demonstrating|showing|providing|yielding|giving|reducing|improving|obtaining|ensuring|suggesting|"
    r"indicating|highlighting|using|so that|because|especially|particularly|namely|in order to|by \w+ing|i\.e\.|e\.g\.|"
    r"such as|compared (?:to|with)|as opposed to)\b"
    rf"|(?P<joined>,? and (?:we|it|they|our|this|thus|therefore|hence|thereby|can|is|are|has|does|that|{_DO}|"
    r"outperform)s?\b)"
    r"|(?P<loose>, (?:with|both|from|for|as|since|including|to|in|on|under|via|through|based on|followed by|one of|an?|"
    r"the|as well as|with respect to|regardless of)\b)"
    r"|(?P<mark>[;:](?=\s)| --+ | ?— ?| – )|(?P<unspaced>[，；：])",
    re.I,
)
_LISTED = re.compile(r", (?:and|or)\b", re.I)
_CLAUSE = re.compile(r"\b(?:that|which|who|whose|where|when|while|whether|how|why|because|although|if|since)\b", re.I)
_HALF = re.compile(
    r"\b(?:both|between)\b(?!.*\band\b)|\b(?:either|whether)\b(?!.*\bor\b)|\bneither\b(?!.*\bnor\b)"
    r"|\bnot (?:only|just|merely)\b(?!.*\bbut\b)",
    re.I,
)


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
    bare = _CITED.sub("", sentence).strip()
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
    for announced in (_MADE, _SHOWN):
        found = announced.match(text)
        if found is not None and not _GOES_ON.search(text, found.end()):
            yield opened(text[found.end() :])
    if not _SUBORDINATED.match(text):
        yield from _heads(text)


def _heads(text: str) -> Iterator[str]:
    """`text` up to each place where a trailing clause begins."""
    for tail in _TAIL.finditer(text):
        head = text[: tail.start()]
        if not could_fit(head):
            return
        if size(head) >= FEWEST_WORDS and is_finished(head) and is_balanced(head) and _is_clause(head, tail):
            yield head


def _is_clause(head: str, tail: re.Match[str]) -> bool:
    """Whether `head` says something without `tail`: it has its verbs, and is no half of a list or of a pair."""
    if tail["unspaced"]:
        return True
    if tail["joined"] and "," in head[-80:]:
        return False
    if tail["loose"] and _LISTED.search(tail.string, tail.end(), tail.end() + 80):
        return False
    return all(_VERB.search(clause) for clause in (head, _CLAUSE.split(head)[-1])) and not _HALF.search(head)
