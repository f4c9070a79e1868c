"""Searching: what is found is merged, numbered, kept and picked from; what fails is told apart from what is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import use
from tests.cli.shapes import PAPER
from tests.demo.asking import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Shell

SEARCHING = ("arxiv", "crossref", "hugging_face", "openalex", "papers_with_code", "semantic_scholar")


def test_one_paper_of_many_sources_is_one_numbered_row(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "lanterns")

    assert said.code == 0
    assert [row[:3] for row in said.rows] == [
        ["1", "Sparse Lanterns for Long Documents", "2021"],
        ["2", "Harbour Lanterns Without Supervision", "2020"],
    ]
    assert said.rows[0][6].split(", ") == list(SEARCHING)
    assert said.rows[1][6].split(", ") == ["arxiv", "hugging_face", "papers_with_code"]


def test_stdout_holds_the_hits_and_stderr_what_became_of_the_asking(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "lanterns")

    assert len(said.rows) == 2
    assert "arxiv, hugging_face, papers_with_code: 2 found" in said.err


def test_hits_as_json_are_papers_with_who_found_them(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "lanterns", "--json")

    first, second = said.json
    assert first.keys() == second.keys() == {*PAPER, "found_by"}
    assert first["found_by"] == list(SEARCHING)
    assert second["identifiers"] == {"arxiv": "2001.00003"}


def test_what_is_found_is_not_yet_in_the_survey(shell: Shell, web: ScholarlyWeb) -> None:
    shell("search", "lanterns")

    said = shell("list")

    assert (said.code, said.out) == (0, "")
    assert "2 more were found and not added" in said.err
    assert "more were found" not in shell("list", "dunes").err


@pytest.mark.parametrize("words", [["lanterns", "--since", "2024", "--until", "2020"], ["--venue", " "]])
def test_years_that_end_before_they_begin_and_a_blank_venue_are_asked_wrongly(
    shell: Shell, web: ScholarlyWeb, words: list[str]
) -> None:
    assert shell("search", *words).code == 2
    assert web.requests == []


def test_an_entry_without_a_name_is_told_without_one(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.NULLS)

    assert "unreadable entry: a paper without an id" in shell("search", "lanterns", "-s", "semantic_scholar").err


@pytest.mark.parametrize(
    ("picked", "added"),
    [
        ("all", ["moreau2020sparse", "okonkwo2020harbour"]),
        ("1-2", ["moreau2020sparse", "okonkwo2020harbour"]),
        ("2,1", ["moreau2020sparse", "okonkwo2020harbour"]),
        ("2", ["okonkwo2020harbour"]),
        ("none", []),
    ],
)
def test_what_is_picked_is_added(shell: Shell, web: ScholarlyWeb, picked: str, added: list[str]) -> None:
    said = shell("search", "lanterns", "--add", picked, "-s", "papers_with_code")

    assert said.code == 0
    assert sorted(paper["key"] for paper in shell.papers()) == added


@pytest.mark.parametrize("picked", ["3", "0", "2-1", "1-3", "first", "1;2", "-1", "²"])
def test_a_pick_that_means_nothing_is_asked_wrongly_and_adds_nothing(
    shell: Shell, web: ScholarlyWeb, picked: str
) -> None:
    said = shell("search", "lanterns", f"--add={picked}", "-s", "papers_with_code")

    assert said.code == 2
    assert "all, none, or numbers as in 1,3-5" in said.err
    assert shell.papers() == []


def test_what_is_added_from_a_search_is_completed(shell: Shell, web: ScholarlyWeb) -> None:
    shell("search", "lanterns", "-s", "arxiv", "--add", "1-2")

    paper = shell.paper("2001.00001")
    assert (paper["title"], paper["citations"], paper["results"]) == ("Sparse Lanterns for Long Documents", None, [])


def test_a_paper_of_the_survey_is_shown_as_such(full: Shell, web: ScholarlyWeb) -> None:
    full("rm", "2001.00003")

    said = full("search", "lanterns", "-s", "arxiv")

    assert {row[8]: row[7] for row in said.rows} == {"moreau2021sparse": "in survey", "okonkwo2020harbour": ""}


def test_searching_again_takes_nothing_from_a_paper(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001")
    before = shell.papers()

    shell("search", "lanterns")

    assert shell.papers() == before


def test_a_dry_run_shows_hits_and_keeps_nothing(shell: Shell, web: ScholarlyWeb) -> None:
    rows, size = shell.rows(), shell.catalog.read_bytes()

    said = shell("search", "lanterns", "--add", "all", "--dry-run")

    assert (said.code, len(said.rows)) == (0, 2)
    assert shell.rows() == rows
    assert shell.catalog.read_bytes() == size


def test_a_dry_run_where_there_is_no_catalog_makes_none(bare: Shell, web: ScholarlyWeb) -> None:
    said = bare("search", "lanterns", "--dry-run")

    assert (said.code, len(said.rows)) == (0, 2)
    assert not bare.catalog.exists()


def test_a_search_where_there_is_no_catalog_makes_one(bare: Shell, web: ScholarlyWeb) -> None:
    said = bare("search", "lanterns", "--add", "1")

    assert said.code == 0
    assert [paper["key"] for paper in bare.papers()] == ["moreau2021sparse"]


def test_where_one_source_refuses_the_others_are_kept(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.REFUSE)

    said = shell("search", "lanterns")

    assert (said.code, len(said.rows)) == (3, 2)
    refused = next(line for line in said.err.splitlines() if "refused" in line)
    assert refused.startswith("semantic_scholar: refused: ")
    assert "S2_API_KEY" in refused
    assert shell.outcomes("search") == dict.fromkeys(SEARCHING, "answered") | {"semantic_scholar": "refused"}


def test_where_all_are_down_it_fails_and_nobody_says_that_there_is_nothing(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults |= dict.fromkeys(SEARCHING, Fault(kind=Kind.DOWN))

    said = shell("search", "lanterns")

    assert (said.code, said.out) == (1, "")
    assert "down" in said.err
    assert "nothing" not in said.err
    assert shell.outcomes("search") == dict.fromkeys(SEARCHING, "down")


def test_where_all_are_down_it_fails_whatever_was_to_be_added(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults |= dict.fromkeys(SEARCHING, Fault(kind=Kind.DOWN))

    assert shell("search", "lanterns", "--add", "1-3").code == 1


def test_where_there_is_no_network_it_fails_in_one_line_for_all(
    shell: Shell, web: ScholarlyWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in web.base_urls:
        monkeypatch.setenv(f"SURVEY_{name.upper()}_URL", "http://127.0.0.1:9")

    said = shell("search", "lanterns")

    assert (said.code, said.out) == (1, "")
    assert "cannot be reached" in said.err
    assert shell.outcomes("search") == dict.fromkeys(SEARCHING, "down")


def test_what_nobody_knows_is_no_failure(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "zeppelins")

    assert (said.code, said.out) == (0, "")
    assert f"{', '.join(SEARCHING)}: nothing found" in said.err
    assert shell.outcomes("search") == dict.fromkeys(SEARCHING, "empty")


def test_what_nobody_knows_is_an_empty_array(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "zeppelins", "--json")

    assert (said.code, said.json) == (0, [])


def test_what_nobody_knows_cannot_be_added_and_is_still_no_mistake(shell: Shell, web: ScholarlyWeb) -> None:
    assert shell("search", "zeppelins", "--add", "1-3").code == 0


def test_an_answer_of_nothing_but_broken_entries_is_not_nothing_found(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.NULLS)

    said = shell("search", "lanterns", "-s", "semantic_scholar")

    assert "unreadable" in said.err
    assert "nothing found" not in said.err


def test_one_source_alone_can_be_asked(shell: Shell, web: ScholarlyWeb) -> None:
    shell("search", "lanterns", "-s", "arxiv")

    assert {service for service, _, _ in web.requests} == {"arxiv"}


def test_a_source_that_there_is_not_is_asked_wrongly(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "lanterns", "-s", "gogle")

    assert (said.code, said.out) == (2, "")
    assert "there is no source gogle" in said.err
    assert "semantic_scholar" in said.err


def test_a_source_that_cannot_search_is_asked_wrongly(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "lanterns", "-s", "github")

    assert said.code == 2
    assert "none of these sources can search" in said.err


@pytest.mark.parametrize(
    "words", ["search", "search lanterns -n 0", "search lanterns --since soon", "search lanterns --no"]
)
def test_options_that_mean_nothing_are_asked_wrongly(shell: Shell, words: str) -> None:
    said = shell(*words.split())

    assert (said.code, said.out) == (2, "")
    assert said.err


def test_blanks_are_nothing_to_search_for(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "  ")

    assert said.code == 2
    assert "nothing to search for" in said.err


def test_years_and_limits_reach_the_sources(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "lanterns", "--since", "2021", "-n", "1", "-s", "semantic_scholar", "-s", "papers_with_code")

    asked = {service: target for service, _, target in web.requests}
    assert "year=2021-" in asked["semantic_scholar"]
    assert "limit=1" in asked["semantic_scholar"]
    assert [row[1] for row in said.rows] == ["Sparse Lanterns for Long Documents"]


def test_the_same_search_is_answered_from_what_is_kept(shell: Shell, web: ScholarlyWeb) -> None:
    first = shell("search", "lanterns")
    asked = len(web.requests)

    second = shell("search", "lanterns")
    third = shell("search", "lanterns", "--offline")

    assert len(web.requests) == asked
    assert first.out == second.out == third.out
    assert third.code == 0


def test_a_refusal_is_never_kept(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.REFUSE)
    shell("search", "lanterns", "-s", "semantic_scholar")
    del web.faults["semantic_scholar"]
    (shell.cache / "pace-1.sqlite").unlink()

    said = shell("search", "lanterns", "-s", "semantic_scholar")

    assert (said.code, len(said.rows)) == (0, 1)


def test_a_source_that_failed_is_left_alone_for_a_while_and_says_so(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.DOWN)
    shell("search", "lanterns", "-s", "semantic_scholar")
    asked = len(web.requests)

    said = shell("search", "lanterns", "-s", "semantic_scholar")

    assert said.code == 1
    assert "left alone for now" in said.err
    assert len(web.requests) == asked


def test_the_best_known_paper_comes_first(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("search", "lanterns", "--json")

    assert [len(hit["found_by"]) for hit in said.json] == [6, 3]


def test_who_answers_first_changes_nothing_about_the_order(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = ([paper(number, title=f"Lantern {number}") for number in numbers] for numbers in ((1, 2), (3, 4)))
    for each in ours:
        del each["ids"]["s2"]
    for each in theirs:
        del each["arxiv"]
    seen = []
    for slow in ("arxiv", "semantic_scholar"):
        with ScholarlyWeb([*ours, *theirs]) as web:
            use(web, monkeypatch)
            web.faults[slow] = Fault(kind=Kind.STALL, seconds=0.3, times=1)
            names = ("-s", "arxiv", "-s", "semantic_scholar", "--db", f"{slow}.sqlite")
            shell("search", "lantern", "--add", "all", *names)
            seen.append([hit["title"] for hit in shell("search", "lantern", *names, "--json").json])

    assert seen[0] == seen[1]


def of_cvpr(number: int) -> dict[str, Any]:
    place = f"content/CVPR2021/html/Lantern_Paper_{number}_CVPR_2021_paper"
    ids = {"cvf": place, "s2": f"{number:040x}"}
    return paper(number, title=f"Lantern {number}", venue="CVPR", year=2021, ids=ids)  # type: ignore[return-value]


@pytest.fixture
def conference(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScholarlyWeb]:
    """A web in which CVPR 2021 had five papers."""
    with ScholarlyWeb([of_cvpr(number) for number in range(1, 6)]) as box:  # type: ignore[misc]
        use(box, monkeypatch)
        yield box


def test_a_venue_alone_lists_all_its_papers(shell: Shell, conference: ScholarlyWeb) -> None:
    said = shell("search", "--venue", "CVPR", "--year", "2021")

    assert said.code == 0
    assert [row[1] for row in said.rows] == [f"Lantern {number}" for number in range(1, 6)]
    assert "cvf, semantic_scholar: 5 found" in said.err
    assert len(conference.requests) == 2


def test_a_limit_of_a_listing_is_told_with_how_many_there_are(shell: Shell, conference: ScholarlyWeb) -> None:
    said = shell("search", "--venue", "CVPR", "--year", "2021", "-n", "3")

    assert (said.code, len(said.rows)) == (0, 3)
    assert "semantic_scholar: 3 found, then capped: 5 papers match (-n 5 lets all through)" in said.err
    assert "cvf: 3 found, then capped: 5 papers match up to CVPR 2021 (-n 5 lets them through)" in said.err


def test_one_year_is_the_first_and_the_last(shell: Shell, conference: ScholarlyWeb) -> None:
    said = shell("search", "--venue", "CVPR", "--year", "2020", "-s", "cvf", "-s", "semantic_scholar")

    assert (said.code, said.out) == (0, "")
    assert any("year=2020-2020" in target for _, _, target in conference.requests)


@pytest.mark.parametrize("other", ["--since", "--until"])
def test_one_year_beside_others_is_asked_wrongly(shell: Shell, conference: ScholarlyWeb, other: str) -> None:
    said = shell("search", "lanterns", "--year", "2020", other, "2021")

    assert (said.code, said.out) == (2, "")
    assert conference.requests == []


def test_a_year_alone_is_nothing_to_search_for(shell: Shell, conference: ScholarlyWeb) -> None:
    said = shell("search", "--year", "2021")

    assert said.code == 2
    assert "--venue" in said.err


def test_a_wall_is_told_in_one_line_with_what_to_do_instead(shell: Shell, conference: ScholarlyWeb) -> None:
    said = shell("search", "--venue", "CVPR", "--year", "2021", "-s", "dblp", "-s", "cvf")

    (line,) = (line for line in said.err.splitlines() if line.startswith("dblp"))
    assert (said.code, len(said.rows)) == (3, 5)
    assert line.startswith("dblp: refused: a wall against bots")
    assert "semantic_scholar" in line
