"""A catalog as it was known on a day: sources' accounts, counts and the user's word, each as of then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.catalog import edit
from survey.catalog.as_of import rewind
from survey.catalog.change import undo
from survey.catalog.read import Selection
from survey.catalog.repositories import keep_repositories
from survey.model.errors import SurveyError
from survey.model.record import Citations, Repository
from survey.model.same_work import Sameness
from tests.catalog.making import Shelf, faults
from tests.model.making import record

if TYPE_CHECKING:
    from pathlib import Path

FIRST = datetime(2026, 3, 1, 12, tzinfo=UTC)
CODE = Repository(url="https://github.com/a/b", official=True)


def on(number: int) -> datetime:
    """Noon of the day with this number, from 1."""
    return FIRST + timedelta(days=number - 1)


def then(shelf: Shelf, number: int, folder: Path) -> Shelf:
    """The shelf as it was known on the day with this number."""
    copy = folder / f"then-{number}.sqlite"
    copy.unlink(missing_ok=True)
    shelf.catalog.backup(copy)
    past = Shelf(copy)
    rewind(past.catalog, on(number).date())
    return past


def added(shelf: Shelf, number: int, **said: Any) -> int:
    """A paper that was taken in and added on the day with this number."""
    (paper,) = shelf.take(record(**said), now=on(number)).papers.values()
    edit.add_papers(shelf.catalog, [paper], now=on(number))
    return paper


def test_a_field_is_what_the_account_of_that_day_said(shelf: Shelf, tmp_path: Path) -> None:
    added(shelf, 1, title="Lanterns", venue="arXiv")
    shelf.take(record(title="Lanterns", venue="CVPR"), now=on(3))

    assert then(shelf, 2, tmp_path).view("lanterns")["venue"] == "arXiv"
    assert then(shelf, 3, tmp_path).view("lanterns")["venue"] == "CVPR"


def test_a_source_that_spoke_later_is_not_heard_yet(shelf: Shelf, tmp_path: Path) -> None:
    added(shelf, 1, title="Lanterns", ids=["doi:10.1234/y"])
    shelf.take(record("crossref", "2", title="Lanterns", ids=["doi:10.1234/y"], venue="CVPR"), now=on(3))

    past = then(shelf, 2, tmp_path).view("lanterns")

    assert (past["venue"], past["sources"]) == (None, ["arxiv"])


def test_the_count_is_the_latest_up_to_that_day(shelf: Shelf, tmp_path: Path) -> None:
    added(shelf, 1, title="Lanterns", citations=3)
    shelf.take(record(title="Lanterns", citations=5), now=on(3))
    shelf.take(record(title="Lanterns", citations=9), now=on(5))

    counts = [then(shelf, number, tmp_path).view("lanterns")["citations"]["count"] for number in (1, 2, 3, 4, 5, 6)]

    assert counts == [3, 3, 5, 5, 9, 9]


def test_a_count_of_an_older_day_counts_on_that_day(shelf: Shelf, tmp_path: Path) -> None:
    added(shelf, 1, title="Lanterns", citations=3)
    dumped = Citations(2, date(2026, 2, 1))
    shelf.take(record(title="Lanterns", citations=dumped), now=on(9))

    assert then(shelf, 1, tmp_path).view("lanterns")["citations"]["count"] == 3


def test_a_paper_is_listed_from_the_day_it_was_added_until_it_was_taken_out(shelf: Shelf, tmp_path: Path) -> None:
    paper = added(shelf, 2, title="Lanterns")
    edit.remove_papers(shelf.catalog, [paper], now=on(4))

    listed = [len(then(shelf, number, tmp_path).keys(Selection())) for number in (1, 2, 3, 4)]

    assert listed == [0, 1, 1, 0]


def test_edits_tags_and_notes_are_those_of_that_day(shelf: Shelf, tmp_path: Path) -> None:
    paper = added(shelf, 1, title="Lanterns", year=2020)
    edit.edit_paper(shelf.catalog, paper, {"year": 2019}, now=on(2))
    edit.tag_paper(shelf.catalog, paper, on=["fog"], off=[], now=on(3))
    edit.write_note(shelf.catalog, paper, "dim", now=on(4))
    edit.tag_paper(shelf.catalog, paper, on=[], off=["fog"], now=on(5))

    def said(number: int) -> tuple[Any, ...]:
        view = then(shelf, number, tmp_path).view("lanterns")
        return view["year"], view["tags"], [note["text"] for note in view["notes"]]

    assert [said(number) for number in (1, 2, 3, 4, 5)] == [
        (2020, [], []),
        (2019, [], []),
        (2019, ["fog"], []),
        (2019, ["fog"], ["dim"]),
        (2019, [], ["dim"]),
    ]


def test_what_was_taken_back_since_stands_again(shelf: Shelf, tmp_path: Path) -> None:
    paper = added(shelf, 1, title="Lanterns", year=2020)
    edit.edit_paper(shelf.catalog, paper, {"year": 2019}, now=on(2))
    edit.write_note(shelf.catalog, paper, "dim", now=on(2))
    undo(shelf.catalog, now=on(4))
    undo(shelf.catalog, now=on(4))
    shelf.take(record("crossref", "2", title="Tides"), now=on(5))
    edit.write_note(shelf.catalog, paper, "bright", now=on(5))

    past = then(shelf, 3, tmp_path)

    assert (past.view("lanterns")["year"], past.view("lanterns")["notes"][0]["text"]) == (2019, "dim")
    assert faults(past.path) == []


def test_two_papers_that_the_user_called_one_later_are_two(shelf: Shelf, tmp_path: Path) -> None:
    one, other = added(shelf, 1, title="Lanterns"), added(shelf, 2, key="2", title="Tides")
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=on(4))
    shelf.take(record(key="2", title="Tides", venue="CVPR"), now=on(5))

    past = then(shelf, 3, tmp_path)

    assert [(view["title"], view["venue"]) for view in past.views()] == [("Lanterns", None), ("Tides", None)]
    assert faults(past.path) == []


def test_two_papers_that_the_user_no_longer_calls_one_are_one(shelf: Shelf, tmp_path: Path) -> None:
    one, other = added(shelf, 1, title="Lanterns"), added(shelf, 1, key="2", title="Tides")
    edit.judge(shelf.catalog, one, other, Sameness.SAME, now=on(2))
    undo(shelf.catalog, now=on(4))

    past = then(shelf, 3, tmp_path)

    assert len(past.keys(Selection())) == 1
    assert faults(past.path) == []


def test_what_a_host_of_code_said_later_is_not_known_yet(shelf: Shelf, tmp_path: Path) -> None:
    paper = added(shelf, 1, title="Lanterns", repositories=(CODE,))
    gone = Repository(url="https://github.com/A/B", gone=True, checked_on=on(3).date())
    keep_repositories(shelf.catalog, [gone], [paper], source="github", now=on(3))

    assert then(shelf, 2, tmp_path).view("lanterns")["links"]["code"] == CODE.url
    assert then(shelf, 3, tmp_path).view("lanterns")["links"]["code"] is None


def test_filters_words_and_orders_are_of_that_day(shelf: Shelf, tmp_path: Path) -> None:
    paper = added(shelf, 1, title="Lanterns", citations=9)
    added(shelf, 1, key="2", title="Tides", citations=5)
    shelf.take(record(key="2", title="Ebb and flow", citations=50), now=on(3))
    edit.tag_paper(shelf.catalog, paper, on=["fog"], off=[], now=on(3))

    past = then(shelf, 2, tmp_path)

    first = past.view("lanterns")["key"]
    assert past.keys(Selection(sort="citations"))[0] == first
    assert past.keys(Selection(words="flow")) == []
    assert len(past.keys(Selection(words="tides"))) == 1
    assert past.keys(Selection(tags=("fog",))) == []


def test_the_last_day_is_the_catalog_as_it_is(shelf: Shelf, tmp_path: Path) -> None:
    paper = added(shelf, 1, title="Lanterns", citations=9)
    edit.tag_paper(shelf.catalog, paper, on=["fog"], off=[], now=on(2))
    undo(shelf.catalog, now=on(3))

    assert then(shelf, 3, tmp_path).views() == shelf.views()


steps = st.lists(st.sampled_from(["tag", "untag", "note", "year", "venue", "count", "out", "in", "undo"]), max_size=7)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps)
def test_every_day_is_seen_later_as_it_was_seen_then(tmp_path_factory: pytest.TempPathFactory, done: list[str]) -> None:
    folder = tmp_path_factory.mktemp("days")
    with Shelf(folder / "catalog.sqlite") as shelf:
        paper = added(shelf, 1, title="Lanterns", authors="A Moreau", year=2020, citations=1)
        seen = {1: shelf.views()}

        for number, step in enumerate(done, start=2):
            _do(shelf, paper, step, number)
            seen[number] = shelf.views()

        for number, views in seen.items():
            past = then(shelf, number, folder)
            assert keyless(past.views()) == keyless(views)
            assert faults(past.path) == []
            past.catalog.close()


def keyless(views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Views without their cite keys: of a paper that was taken out the key may have changed since."""
    return [{**view, "key": None} for view in views]


def _do(shelf: Shelf, paper: int, step: str, number: int) -> None:
    """One thing on one day; what means nothing that day is left."""
    catalog, now = shelf.catalog, on(number)
    if step == "undo":
        try:
            undo(catalog, now=now)
        except SurveyError:
            return
    elif step in {"tag", "untag"}:
        names = {"on": ["fog"], "off": []} if step == "tag" else {"on": [], "off": ["fog"]}
        edit.tag_paper(catalog, paper, **names, now=now)
    elif step == "note":
        edit.write_note(catalog, paper, f"note {number}", now=now)
    elif step == "year":
        edit.edit_paper(catalog, paper, {"year": 1900 + number}, now=now)
    elif step == "out":
        edit.remove_papers(catalog, [paper], now=now)
    elif step == "in":
        edit.add_papers(catalog, [paper], now=now)
    else:
        said: dict[str, Any] = {"venue": f"V{number}"} if step == "venue" else {"citations": number}
        shelf.take(record(title="Lanterns", authors="A Moreau", **said), now=now)
