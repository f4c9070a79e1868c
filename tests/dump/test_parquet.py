"""Parquet, as the archive of the dumps has it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from survey.dump.container import pieces
from survey.dump.importing import missing_shards
from survey.model.errors import SurveyError
from tests.dump.making import Entry, link, method, paper, row, table, task, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.dump.making import Shelf

A_ROW = row(metrics=json.dumps({"Accuracy": "81.5"}))
METRICS = [f"Metric {number}" for number in range(600)]


def parquet_of(path: Path, entries: list[Entry], schema: pa.Schema | None = None) -> Path:
    """The entries as a Parquet file, in which every object has every field that any of them has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.Table.from_pylist(entries, schema=schema), path, row_group_size=3)
    return path


def rows_of(path: Path) -> list[Any]:
    return list(pieces(path))


def test_a_file_of_another_name_is_told_by_what_is_in_it(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "dump.json", [{"name": "a"}, {"name": "b"}])

    assert rows_of(path) == [{"name": "a"}, {"name": "b"}]


def test_of_hundreds_of_metrics_a_row_has_those_that_it_claims(tmp_path: Path, shelf: Shelf) -> None:
    rows = [
        row(f"Model {place}", {**dict.fromkeys(METRICS), METRICS[place]: str(place), METRICS[-1]: "7"})
        for place in range(20)
    ]
    given = [task("Reading", table("LongDocs", *rows, metrics=(METRICS[-1],)))]
    path = parquet_of(tmp_path / "dump.parquet", given)

    shelf.take_file(path)

    board = shelf.dump.leaderboard("Reading", "LongDocs")
    assert board is not None
    assert [set(each["scores"]) for each in board["rows"]] == [{METRICS[place], METRICS[-1]} for place in range(20)]


def test_a_dump_in_parquet_says_what_it_says_in_json(tmp_path: Path, shelf: Shelf) -> None:
    lantern = row(paper_title="Lanterns", paper_url="http://arxiv.org/abs/2001.00001v2", paper_date="2020-01-15")
    entries = [
        task("Reading", table("LongDocs", lantern, row("Tidal", {"Accuracy": "80", "Speed": "3"}))),
        task("Counting", table("Dunes", row("Falk", {"Error": "3.2%"}, uses_additional_data=True), metrics=("Error",))),
        task("Nothing", subtasks=[task("Less", categories=None)], categories=["Language", "Sand"]),
    ]
    # Of what is in a list a column must know the type; where it is empty there is none.
    columns = [{name: said or None for name, said in each.items()} for each in entries]

    shelf.take_file(parquet_of(tmp_path / "dump.parquet", columns))
    known = shelf.known()
    other = type(shelf)(tmp_path / "other")
    other.take(*entries)

    assert known == other.known()


def test_papers_and_links_are_read_from_parquet(tmp_path: Path, shelf: Shelf) -> None:
    described = paper(
        date=datetime(2020, 1, 15, 23, 59, tzinfo=UTC),
        authors=["Ada Moreau", "Grace Lindqvist"],
        methods=[{"name": "LANTERN", "full_name": None}],
        abstract=b"By the light of a few lanterns.",
    )
    shelf.take_file(parquet_of(tmp_path / "papers.parquet", [described, paper("tidal-memory", authors=None)]))
    shelf.take_file(parquet_of(tmp_path / "links.parquet", [link(is_official=True)]))

    sparse, tidal = shelf.papers()
    assert (sparse["published"], sparse["authors"]) == ("2020-01-15", ["Ada Moreau", "Grace Lindqvist"])
    assert (sparse["methods"], sparse["abstract"]) == (["LANTERN"], "By the light of a few lanterns.")
    assert sparse["code"] == [("https://github.com/moreau/lanterns", True)]
    assert "authors" not in tidal


def test_lists_and_objects_that_became_texts_are_read_back(tmp_path: Path, shelf: Shelf) -> None:
    inside = {**table("Abyss"), "sota": json.dumps({"metrics": ["Accuracy"], "rows": [json.dumps(A_ROW)]})}
    below = [task("Deep Reading", inside)]
    path = parquet_of(tmp_path / "dump.parquet", [{"task": "Reading", "datasets": "[]", "subtasks": json.dumps(below)}])

    shelf.take_file(path)

    board = shelf.dump.leaderboard("Deep Reading", "Abyss")
    assert board is not None
    assert board["rows"][0]["scores"] == {"Accuracy": {"printed": "81.5", "value": 81.5}}


def test_a_first_row_that_says_little_does_not_hide_which_dump_it_is(tmp_path: Path, shelf: Shelf) -> None:
    entries = [{"task": "Empty", "datasets": None, "subtasks": None}, task("Reading", table("LongDocs", row()))]

    tally = shelf.take_file(parquet_of(tmp_path / "dump.parquet", entries))

    assert (tally.kind, tally.new) == ("evaluation-tables", 1)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (date(2020, 1, 15), pa.date32()),
        (datetime(2020, 1, 15, 8), pa.timestamp("ns")),
        (datetime(2020, 1, 15, 8), pa.timestamp("s")),
        (datetime(2020, 1, 15, 8, tzinfo=UTC), pa.timestamp("us", "UTC")),
        ("2020-01-15", pa.large_string()),
        (b"2020-01-15", pa.binary()),
    ],
    ids=str,
)
def test_a_day_is_a_day_in_whichever_type(tmp_path: Path, shelf: Shelf, value: object, kind: pa.DataType) -> None:
    columns = {"paper_url": ["https://x.org/p/lanterns"], "title": ["Lanterns"], "date": pa.array([value], kind)}
    parquet.write_table(pa.table(columns), tmp_path / "dump.parquet")

    shelf.take_file(tmp_path / "dump.parquet")

    assert shelf.papers()[0]["published"] == "2020-01-15"


def test_a_day_in_the_year_29228_does_not_stop_the_file(tmp_path: Path, shelf: Shelf) -> None:
    days = pa.array([860_000_000_000, 1_579_046_400], pa.timestamp("s"))
    columns = {"paper_url": ["https://x.org/p/a", "https://x.org/p/b"], "title": ["A", "B"], "date": days}
    parquet.write_table(pa.table(columns), tmp_path / "dump.parquet")

    shelf.take_file(tmp_path / "dump.parquet")

    assert [each.get("published") for each in shelf.papers()] == [None, "2020-01-15"]


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "dump.parquet", [method(f"M{number}" * 50) for number in range(200)])
    whole = bytearray(path.read_bytes())
    whole[4 : len(whole) // 2] = bytes(len(whole) // 2 - 4)
    path.write_bytes(whole)

    with pytest.raises(SurveyError, match="is a damaged Parquet file"):
        rows_of(path)


values = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, min_size=1, max_size=3),
    max_leaves=8,
)


def without_nulls(value: Any) -> Any:
    """What is left of a JSON value that went through Parquet: fields that are null are not there."""
    if isinstance(value, dict):
        return {name: without_nulls(said) for name, said in value.items() if said is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


@given(st.lists(st.fixed_dictionaries({"name": st.text(max_size=5)}, optional={"a": values, "b": values}), min_size=1))
def test_what_was_written_is_what_is_read_but_for_nulls(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    path = tmp_path_factory.mktemp("parquet") / "dump.parquet"
    try:
        whole = pa.Table.from_pylist(entries, schema=None)
        parquet.write_table(whole, path, row_group_size=2)
    except (pa.ArrowException, TypeError):
        # Not every mixture of values is a column.
        return

    assert rows_of(path) == without_nulls(whole.to_pylist())


def test_the_files_that_are_missing_between_others_are_named(tmp_path: Path) -> None:
    given_ = [tmp_path / f"train-0000{number}-of-00004.parquet" for number in (0, 2)]

    assert missing_shards(given_) == [str(tmp_path / f"train-0000{number}-of-00004.parquet") for number in (1, 3)]


def test_nothing_is_missing_where_all_are_there_or_nothing_is_counted(tmp_path: Path) -> None:
    whole = [tmp_path / f"train-0000{number}-of-00002-abc123.parquet" for number in (0, 1)]

    assert missing_shards([*whole, tmp_path / "dump.parquet", tmp_path / "evaluation-tables.json"]) == []


def test_without_the_package_it_is_said_what_to_install(tmp_path: Path) -> None:
    path = parquet_of(tmp_path / "dump.parquet", [method()])
    script = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from pathlib import Path; from survey.cli.front import answer\n"
        f"sys.exit(answer(['import', 'pwc', {str(path)!r}, '--db', {str(tmp_path / 'c.sqlite')!r}]))"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        f"survey: {path} is a Parquet file, which needs another package",
        'hint: pip install "paper-survey[parquet]"',
    ]


def test_json_needs_no_package(tmp_path: Path) -> None:
    path = write(tmp_path / "dump.json", method())
    script = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from pathlib import Path; from survey.cli.front import answer\n"
        f"sys.exit(answer(['import', 'pwc', {str(path)!r}, '--db', {str(tmp_path / 'c.sqlite')!r}]))"
    )

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0
