"""Leaderboards of dumps: the tree of tasks, the tables in it, and what becomes of one that is told twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.dump.making import DAY, Entry, dataset, link, row, scored, table, task

if TYPE_CHECKING:
    from survey.model.leaderboard import LeaderboardView
    from tests.dump.making import Shelf

LATER = DAY + timedelta(days=1)


def board(shelf: Shelf, task: str = "Reading", dataset: str = "LongDocs") -> LeaderboardView:
    found = shelf.dump.leaderboard(task, dataset)
    assert found is not None
    return found


def printed(shelf: Shelf) -> list[str]:
    return [score["printed"] for each in board(shelf)["rows"] for score in each["scores"].values()]


def test_a_leaderboard_says_all_that_its_rows_say(shelf: Shelf) -> None:
    lantern = row(
        "Lantern-L",
        {"Accuracy": "81.5%", "Params": "1.2M", "Speed": "-"},
        paper_title="Sparse Lanterns",
        paper_url="http://arxiv.org/abs/2001.00001v4",
        paper_date="2020-01-15",
        code_links=[{"title": "moreau/lanterns", "url": "https://github.com/moreau/lanterns"}],
        uses_additional_data=True,
    )

    shelf.take(task("Reading", table("LongDocs", lantern, metrics=("Accuracy", "Speed", "Params"))))

    assert board(shelf) == {
        "task": "Reading",
        "dataset": "LongDocs",
        "metrics": [
            {"name": "Accuracy", "direction": "up", "told_by": "name"},
            {"name": "Speed", "direction": None, "told_by": None},
            {"name": "Params", "direction": None, "told_by": None},
        ],
        "rows": [
            {
                "rank": 1,
                "model": "Lantern-L",
                "scores": {
                    "Accuracy": {"printed": "81.5%", "value": 81.5},
                    "Params": {"printed": "1.2M", "value": 1_200_000.0},
                },
                "paper": "Sparse Lanterns",
                "arxiv": "2001.00001",
                "url": "http://arxiv.org/abs/2001.00001v4",
                "year": 2020,
                "published": "2020-01-15",
                "code": ["https://github.com/moreau/lanterns"],
                "extra_data": True,
                "split": None,
            }
        ],
        "notices": [],
        "source": "papers_with_code",
        "on": "2025-07-25",
    }


def test_the_official_code_of_a_row_comes_first(shelf: Shelf) -> None:
    code = [{"url": f"https://github.com/a/{name}"} for name in "zyx"]
    shelf.take(task("Reading", table("LongDocs", row(paper_title="Sparse Lanterns", code_links=code))))

    shelf.take(link(url="https://github.com/a/x", is_official=True), name="links.json")

    assert board(shelf)["rows"][0]["code"] == [f"https://github.com/a/{name}" for name in "xzy"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (3, "3"),
        (0.5, "0.5"),
        (" 81.5 \n", "81.5"),
        ("**81.5**", "**81.5**"),
        ("O.753", "O.753"),
        ("81.5 | 80", "81.5 | 80"),
        (None, None),
        ("", None),
        ("-", None),
        ("N/A", None),
        (float("nan"), None),
        (True, None),
        (["81"], None),
    ],
)
def test_a_value_is_kept_as_printed_and_what_is_none_is_not(shelf: Shelf, given: object, kept: str | None) -> None:
    shelf.take(task("Reading", table("LongDocs", row(metrics={"Accuracy": given, "Recall": "1"}))))

    scores = board(shelf)["rows"][0]["scores"]
    assert (scores["Accuracy"]["printed"] if "Accuracy" in scores else None) == kept
    assert "Recall" in scores


@pytest.mark.parametrize(
    ("values", "direction"), [(["90", "80", "70"], "up"), (["1", "2", "3"], "down"), (["9", "8"], None)]
)
def test_the_order_of_the_rows_tells_which_way_is_better(
    shelf: Shelf, values: list[str], direction: str | None
) -> None:
    shelf.take(task("Reading", table("LongDocs", *scored(*values, metric="Wonder"), metrics=("Wonder",))))

    assert board(shelf)["metrics"][0]["direction"] == direction


def test_the_first_metric_of_the_heading_is_first_though_no_row_has_it(shelf: Shelf) -> None:
    shelf.take(task("Reading", table("LongDocs", row(metrics={" Recall ": "3"}), metrics=("Accuracy", "Recall"))))

    assert [each["name"] for each in board(shelf)["metrics"]] == ["Accuracy", "Recall"]


def test_a_task_below_several_others_brings_its_leaderboards_once(shelf: Shelf) -> None:
    shared = task("Deep Reading", table("Abyss", *scored("9", "8")), categories=[])
    roots = [task(f"Root {number}", subtasks=[shared], categories=[f"Area {number}"]) for number in (2, 1)]

    tally = shelf.take(*roots)

    assert (tally.read, tally.new, tally.merged, dict(tally.skipped)) == (4, 2, 2, {})
    (deep,) = shelf.dump.tasks("deep reading")
    assert deep == {
        "name": "Deep Reading",
        "areas": ["Area 1", "Area 2"],
        "parents": ["Root 1", "Root 2"],
        "benchmarks": 1,
        "results": 2,
    }


def test_what_is_below_a_task_without_a_name_is_kept(shelf: Shelf) -> None:
    tally = shelf.take(task("", table("LongDocs", row()), subtasks=[task("Reading", table("Abyss", row()))]))

    assert [each["name"] for each in shelf.dump.tasks()] == ["Reading"]
    assert dict(tally.skipped) == {"a task without a name": 1}


def test_parts_of_datasets_bear_the_name_of_the_whole(shelf: Shelf) -> None:
    parts = [{**table("", row()), "subdataset": "short"}, table("long", row())]
    del parts[0]["dataset"]

    shelf.take(task("Reading", {"dataset": "Docs", "subdatasets": parts, "sota": {"metrics": [], "rows": []}}))

    assert [each["dataset"] for each in shelf.dump.benchmarks("Reading")] == ["Docs / long", "Docs / short"]


def test_names_that_differ_in_a_blank_are_two_and_asked_for_by_either(shelf: Shelf) -> None:
    shelf.take(task("Reading", table(" FB15k", row("a")), table("FB15k", row("b"))))

    assert board(shelf, dataset=" FB15k")["rows"][0]["model"] == "a"
    assert board(shelf, "reading", "FB15k")["rows"][0]["model"] == "b"
    assert shelf.dump.leaderboard("Reading", "fb15k") is None


@pytest.mark.parametrize("asked", ["longdocs", "Long Docs", "LONG-DOCS"])
def test_a_leaderboard_is_found_by_names_spelt_otherwise(shelf: Shelf, asked: str) -> None:
    shelf.take(task("Reading", table("Long-Docs", row())))

    assert (shelf.dump.leaderboard("READING", asked) is None) == (asked == "longdocs")


VANDALS = ["x'); DROP TABLE board; --", "<script>alert(1)</script>", "a" * 2000, "\x1b[31mred\x07", "=1+1", "a|b", "１"]


@pytest.mark.parametrize("name", VANDALS)
def test_a_vandalised_name_passes_as_it_is(shelf: Shelf, name: str) -> None:
    shelf.take(task(name, table(name, row(name, {name: "3"}, paper_title=name), metrics=(name,))))

    found = board(shelf, name, name)
    assert len(found["rows"]) == len(found["metrics"]) == 1
    assert [each["name"] for each in shelf.dump.tasks()] == [name]


@pytest.mark.parametrize("name", ["", "  ", "^(#$!@#$)(()))******", None, 7, [], "null"])
def test_a_name_without_a_letter_is_junk_that_is_skipped_and_listed(shelf: Shelf, name: object) -> None:
    tally = shelf.take(task(name, table("LongDocs", row())), task("Reading", table(name, row())))  # type: ignore[arg-type]

    assert dict(tally.skipped) == {"a task without a name": 1, "a dataset without a name": 1}
    assert [each["place"] for each in shelf.dump.skipped()] == ["record 1", "record 2, Reading"]


def test_half_a_character_costs_nothing_else(shelf: Shelf) -> None:
    shelf.take(task("Rea\ud800ding\x00", table("Long\udfffDocs", row("a\ud800", {"Accuracy\ud800": "3"}))))

    assert board(shelf)["rows"][0]["model"] == "a"


def test_trees_deeper_than_any_real_one_are_cut(shelf: Shelf) -> None:
    tree: Entry = task("Leaf", table("LongDocs", row()))
    for number in range(300):
        tree = task(f"Task {number}", subtasks=[tree])

    tally = shelf.take(tree, task("Reading", table("LongDocs", row())))

    assert dict(tally.skipped) == {"a task too deep in others": 1}
    assert len(printed(shelf)) == 1


def test_datasets_nested_beyond_reason_stop_nothing(shelf: Shelf) -> None:
    nested = table("Docs", row())
    for _ in range(450):
        nested = {"dataset": "Docs", "subdatasets": [nested]}

    shelf.take(task("Odd", nested), task("Reading", table("LongDocs", row())))

    assert len(printed(shelf)) == 1


def test_a_newer_table_replaces_an_older_one(shelf: Shelf) -> None:
    shelf.take(task("Reading", table("LongDocs", *scored("70", "60"))))

    tally = shelf.take(task("Reading", table("LongDocs", *scored("80", "60", "50"))), on=LATER)

    assert printed(shelf) == ["80", "60", "50"]
    assert (board(shelf)["on"], board(shelf)["metrics"][0]["told_by"]) == (LATER.isoformat(), "row order")
    # The row of Model 1 says in both what it says.
    assert (tally.read, tally.new, tally.merged) == (3, 2, 1)


def test_an_older_table_is_skipped_and_listed(shelf: Shelf) -> None:
    shelf.take(task("Reading", table("LongDocs", *scored("80"))), on=LATER)

    old = [row(paper_title="Lanterns", code_links=[{"url": "https://github.com/a/b"}]), *scored("60")]
    tally = shelf.take(task("Reading", table("LongDocs", *old)), name="old.json")

    assert printed(shelf) == ["80"]
    assert [each["code"] for each in shelf.papers()] == [[("https://github.com/a/b", None)]]
    assert (tally.read, tally.new, tally.merged) == (2, 0, 0)
    assert dict(tally.skipped) == {"of an older table than the one there is": 2}
    assert [each["place"] for each in shelf.dump.skipped()] == [f"Reading on LongDocs, row {rank}" for rank in (1, 2)]


def test_tables_of_one_day_unite_and_their_order_tells_nothing(shelf: Shelf) -> None:
    shelf.take(task("Reading", table("LongDocs", *scored("90", "80", "70", metric="Wonder"), metrics=("Wonder",))))

    other = [*scored("90", "99", "98", metric="Wonder")]
    tally = shelf.take(task("Reading", table("LongDocs", *other, metrics=("Wonder",))), name="b.json")

    assert printed(shelf) == ["90", "80", "70", "99", "98"]
    assert [each["rank"] for each in board(shelf)["rows"]] == [1, 2, 3, 4, 5]
    assert board(shelf)["metrics"] == [{"name": "Wonder", "direction": None, "told_by": None}]
    assert (tally.new, tally.merged) == (2, 1)


def test_code_that_only_one_of_two_tables_links_is_kept(shelf: Shelf) -> None:
    for number, code in enumerate(([], [{"url": "https://github.com/a/b"}])):
        claim = row("a", paper_title="Lanterns", code_links=code)
        shelf.take(task("Reading", table("LongDocs", claim)), name=f"{number}.json")

    assert [each["code"] for each in board(shelf)["rows"]] == [["https://github.com/a/b"]]


@pytest.mark.parametrize("times", [(1, 2), (2, 1), (2, 2)])
def test_what_a_table_says_twice_is_said_twice_whichever_comes_first(shelf: Shelf, times: tuple[int, int]) -> None:
    for number, copies in enumerate(times):
        shelf.take(task("Reading", table("LongDocs", *[row("a")] * copies)), name=f"{number}.json")

    assert len(board(shelf)["rows"]) == 2


def test_the_list_of_datasets_tells_other_names(shelf: Shelf) -> None:
    shelf.take(dataset("ImageNet", "ImageNet V2", "ImageNet", full_name="Image Network"), name="datasets.json")

    assert shelf.dump.variants("imagenet") == ["Image Network", "ImageNet V2"]
    assert shelf.dump.variants("image network") == ["ImageNet", "ImageNet V2"]
    assert shelf.dump.variants("CIFAR") == []
