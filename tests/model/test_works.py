"""Accounts sorted into works: a function of the accounts, not of the order in which they came."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from survey.model.record import Record, Venue, VenueKind
from survey.model.same_work import Sketch, sketch
from survey.model.works import Place, Question, relate, sort_into_works
from tests.model.making import name, record

ids = st.sampled_from(["arxiv:2001.00001", "arxiv:2001.00002", "doi:10.1000/x", "doi:10.1000/y", "openalex:W1001"])
few = st.builds(
    Sketch,
    title=st.sampled_from([None, "mamba rules", "mamba rulez", "graphs"]),
    surnames=st.sampled_from([(), ("gu",), ("gu", "dao"), ("dao",)]),
    year=st.sampled_from([None, 2020, 2021, 2022]),
    identifiers=st.frozensets(ids.map(name), max_size=3),
)
many = st.lists(few, max_size=6)
paper: dict[str, Any] = {"title": "Mamba", "authors": "Albert Gu", "year": 2023}


def numbered(accounts: list[Sketch]) -> dict[Place, Sketch]:
    return {("source", str(number)): account for number, account in enumerate(accounts)}


def works(*accounts: Record, bound: dict[str, int] | None = None, apart: tuple[int, ...] = ()) -> list[str]:
    """The keys of the accounts of each work, joined."""
    found, _ = sort_into_works(
        {(each.source, each.key): sketch(each) for each in accounts},
        bound={(each.source, each.key): bound[each.key] for each in accounts if bound and each.key in bound},
        apart=[frozenset(apart)] if apart else (),
    )
    return sorted("".join(sorted(key for _, key in places)) for places in found)


@given(many, st.randoms())
def test_the_order_of_the_accounts_does_not_matter(accounts: list[Sketch], chance: object) -> None:
    named = numbered(accounts)
    items = list(named.items())
    chance.shuffle(items)  # type: ignore[attr-defined]

    assert relate(dict(items)) == relate(named)


@given(many)
def test_every_account_is_of_one_work(accounts: list[Sketch]) -> None:
    found, _ = sort_into_works(numbered(accounts))

    assert sorted(place for places in found for place in places) == sorted(numbered(accounts))


@given(many)
def test_two_different_arxiv_identifiers_never_come_together(accounts: list[Sketch]) -> None:
    named = numbered(accounts)
    found, _ = sort_into_works(named)

    for places in found:
        for one, other in combinations(places, 2):
            mine, theirs = (
                {each for each in named[place].identifiers if each.scheme == "arxiv"} for place in (one, other)
            )
            assert not mine or not theirs or mine & theirs


@given(many.filter(bool), st.data())
def test_an_account_given_twice_changes_nothing(accounts: list[Sketch], data: st.DataObject) -> None:
    named = numbered(accounts)
    given_twice = data.draw(st.sampled_from(sorted(named)))
    copy = ("source", "copy")

    found = relate({**named, copy: named[given_twice]})

    assert sorted(rest for places in found.works if (rest := [place for place in places if place != copy])) == (
        relate(named).works
    )


@given(many, st.data())
def test_the_users_word_that_two_are_apart_is_never_overridden(accounts: list[Sketch], data: st.DataObject) -> None:
    named = numbered(accounts)
    numbers = data.draw(st.fixed_dictionaries({place: st.integers(0, 3) for place in named}))
    kept_apart = data.draw(st.frozensets(st.sampled_from([frozenset(pair) for pair in combinations(range(4), 2)])))

    found = relate(named, bound=numbers, apart=kept_apart)

    owners = [{numbers[place] for place in places} for places in found.works]
    assert not any(pair <= numbers_in_one for pair in kept_apart for numbers_in_one in owners)
    for asked in (*found.questions, *found.related):
        assert not any(frozenset(pair) in kept_apart for pair in product(owners[asked.one], owners[asked.other]))


@given(many)
def test_an_account_without_a_title_joins_only_by_an_identifier_of_its_own(accounts: list[Sketch]) -> None:
    named = numbered(accounts)

    found, _ = sort_into_works(named)

    for places in found:
        names = Counter(name for place in places for name in named[place].identifiers)
        for place in places:
            shares = any(names[name] > 1 for name in named[place].identifiers)
            assert named[place].title or shares or len(places) == 1


@given(many)
def test_fewer_questions_are_asked_than_there_are_works_and_none_about_versions(accounts: list[Sketch]) -> None:
    found = relate(numbered(accounts))

    assert len(found.questions) < max(1, len(found.works))
    assert not {asked[:2] for asked in found.questions} & {told[:2] for told in found.related}


@given(many)
def test_no_question_is_about_one_work_and_none_is_asked_twice(accounts: list[Sketch]) -> None:
    _, questions = sort_into_works(numbered(accounts))

    assert all(question.one < question.other for question in questions)
    assert len({(question.one, question.other) for question in questions}) == len(questions)


@given(many)
def test_a_work_sorted_again_stays_as_it_is(accounts: list[Sketch]) -> None:
    named = numbered(accounts)
    found, _ = sort_into_works(named)

    for places in found:
        again, _ = sort_into_works({place: named[place] for place in places})
        assert again == [places]


def test_a_record_that_names_both_makes_two_works_one() -> None:
    one = record("arxiv", "a", ids=["arxiv:2312.00752"], title="Mamba")
    other = record("crossref", "b", ids=["doi:10.1000/m"], title="Another title of it")
    bridge = record("openalex", "c", ids=["arxiv:2312.00752", "doi:10.1000/m"])

    assert works(one, other) == ["a", "b"]
    assert works(one, bridge, other) == ["abc"]


def test_a_bridge_does_not_carry_what_contradicts_itself() -> None:
    one = record("arxiv", "a", ids=["arxiv:2312.00752", "doi:10.1000/m"])
    other = record("arxiv", "b", ids=["arxiv:2312.00999", "doi:10.1000/m"])
    bridge = record("crossref", "c", ids=["doi:10.1000/m"])

    assert works(one, other, bridge) == ["ac", "b"]


def test_a_bridge_without_a_word_does_not_join_strangers() -> None:
    one = record("arxiv", "a", ids=["arxiv:2312.00752"], title="Mamba rules", authors="Albert Gu")
    other = record("crossref", "b", ids=["doi:10.1000/m"], title="Frogs of the Amazon", authors="Eve Null")
    bridge = record("openalex", "c", ids=["arxiv:2312.00752", "doi:10.1000/m"])

    assert works(one, other, bridge) == ["a", "bc"]


def test_titles_alone_do_not_join_different_dois() -> None:
    one = record("crossref", "a", ids=["doi:10.1000/a"], **paper)
    other = record("crossref", "b", ids=["doi:10.1000/b"], **paper)

    assert works(one, other, record("arxiv", "c", **paper)) == ["ac", "b"]
    assert works(one, other, record("arxiv", "c", ids=["doi:10.1000/a", "doi:10.1000/b"], **paper)) == ["abc"]


def test_works_that_contradict_are_never_chained() -> None:
    said = {**paper, "title": "Fog in the harbours of the north"}
    first, second, third = (record("openalex", str(year), **{**said, "year": year}) for year in (2020, 2022, 2024))

    assert works(first, second) == ["20202022"]
    assert works(second, third) == ["20222024"]
    assert len(works(first, second, third)) == 2


def test_a_title_that_very_many_have_says_nothing() -> None:
    def accounts(number: int) -> dict[Place, Sketch]:
        fogs = (record("bib", title="Fog", authors="Ana Diaz", year=2000 + 2 * each) for each in range(number))
        return {("bib", str(each)): sketch(fog) for each, fog in enumerate(fogs)}

    assert len(sort_into_works(accounts(2))[1]) == 1
    assert sort_into_works(accounts(4))[1] == []
    assert len(sort_into_works(accounts(3000))[0]) == 3000
    assert sort_into_works(accounts(3000))[1] == []


def test_a_doubtful_pair_is_asked_about() -> None:
    one, other = record("arxiv", "a", **paper), record("crossref", "b", **{**paper, "year": 2019})

    found, questions = sort_into_works({("arxiv", "a"): sketch(one), ("crossref", "b"): sketch(other)})

    assert len(found) == 2
    assert questions == [Question(0, 1, "same title, first author; years apart")]


def test_a_work_is_asked_about_with_the_one_that_is_likeliest() -> None:
    said: dict[str, Any] = {"title": "Fog in harbours", "authors": "Ana Diaz"}
    first, near, far = (record("bib", str(year), year=year, **said) for year in (2020, 2022, 2025))

    questions = relate({("bib", each.key): sketch(each) for each in (first, near, far)}).questions

    assert {asked[:2] for asked in questions} == {(0, 1), (1, 2)}


def test_a_version_is_told_and_not_asked_about() -> None:
    said = {**paper, "title": "Fog in the harbours of the north"}
    one, other = record("dblp", "a", venue="VLDB", **said), record("dblp", "b", venue="VLDB J.", **said)

    found = relate({("dblp", "a"): sketch(one), ("dblp", "b"): sketch(other)})

    assert found.questions == []
    assert found.related == [Question(0, 1, "conference and journal version")]


def test_what_the_user_bound_stays_together_whatever_it_says() -> None:
    one = record("arxiv", "a", ids=["arxiv:2312.00752"], title="Mamba")
    other = record("arxiv", "b", ids=["arxiv:2312.00999"], title="Frogs")
    newcomer = record("openalex", "c", ids=["arxiv:2312.00999"])

    assert works(one, other, newcomer, bound={"a": 7, "b": 7}) == ["abc"]


def test_what_the_user_keeps_apart_stays_apart() -> None:
    one, other = record("arxiv", "a", **paper), record("crossref", "b", **paper)

    assert works(one, other) == ["ab"]
    assert works(one, other, bound={"a": 1, "b": 2}, apart=(1, 2)) == ["a", "b"]
    assert works(one, other, record("openalex", "c", **paper), bound={"a": 1, "b": 2}, apart=(1, 2)) == ["ac", "b"]


def test_a_journal_version_is_not_swallowed_by_a_conference_paper_through_their_preprint() -> None:
    said: dict[str, Any] = {"title": "Lanterns that learn to see", "authors": "Ada Quill; Bo Reed"}
    preprint = record("arxiv", "a", venue=Venue("arXiv", VenueKind.PREPRINT), year=2020, **said)
    talk = record("s2", "b", venue=Venue("CVPR", VenueKind.CONFERENCE), year=2021, **said)
    article = record("crossref", "c", venue=Venue("Journal of Light", VenueKind.JOURNAL), year=2022, **said)

    assert works(preprint, talk, article, bound={"a": 1, "b": 1}) == ["ab", "c"]
