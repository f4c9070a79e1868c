"""Papers asked about again: what changed is kept, what failed overwrites nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from survey.catalog.read import views_of
from survey.model.beaten import held_against_all
from survey.model.news import News, news
from survey.model.view import PaperView
from survey.workflow.asking import Library, Progress, Told
from survey.workflow.enrich import enrich

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


def refresh(
    library: Library,
    papers: Sequence[int],
    *,
    leaderboards: Leaderboards = lambda *_: None,
    progress: Progress = lambda *_: None,
) -> Refreshed:
    """Asks every source again for `papers`, and tells what is shown otherwise since, and what is news of that."""
    before = _views(library, papers)
    enriched = enrich(library, "refresh", papers=papers, progress=progress)
    done = Refreshed(told=enriched.told, finished=enriched.finished)
    known = cache(leaderboards)
    for old, new in zip(before, _views(library, papers), strict=True):
        if differences := _differences(old, new):
            done.changes[new["key"]] = differences
        if told := news(old, held_against_all(new, known)):
            done.news[new["key"]] = told
    return done


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
