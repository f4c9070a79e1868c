"""The papers most like one paper, or a few."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from survey.catalog.filters import ADDED, conditions
from survey.catalog.read import few, standing, views_among, views_of
from survey.catalog.search import hits, some_words
from survey.model.sieve import sieve

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from survey.catalog.read import Selection
    from survey.catalog.search import Hit
    from survey.model.view import PaperView

NEAREST = 200
"""So many papers are compared for the words they have in common, the best by BM25."""


class Likeness(NamedTuple):
    """How alike papers are, from 0 to 1: 1 - (1 - words) · (1 - references), so that either is enough."""

    score: float
    words: float
    """The cosine of their titles and abstracts (survey.model.topic)."""
    references: float
    """Works that both cite, by the geometric mean of how many each cites (Kessler 1963, doi:10.1002/asi.5090140103).

    A paper counts among the works it cites: so one that cites the other is like it. Of several papers, the mean.
    """
    shared: int
    """How many works both cite; of several papers, for each of them."""


def alike(catalog: sqlite3.Connection, papers: Collection[int], selection: Selection) -> Iterator[tuple[str, Likeness]]:
    """The views of selected papers, those most like all of `papers` first, and how alike they are, without these."""
    stand = list(dict.fromkeys(standing(catalog, paper) for paper in papers))
    seeds = views_of(catalog, stand)
    scored = few(catalog, conditions(catalog, selection, sieve(selection.words), ADDED))
    near = {hit.paper for seed in seeds for hit in _near(catalog, seed, scored)}
    shared = _mean([_shared(catalog, paper) for paper in stand])
    texts = views_among(catalog, {*near, *shared} - set(stand), selection)
    compared = _compared(seeds, texts, shared)
    for each in sorted(compared, key=lambda each: (-compared[each].score, each)):
        yield texts[each], compared[each]


def _near(catalog: sqlite3.Connection, seed: PaperView, scored: Collection[int] | None) -> Iterator[Hit]:
    return islice(hits(catalog, some_words(catalog, _about(seed)), scored), NEAREST)


def _mean(told: Sequence[Mapping[int, tuple[int, float]]]) -> dict[int, tuple[int, float]]:
    found: dict[int, tuple[int, float]] = {}
    for paper in {paper for each in told for paper in each}:
        of_each = [each.get(paper, (0, 0.0)) for each in told]
        found[paper] = sum(count for count, _ in of_each), sum(share for _, share in of_each) / len(told)
    return found


def _about(view: PaperView) -> str:
    return " ".join(filter(None, (view["title"], view["abstract"])))


def _compared(
    seeds: Sequence[PaperView], texts: Mapping[int, str], shared: Mapping[int, tuple[int, float]]
) -> dict[int, Likeness]:
    from survey.model.topic import Topic

    abouts = {paper: _about(json.loads(text)) for paper, text in texts.items()}
    topic = Topic([_about(seed) for seed in seeds], among=abouts.values())
    found = {}
    for paper, about in abouts.items():
        words = topic.likeness(about)
        count, references = shared.get(paper, (0, 0.0))
        score = 1 - (1 - words) * (1 - references)
        if score > 0:
            found[paper] = Likeness(round(score, 4), round(words, 4), round(references, 4), count)
    return found


def _shared(catalog: sqlite3.Connection, paper: int) -> dict[int, tuple[int, float]]:
    """For each paper with works in common with `paper`: how many, and which share of what they cite."""
    mine = _cited(catalog, [paper])[paper]
    theirs = _cited(catalog, _citing(catalog, mine | {paper}) | mine)
    found = {}
    for other, cited in theirs.items():
        if both := len((mine | {paper}) & (cited | {other})):
            found[other] = (both, both / math.sqrt((len(mine) + 1) * (len(cited) + 1)))
    return found


def _citing(catalog: sqlite3.Connection, papers: Collection[int]) -> set[int]:
    rows = catalog.execute(
        "SELECT DISTINCT citing_id FROM citation WHERE citing_id IS NOT NULL "
        "AND cited_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(papers)),),
    )
    return {int(citing) for (citing,) in rows}


def _cited(catalog: sqlite3.Connection, papers: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set, {paper: set() for paper in papers})
    rows = catalog.execute(
        "SELECT DISTINCT citing_id, cited_id FROM citation WHERE citing_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(papers)),),
    )
    for citing, cited in rows:
        if citing != cited:
            found[citing].add(cited)
    return found
