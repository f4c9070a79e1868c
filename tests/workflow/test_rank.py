"""The evidence for candidates, and what it weighs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from survey.catalog.citations import Edge
from survey.model.reference import Citing, Part
from survey.workflow.rank import WEIGHTS, Evidence, Yours, score, weigh
from tests.formats.views import paper, result

NOTHING = Evidence(0, 0, 0, 0, 0, None, 0.0, None)
DRAFT = Citing(draft="/draft.tex")
YOURS = Yours(frozenset({1, 2}), frozenset({"/draft.tex"}))


def edges(*pairs: tuple[int, int]) -> list[Edge]:
    return [Edge(Citing(citing), cited) for citing, cited in pairs]


def weighed(edges: list[Edge], mentions: tuple[tuple[Citing, int, Part | None], ...] = (), **said: object) -> Evidence:
    (evidence,) = weigh({7: paper(**said)}, YOURS, ["Lanterns"], edges, mentions, this_year=2026).values()
    return evidence


def test_only_your_papers_and_drafts_count_as_citing() -> None:
    found = weighed([*edges((1, 7), (2, 7), (9, 7)), Edge(DRAFT, 7), Edge(Citing(draft="/other.tex"), 7)])

    assert found.cited_by == 3


def test_sections_are_counted_once_and_mentions_every_time() -> None:
    related = Part.RELATED_WORK
    mentions = ((Citing(1), 7, related), (Citing(1), 7, related), (Citing(1), 7, None), (DRAFT, 7, related))

    found = weighed([], (*mentions, (Citing(9), 7, related)))

    assert (found.sections, found.mentions) == (2, 4)


def test_cocited_is_how_often_others_cite_it_together_with_yours() -> None:
    assert weighed(edges((9, 7), (9, 1), (9, 2), (8, 7), (8, 3))).cocited == 2


def test_coupled_is_how_many_references_it_shares_with_yours() -> None:
    assert weighed(edges((7, 4), (7, 5), (1, 4), (2, 4), (1, 6))).coupled == 2


def test_citations_a_year_need_a_count_and_a_year() -> None:
    counted = {"count": 30, "source": "openalex", "on": "2026-11-20"}

    assert weighed([], citations=counted, year=2024).per_year == 10.0
    assert weighed([], citations=counted, year=2027).per_year == 30.0
    assert weighed([], citations=counted).per_year is None
    assert weighed([], year=2024).per_year is None


def test_the_best_place_on_a_leaderboard_is_told() -> None:
    assert weighed([], results=[result("Dunes", "Accuracy", "7", rank=rank) for rank in (4, 2, None)]).rank == 2


def test_likeness_is_told_by_title_and_abstract() -> None:
    assert weighed([], title="Lanterns").similarity == 1.0
    assert weighed([], abstract="Dunes").similarity == 0.0


@given(name=st.sampled_from(sorted(WEIGHTS)), low=st.integers(0, 500), more=st.integers(1, 500))
def test_more_evidence_never_scores_less_and_each_further_one_counts_less(name: str, low: int, more: int) -> None:
    first, second, third = (score(NOTHING._replace(**{name: low + step * more})) for step in range(3))

    assert first < second < third
    assert second - first > third - second


def test_nothing_scores_nothing_and_the_first_of_a_leaderboard_more_than_the_second() -> None:
    assert score(NOTHING) == 0
    assert score(NOTHING._replace(rank=1)) > score(NOTHING._replace(rank=2)) > 0
