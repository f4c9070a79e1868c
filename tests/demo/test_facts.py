"""The facts that ship, and how they are found."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.demo.facts import Library, is_of, known_facts, names
from survey.model.identifier import Identifier, identifier
from tests.demo.asking import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = known_facts()
SHARED = os.environ.get("SURVEY_SHARED")
real_data = pytest.mark.skipif(not SHARED, reason="SURVEY_SHARED does not say where the real data is")


def test_there_are_sixty_papers_or_more_and_no_id_twice() -> None:
    ids = [(scheme, value) for facts in FACTS for scheme, value in names(facts).items()]

    assert len(FACTS) >= 60
    assert len(ids) == len(set(ids))


def test_every_id_is_a_valid_one_in_its_one_spelling_but_for_the_case_of_dois() -> None:
    for facts in FACTS:
        for scheme, value in names(facts).items():
            assert identifier(scheme, value) == Identifier(scheme, value.lower() if scheme == "doi" else value)


def test_every_group_of_facts_says_where_it_came_from() -> None:
    for facts in FACTS:
        groups = facts.keys() - {"arxiv", "from", "summary_by"}

        assert facts["from"].keys() == groups
        assert all(facts["from"].values())


def test_what_is_not_known_is_absent() -> None:
    for facts in FACTS:
        assert not any(value in (None, "", []) for value in facts.values())


def test_every_source_is_named_in_the_file_beside_the_facts() -> None:
    page = (Path(__file__).parents[2] / "survey/demo/SOURCES.md").read_text()
    sources = {source for facts in FACTS for group in facts["from"].values() for source in group}

    assert all(f"`{source}`" in page for source in sources)
    assert f"facts of {len(FACTS)} papers" in page
    assert f"of {sum('summary' in facts for facts in FACTS)} papers: our own words" in page


def test_summaries_are_short_and_ours() -> None:
    summed_up = [facts for facts in FACTS if "summary" in facts]

    assert summed_up
    assert all(len(facts["summary"].split()) <= 30 and facts["summary_by"] == "survey demo" for facts in summed_up)


@real_data
def test_what_is_said_of_cvpr_2021_is_what_the_data_says() -> None:
    lines = (Path(SHARED or "") / "data/demo/cvpr2021.jsonl").read_text().splitlines()
    said = {each["arxiv"]: each for each in map(json.loads, lines)}

    for facts in FACTS:
        if "cvpr-buzz" not in facts["from"]["title"]:
            continue
        theirs = said[facts["arxiv"]]
        assert (facts["title"], facts["authors"]) == (theirs["title"], theirs["authors"])
        assert (facts["citations"]["count"], facts["citations"]["on"]) == tuple(theirs["citations"].values())
        assert all(claim in theirs["results"] for claim in facts["results"])


@real_data
def test_every_row_of_an_older_leaderboard_is_in_the_dump_at_its_place() -> None:
    tables = _tables(Path(SHARED or "") / "data/pwc/evaluation-tables.2020-08-28.json.gz")

    for facts in FACTS:
        for claim in facts["results"]:
            if "place" not in claim:
                continue
            row = tables[claim["task"], claim["dataset"]][claim["place"] - 1]
            assert facts["arxiv"] in row["paper_url"]
            assert (row["model_name"], row["metrics"][claim["metric"]]) == (claim["model"], claim["printed"])


def _tables(dump: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    def walk(task: dict[str, Any]) -> Iterator[tuple[tuple[str, str], list[dict[str, Any]]]]:
        for dataset in task["datasets"]:
            yield (task["task"], dataset["dataset"]), dataset["sota"]["rows"]
        for under in task["subtasks"]:
            yield from walk(under)

    with gzip.open(dump) as opened:
        return {name: rows for root in json.load(opened) for name, rows in walk(root)}


def test_words_are_found_in_titles_first() -> None:
    tasks = [{"task": "Night Vision", "dataset": "D", "metric": "M", "printed": "1"}]
    library = Library([paper(1, results=tasks), paper(2, title="Vision at Night")])

    found = library.about("night vision")

    assert [each["arxiv"] for each in found] == ["2001.00002", "2001.00001"]


def test_a_title_is_found_by_most_of_its_words() -> None:
    library = Library([paper(1, title="Deep Nets"), paper(2, title="Shallow Nets for Everyone")])

    assert [each["arxiv"] for _, each in library.titled("shallow nets for all")] == ["2001.00002"]
    assert library.titled("something else") == []
    assert library.titled("") == []


def test_turned_papers_go_by_one_anothers_names() -> None:
    library = Library([paper(1), paper(2)]).turned()

    assert [library.find(Identifier("arxiv", f"2001.0000{n}")) for n in (1, 2)] == [paper(2), paper(1)]


@given(st.integers(1990, 2030), st.integers(1990, 2030), st.integers(1990, 2030))
def test_a_span_holds_the_years_between_its_ends(year: int, first: int, last: int) -> None:
    facts = paper(1, year=year)

    assert is_of(facts, f"{first}-{last}") == (first <= year <= last)
    assert is_of(facts, f"{first}-") == (first <= year)
    assert is_of(facts, f"-{last}") == (year <= last)
    assert is_of(facts, str(first)) == (first == year)
    assert is_of(facts, "-")
