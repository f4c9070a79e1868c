"""`survey summarize` for the papers of the survey: made here, asked of sources, or of a language model."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.http.host import Host, hangs_up, refuses
from tests.workflow.chat import asked, says
from tests.workflow.papers import SPARSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

KEY, TIDAL, HARBOUR = "moreau2021sparse", "castellanos2020tidal", "okonkwo2020harbour"
BEES = "Bees dance. In this paper, we present a camera that reads the dance of bees."
LINE = "We present a camera that reads the dance of bees."
SECRET = "sekret123-and-more"  # noqa: S105 - made up, to be looked for


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A language model that is chosen, and says something of no paper."""
    with Host(says("Reads the dance of bees with a camera.")) as host:
        monkeypatch.setenv("SURVEY_LLM_URL", f"{host.url}/v1/")
        monkeypatch.setenv("SURVEY_LLM_MODEL", "lantern")
        monkeypatch.setenv("LLM_API_KEY", SECRET)
        yield host


def shown(shell: Shell, paper: str) -> tuple[str, str, str | None] | None:
    line = shell.paper(paper)["summary"]
    return (line["text"], line["made_by"], line["model"]) if line else None


def test_an_abstract_by_hand_has_its_line_and_undo_takes_both_back(full: Shell) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    made = shown(full, HARBOUR)
    full("set", HARBOUR, "abstract=Wasps sing to us.")
    renewed = shown(full, HARBOUR)

    full("undo")
    before = shown(full, HARBOUR)
    full("undo")

    assert (made, renewed) == ((LINE, "local", None), ("Wasps sing to us.", "local", None))
    assert before == made
    assert shown(full, HARBOUR) is None


def test_a_paper_added_without_anybodys_line_has_one_made_here(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2001.00001", "-s", "arxiv")

    (paper,) = shell.papers()
    assert paper["summary"] == {"text": SPARSE["abstract"], "made_by": "local", "model": None}
    assert "summary" not in said.err


def test_a_refresh_that_brings_somebodys_line_shows_it_instead(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "-s", "arxiv")
    (paper,) = shell.papers()

    shell("refresh", paper["key"], "-s", "semantic_scholar")

    assert shown(shell, paper["key"]) == (SPARSE["summary"], "semantic_scholar", "a model")


def test_missing_makes_what_an_old_catalog_has_not(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "-s", "arxiv")
    (key,) = (paper["key"] for paper in shell.papers())
    age(shell)

    tried = shell("summarize", "--missing", "--dry-run", "--json")
    was = shown(shell, key)
    said = shell("summarize", "--missing", "--json")
    again = shell("summarize", "--missing")

    line = {"text": SPARSE["abstract"], "made_by": "local", "model": None}
    assert tried.json == said.json == {key: {"before": None, "now": line}}
    assert was is None
    assert said.err == "1 paper, 1 with another line\n"
    assert (again.code, again.out, again.err) == (0, "", "0 papers, 0 with another line\n")


def age(shell: Shell) -> None:
    """Makes the catalog one from before there were lines."""
    with closing(sqlite3.connect(shell.catalog)) as connection:
        connection.execute("DELETE FROM record WHERE source = 'local'")
        connection.commit()
    shell("db", "refold")


def test_by_a_source_only_that_source_is_asked(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "2001.00003", "-s", "arxiv")
    web.requests.clear()

    said = shell("summarize", "--missing", "--by", "s2")

    assert {service for service, _, _ in web.requests} == {"semantic_scholar"}
    assert [row[1:] for row in said.rows] == [["semantic_scholar", SPARSE["summary"]]]
    assert said.err.splitlines() == ["semantic_scholar: 1 found", "2 papers, 1 with another line, 1 without a line"]
    assert shell.outcomes("summarize") == {"semantic_scholar": "answered"}


def test_all_by_hugging_face_leaves_those_who_are_trusted_more(full: Shell, web: ScholarlyWeb) -> None:
    said = full("summarize", "--all", "--by", "hf")

    assert {service for service, _, _ in web.requests} == {"hugging_face"}
    assert said.out == ""
    assert shown(full, KEY) == (SPARSE["summary"], "semantic_scholar", "a model")


def test_a_model_is_asked_with_title_and_abstract_and_its_line_kept_with_its_name(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}", "title=Dancing bees")

    said = full("summarize", HARBOUR, "--by", "llm")

    (question,) = asked(model)
    assert question["model"] == "lantern"
    assert "Title: Dancing bees\n\nAbstract: Bees dance." in question["messages"][0]["content"]
    assert shown(full, HARBOUR) == ("Reads the dance of bees with a camera.", "llm", "lantern-7b")
    assert said.rows == [[HARBOUR, "llm", "Reads the dance of bees with a camera."]]
    assert "lantern-7b: 120 tokens in, 12 tokens out" in said.err
    assert "llm" not in full.paper(HARBOUR)["sources"]


def test_the_log_has_the_model_and_what_it_cost_and_no_key(full: Shell, model: Host) -> None:
    for paper in (HARBOUR, TIDAL):
        full("set", paper, f"abstract={BEES}")

    model.acts(says("Reads 7 dances."), says("Reads the dance of bees."))

    full("summarize", "--all", "--by", "llm")

    (run,) = (run for run in full("run", "list", "--json").json if run["verb"] == "summarize")
    assert (run["source"], run["query"], run["outcome"]) == ("llm", "3 papers, of lantern", "answered")
    assert run["message"] == "lantern-7b: 360 tokens in, 36 tokens out"
    assert (run["hits"], run["new"], run["unreadable"], run["requests"]) == (3, 2, 1, 3)
    assert not any(SECRET in row for row in full.rows())


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("It reads 95% of dances.", "the paper does not say 95: It reads 95% of dances."),
        ("DanceNet reads dances.", "the paper does not name DanceNet: DanceNet reads dances."),
        ("It reads.\nIt dances.", "it is more than one line: It reads. It dances."),
        (None, "it says nothing: —"),
        ("\x1b\x07", "it says nothing: —"),
    ],
)
def test_an_answer_that_the_paper_does_not_bear_out_is_told_and_not_kept(
    full: Shell, model: Host, answer: str | None, why: str
) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(says(answer))

    said = full("summarize", HARBOUR, "--by", "llm")

    assert f"{HARBOUR}: not kept, {why}" in said.err
    assert said.code == 3
    assert shown(full, HARBOUR) == (LINE, "local", None)


def test_quotation_marks_around_an_answer_are_not_of_it(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(says('"Reads a dance."', tokens=None))

    said = full("summarize", HARBOUR, "--by", "llm")

    assert shown(full, HARBOUR) == ("Reads a dance.", "llm", "lantern-7b")
    assert "an unknown number of tokens in" in said.err


def test_what_a_model_thinks_before_it_answers_is_not_of_its_answer(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(says("<think>Bees\nand a camera.</think>\n\nReads a dance.", tokens=None))

    full("summarize", HARBOUR, "--by", "llm")

    assert shown(full, HARBOUR) == ("Reads a dance.", "llm", "lantern-7b")


def test_a_paper_about_which_a_model_cannot_be_asked_is_named_and_the_others_are_asked(
    full: Shell, model: Host
) -> None:
    for paper in (HARBOUR, TIDAL):
        full("set", paper, f"abstract={BEES}")
    model.acts(refuses(400, b"too long"), says("Reads the dance of bees."))

    said = full("summarize", HARBOUR, TIDAL, "--by", "llm")

    assert sorted(line[1] for paper in (HARBOUR, TIDAL) if (line := shown(full, paper))) == ["llm", "local"]
    assert "too long" in said.err
    assert said.code == 3


def test_a_model_that_can_be_asked_about_nothing_is_given_up(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(refuses(400, b"no such model"))

    said = full("summarize", HARBOUR, "--by", "llm")

    assert "no such model" in said.err
    assert said.code == 1


def test_a_model_that_fails_midway_loses_nothing_that_it_said(full: Shell, model: Host) -> None:
    for paper in (HARBOUR, TIDAL):
        full("set", paper, f"abstract={BEES}")
    model.acts(says("Reads the dance of bees."), refuses(401))

    said = full("summarize", HARBOUR, TIDAL, "--by", "llm")

    assert shown(full, TIDAL) == ("Reads the dance of bees.", "llm", "lantern-7b")
    assert shown(full, HARBOUR) == (LINE, "local", None)
    assert "refused our key" in said.err
    assert SECRET not in said.err
    assert said.code == 3


def test_a_model_that_nobody_can_reach_fails(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(hangs_up)

    said = full("summarize", HARBOUR, "--by", "llm")

    assert said.code == 1
    assert "llm: down" in said.err


def test_a_model_that_wants_to_be_left_alone_says_for_how_long_and_then_too(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(refuses(429, b"slow down", retry_after="3600"))

    first, second = (full("summarize", HARBOUR, "--by", "llm") for _ in range(2))

    assert (first.code, second.code) == (1, 1)
    assert "slow down) (ask it again in 60 minutes)" in first.err
    assert "left alone for now" in second.err
    assert "ask it again in 60 minutes" in second.err
    assert len(model.seen) == 1


def test_a_model_that_failed_is_asked_again_by_the_next_command(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(refuses(500, b"loading"))
    failed = full("summarize", HARBOUR, "--by", "llm")
    model.acts(says("Reads a dance."))

    said = full("summarize", HARBOUR, "--by", "llm")

    assert "loading" in failed.err
    assert said.rows == [[HARBOUR, "llm", "Reads a dance."]]


def test_what_a_model_said_goes_with_its_abstract_and_is_back_with_it(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    full("summarize", HARBOUR, "--by", "llm")
    said = shown(full, HARBOUR)
    full("set", HARBOUR, "abstract=Wasps sing to us.")
    of_wasps = shown(full, HARBOUR)

    undone = full("undo")

    assert said == ("Reads the dance of bees with a camera.", "llm", "lantern-7b")
    assert of_wasps == ("Wasps sing to us.", "local", None)
    assert undone.out == f"undone: set abstract ({HARBOUR})\n"
    assert shown(full, HARBOUR) == said


def test_undo_brings_back_every_line_from_before_a_model_was_asked(full: Shell, model: Host) -> None:
    for paper in (HARBOUR, TIDAL):
        full("set", paper, f"abstract={BEES}")
    model.acts(says("Reads a dance."))
    full("summarize", HARBOUR, "--by", "llm")
    model.acts(says("Reads the dance of bees."))
    full("summarize", HARBOUR, TIDAL, "--by", "llm")
    asked_again = [shown(full, paper) for paper in (HARBOUR, TIDAL)]

    undone = full("undo")
    before = [shown(full, paper) for paper in (HARBOUR, TIDAL)]
    full("undo")

    assert asked_again == [("Reads the dance of bees.", "llm", "lantern-7b")] * 2
    assert undone.out == "undone: summarize 2 papers by lantern\n"
    assert before == [("Reads a dance.", "llm", "lantern-7b"), (LINE, "local", None)]
    assert shown(full, HARBOUR) == (LINE, "local", None)


def test_a_model_that_said_nothing_that_was_kept_leaves_nothing_to_undo(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    model.acts(says("DanceNet reads dances."))
    full("summarize", HARBOUR, "--by", "llm")

    assert "undone: set abstract" in full("undo").out


def test_of_a_paper_that_a_source_has_no_name_for_it_is_said_that_it_was_not_asked_about(
    shell: Shell, web: ScholarlyWeb
) -> None:
    shell("add", "-", stdin="@misc{bees, title={Bees dance}, author={Lind, Eva}, doi={10.1000/1}}")
    shell("add", "-", stdin="@misc{wasps, title={Wasps sing to us}, author={Quill, Ida}}")
    before = len(web.requests)

    alone = shell("summarize", "wasps", "--by", "s2")
    asked = len(web.requests) - before
    both = shell("summarize", "--all", "--by", "s2")

    assert (alone.code, alone.out, asked) == (0, "", 0)
    assert alone.err.startswith("1 paper without an identifier that semantic_scholar knows: not asked about\n")
    assert "1 paper without an identifier" in both.err
    assert len(web.requests) > before


def test_a_line_made_here_never_takes_the_place_of_a_models(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    full("summarize", HARBOUR, "--by", "llm")

    said = full("summarize", HARBOUR, "--by", "local")

    assert said.out == ""
    assert shown(full, HARBOUR) == ("Reads the dance of bees with a camera.", "llm", "lantern-7b")


def test_papers_that_a_model_says_nothing_of_or_nothing_that_is_shown_are_told(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")
    full("set", HARBOUR, "summary=Mine.")

    said = full("summarize", HARBOUR, TIDAL, "--by", "llm")

    assert f"{HARBOUR}: kept, and shown where there is no line by hand" in said.err
    assert "1 paper without an abstract: not asked about" in said.err


def test_no_model_is_asked_unless_one_is_chosen(full: Shell) -> None:
    said = full("summarize", HARBOUR, "--by", "llm")

    assert said.code == 2
    assert "no language model is chosen" in said.err
    assert "SURVEY_LLM_MODEL" in said.err


def test_nobody_asks_a_chosen_model_of_his_own_accord(shell: Shell, web: ScholarlyWeb, model: Host) -> None:
    shell("add", "2001.00001", "-s", "arxiv")
    shell("summarize", "--all")

    assert model.seen == []


def test_a_dry_run_tells_about_what_a_model_would_be_asked_and_asks_nothing(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")

    said = full("summarize", "--missing", "--by", "llm", "--dry-run")
    as_json = full("summarize", "--missing", "--by", "llm", "--dry-run", "--json")

    ((paper, asked, tokens),) = said.rows
    assert (paper, asked) == (HARBOUR, "lantern")
    assert as_json.json == [{"key": HARBOUR, "model": "lantern", "tokens_in": int(tokens)}]
    assert "lantern would be asked about 1 of 3 papers: about 1" in said.err
    assert model.seen == []


def test_the_prompt_is_shown_and_may_be_the_users_own(full: Shell, model: Host, tmp_path: Path) -> None:
    full("set", HARBOUR, f"abstract={BEES}", "title=A {abstract} title")
    printed = full("summarize", "--prompt")
    (tmp_path / "summary_prompt.txt").write_text("Short! {title}: {abstract}", encoding="utf-8")

    full("summarize", HARBOUR, "--by", "llm")

    assert "State no number and no name" in printed.out
    assert str(tmp_path / "summary_prompt.txt") in printed.err
    assert full("summarize", "--prompt").out == "Short! {title}: {abstract}\n"
    assert asked(model)[0]["messages"][0]["content"] == f"Short! A {{abstract}} title: {BEES}"


def test_a_prompt_without_a_place_for_the_abstract_is_no_prompt(full: Shell, model: Host, tmp_path: Path) -> None:
    (tmp_path / "summary_prompt.txt").write_text("Tell me a story.", encoding="utf-8")

    said = full("summarize", HARBOUR, "--by", "llm")

    assert said.code == 2
    assert "{abstract}" in said.err
    assert model.seen == []


def test_offline_no_model_is_asked(full: Shell, model: Host) -> None:
    full("set", HARBOUR, f"abstract={BEES}")

    said = full("--offline", "summarize", HARBOUR, "--by", "llm")

    assert said.code == 1
    assert "offline" in said.err
    assert model.seen == []


@pytest.mark.parametrize(
    "words", [("--missing", "--all"), (KEY, "--all"), ("--file", "a.jsonl", KEY), ("--prompt", "--missing")]
)
def test_only_one_way_to_say_which(full: Shell, words: tuple[str, ...]) -> None:
    assert full("summarize", *words).code == 2


def test_settings_show_the_model_and_hide_its_key(bare: Shell, model: Host) -> None:
    said = bare("config", "show")

    rows = {row[0]: row[1:] for row in said.rows}
    assert rows["llm_model"] == ["lantern", "environment"]
    assert rows["llm_url"] == [f"{model.url}/v1", "environment"]
    assert rows["LLM_API_KEY"] == ["set", "environment"]
    assert SECRET not in said.out
