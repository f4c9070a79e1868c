"""Searches as a review reports them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from survey.formats.csv import Csv
from survey.formats.markdown import Markdown
from survey.formats.searches import methods, table_of, words_and_limits
from survey.model.search_log import Asked, KeptAnswer, SearchLog


def asked(run: int = 1, **said: Any) -> Asked:
    """One asking of a source."""
    usual: dict[str, Any] = {
        "source": "arxiv", "at": "2026-11-20T12:00:00+00:00", "typed": "lanterns", "sent": ("GET https://x/?q=1",),
        "hits": 3, "new": 2, "outcome": "answered", "message": None,
    }  # fmt: skip
    return Asked(run, **{**usual, **said})


LOG = SearchLog(
    [
        asked(),
        asked(2, source="dblp", hits=4, new=1, sent=("GET https://y/?q=1", "GET https://y/?q=1&p=2")),
        asked(3, at="2026-11-22T08:30:00+00:00", typed="lanterns --since 2020 -n 100", hits=1_000, new=0),
        asked(4, source="openalex", outcome="down", message="no answer", hits=0, new=0),
    ],
    papers=3,
    in_survey=1,
)


def rows(log: SearchLog) -> list[dict[str, str]]:
    """The table as a spreadsheet reads it."""
    out = io.StringIO()
    Csv().write(table_of(log), out)
    return list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"))))


def test_each_asking_is_a_row_with_its_search_its_limits_and_what_came() -> None:
    first, second, third, fourth = rows(LOG)

    assert first == {
        "run": "1", "source": "arxiv", "at": "2026-11-20 12:00:00", "words": "lanterns", "limits": "'-n 25",
        "sent": "GET https://x/?q=1", "hits": "3", "new": "2", "outcome": "answered",
    }  # fmt: skip
    assert second["sent"] == "GET https://y/?q=1 ; GET https://y/?q=1&p=2"
    assert third["limits"] == "'--since 2020 -n 100"
    assert fourth["outcome"] == "down: no answer"


def test_the_paragraph_says_who_when_what_and_how_many() -> None:
    assert methods(LOG) == (
        "We searched arxiv, dblp and openalex between 2026-11-20 and 2026-11-22. The searches were “lanterns” and "
        "“lanterns --since 2020 -n 100”; the requests stand in the table. They returned 1,007 "
        "records, from which 3 papers remained that no earlier search or list had brought, after records of one work "
        "had been merged. Of these, 1 is in the survey. Not every request was answered: see the outcomes of openalex."
    )


def test_an_answer_that_was_kept_is_told_from_a_request_that_was_sent_and_from_none() -> None:
    log = SearchLog(
        [
            asked(),
            asked(2, sent=(), kept=(KeptAnswer("GET https://x/?q=1", "2026-11-19"),)),
            asked(
                3, kept=(KeptAnswer("GET https://x/?q=2", "2026-11-18"), KeptAnswer("GET https://x/?q=3", "2026-11-17"))
            ),
            asked(4, sent=(), outcome="skipped", message="offline and no kept answer"),
            asked(5, sent=(), source="papers_with_code", kept=(KeptAnswer(None, "2025-07-28"),)),
        ],
        papers=2,
        in_survey=0,
    )

    assert [row["sent"] for row in rows(log)] == [
        "GET https://x/?q=1",
        "not sent, its answer was kept on 2026-11-19: GET https://x/?q=1",
        "GET https://x/?q=1 ; not sent, its answer was kept on 2026-11-18: GET https://x/?q=2 ; "
        "not sent, its answer was kept on 2026-11-17: GET https://x/?q=3",
        "",
        "none: a dump on this machine, of 2025-07-28",
    ]
    paragraph = methods(log)
    assert "1 asking was answered in full from what was kept on 2026-11-19." in paragraph
    assert "1 asking was answered in part from what was kept on 2026-11-17 and 2026-11-18." in paragraph
    assert r"For papers\_with\_code a dump on this machine answered, of 2025-07-28." in paragraph


def test_where_nothing_was_searched_the_paragraph_says_so() -> None:
    assert methods(SearchLog([], 0, 0)) == "No database has been searched yet."
    assert rows(SearchLog([], 0, 0)) == []


def test_a_search_that_looks_like_markup_is_only_text() -> None:
    evil = SearchLog([asked(typed="<script>|[x](y)\n# z")], 0, 0)
    out = io.StringIO()

    Markdown().write(table_of(evil), out)

    for text in (out.getvalue(), methods(evil)):
        assert "<script>" not in text
        assert "[x](y)" not in text
    assert len(out.getvalue().strip().splitlines()) == 3


@pytest.mark.parametrize(
    ("typed", "words", "limits"),
    [
        ("lanterns", "lanterns", ""),
        ("lanterns -n 3", "lanterns", "-n 3"),
        ("--venue CVPR --since 2020", "", "--venue CVPR --since 2020"),
        ("fog --venue 'Journal of Fog' --until 2021 -n 7", "fog", "--venue 'Journal of Fog' --until 2021 -n 7"),
        ("what --since means", "what --since means", ""),
        ("fog --venue 'It'\"'\"'s Foggy'", "fog", "--venue 'It'\"'\"'s Foggy'"),
        ("fog -n", "fog -n", ""),
    ],
)
def test_words_and_limits_are_told_apart(typed: str, words: str, limits: str) -> None:
    assert words_and_limits(typed) == (words, limits)
