"""How near the lines are to what people wrote of the same papers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from survey.reading.one_line import one_line
from survey.reading.whole import stands

_SHARED = os.environ.get("SURVEY_SHARED")
pytestmark = [
    pytest.mark.skipif(not _SHARED, reason="SURVEY_SHARED is not set: it names the folder with data/scitldr"),
    pytest.mark.skipif(
        not (Path(_SHARED or ".") / "data" / "scitldr").is_dir(), reason="there is no data/scitldr in SURVEY_SHARED"
    ),
]


def test_the_lines_reach_their_target_on_the_development_set() -> None:
    pytest.importorskip("rouge_score", reason="rouge-score is not installed")
    from benchmarks.scitldr import papers, score

    read = papers("dev")
    said = [one_line(paper.title, paper.abstract) or "" for paper in read]

    assert score([paper.targets for paper in read], said)[0] >= 42.0


def test_every_line_of_a_real_paper_stands_and_is_its_own_line() -> None:
    from benchmarks.scitldr import papers

    said = [(paper.title, one_line(paper.title, paper.abstract)) for paper in papers("dev")]

    assert [text for _, text in said if text is None or not stands(text)] == []
    assert [text for title, text in said if one_line(title, text) != text] == []
