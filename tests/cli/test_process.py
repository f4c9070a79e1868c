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
