"""The order in which records arrive does not matter."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.catalog.upkeep import refold
from survey.model.record import Record
from tests.catalog.making import Shelf, faults
from tests.model.making import record

PAPER: dict[str, Any] = {"title": "Mamba rules", "authors": "Albert Gu; Tri Dao", "year": 2023}
CASES = {
    "three sources of one paper": [
        record("arxiv", "a", ids=["arxiv:2312.00752"], **PAPER),
        record("crossref", "b", ids=["doi:10.1000/m", "arxiv:2312.00752"], **PAPER),
        record("openalex", "c", ids=["doi:10.1000/m"], title="Mamba rules!", authors="A. Gu", venue="COLM"),
    ],
    "a bridge between two": [
        record("arxiv", "a", ids=["arxiv:2312.00752"], title="Mamba rules", authors="Albert Gu"),
        record("crossref", "b", ids=["doi:10.1000/m"], title="The rules of Mamba", authors="Albert Gu"),
        record("semantic_scholar", "c", ids=["arxiv:2312.00752", "doi:10.1000/m"]),
    ],
    "a bridge of another title": [
        record("arxiv", "a", ids=["arxiv:2312.00752"], title="Mamba rules", authors="A Gu", year=2023),
        record("arxiv", "a2", title="Mamba at large", authors="A Gu", year=2023),
        record("semantic_scholar", "c", ids=["arxiv:2312.00752"], title="Mamba at large", authors="A Gu", year=2024),
    ],
    "a bridge that contradicts": [
        record("arxiv", "a", ids=["arxiv:2312.00752", "doi:10.1000/m"], **PAPER),
        record("arxiv", "b", ids=["arxiv:2312.00999", "doi:10.1000/m"], title="Frogs", authors="B Null", year=2020),
        record("crossref", "c", ids=["doi:10.1000/m"], title="Mamba rules", authors="Albert Gu"),
    ],
    "versions along the years": [
        record("openalex", str(year), title="Mamba rules", authors="Albert Gu", year=year)
        for year in (2021, 2022, 2023)
    ],
    "two that are doubtful and one that decides": [
        record("arxiv", "a", title="Mamba rules", authors="Albert Gu", ids=["arxiv:2312.00752"]),
        record("crossref", "b", title="Mamba rules", authors="Albert Gu", year=2023, ids=["doi:10.1000/m"]),
        record("openalex", "c", ids=["arxiv:2312.00752", "doi:10.1000/m"]),
    ],
    "titles with other DOIs": [
        record("crossref", "a", ids=["doi:10.1000/a"], **PAPER),
        record("crossref", "b", ids=["doi:10.1000/b"], **PAPER),
        record("arxiv", "c", **PAPER),
    ],
}


def kept(folder: str, records: list[Record], *, at_once: bool) -> tuple[Any, ...]:
    """What a new catalog holds after taking `records`. Keys go untold: who comes first gets the plain one."""
    with Shelf(Path(folder) / "catalog.sqlite") as shelf:
        if at_once:
            shelf.take(*records)
        else:
            for each in records:
                shelf.take(each)
        views = shelf.views()
        title = {view["key"]: str(view["title"]) + str(view["identifiers"]) for view in views}
        pairs = sorted(sorted(title[key] for key in pair) for pair in shelf.pairs())
        assert len(title) == len(views)
        assert faults(shelf.path) == []
        return shelf.partition(), sorted(str(view | {"key": ""}) for view in views), pairs


@pytest.mark.parametrize("case", CASES)
def test_every_order_of_arrival_leads_to_the_same_papers(case: str) -> None:
    found = []
    for number, order in enumerate(permutations(CASES[case])):
        with TemporaryDirectory() as folder:
            found.append(kept(folder, list(order), at_once=False))
        if number < 2:
            with TemporaryDirectory() as folder:
                found.append(kept(folder, list(order), at_once=True))

    assert all(each == found[0] for each in found)


ids = st.sampled_from(["arxiv:2001.00001", "arxiv:2001.00002", "doi:10.1000/x", "doi:10.1000/y", "openalex:W1001"])
accounts = st.builds(
    lambda **said: record("arxiv", **said),
    key=st.integers(0, 99).map(str),
    ids=st.lists(ids, max_size=2, unique=True),
    title=st.sampled_from([None, "Mamba rules", "Mamba rulez", "Graphs of nodes"]),
    authors=st.sampled_from([(), ("A Gu",), ("A Gu", "T Dao"), ("T Dao",)]),
    year=st.sampled_from([None, 2021, 2022, 2023]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(accounts, max_size=5, unique_by=lambda each: each.key), st.randoms())
def test_any_accounts_in_any_order_lead_to_the_same_papers(records: list[Record], chance: Any) -> None:
    shuffled = list(records)
    chance.shuffle(shuffled)
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        assert kept(one, records, at_once=True) == kept(other, shuffled, at_once=False)


def test_two_papers_come_together_when_a_record_names_both(shelf: Shelf) -> None:
    one, other, bridge = CASES["a bridge between two"]
    shelf.take(one)
    shelf.take(other)

    intake = shelf.take(bridge)

    assert intake.papers == {("semantic_scholar", "c"): 1}
    assert intake.new == set()
    assert len(shelf.views()) == 1
    assert shelf.paper("arxiv:2312.00752") == shelf.paper("doi:10.1000/m") == 1


def test_a_doubtful_pair_is_listed_and_not_merged_until_it_is_sure(shelf: Shelf) -> None:
    one, other, bridge = CASES["two that are doubtful and one that decides"]
    shelf.take(one, other)
    assert shelf.pairs() == {frozenset({"gumamba", "gu2023mamba"})}

    shelf.take(bridge)

    assert shelf.pairs() == set()
    assert len(shelf.views()) == 1


def test_a_question_that_has_answered_itself_is_no_longer_asked(shelf: Shelf) -> None:
    shelf.take(record("arxiv", "a", title="Mamba rules", authors="Albert Gu"))
    shelf.take(record("crossref", "b", **PAPER))
    assert len(shelf.pairs()) == 1

    shelf.take(record("arxiv", "a", title="Mamba rules", authors="Albert Gu", year=1999))
    shelf.take(record("arxiv", "a", title="Quite another paper", authors="Albert Gu", year=1999))

    assert shelf.pairs() == set()


def test_what_is_merged_may_come_apart_again_while_it_is_only_found(shelf: Shelf) -> None:
    one, other, bridge = CASES["a bridge that contradicts"]
    shelf.take(bridge)
    shelf.take(other)
    assert len(shelf.views()) == 2

    shelf.take(one)

    assert shelf.partition() == {
        frozenset({("arxiv", "a"), ("crossref", "c")}),
        frozenset({("arxiv", "b")}),
    }


def test_what_is_in_the_survey_never_comes_apart_by_itself(shelf: Shelf) -> None:
    one, other, _ = CASES["a bridge that contradicts"]
    (paper,) = shelf.add(
        record("crossref", "c", ids=["doi:10.1000/m"], title="A name of it", authors="B Null; Albert Gu")
    )
    shelf.take(other)
    assert shelf.partition() == {frozenset({("crossref", "c"), ("arxiv", "b")})}

    shelf.take(one)

    assert shelf.partition() == {frozenset({("crossref", "c"), ("arxiv", "b")}), frozenset({("arxiv", "a")})}
    assert shelf.paper("arxiv:2312.00999") == paper
    assert len(shelf.pairs()) == 1


def test_settling_anew_changes_nothing(shelf: Shelf) -> None:
    for case in CASES.values():
        shelf.take(*case)
    before = shelf.dump()

    refold(shelf.catalog)

    assert shelf.dump() == before


def test_every_new_paper_has_a_name_that_no_other_has(shelf: Shelf) -> None:
    for page in (range(3), range(3, 6)):
        shelf.take(*(record(key=str(number), title=f"Paper number {number}") for number in page))

    names = [uid for (uid,) in shelf.rows("SELECT uid FROM paper")]

    assert len(set(names)) == 6
    assert all(len(uid) == 32 and int(uid, 16) >= 0 for uid in names)
