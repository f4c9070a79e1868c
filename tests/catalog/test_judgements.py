"""What the user said of which papers are one binds whatever arrives, and is told so that others can know it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.catalog import edit
from survey.catalog.change import undo
from survey.catalog.judgements import Judged, judged, kept_apart, own_key
from survey.catalog.split import split
from survey.model.same_work import Sameness
from tests.catalog.making import LATER, NOW, Shelf, faults
from tests.model.making import record

if TYPE_CHECKING:
    from survey.model.record import Record

MAMBA: dict[str, Any] = {"title": "Mamba rules", "authors": "Albert Gu; Tri Dao", "year": 2023}
ONE = record("crossref", "1", ids=["doi:10.1000/x"], **MAMBA)
TWIN = record("arxiv", "2", ids=["arxiv:2001.00001"], **MAMBA | {"title": "Graphs of nodes"})
DEW = record("openalex", "3", title="Dew", authors="Eve Null", year=2001)

ids = st.sampled_from(["arxiv:2001.00001", "arxiv:2001.00002", "doi:10.1000/x", "doi:10.1000/y"])
later = st.builds(
    record,
    source=st.sampled_from(("openalex", "file", "arxiv", "crossref")),
    key=st.integers(1, 5).map(str),
    ids=st.lists(ids, max_size=3, unique=True),
    title=st.sampled_from([None, "Mamba rules", "Mamba rulez", "Graphs of nodes"]),
    authors=st.sampled_from([(), ("Albert Gu",), ("Albert Gu", "Tri Dao")]),
    year=st.sampled_from([None, 2022, 2023]),
)
others = later.map(lambda each: replace(each, key=f"other {each.key}"))
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(shelf: Shelf, *leaving: str) -> dict[str, Judged]:
    with shelf.catalog.reading() as reader:
        return judged(reader, lambda: leaving, lambda view: view)


def paper_of(shelf: Shelf, account: Record) -> int:
    at = "SELECT paper_id FROM record WHERE source = ? AND key = ? AND superseded_at IS NULL"
    ((paper,),) = shelf.rows(at, account.source, account.key)
    return int(paper)


@SLOW
@given(st.lists(later, max_size=5), st.booleans(), st.booleans())
def test_what_is_kept_apart_stays_apart_whatever_arrives_in_any_order(
    records: list[Record],
    added: bool,  # noqa: FBT001
    at_once: bool,  # noqa: FBT001
) -> None:
    with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
        papers = shelf.add(ONE, TWIN) if added else list(shelf.take(ONE, TWIN).papers.values())
        edit.judge(shelf.catalog, papers[0], papers[1], Sameness.DIFFERENT, now=NOW)

        for page in [records] if at_once else [[each] for each in records]:
            shelf.take(*page, now=LATER)
            assert paper_of(shelf, ONE) != paper_of(shelf, TWIN)

        assert [paper_of(shelf, ONE), paper_of(shelf, TWIN)] == papers
        assert frozenset(papers) not in {frozenset(pair) for pair in shelf.rows("SELECT first, second FROM pair")}
        assert faults(shelf.path) == []


@SLOW
@given(st.lists(others, max_size=4), st.lists(others, max_size=3))
def test_what_is_made_one_stays_one_whatever_arrives(before: list[Record], after: list[Record]) -> None:
    with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
        one, dew = shelf.add(ONE, DEW)
        shelf.take(*before)
        edit.judge(shelf.catalog, one, dew, Sameness.SAME, now=NOW)

        for each in after:
            shelf.take(each, now=LATER)

        assert paper_of(shelf, DEW) == paper_of(shelf, ONE)
        assert faults(shelf.path) == []


@SLOW
@given(st.lists(later, max_size=5), st.booleans())
def test_what_is_said_twice_changes_nothing(records: list[Record], added: bool) -> None:  # noqa: FBT001
    with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
        for each in records:
            (paper,) = shelf.take(each).papers.values()
            if added:
                edit.add_papers(shelf.catalog, [paper], now=NOW)
        last = list({(each.source, each.key): each for each in records}.values())
        for each in last:
            shelf.take(each)
        before = shelf.dump()

        for each in last:
            intake = shelf.take(each)
            edit.add_papers(shelf.catalog, intake.papers.values() if added else [], now=LATER)
            assert (intake.new, intake.changed) == (set(), set())

        assert shelf.dump() == before


def test_each_of_two_names_the_other_by_its_key_or_in_full(shelf: Shelf) -> None:
    one, twin = shelf.add(ONE, TWIN)
    edit.judge(shelf.catalog, one, twin, Sameness.DIFFERENT, now=NOW)

    in_full = "? | doi:10.1000/x | 2023 | Albert Gu; Tri Dao | Mamba rules"
    assert told(shelf, "gu2023mamba", "gu2023graphs") == {
        "gu2023mamba": Judged(["gu2023graphs"], []),
        "gu2023graphs": Judged(["gu2023mamba"], []),
    }
    assert told(shelf, "gu2023graphs")["gu2023graphs"].different == [in_full]
    with shelf.catalog.reading() as reader:
        assert kept_apart(reader, one) == {twin}


def test_a_paper_names_the_parts_that_it_was_made_of(shelf: Shelf) -> None:
    one, twin = shelf.add(ONE, TWIN)
    (dew,) = shelf.add(DEW)
    edit.judge(shelf.catalog, twin, dew, Sameness.SAME, now=NOW)
    edit.judge(shelf.catalog, one, twin, Sameness.SAME, now=NOW)

    (said,) = told(shelf).values()

    dewy, nodes = "null2001dew | ? | 2001 | Eve Null | Dew", "| arxiv:2001.00001 | 2023 | Albert Gu; Tri Dao | Graphs"
    assert dewy in said.same
    assert any(nodes in each for each in said.same)
    undo(shelf.catalog, now=NOW)
    assert told(shelf)["gu2023graphs"].same == [dewy]
    split(shelf.catalog, twin, [("openalex", "3")], now=NOW)
    assert told(shelf, "null2001dew", "gu2023graphs") == {
        "gu2023graphs": Judged(["null2001dew"], []),
        "null2001dew": Judged(["gu2023graphs"], []),
    }


def test_where_nothing_was_said_nobody_is_asked_what_leaves(shelf: Shelf) -> None:
    shelf.add(ONE, TWIN)

    with shelf.catalog.reading() as reader:
        assert judged(reader, lambda: 1 // 0, lambda view: view) == {}  # type: ignore[arg-type, return-value]


def test_the_key_of_an_entry_is_known_by_its_account() -> None:
    places = {("file", "a.bib#b2020~0f0f"), ("file", "a.bib#c#2~1a1a#2"), ("crossref", "10.1/x#d~")}

    assert own_key({"b2020"}, places) == "b2020"
    assert own_key({"c", "d"}, places) is None
