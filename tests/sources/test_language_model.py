"""A language model: what is sent to it, and what its answers are taken for."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from survey.http.door import Door
from survey.model.errors import SourceChangedError, SourceDownError, SourceRefusedError, SurveyError
from survey.settings import Settings
from survey.sources.language_model import SERVICE, Model, Reply
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
        return Model(door.desk(SERVICE), "lantern-7b").answer(question)


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
        ({"choices": [{"message": 3}], "usage": 3, "model": 3}, Reply("", None, None, None)),
        ({"choices": [3, {"message": {"content": "So."}}], "usage": []}, Reply("So.", None, None, None)),
        ({"choices": [{"message": {"content": ["So."]}}], "error": "none"}, Reply("", None, None, None)),
    ],
)
def test_what_an_answer_leaves_out_is_not_known(tmp_path: Path, answer: object, reply: Reply) -> None:
    with Host(answers(json.dumps(answer).encode())) as host:
        assert ask(host, tmp_path) == reply


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>", "an HTML page"),
        (b"data: {}", "text instead of JSON"),
        (b"[]", "a list instead"),
        (b"{}", "another kind of answer"),
        (b'{"choices": [3]}', "another kind of answer"),
        (b'{"error": {"message": "out of memory"}}', "out of memory"),
        (b'{"error": "out of memory"}', "out of memory"),
    ],
)
def test_what_is_no_answer_of_a_model_says_what_it_is(tmp_path: Path, body: bytes, why: str) -> None:
    with Host(answers(body)) as host, pytest.raises(SourceChangedError, match=why):
        ask(host, tmp_path)


def test_a_model_that_failed_is_tried_again_as_often_as_any_source_and_asked_anew_at_once(tmp_path: Path) -> None:
    with Host(refuses(500, b'{"error": "loading"}')) as host:
        with pytest.raises(SourceDownError, match="HTTP 500: loading"):
            ask(host, tmp_path)
        assert len(host.seen) == 1 + len(SERVICE.waits)
        host.acts(says("Because."))

        assert ask(host, tmp_path).text == "Because."


def test_what_the_client_would_take_from_the_environment_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, "http://somewhere.invalid/else")
    with Host(says("Because.")) as host:
        ask(host, tmp_path)

        assert "somewhere" not in repr(host.seen)
        assert host.seen[0].headers["user-agent"].startswith("survey/")


def test_without_the_client_it_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)

    with Host(says("Because.")) as host, pytest.raises(SurveyError, match="which is not installed") as told:
        ask(host, tmp_path)

    assert told.value.hint == 'pip install "paper-survey[llm]"'
    assert host.seen == []


def test_the_client_is_loaded_by_whoever_asks_a_model_alone() -> None:
    loaded = "import survey.workflow.ask_model, sys; print('openai' in sys.modules, 'httpx2' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert said.stdout == "False False\n"
