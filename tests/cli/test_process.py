"""The command as a process of its own: interrupted, cut off by its reader, and without a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from survey.demo.faults import Fault, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from survey.demo.server import ScholarlyWeb
    from tests.cli.conftest import Shell

SURVEY = [sys.executable, "-m", "survey"]


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    """The command at work, and gone for certain afterwards."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([*SURVEY, *words], stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(web: ScholarlyWeb, *services: str) -> None:
    """Nothing, as soon as each of `services` was asked something."""
    end = time.monotonic() + 30
    while not {service for service, _, _ in web.requests} >= set(services):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_had_arrived_when_the_user_interrupts_is_kept(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.STALL, seconds=60)
    with started("add", "2001.00001") as process:
        wait_for(web, "semantic_scholar", "arxiv", "hugging_face", "openalex")
        time.sleep(0.3)

        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=10)

    outcomes = shell.outcomes("add")
    assert process.returncode == 130
    assert "Traceback" not in told
    assert (outcomes["arxiv"], outcomes["semantic_scholar"]) == ("answered", "interrupted")
    assert [paper["title"] for paper in shell.papers()] == ["Sparse Lanterns for Long Documents"]
    assert shell("db", "check").code == 0


def test_an_interrupted_check_says_so_too(full: Shell, web: ScholarlyWeb) -> None:
    web.faults["arxiv"] = Fault(kind=Kind.STALL, seconds=60)
    with started("source", "check", "arxiv") as process:
        wait_for(web, "arxiv")

        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)

    assert process.returncode == 130


def seen_by_a_person(folder: Path, *words: str) -> tuple[str, str]:
    """What `words` write to stdout, which is a file, and what is painted on the terminal beside it."""
    ours, theirs = os.openpty()
    with (folder / "stdout").open("w+", encoding="utf-8") as answered:
        done = subprocess.run(
            [*SURVEY, *words],
            stdin=subprocess.DEVNULL,
            stdout=answered,
            stderr=theirs,
            timeout=30,
            check=False,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
        )
        os.close(theirs)
        assert done.returncode in {0, 3}
        painted = os.read(ours, 1_000_000).decode()
        os.close(ours)
        answered.seek(0)
        return answered.read(), painted


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("dedupe refs.bib", ("reading 1 file  entries 2", "comparing 2 entries")),
        ("--offline audit refs.bib", ("looking over 2 entries  looked up 2",)),
        ("export page.html", ("writing page.html  papers 4",)),
        ("export -f csv", ("writing  papers 4",)),
        ("export -f bibtex", ("writing  papers 4",)),
    ],
)
def test_how_far_it_is_shows_on_a_terminal_alone(full: Shell, words: str, told: tuple[str, ...]) -> None:
    (full.folder / "refs.bib").write_text("@misc{bees, title={Bees}}\n@misc{wasps, title={Wasps}}\n")

    answered, painted = seen_by_a_person(full.folder, *words.split())
    piped = full(*words.split())

    assert all(each in painted for each in told)
    assert answered == piped.out
    assert not any(each in piped.err for each in told)


def test_who_ends_the_question_which_to_add_has_interrupted(shell: Shell, web: ScholarlyWeb) -> None:
    ours, theirs = os.openpty()
    process = subprocess.Popen([*SURVEY, "search", "lanterns"], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    painted = ""
    while "Add which?" not in painted:
        painted += os.read(ours, 100_000).decode()

    os.write(ours, b"\x04")
    process.wait(timeout=30)

    painted = os.read(ours, 100_000).decode()
    os.close(ours)
    assert process.returncode == 130
    assert "survey: interrupted; what had arrived is kept" in painted
    assert shell.papers() == []


# More than a pipe holds: once it is written the command is reading.
_LONG = "% nothing\n" * 20_000


@pytest.mark.parametrize(
    ("words", "said"),
    [("audit -", "interrupted"), ("add -", "interrupted: nothing is added yet; run it again")],
)
def test_interrupted_before_anything_arrived_it_does_not_speak_of_what_did(shell: Shell, words: str, said: str) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([*SURVEY, *words.split()], stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdin
        process.stdin.write(_LONG)
        process.stdin.flush()

        process.send_signal(signal.SIGINT)
        answered, told = process.communicate(timeout=30)

    assert (process.returncode, answered, told) == (130, "", f"survey: {said}\n")


@pytest.mark.parametrize("words", [["list", "--json"], ["export", "refs.bib"], ["init"]])
def test_a_fault_of_ours_is_told_in_two_lines_and_where_it_is_for_who_asks(full: Shell, words: list[str]) -> None:
    # A standard library in which something is broken stands for whatever we did not think of.
    broken = full.folder / "broken"
    broken.mkdir()
    (broken / "sqlite3.py").write_text('raise ImportError("half\x1b an installation")\n', encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(broken)}

    plain, traced = (
        subprocess.run(
            [*SURVEY, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            env={**environ, "SURVEY_TRACE": trace},
        )
        for trace in ("", "1")
    )

    assert (plain.returncode, plain.stdout) == (1, "")
    assert plain.stderr.startswith("survey: this is a fault of survey: ImportError: half  an installation\nhint: ")
    assert len(plain.stderr.splitlines()) == 2
    assert traced.returncode == 1
    assert "Traceback" in traced.stderr


@pytest.mark.parametrize("options", [[], ["-u"]])
@pytest.mark.parametrize("words", ["list --json", "export", "--help"])
def test_a_reader_who_has_enough_is_no_failure(full: Shell, words: str, options: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    said = subprocess.run(
        [sys.executable, *options, "-m", "survey", *words.split()],
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
    )

    os.close(writing)
    assert (said.returncode, said.stderr) == (0, b"")


def test_without_a_terminal_nobody_is_asked_and_nothing_is_painted(shell: Shell, web: ScholarlyWeb) -> None:
    said = subprocess.run(
        [*SURVEY, "search", "lanterns"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )

    assert len(said.stdout.splitlines()) == 2
    assert "Add which?" not in said.stdout + said.stderr
    assert "\x1b" not in said.stdout + said.stderr


@pytest.mark.parametrize("words", [["list", "--json"], ["export"]])
def test_an_answer_to_a_program_is_utf_8_whatever_the_machine_speaks(full: Shell, words: list[str]) -> None:
    full("set", "2001.00001", "title=Lanternes éteintes 灯")

    said = subprocess.run(
        [*SURVEY, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )

    assert (said.returncode, said.stderr) == (0, b"")
    assert "Lanternes éteintes 灯" in said.stdout.decode()
