"""An abstract as plain sentences: without markup, LaTeX commands and section labels."""

from __future__ import annotations

import re

from survey.model.text import line, plain
from survey.reading.cited import CITED, without_citations
from survey.reading.divided import undivided
from survey.reading.foreign_labels import in_english
from survey.reading.labels import Sentence, in_sections
from survey.reading.sentences import sentences
from survey.reading.unmarked import without_latex, without_markdown

_LONGEST = 12_000
"""Characters that are read: what is longer is a whole paper by mistake, and says at its beginning what it is about."""
_MOST_SENTENCES = 60
# What services write where there is none.
_NONE = re.compile(r"(?:there is )?no abstract(?: (?:is )?available)?|abstract (?:is )?not available|n/?a", re.I)


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
    """`text` on one line, without HTML, Markdown and the commands of LaTeX outside mathematics; "" if nothing is left.

    Words that were divided at the ends of lines are whole again. CITED stands for a work without which a sentence makes
    no sense.
    """
    text = without_markdown(text)
    bare = without_citations(undivided(line(plain(text) if "<" in text or "&" in text else text) or ""))
    if "\\" in bare or "{" in bare or "``" in bare or "$$" in bare:
        bare = without_latex(bare)
    return " ".join(bare.split())
