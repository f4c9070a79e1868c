"""What the user says of papers: edits, tags, notes, in and out of the survey, same or different."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from survey.catalog import tables as t
from survey.catalog.accounts import account_of
from survey.catalog.change import Rows, change, stamp
from survey.catalog.known import cite_keys
from survey.catalog.merge import forward_key, merge
from survey.catalog.questions import ask_anew
from survey.catalog.surveys import enter
from survey.model.body import Body, from_body
from survey.model.claim import claim
from survey.model.errors import AskedWronglyError
from survey.model.fold import HAND
from survey.model.same_work import Sameness, sketch
from survey.model.text import writable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from survey.catalog.catalog import Catalog
    from survey.model.survey import Into


def add_papers(
    catalog: Catalog,
    papers: Collection[int],
    *,
    now: datetime,
    tags: Collection[str] = (),
    into: Into | None = None,
) -> set[int]:
    """Those of `papers` that were not yet in the catalog's list; from now on all of them are, under `tags`.

    They come `into` a survey as well, where one is named.
    """
    with change(catalog, f"add {_number(papers)}", now=now) as rows:
        wanted = sorted({rows.standing(paper) for paper in papers})
        new = {paper for paper in wanted if not rows.row(t.paper, id=paper)["added_at"]}
        for paper in sorted(new):
            rows.put(t.paper, {"id": paper}, {"added_at": stamp(now)})
        for paper in wanted:
            _put_tags(rows, paper, tags)
        if into:
            enter(rows, wanted, into, now=now)
    return new


def remove_papers(catalog: Catalog, papers: Collection[int], *, now: datetime) -> None:
    """Takes `papers` out of the catalog's list, and so out of sight in every survey; what is known and said stays."""
    with change(catalog, f"rm {_number(papers)}", now=now) as rows:
        for paper in sorted({rows.standing(paper) for paper in papers}):
            # Its key stays its own: the paper may come back, and a draft may cite it by that.
            rows.put(t.alias, {"cite_key": rows.row(t.paper, id=paper)["cite_key"]}, {"paper_id": paper})
            rows.put(t.paper, {"id": paper}, {"added_at": None})


def tag_paper(catalog: Catalog, paper: int, *, on: Sequence[str], off: Sequence[str], now: datetime) -> None:
    """Puts the tags `on` to `paper` and takes the tags `off` from it."""
    what = " ".join(["tag", *(f"+{name}" for name in on), *(f"-{name}" for name in off)])
    with change(catalog, writable(what), now=now) as rows:
        paper = rows.standing(paper)
        _put_tags(rows, paper, on)
        for name in off:
            rows.put(t.tag, {"paper_id": paper, "name": writable(name)}, None)


def _put_tags(rows: Rows, paper: int, names: Collection[str]) -> None:
    for name in names:
        rows.put(t.tag, {"paper_id": paper, "name": writable(name)}, {})


def write_note(catalog: Catalog, paper: int, text: str, *, now: datetime) -> None:
    """Adds a note to `paper`."""
    with change(catalog, "note", now=now) as rows:
        said = {"paper_id": rows.standing(paper), "text": writable(text), "written_at": stamp(now)}
        rows.put(t.note, {"id": rows.new_id(t.note)}, said)


def edit_paper(catalog: Catalog, paper: int, values: Mapping[str, Any], *, now: datetime) -> bool:
    """Makes fields of `paper` what the user says; whether that is anything new.

    `values` are as in a record's body; None takes an edit back. Identifiers, details and results that are not named
    stay: one with None, or without a printed value, is taken back.
    """
    with change(catalog, writable("set " + ", ".join(values)), now=now) as rows:
        paper = rows.standing(paper)
        uid = rows.row(t.paper, id=paper)["uid"]
        # Of a paper into which another was merged there may be two edits: this one goes before both.
        before = {row["key"]: row for row in rows.rows(t.record, source=HAND, paper_id=paper, superseded_at=None)}
        counted = "citations" in values and _count_by_hand(rows, uid, before, values["citations"], now=now)
        new = {name: value for name, value in values.items() if value is not None and name != "citations"}
        for key in sorted({uid, *before}):
            said = json.loads(before[key]["body"]) if key in before else {}
            kept = {name: value for name, value in said.items() if name not in values}
            body = kept | new if key == uid else kept
            for name, among in _AMONG.items():
                if name in values:
                    body[name] = among(said.get(name, []), values[name], mine=key == uid)
            body = {name: value for name, value in body.items() if value not in ([], {})}
            if body != said or counted:
                _say_by_hand(rows, paper, key, body, now=now)
        return bool(rows.steps)


def _renamed(before: list[list[str]], said: list[list[str | None]], *, mine: bool) -> list[list[str | None]]:
    """Identifiers by hand: one a scheme, those of other schemes than are `said` stay; None takes one back."""
    schemes = {scheme for scheme, _ in said}
    kept: list[list[str | None]] = [[scheme, value] for scheme, value in before if scheme not in schemes]
    return kept + [[scheme, value] for scheme, value in said if value is not None and mine]


def _claimed(before: list[Body], said: list[Body], *, mine: bool) -> list[Body]:
    """Results by hand: one a claim, those of other claims than are `said` stay; one without a value is taken back."""
    claims = {claim(result): result for result in before}
    for result in said:
        if mine and "printed" in result:
            claims[claim(result)] = result
        else:
            claims.pop(claim(result), None)
    return list(claims.values())


def _detailed(before: Mapping[str, str], said: Mapping[str, str | None], *, mine: bool) -> dict[str, str]:
    """Details by hand: those that are not `said` stay; None takes one back."""
    kept = {name: value for name, value in dict(before).items() if name not in said}
    return kept | {name: value for name, value in said.items() if value is not None and mine}


_AMONG: dict[str, Callable[..., Any]] = {"identifiers": _renamed, "results": _claimed, "details": _detailed}
"""How what the user says of a field goes in among what he said of it before."""


def _say_by_hand(rows: Rows, paper: int, key: str, body: Mapping[str, Any], *, now: datetime) -> None:
    for row in rows.rows(t.record, source=HAND, key=key, superseded_at=None):
        rows.put(t.record, {"id": row["id"]}, {"superseded_at": stamp(now)})
    if not body and not rows.rows(t.count, source=HAND, key=key):
        return
    account = account_of(from_body(HAND, key, body))
    seen = sketch(account.record)
    said = {"source": HAND, "key": key, "paper_id": paper, "taken_at": stamp(now), "seen_at": stamp(now)}
    kept = {"block": seen.block, "backwards": seen.backwards, "digest": account.digest, "body": account.body}
    rows.put(t.record, {"id": rows.new_id(t.record)}, said | kept)


def _count_by_hand(
    rows: Rows, uid: str, before: Collection[str], counted: Sequence[Any] | None, *, now: datetime
) -> bool:
    """Makes `counted` the one count of the user's; whether it was another."""
    keys = {uid, *before}
    old = [row for key in keys for row in rows.rows(t.count, source=HAND, key=key)]
    new = (
        [{"source": HAND, "key": uid, "on_date": counted[1] or stamp(now)[:10], "count": counted[0]}] if counted else []
    )
    if old == new:
        return False
    for row in old:
        rows.put(t.count, {name: row[name] for name in ("source", "key", "on_date")}, None)
    for row in new:
        rows.put(t.count, {name: row[name] for name in ("source", "key", "on_date")}, {"count": row["count"]})
    return True


def judge(catalog: Catalog, one: int, other: int, verdict: Sameness, *, now: datetime) -> None:
    """Keeps the user's word on two papers: the same work, which merges the second into the first, or different ones."""
    with change(catalog, " ".join([verdict, *cite_keys(catalog, [one, other]).values()]), now=now) as rows:
        one, other = rows.standing(one), rows.standing(other)
        if one == other:
            raise AskedWronglyError("these are one paper already")
        first, second = sorted(rows.row(t.paper, id=paper)["uid"] for paper in (one, other))
        rows.put(t.judgement, {"first": first, "second": second}, {"verdict": verdict, "judged_at": stamp(now)})
        if verdict is Sameness.SAME:
            forward_key(rows, one, other)
            merge(rows, one, other)
            ask_anew(rows, {one}, now=now)
        else:
            rows.put(t.pair, {"first": min(one, other), "second": max(one, other)}, None)
            ask_anew(rows, {one, other}, now=now)


def _number(papers: Collection[int]) -> str:
    return f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"
