"""Papers asked about again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.catalog.known import stale_papers
from survey.catalog.read import counts
from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from survey.workflow.add import add
from survey.workflow.refresh import refresh
from tests.workflow.conftest import views
from tests.workflow.papers import SPARSE

if TYPE_CHECKING:
    from tests.workflow.conftest import Clock, Open


def test_counts_become_a_series_by_day(open_library: Open, clock: Clock) -> None:
    (paper,) = add(open_library(), ["2001.00001"]).new
    clock.pass_days(40)
    cited = {**SPARSE, "citations": {"count": 55, "on": "2021-07-01", "source": "semantic_scholar"}}
    with ScholarlyWeb([cited]) as web:  # type: ignore[list-item]
        library = open_library(base_urls=web.base_urls, fresh=True)
        done = refresh(library, [paper])

    reader = library.catalog.reader()
    series = counts(reader, paper)
    reader.close()
    assert [(each["on"], each["count"]) for each in series] == [("2026-11-20", 41), ("2026-12-30", 55)]
    (changes,) = done.changes.values()
    assert changes.keys() == {"citations"}


def test_the_same_count_on_another_day_is_kept_and_is_no_news(open_library: Open, clock: Clock) -> None:
    (paper,) = add(open_library(), ["2001.00001"]).new
    clock.pass_days(40)

    done = refresh(open_library(fresh=True), [paper])

    assert done.changes == {}
    assert views(open_library(), paper)[0]["citations"] == {
        "count": 41,
        "source": "semantic_scholar",
        "on": "2026-12-30",
    }


def test_a_paper_that_was_heard_of_is_no_longer_stale(open_library: Open, clock: Clock) -> None:
    library = open_library(fresh=True)
    (paper,) = add(library, ["2001.00001"]).new
    clock.pass_days(40)
    before = clock.now().isoformat(timespec="seconds")
    stale = stale_papers(library.catalog, before)

    refresh(library, [paper])

    assert (stale, stale_papers(library.catalog, before)) == ([paper], [])


def test_a_failed_refresh_leaves_a_paper_as_stale_as_it_was(
    open_library: Open, web: ScholarlyWeb, clock: Clock
) -> None:
    library = open_library(fresh=True)
    (paper,) = add(library, ["2001.00001"]).new
    clock.pass_days(40)
    known = views(library, paper)
    web.faults |= dict.fromkeys(web.base_urls, Fault(kind=Kind.FORBID))

    done = refresh(library, [paper])

    assert done.changes == {}
    assert views(library, paper) == known
    assert stale_papers(library.catalog, clock.now().isoformat(timespec="seconds")) == [paper]
