"""Killed at any moment, and written by two at once: nothing is lost, nothing is half."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from survey.catalog import edit
from survey.catalog.catalog import Catalog
from survey.catalog.take import take
from survey.model.record import Record
from tests.catalog.making import LATER, NOW, Shelf, faults
from tests.model.making import record

MOMENTS = 30
# Forked after everything is imported: a child then begins to write at once.
_FORK = multiprocessing.get_context("fork")


def account(number: int, citations: str = "") -> Record:
    return record(
        key=f"2001.{number:05d}",
        ids=[f"arxiv:2001.{number:05d}"],
        title=f"Lantern number {number} {citations}",
        authors=("Ada Moreau",),
        year=2020,
    )


def add_and_refresh(path: Path) -> None:
    """What a user does in a minute: a new catalog, papers added, tagged, and heard of again."""
    catalog = Catalog(path)
    for page in range(3):
        intake = take(catalog, [account(number) for number in range(page * 20, page * 20 + 20)], now=NOW)
        edit.add_papers(catalog, sorted(intake.papers.values()), now=NOW, tags=["seen"])
    take(catalog, [account(number, "again") for number in range(60)], now=LATER)
    catalog.close()


def killed_after(path: Path, seconds: float) -> bool:
    """Whether the child that works on `path` was killed before it was done."""
    child: BaseProcess = _FORK.Process(target=add_and_refresh, args=(path,))
    child.start()
    time.sleep(seconds)
    if child.is_alive() and child.pid:
        os.kill(child.pid, signal.SIGKILL)
    child.join()
    return child.exitcode == -signal.SIGKILL


def test_killed_at_any_moment_the_catalog_is_whole_and_the_command_can_be_run_again(tmp_path: Path) -> None:
    add_and_refresh(tmp_path / "warm.sqlite")
    begun = time.monotonic()
    add_and_refresh(tmp_path / "whole.sqlite")
    whole = time.monotonic() - begun
    chance = random.Random(2021)
    killed = 0

    for moment in range(MOMENTS):
        path = tmp_path / f"{moment}.sqlite"
        killed += killed_after(path, chance.uniform(0, whole))
        if path.exists():
            assert Catalog(path).upgrade() is None
            assert faults(path) == []

    last = tmp_path / f"{MOMENTS - 1}.sqlite"
    add_and_refresh(last)
    assert killed > MOMENTS // 3
    assert faults(last) == []
    assert Shelf(last).rows("SELECT count(*) FROM paper WHERE added_at IS NOT NULL") == [(60,)]


def take_many(path: Path, first: int) -> None:
    catalog = Catalog(path)
    for number in range(first, first + 30):
        take(catalog, [account(number)], now=NOW + timedelta(seconds=number))
    catalog.close()


def test_two_processes_that_write_at_once_both_succeed(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    children = [_FORK.Process(target=take_many, args=(path, first)) for first in (0, 20)]

    for child in children:
        child.start()
    for child in children:
        child.join()

    assert [child.exitcode for child in children] == [0, 0]
    assert faults(path) == []
    assert Shelf(path).rows("SELECT count(*) FROM record WHERE superseded_at IS NULL") == [(50,)]
