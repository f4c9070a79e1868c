"""Rows of Papers with Code made into leaderboards."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import quote

from survey.model.leaderboard import UP, LeaderboardView, MetricView, RowView, ScoreView, leaderboard, number_of
from survey.model.repository import repository_url
from survey.model.text import day, fold, line, title_line
from survey.model.value import number
from survey.sources.papers_with_code_read import (
    address,
    arxiv_of,
    extra_of,
    key_of,
    model_of,
    paper_of,
    rank_of,
    setting_of,
    values,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from survey.sources.shapes import Json

T = TypeVar("T")


def same_name(one: object, other: str) -> bool:
    """Whether `one` is `other`, perhaps in other letters: a slug is the name that it was made from."""
    name = key_of(one) or ""
    # Names that are nothing but punctuation are no longer told apart when folded.
    return name.casefold() == other.casefold() or (fold(name) == fold(other) and any(map(str.isalnum, fold(name))))


def board(
    rows: Sequence[Json], task: str, dataset: str, *, on: date, declared: Mapping[str, str] | None = None
) -> LeaderboardView:
    """The leaderboard of `rows`: by the rank that the service gives, else by the first metric.

    The first metric is the one that most rows name as theirs, else the one that most have.
    """
    names = _names(chain(declared or (), (metric for row in rows for metric, _ in values(row))))
    metrics = _first_to_last(rows, names)
    made = partial(leaderboard, task, dataset, metrics, source="papers_with_code", on=on.isoformat(), declared=declared)
    first = metrics[0] if metrics else ""
    placed = [(_rank(claim, first), _view(claim)) for claim in _merged(rows, names)]
    ranked = [row for rank, row in sorted(placed, key=lambda each: each[0] or 0) if rank]
    others = [row for rank, row in placed if not rank]
    if all(number_of(row, first) is None for row in others):
        return made(_numbered([*ranked, *others]), in_order=bool(ranked))
    every = [*ranked, *others]
    # A name that everybody knows tells more than the order of rows of which some have no rank.
    known = next((view["metrics"][0] for view in map(made, (ranked, every)) if view["metrics"][0]["direction"]), None)
    # Rows are no evidence of the direction that they were sorted by.
    return made(_numbered(_by_value(every, known)), in_order=bool(known and known["told_by"] == "row order"))


def _by_value(rows: Sequence[RowView], metric: MetricView | None) -> list[RowView]:
    """`rows` by their number in `metric`, those without one last; as they were where there is no metric."""
    if metric is None:
        return list(rows)
    sign = -1 if metric["direction"] == UP else 1

    def worth(row: RowView) -> float:
        value = number_of(row, metric["name"])
        return inf if value is None else sign * value

    return sorted(rows, key=worth)


def _numbered(rows: Iterable[RowView]) -> list[RowView]:
    return [{**row, "rank": place} for place, row in enumerate(rows, start=1)]


def behind(rows: Iterable[RowView], claimed: Iterable[Json]) -> Iterator[tuple[str, list[Json]]]:
    """The papers of `rows`, each once and in their order: its key, "" where it has none, and what it `claimed`."""
    of_paper: dict[str, list[Json]] = defaultdict(list)
    keys: dict[str, str] = {}
    for row in claimed:
        key = paper_of(row) or ""
        of_paper[key].append(row)
        for mark in filter(None, (_page(row), title_line(row.get("paper_title")))):
            keys.setdefault(mark, key)
    marks = (row["url"] or row["paper"] or "" for row in rows)
    for key in dict.fromkeys(keys[mark] for mark in marks if mark in keys):
        yield key, of_paper[key]


class _Claim(NamedTuple):
    """What one paper claims for one model, and the rows that say so."""

    rows: list[Json]
    scores: dict[str, ScoreView]


def _rank(claim: _Claim, metric: str) -> int | None:
    given = (
        rank_of(row, name) for row in claim.rows for name, _ in values(row) if name.casefold() == metric.casefold()
    )
    return next(filter(None, given), None)


def _view(claim: _Claim) -> RowView:
    def said(say: Callable[[Json], T | None]) -> T | None:
        return next((each for each in map(say, claim.rows) if each is not None), None)

    published = said(lambda row: day(row.get("paper_published_date")))
    # A result of the former interface has a day of its own, but not its paper's.
    on = published or said(lambda row: day(row.get("evaluated_on")))
    codes = (address(row.get("code_url")) for row in claim.rows)
    return RowView(
        rank=0,
        model=said(model_of),
        scores=claim.scores,
        paper=said(lambda row: title_line(row.get("paper_title"))),
        arxiv=said(arxiv_of),
        url=said(_page),
        year=published.year if published else None,
        published=on.isoformat() if on else None,
        code=list(dict.fromkeys(repository_url(code) for code in codes if code)),
        extra_data=said(extra_of),
        split=said(setting_of),
    )


def _page(row: Json) -> str | None:
    """The page of the paper that claims the result in `row`; of a result without one, the page where it is told."""
    if slug := line(row.get("paper")):
        return f"https://paperswithcode.com/paper/{quote(slug)}"
    if name := arxiv_of(row) or key_of(row.get("paper_id")):
        return f"https://paperswithcode.co/paper/{quote(name)}"
    return next(
        filter(None, (address(row.get(f"{kind}_url")) for kind in ("result", "source", "external_source"))), None
    )


def _names(metrics: Iterable[str]) -> dict[str, str]:
    """The names of metrics by their small letters: the former interface writes one name in two ways."""
    names: dict[str, str] = {}
    for metric in metrics:
        names.setdefault(metric.casefold(), metric)
    return names


def _first_to_last(rows: Sequence[Json], names: Mapping[str, str]) -> list[str]:
    had = Counter(name for row in rows for name in _scores(row, names))
    best = Counter(names.get((line(row.get("best_metric")) or "").casefold()) for row in rows)
    metrics = [name for name in names.values() if had[name]]
    first = max(metrics, key=lambda metric: (best[metric], had[metric]), default=None)
    return sorted(metrics, key=lambda metric: metric != first)


def _merged(rows: Iterable[Json], names: Mapping[str, str]) -> list[_Claim]:
    """`rows` as claims: one model of one paper may have a row a metric, the same row twice, or one without values."""
    claims: list[_Claim] = []
    begun: dict[tuple[object, ...], list[_Claim]] = defaultdict(list)
    for place, row in enumerate(rows):
        if not (scores := _scores(row, names)):
            continue
        model = model_of(row)
        # Values of no named model may belong to several.
        mark = (model, setting_of(row)) if model else (None, key_of(row.get("id")) or place)
        alike = begun[paper_of(row), *mark]
        into = next((each for each in alike if _agree(each.scores, scores)), None)
        if into is None:
            into = _Claim([], {})
            claims.append(into)
            alike.append(into)
        into.rows.append(row)
        into.scores.update(scores)
    return claims


def _scores(row: Json, names: Mapping[str, str]) -> dict[str, ScoreView]:
    return {
        names[metric.casefold()]: ScoreView(printed=printed, value=number(printed)) for metric, printed in values(row)
    }


def _agree(one: Mapping[str, ScoreView], other: Mapping[str, ScoreView]) -> bool:
    return all(one[metric] == other[metric] for metric in one.keys() & other.keys())
