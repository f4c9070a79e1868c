"""Results that the user records by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.shapes import RESULT

if TYPE_CHECKING:
    from tests.cli.conftest import Said, Shell

KEY = "okonkwo2020harbour"
KNOWN = "moreau2021sparse"
BOARD = ("Reading", "LongDocs", "Accuracy")


def set_result(shell: Shell, *words: str, key: str = KEY) -> Said:
    return shell("set", key, "result", *words)


def results(shell: Shell, key: str = KEY) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shell.paper(key)["results"]
    return found


def printed(shell: Shell, key: str = KEY) -> list[tuple[str, str]]:
    return [(each["printed"], each["source"]) for each in results(shell, key) if each["metric"] == "Accuracy"]


def test_a_value_is_kept_as_printed_and_as_a_number_with_all_that_was_said_of_it(full: Shell) -> None:
    said = set_result(
        full, *BOARD, "87.2%", "--direction", "up", "--model", "Lamp", "--split", "test", "--source", "Table 3"
    )

    (result,) = results(full)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert result == {
        "task": "Reading",
        "dataset": "LongDocs",
        "metric": "Accuracy",
        "direction": "up",
        "model": "Lamp",
        "value": 87.2,
        "printed": "87.2%",
        "split": "test",
        "extra_data": None,
        "rank": None,
        "source": "hand",
        "note": "Table 3",
    }
    assert result.keys() == RESULT


def test_what_is_not_said_is_not_invented(full: Shell) -> None:
    set_result(full, *BOARD, "87.2")

    (result,) = results(full)
    assert [result[name] for name in ("direction", "model", "split", "note")] == [None] * 4


def test_where_a_value_stands_is_shown_after_its_source(full: Shell) -> None:
    set_result(full, *BOARD, "87.2", "--model", "Lamp", "--direction", "down", "--source", "Table 3 of the paper")

    said = full("show", KEY)

    assert "result:      Reading on LongDocs: Accuracy ↓ 87.2 (Lamp)  [hand]  Table 3 of the paper\n" in said.out


def test_the_same_again_with_another_value_replaces_yours(full: Shell) -> None:
    set_result(full, *BOARD, "87.2", "--source", "Table 3")

    set_result(full, "reading", "longdocs", "ACCURACY", "87.4")

    assert [(each["printed"], each["note"]) for each in results(full)] == [("87.4", None)]


def test_a_value_of_another_model_stands_beside_it(full: Shell) -> None:
    set_result(full, *BOARD, "87.2", "--model", "Lamp")

    set_result(full, *BOARD, "88.1", "--model", "Lamp Large")

    assert printed(full) == [("87.2", "hand"), ("88.1", "hand")]


def test_what_a_source_says_stays_beside_what_you_say(full: Shell) -> None:
    set_result(full, *BOARD, "80.9", "--model", "Lantern-L", key=KNOWN)

    assert printed(full, KNOWN) == [("80.9", "hand"), ("81.5%", "papers_with_code")]


def test_without_a_value_yours_is_taken_back_and_no_other(full: Shell) -> None:
    set_result(full, *BOARD, "80.9", "--model", "Lantern-L", key=KNOWN)
    set_result(full, *BOARD, "12", key=KNOWN)

    said = set_result(full, *BOARD, "--model", "Lantern-L", key=KNOWN)

    assert (said.code, said.err) == (0, "")
    assert printed(full, KNOWN) == [("12", "hand"), ("81.5%", "papers_with_code")]


def test_taking_back_what_is_not_there_changes_nothing_and_says_so(full: Shell) -> None:
    before = full.rows()

    said = set_result(full, *BOARD, key=KNOWN)

    assert (said.code, said.out) == (0, "")
    assert "no such value of yours" in said.err
    assert full.rows() == before


def test_every_step_can_be_undone(full: Shell) -> None:
    before = full.papers()
    set_result(full, *BOARD, "87.2")
    first = full.papers()
    set_result(full, *BOARD, "87.4")
    second = full.papers()
    set_result(full, *BOARD)

    undone = [(full("undo").out, full.papers()) for _ in range(3)]

    assert undone == [(f"undone: set results ({KEY})\n", state) for state in (second, first, before)]


def test_fields_and_results_leave_each_other_alone(full: Shell) -> None:
    set_result(full, *BOARD, "87.2")
    full("set", KEY, "year=2019", "arxiv=2001.00099")

    set_result(full, "Reading", "LongDocs", "Recall", "70")

    shown = full.paper(KEY)
    assert (shown["year"], shown["identifiers"]["arxiv"]) == (2019, "2001.00099")
    assert [each["printed"] for each in shown["results"]] == ["87.2", "70"]


def test_a_field_may_have_a_value_that_is_called_result(full: Shell) -> None:
    full("set", KEY, "title=result", "venue=ICLR")

    assert full.paper(KEY)["title"] == "result"


@pytest.mark.parametrize(("text", "value"), [("54.60/55.55", None), ("1.2M", 1200000), ("76,2%", None), ("-3.5", -3.5)])
def test_a_value_is_a_number_only_where_it_is_one(full: Shell, text: str, value: float | None) -> None:
    said = set_result(full, *BOARD, "--", text)

    assert [(each["printed"], each["value"]) for each in results(full)] == [(text, value)]
    assert ("kept as a text" in said.err) is (value is None)


@pytest.mark.parametrize(
    "words",
    [
        ("result",),
        ("result", "Reading"),
        ("result", "Reading", "LongDocs"),
        ("result", *BOARD, "1", "2"),
        ("result", "", "LongDocs", "Accuracy", "1"),
        ("result", "Reading", "\x07", "Accuracy", "1"),
        ("result", *BOARD, "—"),
        ("result", *BOARD, "n/a"),
        ("result", *BOARD, "1", "--direction", "sideways"),
        ("result=1",),
        ("year=2019", "--model", "Lamp"),
        ("year=2019", "result", *BOARD, "1"),
    ],
)
def test_what_is_no_result_is_asked_wrongly_and_changes_nothing(full: Shell, words: tuple[str, ...]) -> None:
    before = full.rows()

    said = full("set", KEY, *words)

    assert (said.code, said.out) == (2, "")
    assert full.rows() == before


def test_of_no_paper_nothing_is_recorded(full: Shell) -> None:
    said = set_result(full, *BOARD, "1", key="zeppelins")

    assert (said.code, said.out) == (4, "")


def test_your_value_stays_when_two_papers_become_one_and_can_be_replaced(full: Shell) -> None:
    set_result(full, *BOARD, "87.2")
    full("same", "castellanos2020tidal", KEY)

    set_result(full, *BOARD, "87.4", key="castellanos2020tidal")

    assert printed(full, KEY) == [("87.4", "hand")]
