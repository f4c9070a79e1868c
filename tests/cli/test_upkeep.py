"""Upkeep: init, source, run, db, config."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from survey.demo.faults import Fault, Kind
from tests.cli.shapes import RUN
from tests.demo.asking import ask

if TYPE_CHECKING:
    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

KEY = "moreau2021sparse"
BY_NAME = {"dblp", "openreview", "openreview_before"}
SOURCES = [
    "acl", "arxiv", "crossref", "cvf", "datacite", "dblp", "github", "hugging_face", "neurips", "openalex",
    "opencitations", "openreview", "openreview_before", "papers_with_code", "pmlr", "semantic_scholar",
]  # fmt: skip
SECRET = "sekret123-and-more"  # noqa: S105 - made up, to be looked for


def test_init_makes_a_workspace_that_is_found_from_below(
    bare: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SURVEY_DB")

    said = bare("init", "lanterns")

    catalog = tmp_path / "lanterns" / "db" / "catalog.sqlite"
    monkeypatch.chdir(tmp_path / "lanterns" / "exports")
    assert (said.code, Path(said.out.strip())) == (0, Path("lanterns/db/catalog.sqlite"))
    assert "SURVEY_MAILTO" in said.err
    assert "already" not in said.err
    assert (tmp_path / "lanterns" / "survey.toml").is_file()
    assert bare("db", "path").out.strip() == str(catalog)
    assert bare("list", "--json").json == []


def test_init_leaves_alone_what_is_there(bare: Shell, tmp_path: Path) -> None:
    bare("init", str(tmp_path))
    (tmp_path / "survey.toml").write_text('mailto = "ada@example.org"\n')
    before = bare.catalog.read_bytes()

    said = bare("init", str(tmp_path))

    assert (said.code, said.out) == (0, f"{bare.catalog}\n")
    assert "there is a workspace already: what is in it stays as it is" in said.err
    assert (tmp_path / "survey.toml").read_text() == 'mailto = "ada@example.org"\n'
    assert bare.catalog.read_bytes() == before


def test_init_where_a_file_is_in_the_way_fails_in_a_line(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    said = bare("init", "taken")

    assert (said.code, said.out) == (1, "")
    assert "choose another folder" in said.err


def test_sources_are_listed_with_what_they_can(bare: Shell) -> None:
    rows = bare("source", "list").rows

    assert [row[0] for row in rows] == SOURCES
    assert rows[1][1:4] == ["search, look up, find titles", "arxiv", "none"]
    assert all(row[4].startswith("https://") for row in rows)


def test_sources_as_json_say_whether_they_have_a_key(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S2_API_KEY", SECRET)

    found = {each["source"]: each for each in bare("source", "list", "--json").json}

    assert found["arxiv"].keys() == {"source", "can", "knows", "key", "key_hint", "url"}
    assert (found["semantic_scholar"]["key"], found["semantic_scholar"]["key_hint"]) == ("set", None)
    assert found["openalex"]["key"] == "helps"
    assert "OPENALEX_API_KEY" in found["openalex"]["key_hint"]


def test_sources_are_checked_one_a_row(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["crossref"] = Fault(kind=Kind.DOWN)
    web.faults["openalex"] = Fault(kind=Kind.SPENT)

    said = shell("source", "check")

    outcomes = {row[0]: row[1] for row in said.rows}
    assert said.code == 3
    assert sorted(outcomes) == [name for name in SOURCES if name not in BY_NAME]
    assert (outcomes["crossref"], outcomes["openalex"]) == ("down", "budget spent")
    assert "OPENALEX_API_KEY" in said.err


def test_a_source_that_turns_programs_away_is_checked_when_it_is_named(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("source", "check", "dblp", "openreview")

    assert said.code == 1
    assert [row[:2] for row in said.rows] == [["dblp", "refused"], ["openreview", "refused"]]
    assert "OPENREVIEW_TOKEN" in said.err


def test_a_check_makes_no_catalog_and_logs_its_runs_in_one_that_is_there(
    bare: Shell, web: ScholarlyWeb, empty_catalog: Path
) -> None:
    said = bare("source", "check", "crossref")
    is_made = bare.catalog.exists()
    bare.catalog.parent.mkdir(exist_ok=True)
    shutil.copy(empty_catalog, bare.catalog)
    bare("source", "check", "crossref")

    assert said.code == 0
    assert not is_made
    assert bare.outcomes("check").keys() == {"crossref"}


def test_where_no_source_answers_the_check_fails(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["crossref"] = Fault(kind=Kind.DOWN)

    assert shell("source", "check", "crossref").code == 1


def test_where_all_answer_the_check_is_done(shell: Shell, web: ScholarlyWeb) -> None:
    assert shell("source", "check").code == 0


def test_a_saved_answer_is_read_without_network(bare: Shell, web: ScholarlyWeb, tmp_path: Path) -> None:
    saved = ask(web, "arxiv", "/api/query?id_list=2001.00001,2001.00003").body
    (tmp_path / "saved.xml").write_bytes(saved)
    asked = len(web.requests)

    said = bare("source", "read", "arxiv", "saved.xml", "--json")

    assert (said.code, said.err) == (0, "")
    assert said.json.keys() == {"records", "unreadable"}
    assert [record["key"] for record in said.json["records"]] == ["2001.00001", "2001.00003"]
    assert said.json["records"][0]["title"] == "Sparse Lanterns for Long Documents"
    assert said.json["unreadable"] == []
    assert len(web.requests) == asked


def test_a_broken_entry_of_a_saved_answer_is_told_beside_the_good_ones(bare: Shell, tmp_path: Path) -> None:
    papers = [{"paperId": f"{1:040x}", "title": "Good"}, {"paperId": None, "title": "Bad"}]
    (tmp_path / "saved.json").write_text(json.dumps(papers))

    said = bare("source", "read", "semantic_scholar", "saved.json")
    (broken,) = bare("source", "read", "semantic_scholar", "saved.json", "--json").json["unreadable"]

    assert (said.code, said.rows) == (0, [[f"{1:040x}", "Good", ""]])
    assert "a paper without an id: Bad" in said.err
    assert broken == {"source": "semantic_scholar", "key": None, "why": "a paper without an id: Bad"}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("gogle saved.html", 2, "there is no source gogle"),
        ("arxiv saved.html", 1, "saved.html is no answer of arxiv: an HTML page instead of XML"),
        ("semantic_scholar saved.html", 1, "is no answer of semantic_scholar"),
        ("arxiv missing.xml", 1, "missing.xml"),
    ],
)
def test_what_is_no_answer_of_the_source_fails(bare: Shell, tmp_path: Path, words: str, code: int, told: str) -> None:
    (tmp_path / "saved.html").write_text("<!doctype html><html><body>Are you a robot?</body></html>")

    said = bare("source", "read", *words.split(), "--json")

    assert (said.code, said.out) == (code, "")
    assert told in said.err


def test_runs_are_listed_the_latest_first(shell: Shell, web: ScholarlyWeb) -> None:
    shell("search", "tidal", "-s", "arxiv")
    shell("add", "2001.00001", "-s", "semantic_scholar")

    rows, runs = shell("run", "list").rows, shell("run", "list", "--json").json

    assert [row[2:6] for row in rows] == [
        ["add", "semantic_scholar", "arxiv:2001.00001", "answered"],
        ["search", "arxiv", "tidal", "answered"],
    ]
    assert [run["id"] for run in runs] == [2, 1]
    assert all(run.keys() == RUN for run in runs)
    assert shell("run", "list", "-n", "1").rows == rows[:1]


def test_a_run_shows_every_request_as_it_was_sent(shell: Shell, web: ScholarlyWeb) -> None:
    shell("search", "lanterns", "-s", "arxiv")

    said, run = shell("run", "show", "1"), shell("run", "show", "1", "--json").json

    assert run.keys() == RUN
    assert (run["query"], run["requests"], run["hits"]) == ("lanterns", 1, 2)
    assert run["sent"] == [f"GET {web.base_urls['arxiv']}{web.requests[0][2]}"]
    assert run["sent"][0] in said.out


def test_a_run_that_was_answered_from_what_was_kept_shows_that_and_its_day(shell: Shell, web: ScholarlyWeb) -> None:
    shell("search", "lanterns", "-s", "arxiv")
    shell("search", "lanterns", "-s", "arxiv")

    said, before = shell("run", "show", "2"), shell("run", "show", "1", "--json").json
    run = shell("run", "show", "2", "--json").json

    day = before["started_at"][:10]
    assert len(web.requests) == 1
    assert (run["sent"], run["kept"]) == ([], [{"request": before["sent"][0], "on": day}])
    assert f"{day} {before['sent'][0]}" in said.out


def test_a_run_that_there_is_not_is_asked_wrongly(shell: Shell) -> None:
    said = shell("run", "show", "7")

    assert (said.code, said.out) == (2, "")
    assert "there is no run 7" in said.err


def test_a_sound_catalog_is_told_in_numbers(full: Shell) -> None:
    said = full("db", "check")
    totals = full("db", "check", "--json").json

    assert said.code == 0
    assert said.out.startswith("4 papers, 0 found, ")
    assert totals.keys() == {"wrong", "papers", "found", "records", "pairs"}
    assert (totals["wrong"], totals["papers"], totals["pairs"]) == ([], 4, 0)


def test_a_damaged_catalog_is_told_and_not_read(full: Shell) -> None:
    content = bytearray(full.catalog.read_bytes())
    content[4096:] = b"\x5a" * len(content[4096:])
    full.catalog.write_bytes(content)

    for words in (("db", "check"), ("list",), ("list", "--json"), ("show", KEY), ("export",)):
        said = full(*words)
        assert (said.code, said.out.strip()) in {(1, ""), (1, "[")}
        assert "survey: " in said.err


def test_what_is_no_catalog_is_told_and_left_alone(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes, rather long ones")
    with sqlite3.connect(tmp_path / "other.sqlite") as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()

    text, database = bare("--db", "notes.txt", "list"), bare("--db", "other.sqlite", "search", "x")

    assert (text.code, database.code) == (1, 1)
    assert "is no catalog: it is no SQLite file" in text.err
    assert "is a database, but no catalog of survey" in database.err
    assert (tmp_path / "notes.txt").read_text() == "my notes, rather long ones"


def test_refold_writes_the_same_papers_anew(full: Shell) -> None:
    full("set", KEY, "venue=ICLR")
    full("tag", KEY, "+x")
    before = full.papers()

    said = full("db", "refold")

    assert said.code == 0
    assert "4 papers" in said.out
    assert full.papers() == before


def test_a_backup_is_a_catalog_like_the_first(full: Shell, tmp_path: Path) -> None:
    beside, given = full("db", "backup"), full("db", "backup", "copy.sqlite")

    assert (beside.code, given.out) == (0, "copy.sqlite\n")
    assert Path(beside.out.strip()).parent == tmp_path / "db" / "backups"
    for copy in (beside.out.strip(), "copy.sqlite"):
        assert full("--db", copy, "list", "--json").json == full.papers()


def test_a_backup_overwrites_nothing(full: Shell, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    said = full("db", "backup", "mine.txt")

    assert said.code == 2
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_catalog_of_this_age_needs_no_upgrade(full: Shell) -> None:
    before = full.catalog.read_bytes()

    said = full("db", "upgrade")

    assert (said.code, said.out) == (0, "the catalog is up to date\n")
    assert full.catalog.read_bytes() == before


def test_settings_are_shown_with_where_they_come_from(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SURVEY_MAILTO", "ada@example.org")
    (tmp_path / "survey.toml").write_text('sources = ["arxiv", "crossref"]\n')

    rows = {row[0]: row[1:] for row in shell("config", "show", "--offline").rows}
    shown = shell("config", "show", "--json").json

    assert rows["mailto"] == ["ada@example.org", "environment"]
    assert rows["sources"] == ["arxiv, crossref", str(tmp_path / "survey.toml")]
    assert rows["offline"] == ["True", "option"]
    assert rows["pwc_dialect"] == ["new", "default"]
    assert shown["catalog"]["value"] == str(shell.catalog)
    assert all(each.keys() == {"value", "origin"} for each in shown.values())


def test_the_files_of_settings_are_named(shell: Shell, tmp_path: Path) -> None:
    lines = shell("config", "path").out.splitlines()

    assert lines[0] == str(tmp_path / "survey.toml")
    assert lines[1].endswith("config.toml")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("sources = [", "cannot be read"),
        ('colour = "red"', "colour, which is no setting"),
        ('offline = "perhaps"', "offline"),
        (f'S2_API_KEY = "{SECRET}"', "a workspace is shared"),
    ],
)
def test_a_broken_config_is_asked_wrongly_and_shows_no_key(
    shell: Shell, tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "survey.toml").write_text(content)

    said = shell("config", "show")

    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert SECRET not in said.err


@pytest.mark.parametrize("fault", [None, Kind.FORBID])
def test_a_key_is_written_nowhere(
    shell: Shell, web: ScholarlyWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Kind | None
) -> None:
    for name in ("S2_API_KEY", "OPENALEX_API_KEY", "GITHUB_TOKEN", "HF_TOKEN"):
        monkeypatch.setenv(name, SECRET)
    if fault:
        web.faults |= dict.fromkeys(web.base_urls, Fault(kind=fault))

    said = [
        shell("search", "lanterns", "--add", "all"),
        shell("add", "2001.00001"),
        shell("config", "show"),
        shell("config", "show", "--json"),
        shell("source", "list"),
        shell("source", "check"),
        shell("run", "list", "--json"),
        shell("export"),
    ]

    assert not any(SECRET in each.out + each.err for each in said)
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert shell.catalog in written
    assert not any(SECRET.encode() in file.read_bytes() for file in written)
    assert {row[0]: row[1] for row in said[2].rows}["S2_API_KEY"] == "set"


@pytest.mark.parametrize("words", ["source", "run", "db", "config", "source nonsense", "db nonsense", "run show x"])
def test_half_a_command_is_asked_wrongly_or_explained(shell: Shell, words: str) -> None:
    said = shell(*words.split())

    assert said.code in {0, 2}
    assert said.out or said.err


def test_a_language_model_that_is_not_set_is_shown_as_not_set(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shell("config", "show", "--json").json
    monkeypatch.setenv("SURVEY_LLM_URL", "http://127.0.0.1:9/v1")

    after = shell("config", "show", "--json").json

    assert before["llm_url"] == before["llm_model"] == {"value": None, "origin": "default"}
    assert after["llm_url"] == {"value": "http://127.0.0.1:9/v1", "origin": "environment"}
