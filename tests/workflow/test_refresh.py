"""Papers asked about again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.catalog.audit import audit
from survey.catalog.edit import add_papers
from survey.catalog.known import stale_papers
from survey.catalog.read import counts
from survey.catalog.take import take
from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from survey.model.audit import Fault as Finding
from survey.workflow.add import add
from survey.workflow.refresh import refresh
from tests.demo.asking import paper as demo_paper
from tests.model.making import record
from tests.workflow.conftest import views
from tests.workflow.libraries import NOW
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


def test_a_retraction_that_only_its_notice_tells_is_news_and_stands_in_the_catalog(
    open_library: Open, clock: Clock
) -> None:
    (paper,) = add(open_library(), ["2001.00001"]).new
    add_papers(open_library().catalog, [paper], now=clock.now())
    clock.pass_days(40)
    with ScholarlyWeb([{**SPARSE, "retracted_by": "10.1000/notice"}]) as web:
        library = open_library(base_urls=web.base_urls, fresh=True)
        done = refresh(library, [paper])

    with library.catalog.reading() as reader:
        named = [finding for finding in audit(reader, clock.now()) if finding.fault is Finding.RETRACTED]
        keys = [row[0] for row in reader.execute("SELECT key FROM record WHERE source = 'crossref'")]
    assert [changed["status"] for changed in done.changes.values()] == [(None, "retracted")]
    assert [(each.source, each.on) for each in named] == [("crossref", "2026-12-30")]
    assert "10.1000/1#10.1000/notice" in keys


def test_a_refresh_asks_for_the_notices_of_many_papers_at_once(open_library: Open) -> None:
    library = open_library("crossref", fresh=True)
    many = [record("x", str(n), ids=[f"doi:10.1000/{n}"], title=f"Paper {n}") for n in range(1, 121)]
    papers = sorted(take(library.catalog, many, now=NOW).papers.values())
    with ScholarlyWeb([demo_paper(n) for n in range(1, 121)]) as web:
        refresh(open_library("crossref", base_urls=web.base_urls), papers)

    assert len([target for *_, target in web.requests if "updates" in target]) == 3
    assert len(web.requests) == 6
