"""Lists of any length."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from survey.cli.ranked import show_views
from tests.formats.views import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def test_a_pipe_gets_a_paper_as_soon_as_it_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    printed = []

    def views() -> Iterator[str]:
        for key in ("one", "two", "three"):
            printed.append(capsys.readouterr().out)
            yield json.dumps(paper(key=key))

    count = show_views(views(), as_json=False)

    assert count == 3
    assert [text.split("\t")[0] for text in (*printed, capsys.readouterr().out)] == ["", "one", "two", "three"]


def test_what_the_user_has_read_stands_behind_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    views = [paper(key="new"), paper(key="read", details={"reading": "read"})]

    show_views(map(json.dumps, views), as_json=False)

    new, read = capsys.readouterr().out.splitlines()
    assert (new.split("\t")[7], read.split("\t")[7]) == ("", "read")
