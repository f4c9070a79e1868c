"""What is answered before anything heavy is imported: help, versions, words without meaning, the catalog's place."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from survey.cli.verbs import GROUPS, VERBS

if TYPE_CHECKING:
    from pathlib import Path

    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "pandas", "numpy", "httpx", "arxiv", "lxml", "typer", "rich", "pydantic"}
READING = [
    "list",
    "list --json",
    "show x",
    "why x title",
    "open x",
    "pairs",
    "export",
    "run list",
    "run show 1",
    "db check",
    "db upgrade",
    "db refold",
    "db backup",
    "undo",
    "refresh",
]
SAYING = ["set x year=2020", "note x words", "tag x +tag", "rm x", "same x y", "different x y"]


def test_every_verb_stands_in_one_group() -> None:
    grouped = [verb for _, verbs in GROUPS for verb in verbs]

    assert sorted(grouped) == sorted(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_ends_with_its_example(bare: Shell, verb: str) -> None:
    said = bare(verb, "--help")

    example = VERBS[verb][2]
    assert (said.code, said.err) == (0, "")
    assert " ".join(said.out.split()).endswith(f"Example: {example}")
    assert example.startswith(f"survey {verb}")


@pytest.mark.parametrize("words", ["list", "source", "source list", "db backup"])
def test_the_short_word_for_help_is_the_long_one(bare: Shell, words: str) -> None:
    short, long = bare(*words.split(), "-h"), bare(*words.split(), "--help")

    assert short.code == 0
    assert short == long


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_help_names_every_verb_with_what_it_does(bare: Shell, words: tuple[str, ...]) -> None:
    said = bare(*words)

    assert (said.code, said.err) == (0, "")
    assert all(f"  {verb}" in said.out and does in said.out for verb, (_, does, _) in VERBS.items())


def test_the_version_is_told(bare: Shell) -> None:
    said = bare("--version")

    assert (said.code, said.out.split()[0]) == (0, "survey")


@pytest.mark.parametrize(("typed", "meant"), [("serach", "search"), ("lst", "list"), ("exprot", "export")])
def test_a_misspelt_verb_is_answered_with_the_one_it_looks_like(bare: Shell, typed: str, meant: str) -> None:
    said = bare(typed, "x")

    assert (said.code, said.out) == (2, "")
    assert f"there is no verb {typed}" in said.err
    assert f"did you mean `survey {meant}`?" in said.err


def test_a_verb_like_none_is_answered_with_where_to_look(bare: Shell) -> None:
    said = bare("\x1b[31mqqqq\x07")

    assert (said.code, said.out) == (2, "")
    assert "`survey --help` lists the verbs" in said.err
    assert "\x1b" not in said.err


@pytest.mark.parametrize("words", ["--db {} list", "list --db {}", "list --db={}", "list --db {} --json"])
def test_db_may_stand_anywhere(shell: Shell, tmp_path: Path, words: str) -> None:
    elsewhere = tmp_path / "elsewhere" / "catalog.sqlite"

    said = shell(*words.format(elsewhere).split())

    assert (said.code, said.out) == (1, "")
    assert f"there is no catalog at {elsewhere}" in said.err


def test_a_folder_stands_for_the_workspace_in_it(shell: Shell, tmp_path: Path) -> None:
    assert shell("db", "path", "--db", str(tmp_path)).out.strip() == str(shell.catalog)


@pytest.mark.parametrize("words", [("list", "--db"), ("list", "--db=")])
def test_db_without_a_place_is_asked_wrongly(shell: Shell, words: tuple[str, ...]) -> None:
    said = shell(*words)

    assert (said.code, said.out) == (2, "")
    assert "--db" in said.err


@pytest.mark.parametrize(
    "words", ["--offline search lanterns", "search --offline lanterns", "search lanterns --offline"]
)
def test_offline_may_stand_anywhere(shell: Shell, web: ScholarlyWeb, words: str) -> None:
    said = shell(*words.split())

    assert said.code == 1
    assert "skipped: offline and no kept answer" in said.err
    assert web.requests == []


def test_what_stands_behind_two_dashes_is_no_option(shell: Shell) -> None:
    said = shell("list", "--", "--offline", "--db")

    assert (said.code, said.out) == (0, "")
    assert "no paper matches" in said.err


@pytest.mark.parametrize("words", READING + SAYING)
def test_an_absent_catalog_is_told_in_a_line_and_not_made(bare: Shell, words: str) -> None:
    said = bare(*words.split())

    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        f"survey: there is no catalog at {bare.catalog}",
        "hint: `survey init` makes one here",
    ]
    assert not bare.catalog.parent.exists()


@pytest.mark.parametrize("words", ["source list", "config show", "config path", "db path", "list --help"])
def test_what_needs_no_catalog_makes_none(bare: Shell, words: str) -> None:
    said = bare(*words.split())

    assert said.code == 0
    assert said.out
    assert not bare.catalog.parent.exists()


@pytest.mark.parametrize(
    "words",
    [
        "list --json",
        "list lanterns --json",
        "list --json lanterns nothing",
        "list --json lanterns -sparse",
        "list -author:moreau --json",
        "list year:abc --json",
    ],
)
def test_the_quick_answer_is_the_one_that_the_option_parser_gives(full: Shell, words: str) -> None:
    quick, slow = full(*words.split()), full(*words.split(), "-n", "500")

    assert quick == slow


@pytest.mark.parametrize(
    "words", ["lanterns -sparse", "-sparse lanterns", "lanterns -sparse -n 5", "-n 5 -sparse -- lanterns"]
)
def test_what_is_not_wanted_is_no_option_wherever_it_stands(full: Shell, words: str) -> None:
    said = full("list", *words.split())

    assert (said.code, [row[0] for row in said.rows]) == (0, ["okonkwo2020harbour"])


@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        (["--help"], {*HEAVY, "dataclasses", "sqlite3"}),
        (["--version"], HEAVY),
        (["lits"], HEAVY),
        (["list", "lanterns", "--json"], {*HEAVY, "dataclasses"}),
        (["list", "lanterns", "author:moreau", "year:2020..", "-sea", "--json"], {*HEAVY, "dataclasses"}),
    ],
)
def test_a_quick_answer_opens_no_heavy_room(shell: Shell, words: list[str], forbidden: set[str]) -> None:
    ask = f"import sys; from survey.cli.front import answer; answer({words!r}); print(*sys.modules, file=sys.stderr)"

    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, timeout=60, check=True)

    opened = {name.partition(".")[0] for name in said.stderr.split()}
    assert "survey" in opened
    assert opened & forbidden == set()


def test_list_json_is_an_array_of_a_paper_a_line(full: Shell) -> None:
    lines = full("list", "--json", "lanterns").out.splitlines()

    assert (lines[0], lines[-1]) == ("[", "]")
    assert {json.loads(line.rstrip(","))["key"] for line in lines[1:-1]} == {"moreau2021sparse", "okonkwo2020harbour"}


def test_an_empty_survey_is_an_empty_array(shell: Shell) -> None:
    assert shell("list", "--json").json == []
