"""What the user said of which papers are one leaves with the survey, and binds wherever it is brought in."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.catalog import edit
from survey.catalog.change import undo
from survey.catalog.read import Selection
from survey.catalog.split import split
from survey.catalog.take import take
from survey.model.same_work import Sameness
from survey.model.view import Cite
from tests.catalog.making import LATER, faults
from tests.model.making import record
from tests.workflow.libraries import NOW, Survey

if TYPE_CHECKING:
    from survey.model.record import Record

FORMS = ("json", "bibtex", "biblatex", "ris", "csl-json", "csv")
LANTERNS: dict[str, Any] = {"title": "Lanterns in the Fog", "authors": "Ada Moreau; Grace Lindqvist", "venue": "CVPR"}
ONE = record("crossref", "1", ids=["doi:10.1234/a"], year=2020, **LANTERNS)
TWIN = record("crossref", "2", ids=["doi:10.1234/b"], year=2020, **LANTERNS)
OTHER = record("crossref", "3", ids=["doi:10.1234/c"], title="Fog Lamps", authors="Ada Moreau", year=2019, venue="LUX")
ECHO = record("openalex", "9", ids=["openalex:W9901"], year=2020, **LANTERNS)


def papers(survey: Survey) -> dict[tuple[str, str], int]:
    """The paper of every account that is no file's."""
    with survey.catalog.reading() as reader:
        rows = reader.execute(
            "SELECT source, key, paper_id FROM record WHERE superseded_at IS NULL AND source <> 'file'"
        )
        return {(source, key): paper for source, key, paper in rows}


def judge(survey: Survey, one: Record, other: Record, verdict: Sameness) -> None:
    of = papers(survey)
    edit.judge(survey.catalog, of[one.source, one.key], of[other.source, other.key], verdict, now=NOW)


def are_one(survey: Survey, one: Record, other: Record) -> bool:
    """Whether both are of one paper once they have arrived."""
    for each in (one, other):
        take(survey.catalog, [each], now=LATER)
    of = papers(survey)
    return of[one.source, one.key] == of[other.source, other.key]


def waiting(survey: Survey) -> int:
    with survey.catalog.reading() as reader:
        return int(reader.execute("SELECT count(*) FROM pair").fetchone()[0])


@pytest.fixture
def apart() -> Any:
    """A survey of two papers that look like one and are kept apart."""
    with Survey() as survey:
        survey.add(ONE)
        survey.add(replace(TWIN, title="Lanterns in the Fog II"))
        judge(survey, ONE, TWIN, Sameness.DIFFERENT)
        take(survey.catalog, [TWIN], now=NOW)
        yield survey


@pytest.fixture
def joined() -> Any:
    """A survey of one paper, made of two that nobody else would take for one."""
    with Survey() as survey:
        survey.add(ONE)
        survey.add(OTHER)
        judge(survey, ONE, OTHER, Sameness.SAME)
        yield survey


@pytest.mark.parametrize("form", FORMS)
def test_what_was_kept_apart_stays_apart_elsewhere_whatever_arrives(apart: Survey, form: str) -> None:
    written = apart.written(form)

    with Survey() as there:
        there.bring(written)

        assert there.written(form) == written or form == "json"
        assert not are_one(there, ONE, TWIN)
        take(there.catalog, [ECHO], now=LATER)
        there.bring(written)
        assert not are_one(there, ONE, TWIN)
        assert len(there.keys()) == 2


@pytest.mark.parametrize("form", FORMS)
def test_what_was_made_one_is_one_elsewhere(joined: Survey, form: str) -> None:
    written = joined.written(form)

    with Survey() as there:
        there.bring(written)

        assert there.written(form) == written or form == "json"
        assert are_one(there, ONE, OTHER)
        assert len(there.keys()) == 1
        assert there.found("10.1234/c") == there.found("moreau2019fog") == there.found("10.1234/a")


@pytest.mark.parametrize("form", FORMS)
def test_parts_stay_one_elsewhere_though_only_one_of_them_is_cited(form: str) -> None:
    draft = record(
        "arxiv", "2001.00001", ids=["arxiv:2001.00001"], title="Lamps, Seen", authors="Ada Moreau", year=2019
    )
    with Survey() as here, Survey() as there:
        here.add(OTHER)
        here.add(draft)
        judge(here, OTHER, draft, Sameness.SAME)

        there.bring(here.written(form, cite=Cite.PREPRINT))

        assert there.rows("SELECT count(*) FROM judgement WHERE verdict = 'same'") == [(2,)]
        assert are_one(there, OTHER, draft)
        assert len(there.keys()) == 1


@pytest.mark.parametrize("form", FORMS)
def test_papers_that_are_there_already_are_decided_as_the_file_says(joined: Survey, apart: Survey, form: str) -> None:
    with Survey() as there:
        for each in (ONE, OTHER):
            there.add(each)
        before = there.keys()
        there.bring(joined.written(form))
        assert are_one(there, ONE, OTHER)

        undo(there.catalog, now=LATER)

        assert there.keys() == before
        assert not are_one(there, ONE, OTHER)
        assert faults(there.catalog.path) == []

    with Survey() as there:
        take(there.catalog, [ONE, TWIN], now=NOW)
        there.bring(apart.written(form))
        assert not are_one(there, ONE, TWIN)
        assert faults(there.catalog.path) == []


@pytest.mark.parametrize("form", FORMS)
def test_one_undo_takes_all_back_that_a_file_decided(apart: Survey, form: str) -> None:
    with Survey() as there:
        there.bring(apart.written(form))

        undo(there.catalog, now=LATER)

        assert there.keys() == []
        assert there.rows("SELECT * FROM judgement") == []
        assert there.rows("SELECT * FROM change WHERE undone_at IS NULL") == []


DOORS: dict[str, Any] = {"title": "Conflicting names of one registrar on a door", "authors": "Al Alpha; Bea Beta"}
LEFT = record("crossref", "4", ids=["doi:10.1234/one.1"], year=2015, venue="PLOS ONE", **DOORS)
RIGHT = record("crossref", "5", ids=["doi:10.1234/one.2"], year=2015, venue="PLOS ONE", **DOORS)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("verdict", [Sameness.SAME, Sameness.DIFFERENT])
def test_what_was_asked_before_a_file_decided_is_asked_again_once_that_is_undone(form: str, verdict: Sameness) -> None:
    with Survey() as here, Survey() as there:
        for each in (LEFT, RIGHT):
            here.add(each)
            there.add(each)
        judge(here, LEFT, RIGHT, verdict)
        asked = there.rows("SELECT first, second, why FROM pair")
        there.bring(here.written(form))
        assert waiting(there) == 0

        undo(there.catalog, now=LATER)

        assert len(asked) == 1
        assert there.rows("SELECT first, second, why FROM pair") == asked


def test_what_a_file_says_of_one_made_of_two_is_no_bridge_once_its_decision_is_undone() -> None:
    with Survey() as here, Survey() as there:
        for each in (LEFT, RIGHT):
            here.add(each)
            there.add(each)
        judge(here, LEFT, RIGHT, Sameness.SAME)
        there.bring(here.written("json"))
        undo(there.catalog, now=LATER)

        there.bring(here.written("ris"))
        undo(there.catalog, now=LATER)

        assert not are_one(there, LEFT, RIGHT)
        assert waiting(there) == 1


@pytest.mark.parametrize("added", [False, True])
def test_what_sources_took_for_one_comes_apart_by_identifiers(apart: Survey, *, added: bool) -> None:
    both = record("openalex", "W", ids=["doi:10.1234/a", "doi:10.1234/b"], year=2020, **LANTERNS)
    with Survey() as there:
        take(there.catalog, [ONE, TWIN, both], now=NOW)
        if added:
            there.add(ONE)
        assert are_one(there, ONE, TWIN)

        there.bring(apart.written("bibtex"))

        assert not are_one(there, ONE, TWIN)
        assert len(there.keys()) == 2
        assert faults(there.catalog.path) == []
        undo(there.catalog, now=LATER)
        assert faults(there.catalog.path) == []


def test_the_user_s_own_word_stands_against_a_file_s(apart: Survey, joined: Survey) -> None:
    with Survey() as there:
        for each in (ONE, OTHER):
            there.add(each)
        judge(there, ONE, OTHER, Sameness.DIFFERENT)
        told = there.bring(joined.written("bibtex"))
        assert not are_one(there, ONE, OTHER)
        assert (told.judgements, told.passed_over) == (0, 1)


def test_what_is_kept_apart_from_a_paper_that_does_not_leave_is_told_in_full(apart: Survey) -> None:
    edit.tag_paper(apart.catalog, papers(apart)["crossref", "1"], on=["mine"], off=[], now=NOW)
    written = apart.written("bibtex", selection=Selection(tags=("mine",)))
    assert r"survey-different = {? \textbar{} doi:10.1234/b \textbar{} 2020 \textbar{} Ada Moreau" in written

    with Survey() as there:
        there.bring(written)

        assert len(there.keys()) == 1
        assert not are_one(there, ONE, TWIN)
        assert there.written("bibtex") == written


def test_a_name_that_leads_nowhere_is_passed_over() -> None:
    with Survey() as there:
        told = there.bring("@misc{a, title = {Lamps}, survey-different = {b // a}, survey-same = {c}}")

    assert (told.judgements, told.passed_over) == (0, 2)


def test_an_entry_split_off_again_has_its_own_key_back(joined: Survey) -> None:
    with Survey() as there:
        there.bring(joined.written("bibtex"), name="refs.bib")
        (key,) = there.keys()
        (place,) = there.rows("SELECT source, key FROM record WHERE key LIKE '%fog~%'")

        split(there.catalog, there.found(key), [place], now=LATER)

        assert sorted(there.keys()) == ["moreau2019fog", "moreau2020lanterns"]
        undo(there.catalog, now=LATER)
        assert there.keys() == [key]
        assert there.found("moreau2019fog") == there.found(key)


def test_an_entry_that_was_taken_for_another_has_its_own_key_back() -> None:
    said = "title = {Lanterns in the Fog}, author = {Moreau, Ada}, year = {2020}, doi = {10.1234/a}"
    with Survey() as there:
        there.bring(f"@article{{mine:1, {said}}} @article{{mine:2, {said}}}", name="refs.bib")
        assert there.keys() == ["mine:1"]
        (place,) = there.rows("SELECT source, key FROM record WHERE key LIKE '%mine:2~%'")

        split(there.catalog, there.found("mine:2"), [place], now=LATER)

        assert sorted(there.keys()) == ["mine:1", "mine:2"]
        assert there.found("mine:1") != there.found("mine:2")
        assert faults(there.catalog.path) == []
        undo(there.catalog, now=LATER)
        assert there.found("mine:1") == there.found("mine:2")


TITLES = (
    "Lanterns in the Fog",
    "Lanterns in the Fog II",
    "A // B | C: {Fog}",
    "Ombres | über // Łódź",
    "Harbour Tides",
)
ACCOUNTS = st.builds(
    lambda number, title, authors, year: record(
        "crossref", str(number), ids=[f"doi:10.1234/{number}"], title=title, authors=authors, year=year, venue="CVPR"
    ),
    st.integers(1, 9),
    st.sampled_from(TITLES),
    st.sampled_from(("Ada Moreau", "Ada Moreau; Bo van der Falk", "Grace | Lindqvist; Ødegård Ñu")),
    st.sampled_from((None, 2019, 2020)),
)
SLOW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def decided(survey: Survey, chance: Any) -> None:
    """Some pairs of the survey decided one way or the other, as often as the user can."""
    of = papers(survey)
    for one, other in combinations(sorted(of), 2):
        standing = papers(survey)
        verdict = chance.choice([None, None, Sameness.SAME, Sameness.DIFFERENT])
        if verdict and standing[one] != standing[other]:
            edit.judge(survey.catalog, standing[one], standing[other], verdict, now=NOW)


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json", "csv", "json"])
@SLOW
@given(st.lists(ACCOUNTS, min_size=2, max_size=4, unique_by=lambda each: each.key), st.randoms(use_true_random=False))
def test_any_decisions_come_back_as_they_left(form: str, records: list[Record], chance: Any) -> None:
    with Survey() as here, Survey() as there:
        for each in records:
            here.add(each)
        decided(here, chance)
        written = here.written(form)

        there.bring(written)
        again = there.written(form)

        assert again == written or form == "json"
        with Survey() as third:
            third.bring(again)
            assert third.written(form) == again
            assert faults(third.catalog.path) == []
