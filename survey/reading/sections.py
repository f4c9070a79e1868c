"""Which part of a paper is its related work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from survey.model.errors import SurveyError
from survey.model.text import fold
from survey.reading.cites import MARK
from survey.reading.manuscript import RUN_IN, Heading, Manuscript


class Found(StrEnum):
    """How the section was found."""

    HEADING = "heading"
    RUN_IN = "run-in"
    BACKGROUND = "background"
    INTRODUCTION = "introduction offered"
    """There is none; what the introduction cites may stand in for it, if somebody says so."""
    NAMED = "named"
    EVERY = "every section"


class Sureness(StrEnum):
    """How sure it is that this is the related work."""

    SURE = "sure"
    LIKELY = "likely"
    WEAK = "weak"
    NOT = "not found"


class Span(NamedTuple):
    """A section in the text, up to where the next one of its level begins."""

    heading: Heading | None
    start: int
    end: int


class Choice(NamedTuple):
    """The sections that were chosen, and why."""

    spans: tuple[Span, ...]
    found: Found
    sure: Sureness


_WORK = r"(?:works?|research(?:es)?|literature|stud(?:y|ies)|approach(?:es)?|methods?|efforts?|art)"
_RELATED = re.compile(
    rf"\b(?:related|previous|prior|existing|earlier|relevant) (?:\w+ )?{_WORK}\b"
    r"|\bliterature (?:review|survey|overview)\b"
    r"|\breview of (?:the )?(?:related |relevant )?(?:literature|work)|\brelated (?:topics|surveys|fields|areas)\b"
    r"|^(?:the )?state of the art$|\band (?:the )?state of the art$|^work related\b"
    r"|\btrabajos? relacionados?\b|\bestado del arte\b"
    r"|\btravaux (?:connexes|anterieurs|lies|relies)\b|\betat de l art\b"
    r"|\bverwandte arbeiten\b|\bstand der (?:technik|forschung)\b|\btrabalhos relacionados\b|\blavori correlati\b"
    r"|\bstato dell arte\b|相关工作|相關工作|相关研究|関連研究|관련 ?연구|обзор литературы|связанные работы"
)
# "Comparison with previous methods" is an experiment; "Relation to prior work" will do, if there is nothing better.
_EXPERIMENT = re.compile(
    r"^(?:compar\w+|experiments?|results?|evaluation|baselines?|limitations?|analysis|reproduc\w+|implementation|"
    r"quantitative|qualitative|drawbacks|problems?|issues|failure|summary of contributions|performance|benchmark\w*)\b"
)
_RELATION = re.compile(r"^(?:relations?|relationships?|connections?|links?|differences?|discussion|improvements?)\b")
_OWN_METHOD = re.compile(
    r"\bexisting (?:methods?|approach(?:es)?)\b|\b(?:previous|prior|existing|earlier) stud(?:y|ies)\b"
)
_BACKGROUND = re.compile(r"\b(?:background|preliminaries and background|theoretical framework)\b")
_INTRODUCTION = re.compile(
    r"\b(?:introduction|einleitung|introduccion|introducao|introduzione|引言|はじめに|서론|введение)\b"
)
_SURE = re.compile(
    r"\brelated (?:works?|literature|research)\b|\bliterature (?:review|survey)\b"
    r"|\b(?:previous|prior) (?:works?|research)\b"
    r"|[^\x00-\x7f]|^(?:the )?state of the art$"
)


def related(manuscript: Manuscript, *, include_appendix: bool = False) -> Choice:
    """The related-work sections: under headings that say so, else under run-in headings, else the background.

    A heading in the appendix counts as well. Only with `include_appendix` do the weaker signs there.
    """
    titled = [(heading, fold(heading.title)) for heading in manuscript.headings]
    proper = [(heading, title) for heading, title in titled if heading.level < RUN_IN and is_related(title)]
    best = [heading for heading, title in proper if not _RELATION.match(title) and not _OWN_METHOD.search(title)]
    if chosen := best or [heading for heading, _ in proper]:
        sure = Sureness.SURE if any(_SURE.search(fold(heading.title)) for heading in best) else Sureness.LIKELY
        return Choice(spans(chosen), Found.HEADING, sure)
    weaker = [(heading, title) for heading, title in titled if include_appendix or not heading.in_appendix]
    if chosen := [each for each, title in weaker if each.level >= RUN_IN and each.is_firm and is_related(title)]:
        return Choice(spans(chosen), Found.RUN_IN, Sureness.LIKELY)
    if chosen := [each for each, title in weaker if each.level < RUN_IN and _BACKGROUND.search(title)]:
        return Choice(spans(chosen), Found.BACKGROUND, Sureness.WEAK)
    return Choice((), Found.INTRODUCTION, Sureness.NOT)


def is_related(title: str) -> bool:
    """Whether the folded `title` speaks of related work."""
    return bool(_RELATED.search(title)) and not _EXPERIMENT.match(title) and len(title.split()) <= 12


def stand_ins(manuscript: Manuscript) -> list[Heading]:
    """The headings that may hold what there is no section for: unsure run-in ones, then the introduction."""
    unsure = [each for each in manuscript.headings if not each.is_firm and is_related(fold(each.title))]
    begins = [each for each in manuscript.headings if each.level < RUN_IN and _INTRODUCTION.search(fold(each.title))]
    return [*unsure, *begins[:1]]


def named(manuscript: Manuscript, name: str) -> Choice:
    """The sections called `name`: exactly so, else beginning so, else with it somewhere in their title.

    Raises SurveyError, with the titles there are, where none is.
    """
    wanted = fold(name)
    titled = [(heading, fold(heading.title)) for heading in manuscript.headings]
    same = [heading for heading, title in titled if title == wanted]
    begun = [heading for heading, title in titled if wanted and title.startswith(wanted)]
    holding = [heading for heading, title in titled if wanted and wanted in title]
    if not (chosen := same or begun or holding):
        titles = dict.fromkeys(heading.title for heading, _ in titled if heading.level < RUN_IN)
        there = "; ".join([title[:60] for title in titles][:40])
        raise SurveyError(
            f"there is no section {name[:80]!r}",
            hint=f"sections are: {there}" if there else "it has no headings at all",
        )
    return Choice(spans(chosen), Found.NAMED, Sureness.SURE)


def every(manuscript: Manuscript, *, include_appendix: bool = False) -> Choice:
    """All of the text, section by section; the appendix only when asked for."""
    proper = [
        each for each in manuscript.headings if 0 <= each.level < RUN_IN and (include_appendix or not each.in_appendix)
    ]
    first = min((heading.at for heading in proper), default=len(manuscript.text))
    return Choice((Span(None, 0, first), *spans(proper)), Found.EVERY, Sureness.SURE)


def spans(chosen: Iterable[Heading]) -> tuple[Span, ...]:
    """The sections under `chosen`, those inside another of them left out."""
    found: list[Span] = []
    for heading in sorted(chosen, key=lambda each: each.at):
        if not found or heading.at >= found[-1].end:
            found.append(Span(heading, heading.after, heading.end))
    return tuple(found)


def citations_in(manuscript: Manuscript, heading: Heading) -> int:
    """How often works are cited under `heading`."""
    marks = MARK.findall(manuscript.text, heading.after, heading.end)
    return sum(len(manuscript.keys[int(mark)]) for mark in marks)
