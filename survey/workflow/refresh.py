"""Papers asked about again: what changed is kept, what failed overwrites nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from survey.catalog.read import views_of
from survey.catalog.runs import keep_told, told_before
from survey.model.beaten import held_against_all
from survey.model.news import News, beaten, news
from survey.model.view import PaperView
from survey.workflow.asking import Library, Progress, Told
from survey.workflow.enrich import enrich
from survey.workflow.notices import ask_for_notices

if TYPE_CHECKING:
    from survey.workflow.export import Leaderboards

_WATCHED = (
    "title",
    "authors",
    "year",
    "venue",
    "abstract",
    "citations",
    "summary",
    "status",
    "repositories",
    "results",
)


@dataclass(slots=True)
class Refreshed:
    """What asking again brought."""

    changes: dict[str, dict[str, tuple[object, object]]] = field(default_factory=dict)
    """By cite key and field: what was shown before, and what is now."""
    news: dict[str, list[News]] = field(default_factory=dict)
    """By cite key: what became of the paper, in words."""
    told: list[Told] = field(default_factory=list)
    finished: bool = True
    kept_in: int | None = None
    """The run in whose log all stands that was told of leaderboards."""


def refresh(
    library: Library,
    papers: Sequence[int],
    *,
    leaderboards: Leaderboards = lambda *_: None,
    progress: Progress = lambda *_: None,
) -> Refreshed:
    """Asks every source again for `papers`, and tells what is shown otherwise since, and what is news of that.

    That a paper is beaten on a leaderboard is told once, by whichever refresh sees it first.
    """
    before = _views(library, papers)
    enriched = enrich(library, "refresh", papers=papers, progress=progress)
    ask_for_notices(library, "refresh", enriched, papers=papers)
    done = Refreshed(told=enriched.told, finished=enriched.finished)
    after = _views(library, papers)
    fresh = _beaten(library, done, after, leaderboards)
    for old, new in zip(before, after, strict=True):
        if differences := _differences(old, new):
            done.changes[new["key"]] = differences
        if told := [*news(old, new), *fresh[new["key"]]]:
            done.news[new["key"]] = told
    return done


def _beaten(
    library: Library, done: Refreshed, papers: Sequence[PaperView], leaderboards: Leaderboards
) -> dict[str, list[News]]:
    """What no refresh told yet of the results of `papers` that are beaten now, by cite key."""
    known = cache(leaderboards)
    with library.catalog.reading() as reader:
        old = told_before(reader)
    now = {paper["key"]: beaten(held_against_all(paper, known)) for paper in papers}
    lines = {line for told in now.values() for line in told}
    done.kept_in = keep_told(library.catalog, lines - old, now=library.now())
    return {key: [each for line, each in told.items() if line not in old] for key, told in now.items()}


def _views(library: Library, papers: Sequence[int]) -> list[PaperView]:
    with library.catalog.reading() as reader:
        return views_of(reader, list(papers))


def _differences(old: PaperView, new: PaperView) -> dict[str, tuple[object, object]]:
    before, now = dict(old), dict(new)
    return {name: (before[name], now[name]) for name in _WATCHED if _undated(before[name]) != _undated(now[name])}


def _undated(value: object) -> object:
    """A field without the days on which it was counted or looked at: the same again is no news."""
    if isinstance(value, dict):
        return {name: part for name, part in value.items() if name not in {"on", "checked_at"}}
    return [_undated(each) for each in value] if isinstance(value, list) else value
