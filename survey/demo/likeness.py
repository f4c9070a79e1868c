"""Papers that are like others, as far as the facts tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.demo.facts import tasks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.demo.facts import Facts, Library


def like(library: Library, liked: Sequence[Facts]) -> list[Facts]:
    """The other papers with tasks or references in common with those `liked`, the ones with the most of them first."""
    wanted = set[str]().union(*map(_marks, liked))
    shared = [(len(_marks(paper) & wanted), paper) for paper in library.papers if paper not in liked]
    return [paper for count, paper in sorted(shared, key=lambda each: -each[0]) if count]


def _marks(paper: Facts) -> set[str]:
    return {*tasks_of(paper), *paper.get("references", [])}
