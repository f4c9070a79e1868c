"""Which papers are one: pairs, same, different."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import use
from tests.cli.shapes import PAPER
from tests.demo.asking import paper

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


@pytest.fixture
def alike(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A survey of two papers with almost one title."""
    authors = ["Ada Moreau", "Grace Lindqvist"]
    twins = [
        paper(1, title="Sparse Lanterns for Long Documents", authors=authors),
        paper(2, title="Sparse Lanterns for Long Document", authors=authors),
    ]
    for each in twins:
        del each["arxiv"]
    with ScholarlyWeb(twins) as web:
        use(web, monkeypatch)
        shell("add", "10.1000/1", "-s", "crossref")
        shell("add", "10.1000/2", "-s", "crossref")
    return shell


def keys(shell: Shell) -> list[str]:
    return [each["key"] for each in shell.papers()]


def test_look_alikes_are_a_pair_to_decide(alike: Shell) -> None:
    said = alike("pairs")
    (pair,) = alike("pairs", "--json").json

    assert said.code == 0
    assert all(key in said.out for key in keys(alike))
    assert "1 to decide" in said.err
    assert pair.keys() == {"first", "second", "why", "noticed", "score", "evidence", "related"}
    assert all(each.keys() == {"field", "first", "second", "agreement"} for each in pair["evidence"])
    assert pair["first"].keys() == pair["second"].keys() == PAPER


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_what_is_undone_is_told_by_the_keys_of_the_papers(alike: Shell, verdict: str) -> None:
    one, other = keys(alike)
    alike(verdict, one, other)

    said = alike("undo")

    assert f"undone: {verdict} {one} {other}" in said.out + said.err


def test_where_there_is_no_doubt_there_is_no_pair(full: Shell) -> None:
    said = full("pairs")

    assert (said.code, said.out) == (0, "")
    assert "no doubtful pair" in said.err
    assert full("pairs", "--json").json == []


def test_two_that_are_the_same_become_one_that_answers_to_both_names(alike: Shell) -> None:
    one, other = keys(alike)
    alike("note", other, "said of the other")

    said = alike("same", one, other)

    assert (said.code, said.out) == (0, "")
    assert keys(alike) == [one]
    assert alike.paper(other)["key"] == one
    assert alike.paper("10.1000/2")["key"] == one
    assert alike.paper(one)["notes"][0]["text"] == "said of the other"
    assert alike("pairs", "--json").json == []


def test_a_merge_can_be_taken_back(alike: Shell) -> None:
    before = alike.papers()
    alike("same", *keys(alike))

    alike("undo")

    assert alike.papers() == before
    assert len(alike("pairs", "--json").json) == 1


def test_two_that_are_different_are_never_asked_about_again(alike: Shell, web: ScholarlyWeb) -> None:
    said = alike("different", *keys(alike))

    assert (said.code, said.out) == (0, "")
    assert len(keys(alike)) == 2
    assert alike("pairs", "--json").json == []


def test_a_paper_is_not_asked_to_be_itself(full: Shell) -> None:
    said = full("same", "moreau2021sparse", "2001.00001")

    assert said.code == 2
    assert "one paper already" in said.err


def test_the_evidence_stands_side_by_side(alike: Shell) -> None:
    lines = alike("pairs").out.splitlines()

    title = next(place for place, line in enumerate(lines) if line.startswith("  ≈ title:"))
    assert lines[title : title + 2] == [
        "  ≈ title:       Sparse Lanterns for Long Documents",
        "                 Sparse Lanterns for Long Document",
    ]
    assert any(line.startswith("  = authors:") for line in lines)
    assert any(line.startswith("  ≠ identifiers:") for line in lines)
    assert "    moreau2020sparse: https://doi.org/10.1000/1" in lines


def test_what_would_repaint_the_screen_is_shown_as_what_it_is(alike: Shell) -> None:
    alike("set", "10.1000/1", "title=Sparse Lanterns \u202e for Long Documents")

    assert "\u202e" not in alike("pairs").out


@pytest.mark.parametrize(
    ("typed", "left", "still_doubtful"),
    [("s\n", 1, 0), ("same\n", 1, 0), ("d\n", 2, 0), ("\n", 2, 1), ("q\n", 2, 1), ("", 2, 1), ("what\nd\n", 2, 0)],
)
def test_pairs_are_decided_one_by_one(alike: Shell, typed: str, left: int, still_doubtful: int) -> None:
    before = alike.papers()

    said = alike("pairs", "--decide", stdin=typed)

    assert said.code == 0
    assert (len(keys(alike)), len(alike("pairs", "--json").json)) == (left, still_doubtful)
    if not still_doubtful:
        alike("undo")
        assert alike.papers() == before
        assert len(alike("pairs", "--json").json) == 1


def test_each_pair_is_asked_about_once(alike: Shell) -> None:
    said = alike("pairs", "--decide", stdin="\n\n\n")

    assert said.err.count("same (s)") == 1
    assert "that was the last pair" in said.err


def test_the_last_decision_can_be_taken_back_at_once(alike: Shell) -> None:
    before = alike.papers()

    said = alike("pairs", "--decide", stdin="u\ns\nq\n")
    assert "nothing was decided yet" in said.err
    assert "1 decided, 0 to decide" in said.err
    alike("undo")

    said = alike("pairs", "--decide", "-n", "1", stdin="d\n")
    assert "1 decided, 0 to decide" in said.err
    alike("undo")
    assert alike.papers() == before


@pytest.mark.parametrize(("typed", "decided"), [(b"s\n", 1), (b"?\n", 0), (b"\n", 0), (b"q\n", 0)])
def test_whoever_stops_is_told_what_is_left(alike: Shell, typed: bytes, decided: int) -> None:
    said = alike("pairs", "--decide", stdin=typed.decode())

    assert ("1 to decide" in said.err.splitlines()[-1]) is (typed in {b"?\n", b"\n"})
    assert f"{decided} decided" in said.err or typed == b"q\n"


def test_at_a_screen_of_eighty_columns_no_line_is_longer(alike: Shell) -> None:
    alike("set", "10.1000/1", f"abstract={'Lanterns in the fog. ' * 20}")

    shown = at_a_terminal(b"q\n")

    assert max(map(len, shown.splitlines())) <= 80
    assert "\n" + " " * 17 in shown


def at_a_terminal(typed: bytes) -> str:
    """What `survey pairs` shows on a screen of 80 columns to somebody who has typed this."""
    mine, theirs = pty.openpty()
    os.write(mine, typed)
    environment = os.environ | {"COLUMNS": "80"}
    command = [sys.executable, "-m", "survey", "pairs"]
    subprocess.run(command, stdin=theirs, stdout=theirs, stderr=theirs, timeout=30, check=True, env=environment)
    os.close(theirs)
    shown = b""
    while select.select([mine], [], [], 1)[0]:
        try:
            shown += os.read(mine, 65536)
        except OSError:
            break
    os.close(mine)
    return shown.decode().replace("\r\n", "\n")


def test_a_program_is_not_asked(alike: Shell) -> None:
    assert alike("pairs", "--decide", "--json").code == 2
    assert alike("pairs", stdin="s\n").code == 0
    assert len(keys(alike)) == 2


def test_at_a_terminal_pairs_are_asked_about_at_once(alike: Shell) -> None:
    mine, theirs = pty.openpty()
    os.write(mine, b"d\n")

    subprocess.run(
        [sys.executable, "-m", "survey", "pairs"], stdin=theirs, stdout=theirs, stderr=theirs, timeout=30, check=True
    )

    os.close(theirs)
    os.close(mine)
    assert len(keys(alike)) == 2
    assert alike("pairs", "--json").json == []
