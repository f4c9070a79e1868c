"""`survey summarize --file`: one line a paper, in and out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

_BEES = {
    "title": "Dancing bees",
    "abstract": "Bees dance. In this paper, we present a camera that reads the dance of bees.",
}
_LINE = "We present a camera that reads the dance of bees."


def rows(*papers: object) -> str:
    return "".join(json.dumps(paper) + "\n" for paper in papers)


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in out.splitlines()]


def test_each_line_has_its_answer_in_order_and_needs_no_catalog(bare: Shell) -> None:
    (bare.folder / "in.jsonl").write_text(rows(_BEES, {"title": "No abstract"}), encoding="utf-8")

    said = bare("summarize", "--file", "in.jsonl", "--json")

    assert answers(said.out) == [
        {"line": 1, "summary": _LINE, "made_by": "local"},
        {"line": 2, "summary": None, "made_by": None},
    ]
    assert (said.code, said.err) == (0, "")
    assert not bare.catalog.exists()


@pytest.mark.parametrize("name", [0, None, "", [1, "a"], {"doi": "10.1/x"}, 1.5, True])
def test_an_id_comes_back_whatever_it_is(bare: Shell, name: object) -> None:
    said = bare("summarize", "--file", "-", "--json", stdin=rows(_BEES | {"id": name}))

    assert answers(said.out)[0]["id"] == name


def test_an_answer_keeps_the_names_of_its_paper(bare: Shell) -> None:
    said = bare("summarize", "--file", "-", "--json", stdin=rows(_BEES | {"id": 7, "key": "lind2020", "year": 2020}))

    assert answers(said.out) == [{"line": 1, "id": 7, "key": "lind2020", "summary": _LINE, "made_by": "local"}]


def test_an_abstract_may_be_a_list_of_sentences(bare: Shell) -> None:
    listed = {
        "title": "Bees",
        "abstract": ["Bees dance.", "In this paper, we present a camera that", "reads their dance."],
    }

    said = bare("summarize", "--file", "-", "--json", stdin=rows(listed))

    assert answers(said.out)[0]["summary"] == "We present a camera that reads their dance."


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b'{"title": ', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'["a", "b"]', "not a JSON object"),
        (b'{"abstract": 3}', "its abstract is no text"),
        (b'{"abstract": ["a", 3]}', "its abstract is no text"),
        (b'{"title": {}, "abstract": "We see."}', "its title is no text"),
        (b'{"title": "\xff"}', "not UTF-8"),
    ],
)
def test_a_broken_line_is_told_by_its_number_and_the_rest_is_done(bare: Shell, broken: bytes, reason: str) -> None:
    good = rows(_BEES).encode()

    said = bare("summarize", "--file", "-", "--json", stdin=good + b"\n" + broken + b"\n" + good)

    assert [(answer["line"], answer["summary"]) for answer in answers(said.out)] == [(1, _LINE), (4, _LINE)]
    assert said.err.startswith(f"stdin:3: {reason}")
    assert said.code == 3


def test_half_a_character_does_not_stop_the_rest(bare: Shell) -> None:
    said = bare(
        "summarize", "--file", "-", "--json", stdin='{"id": "a\\ud800b", "abstract": "Hens lay eggs \\ud800 daily."}\n'
    )

    assert answers(said.out) == [{"line": 1, "id": "ab", "summary": "Hens lay eggs daily.", "made_by": "local"}]


def test_a_person_reads_lines(bare: Shell) -> None:
    said = bare("summarize", "--file", "-", stdin=rows(_BEES, {"title": "No abstract"}))

    assert said.out == f"{_LINE}\n—\n"


def test_without_a_file_the_question_is_asked_wrongly(bare: Shell) -> None:
    said = bare("summarize")

    assert said.code == 2
    assert "survey summarize --file" in said.err


def test_a_file_that_is_not_there_is_told(bare: Shell) -> None:
    said = bare("summarize", "--file", "nowhere.jsonl", "--json")

    assert said.code == 1
    assert "nowhere.jsonl" in said.err


@pytest.mark.parametrize("option", [("--by", "llm"), ("--by", "s2"), ("--dry-run",)])
def test_for_a_file_nobody_else_is_asked(bare: Shell, option: tuple[str, ...]) -> None:
    said = bare("summarize", "--file", "-", *option, stdin=rows(_BEES))

    assert (said.code, said.out) == (2, "")
    assert "are made here" in said.err
