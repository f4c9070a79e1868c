"""The state of the art as a person asks for it, from imported dumps, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dump.making import DAY, Shelf, dataset, link, paper, row, scored, table, task

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

CODE = [{"title": "a/b", "url": "https://github.com/a/b"}]
READING = table(
    "LongDocs",
    row(
        "Lantern-XL",
        {"Accuracy": "90.5%", "Speed": "3"},
        paper_title="Sparse Lanterns",
        paper_url="http://arxiv.org/abs/2001.00001v2",
        paper_date="2020-03-01",
        uses_additional_data=True,
        code_links=CODE,
    ),
    row("Tidal", {"Accuracy": "88%", "Speed": "9"}, paper_title="Tidal Memory", paper_date="2019-01-01"),
    row(
        "Lantern-S",
        {"Accuracy": "85%"},
        paper_title="Sparse Lanterns",
        paper_url="http://arxiv.org/abs/2001.00001v2",
        paper_date="2018-03-01",
    ),
    row(
        "Harbour",
        {"Accuracy": "80%", "Speed": "7"},
        paper_title="Harbour Lanterns",
        paper_url="https://arxiv.org/abs/2001.00003",
        paper_date="2020-01-01",
    ),
    row("Human", {"Accuracy": "79%"}),
    metrics=("Accuracy", "Speed"),
)
EVIL = "\x1b[31m\u202e<script>|=1+1"
DUMPS = [
    task(
        "Reading",
        READING,
        table("Long-Docs 2", *scored("2", "1")),
        table("Docs", *scored("3", "2", "1")),
        subtasks=[
            task("Deep Reading", table("Abyss", *scored("9", "8", "7")), categories=[]),
            task("Shallow Reading", categories=["Sand"]),
        ],
    ),
    task("Lip Reading", table("LongDocs", row())),
    task(EVIL, table(EVIL, row(EVIL, {EVIL: "<b>3</b>\x07"}, paper_title=EVIL), metrics=(EVIL,))),
]


@pytest.fixture
def dumped(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell with an empty survey and imported dumps, that never asks the network."""
    shelf = Shelf(shell.folder)
    shelf.take(*DUMPS, name="boards.json")
    shelf.take(dataset("LongDocs", "Long Documents"), name="datasets.json")
    monkeypatch.setenv("SURVEY_OFFLINE", "1")
    return shell


def test_tasks_are_listed_by_area_with_counts(dumped: Shell) -> None:
    said = dumped("sota")

    assert said.code == 0
    assert [row[1:] for row in said.rows if "Reading" in row[1]] == [
        ["Reading", "3", "10"],
        ["Deep Reading", "1", "3"],
        ["Lip Reading", "1", "1"],
        ["Shallow Reading", "0", "0"],
    ]
    assert "5 tasks, 2 areas; `survey sota TASK` lists the benchmarks of one" in said.err


def test_tasks_as_json(dumped: Shell) -> None:
    listed = dumped("sota", "--json", "-n", "2").json

    assert listed == [
        {"name": "Reading", "areas": ["Language"], "parents": [], "benchmarks": 3, "results": 10},
        {"name": "Deep Reading", "areas": ["Language"], "parents": ["Reading"], "benchmarks": 1, "results": 3},
    ]


@pytest.mark.parametrize("asked", ["Reading", "reading", "READING!", "readings", "Réading"])
def test_the_benchmarks_of_a_task_are_listed_however_it_is_spelt(dumped: Shell, asked: str) -> None:
    said = dumped("sota", asked)

    assert said.code == 0
    assert said.rows == [
        ["Reading", "LongDocs", "Accuracy, Speed", "5"],
        ["Reading", "Docs", "Accuracy", "3"],
        ["Reading", "Long-Docs 2", "Accuracy", "2"],
    ]
    assert "its parts: Deep Reading (1)" in said.err


def test_benchmarks_as_json_and_no_more_than_asked_for(dumped: Shell) -> None:
    assert dumped("sota", "reading", "--json", "-n", "1").json == [
        {"task": "Reading", "dataset": "LongDocs", "metrics": ["Accuracy", "Speed"], "results": 5}
    ]


def test_a_task_without_benchmarks_has_none(dumped: Shell) -> None:
    said = dumped("sota", "shallow reading")

    assert (said.code, said.out) == (0, "")
    assert "it has no benchmarks" in said.err


def test_several_tasks_that_can_be_meant_are_shown_the_largest_first(dumped: Shell) -> None:
    Shelf(dumped.folder).take(task("Slow Deep Reading", READING, table("Other", row())), name="more.json")

    said = dumped("sota", "reading deep")

    assert (said.code, said.out) == (4, "")
    assert said.err.splitlines()[:3] == [
        "survey: reading deep can mean 2 tasks:",
        "  Slow Deep Reading  (2 benchmarks)",
        "  Deep Reading  (1 benchmark)",
    ]


def test_an_unknown_task_is_no_answer(dumped: Shell) -> None:
    said = dumped("sota", "painting")

    assert (said.code, said.out) == (4, "")
    assert said.err.splitlines() == ["survey: no task is called painting", "hint: `survey sota` lists the tasks"]


def test_an_unknown_dataset_is_no_answer(dumped: Shell) -> None:
    said = dumped("sota", "reading", "ImageNet")

    assert (said.code, said.out) == (4, "")
    assert "Reading has no benchmark on ImageNet" in said.err


def test_a_leaderboard_is_printed_with_what_tells_its_direction(dumped: Shell) -> None:
    said = dumped("sota", "reading", "longdocs")

    assert said.code == 0
    assert said.rows == [
        ["rank", "model", "Accuracy ↑", "Speed", "paper", "year", "code", "extra data"],
        ["1", "Lantern-XL", "90.5%", "3", "Sparse Lanterns", "2020", "https://github.com/a/b", "yes"],
        ["2", "Tidal", "88%", "9", "Tidal Memory", "2019", "", ""],
        ["3", "Lantern-S", "85%", "", "Sparse Lanterns", "2018", "https://github.com/a/b", ""],
        ["4", "Harbour", "80%", "7", "Harbour Lanterns", "2020", "", ""],
        ["5", "Human", "79%", "", "", "", "", ""],
    ]
    assert said.err.splitlines() == [
        "Reading on LongDocs: Accuracy ↑ (by the order of the rows); Speed (nobody says which way it is better)",
        "from papers_with_code, 2025-07-25 (CC BY-SA 4.0)",
    ]


QUICK = [
    ("reading", "longdocs"),
    ("Reading", "LongDocs", "--json"),
    ("--json", "reading", "LongDocs"),
    ("deep reading", "abyss"),
    ("READING", "docs"),
]


@pytest.mark.parametrize("words", QUICK)
def test_the_quick_answer_is_the_one_that_the_option_parser_gives(dumped: Shell, words: tuple[str, ...]) -> None:
    quick, slow = dumped("sota", *words), dumped("sota", *words, "-n", "500")

    assert quick.code == 0
    assert quick == slow


@pytest.mark.parametrize(
    ("task", "dataset", "first"),
    [
        ("readings", "longdocs", "Lantern-XL"),
        ("reading", "Long Documents", "Lantern-XL"),
        ("reading", "abyss", "Model 0"),
    ],
    ids=["plural", "another name of the dataset", "a part of the task"],
)
def test_what_the_quick_answer_does_not_know_is_looked_for(dumped: Shell, task: str, dataset: str, first: str) -> None:
    said = dumped("sota", task, dataset)

    assert said.code == 0
    assert said.rows[1][1] == first


def test_benchmarks_that_are_spelt_alike_are_shown_unless_one_was_typed(dumped: Shell) -> None:
    Shelf(dumped.folder).take(task("Linking", table(" FB15k", row("a")), table("FB15k", row("b"))), name="more.json")

    unclear, clear = dumped("sota", "linking", "fb15k"), dumped("sota", "linking", "FB15k")
    other = dumped("sota", "linking", " FB15k")

    assert (unclear.code, unclear.out) == (4, "")
    assert '  survey sota "Linking" " FB15k"' in unclear.err.splitlines()
    assert (clear.rows[1][1], other.rows[1][1]) == ("b", "a")


def test_a_leaderboard_as_json(dumped: Shell) -> None:
    board = dumped("sota", "reading", "longdocs", "--json").json

    assert set(board) == {"task", "dataset", "metrics", "rows", "notices", "source", "on"}
    assert board["metrics"][0] == {"name": "Accuracy", "direction": "up", "told_by": "row order"}
    assert board["rows"][0] == {
        "rank": 1,
        "model": "Lantern-XL",
        "scores": {"Accuracy": {"printed": "90.5%", "value": 90.5}, "Speed": {"printed": "3", "value": 3.0}},
        "paper": "Sparse Lanterns",
        "arxiv": "2001.00001",
        "url": "http://arxiv.org/abs/2001.00001v2",
        "year": 2020,
        "published": "2020-03-01",
        "code": ["https://github.com/a/b"],
        "extra_data": True,
        "split": None,
    }


def test_no_more_rows_than_asked_for(dumped: Shell) -> None:
    assert len(dumped("sota", "reading", "longdocs", "-n", "2").rows[1:]) == 2
    assert len(dumped("sota", "reading", "longdocs", "-n", "2", "--json").json["rows"]) == 2


def test_by_another_metric_rows_without_it_are_left_out(dumped: Shell) -> None:
    said = dumped("sota", "reading", "longdocs", "--metric", "speed")

    assert [row[:2] for row in said.rows[1:]] == [["1", "Lantern-XL"], ["2", "Tidal"], ["3", "Harbour"]]


def test_by_its_first_metric_rows_are_ranked_by_value(dumped: Shell) -> None:
    board = dumped("sota", "reading", "longdocs", "--metric", "ACCURACY", "--json").json

    assert [each["scores"]["Accuracy"]["value"] for each in board["rows"]] == [90.5, 88, 85, 80, 79]


def test_a_metric_that_is_none_is_asked_wrongly(dumped: Shell) -> None:
    said = dumped("sota", "reading", "longdocs", "--metric", "recall")

    assert (said.code, said.out) == (2, "")
    assert "recall is no metric of this leaderboard" in said.err
    assert "Accuracy, Speed" in said.err


def test_a_leaderboard_without_a_metric_has_nothing_to_rank_by(dumped: Shell) -> None:
    Shelf(dumped.folder).take(task("Waiting", table("Rooms", metrics=())), name="more.json")

    said = dumped("sota", "waiting", "rooms", "--over-time")

    assert said.code == 2
    assert "nobody claims a value on Rooms" in said.err


def test_over_time_is_who_raised_the_best_value_and_by_how_much(dumped: Shell) -> None:
    said = dumped("sota", "reading", "longdocs", "--over-time")

    assert said.code == 0
    assert said.rows == [
        ["2018-03-01", "85%", "", "Lantern-S", "Sparse Lanterns"],
        ["2019-01-01", "88%", "+3", "Tidal", "Tidal Memory"],
        ["2020-03-01", "90.5%", "+2.5", "Lantern-XL", "Sparse Lanterns"],
    ]
    assert "from papers_with_code, 2025-07-25 (CC BY-SA 4.0); 1 of 5 rows has no date" in said.err


def test_over_time_as_json_says_the_gain(dumped: Shell) -> None:
    steps = dumped("sota", "reading", "longdocs", "--over-time", "--json").json

    assert [(each["published"], each["raised_by"]) for each in steps] == [
        ("2018-03-01", None),
        ("2019-01-01", 3.0),
        ("2020-03-01", 2.5),
    ]


def test_where_nobody_knows_the_direction_nothing_was_raised(dumped: Shell) -> None:
    said = dumped("sota", "reading", "longdocs", "--over-time", "--metric", "speed")

    assert (said.code, said.out) == (0, "")
    assert "nobody says which way it is better, so nothing can have been raised" in said.err


@pytest.mark.parametrize("option", [("--add", "3"), ("--metric", "x"), ("--over-time",), ("--plot", "x.svg")])
@pytest.mark.parametrize("words", [(), ("reading",)])
def test_what_needs_a_leaderboard_says_so(dumped: Shell, words: tuple[str, ...], option: tuple[str, ...]) -> None:
    said = dumped("sota", *words, *option)

    assert (said.code, said.out) == (2, "")
    assert "that needs a leaderboard" in said.err


def test_the_first_papers_are_added_with_their_results_without_a_network(dumped: Shell) -> None:
    said = dumped("sota", "reading", "longdocs", "--add", "3")

    assert said.code == 0
    assert "papers_with_code: 3 found" in said.err
    papers = {paper["title"]: paper for paper in dumped.papers()}
    assert set(papers) == {"Sparse Lanterns", "Tidal Memory", "Harbour Lanterns"}
    lanterns = papers["Sparse Lanterns"]
    assert lanterns["identifiers"] == {"arxiv": "2001.00001"}
    assert sorted((each["model"], each["metric"], each["printed"]) for each in lanterns["results"]) == [
        ("Lantern-S", "Accuracy", "85%"),
        ("Lantern-XL", "Accuracy", "90.5%"),
        ("Lantern-XL", "Speed", "3"),
    ]
    assert [each["url"] for each in lanterns["repositories"]] == ["https://github.com/a/b"]


def test_who_knows_the_leaderboard_and_its_papers_is_told_of_once(dumped: Shell) -> None:
    said = dumped("sota", "reading", "longdocs", "--add", "3")

    assert [line for line in said.err.splitlines() if "papers_with_code: " in line] == ["papers_with_code: 3 found"]


def test_what_is_shown_of_them_is_of_the_day_of_the_dump(dumped: Shell) -> None:
    dumped("sota", "reading", "longdocs", "--add", "1")

    (added,) = dumped.papers()
    assert {each["on"] for each in added["origins"].values()} == {DAY.isoformat()}


def test_added_once_more_they_are_there_already(dumped: Shell) -> None:
    dumped("sota", "reading", "longdocs", "--add", "3")
    before = dumped.papers()

    again = dumped("sota", "reading", "longdocs", "--add", "3")

    assert again.code == 0
    assert dumped.papers() == before


def test_by_another_metric_other_papers_are_the_first(dumped: Shell) -> None:
    Shelf(dumped.folder).take(
        task(
            "Racing",
            table(
                "Sand",
                row("slow", {"Accuracy": "9", "Perplexity": "5"}, paper_title="Slow"),
                row("fast", {"Accuracy": "8", "Perplexity": "3"}, paper_title="Fast"),
                metrics=("Accuracy", "Perplexity"),
            ),
        ),
        name="more.json",
    )

    dumped("sota", "racing", "sand", "--metric", "perplexity", "--add", "1")

    assert [each["title"] for each in dumped.papers()] == ["Fast"]


def test_the_same_dumps_answer_a_search_and_an_addition(dumped: Shell) -> None:
    Shelf(dumped.folder).take(
        paper("sparse-lanterns", arxiv_id="2001.00001", abstract="By lanterns.", authors=["Ada Moreau"]),
        paper("dune-lanterns", title="Dune Lanterns", abstract="Of sand."),
        name="papers.json",
    )
    Shelf(dumped.folder).take(link(is_official=True), name="links.json")

    found = dumped("search", "lanterns", "-s", "papers_with_code", "--json")
    added = dumped("add", "2001.00001")

    assert found.code == 0
    assert {each["title"] for each in found.json} == {"Sparse Lanterns", "Harbour Lanterns", "Dune Lanterns"}
    assert added.code in {0, 3}
    (lanterns,) = dumped.papers()
    assert lanterns["authors"] == ["Ada Moreau"]
    assert lanterns["repositories"][0]["url"] == "https://github.com/moreau/lanterns"


def test_hostile_names_reach_no_terminal_as_they_are(dumped: Shell) -> None:
    plain = "<script>"
    for words in ((), (plain,), (plain, plain), (plain, plain, "-n", "1"), (plain, plain, "--add", "1"), ("x\x1b[2J",)):
        said = dumped("sota", *words)

        assert not {"\x1b", "\x07", "\u202e"} & set(said.out + said.err), words


def test_hostile_names_are_json_that_a_terminal_does_not_obey(dumped: Shell) -> None:
    said = dumped("sota", "<script>", "<script>", "--json")

    assert said.code == 0
    assert not {"\x1b", "\x07"} & set(said.out)
    assert said.json["rows"][0]["scores"] != {}


def test_who_names_an_interface_is_not_answered_from_the_dumps(dumped: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SURVEY_PWC_DIALECT", "new")
    by_environment = dumped("sota", "reading", "longdocs")
    monkeypatch.delenv("SURVEY_PWC_DIALECT")
    (dumped.folder / "survey.toml").write_text('pwc_dialect = "new"\n')
    by_file = dumped("sota", "reading", "longdocs")

    assert by_environment.out == by_file.out == ""
    assert by_environment.code == by_file.code != 0


def test_a_dump_that_cannot_be_read_is_told_with_what_to_do(dumped: Shell) -> None:
    place = dumped.catalog.parent / "papers_with_code.sqlite"
    for beside in place.parent.glob("papers_with_code.sqlite*"):
        beside.unlink()
    place.write_bytes(b"not a database" * 100)

    for words in (("sota", "reading", "longdocs"), ("sota",), ("sota", "reading")):
        said = dumped(*words)

        assert (said.code, said.out) == (1, "")
        assert f"{place} cannot be read" in said.err
        assert "delete it, and import the dumps once more" in said.err


def test_where_dumps_cannot_be_read_the_other_sources_still_answer(dumped: Shell) -> None:
    place = dumped.catalog.parent / "papers_with_code.sqlite"
    for beside in place.parent.glob("papers_with_code.sqlite*"):
        beside.unlink()
    place.write_bytes(b"not a database" * 100)

    said = dumped("search", "lanterns", "--json")

    assert "arxiv" in said.err
    assert "cannot be read" in said.err


def test_the_catalog_need_not_be_there_to_look_at_a_leaderboard(bare: Shell) -> None:
    Shelf(bare.folder).take(*DUMPS)

    said = bare("sota", "reading", "longdocs")

    assert (said.code, len(said.rows[1:])) == (0, 5)
    assert not bare.catalog.exists()
