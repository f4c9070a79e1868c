"""Columns: what stands in a cell, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from survey.formats.cell import UNKNOWN, Cell
from survey.formats.columns import COLUMNS, DEFAULT_COLUMNS, column, columns
from survey.model.errors import AskedWronglyError
from tests.formats.views import lattice, paper, repository


@pytest.mark.parametrize("name", [*COLUMNS, "ImageNet:Top 1 Accuracy"])
def test_what_nobody_knows_is_none(name: str) -> None:
    asked = column(name)

    cell = asked.cell(paper(key="k"))

    assert cell.value == ("k" if name == "key" else None)
    assert not list(asked.credit(paper()))


def test_the_default_table_answers_what_a_survey_asks() -> None:
    headings = [each.heading for each in columns()]

    assert headings == ["Title", "Paper", "Code", "Citations", "Venue", "Year", "Summary", "Results", "Code public"]
    assert [each.name for each in columns([])] == list(DEFAULT_COLUMNS)


def test_every_default_cell_is_filled_where_all_is_known() -> None:
    assert all(each.cell(lattice()).value is not None for each in columns())


def test_names_are_found_in_any_case_and_shown_once() -> None:
    assert [each.name for each in columns([" Title", "YEAR", "title", ""])] == ["title", "year"]


def test_an_unknown_name_is_answered_with_the_nearest_first() -> None:
    with pytest.raises(AskedWronglyError, match="no column citation_count") as caught:
        columns(["title", "citation_count"])

    hint = str(caught.value.hint)
    assert hint.startswith("columns are citations, ")
    assert "DATASET:METRIC for" in hint
    assert "DATASET:METRIC:beaten" in hint
    assert all(name in hint for name in COLUMNS)


def test_a_retraction_cannot_be_read_past() -> None:
    cell = column("title").cell(paper(title="Cold Fusion at Home", status="retracted"))

    assert cell == Cell("Cold Fusion at Home", shown="Cold Fusion at Home [retracted]")


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["A B"], "A B"),
        (["A", "B", "C", "D"], "A, B, C, D"),
        (["A", "B", "C", "D", "E"], "A, B, C, +2 more"),
    ],
)
def test_a_person_reads_a_few_authors_and_a_program_all(names: list[str], shown: str) -> None:
    assert column("authors").cell(paper(authors=names)) == Cell("; ".join(names), shown=shown)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://arxiv.org/abs/2101.00001", "arXiv:2101.00001"),
        ("https://www.example.org/papers/7?x=1", "example.org"),
        ("javascript:alert(1)", None),
        ("https://[broken", None),
    ],
)
def test_a_paper_is_shown_by_its_host(address: str, shown: str | None) -> None:
    assert column("paper").cell(paper(links={"paper": address})) == Cell(address, address, shown)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://github.com/lab/code", "lab/code"),
        ("https://gitlab.com/lab/group/code", "gitlab.com/lab/group/code"),
        ("no address", None),
    ],
)
def test_code_is_shown_by_its_name(address: str, shown: str | None) -> None:
    assert column("code").cell(paper(repositories=[repository(address)])) == Cell(address, address, shown)


@pytest.mark.parametrize(
    ("said", "public"),
    [
        ({"gone": False}, "yes"),
        ({"stars": 3}, "yes"),
        ({"gone": False, "archived": True}, "archived"),
        ({"gone": True}, "gone"),
        ({}, "not checked"),
    ],
)
def test_whether_code_is_public(said: dict[str, Any], public: str) -> None:
    assert column("public").cell(paper(repositories=[repository(**said)])).value == public


def test_a_repository_that_is_gone_gives_way_to_one_that_is_there() -> None:
    view = paper(
        repositories=[
            repository("https://github.com/lab/old", gone=True, stars=9, license="MIT", official=True),
            repository("https://github.com/lab/new", gone=False, stars=2, official=None),
        ]
    )

    shown = {name: column(name).cell(view).value for name in ("code", "public", "stars", "license", "official")}

    assert shown == {
        "code": "https://github.com/lab/new",
        "public": "yes",
        "stars": 2,
        "license": None,
        "official": None,
    }


def test_nothing_is_linked_where_all_code_is_gone() -> None:
    assert column("code").cell(paper(repositories=[repository(gone=True)])) == UNKNOWN


def test_a_count_comes_with_its_day() -> None:
    assert column("citations").cell(lattice()) == Cell(123, shown="123 (2021-06-21)")
    assert column("counted").cell(lattice()).value == "2021-06-21"


def test_no_citations_are_zero_and_not_unknown() -> None:
    view = paper(citations={"count": 0, "source": "openalex", "on": "2026-11-01"})

    assert column("citations").cell(view).value == 0


def test_a_doi_is_linked_whatever_stands_in_it() -> None:
    cell = column("doi").cell(paper(identifiers={"doi": "10.1002/(sici)1<1::aid-x#y>3.0.co;2-q"}))

    assert cell.link == "https://doi.org/10.1002/(sici)1%3C1::aid-x%23y%3E3.0.co;2-q"


def test_a_summary_tells_who_wrote_it() -> None:
    view = paper(summary={"text": "Short.", "made_by": "hugging_face", "model": "small-7b"})

    assert column("summary").cell(view).value == "Short."
    assert column("made_by").cell(view).value == "hugging_face (small-7b)"


def test_notes_and_tags_stand_in_one_cell() -> None:
    notes = [{"text": "read twice", "on": "2026-01-01"}, {"text": "cite", "on": "2026-01-02"}]
    view = paper(tags=["peft", "vision"], notes=notes)

    assert column("tags").cell(view).value == "peft, vision"
    assert column("notes").cell(view).value == "read twice / cite"
