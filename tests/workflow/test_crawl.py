"""Crawling: what is reached, what it costs, and that nothing is asked twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.catalog.take import take
from survey.catalog.upkeep import check
from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from survey.http.door import Door
from survey.model.errors import AskedWronglyError, SurveyError, WhichPaperError
from survey.model.reference import Way
from survey.settings import Settings
from survey.sources.source import sources
from survey.workflow.add import add
from survey.workflow.asking import Library
from tests.catalog.making import NOW, Shelf
from tests.model.making import record
from tests.workflow.citing import account, arxiv, crawled, draft, facts, fill, numbers, resumed, title
from tests.workflow.conftest import runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.workflow.conftest import Clock, Open

SMALL = {1: [3, 4, 5], 2: [4, 5, 6], 5: [7, 8], 6: [8], 9: [1, 2]}
"""Two papers that share references, two of which go on; and one that cites both."""


@pytest.fixture
def web() -> Iterator[ScholarlyWeb]:
    with ScholarlyWeb(facts(SMALL)) as box:
        yield box


def asked(web: ScholarlyWeb) -> Counter[str]:
    return Counter(service for service, _, _ in web.requests)


def test_what_the_papers_of_the_survey_cite_is_found_and_not_added(library: Library) -> None:
    fill(library, 1, 2)

    done = crawled(library)

    assert numbers(done) == [3, 4, 5, 6]
    assert not any(each.view["added"] for each in done.candidates)
    assert done.outcome == "done"


@pytest.mark.parametrize(
    ("way", "found"),
    [(Way.RELATED_WORK, [3, 4, 5, 6]), (Way.REFERENCES, [3, 4, 5, 6]), (Way.CITATIONS, [9]), (Way.SIMILAR, [5, 6, 9])],
)
def test_every_way_leads_to_its_papers(library: Library, way: Way, found: list[int]) -> None:
    fill(library, 1, 2)

    done = crawled(library, ways=(way,))

    assert set(numbers(done)) <= set(found) if way is Way.SIMILAR else numbers(done) == found
    assert {each.via[0].way for each in done.candidates} <= {way}


def test_ways_combine(library: Library) -> None:
    fill(library, 1)

    done = crawled(library, ways=(Way.REFERENCES, Way.CITATIONS))

    assert numbers(done) == [3, 4, 5, 9]


def test_a_text_tells_the_sentence_in_which_a_paper_is_cited(library: Library) -> None:
    fill(library, 1)

    done = crawled(library, ways=(Way.RELATED_WORK,))

    sentences = {each.view["identifiers"]["arxiv"]: each.via[0].place for each in done.candidates}
    place = sentences[arxiv(3)]
    assert place is not None
    assert (place.section, place.sentence) == ("Related Work", "Much of this begins with [2001.00003].")
    assert [each.evidence.sections for each in done.candidates] == [1, 1, 1]


def test_what_more_of_your_papers_cite_comes_first(library: Library) -> None:
    fill(library, 1, 2)

    done = crawled(library)

    assert [each.evidence.cited_by for each in done.candidates] == [2, 2, 1, 1]
    assert [each.evidence.cocited for each in done.candidates] == [0, 0, 0, 0]


def test_what_is_cited_together_with_your_papers_is_told(library: Library) -> None:
    fill(library, 9, 1)

    done = crawled(library)

    evidence = {each.view["identifiers"]["arxiv"]: each.evidence for each in done.candidates}
    assert (evidence[arxiv(2)].cited_by, evidence[arxiv(2)].cocited) == (1, 1)
    assert (evidence[arxiv(3)].cited_by, evidence[arxiv(3)].cocited) == (1, 0)


def test_a_second_step_goes_from_what_the_first_one_found(library: Library) -> None:
    fill(library, 1)

    done = crawled(library, depth=2)

    assert numbers(done) == [3, 4, 5, 7, 8]
    (seven,) = (each for each in done.candidates if each.view["identifiers"]["arxiv"] == arxiv(7))
    assert [step.way for step in seven.via] == [Way.REFERENCES, Way.REFERENCES]
    assert [(each.number, each.found, each.new) for each in done.rounds] == [(1, 3, 3), (2, 2, 2)]


def test_a_paper_of_the_survey_between_is_gone_through(library: Library) -> None:
    fill(library, 1, 5)

    done = crawled(library, arxiv(1), depth=2)

    assert numbers(done) == [3, 4, 7, 8]
    assert (done.rounds[0].new, done.rounds[0].known) == (2, 1)


def test_it_stops_when_a_round_brings_too_little_new(library: Library) -> None:
    fill(library, 1, 2, 3, 4, 5)

    done = crawled(library, depth=5, saturation=0.5)

    assert done.outcome == "saturated"
    assert len(done.rounds) < 5


def test_what_is_not_wanted_is_neither_listed_nor_followed(library: Library) -> None:
    fill(library, 1)

    done = crawled(library, depth=2, match="dunes")

    assert numbers(done) == [3]
    assert crawled(library, since=2021).candidates == []
    assert crawled(library, min_citations=1).candidates == []
    assert numbers(crawled(library, venue="arxiv")) == [3, 4, 5]


def test_a_paper_that_is_not_known_yet_is_looked_up_and_crawled(library: Library) -> None:
    done = crawled(library, arxiv(2))

    assert numbers(done) == [4, 5, 6]


def test_a_paper_that_nobody_knows_is_a_question_which(library: Library) -> None:
    with pytest.raises(WhichPaperError):
        crawled(library, "2001.00099")


def test_an_empty_survey_is_nothing_to_begin_with(library: Library) -> None:
    library.catalog.upgrade()

    with pytest.raises(AskedWronglyError, match="empty"):
        crawled(library)


def test_a_second_crawl_asks_nobody_and_says_the_same(open_library: Open, web: ScholarlyWeb) -> None:
    ways = (Way.RELATED_WORK, Way.REFERENCES, Way.CITATIONS, Way.SIMILAR)
    fill(library := open_library(), 1, 2)
    first = crawled(library, ways=ways, depth=2)
    before = len(web.requests)

    second = crawled(open_library(fresh=True), ways=ways, depth=2)

    assert len(web.requests) == before
    assert (second.requests, second.rounds) == (0, first.rounds)
    assert [each[2:] for each in second.candidates] == [each[2:] for each in first.candidates]


def test_after_a_month_it_is_asked_again(open_library: Open, web: ScholarlyWeb, clock: Clock) -> None:
    fill(library := open_library(), 1)
    crawled(library)
    before = len(web.requests)
    clock.pass_days(31)

    crawled(open_library())

    assert len(web.requests) > before


def test_fifty_papers_with_forty_references_each_cost_no_more_than_forty_requests(tmp_path: Path) -> None:
    chance = random.Random(2021)
    pool = range(100, 700)
    cites = {seed: chance.sample(pool, 40) for seed in range(1, 51)}
    with ScholarlyWeb(facts(cites)) as web, opened(tmp_path, web) as library:
        fill(library, *cites)

        done = crawled(library)
        first = len(web.requests)
        again = crawled(library)

        assert len({each for cited in cites.values() for each in cited}) == len(done.candidates)
        assert sum(len(cited) for cited in cites.values()) == 2000
        assert first <= 40
        assert (done.requests, again.requests, len(web.requests)) == (first, 0, first)


@contextmanager
def opened(folder: Path, web: ScholarlyWeb) -> Iterator[Library]:
    """A library of its own on a catalog in a folder."""
    folder.mkdir(exist_ok=True)
    settings = Settings(folder / "catalog.sqlite", folder / "cache", base_urls=web.base_urls, politeness=0)
    with Shelf(settings.catalog) as shelf, Door(settings, now=lambda: NOW) as door:
        yield Library(shelf.catalog, door, sources(), lambda: NOW)


def test_a_spent_budget_leaves_a_crawl_that_goes_on_without_asking_twice(open_library: Open, web: ScholarlyWeb) -> None:
    fill(library := open_library(), 1, 2)
    ways = (Way.RELATED_WORK, Way.REFERENCES, Way.CITATIONS)
    spent = [crawled(library, ways=ways, depth=2, budget=3)]

    while spent[-1].outcome == "budget spent" and len(spent) < 30:
        spent.append(resumed(open_library(), budget=3))

    assert all(each.requests <= 3 for each in spent)
    assert spent[-1].outcome == "done"
    assert numbers(spent[-1]) == [3, 4, 5, 6, 7, 8, 9]
    assert asked_twice(web) == 0


def test_with_little_left_the_best_are_followed_first(tmp_path: Path) -> None:
    with ScholarlyWeb(facts({1: [3, 4], 2: [4], 3: [7], 4: [8]})) as web, opened(tmp_path, web) as library:
        fill(library, 1, 2)

        crawled(library, ways=(Way.RELATED_WORK,), depth=2, budget=4)

        texts = [target for service, _, target in web.requests if service == "arxiv"]
        assert texts[2:] == [f"/e-print/{arxiv(4)}"]


def test_a_crawl_that_is_done_is_nothing_to_go_on_with(library: Library) -> None:
    fill(library, 1)
    crawled(library)

    with pytest.raises(AskedWronglyError, match="done"):
        resumed(library)


def test_where_there_was_no_crawl_there_is_nothing_to_go_on_with(library: Library) -> None:
    fill(library, 1)

    with pytest.raises(AskedWronglyError, match="no crawl"):
        resumed(library)


def test_one_source_that_fails_ends_alone_and_is_asked_again_when_it_goes_on(
    open_library: Open, web: ScholarlyWeb
) -> None:
    fill(library := open_library(), 1, 2)
    web.faults["semantic_scholar"] = Fault(kind=Kind.FORBID)

    done = crawled(library)
    del web.faults["semantic_scholar"]
    again = resumed(open_library())

    assert (done.outcome, numbers(done)) == ("in part", [3, 4, 5, 6])
    assert {told.source for told in done.told if told.is_failure} == {"semantic_scholar"}
    assert again.outcome == "done"
    assert {told.source for told in again.told} == {"semantic_scholar"}


def test_where_the_others_show_nothing_those_who_know_less_are_asked(library: Library, web: ScholarlyWeb) -> None:
    fill(library, 1)
    web.faults["semantic_scholar"] = web.faults["openalex"] = Fault(kind=Kind.NULLS)

    done = crawled(library, budget=50)

    assert asked(web)["crossref"]
    assert numbers(done) == [3, 4, 5]


def test_where_the_others_show_enough_nobody_else_is_asked(library: Library, web: ScholarlyWeb) -> None:
    fill(library, 1, 2)

    crawled(library)

    assert asked(web).keys() == {"semantic_scholar", "openalex"}


def test_every_asking_is_a_run_in_the_log(library: Library, web: ScholarlyWeb) -> None:
    fill(library, 1)

    done = crawled(library, ways=(Way.RELATED_WORK, Way.REFERENCES))

    log = runs(library)
    assert {run["verb"] for run in log} == {"crawl"}
    assert sum(run["requests"] for run in log) == done.requests == len(web.requests)
    assert sum(len(run["sent"]) for run in log) == done.requests
    assert done.received > 0


def test_what_was_added_since_is_no_candidate_any_more(library: Library) -> None:
    fill(library, 1)
    crawled(library)
    add(library, [arxiv(3)])

    assert numbers(crawled(library, arxiv(1))) == [4, 5]


def test_two_papers_that_turn_out_to_be_one_are_one_candidate(library: Library) -> None:
    fill(library, 1)
    take(library.catalog, [record("elsewhere", "x", ids=["pmid:77"], title="Something of its own")], now=NOW)
    crawled(library)
    joined = record("elsewhere", "x", ids=["pmid:77", f"arxiv:{arxiv(3)}"], title=account(3).title, year=2020)
    take(library.catalog, [joined], now=NOW + timedelta(days=1))

    assert numbers(crawled(library)) == [3, 4, 5]


def test_a_draft_is_read_and_what_it_cites_is_found_by_its_identifiers(library: Library, tmp_path: Path) -> None:
    path = draft(tmp_path, r"As in \cite{a}.", f"A. Doe. \\newblock {title(3)}. \\newblock arXiv:{arxiv(3)}, 2020.")

    done = crawled(library, path, ways=(Way.RELATED_WORK,))

    assert numbers(done) == [3]
    assert done.candidates[0].via[0].start.draft == path
    assert (done.complete[0].found, done.complete[0].cited) == (1, 1)
    with library.catalog.reading() as reader:
        assert reader.execute("SELECT how, sure FROM reference").fetchall() == [("identifier", 1.0)]


def test_what_a_draft_cites_without_an_identifier_is_found_by_its_title(library: Library, tmp_path: Path) -> None:
    path = draft(tmp_path, r"As in \cite{a}.", "A. Doe. \\newblock Counting dunes from above 3. \\newblock Sand, 2021.")

    done = crawled(library, path, ways=(Way.RELATED_WORK,))

    assert numbers(done) == [3]
    with library.catalog.reading() as reader:
        ((how, sure),) = reader.execute("SELECT how, sure FROM reference").fetchall()
    assert (how, sure) == ("title", 0.9)


@pytest.mark.parametrize(
    "entry",
    [
        "A. Doe. \\newblock Counting dunes from above 3. \\newblock Sand, 2011.",
        "A. Doe. \\newblock Counting dunes from above 4. \\newblock Sand, 2020.",
        "A. Doe. \\newblock Counting camels from above 3. \\newblock Sand, 2020.",
        "A. Doe. \\newblock Nothing that was ever heard of. \\newblock Sand, 2020.",
    ],
    ids=["another year", "another number", "another word", "nothing like it"],
)
def test_what_is_only_nearly_the_same_stays_unresolved(library: Library, tmp_path: Path, entry: str) -> None:
    path = draft(tmp_path, r"As in \cite{a}.", entry)

    done = crawled(library, path, ways=(Way.RELATED_WORK,))

    assert done.candidates == []
    (left,) = done.unresolved
    assert left.said.raw is not None
    assert left.said.raw.startswith("A. Doe")
    assert left.said.places[0].sentence == "As in [a]."


def test_a_cited_work_is_found_in_the_list_that_a_source_has_of_the_same_paper(tmp_path: Path) -> None:
    papers = facts({1: [3]})
    with ScholarlyWeb(papers) as web, opened(tmp_path, web) as library:
        fill(library, 1)
        kept = texts_without_identifiers(library, 1, "Counting dunes, from above 3")

        done = crawled(library, ways=(Way.RELATED_WORK,))

        assert kept
        assert numbers(done) == [3]
        assert {service for service, _, target in web.requests if "search" in target or "match" in target} == set()
        with library.catalog.reading() as reader:
            assert reader.execute("SELECT how FROM reference WHERE source = 'text'").fetchall() == [("list",)]


def texts_without_identifiers(library: Library, number: int, title: str) -> bool:
    """The text of a paper as if it had been read lately: it cites one work, of which it says the title alone."""
    from survey.catalog.find import find_paper
    from survey.catalog.references import keep_asked, keep_text
    from survey.model.reference import Citing, Part, Place, Reference

    with library.catalog.reading() as reader:
        paper = find_paper(reader, arxiv(number))
    place = Place(Part.RELATED_WORK, "Related Work", None, "As in [a].")
    keep_text(library.catalog, Citing(paper), [Reference("a", title, year=2020, places=(place,))], now=library.now())
    keep_asked(library.catalog, Way.RELATED_WORK, "arxiv", [(paper, 1, 1)], now=library.now())
    return True


def test_works_that_papers_compare_themselves_with_are_baselines(library: Library, tmp_path: Path) -> None:
    table = r"\begin{table}\begin{tabular}{l} Dunes \cite{a} & 7 \\ \end{tabular}\end{table}"
    more = rf"\section{{Experiments}}We beat \cite{{b}}. {table}"
    entries = [f"A. Doe. \\newblock Some title. \\newblock arXiv:{arxiv(number)}, 2020." for number in (3, 4, 5)]
    path = draft(tmp_path, r"As in \cite{c}.", *entries, more=more)

    done = crawled(library, path, ways=(Way.RELATED_WORK,), baselines=1)

    assert sorted(each.view["identifiers"]["arxiv"] for each in done.baselines) == [arxiv(3), arxiv(4)]
    assert crawled(library, path, ways=(Way.RELATED_WORK,), baselines=2).baselines == []


def test_a_draft_that_cannot_be_read_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary")

    with pytest.raises(SurveyError, match="nothing that can be read"):
        crawled(library, str(tmp_path / "diary.txt"))


def test_a_draft_that_was_changed_is_read_anew(library: Library, tmp_path: Path) -> None:
    entry = "A. Doe. \\newblock Some title. \\newblock arXiv:{}, 2020."
    path = draft(tmp_path, r"As in \cite{a}.", entry.format(arxiv(3)))
    crawled(library, path, ways=(Way.RELATED_WORK,))
    draft(tmp_path, r"As in \cite{a}.", entry.format(arxiv(4)))

    assert numbers(crawled(library, path, ways=(Way.RELATED_WORK,))) == [4]


WORLDS = st.dictionaries(
    st.integers(1, 6), st.lists(st.integers(1, 9), unique=True, max_size=5), min_size=1, max_size=5
)


@settings(max_examples=8)
@given(cites=WORLDS, orders=st.randoms(use_true_random=False), depth=st.integers(1, 3))
def test_the_order_of_the_seeds_does_not_matter_and_crawling_twice_is_once(
    cites: dict[int, list[int]], orders: random.Random, depth: int
) -> None:
    seeds = sorted(cites)[:3]
    shuffled = orders.sample(seeds, len(seeds))
    with TemporaryDirectory() as folder, ScholarlyWeb(facts(cites)) as web:
        told = [
            list(what_is_told(Path(folder) / str(place), web, order, depth))
            for place, order in enumerate((seeds, shuffled))
        ]

    assert told[0] == told[1]
    assert told[0][0] == told[0][1]


def what_is_told(folder: Path, web: ScholarlyWeb, seeds: Sequence[int], depth: int) -> Iterator[object]:
    """What two crawls say, one after the other, and what the catalog keeps after each."""
    with opened(folder, web) as library:
        fill(library, *seeds)
        for _ in range(2):
            done = crawled(library, *map(arxiv, seeds), ways=(Way.RELATED_WORK, Way.REFERENCES), depth=depth)
            with library.catalog.reading() as reader:
                kept = reader.execute(
                    "SELECT a.cite_key, b.cite_key, c.source FROM citation c JOIN paper a ON a.id = c.citing_id "
                    "JOIN paper b ON b.id = c.cited_id ORDER BY 1, 2, 3"
                ).fetchall()
                assert check(reader) == []
            yield [(each.view["key"], each.evidence, each.score) for each in done.candidates], done.rounds, kept


_FORK = multiprocessing.get_context("fork")


def crawl_all(folder: Path, web: ScholarlyWeb) -> None:
    with opened(folder, web) as library:
        fill(library, *range(1, 11))
        crawled(library, ways=(Way.RELATED_WORK, Way.REFERENCES), budget=500)


def test_killed_at_any_moment_it_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    cites = {seed: [20 + (seed * 7 + each) % 30 for each in range(8)] for seed in range(1, 11)}
    chance = random.Random(7)
    with ScholarlyWeb(facts(cites)) as web:
        begun = time.monotonic()
        crawl_all(tmp_path / "whole", web)
        whole = time.monotonic() - begun
        with opened(tmp_path / "whole", web) as library:
            wanted = numbers(crawled(library, ways=(Way.RELATED_WORK, Way.REFERENCES)))
        for moment in range(8):
            web.requests.clear()
            place = tmp_path / str(moment)
            child = _FORK.Process(target=crawl_all, args=(place, web))
            child.start()
            time.sleep(chance.uniform(0.1, 0.9) * whole)
            if child.pid and child.is_alive():
                os.kill(child.pid, signal.SIGKILL)
            child.join()

            with opened(place, web) as library:
                fill(library, *range(1, 11))
                done = crawled(library, ways=(Way.RELATED_WORK, Way.REFERENCES), budget=500)
                with library.catalog.reading() as reader:
                    assert check(reader) == []

            assert numbers(done) == wanted
            assert asked_twice(web) <= 4


def asked_twice(web: ScholarlyWeb) -> int:
    """How many requests were sent again, as those may be that were under way when a process was killed.

    Of those with a body, which the box does not write down, none is counted.
    """
    sent = Counter(request for request in web.requests if request[1] == "GET")
    return sum(count - 1 for count in sent.values())
