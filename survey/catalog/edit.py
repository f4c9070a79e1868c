"""What the user says of papers: edits, tags, notes, in and out of the survey, same or different."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from survey.catalog import tables as t
from survey.catalog.change import Rows, change
from survey.catalog.merge import merge
from survey.catalog.take import body_of
from survey.model.body import from_body
from survey.model.errors import AskedWronglyError
from survey.model.fold import HAND
from survey.model.same_work import Sameness

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog


def add_papers(catalog: Catalog, papers: Collection[int], *, now: datetime, tags: Collection[str] = ()) -> set[int]:
    """Those of `papers` that were not yet in the survey; from now on all of them are, under `tags`."""
    with change(catalog, f"add {_number(papers)}", now=now) as rows:
        new = {paper for paper in papers if not rows.rows(t.paper, id=paper)[0]["added_at"]}
        for paper in sorted(new):
            rows.put(t.paper, {"id": paper}, {"added_at": _stamp(now)})
        for paper in sorted(papers):
            for name in tags:
                rows.put(t.tag, {"paper_id": paper, "name": name}, {})
    return new


def remove_papers(catalog: Catalog, papers: Collection[int], *, now: datetime) -> None:
    """Takes `papers` out of the survey. What is known of them, and what the user said, stays."""
    with change(catalog, f"rm {_number(papers)}", now=now) as rows:
        for paper in sorted(papers):
            rows.put(t.paper, {"id": paper}, {"added_at": None})


def tag_paper(catalog: Catalog, paper: int, *, on: Sequence[str], off: Sequence[str], now: datetime) -> None:
    """Puts the tags `on` to `paper` and takes the tags `off` from it."""
    with change(
        catalog, "tag " + " ".join([*(f"+{name}" for name in on), *(f"-{name}" for name in off)]), now=now
    ) as rows:
        for name in on:
            rows.put(t.tag, {"paper_id": paper, "name": name}, {})
        for name in off:
            rows.put(t.tag, {"paper_id": paper, "name": name}, None)


def write_note(catalog: Catalog, paper: int, text: str, *, now: datetime) -> None:
    """Adds a note to `paper`."""
    with change(catalog, "note", now=now) as rows:
        rows.put(t.note, {"id": rows.new_id(t.note)}, {"paper_id": paper, "text": text, "written_at": _stamp(now)})


def edit_paper(catalog: Catalog, paper: int, values: Mapping[str, Any], *, now: datetime) -> None:
    """Makes the shown fields of `paper` what the user says. `values` are as in a record's body; None takes an edit back."""
    with change(catalog, "set " + ", ".join(values), now=now) as rows:
        uid = rows.rows(t.paper, id=paper)[0]["uid"]
        before = next(iter(rows.rows(t.record, source=HAND, key=uid, superseded_at=None)), None)
        body = {**(json.loads(before["body"]) if before else {}), **values}
        body = {name: value for name, value in body.items() if value is not None}
        digest, text = body_of(from_body(HAND, uid, body))
        if before:
            rows.put(t.record, {"id": before["id"]}, {"superseded_at": _stamp(now)})
        said = {"taken_at": _stamp(now), "seen_at": _stamp(now), "digest": digest, "body": text}
        rows.put(t.record, {"id": rows.new_id(t.record)}, {"source": HAND, "key": uid, "paper_id": paper, **said})
        if "citations" in values:
            _count_by_hand(rows, uid, values["citations"], now)


def _count_by_hand(rows: Rows, uid: str, counted: list[Any] | None, now: datetime) -> None:
    for row in rows.rows(t.count, source=HAND, key=uid):
        rows.put(t.count, {"source": HAND, "key": uid, "on_date": row["on_date"]}, None)
    if counted:
        rows.put(
            t.count, {"source": HAND, "key": uid, "on_date": counted[1] or _stamp(now)[:10]}, {"count": counted[0]}
        )


def judge(catalog: Catalog, one: int, other: int, verdict: Sameness, *, now: datetime) -> None:
    """Keeps the user's word on two papers: the same work, which merges the second into the first, or different ones."""
    if one == other:
        raise AskedWronglyError("these are one paper already")
    with change(catalog, f"{verdict} {one} {other}", now=now) as rows:
        uids = {paper: rows.rows(t.paper, id=paper)[0]["uid"] for paper in (one, other)}
        first, second = sorted(uids.values())
        rows.put(t.judgement, {"first": first, "second": second}, {"verdict": verdict, "judged_at": _stamp(now)})
        if verdict is Sameness.SAME:
            merge(rows, one, other)
        else:
            rows.put(t.pair, {"first": min(one, other), "second": max(one, other)}, None)


def _number(papers: Collection[int]) -> str:
    return f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"


def _stamp(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
