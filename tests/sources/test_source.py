"""What sources have in common."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.errors import SurveyError
from survey.model.identifier import Identifier
from survey.model.record import Query, Record, Unreadable, Venue
from survey.sources import source as module
from survey.sources.shapes import details, listed, part, parts
from survey.sources.source import asked_for, batches, of_venue, sources, wanted

if TYPE_CHECKING:
    from survey.model.record import Found

BROKEN = Unreadable("demo", None, "broken")


def record(key: str, **fields: object) -> Record:
    return Record(source="demo", key=key, **fields)  # type: ignore[arg-type]


def test_all_eight_are_installed() -> None:
    assert set(sources()) >= {
        "arxiv", "crossref", "datacite", "github", "hugging_face", "openalex", "papers_with_code", "semantic_scholar",
    }  # fmt: skip


@pytest.mark.parametrize(
    "value", ["survey.sources.nowhere:Nothing", "survey.model.text:line", "survey.sources.arxiv:Arxiv"]
)
def test_a_broken_plugin_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setattr(module, "entry_points", lambda group: [EntryPoint("theirs", value, group)])

    with pytest.raises(SurveyError, match="theirs") as raised:
        sources()

    assert raised.value.hint


def test_wanted_stops_at_the_limit_and_lets_the_unreadable_pass() -> None:
    found: list[Found] = [record("1", year=2020), BROKEN, record("2", year=1999), record("3"), record("4", year=2020)]

    kept = list(wanted(found, Query(text="x", since=2019, limit=2)))

    assert kept == [found[0], BROKEN, found[3]]


def test_a_limit_of_zero_asks_for_nothing() -> None:
    assert list(wanted([record("1")], Query(text="x", limit=0))) == []


def test_a_venue_goes_by_any_of_its_names() -> None:
    here = record("1", venue=Venue("Computer Vision and Pattern Recognition"))

    assert list(of_venue([here, record("2", venue=Venue("The Lancet")), record("3")], "cvpr")) == [here]


def test_what_nobody_asked_for_is_unreadable() -> None:
    name = Identifier("arxiv", "2401.00001")
    mine = record("1", identifiers=frozenset({name}))

    kept = list(asked_for([mine, record("2"), mine, BROKEN], [name]))

    assert kept == [mine, Unreadable("demo", "2", "another paper than those asked for"), BROKEN]


@given(st.lists(st.text(max_size=20)), st.integers(1, 7), st.integers(1, 90))
def test_batches_lose_nothing_and_keep_the_order(values: list[str], most: int, letters: int) -> None:
    made = list(batches(values, most, letters))

    assert [value for batch in made for value in batch] == values
    assert all(0 < len(batch) <= most for batch in made)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from("abc"), inside, max_size=3),
)


@given(JSON)
def test_walking_never_breaks_and_always_gives_the_promised_kind(whole: object) -> None:
    assert isinstance(part(whole, "a", "b"), dict)
    assert isinstance(listed(whole, "a"), list)
    assert all(isinstance(each, dict) for each in parts(whole, "a"))


def test_details_say_only_what_is_said() -> None:
    assert details(volume=3, pages=" 1-2\n", issue=None, note="N/A", odd=["x"]) == (("pages", "1-2"), ("volume", "3"))
