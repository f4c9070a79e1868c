"""Real papers with truth made by hand: what is asked of the reading."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.related_work import html_titles, latex_figures

SHARED = os.environ.get("SURVEY_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="SURVEY_SHARED names no folder with real papers")


def test_real_papers_are_read_as_well_as_promised() -> None:
    figures = latex_figures(Path(SHARED or ""))

    assert figures.f1 >= 0.995
    assert figures.exact >= 42
    assert figures.titles >= 0.97
    assert figures.seconds <= 0.3


def test_real_pages_give_the_titles() -> None:
    right, titles, _ = html_titles(Path(SHARED or ""))

    assert right / titles >= 0.95
