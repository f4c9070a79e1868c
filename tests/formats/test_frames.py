"""Data frames, and that nobody pays for them who wants none."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd

from survey.formats.frames import frame
from tests.formats.views import lattice, paper


def test_counts_are_integers_beside_what_is_unknown() -> None:
    found = frame([lattice(), paper(key="b")], ["key", "title", "year", "citations"])

    assert list(found.columns) == ["key", "title", "year", "citations"]
    assert str(found["year"].dtype) == "Int64"
    assert found["citations"][0] == 123
    assert found["citations"][1] is pd.NA
    assert found["title"].isna().tolist() == [False, True]


def test_no_papers_are_an_empty_frame() -> None:
    found = frame([], ["key", "year"])

    assert found.empty
    assert list(found.columns) == ["key", "year"]


def test_the_other_formats_do_without_pandas() -> None:
    program = "import sys; from survey.formats.format import formats; formats(); print('pandas' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "False"
