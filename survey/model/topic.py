"""How close a text is to what a set of texts is about."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from survey.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# The words that every abstract has.
_COMMON = frozenset({
    "a", "an", "the", "this", "these", "that", "those", "it", "its", "we", "our", "us", "they", "their", "and", "or",
    "but", "not", "nor", "of", "in", "on", "at", "by", "for", "from", "to", "with", "as", "into", "over", "under",
    "between", "through", "than", "then", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had",
    "do", "does", "can", "could", "may", "might", "will", "would", "which", "who", "whom", "whose", "what", "when",
    "where", "how", "why", "all", "any", "both", "each", "more", "most", "other", "some", "such", "only", "also",
    "very", "using", "use", "used", "based", "via", "paper", "propose", "proposed", "show", "shows", "new", "novel",
    "approach", "method", "methods", "results",
})  # fmt: skip


class Topic:
    """What texts are about: their words, weighed by how often and how rarely they are said, on the average.

    Words weigh (1 + ln tf) · ln(1 + N/df), texts are vectors of length 1, and likeness is the cosine of two of them:
    Salton and Buckley, Information Processing & Management 24 (1988), doi:10.1016/0306-4573(88)90021-0.
    """

    def __init__(self, texts: Sequence[str], among: Iterable[str] = ()) -> None:
        """The topic of `texts`; how rare a word is, is told by these and those that they stand `among`."""
        said = [words(text) for text in texts]
        everywhere = [*said, *map(words, among)]
        self._texts = len(everywhere)
        self._spread = Counter(word for each in everywhere for word in each)
        middle: Counter[str] = Counter()
        for each in said:
            middle.update(self._weighed(each))
        self._middle = _of_length_one(middle)

    def likeness(self, text: str) -> float:
        """From 0 (no word in common) to 1."""
        weighed = self._weighed(words(text))
        return min(1.0, sum(weight * self._middle.get(word, 0.0) for word, weight in weighed.items()))

    def _weighed(self, said: Mapping[str, int]) -> dict[str, float]:
        return _of_length_one(
            {
                word: (1 + math.log(count)) * math.log(1 + self._texts / self._spread[word])
                for word, count in said.items()
                if word in self._spread
            }
        )


def words(text: str) -> Counter[str]:
    """How often each word is said that may tell what `text` is about."""
    return Counter(word for word in fold(text).split() if len(word) > 1 and word not in _COMMON)


def _of_length_one(weighed: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weighed.values()))
    return {word: weight / length for word, weight in weighed.items()} if length else {}
