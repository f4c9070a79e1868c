"""What the user says in one survey: which papers are in it, their tags and notes there, and what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from survey.catalog import tables as t
from survey.catalog.change import change, stamp
from survey.catalog.saved import part_with_survey
from survey.catalog.sqlite import among, insert_rows
from survey.catalog.within import no_survey, not_there
from survey.model.errors import AskedWronglyError
from survey.model.survey import Into, Verdict, stage_name, survey_name
from survey.model.text import line, writable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Table

    from survey.catalog.catalog import Catalog
    from survey.catalog.change import Rows


def make_survey(catalog: Catalog, name: str, question: str | None, *, now: datetime) -> None:
    """Makes a survey. Raises AskedWronglyError where there is one of this name, be it in other capitals."""
    name = survey_name(name)
    with change(catalog, f"new {name}", now=now) as rows:
        _must_be_free(rows, name)
        said = {"name": name, "question": _question(question), "made_at": stamp(now)}
        rows.put(t.survey, {"id": rows.new_id(t.survey)}, said)


def rename_survey(catalog: Catalog, name: str, new: str, *, now: datetime) -> None:
    """Gives a survey another name. Raises AskedWronglyError where there is no such survey, or one of the `new` name."""
    new = survey_name(new)
    with change(catalog, f"rename {name} to {new}", now=now) as rows:
        survey = survey_of(rows, name)
        _must_be_free(rows, new, but=survey)
        rows.put(t.survey, {"id": survey}, {"name": new})


def ask_question(catalog: Catalog, name: str, question: str | None, *, now: datetime) -> None:
    """Gives a survey another question, or none. Raises AskedWronglyError where there is no such survey."""
    with change(catalog, f"question of {name}", now=now) as rows:
        rows.put(t.survey, {"id": survey_of(rows, name)}, {"question": _question(question)})


def drop_survey(catalog: Catalog, name: str, *, now: datetime) -> None:
    """Takes a survey away with all that was said in it; its papers stay. Raises AskedWronglyError where it is none."""
    with change(catalog, f"rm survey {name}", now=now) as rows:
        survey = survey_of(rows, name)
        for table in (t.decision, t.survey_note, t.survey_tag, t.candidate):
            for row in rows.rows(table, survey_id=survey):
                rows.put(table, {column.name: row[column.name] for column in table.primary_key}, None)
        part_with_survey(rows, survey)
        rows.put(t.survey, {"id": survey}, None)


def _must_be_free(rows: Rows, name: str, *, but: int | None = None) -> None:
    for row in rows.rows(t.survey):
        if row["id"] != but and row["name"].casefold() == name.casefold():
            raise AskedWronglyError(f"there is a survey {row['name']} already", hint="choose another name")


def _question(text: str | None) -> str | None:
    return line(text) if text else None


def survey_of(rows: Rows, name: str) -> int:
    """The number of the survey called `name`. Raises AskedWronglyError, which names those there are."""
    found = {row["name"]: int(row["id"]) for row in rows.rows(t.survey)}
    if name not in found:
        raise no_survey(name, sorted(found))
    return found[name]


def enter(rows: Rows, papers: Collection[int], into: Into, *, now: datetime) -> None:
    """Puts `papers`, each of which stands for itself, into a survey, with tags there; what is there already stays."""
    survey = survey_of(rows, into.survey)
    keys: list[dict[str, Any]] = [{"survey_id": survey, "paper_id": paper} for paper in sorted(papers)]
    _put_new(rows, t.candidate, keys, {"added_at": stamp(now)})
    names = [name for tag in into.tags if (name := writable(tag))]
    _put_new(rows, t.survey_tag, [{**key, "name": name} for key in keys for name in names], {})


def _put_new(rows: Rows, table: Table, keys: Sequence[dict[str, Any]], said: dict[str, Any]) -> None:
    """Writes those of `keys` that are not there, all at once: papers come by the thousand."""
    if not keys:
        return
    papers = sorted({key["paper_id"] for key in keys})
    columns = [table.c[name] for name in keys[0]]
    here = select(*columns).where(table.c.survey_id == keys[0]["survey_id"], table.c.paper_id.in_(among(papers)))
    there = {tuple(row) for row in rows.connection.execute(here)}
    new = [key for key in keys if tuple(key.values()) not in there]
    insert_rows(rows.connection, table, [*keys[0], *said], [(*key.values(), *said.values()) for key in new])
    rows.steps += [(table.name, key, None, said) for key in new]


def leave(catalog: Catalog, survey: str, papers: Collection[int], *, now: datetime) -> None:
    """Takes `papers` out of one survey; what was said of them there is kept, and returns with them.

    Raises AskedWronglyError where one is not in it.
    """
    with change(catalog, f"rm {_number(papers)} from {survey}", now=now) as rows:
        for paper in papers:
            rows.put(t.candidate, _candidate(rows, survey, paper), None)


def tag_in(catalog: Catalog, survey: str, paper: int, *, on: Sequence[str], off: Sequence[str], now: datetime) -> None:
    """Puts the tags `on` to `paper` in one survey alone, and takes the tags `off` from it there.

    Raises AskedWronglyError where it is not in that survey.
    """
    what = " ".join(["tag", *(f"+{name}" for name in on), *(f"-{name}" for name in off), "in", survey])
    with change(catalog, writable(what), now=now) as rows:
        key = _candidate(rows, survey, paper)
        for name in on:
            rows.put(t.survey_tag, {**key, "name": writable(name)}, {})
        for name in off:
            rows.put(t.survey_tag, {**key, "name": writable(name)}, None)


def note_in(catalog: Catalog, survey: str, paper: int, text: str, *, now: datetime) -> None:
    """Adds a note to `paper` in one survey alone. Raises AskedWronglyError where it is not in that survey."""
    with change(catalog, f"note in {survey}", now=now) as rows:
        said = {**_candidate(rows, survey, paper), "text": writable(text), "written_at": stamp(now)}
        rows.put(t.survey_note, {"id": rows.new_id(t.survey_note)}, said)


def decide(
    catalog: Catalog,
    survey: str,
    papers: Collection[int],
    verdict: Verdict,
    *,
    stage: str,
    reason: str | None,
    now: datetime,
) -> None:
    """Keeps one decision on each of `papers`, beside those before. Raises AskedWronglyError where one is not there."""
    stage = stage_name(stage)
    with change(catalog, f"decide {_number(papers)}: {verdict} in {survey}", now=now) as rows:
        for paper in papers:
            said = {"stage": stage, "verdict": verdict, "reason": line(reason or ""), "decided_at": stamp(now)}
            rows.put(t.decision, {"id": rows.new_id(t.decision)}, {**_candidate(rows, survey, paper), **said})


def _number(papers: Collection[int]) -> str:
    return f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"


def _candidate(rows: Rows, survey: str, paper: int) -> dict[str, Any]:
    """The key of `paper`, or of what it was merged into, in a survey."""
    key = {"survey_id": survey_of(rows, survey), "paper_id": rows.standing(paper)}
    if not rows.rows(t.candidate, **key):
        raise not_there(rows.row(t.paper, id=key["paper_id"])["cite_key"], survey)
    return key
