"""Taking back at once what a file brought: nothing else comes of it than of doing so row by row."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from survey.catalog.bring import Wish, bring_papers
from survey.catalog.change import Rows, undo
from survey.catalog.edit import judge, tag_paper
from survey.catalog.settle import settle
from survey.catalog.take_back import take_back_at_once
from survey.model.record import Record
from survey.model.same_work import Sameness
from tests.catalog.making import NOW, Shelf, faults


def _brought(shelf: Shelf) -> list[int]:
    """Papers that a file brought: one was there with a tag, and a key leads to it besides."""
    (there,) = shelf.add(_titled("Roofs Seen From Above"), tags=["mine"])
    new = [shelf.take(_titled(title)).papers["file", title] for title in ("On Doors", "The Nature of Windows")]
    wishes = [Wish(there, "roofs", ("peft",)), Wish(new[0], "a", ("peft", "to read"), ("Seen.",)), Wish(new[1])]
    bring_papers(shelf.catalog, wishes, "add x.bib", now=NOW)
    return [there, *new]


def _titled(title: str) -> Record:
    return Record(source="file", key=title, title=title, authors=("Ada Roe",), year=2020)


def _take_back_last(shelf: Shelf) -> bool:
    ((number, steps),) = shelf.rows("SELECT id, steps FROM change ORDER BY id DESC LIMIT 1")
    with shelf.catalog.writing() as connection:
        rows = Rows(connection)
        is_done = take_back_at_once(rows, json.loads(steps))
        settle(connection, rows.papers)
        connection.exec_driver_sql("UPDATE change SET undone_at = '' WHERE id = ?", (number,))
    return is_done


def test_what_a_file_brought_is_gone_as_if_it_were_taken_back_row_by_row(shelf: Shelf, tmp_path: Path) -> None:
    _brought(shelf)
    shelf.catalog.close()
    with Shelf(Path(shutil.copy(shelf.path, tmp_path / "other.sqlite"))) as other:
        undo(other.catalog, now=NOW)

        assert _take_back_last(shelf)

        assert shelf.dump() == other.dump()
        assert faults(shelf.path) == []
        assert [view["tags"] for view in shelf.views() if view["added"]] == [["mine"]]


def test_a_change_that_is_more_is_left_to_be_taken_back_row_by_row(shelf: Shelf) -> None:
    there, *_ = _brought(shelf)
    tag_paper(shelf.catalog, there, on=[], off=["mine"], now=NOW)
    before = shelf.dump()

    assert not _take_back_last(shelf)
    assert shelf.dump() == before


def test_so_is_one_of_which_a_paper_was_merged_into_another_since(shelf: Shelf) -> None:
    there, door, _ = _brought(shelf)
    ((steps,),) = shelf.rows("SELECT steps FROM change ORDER BY id DESC LIMIT 1")
    judge(shelf.catalog, there, door, Sameness.SAME, now=NOW)

    with shelf.catalog.writing() as connection:
        assert not take_back_at_once(Rows(connection), json.loads(steps))
