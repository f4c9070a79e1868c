"""The review table on its way out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from survey.catalog.read import Selection
from survey.formats.format import format_for
from survey.model.errors import AskedWronglyError, SurveyError
from survey.workflow.add import add
from survey.workflow.export import Wanted, export, export_file, export_into
from tests.model.boards import board, row

if TYPE_CHECKING:
    from pathlib import Path

    from survey.catalog.catalog import Catalog
    from survey.model.leaderboard import LeaderboardView
    from survey.workflow.asking import Library

TSV, MARKDOWN = "tsv", "markdown"


@pytest.fixture
def catalog(library: Library) -> Catalog:
    add(library, ["2001.00001", "2001.00003"])
    return library.catalog


def test_what_is_written_is_told(catalog: Catalog) -> None:
    out = io.StringIO()

    written = export(catalog, format_for(TSV), Wanted(selection=Selection(sort="key"), columns=["key", "status"]), out)

    assert out.getvalue() == "key\tstatus\nmoreau2021sparse\t\nokonkwo2020harbour\t\n"
    assert written.rows == 2
    assert "nothing is known for the column status" in written.notices


def test_a_file_that_cannot_be_written_in_full_stays_what_it_was(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "review.tsv").write_text("mine")

    with pytest.raises(AskedWronglyError):
        export_file(
            catalog, format_for(TSV), Wanted(selection=Selection(), columns=["colour"]), tmp_path / "review.tsv"
        )

    assert (tmp_path / "review.tsv").read_text() == "mine"


def test_into_a_page_twice_changes_it_once(catalog: Catalog, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- survey:begin -->\n<!-- survey:end -->\n")
    wanted = Wanted(selection=Selection())

    changed = [export_into(catalog, format_for(MARKDOWN), wanted, page)[1] for _ in range(2)]

    assert changed == [True, False]
    assert page.read_text().count("Sparse Lanterns") == 1


class Boards:
    """Leaderboards, and which were asked for."""

    def __init__(self, *known: LeaderboardView) -> None:
        self.known = {(board["task"], board["dataset"]): board for board in known}
        self.asked: list[tuple[str, str]] = []

    def __call__(self, task: str, dataset: str) -> LeaderboardView | None:
        self.asked.append((task, dataset))
        return self.known.get((task, dataset))


def boards() -> Boards:
    return Boards(
        {
            **board(row("90%", model="Beacon"), row("81.5%", arxiv="2001.00001")),
            "task": "Reading",
            "dataset": "LongDocs",
        }
    )


def exported(catalog: Catalog, form: str, columns: str, leaderboards: Boards) -> str:
    out = io.StringIO()
    wanted = Wanted(selection=Selection(sort="key"), columns=columns.split(","))
    export(catalog, format_for(form), wanted, out, leaderboards=leaderboards)
    return out.getvalue()


def test_a_row_says_by_how_much_it_is_beaten_where_the_leaderboard_is_known(catalog: Catalog) -> None:
    page = exported(catalog, MARKDOWN, "key,results", boards())

    assert "| LongDocs: Accuracy 81.5% (best 90%, +8.5); LongDocs: Recall 77.0% |" in page
    assert "- Results: Papers with Code, 2020-08-01." in page


def test_for_programs_numbers_stay_numbers(catalog: Catalog) -> None:
    rows = exported(catalog, TSV, "key,LongDocs:Accuracy,LongDocs:Accuracy:beaten,LongDocs:Recall:beaten", boards())

    assert rows.splitlines()[1:] == ["moreau2021sparse\t81.5\t8.5\t", "okonkwo2020harbour\t\t\t"]


def test_a_leaderboard_is_asked_for_once_and_only_where_results_are_shown(catalog: Catalog) -> None:
    asked = boards()
    exported(catalog, TSV, "key,title", asked)
    before = list(asked.asked)

    exported(catalog, TSV, "results", asked)

    assert (before, asked.asked) == ([], [("Reading", "LongDocs")])


def test_into_a_file_and_a_page_the_leaderboards_go_too(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("<!-- survey:begin -->\n<!-- survey:end -->\n")
    wanted = Wanted(selection=Selection(), columns=["results"])

    export_file(catalog, format_for(MARKDOWN), wanted, tmp_path / "file.md", leaderboards=boards())
    export_into(catalog, format_for(MARKDOWN), wanted, tmp_path / "page.md", leaderboards=boards())

    assert all("(best 90%, +8.5)" in (tmp_path / name).read_text() for name in ("file.md", "page.md"))


def test_where_there_is_no_catalog_none_is_made(library: Library) -> None:
    with pytest.raises(SurveyError, match="there is no catalog"):
        export(library.catalog, format_for(TSV), Wanted(selection=Selection()), io.StringIO())

    assert not library.catalog.path.exists()
