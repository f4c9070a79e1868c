"""Several surveys in one catalog: each has its own papers, and its own word on them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.catalog import edit, read, surveys, within
from survey.catalog.as_of import rewind
from survey.catalog.change import undo
from survey.catalog.read import Selection
from survey.catalog.split import split
from survey.model.errors import AskedWronglyError
from survey.model.same_work import Sameness
from survey.model.survey import STAGE, Into, Verdict
from tests.catalog.making import LATER, NOW, Shelf, faults
from tests.catalog.test_catalog import an_old_catalog
from tests.model.making import record

if TYPE_CHECKING:
    from collections.abc import Callable

FOG = record("arxiv", "1", ids=["arxiv:2001.00001"], title="Lanterns in the Fog", authors="Ada Moreau", year=2020)
TIDES = record("crossref", "2", ids=["doi:10.1234/y"], title="Tides of the Harbour", authors="Bo Falk", year=2015)
DEW = record("openalex", "9", title="Dew", authors="Eve Null", year=2001)


@pytest.fixture
def peft(shelf: Shelf) -> Shelf:
    """A catalog with the empty surveys `peft` and `optics`, which ask nothing."""
    for name in ("peft", "optics"):
        surveys.make_survey(shelf.catalog, name, None, now=NOW)
    return shelf


def put(shelf: Shelf, *papers: int, survey: str = "peft", tags: tuple[str, ...] = ()) -> set[int]:
    return edit.add_papers(shelf.catalog, papers, now=NOW, into=Into(survey, tags))


def tag(shelf: Shelf, paper: int, *names: str, survey: str = "peft") -> None:
    surveys.tag_in(shelf.catalog, survey, paper, on=names, off=[], now=NOW)


def note(shelf: Shelf, paper: int, text: str, survey: str = "peft") -> None:
    surveys.note_in(shelf.catalog, survey, paper, text, now=NOW)


def decide(
    shelf: Shelf, paper: int, verdict: str, *, stage: str = STAGE, reason: str | None = None, survey: str = "peft"
) -> None:
    surveys.decide(shelf.catalog, survey, [paper], Verdict(verdict), stage=stage, reason=reason, now=NOW)


def titles(shelf: Shelf, words: str = "", survey: str | None = "peft", **options: Any) -> list[str]:
    with shelf.catalog.reading() as reader:
        found = read.ranked(reader, Selection(words, survey=survey, **options))
        return [json.loads(view)["title"].split()[0] for view in found]


def said(shelf: Shelf, paper: int, survey: str | None = "peft") -> Any:
    with shelf.catalog.reading() as reader:
        (view,) = read.views_of(reader, [paper], survey)
    return view


def counts(shelf: Shelf) -> dict[str, tuple[int, ...]]:
    with shelf.catalog.reading() as reader:
        return {
            each["name"]: (each["papers"], each["included"], each["excluded"], each["later"], each["undecided"])
            for each in within.surveys(reader)
        }


def test_a_survey_is_listed_with_its_question_and_the_day_it_was_made(shelf: Shelf) -> None:
    surveys.make_survey(shelf.catalog, "peft", "How cheap\ncan it be?", now=NOW)

    with shelf.catalog.reading() as reader:
        (found,) = within.surveys(reader)

    assert (found["name"], found["question"], found["made"]) == ("peft", "How cheap can it be?", "2026-11-20")


@pytest.mark.parametrize("name", ["peft", "PEFT"])
def test_a_name_is_given_once_whatever_its_capitals(peft: Shelf, name: str) -> None:
    with pytest.raises(AskedWronglyError, match="there is a survey peft already"):
        surveys.make_survey(peft.catalog, name, None, now=NOW)

    assert list(counts(peft)) == ["optics", "peft"]


def test_a_survey_has_only_the_papers_that_were_put_into_it(peft: Shelf) -> None:
    fog, tides, _ = peft.add(FOG, TIDES, DEW)

    put(peft, tides)
    put(peft, fog, survey="optics")

    assert titles(peft) == ["Tides"]
    assert titles(peft, survey="optics") == ["Lanterns"]
    assert titles(peft, survey=None) == ["Lanterns", "Tides", "Dew"]


def test_putting_a_paper_into_a_survey_adds_it_to_the_catalogs_own_list(peft: Shelf) -> None:
    paper = peft.take(FOG).papers["arxiv", "1"]

    assert put(peft, paper) == {paper}

    assert titles(peft, survey=None) == titles(peft) == ["Lanterns"]
    assert said(peft, paper)["survey"]["added"] == "2026-11-20"


def test_a_paper_that_is_there_keeps_the_day_on_which_it_came(peft: Shelf) -> None:
    (paper,) = peft.add(FOG)
    put(peft, paper)

    edit.add_papers(peft.catalog, [paper], now=LATER, into=Into("peft"))

    assert said(peft, paper)["survey"]["added"] == "2026-11-20"


def test_papers_are_listed_in_the_order_in_which_they_came_into_the_survey(peft: Shelf) -> None:
    fog, tides, _ = peft.add(FOG, TIDES, DEW)
    put(peft, tides)
    edit.add_papers(peft.catalog, [fog], now=LATER, into=Into("peft"))

    assert titles(peft) == ["Tides", "Lanterns"]
    assert titles(peft, sort="title") == ["Lanterns", "Tides"]


def test_adding_into_a_survey_is_one_change(peft: Shelf) -> None:
    paper = peft.take(FOG).papers["arxiv", "1"]
    before = peft.dump()
    put(peft, paper, tags=("seed",))

    undo(peft.catalog, now=LATER)

    assert peft.dump() == before


def test_a_survey_that_there_is_not_is_refused_by_the_names_of_those_that_are(peft: Shelf) -> None:
    (paper,) = peft.add(FOG)
    before = peft.dump()

    for ask in (lambda: titles(peft, survey="nope"), lambda: put(peft, paper, survey="nope")):
        with pytest.raises(AskedWronglyError, match="no survey nope") as refused:
            ask()
        assert refused.value.hint == "there are: optics, peft"
    assert peft.dump() == before


def test_what_is_said_in_a_survey_shows_in_that_survey_alone_beside_what_is_said_everywhere(peft: Shelf) -> None:
    (paper,) = peft.add(FOG, tags=["dim"])
    edit.write_note(peft.catalog, paper, "everywhere", now=NOW)
    for survey in ("peft", "optics"):
        put(peft, paper, survey=survey)
        tag(peft, paper, f"of-{survey}", survey=survey)
        note(peft, paper, f"in {survey}", survey)

    here, anywhere = said(peft, paper), said(peft, paper, None)

    assert here["tags"] == ["dim", "of-peft"]
    assert [each["text"] for each in here["notes"]] == ["everywhere", "in peft"]
    assert (here["survey"]["tags"], here["survey"]["notes"]) == (
        ["of-peft"],
        [{"text": "in peft", "on": "2026-11-20"}],
    )
    assert (anywhere["tags"], len(anywhere["notes"])) == (["dim"], 1)
    assert "survey" not in anywhere


def test_a_tag_of_a_survey_is_taken_off_there_alone(peft: Shelf) -> None:
    (paper,) = peft.add(FOG, tags=["dim"])
    put(peft, paper, tags=("dim", "seed"))

    surveys.tag_in(peft.catalog, "peft", paper, on=[], off=["dim", "seed"], now=NOW)

    assert said(peft, paper)["tags"] == ["dim"]
    assert said(peft, paper)["survey"]["tags"] == []


def test_papers_are_picked_by_the_tags_of_the_survey_and_of_the_catalog(peft: Shelf) -> None:
    fog, tides, dew = peft.add(FOG, TIDES, DEW)
    put(peft, fog, tides, dew)
    tag(peft, fog, "Dim")
    edit.tag_paper(peft.catalog, tides, on=["dim"], off=[], now=NOW)

    assert titles(peft, "tag:dim") == ["Lanterns", "Tides"]
    assert titles(peft, "-tag:dim") == ["Dew"]
    assert titles(peft, tags=("Dim",)) == ["Lanterns"]
    assert titles(peft, "tag:dim", survey=None) == ["Tides"]


def test_words_of_notes_and_tags_of_a_survey_are_found_in_it(peft: Shelf) -> None:
    fog, tides, _ = peft.add(FOG, TIDES, DEW)
    put(peft, fog, tides)
    note(peft, fog, "compare with Adaptérs")
    tag(peft, fog, "baseline")

    assert titles(peft, "adapters base") == ["Lanterns"]
    assert titles(peft, "adapters", sort="year") == ["Lanterns"]
    assert titles(peft, "harbour") == ["Tides"]
    assert titles(peft, "adapters year:..2019") == []
    assert titles(peft, "adapters", survey=None) == []
    assert titles(peft, "--") == titles(peft, "nothing") == []


def test_some_words_may_stand_in_a_note_of_a_survey_and_others_anywhere(peft: Shelf) -> None:
    fog, tides, _ = peft.add(FOG, TIDES, DEW)
    put(peft, fog, tides)
    note(peft, fog, "compare with Adaptérs")
    note(peft, tides, "no adapters here")

    assert titles(peft, "adapters fog", sort="year") == ["Lanterns"]
    assert titles(peft, "adapters harbour", sort="year") == ["Tides"]
    assert titles(peft, "adapters author:falk", sort="year") == ["Tides"]
    assert titles(peft, '"no adapters"', sort="year") == ["Tides"]
    assert titles(peft, "adapters", sort="year") == ["Lanterns", "Tides"]


def test_what_a_note_of_a_survey_must_not_hold_leaves_its_paper_out_there(peft: Shelf) -> None:
    fog, tides, _ = peft.add(FOG, TIDES, DEW)
    put(peft, fog, tides)
    note(peft, fog, "compare with adapters")

    assert titles(peft, "-adapters") == titles(peft, "-adapters", sort="year") == ["Tides"]
    assert titles(peft, "lanterns -adapters") == titles(peft, "adapters -lanterns") == []
    assert titles(peft, "-adapt", sort="year") == ["Lanterns", "Tides"]
    assert titles(peft, "-adapters", survey=None) == ["Lanterns", "Tides", "Dew"]


def test_the_latest_decision_of_the_stage_that_was_reached_last_counts(peft: Shelf) -> None:
    (paper,) = peft.add(FOG)
    put(peft, paper)
    assert said(peft, paper)["survey"]["decision"] is None

    decide(peft, paper, "include", stage="title")
    decide(peft, paper, "later", stage="full-text")
    decide(peft, paper, "exclude", stage="full-text", reason="no numbers")
    decide(peft, paper, "include", stage="title", reason="sure now")

    here = said(peft, paper)["survey"]
    assert (here["decision"], here["stage"], here["reason"], here["decided"]) == (
        "exclude",
        "full-text",
        "no numbers",
        "2026-11-20",
    )
    assert [(each["stage"], each["decision"], each["reason"]) for each in here["stages"]] == [
        ("title", "include", "sure now"),
        ("full-text", "exclude", "no numbers"),
    ]


def test_every_decision_is_kept_and_one_of_them_counts(peft: Shelf) -> None:
    (paper,) = peft.add(FOG)
    put(peft, paper)
    for verdict in ("include", "later", "exclude"):
        decide(peft, paper, verdict)
    decide(peft, paper, "exclude", stage="full-text")

    with peft.catalog.reading() as reader:
        found = within.decisions(reader, within.find_survey(reader, "peft"), paper)

    assert [(each["stage"], each["decision"], each["counts"]) for each in found] == [
        ("full-text", "exclude", True),
        (STAGE, "exclude", False),
        (STAGE, "later", False),
        (STAGE, "include", False),
    ]


def test_papers_are_picked_and_counted_by_how_they_stand(peft: Shelf) -> None:
    fog, tides, dew = peft.add(FOG, TIDES, DEW)
    put(peft, fog, tides, dew)
    put(peft, fog, survey="optics")
    decide(peft, fog, "include")
    decide(peft, tides, "include", stage="title")
    decide(peft, tides, "exclude")

    assert titles(peft, "is:included") == ["Lanterns"]
    assert titles(peft, "is:excluded") == ["Tides"]
    assert titles(peft, "is:undecided") == ["Dew"]
    assert titles(peft, "is:later") == []
    assert titles(peft, "-is:excluded") == ["Lanterns", "Dew"]
    assert titles(peft, "is:undecided", survey="optics") == ["Lanterns"]
    assert counts(peft) == {"optics": (1, 0, 0, 0, 1), "peft": (3, 1, 1, 0, 1)}


def test_how_papers_stand_is_asked_in_a_survey(peft: Shelf) -> None:
    with pytest.raises(AskedWronglyError, match="is:included"):
        titles(peft, "is:included", survey=None)


@pytest.mark.parametrize("say", [tag, note, decide])
def test_of_a_paper_that_is_not_in_a_survey_nothing_can_be_said_there(peft: Shelf, say: Callable[..., None]) -> None:
    (paper,) = peft.add(FOG)
    before = peft.dump()

    with pytest.raises(AskedWronglyError, match="moreau2020lanterns is not in the survey peft"):
        say(peft, paper, "include")

    assert peft.dump() == before


def test_what_was_said_of_a_paper_that_left_a_survey_is_back_when_it_is(peft: Shelf) -> None:
    (paper,) = peft.add(FOG)
    for survey in ("peft", "optics"):
        put(peft, paper, survey=survey)
    tag(peft, paper, "seed")
    decide(peft, paper, "include")
    before = said(peft, paper)

    surveys.leave(peft.catalog, "peft", [paper], now=NOW)

    assert (titles(peft), titles(peft, survey="optics"), titles(peft, survey=None)) == ([], ["Lanterns"], ["Lanterns"])
    assert counts(peft)["peft"] == (0, 0, 0, 0, 0)
    put(peft, paper)
    assert said(peft, paper) == before


def test_a_paper_that_left_the_catalogs_list_is_in_no_survey_until_it_is_back(peft: Shelf) -> None:
    (paper,) = peft.add(FOG)
    put(peft, paper)

    edit.remove_papers(peft.catalog, [paper], now=NOW)

    assert titles(peft) == []
    assert counts(peft)["peft"] == (0, 0, 0, 0, 0)
    edit.add_papers(peft.catalog, [paper], now=LATER)
    assert titles(peft) == ["Lanterns"]


def test_a_survey_gets_another_name_and_another_question(peft: Shelf) -> None:
    (paper,) = peft.add(FOG)
    put(peft, paper)

    surveys.rename_survey(peft.catalog, "peft", "PEFT", now=NOW)
    surveys.ask_question(peft.catalog, "PEFT", "How cheap?", now=NOW)

    assert titles(peft, survey="PEFT") == ["Lanterns"]
    with peft.catalog.reading() as reader:
        assert within.find_survey(reader, "PEFT").question == "How cheap?"
    with pytest.raises(AskedWronglyError, match="optics already"):
        surveys.rename_survey(peft.catalog, "PEFT", "Optics", now=NOW)


def everything_said(shelf: Shelf) -> tuple[int, int]:
    """Two papers of a survey, each with everything a user can say there."""
    one, other = shelf.add(FOG, TIDES)
    for paper in (one, other):
        put(shelf, paper, tags=("seed", f"tag{paper}"))
        note(shelf, paper, f"note {paper}")
        decide(shelf, paper, "include", stage="title")
        decide(shelf, paper, "exclude", reason=f"reason {paper}")
    put(shelf, other, survey="optics")
    return one, other


def test_a_survey_is_taken_away_and_brought_back_with_all_that_was_said_in_it(peft: Shelf) -> None:
    everything_said(peft)
    before = peft.dump()

    surveys.drop_survey(peft.catalog, "peft", now=NOW)

    assert list(counts(peft)) == ["optics"]
    assert titles(peft, survey=None) == ["Lanterns", "Tides"]
    assert peft.rows("SELECT count(*) FROM decision") == [(0,)]
    undo(peft.catalog, now=LATER)
    assert peft.dump() == before
    assert faults(peft.path) == []


def test_what_was_said_in_surveys_of_two_papers_is_said_of_both_once_they_are_one(peft: Shelf) -> None:
    one, other = everything_said(peft)

    edit.judge(peft.catalog, one, other, Sameness.SAME, now=NOW)

    here = said(peft, other)["survey"]
    assert here["tags"] == ["seed", f"tag{one}", f"tag{other}"]
    assert [each["text"] for each in here["notes"]] == [f"note {one}", f"note {other}"]
    assert (here["decision"], here["reason"]) == ("exclude", f"reason {other}")
    assert counts(peft) == {"optics": (1, 0, 0, 0, 1), "peft": (1, 0, 1, 0, 0)}
    assert titles(peft, survey="optics") == ["Lanterns"]


def test_sources_that_make_two_papers_one_unite_what_was_said_in_surveys(peft: Shelf) -> None:
    one, other = peft.take(FOG).papers["arxiv", "1"], peft.take(DEW).papers["openalex", "9"]
    put(peft, one, tags=("seed",))
    put(peft, other, tags=("dew",))
    decide(peft, other, "later")

    peft.take(record("openalex", "9", ids=["arxiv:2001.00001"], title=FOG.title, authors="Ada Moreau", year=2020))

    (here,) = {said(peft, paper)["key"]: said(peft, paper)["survey"] for paper in (one, other)}.values()
    assert (here["tags"], here["decision"]) == (["dew", "seed"], "later")
    assert counts(peft)["peft"] == (1, 0, 0, 1, 0)
    assert faults(peft.path) == []


def dump(shelf: Shelf) -> list[str]:
    """Everything in the catalog but what splitting adds: the word that two papers are different."""
    return [line for line in shelf.dump() if not line.startswith(('INSERT INTO "judgement"', 'INSERT INTO "pair"'))]


def test_a_split_gives_back_all_but_what_another_merge_brought_too(peft: Shelf) -> None:
    one, other = everything_said(peft)
    (third,) = peft.add(DEW)
    put(peft, third, tags=("seed", "dew"))
    put(peft, third, survey="optics")
    before = dump(peft)
    edit.judge(peft.catalog, one, other, Sameness.SAME, now=NOW)
    edit.judge(peft.catalog, one, third, Sameness.SAME, now=NOW)

    split(peft.catalog, one, [("crossref", "2")], now=LATER)

    assert said(peft, one)["survey"]["tags"] == ["dew", "seed", f"tag{one}"]
    assert titles(peft, survey="optics") == ["Lanterns", "Tides"]
    split(peft.catalog, one, [("openalex", "9")], now=LATER)
    assert dump(peft) == before
    assert faults(peft.path) == []


def test_splits_can_be_taken_back_one_after_the_other(peft: Shelf) -> None:
    one, other = everything_said(peft)
    (third,) = peft.add(DEW)
    put(peft, third, survey="optics")
    edit.judge(peft.catalog, one, other, Sameness.SAME, now=NOW)
    edit.judge(peft.catalog, one, third, Sameness.SAME, now=NOW)
    seen = [dump(peft)]
    for leaving in (("crossref", "2"), ("openalex", "9")):
        split(peft.catalog, one, [leaving], now=LATER)
        seen.append(dump(peft))

    for before in reversed(seen[:-1]):
        undo(peft.catalog, now=LATER)

        assert dump(peft) == before


def test_a_paper_that_was_never_one_of_its_own_is_in_the_surveys_of_the_one_it_leaves(peft: Shelf) -> None:
    bridge = record("openalex", "3", ids=["arxiv:2001.00001"], title=FOG.title, authors="Ada Moreau", year=2020)
    (paper, _) = peft.add(FOG, bridge)
    put(peft, paper, tags=("seed",))

    other = split(peft.catalog, paper, [("openalex", "3")], now=LATER)

    assert titles(peft) == ["Lanterns", "Lanterns"]
    assert said(peft, other)["survey"]["tags"] == []
    assert said(peft, paper)["survey"]["tags"] == ["seed"]


def test_what_was_taken_away_of_a_paper_comes_back_to_what_sources_made_of_it_since(peft: Shelf) -> None:
    one, other = everything_said(peft)
    surveys.drop_survey(peft.catalog, "peft", now=NOW)
    # As it is where sources make two papers one: that is no change of the user's.
    edit.judge(peft.catalog, one, other, Sameness.SAME, now=NOW)
    with closing(sqlite3.connect(peft.path)) as connection:
        connection.execute("DELETE FROM change WHERE what LIKE 'same %'")
        connection.commit()

    undo(peft.catalog, now=LATER)

    here = said(peft, one)["survey"]
    assert here["tags"] == ["seed", f"tag{one}", f"tag{other}"]
    assert len(here["notes"]) == 2
    assert faults(peft.path) == []


def test_a_survey_is_as_it_was_on_a_day(peft: Shelf) -> None:
    fog, tides = peft.add(FOG, TIDES)
    put(peft, fog)
    decide(peft, fog, "include")
    edit.add_papers(peft.catalog, [tides], now=LATER, into=Into("peft"))
    surveys.decide(peft.catalog, "peft", [fog], Verdict.EXCLUDE, stage=STAGE, reason=None, now=LATER)

    rewind(peft.catalog, NOW.date())

    assert titles(peft) == ["Lanterns"]
    assert said(peft, fog)["survey"]["decision"] == "include"


def test_a_catalog_from_before_there_were_surveys_can_hold_them(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    an_old_catalog(path)

    with Shelf(path) as old:
        surveys.make_survey(old.catalog, "peft", None, now=NOW)
        paper = old.paper("moreau2020lanterns")
        put(old, paper, tags=("seed",))
        decide(old, paper, "include")

        assert titles(old, "is:included tag:seed") == ["Lanterns"]
        assert len(titles(old, survey=None)) == 2
        assert faults(path) == []


words = st.sampled_from(["fog", "dew", "todo"])
names = st.sampled_from(["peft", "optics"])
say: st.SearchStrategy[Any] = st.one_of(
    st.builds(lambda survey: lambda shelf, paper: put(shelf, paper, survey=survey), names),
    st.builds(lambda survey, word: lambda shelf, paper: tag(shelf, paper, word, survey=survey), names, words),
    st.builds(lambda survey, word: lambda shelf, paper: note(shelf, paper, word, survey), names, words),
    st.builds(
        lambda survey, verdict, stage: (
            lambda shelf, paper: decide(shelf, paper, verdict, stage=stage, reason="so", survey=survey)
        ),
        names,
        st.sampled_from(list(Verdict)),
        words,
    ),
    st.builds(
        lambda survey: lambda shelf, paper: surveys.leave(shelf.catalog, survey, [paper], now=LATER),
        names,
    ),
    st.builds(
        lambda word: lambda shelf, paper: edit.tag_paper(shelf.catalog, paper, on=[word], off=[], now=NOW), words
    ),
    st.builds(lambda word: lambda shelf, paper: edit.edit_paper(shelf.catalog, paper, {"title": word}, now=NOW), words),
    st.just(lambda shelf, paper: edit.remove_papers(shelf.catalog, [paper], now=NOW)),
)


@given(st.lists(st.tuples(st.booleans(), say), max_size=10), st.booleans(), st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_taking_a_merge_apart_or_back_restores_every_field_note_tag_membership_and_decision(
    sayings: list[tuple[bool, Any]],
    swapped: bool,  # noqa: FBT001
    is_split: bool,  # noqa: FBT001
) -> None:
    with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
        for name in ("peft", "optics"):
            surveys.make_survey(shelf.catalog, name, None, now=NOW)
        one, other = shelf.add(FOG, TIDES)
        for is_one, each in sayings:
            # What needs a paper that is in the survey may find it outside.
            with suppress(AskedWronglyError):
                each(shelf, one if is_one else other)
        before = dump(shelf)
        kept, gone = (other, one) if swapped else (one, other)
        edit.judge(shelf.catalog, kept, gone, Sameness.SAME, now=NOW)

        if is_split:
            split(shelf.catalog, kept, [("crossref", "2")], now=LATER)
        else:
            undo(shelf.catalog, now=LATER)

        assert dump(shelf) == before
        assert faults(shelf.path) == []


@given(st.lists(st.tuples(st.booleans(), say), max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_everything_said_in_surveys_can_be_taken_back_step_by_step(sayings: list[tuple[bool, Any]]) -> None:
    with TemporaryDirectory() as folder, Shelf(Path(folder) / "catalog.sqlite") as shelf:
        for name in ("peft", "optics"):
            surveys.make_survey(shelf.catalog, name, None, now=NOW)
        one, other = shelf.add(FOG, TIDES)
        seen = [shelf.dump()]
        for is_one, each in sayings:
            with suppress(AskedWronglyError):
                each(shelf, one if is_one else other)
            if (now := shelf.dump()) != seen[-1]:
                seen.append(now)

        for before in reversed(seen[:-1]):
            undo(shelf.catalog, now=LATER)
            assert shelf.dump() == before
