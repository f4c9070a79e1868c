"""Several surveys in one catalog, as they are typed: new, surveys, decide, and --in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.cli import out
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import Shell, use
from tests.dump.making import Shelf, row, table, task
from tests.workflow.citing import arxiv, facts, title

if TYPE_CHECKING:
    from pathlib import Path

SPARSE, TIDAL, HARBOUR, DUNES = "moreau2021sparse", "castellanos2020tidal", "okonkwo2020harbour", "falk1998counting"
IN_SURVEY = {"name", "added", "decision", "stage", "reason", "decided", "stages", "tags", "notes"}


@pytest.fixture
def peft(full: Shell) -> Shell:
    """A shell whose catalog holds two surveys: `peft` with two papers, and `optics` with none."""
    assert full("new", "peft", "--question", "How cheap can it be?").code == 0
    assert full("new", "optics").code == 0
    assert full("add", SPARSE, TIDAL, "--in", "peft").code == 0
    return full


def keys(shell: Shell, *words: str) -> list[str]:
    said = shell("list", *words)
    assert said.code == 0, said.err
    return [row[0] for row in said.rows]


def test_a_survey_is_made_where_there_is_no_catalog_yet(bare: Shell) -> None:
    said = bare("new", "peft")

    assert (said.code, said.out) == (0, "")
    assert "--in peft" in said.err
    assert bare("surveys", "list").rows == [["peft", "0", "0", "0", "0", "0", ""]]


@pytest.mark.parametrize(("name", "why"), [("peft", "already"), ("two words", "one word"), ("a/b", "one word")])
def test_a_name_that_is_taken_or_none_is_asked_wrongly(peft: Shell, name: str, why: str) -> None:
    said = peft("new", name)

    assert said.code == 2
    assert why in said.err


def test_surveys_are_listed_with_how_many_papers_stand_how(peft: Shell) -> None:
    peft("decide", SPARSE, "include", "--in", "peft")

    assert peft("surveys", "list").rows == [
        ["optics", "0", "0", "0", "0", "0", ""],
        ["peft", "2", "1", "0", "0", "1", "How cheap can it be?"],
    ]
    first, second = peft("surveys", "list", "--json").json
    assert set(first) == {"name", "question", "made", "papers", "included", "excluded", "later", "undecided"}
    assert (first["question"], second["undecided"]) == (None, 1)


def test_without_any_survey_it_is_told_how_to_make_one(full: Shell) -> None:
    said = full("surveys", "list")

    assert (said.code, said.out) == (0, "")
    assert "survey new" in said.err


def test_a_survey_is_renamed_asked_otherwise_taken_away_and_brought_back(peft: Shell) -> None:
    assert peft("surveys", "rename", "peft", "cheap").code == 0
    assert peft("surveys", "question", "cheap", "How", "dear?").code == 0
    assert peft("surveys", "list").rows[0][-1] == "How dear?"

    assert peft("surveys", "rm", "cheap").code == 0

    assert [row[0] for row in peft("surveys", "list").rows] == ["optics"]
    assert len(keys(peft)) == 4
    assert "rm survey cheap" in peft("undo").out
    assert keys(peft, "--in", "cheap") == [SPARSE, TIDAL]


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--in", "nope"),
        ("show", SPARSE, "--in", "nope"),
        ("why", SPARSE, "decision", "--in", "nope"),
        ("export", "--in", "nope"),
        ("export", "-f", "bibtex", "--in", "nope"),
        ("compare", "--in", "nope"),
        ("refresh", "--in", "nope"),
        ("add", SPARSE, "--in", "nope"),
        ("search", "lanterns", "--in", "nope"),
        ("crawl", "--in", "nope"),
        ("sota", "--in", "nope"),
        ("tag", SPARSE, "+x", "--in", "nope"),
        ("note", SPARSE, "x", "--in", "nope"),
        ("rm", SPARSE, "--in", "nope"),
        ("decide", SPARSE, "include", "--in", "nope"),
        ("surveys", "rm", "nope"),
        ("surveys", "question", "nope", "why"),
    ],
)
def test_a_survey_that_there_is_not_is_asked_wrongly_and_those_that_are_are_named(
    peft: Shell, words: tuple[str, ...]
) -> None:
    before = peft.rows()

    said = peft(*words)

    assert (said.code, said.out) == (2, "")
    assert said.err == "survey: there is no survey nope\nhint: there are: optics, peft\n"
    assert peft.rows() == before


def test_surveys_alone_lists_them(peft: Shell) -> None:
    assert peft("surveys").rows == peft("surveys", "list").rows
    assert peft("surveys", "--json").json == peft("surveys", "list", "--json").json


def test_a_survey_without_a_name_is_asked_wrongly_with_an_example(bare: Shell) -> None:
    said = bare("new")

    assert (said.code, said.out) == (2, "")
    assert "survey new peft --question" in said.err


def test_a_paper_that_only_its_note_in_the_survey_brings_is_listed_with_that_reason(peft: Shell) -> None:
    peft("note", TIDAL, "a quokka", "--in", "peft")

    (row,) = peft("list", "quokka", "--in", "peft", "--explain").rows
    (told,) = peft("list", "quokka", "--in", "peft", "--explain", "--json").json

    assert (row[0], row[-1]) == (TIDAL, "by what you say in this survey")
    assert told["why"]["parts"] == []
    assert peft("list", "quokka", "--explain").rows == []


def test_an_audit_in_a_survey_is_of_its_papers_alone(peft: Shell) -> None:
    said = peft("audit", "--in", "peft", "--json")

    assert said.code == 3
    assert {key for each in said.json for key in each["papers"]} == {TIDAL}
    assert peft("audit", "--in", "optics").code == 0
    assert len(peft("audit", "--json").json) > len(said.json)


@pytest.mark.parametrize(
    ("words", "why"), [(["--in", "nothing"], "no survey nothing"), (["x.bib", "--in", "peft"], "file")]
)
def test_an_audit_in_no_survey_or_of_a_file_in_one_is_asked_wrongly(peft: Shell, words: list[str], why: str) -> None:
    said = peft("audit", *words)

    assert said.code == 2
    assert why in said.err


def test_a_list_in_a_survey_has_its_papers_alone_and_how_each_stands(peft: Shell) -> None:
    peft("decide", TIDAL, "later", "--in", "peft")

    assert [(row[0], row[-2]) for row in peft("list", "--in", "peft").rows] == [(SPARSE, ""), (TIDAL, "later")]
    assert keys(peft, "--in", "peft", "is:later") == [TIDAL]
    assert keys(peft, "--in", "peft", "is:undecided") == [SPARSE]
    assert keys(peft, "--in", "optics") == []
    assert len(keys(peft)) == 4


def test_a_paper_in_a_survey_is_json_with_what_it_is_there(peft: Shell) -> None:
    peft("decide", SPARSE, "exclude", "--in", "peft", "--reason", "too dear", "--stage", "title")

    (first, _), shown = peft("list", "--in", "peft", "--json").json, peft("show", SPARSE, "--in", "peft", "--json").json

    assert set(first["survey"]) == IN_SURVEY
    assert first["survey"] == shown["survey"]
    said = {name: first["survey"][name] for name in ("name", "decision", "stage", "reason")}
    assert said == {"name": "peft", "decision": "exclude", "stage": "title", "reason": "too dear"}
    assert "survey" not in peft.paper(SPARSE)


def test_what_is_said_in_a_survey_is_shown_there_alone(peft: Shell) -> None:
    peft("tag", SPARSE, "+seed", "--in", "peft")
    peft("note", SPARSE, "compare with adapters", "--in", "peft")

    here, anywhere = peft("show", SPARSE, "--in", "peft").out, peft("show", SPARSE).out

    assert "seed" in here
    assert "compare with adapters" in here
    assert "seed" not in anywhere
    assert "adapters" not in anywhere
    assert keys(peft, "adapters", "--in", "peft") == [SPARSE]
    assert keys(peft, "adapters") == []


def test_a_tag_that_is_put_while_adding_into_a_survey_is_one_of_that_survey(peft: Shell) -> None:
    said = peft("add", HARBOUR, "--in", "optics", "--tag", "seed", "--json")

    assert said.json[0]["tags"] == said.json[0]["survey"]["tags"] == ["seed"]
    assert peft.paper(HARBOUR)["tags"] == []


def test_what_is_in_the_catalog_already_is_added_to_a_survey_once(peft: Shell) -> None:
    assert peft("add", HARBOUR, "--in", "optics").out.startswith(f"added\t{HARBOUR}")
    assert peft("add", HARBOUR, "--in", "optics").out.startswith(f"already there\t{HARBOUR}")

    assert keys(peft, "--in", "optics") == [HARBOUR]


def test_a_bibliography_goes_into_a_survey_with_its_papers(peft: Shell, tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text("@article{dew, title={Dew at Dawn}, author={Null, Eve}, year={2022}}")

    assert peft("add", str(tmp_path / "refs.bib"), "--in", "optics", "--tag", "seed").code == 0

    assert keys(peft, "--in", "optics", "tag:seed") == ["dew"]
    assert keys(peft, "tag:seed") == []
    assert "add refs.bib" in peft("undo").out.replace(str(tmp_path) + "/", "")
    assert keys(peft, "--in", "optics") == []


def test_what_a_search_finds_is_added_into_a_survey(shell: Shell, web: ScholarlyWeb) -> None:
    shell("new", "peft")

    shell("search", "lanterns", "--add", "all", "--in", "peft")

    assert keys(shell, "--in", "peft") == keys(shell) != []
    found = shell("search", "lanterns", "--in", "peft", "--json").json
    assert {hit["survey"]["added"] is not None for hit in found} == {True}


def test_what_a_saved_search_finds_anew_is_added_into_a_survey(shell: Shell, web: ScholarlyWeb) -> None:
    shell("new", "peft")
    shell("search", "lanterns", "--save", "lights", "--add", "1", "--in", "peft")

    assert len(keys(shell, "--in", "peft")) == 1
    assert shell("run", "replay", "lights", "--in", "nope").code == 2


def test_who_leads_is_added_into_a_survey(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    leads = row(
        "Lantern-XL", {"Accuracy": "90%"}, paper_title="Sparse Lanterns", paper_url="http://arxiv.org/abs/2001.1"
    )
    Shelf(shell.folder).take(task("Reading", table("LongDocs", leads, metrics=("Accuracy",))), name="boards.json")
    monkeypatch.setenv("SURVEY_OFFLINE", "1")
    shell("new", "peft")

    shell("sota", "reading", "longdocs", "--add", "1", "--in", "peft")

    assert [paper["title"] for paper in shell("list", "--in", "peft", "--json").json] == ["Sparse Lanterns"]


def test_what_a_crawl_reaches_is_added_into_a_survey(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScholarlyWeb(facts({1: [3]})) as box:
        use(box, monkeypatch)
        shell("new", "peft")
        shell("add", arxiv(1))

        shell("crawl", "--via", "references", "--add", "all", "--in", "peft")

    assert [paper["title"] for paper in shell("list", "--in", "peft", "--json").json] == [title(3)]


def test_the_latest_stage_counts_and_why_tells_all_that_was_decided(peft: Shell) -> None:
    peft("decide", SPARSE, "include", "--in", "peft", "--stage", "title", "--reason", "on topic")
    said = peft("decide", SPARSE, TIDAL, "exclude", "--in", "peft", "--stage", "full-text")

    assert (said.code, said.out, said.err) == (0, "", "none left to decide in peft\n")
    told = peft("why", SPARSE, "decision", "--in", "peft")
    assert [[row[0], row[1], *row[3:]] for row in told.rows] == [
        ["counts", "full-text", "exclude", ""],
        ["", "title", "include", "on topic"],
    ]
    first = peft("why", SPARSE, "decision", "--in", "peft", "--json").json[0]
    assert set(first) == {"stage", "decision", "reason", "decided", "counts"}
    shown = peft("show", SPARSE, "--in", "peft").out
    assert "title: include: on topic" in shown
    assert "full-text: exclude" in shown


def test_a_decision_is_taken_back(peft: Shell) -> None:
    peft("decide", SPARSE, "include", "--in", "peft")

    assert peft("undo").out == f"undone: decide 1 paper: include in peft ({SPARSE})\n"

    assert keys(peft, "--in", "peft", "is:undecided") == [SPARSE, TIDAL]


def test_where_there_is_one_survey_decisions_need_not_name_it(full: Shell) -> None:
    full("new", "peft")
    full("add", SPARSE, "--in", "peft")

    assert full("decide", SPARSE, "include").code == 0

    assert full("why", SPARSE, "decision").rows[0][3] == "include"
    full("new", "optics")
    assert full("decide", SPARSE, "exclude").code == full("why", SPARSE, "decision").code == 2


@pytest.mark.parametrize(
    "words", [(SPARSE, "maybe"), ("include",), (SPARSE,), (SPARSE, "include", "--stage", "two words")]
)
def test_a_decision_that_is_none_is_asked_wrongly(peft: Shell, words: tuple[str, ...]) -> None:
    assert peft("decide", *words, "--in", "peft").code == 2


def test_of_papers_that_are_not_all_in_a_survey_nothing_is_decided(peft: Shell) -> None:
    said = peft("decide", SPARSE, HARBOUR, "include", "--in", "peft")

    assert said.code == 2
    assert f"survey add {HARBOUR} --in peft" in said.err
    assert keys(peft, "--in", "peft", "is:included") == []


def test_how_papers_stand_is_asked_with_in(peft: Shell) -> None:
    said = peft("list", "is:included")

    assert said.code == 2
    assert "--in NAME" in said.err


def test_a_paper_leaves_one_survey_and_what_was_said_returns_with_it(peft: Shell) -> None:
    peft("tag", SPARSE, "+seed", "--in", "peft")

    assert peft("rm", SPARSE, "--in", "peft").code == 0

    assert keys(peft, "--in", "peft") == [TIDAL]
    assert SPARSE in keys(peft)
    assert peft("show", SPARSE, "--in", "peft").out.count("it is not there") == 1
    peft("add", SPARSE, "--in", "peft")
    assert keys(peft, "--in", "peft", "tag:seed") == [SPARSE]


def test_an_export_has_the_question_above_and_the_decisions_beside(peft: Shell) -> None:
    peft("decide", SPARSE, "exclude", "--in", "peft", "--reason", "too dear")

    page = peft("export", "--in", "peft", "--columns", "key,decision,reason").out

    assert page.startswith("# How cheap can it be?\n")
    assert f"| {SPARSE} | exclude | too dear |" in page
    assert f"| {TIDAL} | — | — |" in page
    assert HARBOUR not in page
    assert peft("export", "--in", "peft", "--title", "Mine", "--columns", "key").out.startswith("# Mine\n")
    assert peft("export", "--in", "optics", "-f", "html").out.count("<h1>optics</h1>") == 1
    assert peft("export", "--in", "peft", "-f", "csv", "--columns", "key").out.split() == ["\ufeffkey", SPARSE, TIDAL]


def test_only_what_is_included_leaves_as_a_bibliography(peft: Shell) -> None:
    peft("decide", TIDAL, "include", "--in", "peft")

    found = peft("export", "--in", "peft", "--words", "is:included", "-f", "bibtex").out

    assert TIDAL in found
    assert SPARSE not in found


def test_a_refresh_in_a_survey_asks_about_its_papers_alone(peft: Shell, web: ScholarlyWeb) -> None:
    said = peft("refresh", "--in", "peft", "--stale", "0d")

    assert "2 asked about" in said.err


def test_papers_of_a_survey_are_compared(peft: Shell) -> None:
    assert peft("compare", "--in", "optics", "--json").json["papers"] == []
    assert peft("compare", SPARSE, "--in", "peft").code == 2


def test_notes_of_a_survey_leave_one_file_a_paper(peft: Shell, tmp_path: Path) -> None:
    peft("note", SPARSE, "compare with adapters", "--in", "peft")

    peft("note", "--export", str(tmp_path / "notes"), "--in", "peft")

    assert sorted(path.stem for path in (tmp_path / "notes").iterdir()) == sorted([SPARSE, TIDAL])
    assert "adapters" in (tmp_path / "notes" / f"{SPARSE}.md").read_text()


def test_a_survey_is_shown_as_it_was_on_a_day(peft: Shell) -> None:
    said = peft("list", "--in", "peft", "--as-of", "2020-01-01")

    assert said.code == 2
    assert "there is no survey peft" in said.err


def test_those_most_like_a_paper_are_of_the_survey(peft: Shell) -> None:
    assert set(keys(peft, "--like", SPARSE, "--in", "optics")) == set()
    assert set(keys(peft, "--like", SPARSE, "--in", "peft")) <= {TIDAL}


def test_on_a_screen_a_list_in_a_survey_has_a_column_for_decisions(
    peft: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)
    monkeypatch.setenv("COLUMNS", "150")

    assert "decision" in peft("list", "--in", "peft").out
    assert "decision" not in peft("list").out


def test_a_refresh_of_a_paper_in_a_survey_asks_about_that_paper_alone(peft: Shell, web: ScholarlyWeb) -> None:
    said = peft("refresh", SPARSE, "--in", "peft", "--stale", "0d")

    assert "1 asked about" in said.err


def test_a_refresh_of_a_paper_that_is_not_in_the_survey_is_asked_wrongly(peft: Shell, web: ScholarlyWeb) -> None:
    said = peft("refresh", SPARSE, "--in", "optics")

    assert (said.code, said.out) == (2, "")
    assert "moreau2021sparse is not in the survey optics" in said.err
