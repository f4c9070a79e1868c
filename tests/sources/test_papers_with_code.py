"""Papers with Code, as it is now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from survey.http.door import Door
from survey.model.identifier import Identifier
from survey.model.record import Record, Unreadable
from survey.settings import Settings
from survey.sources.papers_with_code import PapersWithCode
from survey.sources.papers_with_code_old import PapersWithCodeOld
from survey.sources.source import sources
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import Ask, LeaderboardsContract, SearchesContract, SinglesContract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAPER = (PAGES / "papers_with_code" / "paper.json").read_bytes()
EVALUATIONS = (PAGES / "papers_with_code" / "evaluations.json").read_bytes()
NAME = Identifier("arxiv", "1706.03762")


def as_json(value: object) -> Said:
    return Said(json.dumps(value).encode())


def present(asked: Asked) -> Said:
    """The present interface, of one task with two datasets, on one of which there are results."""
    pages = {"/tasks/": "tasks", "/areas/": "areas", "/datasets/": "datasets"}
    pages |= {"/datasets/streets-test/evaluations/": "leaderboard"}
    if asked.path not in pages:
        return Said(b'{"detail": "Not Found"}', 404)
    rows = json.loads((PAGES / "papers_with_code" / f"{pages[asked.path]}.json").read_bytes())["results"]
    if asked.path == "/tasks/":
        counts = {"benchmark_count": 2, "evaluation_count": 7}
        rows.append({"id": 3, "slug": "semantic-segmentation", "name": "Semantic Segmentation", "area_id": 1, **counts})
    if words := asked.query.get("q"):
        rows = [row for row in rows if words.lower() in row["name"].lower()]
    of_task = asked.query.get("task")
    return as_json(
        {
            "count": len(rows),
            "results": rows if of_task in {None, "semantic-segmentation"} else [],
            **({"applied_filters": {"task": of_task}} if of_task else {}),
        }
    )


class TestPapersWithCode(SinglesContract, SearchesContract, LeaderboardsContract):
    source = PapersWithCode
    page_of_names = "paper.json"
    page_of_search = "papers.json"
    names = ("arxiv:1706.03762",)
    benchmark = ("Semantic Segmentation", "Streets test")

    def knowing(self, asked: Asked) -> Said:
        return present(asked)

    def answering(self) -> Callable[[Asked], Said]:
        return lambda asked: Said(EVALUATIONS if asked.path == "/evaluations/" else PAPER)

    def test_names_go_in_batches(self, wire: Wire, ask: Ask) -> None:
        self.look_up(ask(self.source), [*self.many(2), *self.many(2)])

        assert [asked.path for asked in wire.asked] == ["/papers/arxiv/2401.00001", "/papers/arxiv/2401.00002"]


def test_a_paper_comes_with_its_own_results_alone(wire: Wire, ask: Ask) -> None:
    wire.answer = TestPapersWithCode().answering()

    found = list(ask(PapersWithCode).look_up([NAME]))

    assert wire.asked[0].query == {"include_resources": "true"}
    assert wire.asked[1].query["paper_id"] == "755"
    assert isinstance(found[0], Record)
    assert {result.metric for result in found[0].results} == {"BLEU", "SacreBLEU", "Params", "Odd"}
    assert {result.direction for result in found[0].results} == {None}


def test_results_are_read_to_the_last_page(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path != "/evaluations/":
            return Said(PAPER)
        page = int(asked.query["page"])
        row = {"paper_id": "755", "task_name": "T", "dataset_name": f"D{page}", "metrics": {"M": page}}
        return as_json({"count": 3, "next_page": page + 1 if page < 3 else None, "results": [row]})

    wire.answer = answer

    found = list(ask(PapersWithCode).look_up([NAME]))

    assert isinstance(found[0], Record)
    assert [result.dataset for result in found[0].results] == ["D1", "D2", "D3"]


def test_the_order_of_rows_changes_no_results(wire: Wire, ask: Ask) -> None:
    rows = json.loads(EVALUATIONS)["results"]

    def results(ordered: list[object]) -> set[str]:
        found = PapersWithCode.read(json.dumps({"results": ordered}).encode())
        return {
            repr(replace(result, rank=None, extra_data=None))
            for each in found
            if isinstance(each, Record)
            for result in each.results
        }

    assert results(rows) == results(rows[::-1])


def test_the_dialect_is_the_users_choice(tmp_path: Path) -> None:
    new = Settings(catalog=tmp_path, cache_dir=tmp_path)

    assert sources(new)["papers_with_code"] is PapersWithCode
    assert sources(replace(new, pwc_dialect="old"))["papers_with_code"] is PapersWithCodeOld


def test_a_task_is_told_with_its_area_and_its_counts(wire: Wire, ask: Ask) -> None:
    wire.answer = present

    tasks = list(ask(PapersWithCode).tasks())

    assert tasks == [
        {"name": "Image Classification", "areas": [], "parents": [], "benchmarks": None, "results": None},
        {
            "name": "Semantic Segmentation",
            "areas": ["Computer Vision"],
            "parents": [],
            "benchmarks": 2,
            "results": 7,
        },
    ]


def test_areas_are_not_asked_for_where_no_task_names_one(wire: Wire, ask: Ask) -> None:
    wire.answer = present

    found = list(ask(PapersWithCode).tasks("image class"))

    assert [task["name"] for task in found] == ["Image Classification"]
    assert [asked.path for asked in wire.asked] == ["/tasks/"]


@pytest.mark.parametrize("words", ["segmentations", "SEMANTIC", "semantic-segmentation"])
def test_of_all_tasks_those_about_the_words_are_kept(wire: Wire, ask: Ask, words: str) -> None:
    wire.answer = lambda asked: present(replace(asked, query={}))

    assert [task["name"] for task in ask(PapersWithCode).tasks(words)] == ["Semantic Segmentation"]


def test_words_that_do_not_stand_so_in_a_name_are_asked_for_one_by_one(wire: Wire, ask: Ask) -> None:
    wire.answer = present

    found = list(ask(PapersWithCode).tasks("segmentations semantix"))

    assert [task["name"] for task in found] == ["Semantic Segmentation"]
    assert [asked.query.get("q") for asked in wire.asked[:3]] == [
        "segmentations semantix",
        "segmentation",
        "semantix",
    ]


def test_parts_of_a_task_name_it_as_their_parent(wire: Wire, ask: Ask) -> None:
    page = {"task": {"id": "3"}, "children": [{"id": "4", "name": "Night Segmentation", "benchmark_count": 1}, None]}
    wire.answer = lambda asked: as_json(page) if asked.path == "/tasks/3/page" else present(asked)

    assert list(ask(PapersWithCode).parts("semantic segmentation")) == [
        {
            "name": "Night Segmentation",
            "areas": [],
            "parents": ["Semantic Segmentation"],
            "benchmarks": 1,
            "results": None,
        }
    ]


def test_a_dataset_is_also_called_by_its_short_name(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: present(replace(asked, query={}))

    assert ask(PapersWithCode).also_called("Streets, for Validation") == ["Streets val", "Streets, for validation"]
    assert ask(PapersWithCode).also_called("Streets test") == []


def test_benchmarks_with_the_most_results_come_first(wire: Wire, ask: Ask) -> None:
    wire.answer = present

    found = list(ask(PapersWithCode).benchmarks("semantic segmentation"))

    assert [(each["task"], each["dataset"], each["results"]) for each in found] == [
        ("Semantic Segmentation", "Streets val", 3),
        ("Semantic Segmentation", "Streets test", None),
    ]
    assert wire.asked[-1].query["task"] == "semantic-segmentation"


def test_where_the_task_is_ignored_benchmarks_are_told_by_the_results_alone(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path == "/evaluations/":
            return Said((PAGES / "papers_with_code" / "leaderboard.json").read_bytes())
        return present(replace(asked, query={name: asked.query[name] for name in asked.query if name != "task"}))

    wire.answer = answer

    found = list(ask(PapersWithCode).benchmarks("Semantic Segmentation"))

    assert found == [{"task": "Semantic Segmentation", "dataset": "Streets test", "metrics": [], "results": 7}]


def test_a_task_that_is_shown_to_count_is_believed(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path == "/datasets/":
            every = [{"id": number, "name": f"Streets {number}"} for number in range(3)]
            rows = every[:1] if "task" in asked.query else every
            return as_json({"count": len(rows), "results": rows})
        return present(asked)

    wire.answer = answer

    found = list(ask(PapersWithCode).benchmarks("Semantic Segmentation"))

    assert [each["dataset"] for each in found] == ["Streets 0"]
    assert "/evaluations/" not in {asked.path for asked in wire.asked}


def test_a_leaderboard_is_in_the_order_of_its_ranks_and_without_other_tasks_rows(wire: Wire, ask: Ask) -> None:
    wire.answer, source = present, ask(PapersWithCode)

    board = source.leaderboard("semantic segmentation", "STREETS TEST")

    assert (board["task"], board["dataset"]) == ("Semantic Segmentation", "Streets test")
    assert (board["source"], board["on"]) == ("papers_with_code", source.desk.today.isoformat())
    assert board["metrics"] == [
        {"name": "Mean IoU (class)", "direction": "up", "told_by": "row order"},
        {"name": "iIoU", "direction": None, "told_by": None},
    ]
    assert [(row["model"], row["split"]) for row in board["rows"]] == [
        ("RoadNet", None),
        ("LaneNet", "two scales"),
        ("Kerb", None),
        ("LaneNet", "test, one scale"),
        ("Nobody's", None),
        ("=1+1|'x'!A0", None),
    ]


def test_a_row_says_what_is_known_of_it(wire: Wire, ask: Ask) -> None:
    wire.answer = present

    first, *_, nobodys, last = ask(PapersWithCode).leaderboard("Semantic Segmentation", "Streets test")["rows"]

    assert first == {
        "rank": 1,
        "model": "RoadNet",
        "scores": {
            "Mean IoU (class)": {"printed": "85.1", "value": 85.1},
            "iIoU": {"printed": "70.3%", "value": 70.3},
        },
        "paper": "Wide Roads, Seen Twice",
        "arxiv": "2401.00011",
        "url": "https://paperswithcode.co/paper/2401.00011",
        "year": 2024,
        "published": "2024-01-02",
        "code": ["https://github.com/roads/roadnet"],
        "extra_data": True,
        "split": None,
    }
    assert (nobodys["url"], nobodys["paper"]) == ("https://example.org/nobody", None)
    assert (last["arxiv"], last["published"], last["code"]) == (None, None, [])


def test_claimants_are_records_in_the_order_of_the_rows_and_cost_nothing_more(wire: Wire, ask: Ask) -> None:
    wire.answer, source = present, ask(PapersWithCode)
    rows = source.leaderboard("Semantic Segmentation", "Streets test")["rows"]
    before = len(wire.asked)

    found = list(source.claimants("Semantic Segmentation", "Streets test", [rows[2], rows[0], rows[4]]))

    kerb, wide, nobodys = found
    assert len(wire.asked) == before
    assert (kerb.key, kerb.title, kerb.identifiers) == (kerb.title, "A Road Without a Number", frozenset())
    assert wide.identifiers == {Identifier("arxiv", "2401.00011"), Identifier("pwc", "101")}
    assert [(result.metric, result.rank) for result in wide.results] == [("Mean IoU (class)", 1), ("iIoU", 1)]
    assert nobodys == Unreadable("papers_with_code", None, "results of no paper")


def test_another_datasets_rows_are_no_part_of_a_leaderboard(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path.startswith("/datasets/streets-val/"):
            return Said((PAGES / "papers_with_code" / "leaderboard.json").read_bytes())
        return present(asked)

    wire.answer = answer

    assert ask(PapersWithCode).leaderboard("Semantic Segmentation", "Streets val") is None


def test_a_leaderboard_is_of_the_day_of_the_doors_clock(wire: Wire, tmp_path: Path) -> None:
    wire.answer = present
    settings = Settings(catalog=tmp_path, cache_dir=tmp_path, base_urls={"papers_with_code": wire.url}, politeness=0)

    with Door(settings, now=lambda: datetime(2026, 2, 3, 23, 59, tzinfo=UTC)) as door:
        board = PapersWithCode(door.desk(PapersWithCode.service)).leaderboard("Semantic Segmentation", "Streets test")

    assert board is not None
    assert board["on"] == "2026-02-03"
