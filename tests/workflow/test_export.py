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

if TYPE_CHECKING:
    from pathlib import Path

    from survey.catalog.catalog import Catalog
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


def test_where_there_is_no_catalog_none_is_made(library: Library) -> None:
    with pytest.raises(SurveyError, match="there is no catalog"):
        export(library.catalog, format_for(TSV), Wanted(selection=Selection()), io.StringIO())

    assert not library.catalog.path.exists()
