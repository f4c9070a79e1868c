"""Asking again: what changed is told, what failed overwrites nothing, and the user's word stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from survey.demo.facts import Code, Facts
from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import use
from tests.dump.making import Shelf as Dumps
from tests.dump.making import row, table, task
from tests.workflow.papers import PAPERS, SPARSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Shell

KEY = "moreau2021sparse"
NEW_CODE: Code = {"url": "https://github.com/castellanos/again"}
CITED_MORE: Facts = {
    **SPARSE,
    "citations": {"count": 55, "on": "2021-07-01", "source": "semantic_scholar"},
    "venue": "Transactions on Lanterns",
    "summary": "Looks at few places to read long documents.",
}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScholarlyWeb]:
    """A web that has heard more of a paper since."""
    with ScholarlyWeb([CITED_MORE, *PAPERS[1:]]) as web:
        use(web, monkeypatch)
        yield web


def test_what_changed_is_told_with_what_it_was(full: Shell, later: ScholarlyWeb) -> None:
    said = full("refresh", KEY)

    assert said.code == 0
    assert [KEY, "citations", "41", "55"] in said.rows
    assert [KEY, "venue", "CVPR", "Transactions on Lanterns"] in said.rows
    assert "1 asked about, 1 changed" in said.err
    assert full.paper(KEY)["citations"]["count"] == 55


def test_a_line_is_told_with_who_wrote_it(full: Shell, later: ScholarlyWeb) -> None:
    (now,) = (row[3] for row in full("refresh", KEY).rows if row[1] == "summary")

    assert now == "Looks at few places to read long documents. (semantic_scholar)"


def test_changes_as_json_are_by_paper_and_field(full: Shell, later: ScholarlyWeb) -> None:
    said = full("refresh", KEY, "--json")

    changes = said.json
    assert changes.keys() == {KEY}
    assert changes[KEY]["venue"] == {"before": "CVPR", "now": "Transactions on Lanterns"}
    assert changes[KEY]["citations"]["now"]["count"] == 55


def test_an_answer_that_is_kept_is_asked_for_anew(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "-s", "semantic_scholar")
    asked = len(web.requests)

    said = shell("refresh", KEY, "-s", "semantic_scholar")

    assert (said.code, said.out) == (0, "")
    assert "1 asked about, 0 changed" in said.err
    assert len(web.requests) == asked + 1


def test_what_was_heard_of_lately_is_not_stale(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "-s", "arxiv")
    asked = len(web.requests)

    said = shell("refresh")

    assert (said.code, said.out) == (0, "")
    assert "nothing is stale" in said.err
    assert len(web.requests) == asked


def test_only_the_papers_that_hold_the_words_are_asked_about(full: Shell, later: ScholarlyWeb) -> None:
    said = full("refresh", "--words", "year:2021 sparse")
    none = full("refresh", "--words", "submarines")

    assert {row[0] for row in said.rows} == {KEY}
    assert "1 asked about" in said.err
    assert (none.code, none.out) == (0, "")
    assert "no paper matches" in none.err


def test_nothing_stale_is_an_empty_object(shell: Shell) -> None:
    assert shell("refresh", "--json").json == {}


@pytest.mark.parametrize("span", ["soon", "30", "30m", "-1d", ""])
def test_a_span_that_is_none_is_asked_wrongly(shell: Shell, span: str) -> None:
    said = shell("refresh", f"--stale={span}")

    assert (said.code, said.out) == (2, "")
    assert "as in 12h, 30d, 8w" in said.err


@pytest.mark.parametrize("kind", [Kind.DOWN, Kind.REFUSE, Kind.NULLS, Kind.LIE, Kind.CUT, Kind.PAGE])
def test_a_failed_refresh_overwrites_nothing(full: Shell, later: ScholarlyWeb, kind: Kind) -> None:
    before = full.papers()
    later.faults |= dict.fromkeys(later.base_urls, Fault(kind=kind))
    # A host of code has no lies to tell, and says with each good answer on which day it was looked at.
    later.faults["github"] = Fault(kind=Kind.DOWN)

    said = full("refresh", KEY)

    assert said.out == ""
    assert full.papers() == before
    if kind in {Kind.DOWN, Kind.REFUSE, Kind.CUT, Kind.PAGE}:
        assert said.code == 1


def test_where_one_source_fails_the_others_news_are_kept(full: Shell, later: ScholarlyWeb) -> None:
    later.faults["crossref"] = Fault(kind=Kind.DOWN)

    said = full("refresh", KEY)

    assert said.code == 3
    assert "crossref: down" in said.err
    assert full.paper(KEY)["citations"]["count"] == 55


def test_a_dry_run_tells_changes_and_makes_none(full: Shell, later: ScholarlyWeb) -> None:
    rows = full.rows()

    said = full("refresh", KEY, "--dry-run")

    assert [KEY, "citations", "41", "55"] in said.rows
    assert full.rows() == rows


def test_a_refresh_never_overwrites_your_edit(full: Shell, later: ScholarlyWeb) -> None:
    full("set", KEY, "venue=Journal of Light", "summary=My own words.", "citations=3", "year=2019", "title=Mine")

    full("refresh", KEY)

    mine = full.paper(KEY)
    assert (mine["venue"], mine["year"], mine["title"]) == ("Journal of Light", 2019, "Mine")
    assert mine["summary"] == {"text": "My own words.", "made_by": "hand", "model": None}
    assert (mine["citations"]["count"], mine["citations"]["source"]) == (3, "hand")


def test_an_edit_taken_back_lets_the_news_show(full: Shell, later: ScholarlyWeb) -> None:
    full("set", KEY, "venue=Journal of Light")
    full("refresh", KEY)

    full("set", KEY, "venue=")

    assert full.paper(KEY)["venue"] == "Transactions on Lanterns"


def test_what_became_of_a_paper_is_told_in_words(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    appeared: Facts = {**PAPERS[1], "venue": "ICLR", "year": 2021, "repositories": [NEW_CODE]}
    with ScholarlyWeb([SPARSE, appeared]) as web:
        use(web, monkeypatch)
        said = full("refresh", "tidal memory")
        again = full("refresh", "tidal memory")

    assert "castellanos2020tidal was a preprint on arXiv, and has appeared in ICLR 2021" in said.err
    assert f"castellanos2020tidal has more code: {NEW_CODE['url']}" in said.err
    assert "castellanos2020tidal" not in again.err


def test_news_as_json_are_beside_the_fields(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with ScholarlyWeb([SPARSE, {**PAPERS[1], "venue": "ICLR", "year": 2021}]) as web:
        use(web, monkeypatch)
        said = full("refresh", "tidal memory", "--dry-run", "--json")

    text = "was a preprint on arXiv, and has appeared in ICLR 2021"
    assert said.json["castellanos2020tidal"]["news"] == [{"kind": "published", "text": text}]


def beams(value: str) -> Any:
    """The leaderboard of a dump, on which the value of another model stands first."""
    return task(
        "Reading", table("LongDocs", row("Beam-XL", {"Accuracy": value}, paper_title="Beams"), row("Lantern-L"))
    )


def test_what_is_beaten_on_a_leaderboard_that_is_known_here_is_told_once(full: Shell, web: ScholarlyWeb) -> None:
    dumps = Dumps(full.folder)
    dumps.take(beams("90%"), name="boards.json")

    trial, first, again = full("refresh", KEY, "--dry-run"), full("refresh", KEY), full("refresh", KEY)
    dumps.take(beams("93%"), name="boards.json")
    later = full("refresh", KEY, "--json")

    line = f"{KEY} is beaten on Reading on LongDocs: Accuracy 81.5%, now 90% by Beam-XL"
    assert line in trial.err
    assert line in first.err
    assert "in all: 1 beaten" in first.err
    assert "0 changed" in first.err
    assert "beaten" not in again.err
    assert [each["kind"] for each in later.json[KEY]["news"]] == ["beaten"]
    assert "now 93% by Beam-XL" in later.err


def test_what_was_told_of_leaderboards_stands_in_the_log(full: Shell, web: ScholarlyWeb) -> None:
    Dumps(full.folder).take(beams("90%"), name="boards.json")

    full("refresh", KEY)

    (run,) = [run for run in full("run", "list", "--json").json if run["source"] == "leaderboards"]
    assert run["sent"] == [f"{KEY} is beaten on Reading on LongDocs: Accuracy 81.5%, now 90% by Beam-XL"]
    assert (run["outcome"], run["requests"]) == ("answered", 0)


def test_the_end_says_of_how_many_papers_there_is_news(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    appeared: Facts = {**PAPERS[1], "venue": "ICLR", "year": 2021, "repositories": [NEW_CODE]}
    with ScholarlyWeb([SPARSE, appeared]) as web:
        use(web, monkeypatch)
        said = full("refresh", "--stale", "0d")

    assert said.err.splitlines()[-1] == "in all: 1 newly published, 1 with new code"


def test_offline_what_was_not_asked_shows_in_the_exit_code(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "-s", "arxiv")

    some, all_kept, none = (
        shell("--offline", "refresh", "2001.00001", *(word for name in names for word in ("-s", name)))
        for names in (("arxiv", "openalex"), ("arxiv",), ("openalex",))
    )

    assert (some.code, all_kept.code, none.code) == (3, 0, 1)
    assert "openalex: skipped: offline and no kept answer" in some.err


@pytest.mark.parametrize("service", ["semantic_scholar", "openalex", "crossref", "arxiv", "hugging_face"])
def test_an_answer_that_says_nothing_overwrites_nothing(
    full: Shell, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    before = full.papers()
    with ScholarlyWeb([]) as empty:
        use(empty, monkeypatch)
        said = full("refresh", KEY, "-s", service)

    assert (said.code, said.out) == (0, "")
    assert "nothing found" in said.err
    assert full.papers() == before


def test_counts_become_a_series(full: Shell, later: ScholarlyWeb) -> None:
    full("set", KEY, "citations=3")

    full("refresh", KEY)

    shown = full("show", KEY, "--history", "--json").json
    counts = {(each["source"], each["count"]) for each in shown["counts"]}
    assert {("hand", 3), ("semantic_scholar", 55)} <= counts
    assert any(account["superseded"] for account in shown["history"])


def test_a_paper_that_is_not_there_is_a_question_of_which(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("refresh", "nobody")

    assert (said.code, said.out) == (4, "")
    assert web.requests == []
