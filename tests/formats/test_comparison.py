"""Comparisons in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from survey.formats.comparison import cell_of, comparison_table, heading
from survey.formats.csv import Csv, Tsv
from survey.formats.markdown import Markdown
from survey.model.asked import Asked
from survey.model.comparison import CellView, compare, only_known
from tests.formats.views import paper, result, written

if TYPE_CHECKING:
    from survey.formats.format import Format

PAPERS = [
    paper(key="one", results=[result("D", "Accuracy", "87.2%"), result("D", "Accuracy", "85", source="hand")]),
    paper(key="two", results=[result("D", "Accuracy", "86%", direction="up", source="hugging_face")]),
    paper(key="three", results=[result("D", "Accuracy", "best | ever")]),
    paper(key="four"),
]
NAME = "Segmentation / D / Accuracy"


def shown(form: Format) -> str:
    return written(form, comparison_table(compare(PAPERS, Asked()), PAPERS))[0]


def cell(*printed: str, **said: Any) -> CellView:
    values: Any = [{"printed": each, "value": None, "model": None, "source": "s"} for each in printed]
    view: Any = {"values": values, "place": None, "conflict": False, **said}
    return view  # type: ignore[no-any-return]


def test_in_markdown_the_best_is_bold_the_second_underlined_and_sources_are_named() -> None:
    assert shown(Markdown()) == (
        f"| Paper | {NAME} ↑ |\n"
        "| --- | ---: |\n"
        "| one | <u>85 (hand) / 87.2% (papers\\_with\\_code)</u> |\n"
        "| two | **86%** |\n"
        "| three | best \\| ever |\n"
        "| four | — |\n"
        "\n"
        f"- {NAME} ↑: Hugging Face; Papers with Code; entered by hand.\n"
        "- Licences of the data: Papers with Code CC BY-SA 4.0 "
        "(https://creativecommons.org/licenses/by-sa/4.0/).\n"
    )


def test_for_programs_numbers_are_numbers_without_marks() -> None:
    assert shown(Csv()).removeprefix("\ufeff").splitlines() == [
        f"key,{NAME}",
        "one,85 (hand) / 87.2% (papers_with_code)",
        "two,86.0",
        "three,best | ever",
        "four,",
    ]
    assert shown(Tsv()).splitlines()[2] == "two\t86.0"


def test_a_paper_that_was_left_out_has_no_row() -> None:
    comparison = only_known(compare(PAPERS, Asked()))

    assert written(Tsv(), comparison_table(comparison, PAPERS))[1].rows == 3


def test_the_arrow_points_where_it_is_better_and_there_is_none_where_nobody_knows() -> None:
    column: Any = {"task": "T", "dataset": "D", "split": None, "metric": "M", "direction": None, "told_by": None}

    headings = [heading(column | {"direction": direction}) for direction in ("up", "down", None)]

    assert headings == ["T / D / M ↑", "T / D / M ↓", "T / D / M"]


def test_many_values_are_cut() -> None:
    assert cell_of(cell("1", "2", "3", "4", "5")).value == "1 / 2 / 3 / +2 more"


def test_only_the_first_two_places_are_marked() -> None:
    assert [cell_of(cell("1", place=place)).mark for place in (1, 2, 3, None)] == ["best", "second", None, None]
