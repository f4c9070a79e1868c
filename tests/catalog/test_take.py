"""Records in."""

from __future__ import annotations

import gc
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from survey.catalog.take import take
from survey.model.record import Citations, Record, Repository, Summary
from tests.catalog.making import LATER, NOW, Shelf, faults
from tests.model.making import record

if TYPE_CHECKING:
    from collections.abc import Iterator

MAMBA = record(
    title="Mamba: Linear-Time Sequence Modeling",
    authors="Albert Gu; Tri Dao",
    year=2023,
    ids=["arxiv:2312.00752"],
    abstract="State spaces, selectively.",
    citations=3,
)


def test_a_record_becomes_a_paper(shelf: Shelf) -> None:
    intake = shelf.take(MAMBA)

    (paper,) = intake.new
    assert intake.papers == {("arxiv", "1"): paper}
    assert intake.changed == {paper}
    view = shelf.view("arxiv:2312.00752")
    assert (view["key"], view["title"], view["authors"]) == ("gu2023mamba", MAMBA.title, ["Albert Gu", "Tri Dao"])
    assert view["citations"] == {"count": 3, "source": "arxiv", "on": "2026-11-20"}
    assert view["added"] is None
    assert faults(shelf.path) == []


def test_taking_the_same_again_changes_nothing(shelf: Shelf) -> None:
    shelf.take(MAMBA)
    before = shelf.dump()

    intake = shelf.take(MAMBA, MAMBA)

    assert (intake.new, intake.changed) == (set(), set())
    assert intake.papers == {("arxiv", "1"): 1}
    assert shelf.dump() == before


def test_a_page_may_hold_a_record_twice(shelf: Shelf) -> None:
    shelf.take(MAMBA, MAMBA)

    assert shelf.rows("SELECT count(*) FROM record") == [(1,)]


def test_a_source_that_says_something_new_is_shown_and_its_former_word_is_kept(shelf: Shelf) -> None:
    shelf.take(record(title="Mamba", year=2023))

    intake = shelf.take(record(title="Mamba rules", year=2023), now=LATER)

    assert (intake.new, intake.changed) == (set(), {1})
    assert shelf.view("Mamba rules")["origins"]["title"]["on"] == "2026-12-24"
    assert shelf.rows("SELECT json_extract(body, '$.title'), superseded_at IS NULL FROM record ORDER BY id") == [
        ("Mamba", 0),
        ("Mamba rules", 1),
    ]


def test_what_a_source_leaves_out_this_time_stands_as_it_said_before(shelf: Shelf) -> None:
    asked = record(
        title="Mamba",
        authors="A Gu; T Dao",
        ids=["arxiv:2312.00752", "doi:10.1000/m"],
        summary=Summary("Fast.", "semantic_scholar"),
        details=(("pages", "1-9"), ("volume", "7")),
    )
    in_a_list = record(
        title="Mamba", authors="A Gu", authors_cut=True, ids=["arxiv:2312.00752"], details=(("volume", "8"),), year=2023
    )
    shelf.take(asked)

    shelf.take(in_a_list)

    view = shelf.view("arxiv:2312.00752")
    assert view["authors"] == ["A Gu", "T Dao"]
    assert view["identifiers"] == {"arxiv": "2312.00752", "doi": "10.1000/m"}
    assert view["summary"]["text"] == "Fast."
    assert view["details"] == {"pages": "1-9", "volume": "8"}
    assert view["year"] == 2023


def test_a_record_that_only_says_less_changes_nothing(shelf: Shelf) -> None:
    shelf.take(MAMBA)
    before = shelf.dump()

    intake = shelf.take(record(title=MAMBA.title, ids=["arxiv:2312.00752"]))

    assert intake.changed == set()
    assert shelf.dump() == before


def test_counts_are_a_series(shelf: Shelf) -> None:
    shelf.take(record(title="Mamba", citations=3))
    shelf.take(record(title="Mamba", citations=5), now=LATER)
    intake = shelf.take(record(title="Mamba", citations=Citations(1, date(2024, 1, 1))), now=LATER)

    assert intake.new == set()
    assert shelf.rows("SELECT on_date, count FROM count ORDER BY on_date") == [
        ("2024-01-01", 1),
        ("2026-11-20", 3),
        ("2026-12-24", 5),
    ]
    assert shelf.view("Mamba")["citations"]["count"] == 5
    assert shelf.rows("SELECT count(*) FROM record") == [(1,)]


def test_a_count_that_moved_is_a_change(shelf: Shelf) -> None:
    shelf.take(record(title="Mamba", citations=3))

    assert shelf.take(record(title="Mamba", citations=4), now=LATER).changed == {1}


def test_two_accounts_of_one_paper_show_the_best_of_both(shelf: Shelf) -> None:
    shelf.take(MAMBA)

    intake = shelf.take(
        record("crossref", "10.1/m", ids=["arxiv:2312.00752", "doi:10.1000/m"], venue="COLM", year=2024)
    )

    assert (intake.new, intake.changed) == (set(), {1})
    view = shelf.view("doi:10.1000/m")
    assert (view["title"], view["year"], view["sources"]) == (MAMBA.title, 2024, ["arxiv", "crossref"])


def test_identifiers_authors_and_results_are_as_shown(shelf: Shelf) -> None:
    shelf.take(MAMBA)
    shelf.take(record(title=MAMBA.title, authors="Tri Dao; Albert Gu; Ann Lee", ids=["arxiv:2312.00752"]), now=LATER)

    assert shelf.rows("SELECT scheme, value, paper_id FROM identifier") == [("arxiv", "2312.00752", 1)]
    assert shelf.rows("SELECT author FROM authorship ORDER BY position") == [
        ("Tri Dao",),
        ("Albert Gu",),
        ("Ann Lee",),
    ]


def test_an_identifier_is_of_one_paper_only_and_the_clash_is_asked_about(shelf: Shelf) -> None:
    shelf.take(
        record("arxiv", "1", ids=["arxiv:2312.00752", "doi:10.1000/m"], title="Mamba", authors="A Gu", year=2023)
    )
    shelf.take(
        record("arxiv", "2", ids=["arxiv:2312.00999", "doi:10.1000/m"], title="Frogs", authors="B Null", year=2020)
    )

    assert shelf.rows("SELECT count(*), count(DISTINCT value) FROM identifier WHERE scheme = 'doi'") == [(1, 1)]
    assert shelf.pairs() == {frozenset({"gu2023mamba", "null2020frogs"})}


def test_a_cite_key_is_never_given_twice(shelf: Shelf) -> None:
    same: dict[str, Any] = {"title": "Mamba", "authors": "A Gu", "year": 2023}
    for number in range(4):
        shelf.take(record(key=str(number), ids=[f"arxiv:2312.0000{number}"], **same))
    shelf.take(*(record(key=str(number), ids=[f"arxiv:2312.0000{number}"], **same) for number in range(4, 7)))

    keys = [view["key"] for view in shelf.views()]
    assert keys == ["gu2023mamba", *(f"gu2023mamba{letter}" for letter in "bcdefg")]


def test_a_key_improves_while_a_paper_is_only_found_and_stays_once_it_is_added(shelf: Shelf) -> None:
    shelf.take(record(title="Mamba", year=2023))
    shelf.take(record("crossref", "x", title="Mamba", authors="A Gu", year=2023, ids=["doi:10.1000/m"]))
    (paper,) = shelf.add(record("crossref", "y", title="Frogs", year=2020))
    shelf.take(record("crossref", "y", title="Frogs", authors="B Null", year=2020))

    assert {view["key"] for view in shelf.views()} == {"mamba2023", "gu2023mamba", "frogs2020"}
    assert shelf.paper("frogs2020") == paper


def test_the_run_that_brought_a_record_is_remembered(shelf: Shelf) -> None:
    shelf.catalog.upgrade()
    with shelf.catalog.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO run (id, verb, source, query, sent, started_at, hits, new, unreadable, requests) "
            "VALUES (7, 'search', 'arxiv', 'mamba', '[]', '', 0, 0, 0, 0)"
        )
    take(shelf.catalog, [MAMBA], now=NOW, run=7)

    assert shelf.rows("SELECT run_id FROM record") == [(7,)]


def test_records_are_taken_as_they_come_and_a_page_at_a_time(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.catalog.take.PAGE", 10)
    seen: list[int] = []

    def arriving() -> Iterator[Record]:
        for number in range(25):
            seen.append(shelf.rows("SELECT count(*) FROM record")[0][0])
            yield record(key=str(number), title=f"Paper number {number}")

    intake = take(shelf.catalog, arriving(), now=NOW)

    assert len(intake.new) == 25
    assert seen == [0] * 10 + [10] * 10 + [20] * 5


def test_garbage_is_looked_for_as_often_as_before_once_all_is_taken_in(shelf: Shelf) -> None:
    before, meanwhile = gc.get_threshold(), []

    def breaking() -> Iterator[Record]:
        yield record(title="Paper one")
        meanwhile.append(gc.get_threshold())
        raise ConnectionError

    with pytest.raises(ConnectionError):
        take(shelf.catalog, breaking(), now=NOW)

    assert meanwhile[0][0] > before[0]
    assert gc.get_threshold() == before


def test_what_arrived_before_a_source_broke_is_kept(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.catalog.take.PAGE", 2)

    def breaking() -> Iterator[Record]:
        yield from (record(key=str(number), title=f"Paper number {number}") for number in range(3))
        raise ConnectionError

    with pytest.raises(ConnectionError):
        take(shelf.catalog, breaking(), now=NOW)

    assert len(shelf.views()) == 2
    assert faults(shelf.path) == []


def test_papers_that_come_together_later_are_told_by_what_they_became(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.catalog.take.PAGE", 1)

    intake = shelf.take(
        record("arxiv", "a", ids=["arxiv:2312.00752"], title="Mamba"),
        record("crossref", "b", ids=["doi:10.1000/m"], title="Mamba, printed"),
        record("openalex", "c", ids=["arxiv:2312.00752", "doi:10.1000/m"]),
    )

    assert set(intake.papers.values()) == intake.new == intake.changed == {1}


UNWRITABLE = "a\x00b\ud800c"


def test_text_that_no_file_can_hold_is_kept_without_what_is_wrong_with_it(shelf: Shelf) -> None:
    broken = record(
        key=UNWRITABLE,
        title=UNWRITABLE,
        authors=(UNWRITABLE,),
        abstract=UNWRITABLE,
        venue=UNWRITABLE,
        url=UNWRITABLE,
        repositories=(Repository(url=UNWRITABLE, license=UNWRITABLE),),
        details=((UNWRITABLE, UNWRITABLE),),
        citations=2,
    )

    intake = shelf.take(broken)

    assert intake.papers == {("arxiv", UNWRITABLE): 1}
    assert shelf.view("abc")["authors"] == ["abc"]
    assert all("\\u0000" not in str(row) and "\\ud800" not in str(row) for row in shelf.rows("SELECT view FROM paper"))
    assert shelf.take(broken).changed == set()
    assert faults(shelf.path) == []


def test_a_text_that_only_speaks_of_nul_is_kept_as_it_is(shelf: Shelf) -> None:
    shelf.take(record(title=r"On the character \u0000"))

    assert shelf.views()[0]["title"] == r"On the character \u0000"


def test_a_view_is_what_settling_anew_would_show(shelf: Shelf) -> None:
    from survey.catalog.upkeep import refold

    shelf.take(MAMBA, record("crossref", "x", ids=["arxiv:2312.00752"], citations=Citations(9, date(2025, 1, 1))))
    before = shelf.dump()

    assert refold(shelf.catalog) == 1

    assert shelf.dump() == before
    assert json.loads(shelf.rows("SELECT view FROM paper")[0][0])["citations"]["count"] == 9
