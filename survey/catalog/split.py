"""A wrong merge taken apart: some accounts of a paper become a paper of their own."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select

from survey.catalog import tables as t
from survey.catalog.accounts import accounts_of
from survey.catalog.change import Rows, change, stamp
from survey.catalog.merge import merge
from survey.catalog.questions import ask_anew
from survey.catalog.settle import settle
from survey.model.errors import AskedWronglyError
from survey.model.fold import OF_PAPERS
from survey.model.same_work import Sameness

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.works import Place


def split(catalog: Catalog, paper: int, leaving: Collection[Place], *, now: datetime) -> int:
    """Makes the accounts of `paper` at the places `leaving` another paper, kept apart for good; that paper.

    What the user said stays with `paper`. Only where it was the user's own word that once made these accounts a part
    of it, the paper that they were is as it was before, with all that was said of it. Raises AskedWronglyError where
    nothing would leave, or nothing stay.
    """
    with change(catalog, f"split {paper}", now=now) as rows:
        paper = rows.standing(paper)
        leaves, stays = _sides(rows, paper, leaving)
        merges = list(_merges(rows, paper, leaves | stays))
        if _stood_alone(rows, leaves, stays, merges):
            leaves, stays = stays, leaves
        restored = _restore(rows, paper, [each for each in merges if each.places <= leaves], merges)
        other = _make(rows, paper) if restored is None else restored
        _hang(rows, stays, paper)
        _hang(rows, leaves, other)
        _keep_apart(rows, paper, other, now=now)
        if restored is None:
            _add_like(rows, paper, other)
            ask_anew(rows, {paper, other}, now=now)
    return other


def _sides(rows: Rows, paper: int, leaving: Collection[Place]) -> tuple[set[Place], set[Place]]:
    """The accounts of `paper` that leave, and those that stay; what speaks of the paper itself is of neither."""
    here = {place for place in accounts_of(rows.connection, [paper]) if place[0] not in OF_PAPERS}
    leaves, stays = here & {*leaving}, here - {*leaving}
    if not leaves or not stays:
        raise AskedWronglyError(
            "nothing would stay" if leaves else "nothing would leave",
            hint="of several accounts some leave: `survey split PAPER` lists them",
        )
    return leaves, stays


class _Merge(NamedTuple):
    """The user's word that made `gone` a part of a paper."""

    gone: int
    places: frozenset[Place]
    """Of the accounts that `gone` had then, as far as they are still there."""
    made_at: str
    steps: list[Any]


def _merges(rows: Rows, paper: int, here: set[Place]) -> Iterator[_Merge]:
    """The latest word of the user's that made each part of `paper` one, the latest first."""
    parts = {part["id"] for part in rows.rows(t.paper, merged_into=paper)}
    said = select(t.change).where(t.change.c.undone_at.is_(None), t.change.c.what.startswith(f"{Sameness.SAME} "))
    for word in rows.connection.execute(said.order_by(t.change.c.id.desc())).all() if parts else ():
        steps = json.loads(word.steps)
        for gone in parts & {key["id"] for name, key, _, after in steps if _is_merging(name, after)}:
            parts.discard(gone)
            if places := here & set(_places(rows, steps, gone)):
                yield _Merge(gone, frozenset(places), word.made_at, steps)


def _is_merging(table: str, after: Any) -> bool:
    """Whether a step made a paper that stood a part of another: then its cite key went, too."""
    return table == t.paper.name and bool(after) and bool(after.get("merged_into")) and "cite_key" in after


def _places(rows: Rows, steps: Iterable[Any], gone: int) -> Iterator[Place]:
    for name, key, before, _ in steps:
        if name == t.record.name and before and before.get("paper_id") == gone:
            account = rows.row(t.record, **key)
            yield account["source"], account["key"]


def _stood_alone(rows: Rows, leaving: set[Place], staying: set[Place], merges: Sequence[_Merge]) -> bool:
    """Whether `leaving` is what the paper was before others, and nothing else of what is `staying`, came into it."""
    came = [each for each in merges if each.places <= staying]
    if not came or any(each.places & leaving for each in merges):
        return False
    first = min(each.made_at for each in came)
    brought = {place for each in came for place in each.places}
    known = {place for place in leaving | staying if _taken_at(rows, place) <= first}
    return bool(known & leaving) and known & staying <= brought


def _taken_at(rows: Rows, place: Place) -> str:
    source, key = place
    return min(str(row["taken_at"]) for row in rows.rows(t.record, source=source, key=key))


def _restore(rows: Rows, paper: int, wrong: Sequence[_Merge], merges: Sequence[_Merge]) -> int | None:
    """Takes the merges that are `wrong` back, of all those into `paper`; the paper that stands again, if there are any.

    Several were wrong together: then they are one.
    """
    right = [each for each in merges if each not in wrong]
    shared = {key["name"] for each in right for name, key, _, _ in each.steps if name == t.tag.name}
    restored = []
    for each in wrong:
        # One that came in with another, later, merge is a part of that again.
        if rows.row(t.paper, id=each.gone)["merged_into"] == paper:
            _take_merge_back(rows, paper, each, shared)
            restored.append(each.gone)
    restored.sort()
    for gone in restored[1:]:
        merge(rows, restored[0], gone)
    return restored[0] if restored else None


def _take_merge_back(rows: Rows, paper: int, wrong: _Merge, shared: Collection[str]) -> None:
    for name, key, before, after in reversed(wrong.steps):
        if not _is_of_others(rows, paper, (name, key, before, after), shared):
            rows.take_back(t.metadata.tables[name], key, before, after)


def _is_of_others(rows: Rows, paper: int, step: Any, shared: Collection[str]) -> bool:
    """Whether what a merge once did stands for another reason by now: a later change, or another merge."""
    name, key, before, after = step
    if name == t.record.name:
        return bool(rows.row(t.record, **key)["paper_id"] != paper)
    if name == t.tag.name and before is None:
        return key["paper_id"] != paper or key["name"] in shared
    if name == t.paper.name and "added_at" in after and not after.get("merged_into"):
        return bool(rows.row(t.paper, **key)["added_at"] != after["added_at"])
    return False


def _make(rows: Rows, paper: int) -> int:
    """A new paper. Were it taken back, it would be a part of `paper`, so as such it begins."""
    number, uid = rows.new_id(t.paper), uuid.uuid4().hex
    nothing = dict.fromkeys(("has_code", "has_results", "has_summary"), 0)
    part = {"id": number, "uid": uid, "cite_key": uid, "merged_into": paper, "view": "", **nothing}
    rows.connection.execute(insert(t.paper), part)
    rows.put(t.paper, {"id": number}, {"merged_into": None})
    return number


def _hang(rows: Rows, places: Iterable[Place], paper: int) -> None:
    """Hangs the accounts at `places`, with all that their sources said before, on `paper`."""
    for source, key in sorted(places):
        for row in rows.rows(t.record, source=source, key=key):
            rows.put(t.record, {"id": row["id"]}, {"paper_id": paper})


def _keep_apart(rows: Rows, paper: int, other: int, *, now: datetime) -> None:
    first, second = sorted(rows.row(t.paper, id=each)["uid"] for each in (paper, other))
    said = {"verdict": Sameness.DIFFERENT, "judged_at": stamp(now)}
    rows.put(t.judgement, {"first": first, "second": second}, said)
    rows.put(t.pair, {"first": min(paper, other), "second": max(paper, other)}, None)


def _add_like(rows: Rows, paper: int, other: int) -> None:
    """Adds `other` to the survey as `paper` is, once it has a cite key: from then on that stays."""
    settle(rows.connection, [other])
    rows.put(t.paper, {"id": other}, {"added_at": rows.row(t.paper, id=paper)["added_at"]})
