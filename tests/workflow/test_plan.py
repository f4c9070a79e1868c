"""What a crawl is to do, kept and read back; and what it may cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.errors import SourceCappedError
from survey.model.reference import Citing, Way
from survey.workflow.plan import Plan
from survey.workflow.purse import Purse
from tests.formats.views import paper

numbers = st.none() | st.integers(0, 3000)
words = st.none() | st.text(max_size=10)
plans = st.builds(
    Plan,
    papers=st.lists(st.integers(1, 99), max_size=4).map(tuple),
    drafts=st.lists(st.text(max_size=8), max_size=2).map(tuple),
    ways=st.lists(st.sampled_from(Way), min_size=1, unique=True).map(tuple),
    depth=st.integers(1, 9),
    budget=st.integers(0, 999),
    saturation=st.floats(0, 1),
    since=numbers,
    min_citations=numbers,
    venue=words,
    match=words,
    baselines=numbers,
)


@given(plan=plans)
def test_a_plan_that_was_kept_is_read_back_as_it_was(plan: Plan) -> None:
    assert Plan.from_json(plan.to_json()) == plan


def test_seeds_stand_in_an_order_of_their_own_each_once() -> None:
    plan = Plan(papers=(9, 2, 9), drafts=("/b", "/a", "/b"))

    assert plan.seeds == [Citing(2), Citing(9), Citing(draft="/a"), Citing(draft="/b")]


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        (Plan(), True),
        (Plan(since=2020), True),
        (Plan(since=2021), False),
        (Plan(min_citations=5), True),
        (Plan(min_citations=6), False),
        (Plan(venue="Computer Vision and Pattern Recognition"), True),
        (Plan(venue="ICML"), False),
    ],
)
def test_a_paper_is_wanted_where_every_condition_holds(plan: Plan, wanted: bool) -> None:  # noqa: FBT001
    counted = {"count": 5, "source": "openalex", "on": "2026-11-20"}

    view = paper(title="Lanterns", abstract="In fog.", year=2020, venue="CVPR", citations=counted)

    assert plan.wants(view) is wanted


def test_an_unknown_year_is_not_held_against_a_paper_but_an_unknown_count_is_none() -> None:
    assert Plan(since=2020).wants(paper())
    assert not Plan(min_citations=1).wants(paper())


def test_an_empty_purse_caps_whoever_asks() -> None:
    purse = Purse(0)

    with pytest.raises(SourceCappedError, match="budget of 0 requests is spent"):
        purse.pay("arxiv", lambda: None)

    assert purse.is_short


def test_what_costs_nothing_in_the_end_does_not_empty_a_purse() -> None:
    purse = Purse(1)

    for _ in range(3):
        purse.pay("arxiv", lambda: None)

    assert not purse.is_short
