"""`survey crawl`: what is reached, why, and what becomes of it."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import Shell, use
from tests.cli.shapes import PAPER
from tests.cli.test_process import started, wait_for
from tests.workflow.citing import arxiv, draft, facts, title
from tests.workflow.papers import DUNES

EVIDENCE = ["cited_by", "sections", "mentions", "cocited", "coupled", "per_year", "similarity", "rank"]
STEP = {"from", "way", "source", "section", "theme", "sentence", "how", "sure"}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScholarlyWeb]:
    """A web in which 1 and 2 share a reference, which goes on to 7."""
    with ScholarlyWeb(facts({1: [3, 4], 2: [4, 5], 4: [7]})) as box:
        use(box, monkeypatch)
        yield box


@pytest.fixture
def two(shell: Shell, web: ScholarlyWeb) -> Shell:
    """A shell in a workspace whose survey holds 1 and 2."""
    assert shell("add", arxiv(1), arxiv(2)).code == 0
    web.requests.clear()
    return shell


def test_candidates_are_rows_with_their_evidence_and_the_reason(two: Shell) -> None:
    said = two("crawl", "-n", "2")

    first, _ = said.rows
    assert said.code == 0
    assert first[:3] == ["1", title(4), "2020"]
    assert first[5:8] == ["2", "2", "2"]
    assert first[13].endswith("related-work: Another way is gone by [2001.00004].")


def test_it_is_told_what_each_round_brought_how_complete_it_is_and_what_it_cost(two: Shell, web: ScholarlyWeb) -> None:
    said = two("crawl", "--via", "references", "--depth", "2")

    assert "round 1: 3 found, 3 new, 0 already known, 1 looks relevant" in said.err
    assert "round 2: 1 found, 1 new, 0 already known, " in said.err
    assert ": 2 found (openalex says 2, semantic_scholar says 2)" in said.err
    assert f"done: {len(web.requests)} requests, " in said.err


def test_a_text_is_told_to_be_complete_or_not(two: Shell) -> None:
    assert ": 2 of 2 found" in two("crawl").err


def test_as_json_every_candidate_has_its_evidence_and_the_way_to_it(two: Shell) -> None:
    said = two("crawl", "--via", "references", "--via", "related-work", "--depth", "2", "--json")

    found = {each["title"]: each for each in said.json}
    assert all(each.keys() == {*PAPER, "score", "evidence", "via"} for each in said.json)
    assert [*found[title(4)]["evidence"]] == EVIDENCE
    assert [step.keys() for step in found[title(7)]["via"]] == [STEP, STEP]
    assert found[title(4)]["via"][0]["sentence"] == "Another way is gone by [2001.00004]."
    assert found[title(7)]["via"][1]["from"] == found[title(4)]["key"]


@pytest.mark.parametrize(
    ("picked", "added"),
    [("2", [4, 3]), ("all", [3, 4, 5]), ("none", []), ("1,3-3", None), ("9", [3, 4, 5])],
)
def test_what_is_picked_is_added_with_all_that_the_sources_know(
    two: Shell, picked: str, added: list[int] | None
) -> None:
    said = two("crawl", "--add", picked)

    titles = {paper["title"] for paper in two.papers()} - {title(1), title(2)}
    assert said.code == 0
    assert len(titles) == 2 if added is None else len(titles) == len(added)
    assert title(4) in titles or not added
    assert all("openalex" in paper["sources"] for paper in two.papers())


def test_without_a_pick_nothing_is_added(two: Shell) -> None:
    two("crawl")

    assert len(two.papers()) == 2


def test_a_dry_run_shows_and_keeps_nothing(two: Shell) -> None:
    before = two.rows()

    said = two("crawl", "--dry-run")

    assert len(said.rows) == 3
    assert two.rows() == before


def test_a_second_crawl_asks_nobody(two: Shell, web: ScholarlyWeb) -> None:
    first = two("crawl", "--via", "references")
    web.requests.clear()

    second = two("crawl", "--via", "references")

    assert (second.out, web.requests) == (first.out, [])
    assert "done: 0 requests, 0 bytes" in second.err


def test_a_draft_is_no_paper_but_what_it_cites_is_found(shell: Shell, web: ScholarlyWeb) -> None:
    entry = f"A. Doe. \\newblock {title(3)}. \\newblock arXiv:2001.00003, 2020."
    draft(
        shell.folder,
        r"\paragraph{Dunes.} As in \cite{a} and \cite{b}.",
        entry,
        "E. Falk. \\newblock A lost \x9bletter.",
    )

    said = shell("crawl", "draft.tex")
    left = shell("crawl", "draft.tex", "--unresolved", "--json")

    assert [row[1] for row in said.rows] == [title(3)]
    assert said.rows[0][13] == "draft.tex related-work › Dunes: As in [a] and [b]."
    assert "draft.tex: 1 of 2 found" in said.err
    assert shell.papers() == []
    (lost,) = left.json
    assert (lost["cited_by"], lost["key"], lost["mentions"][0]["theme"]) == ("draft.tex", "b", "Dunes")
    assert "lost" in lost["raw"]
    assert "\x9b" not in left.out + shell("crawl", "draft.tex", "--unresolved").out


def test_what_is_not_sure_is_told(shell: Shell, web: ScholarlyWeb) -> None:
    wrong = "A. Doe. \\newblock Quite another matter. \\newblock arXiv:2001.00003, 2020."
    draft(shell.folder, r"As in \cite{a} and \cite{b}.", wrong, f"A. Doe. \\newblock {title(4)}. \\newblock 2021.")

    said = shell("crawl", "draft.tex")
    steps = {each["title"]: each["via"][0] for each in shell("crawl", "draft.tex", "--json").json}

    assert sorted(row[13] for row in said.rows) == [
        "draft.tex related-work: As in [a] and [b]. (found by identifier, 50% sure)",
        "draft.tex related-work: As in [a] and [b]. (found by title, 90% sure)",
    ]
    assert (steps[title(4)]["how"], steps[title(4)]["sure"]) == ("title", 0.9)


def test_a_folder_is_a_draft_as_well(shell: Shell, web: ScholarlyWeb) -> None:
    (shell.folder / "paper").mkdir()
    draft(shell.folder / "paper", r"As in \cite{a}.", "A. Doe. \\newblock Title. \\newblock arXiv:2001.00003.")

    assert [row[1] for row in shell("crawl", "paper").rows] == [title(3)]


def test_works_that_are_compared_with_are_listed_though_they_are_in_the_survey(two: Shell) -> None:
    entries = [f"A. Doe. \\newblock Title. \\newblock arXiv:{arxiv(number)}." for number in (1, 3)]
    draft(two.folder, r"As in \cite{b}.", *entries, more=r"\section{Experiments}We beat \cite{a} and \cite{b}.")

    said = two("crawl", "draft.tex", "--baselines", "1")
    as_json = two("crawl", "draft.tex", "--baselines", "1", "--json").json

    assert {(row[1], row[3], row[4]) for row in said.rows} == {(title(1), "1", "in survey"), (title(3), "1", "")}
    assert all(each["compared_by"] == ["draft.tex"] for each in as_json)


@pytest.mark.parametrize(
    "words",
    [
        ["--via", "telepathy"],
        ["--saturation", "many"],
        ["--saturation", "120%"],
        ["--add", "3-1"],
        ["--resume", "2001.00001"],
        ["missing.tex"],
        ["missing.tar.gz"],
        ["--depth", "0"],
    ],
)
def test_what_has_no_meaning_is_asked_wrongly(two: Shell, words: list[str]) -> None:
    assert two("crawl", *words).code == 2


def test_a_paper_that_nobody_knows_is_a_question_which(two: Shell) -> None:
    assert two("crawl", "2001.00099").code == 4
    assert two("crawl", "no such title").code == 4


def test_a_source_that_fails_makes_it_done_in_part(two: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.FORBID)

    said = two("crawl", "--via", "references")

    assert (said.code, len(said.rows)) == (3, 3)
    assert "in part: " in said.err
    assert "survey crawl --resume" in said.err


def test_a_spent_budget_is_done_in_part_and_goes_on(two: Shell, web: ScholarlyWeb) -> None:
    short = two("crawl", "--via", "references", "--depth", "2", "--budget", "2")
    web.requests.clear()

    said = two("crawl", "--resume")

    assert short.code == 3
    assert "budget spent: 2 requests" in short.err
    assert said.code == (3 if "budget spent" in said.err else 0)
    assert len(web.requests) <= 2
    assert two("crawl", "--resume", "--budget", "50").code == 0
    assert two("crawl", "--resume").code == 2


def test_an_interrupted_crawl_keeps_what_arrived_and_goes_on(two: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.STALL, seconds=60)
    with started("crawl", "--via", "references") as process:
        wait_for(web, "semantic_scholar", "openalex")
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=20)
    del web.faults["semantic_scholar"]

    said = two("crawl", "--resume")

    assert process.returncode == 130
    assert "Traceback" not in told
    assert "interrupted: " in told
    assert said.code == 0
    assert len(said.rows) == 3
    assert two("db", "check").code == 0
    assert out is not None


def test_where_no_text_can_be_read_at_all_that_is_told_and_shows_in_the_exit_code(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScholarlyWeb([DUNES]) as web:
        use(web, monkeypatch)
        shell("add", "10.1000/dunes")
        related, references = shell("crawl"), shell("crawl", "--via", "references")

    assert (related.code, related.out) == (3, "")
    assert "no text could be read, so nothing is known of related work" in related.err
    assert references.code == 0
    assert "no text could be read" not in references.err


def test_a_text_that_is_none_is_told_and_asked_for_again(two: Shell, web: ScholarlyWeb) -> None:
    web.faults["arxiv"] = Fault(kind=Kind.PAGE)

    said = two("crawl")
    del web.faults["arxiv"]

    assert said.rows == []
    assert said.err.count("no text of it could be read") == 2
    assert "arxiv: unreadable entry 2001.00001: " in said.err
    assert len(two("crawl").rows) == 3


@pytest.mark.parametrize("ending", [".svg", ".dot", ".graphml"])
def test_who_cites_whom_in_the_survey_is_exported_as_a_graph(two: Shell, ending: str) -> None:
    two("crawl", "--via", "references", "--add", "all")

    said = two("export", "--graph", f"graph{ending}", "--colour", "tag")

    assert (said.code, said.out) == (0, "")
    assert f"5 papers and 4 citations between them in graph{ending}" in said.err
    text = (two.folder / f"graph{ending}").read_text("utf-8")
    assert all(paper["key"] in text for paper in two.papers())


def test_a_graph_without_citations_says_how_to_get_them(two: Shell) -> None:
    assert "survey crawl --via references" in two("export", "--graph", "graph.svg").err


@pytest.mark.parametrize(
    "words", [["graph.svg", "--graph", "other.svg"], ["--graph", "graph.txt"], ["--graph", "g.svg", "--colour", "mood"]]
)
def test_a_graph_that_has_no_meaning_is_asked_wrongly(two: Shell, words: list[str]) -> None:
    assert two("export", *words).code == 2


def test_what_of_the_words_to_match_is_no_filter_is_told(two: Shell) -> None:
    said = two("crawl", "--match", "auhtor:hu", "--dry-run")

    assert said.err.startswith("no field auhtor: it was looked for as words; did you mean author:?\n")
