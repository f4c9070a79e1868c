"""Every command that the README shows is run, and says what the README says it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from survey.cli.verbs import VERBS
from survey.demo.server import ScholarlyWeb

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_WRITTEN_ON = "2026-11-24"
"""The day on which the outputs in the README were made; a run on another day prints that day in its place."""


def blocks(kind: str) -> list[str]:
    return [body for found, body in _BLOCK.findall(README) if found == kind]


def steps() -> list[tuple[str, str]]:
    """Each command of the README with the output shown below it."""
    shown = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            shown.append((command, output))
    return shown


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A new user's machine, on which the box stands in for the world."""
    with ScholarlyWeb() as web:
        urls = {f"SURVEY_{name.upper()}_URL": url for name, url in web.base_urls.items()}
        homes = {
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
        }
        yield {
            **{name: value for name, value in os.environ.items() if not name.startswith("SURVEY_")},
            **urls,
            **homes,
            "SURVEY_CACHE_DIR": str(tmp_path / "cache"),
            "SURVEY_MAILTO": "ada@example.org",
            "SURVEY_POLITENESS": "0",
            "PYTHONUNBUFFERED": "1",
        }


def run(command: str, folder: Path, environ: dict[str, str]) -> str:
    program, *words = shlex.split(command)
    assert program == "survey"
    done = subprocess.run(
        [sys.executable, "-m", "survey", *words],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 3}, done.stdout
    return done.stdout.replace(datetime.now(UTC).date().isoformat(), _WRITTEN_ON)


def test_every_command_of_the_readme_says_what_the_readme_shows(tmp_path: Path, workspace: dict[str, str]) -> None:
    folder = tmp_path / "survey"
    folder.mkdir()

    said = [(command, run(command, folder, workspace)) for command, _ in steps()]

    assert said == steps()


def test_every_block_of_the_readme_is_of_a_kind_that_is_tried() -> None:
    assert {kind for kind, _ in _BLOCK.findall(README)} <= {"console", "sh"}
    for block in blocks("sh"):
        for line in block.strip().splitlines():
            program, target = line.split()
            assert program == "make"
            tried = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
            assert tried.returncode == 0
            assert "survey demo" in tried.stdout or "pytest" in tried.stdout


def test_every_verb_stands_in_the_readme() -> None:
    assert all(re.search(rf"\b{verb}\b", README) for verb in VERBS)
