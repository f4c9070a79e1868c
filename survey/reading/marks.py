"""What speaks for and against a line: where it stands, how it begins, and what it shares with the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from survey.reading.cues import cues, is_ours, is_tied, makes, word_set
from survey.reading.whole import size

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST_TITLE = 500
_UNSPACED_FROM = "\u3040"
"""The first of the scripts whose words are not set apart, or carry their particles with them."""

_STOP = word_set(
    "a an the this these those that which who whom whose where when while we our us i it its they their them he she "
    "is are was were be been being has have had do does did can could may might will would should must not no of in "
    "on at by for from to with without into as and or but nor so than then there here such also both via using use "
    "used based paper show propose proposed present new novel approach method methods more most however under over "
    "between through each other many "
    "der die das den dem des ein eine einer eines einem und oder von zu zur zum im am bei mit für auf aus ist sind "
    "le la les un une du et dans pour sur est el los las del y en para por con es o os da dos em na um uma il gli di e "
    "nel della het een van"
)
_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(r"\d ?(?:%|percent)|\d[x×]")


def own_marks(line: str, title: str | None) -> dict[str, float]:
    """The marks that a line has by itself, whatever stands around it."""
    low = line.lower()
    words, said = size(line), _WORD.findall(low)
    marks = {f"words over {limit}": (words - limit) / 10 for limit in (0, 8, 12, 16, 20, 25, 30, 36) if words > limit}
    marks |= dict.fromkeys(cues(low, said), 1.0)
    marks["commas"] = line.count(",") / 3
    marks["question"] = float("?" in line)
    marks["bracket"] = float("(" in line)
    marks["colon"] = float(":" in line)
    marks["formula"] = float("$" in line or "\\" in line or "=" in line)
    marks["number"] = float(_DIGIT.search(line) is not None)
    marks["percent"] = float(marks["number"] and _PERCENT.search(low) is not None)
    return marks | _title_marks(line, title or "")


def _title_marks(line: str, title: str) -> dict[str, float]:
    wanted, said = _title_stems(title), stems(line)
    if not wanted or not said:
        return {}
    shared = wanted.keys() & said.keys()
    name = title.partition(":")[0].lower() if ":" in title else ""
    return {
        "of the title": len(shared) / len(wanted),
        "from the title": len(shared) / len(said),
        "pairs of the title": len(set(pairwise(wanted)) & set(pairwise(said))) / len(wanted),
        "names it": float(name != "" and len(name.split()) <= 2 and name in line.lower()),
    }


def place_marks(lines: Sequence[str]) -> list[dict[str, float]]:
    """For every sentence of an abstract the marks it has for where it stands."""
    known, low = [stems(line) for line in lines], [line.lower() for line in lines]
    spread = Counter(word for words in known for word in words)
    made = next((place for place, line in enumerate(low) if makes(line)), None)
    last = len(lines) - 1
    return [
        {
            "place": place / (last or 1),
            f"sentence {min(place, 6)}": 1.0,
            f"sentence -{min(last - place, 3)}": 1.0,
            "shared": sum(spread[word] - 1 for word in known[place]) / (len(known[place]) or 1) / (last or 1),
            _beside(place, made): 1.0,
            "tied": float(is_tied(low[place])),
            "begins with we": float(place == 0 and is_ours(low[place])),
        }
        for place in range(len(lines))
    ]


def _beside(place: int, made: int | None) -> str:
    if made is None:
        return "nothing is made"
    return "before it is made" if place < made else "where it is made" if place == made else "after it is made"


def stems(text: str) -> dict[str, None]:
    """The words of `text` that carry meaning, without their endings, in their order."""
    return {stem: None for word in _WORD.findall(text.lower()) for stem in _parts(word)}


@lru_cache(maxsize=64)
def _title_stems(title: str) -> dict[str, None]:
    return stems(title[:_LONGEST_TITLE])


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[str, ...]:
    if word[0] >= _UNSPACED_FROM:
        return tuple(word[place : place + 2] for place in range(max(1, len(word) - 1)))
    return tuple(_stem(part) for part in re.split(r"['’-]", word) if part and part not in _STOP)


def _stem(word: str) -> str:
    for ending in ("ization", "isation", "ations", "ation", "ings", "ing", "edly", "ies", "ed", "es", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
