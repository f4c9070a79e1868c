"""Tables: groups, order, notes, and not holding more than is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from survey.formats.table import GROUPINGS, review_table
from survey.model.errors import AskedWronglyError
from tests.formats.views import lattice, paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.formats.table import ReviewTable
    from survey.model.view import PaperView


def grouped(table: ReviewTable) -> dict[str | None, list[object]]:
    return {group.label: [row[0].value for row in group.rows] for group in table.groups}


def test_without_groups_the_order_is_kept() -> None:
    table = review_table([paper(key="b"), paper(key="a")], ["key"])

    assert grouped(table) == {None: ["b", "a"]}
    assert table.grouped_by is None


def test_years_run_from_the_newest_and_the_unknown_is_last() -> None:
    views = [paper(key="x"), *(paper(key=str(year), year=year) for year in (2019, 2021, 2020, 2021))]

    table = review_table(views, ["key"], group_by="year")

    assert list(grouped(table).items()) == [
        ("2021", ["2021", "2021"]),
        ("2020", ["2020"]),
        ("2019", ["2019"]),
        (None, ["x"]),
    ]


@pytest.mark.parametrize(("by", "field"), [("venue", "venue"), ("kind", "venue_kind")])
def test_names_run_from_a_to_z_whatever_their_case(by: str, field: str) -> None:
    views = [paper(key="0"), *(paper(key=name, **{field: name}) for name in ("iclr", "CVPR", "NeurIPS"))]

    assert list(grouped(review_table(views, ["key"], group_by=by))) == ["CVPR", "iclr", "NeurIPS", None]


def test_a_paper_with_two_tags_stands_under_both() -> None:
    table = review_table([paper(key="a", tags=["x", "y"]), paper(key="b")], ["key"], group_by="tag")

    assert grouped(table) == {"x": ["a"], "y": ["a"], None: ["b"]}


def test_what_nothing_can_be_grouped_by_is_asked_wrongly() -> None:
    with pytest.raises(AskedWronglyError, match="grouped by colour") as caught:
        review_table([], group_by="colour")

    assert all(name in str(caught.value.hint) for name in (*GROUPINGS, "none"))


def test_none_is_no_grouping() -> None:
    assert grouped(review_table([paper(key="a")], ["key"], group_by="none")) == {None: ["a"]}


def test_a_row_is_ready_before_the_next_paper_is_drawn() -> None:
    drawn: list[str] = []

    def views() -> Iterator[PaperView]:
        for key in ("a", "b"):
            drawn.append(key)
            yield paper(key=key)

    rows = next(iter(review_table(views(), ["key"]).groups)).rows
    next(iter(rows))

    assert drawn == ["a"]


def test_notes_speak_only_of_what_was_shown() -> None:
    table = review_table([lattice()], ["title", "year"])
    grouped(table)

    assert table.notes() == ["Title, Year: arXiv, 2026-11-01."]


def test_notes_are_the_same_in_any_order_of_papers() -> None:
    views = [lattice(), paper(title="B", origins={"title": {"source": "openalex", "on": "2026-10-01"}})]
    one, other = review_table(views), review_table(views[::-1])
    grouped(one), grouped(other)

    assert sorted(one.notes()) == sorted(other.notes())


def test_a_column_in_which_nothing_is_known_is_noticed() -> None:
    table = review_table([lattice()], ["title", "ImageNt:Top 1"])
    grouped(table)

    assert table.notices() == ["nothing is known for the column ImageNt:Top 1"]


def test_an_empty_table_has_nothing_to_notice() -> None:
    table = review_table([], ["title"])
    grouped(table)

    assert table.notices() == []
    assert table.notes() == []
