"""One line that says what a paper does, in the words of its abstract."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from math import fsum
from typing import NamedTuple

from survey.reading.abstract import read_abstract
from survey.reading.compress import shortened
from survey.reading.hollow import is_hollow
from survey.reading.labels import Sentence, is_aside
from survey.reading.last_cuts import last_cuts
from survey.reading.marks import own_marks, place_marks
from survey.reading.whole import FEWEST_WORDS, is_ended, size, stop_of

_FEWEST_OF_CONCLUSION = 3


class Version(NamedTuple):
    """One way to say what one sentence of an abstract says, and what speaks for it."""

    text: str
    marks: dict[str, float]


def one_line(title: str | None, abstract: str | None) -> str | None:
    """What a paper does, in at most 45 words of its abstract; None where no sentence of it can be said in so few."""
    weights = _weights()
    found = versions(title, abstract)
    return max(found, key=lambda version: _worth(version.marks, weights)).text if found else None


def versions(title: str | None, abstract: str | None) -> list[Version]:
    """Every line that an abstract offers, each with its marks."""
    read = read_abstract(abstract) if abstract else []
    read = [sentence for sentence in read if not is_aside(sentence)] or read
    places = place_marks([sentence.text for sentence in read])
    return [
        Version(text, {**places[place], **_section_mark(read[place]), **own_marks(text, title)})
        for text, place in _best(read)
    ]


def _best(read: Sequence[Sentence]) -> list[tuple[str, int]]:
    """The lines of the best kind that there are: long ones before short ones, and hollow ones last."""
    lines = list(_lines(read, shortened))
    said = [each for each in lines if not is_hollow(each[0])]
    enough = [each for each in said if _is_enough(each[0], read[each[1]])]
    return enough or said or [each for each in _lines(read, _longest) if not is_hollow(each[0])] or lines


def _is_enough(line: str, sentence: Sentence) -> bool:
    """Whether `line` is no fragment; a conclusion may be said in a few words."""
    is_whole = sentence.section == "conclusion" and size(sentence.text) <= size(line)
    return size(line) >= (_FEWEST_OF_CONCLUSION if is_whole else FEWEST_WORDS)


def _lines(read: Sequence[Sentence], say: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, int]]:
    """What `say` makes of each sentence, as finished lines with a letter in them, and the place of the sentence."""
    for place, sentence in enumerate(read):
        for text in say(sentence.text):
            if any(map(str.isalpha, line := closed(text))):
                yield line, place


def _longest(sentence: str) -> list[str]:
    """`sentence` made to fit where no rule leaves a version that does, in one way at most."""
    return list(islice(last_cuts(sentence), 1))


def _section_mark(sentence: Sentence) -> dict[str, float]:
    return {f"section {sentence.section}": 1.0} if sentence.section else {}


def _worth(marks: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return fsum(value * weights.get(name, 0.0) for name, value in marks.items())


# Labelled sections are rare where the weights were found, and no score sees whether a line is understood by itself.
BY_JUDGEMENT = {
    "section conclusion": 40.0, "section result": 20.0, "section aim": 10.0, "section method": -3.0,
    "section value": -1.0, "section background": -2.0, "refers back": -1.0,
}  # fmt: skip


@cache
def _weights() -> dict[str, float]:
    """What each mark is worth, as `benchmarks/train_one_line.py` found it."""
    found: dict[str, float] = json.loads((files("survey.reading") / "one_line.json").read_text("utf-8"))
    return found | BY_JUDGEMENT


_GAP = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")
# A first word that may take a capital: "p-values" and "k-means" may not.
_SMALL = re.compile(r"(?:[^\W\d_]{2,}|a)(?=[\s,-]|$)")


def closed(text: str) -> str:
    """`text` as a sentence: a capital at its beginning, a stop at its end."""
    bare = _GAP.sub("", text).rstrip(" ,;:–—、，；：")
    if (first := _SMALL.match(bare)) is not None and first[0].islower():
        bare = bare[0].upper() + bare[1:]
    if is_ended(bare):
        return bare
    return bare + stop_of(bare)
