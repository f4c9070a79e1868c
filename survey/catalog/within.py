"""What a paper is in one survey, laid over what is shown of it anywhere. Only the standard library."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.model.errors import AskedWronglyError
from survey.model.survey import DecisionView, InSurveyView, KeptDecisionView, SurveyView, Verdict
from survey.model.view import NoteView

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping

    from survey.model.view import PaperView

_AMONG = "(SELECT value FROM json_each(?))"


class Survey(NamedTuple):
    """A survey as the catalog keeps it."""

    id: int
    name: str
    question: str | None


def find_survey(catalog: sqlite3.Connection, name: str) -> Survey:
    """The survey called `name`. Raises AskedWronglyError, which names those there are."""
    found = catalog.execute("SELECT id, name, question FROM survey WHERE name = ?", (name,)).fetchone()
    if found is None:
        raise no_survey(name, (each for (each,) in catalog.execute("SELECT name FROM survey ORDER BY name")))
    return Survey(*found)


def no_survey(name: str, known: Iterable[str]) -> AskedWronglyError:
    """That there is no survey called `name`, but those `known`."""
    names = ", ".join(known)
    hint = f"there are: {names}" if names else f"`survey new {name}` makes it"
    return AskedWronglyError(f"there is no survey {name}", hint=hint)


def not_there(key: str, survey: str) -> AskedWronglyError:
    """That the paper `key` is not in `survey`."""
    hint = f"`survey add {key} --in {survey}` puts it there"
    return AskedWronglyError(f"{key} is not in the survey {survey}", hint=hint)


def surveys(catalog: sqlite3.Connection) -> list[SurveyView]:
    """Every survey, by name; only papers that are in the catalog's own list are counted."""
    statement = (
        "SELECT s.name, s.question, substr(s.made_at, 1, 10), count(p.id), "
        "count(p.id) FILTER (WHERE d.verdict = ?), count(p.id) FILTER (WHERE d.verdict = ?), "
        "count(p.id) FILTER (WHERE d.verdict = ?), count(p.id) FILTER (WHERE d.verdict IS NULL) "
        "FROM survey s LEFT JOIN candidate c ON c.survey_id = s.id "
        "LEFT JOIN paper p ON p.id = c.paper_id AND p.added_at IS NOT NULL "
        "LEFT JOIN decided d ON d.survey_id = s.id AND d.paper_id = p.id GROUP BY s.id ORDER BY s.name"
    )
    rows = catalog.execute(statement, (Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.LATER))
    return [
        SurveyView(
            name=name,
            question=question,
            made=made,
            papers=papers,
            included=included,
            excluded=excluded,
            later=later,
            undecided=undecided,
        )
        for name, question, made, papers, included, excluded, later, undecided in rows
    ]


def lay_over(catalog: sqlite3.Connection, survey: Survey, views: Mapping[int, str]) -> dict[int, str]:
    """The JSON texts `views`, each with what its paper is in `survey`; tags and notes there stand among the others."""
    said = _in_survey(catalog, survey, views.keys())
    return {paper: _over(json.loads(text), said[paper]) for paper, text in views.items()}


def _over(view: PaperView, said: InSurveyView) -> str:
    view["tags"] = sorted({*view["tags"], *said["tags"]})
    view["notes"] = sorted([*view["notes"], *said["notes"]], key=lambda note: note["on"])
    view["survey"] = said
    return json.dumps(view, ensure_ascii=False)


def _in_survey(catalog: sqlite3.Connection, survey: Survey, papers: Collection[int]) -> dict[int, InSurveyView]:
    wanted = (survey.id, json.dumps(list(papers)))

    def rows(columns: str, table: str, order: str) -> Iterable[Any]:
        where = f"survey_id = ? AND paper_id IN {_AMONG} ORDER BY {order}"
        return catalog.execute(f"SELECT paper_id, {columns} FROM {table} WHERE {where}", wanted)  # noqa: S608 - ours

    added: dict[int, str] = dict(rows("substr(added_at, 1, 10)", "candidate", "paper_id"))
    tags: dict[int, list[str]] = defaultdict(list)
    for paper, tag in rows("name", "survey_tag", "name"):
        tags[paper].append(tag)
    notes: dict[int, list[NoteView]] = defaultdict(list)
    for paper, text, on in rows("text, substr(written_at, 1, 10)", "survey_note", "id"):
        notes[paper].append(NoteView(text=text, on=on))
    stages: dict[int, dict[str, DecisionView]] = defaultdict(dict)
    for paper, stage, verdict, reason, on in rows(
        "stage, verdict, reason, substr(decided_at, 1, 10)", "decision", "id"
    ):
        # A stage that is decided again keeps its place: where it was reached first.
        stages[paper][stage] = DecisionView(stage=stage, decision=verdict, reason=reason, decided=on)
    return {
        paper: _standing(survey.name, added.get(paper), list(stages[paper].values()), tags[paper], notes[paper])
        for paper in papers
    }


def _standing(
    name: str, added: str | None, stages: list[DecisionView], tags: list[str], notes: list[NoteView]
) -> InSurveyView:
    last = stages[-1] if stages else None
    return InSurveyView(
        name=name,
        added=added,
        decision=last and last["decision"],
        stage=last and last["stage"],
        reason=last and last["reason"],
        decided=last and last["decided"],
        stages=stages,
        tags=tags,
        notes=notes,
    )


def decisions(catalog: sqlite3.Connection, survey: Survey, paper: int) -> list[KeptDecisionView]:
    """Everything that was decided about `paper`, or what it was merged into, in `survey`, the latest first."""
    (stands,) = catalog.execute("SELECT coalesce(merged_into, id) FROM paper WHERE id = ?", (paper,)).fetchone()
    rows = catalog.execute(
        "SELECT stage, verdict, reason, substr(decided_at, 1, 10), id = max(id) OVER (PARTITION BY stage) "
        "AND stage = (SELECT d.stage FROM decided d WHERE d.survey_id = :survey AND d.paper_id = :paper) "
        "FROM decision WHERE survey_id = :survey AND paper_id = :paper ORDER BY id DESC",
        {"survey": survey.id, "paper": stands},
    )
    return [
        KeptDecisionView(stage=stage, decision=verdict, reason=reason, decided=on, counts=bool(counts))
        for stage, verdict, reason, on, counts in rows
    ]


def there(catalog: sqlite3.Connection, name: str, papers: Collection[int]) -> set[int]:
    """Those of `papers`, themselves or as a part of others, that are in the survey called `name`, and in the list."""
    rows = catalog.execute(
        "SELECT asked.id FROM paper asked JOIN paper p ON p.id = coalesce(asked.merged_into, asked.id) "  # noqa: S608 - fixed
        f"WHERE asked.id IN {_AMONG} AND p.added_at IS NOT NULL "
        "AND p.id IN (SELECT paper_id FROM candidate WHERE survey_id = ?)",
        (json.dumps(sorted(papers)), find_survey(catalog, name).id),
    )
    return {int(paper) for (paper,) in rows}


def own_texts(catalog: sqlite3.Connection, survey: Survey) -> dict[int, str]:
    """The user's tags and notes of `survey` by paper, folded, with a space before and after each word."""
    from survey.model.text import fold

    texts: dict[int, str] = defaultdict(lambda: " ")
    statement = (
        "SELECT paper_id, name FROM survey_tag WHERE survey_id = :survey "
        "UNION ALL SELECT paper_id, text FROM survey_note WHERE survey_id = :survey"
    )
    for paper, text in catalog.execute(statement, {"survey": survey.id}):
        texts[int(paper)] += f"{fold(text)} "
    return texts


def holding(texts: Mapping[int, str], words: str, *, is_whole: bool = False) -> set[int]:
    """The papers whose `texts` hold `words` in a row; the last of them may go on, unless it `is_whole`."""
    from survey.model.text import fold

    folded = fold(words)
    wanted = f" {folded} " if is_whole else f" {folded}"
    return {paper for paper, text in texts.items() if wanted in text} if folded else set()
