"""A language model: what is sent to it, and what its answers are taken for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from survey.http.door import Door
from survey.model.errors import SourceChangedError, SourceRefusedError
from survey.settings import Settings
from survey.sources.language_model import SERVICE, Reply, ask_model, read
from tests.http.host import Host, answers, refuses
from tests.workflow.chat import asked, says

if TYPE_CHECKING:
    from pathlib import Path

KEY = "a-key-of-ten-letters"


def ask(host: Host, folder: Path, question: str = "Why?") -> Reply:
    settings = Settings(
        folder / "catalog.sqlite",
        folder / "cache",
        base_urls={"llm": f"{host.url}/v1"},
        keys={"LLM_API_KEY": KEY},
        politeness=0,
    )
    with Door(settings) as door:
        return ask_model(door.desk(SERVICE), "lantern-7b", question)


def test_a_question_is_sent_as_one_message_with_the_key_in_its_header_alone(tmp_path: Path) -> None:
    with Host(says("Because.")) as host:
        reply = ask(host, tmp_path)

        (seen,) = host.seen
        assert (seen.method, seen.path, seen.headers["authorization"]) == (
            "POST",
            "/v1/chat/completions",
            f"Bearer {KEY}",
        )
        assert asked(host) == [{"model": "lantern-7b", "messages": [{"role": "user", "content": "Why?"}]}]
        assert reply == Reply("Because.", "lantern-7b", 120, 12)


def test_the_same_question_is_asked_anew(tmp_path: Path) -> None:
    with Host(says("One."), says("Another.")) as host:
        assert [ask(host, tmp_path).text, ask(host, tmp_path).text] == ["One.", "Another."]


def test_an_unknown_model_is_told_with_what_to_check(tmp_path: Path) -> None:
    with Host(answers(b'{"error": {"message": "no such model"}}', 404)) as host:
        with pytest.raises(SourceChangedError, match="no model lantern-7b") as told:
            ask(host, tmp_path)

        assert "SURVEY_LLM_MODEL" in str(told.value.hint)


def test_a_key_that_is_refused_is_told_and_not_printed(tmp_path: Path) -> None:
    with Host(refuses(401, f'{{"error": "bad key {KEY}"}}'.encode())) as host:
        with pytest.raises(SourceRefusedError) as told:
            ask(host, tmp_path)

        assert KEY not in str(told.value)
        assert told.value.hint == "check LLM_API_KEY"


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        ({"choices": [{"message": {"content": " So. \n"}}]}, Reply("So.", None, None, None)),
        ({"choices": [{"message": {"content": None}}], "model": "m"}, Reply("", "m", None, None)),
        ({"choices": [{}], "usage": {"prompt_tokens": -1, "completion_tokens": "12"}}, Reply("", None, None, None)),
    ],
)
def test_what_an_answer_leaves_out_is_not_known(answer: object, reply: Reply) -> None:
    assert read(json.dumps(answer).encode()) == reply


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>", "an HTML page"),
        (b"[]", "a list instead"),
        (b"{}", "another kind of answer"),
        (b'{"choices": [3]}', "another kind of answer"),
        (b'{"error": {"message": "out of memory"}}', "out of memory"),
        (b'{"error": "out of memory"}', "out of memory"),
    ],
)
def test_what_is_no_answer_of_a_model_says_what_it_is(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(body)
