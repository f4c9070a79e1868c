"""All that a text cites, told by the part of the text: related work, experiments, or elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from survey.model.reference import Part, Place, Reference
from survey.model.text import fold
from survey.reading.manuscript import RUN_IN
from survey.reading.mentions import mentions
from survey.reading.sections import Span, every, is_related, related, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.reading.manuscript import Manuscript
    from survey.reading.mentions import Mention
    from survey.reading.paper import Paper

_EXPERIMENTS = re.compile(
    r"\b(?:experiments?|experimental|results?|evaluations?|baselines?|comparisons?|benchmarks?|ablations?|"
    r"experimente|ergebnisse|experimentos|resultados|experiences|resultats)\b"
)
_TABLE = re.compile(r"\\begin\s*\{(table|tabular|longtable|sidewaystable)\*?\}")


def references_of(paper: Paper) -> list[Reference]:
    """Every work that `paper` cites, in the order in which they are first cited, with every place where it does."""
    manuscript = paper.manuscript
    in_related = list(_mentions(manuscript, related(manuscript).spans))
    compared = {(key, place.sentence) for key, place in _mentions(manuscript, _experiments(manuscript))}
    told = {(key, place.sentence) for key, place in in_related}
    places: dict[str, list[Place]] = defaultdict(list)
    for key, mention in in_related:
        places[key].append(_place(mention, Part.RELATED_WORK))
    order: dict[str, None] = {}
    for key, mention in _mentions(manuscript, every(manuscript, include_appendix=True).spans):
        order[key] = None
        where = key, mention.sentence
        if where not in told:
            places[key].append(_place(mention, Part.EXPERIMENTS if where in compared else None))
    return [_reference(paper, key, places[key]) for key in dict.fromkeys((*order, *places))]


def _mentions(manuscript: Manuscript, chosen: Iterable[Span]) -> Iterator[tuple[str, Mention]]:
    return (found for span in chosen for found in mentions(manuscript, span))


def _experiments(manuscript: Manuscript) -> list[Span]:
    """The sections on experiments, and the tables, wherever they stand."""
    titled = [each for each in manuscript.headings if each.level < RUN_IN]
    found = [each for each in titled if _EXPERIMENTS.search(title := fold(each.title)) and not is_related(title)]
    return [*spans(found), *_tables(manuscript.text)]


def _tables(text: str) -> Iterator[Span]:
    at = 0
    while begin := _TABLE.search(text, at):
        end = text.find(f"\\end{{{begin.group(1)}", begin.end())
        at = len(text) if end < 0 else end
        yield Span(None, begin.end(), at)


def _place(mention: Mention, part: Part | None) -> Place:
    return Place(part, mention.section, mention.theme, mention.sentence, mention.in_appendix)


def _reference(paper: Paper, key: str, places: list[Place]) -> Reference:
    entry = paper.entry(key)
    if entry is None:
        return Reference(key, places=tuple(places))
    return Reference(key, entry.title, entry.authors, entry.year, entry.identifiers, entry.raw, tuple(places))
