"""Adding: whatever people paste is the paper it names, completed by everybody who knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from tests.cli.conftest import use
from tests.cli.shapes import PAPER
from tests.demo.asking import paper
from tests.workflow.papers import SPARSE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

KEY = "moreau2021sparse"
KNOWING = ["arxiv", "crossref", "datacite", "hugging_face", "openalex", "papers_with_code", "semantic_scholar"]
"""Who knows it by one of its names."""
REFS = ("2001.00001", "2001.00002", "2001.00003", "10.1000/dunes")


@pytest.mark.parametrize(
    "ref",
    [
        "2001.00001",
        "2001.00001v3",
        "arXiv:2001.00001",
        "arxiv: 2001.00001v1",
        "https://arxiv.org/abs/2001.00001",
        "http://arxiv.org/pdf/2001.00001v2.pdf",
        "arxiv.org/abs/2001.00001",
        "https://huggingface.co/papers/2001.00001",
        "https://ar5iv.labs.arxiv.org/html/2001.00001",
        "10.48550/arXiv.2001.00001",
        "https://doi.org/10.48550/arXiv.2001.00001",
        "10.1000/1",
        "doi:10.1000/1",
        "https://doi.org/10.1000/1",
        "https://dx.doi.org/10.1000%2F1",
        "W1001",
        "https://openalex.org/W1001",
        f"https://www.semanticscholar.org/paper/Sparse-Lanterns/{1:040x}",
        "Sparse Lanterns for Long Documents",
        "sparse lanterns  for LONG documents.",
        "Sparse Lantens for Long Documents",
    ],
)
def test_a_paper_is_added_by_any_of_its_names(shell: Shell, web: ScholarlyWeb, ref: str) -> None:
    said = shell("add", ref, "-s", "openalex" if "W1001" in ref else "semantic_scholar")

    assert (said.code, said.rows) == (0, [["added", KEY, "Sparse Lanterns for Long Documents"]])


def test_everything_that_anybody_knows_is_in_the_paper(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001")

    known = shell.paper(KEY)
    assert known["authors"] == ["Ada Moreau", "Grace Lindqvist"]
    assert (known["venue"], known["venue_kind"], known["year"]) == ("CVPR", "conference", 2021)
    assert known["published"] == "2020-01-15"
    assert (known["citations"]["count"], known["citations"]["source"]) == (41, "semantic_scholar")
    assert known["summary"]["text"] == SPARSE["summary"]
    assert [result["printed"] for result in known["results"]] == ["81.5%", "77.0%"]
    assert known["links"]["code"] == "https://github.com/moreau/lanterns"
    assert known["repositories"][0]["stars"] == 120
    assert known["sources"] == KNOWING
    assert known["identifiers"] == {
        "arxiv": "2001.00001",
        "doi": "10.1000/1",
        "openalex": "W1001",
        "s2": f"{1:040x}",
    }


def test_what_nobody_knows_is_missing_and_named(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2001.00003")

    known = shell.paper("2001.00003")
    assert (known["citations"], known["summary"], known["results"], known["links"]["code"]) == (None, None, [], None)
    assert "nobody knows its citations, code, summary, results" in said.err


def test_what_was_added_is_told_as_json_too(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2001.00001", "--json")

    (added,) = said.json
    assert added.keys() == PAPER
    assert added["added"] is not None


def test_nothing_added_is_an_empty_array(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "9999.99999", "--json")

    assert (said.code, said.json) == (4, [])


def test_a_paper_that_is_there_is_not_added_twice_nor_asked_for(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001")
    asked = len(web.requests)

    said = shell("add", "10.1000/1", "Sparse Lanterns for Long Documents", KEY)

    assert (said.code, said.rows) == (0, [["already there", KEY, "Sparse Lanterns for Long Documents"]])
    assert len(web.requests) == asked
    assert len(shell.papers()) == 1


def test_one_paper_under_two_names_is_added_once(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2001.00001", "10.1000/1", "Sparse Lanterns for Long Documents")

    assert (said.code, len(said.rows)) == (0, 1)
    assert len(shell.papers()) == 1


def test_what_nobody_knows_is_a_question_of_which_paper(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "9999.99999", "10.1000/none", "A Title That Nobody Ever Gave")

    assert (said.code, said.out) == (4, "")
    for ref in ("9999.99999", "10.1000/none", "A Title That Nobody Ever Gave"):
        assert f"unknown: nobody knows {ref}" in said.err
    assert shell.papers() == []


def test_half_known_is_done_in_part(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2001.00001", "9999.99999")

    assert (said.code, [row[1] for row in said.rows]) == (3, [KEY])
    assert "unknown: nobody knows 9999.99999" in said.err


@pytest.mark.parametrize(
    ("ref", "spoken"),
    [
        ("arxiv:abc", "no arXiv id"),
        ("2105.15203x", "no arXiv id"),
        ("2105.152034", "no arXiv id"),
        ("10.1/", "no DOI"),
        ("doi:nonsense", "no DOI"),
    ],
)
def test_a_misspelt_identifier_is_told_as_such_and_nobody_is_asked(
    shell: Shell, web: ScholarlyWeb, ref: str, spoken: str
) -> None:
    said = shell("add", ref)

    assert (said.code, said.out) == (2, "")
    assert f"{ref} is {spoken}" in said.err
    assert web.requests == []


def test_a_misspelt_identifier_among_others_is_done_in_part(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2105.15203x", "2001.00001")

    assert (said.code, [row[1] for row in said.rows]) == (3, [KEY])
    assert "2105.15203x is no arXiv id" in said.err


def test_a_title_that_is_only_near_is_not_taken_for_it(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "Sparse Lanterns for Short Stories")

    assert (said.code, said.out) == (4, "")
    assert shell.papers() == []


def test_a_title_of_two_papers_is_not_guessed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [
        paper(number, title="Two of a Kind", authors=[name]) for number, name in ((1, "Ann Ash"), (2, "Bob Birch"))
    ]
    with ScholarlyWeb(twins) as web:
        use(web, monkeypatch)
        said = shell("add", "Two of a Kind")

    assert (said.code, said.out) == (4, "")
    assert "several papers have the title" in said.err
    assert shell.papers() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_file_names_a_paper_a_line(shell: Shell, web: ScholarlyWeb, tmp_path: Path, encoding: str) -> None:
    lines = (
        "# für später\r\n2001.00001\r\n\r\n  https://doi.org/10.1000/dunes  \r\nTidal Memory in Recurrent Readers\r\n"
    )
    file = tmp_path / "papers.txt"
    file.write_bytes(lines.encode(encoding))

    said = shell("add", str(file), "-s", "semantic_scholar")

    assert said.code == 0
    assert sorted(row[1] for row in said.rows) == ["castellanos2020tidal", "falk1998counting", KEY]


def test_a_dash_reads_papers_from_stdin(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "-", stdin="2001.00001\n2001.00003\n")

    assert (said.code, len(said.rows)) == (0, 2)


@pytest.mark.parametrize("content", ["{broken", "<html></html>", "\x00\x01"])
def test_a_file_of_another_kind_is_asked_wrongly(shell: Shell, web: ScholarlyWeb, tmp_path: Path, content: str) -> None:
    (tmp_path / "papers.bin").write_text(content)

    said = shell("add", "papers.bin")

    assert (said.code, said.out) == (2, "")
    assert "papers.bin is no list of papers" in said.err
    assert web.requests == []


def test_an_empty_list_is_nothing_to_add(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "-", stdin="# nothing yet\n\n")

    assert (said.code, said.out) == (2, "")
    assert "nothing to add" in said.err


def test_tags_are_put_to_the_new_and_to_those_that_are_there(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "--tag", "first")

    shell("add", "2001.00001", "2001.00003", "--tag", "second", "-t", "third")

    assert {paper["key"]: paper["tags"] for paper in shell.papers()} == {
        KEY: ["first", "second", "third"],
        "okonkwo2020harbour": ["second", "third"],
    }


@pytest.mark.parametrize("tag", ["two words", "", "  ", "\x1b[31m"])
def test_a_tag_is_one_word_here_as_elsewhere(shell: Shell, web: ScholarlyWeb, tag: str) -> None:
    said = shell("add", "2001.00001", "--tag", tag)

    assert said.code == 2
    assert web.requests == []


def test_undo_takes_an_adding_back(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00003", "-s", "arxiv")
    shell("add", "2001.00001", "2001.00002", "--tag", "x", "-s", "arxiv")

    said = shell("undo")

    assert said.out == "undone: add 2 papers\n"
    assert [paper["key"] for paper in shell.papers()] == ["okonkwo2020harbour"]


def test_what_was_taken_back_can_be_added_again(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001", "--tag", "x")
    shell("undo")

    said = shell("add", "2001.00001")

    assert said.rows == [["added", KEY, "Sparse Lanterns for Long Documents"]]
    assert shell.paper(KEY)["tags"] == []


def test_a_dry_run_shows_what_it_would_add_and_keeps_nothing(shell: Shell, web: ScholarlyWeb) -> None:
    rows = shell.rows()

    said = shell("add", "2001.00001", "--tag", "x", "--dry-run")

    assert (said.code, said.rows[0][:2]) == (0, ["added", KEY])
    assert shell.rows() == rows


def test_offline_a_kept_answer_does(shell: Shell, web: ScholarlyWeb) -> None:
    shell("add", "2001.00001")
    known = shell.paper(KEY)
    asked = len(web.requests)

    said = shell("--db", "elsewhere.sqlite", "add", "2001.00001", "--offline")

    there = shell("--db", "elsewhere.sqlite", "show", KEY, "--json").json
    assert said.code == 0
    assert (there["title"], there["citations"], there["results"]) == (
        known["title"],
        known["citations"],
        known["results"],
    )
    assert len(web.requests) == asked


def test_offline_without_a_kept_answer_it_is_not_unknown_but_skipped(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2001.00001", "--offline")

    assert (said.code, said.out) == (1, "")
    assert "skipped: offline and no kept answer" in said.err
    assert "not known whether there is 2001.00001" in said.err
    assert "nobody knows" not in said.err
    assert web.requests == []


def test_where_those_who_could_know_it_are_down_it_is_not_unknown(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults |= dict.fromkeys(web.base_urls, Fault(kind=Kind.DOWN))

    said = shell("add", "2001.00001")

    assert (said.code, said.out) == (1, "")
    assert "not known whether there is 2001.00001" in said.err
    assert "nobody knows" not in said.err


def test_a_title_that_nobody_could_look_up_is_not_unknown(shell: Shell, web: ScholarlyWeb) -> None:
    web.faults |= dict.fromkeys(web.base_urls, Fault(kind=Kind.REFUSE))

    said = shell("add", "Sparse Lanterns for Long Documents")

    assert (said.code, said.out) == (1, "")
    assert "nobody knows" not in said.err


def test_one_name_only_asks_those_who_are_named(shell: Shell, web: ScholarlyWeb) -> None:
    said = shell("add", "2001.00001", "-s", "arxiv")

    assert said.code == 0
    assert {service for service, _, _ in web.requests} == {"arxiv"}
    assert shell.paper(KEY.replace("2021", "2020"))["sources"] == ["arxiv"]


def test_five_hundred_papers_cost_a_few_requests(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("arxiv", "openalex", "semantic_scholar")
    many = [paper(number, title=f"Lantern Number {number} of the Fleet") for number in range(1, 501)]
    for each in many[50:]:
        del each["ids"]["openalex"]
    (tmp_path / "many.txt").write_text("\n".join(each["arxiv"] for each in many))
    with ScholarlyWeb(many) as web:
        use(web, monkeypatch)
        said = shell("add", "many.txt", *(word for name in names for word in ("-s", name)))

    services = [service for service, _, _ in web.requests]
    assert said.code == 0
    assert len(shell.papers()) == 500
    assert {tuple(each["sources"]) for each in shell.papers()} == {names, ("arxiv", "semantic_scholar")}
    assert services.count("semantic_scholar") + services.count("openalex") <= 30
    assert services.count("arxiv") == 5
