"""What a person sees, whatever the papers are called: nothing that a terminal, a page or a spreadsheet would obey."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import pytest

from survey.cli import out
from survey.cli.front import answer
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import use
from tests.demo.asking import paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Shell

OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RED = "\x1b[31mRed\x07 Lantern\x9b5m\x7f \u202eneko"


@pytest.fixture(scope="module")
def painter() -> Iterator[ScholarlyWeb]:
    """A web in which every text tries to paint the screen."""
    red = paper(
        1,
        title=RED,
        authors=["Ada\x1b]0;owned\x07 Moreau"],
        abstract="All \x1b[2J gone.",
        venue="Jour\x9bnal",
        summary="Sum\x1b[Hmary.",
        summary_by="a\x07model",
    )
    with ScholarlyWeb([red]) as web:
        yield web


@pytest.fixture(scope="module")
def painted_catalog(painter: ScholarlyWeb, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey of such texts, and of what a user typed in the same manner."""
    folder = tmp_path_factory.mktemp("painted")
    with pytest.MonkeyPatch.context() as monkeypatch, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        use(painter, monkeypatch)
        monkeypatch.setenv("SURVEY_DB", str(folder / "catalog.sqlite"))
        monkeypatch.setenv("SURVEY_CACHE_DIR", str(folder / "cache"))
        monkeypatch.setenv("SURVEY_POLITENESS", "0")
        answer(["add", "10.1000/1", "-s", "semantic_scholar", "-s", "crossref"])
        answer(["set", "10.1000/1", "pdf=https://example.org/\x9b31m"])
        answer(["set", "10.1000/1", "code=https://example.org/\x1b[31m"])
        answer(["note", "10.1000/1", "no\x1b[31mte"])
        answer(["tag", "10.1000/1", "+t\x9bag"])
        answer(["search", "lan\x1b[31mtern\x9b", "-s", "semantic_scholar"])
    return folder / "catalog.sqlite"


@pytest.fixture
def painted(bare: Shell, painter: ScholarlyWeb, painted_catalog: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    use(painter, monkeypatch)
    bare.catalog.parent.mkdir()
    with closing(sqlite3.connect(painted_catalog)) as source, closing(sqlite3.connect(bare.catalog)) as copy:
        source.backup(copy)
    return bare


@pytest.mark.parametrize(
    "words",
    [
        "list", "list --json", "list --json -n 5", "show 10.1000/1", "show 10.1000/1 --history",
        "show 10.1000/1 --history --json", "why 10.1000/1 title", "why 10.1000/1 pdf --json", "export",
        "export -f tsv --columns key,title,authors,pdf,code,summary,made_by,tags,notes", "run list", "run list --json",
        "run show 3", "search lantern -s semantic_scholar", "search lantern -s semantic_scholar --json",
        "add 10.1000/1", "refresh 10.1000/1", "db check", "undo", "rm 10.1000/1", "show \x1b[31m\x9b",
        "list \x1b[31m\x9b", "add arxiv:\x1b[31m\x9b", "why 10.1000/1 \x1b[31m\x9b", "search x -s \x1b[31m\x9b",
        "export --columns \x1b[31m\x9b", "list --sort \x1b[31m\x9b",
    ],
)  # fmt: skip
def test_nothing_reaches_the_terminal_that_it_would_obey(painted: Shell, words: str) -> None:
    said = painted(*words.split(" "))

    assert said.out or said.err
    assert not OBEYED.search(said.out)
    assert not OBEYED.search(said.err)


def test_on_a_screen_nothing_is_obeyed_either(painted: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)

    said = painted("list")

    assert "Lantern" in said.out
    assert not OBEYED.search(said.out)


def test_on_a_screen_nothing_is_drawn_above_no_rows(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)

    audited = shell("audit")
    asked = shell("run", "list")

    assert (audited.out, audited.err) == ("", "nothing seems to be wrong\n")
    assert (asked.out, asked.err) == ("", "nobody was asked anything yet\n")


WILD = [
    "A | B | C",
    "<script>alert(1)</script> & more",
    "On $x_1 < y^2$ and `code` and *stars*",
    '=HYPERLINK("http://evil")',
    "[link](javascript:alert(1))",
    "Trailing backslash \\",
    "[bold]not markup[/bold] 灯 😀",
]


@pytest.fixture
def wild(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A survey of titles that mean something to a page or a spreadsheet."""
    papers = [paper(number, title=title) for number, title in enumerate(WILD, start=1)]
    with ScholarlyWeb(papers) as web:
        use(web, monkeypatch)
        shell("add", *(each["arxiv"] for each in papers), "-s", "semantic_scholar")
    return shell


def test_a_title_is_listed_as_it_is(wild: Shell) -> None:
    assert sorted(row[1] for row in wild("list").rows) == sorted(WILD)
    assert sorted(each["title"] for each in wild.papers()) == sorted(WILD)


def test_on_a_screen_a_title_is_no_markup(wild: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "is_screen", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")

    said = wild("list")

    assert "[bold]not markup[/bold]" in said.out


def test_a_title_stays_in_its_cell_of_the_table(wild: Shell) -> None:
    said = wild("export", "--columns", "title,year")

    rows = [line for line in said.out.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(WILD)
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 3 for row in rows)
    assert "<script>" not in said.out
    assert not re.search(r"(?<!\\)\]\(javascript:", said.out)


def test_a_formula_is_a_text_in_a_spreadsheet(wild: Shell) -> None:
    said = wild("export", "-f", "csv", "--columns", "title")

    titles = [row[0] for row in csv.reader(io.StringIO(said.out.removeprefix("\ufeff")))][1:]
    assert sorted(titles) == sorted([*WILD[:3], f"'{WILD[3]}", *WILD[4:]])
    assert "an apostrophe was put before 1 cell" in said.err


@pytest.mark.parametrize("text", ["\x1b[31m", "\x07", "\x9b", "\r", "\u202e", "\ud800", "\x7f"])
def test_a_character_that_would_be_obeyed_is_replaced(text: str) -> None:
    assert out.printable(f"a{text}b").startswith("a\ufffd")


@pytest.mark.parametrize("text", ["Ångström", "灯 😀", "a\tb\nc", "naïve—dash", "e\u0301"])
def test_any_other_character_stays(text: str) -> None:
    assert out.printable(text) == text
