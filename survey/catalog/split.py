"""A wrong merge taken apart: some accounts of a paper become a paper of their own."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import insert, select

from survey.catalog import tables as t
from survey.catalog.accounts import accounts_of
from survey.catalog.change import Rows, change, stamp
from survey.catalog.judgements import merges_in, own_key
from survey.catalog.known import cite_keys
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
    from survey.catalog.change import Row
    from survey.model.works import Place


def split(catalog: Catalog, paper: int, leaving: Collection[Place], *, now: datetime) -> int:
    """Makes the accounts of `paper` at the places `leaving` another paper, kept apart for good; that paper.

    What the user said stays with `paper`. Only where it was the user's own word that once made these accounts a part
    of it, the paper that they were is as it was before, with all that was said of it. Raises AskedWronglyError where
    nothing would leave, or nothing stay.
    """
    with change(catalog, " ".join(["split", *cite_keys(catalog, [paper]).values()]), now=now) as rows:
        return split_off(rows, rows.standing(paper), leaving, now=now)


def split_off(rows: Rows, paper: int, leaving: Collection[Place], *, now: datetime) -> int:
    """Like `split`, as a part of the change `rows`, of a `paper` that stands."""
    leaves, stays = _sides(rows, paper, leaving)
    merges = list(_merges(rows, paper, leaves | stays))
    if _stood_alone(rows, leaves, stays, merges):
        leaves, stays = stays, leaves
    restored = _restore(rows, paper, [each for each in merges if each.places <= leaves], merges)
    other = _make(rows, paper) if restored is None else restored
    hang(rows, stays, paper)
    hang(rows, leaves, other)
    _keep_apart(rows, paper, other, now=now)
    key = own_key([row["cite_key"] for row in rows.rows(t.alias, paper_id=paper)], leaves)
    if restored is None or (key and not rows.row(t.paper, id=other)["added_at"]):
        _add_like(rows, paper, other)
    if key:
        # The file that the account is from called it so, and by that it was found until now.
        rows.put(t.alias, {"cite_key": key}, None)
        rows.put(t.paper, {"id": other}, {"cite_key": key})
    if restored is None:
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
    change: int
    """The row of the log."""
    steps: list[Any]


def _merges(rows: Rows, paper: int, here: set[Place]) -> Iterator[_Merge]:
    """The latest word of the user's that made each part of `paper` one, the latest first."""
    parts = {part["id"] for part in rows.rows(t.paper, merged_into=paper)}
    change = t.change.c
    by_hand, by_file = (change.what.startswith(f"{verb} ") for verb in (Sameness.SAME, "add"))
    is_one = (by_hand | by_file) & change.steps.contains('"merged_into"')
    said = select(t.change).where(change.undone_at.is_(None), is_one).order_by(change.id.desc())
    for word in rows.connection.execute(said).all() if parts else ():
        steps = json.loads(word.steps)
        for merged in reversed(list(merges_in(steps))):
            gone = merged[-1][1]["id"]
            if gone in parts and (places := here & set(_places(rows, merged, gone))):
                own = steps if word.what.startswith(Sameness.SAME) else _but_judgements(merged)
                yield _Merge(gone, frozenset(places), word.made_at, word.id, own)
            parts.discard(gone)


def _but_judgements(steps: Iterable[Any]) -> list[Any]:
    """The steps of one of many merges that a file brought: what it says of other papers stands."""
    return [step for step in steps if step[0] not in {t.judgement.name, t.pair.name}]


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
    restored = []
    for each in wrong:
        # One that came in with another, later, merge is a part of that again.
        if rows.row(t.paper, id=each.gone)["merged_into"] == paper:
            _take_merge_back(rows, paper, each, right)
            restored.append(each.gone)
    restored.sort()
    for gone in restored[1:]:
        merge(rows, restored[0], gone)
    return restored[0] if restored else None


_PUT = frozenset(table.name for table in (t.tag, t.survey_tag, t.candidate))
"""Tables whose rows two papers can both have, so that one row stands for both once they are one."""


def _beside_paper(table: str, key: Row) -> tuple[Any, ...]:
    """What a row of `table` says, of whichever paper."""
    return table, *sorted((name, value) for name, value in key.items() if name != "paper_id")


def _take_merge_back(rows: Rows, paper: int, wrong: _Merge, right: Sequence[_Merge]) -> None:
    for name, key, before, after in reversed(wrong.steps):
        heir = next((each for each in right if _brings(each, name, key)), None) if before is None else None
        if heir and key.get("paper_id") == paper:
            _hand_over(rows, heir, (name, key, before, after))
        elif not _is_of_others(rows, paper, (name, key, before, after)):
            rows.take_back(t.metadata.tables[name], key, before, after)


def _brings(merging: _Merge, table: str, key: Row) -> bool:
    """Whether such a row of `table` came with `merging`, too, so that it stands for that one once it is alone."""
    return table in _PUT and any(
        name == table and _beside_paper(name, other) == _beside_paper(table, key) for name, other, _, _ in merging.steps
    )


def _hand_over(rows: Rows, heir: _Merge, step: Any) -> None:
    """Makes a step one of another merge, before its last, so that it is taken back with that."""
    steps = json.loads(rows.row(t.change, id=heir.change)["steps"])
    last = next(
        n for n, (name, key, _, after) in enumerate(steps) if key.get("id") == heir.gone and _is_merging(name, after)
    )
    rows.put(t.change, {"id": heir.change}, {"steps": json.dumps([*steps[:last], step, *steps[last:]])})


def _is_merging(table: str, after: Any) -> bool:
    """Whether a step made a paper that stood a part of another: then its cite key went, too."""
    return table == t.paper.name and bool(after) and bool(after.get("merged_into")) and "cite_key" in after


def _is_of_others(rows: Rows, paper: int, step: Any) -> bool:
    """Whether what a merge once did stands for another reason by now, as for a later change."""
    name, key, before, after = step
    if name == t.record.name:
        return bool(rows.row(t.record, **key)["paper_id"] != paper)
    if name in _PUT and before is None:
        return bool(key["paper_id"] != paper)
    if name == t.candidate.name and after is not None:
        return [row["added_at"] for row in rows.rows(t.candidate, **key)] != [after["added_at"]]
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


def hang(rows: Rows, places: Iterable[Place], paper: int) -> None:
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
    """Adds `other` to the surveys that `paper` is in, once it has a cite key: from then on that stays."""
    settle(rows.connection, [other])
    rows.put(t.paper, {"id": other}, {"added_at": rows.row(t.paper, id=paper)["added_at"]})
    for row in rows.rows(t.candidate, paper_id=paper):
        rows.put(t.candidate, {"survey_id": row["survey_id"], "paper_id": other}, {"added_at": row["added_at"]})
