"""An abstract as plain sentences: without markup, LaTeX commands and section labels."""

from __future__ import annotations

import re
import unicodedata

from survey.model.text import line, plain
from survey.reading.cited import CITED, without_citations
from survey.reading.divided import undivided
from survey.reading.foreign_labels import in_english
from survey.reading.labels import Sentence, in_sections
from survey.reading.sentences import sentences

_LONGEST = 12_000
"""Characters that are read: what is longer is a whole paper by mistake, and says at its beginning what it is about."""
_MOST_SENTENCES = 60
# What services write where there is none.
_NONE = re.compile(r"(?:there is )?no abstract(?: (?:is )?available)?|abstract (?:is )?not available|n/?a", re.I)

_POINTER = re.compile(
    r"[ ~]{0,2}\\(?:[cCvV]?(?:page)?ref|eqref|autoref|label|footnote|thanks|url|href)\*?"
    r"(?:\[[^\]]{0,80}\]){0,2}\s?\{[^{}]{0,300}\}"
)
_WRAPPED = re.compile(
    r"\\(?:emph|text(?:bf|it|sc|tt|rm|sf|up|sl|normal)?|mbox|underline|uline|bf|it|em|sc|tt)\*?\s?\{([^{}$]{0,400})\}"
)
_SWITCHED = re.compile(r"\{\\(?:it|bf|em|sc|tt|sl|rm|sf|itshape|bfseries)\b\s*([^{}$]{0,400})\}")
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327",
}  # fmt: skip
_ACCENTED = (
    re.compile(r"\{?\\([uvHc])\{([A-Za-z])\}\}?"),
    re.compile(r"\{?\\([`'^\"~=.])\{?([A-Za-z])\}?\}?"),
)
_ESCAPED = re.compile(r"\\([%&#_])")
_TIE = re.compile(r"(?<=[A-Za-z.,)}])~(?=[\\\w$(])")
_GROUP = re.compile(r"(?<![\\\w$^_}])\{([\w .,'’-]{1,80})\}")
# Brackets that are empty when what they point to is gone.
_NOTHING = re.compile(
    r"\s*\((?:\s*(?:see(?: also)?|cf\.|e\.g\.,?|in|and|sections?|sec\.|figures?|fig\.|tables?|tab\.|appendix|\\S|§)"
    r"(?=[\s~,;)]))*[\s,;.~]*\)",
    re.I,
)
_MATHS = re.compile(r"\$[^$]{1,300}\$|\\\(.{1,300}?\\\)")
_ASIDE = "\ue000\ue001"
_PUT_ASIDE = re.compile(f"{_ASIDE[0]}(\\d+){_ASIDE[1]}")


def read_abstract(abstract: str) -> list[Sentence]:
    """The sentences of `abstract`, each with its section: aim, background, method, result, conclusion or aside."""
    said = prose(abstract[:_LONGEST])
    if _NONE.fullmatch(said.strip(" .[]")):
        return []
    spoken = [each for section in in_english(said) for each in sentences(section)]
    read = list(in_sections(spoken[:_MOST_SENTENCES]))
    return [each for each in read if CITED not in each.text] or [
        each._replace(text=" ".join(each.text.replace(CITED, " ").split())) for each in read
    ]


def prose(text: str) -> str:
    """`text` on one line, without HTML and without the commands of LaTeX outside mathematics; "" if nothing is left.

    Words that were divided at the ends of lines are whole again. CITED stands for a work without which a sentence makes
    no sense.
    """
    bare = without_citations(undivided(line(plain(text) if "<" in text or "&" in text else text) or ""))
    if "\\" in bare or "{" in bare or "``" in bare:
        bare = _without_latex(bare)
    return " ".join(bare.split())


def _without_latex(text: str) -> str:
    """`text` without commands; mathematics, which keeps its own, is put aside meanwhile."""
    formulas: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"{_ASIDE[0]}{len(formulas) - 1}{_ASIDE[1]}"

    bare = _without_commands(_MATHS.sub(put_aside, text.translate(dict.fromkeys(map(ord, _ASIDE)))))
    return _PUT_ASIDE.sub(lambda found: formulas[int(found[1])], bare)


def _without_commands(text: str) -> str:
    for pointer in (_POINTER, _POINTER, _NOTHING):
        text = pointer.sub("", text)
    for wrapping in (_WRAPPED, _SWITCHED, _WRAPPED):
        text = wrapping.sub(r"\1", text)
    for accented in _ACCENTED:
        text = accented.sub(lambda found: unicodedata.normalize("NFC", found[2] + _ACCENTS[found[1]]), text)
    text = _GROUP.sub(r"\1", _TIE.sub(" ", _ESCAPED.sub(r"\1", text)))
    return text.replace("``", "“").replace("''", "”")
