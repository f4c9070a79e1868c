"""A language model of the user's choice, at any address that speaks OpenAI's chat interface, a local one included.

https://platform.openai.com/docs/api-reference/chat: most programs that serve models answer it. Nothing but the model
and the question is sent, for of the rest no two of them take the same.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from survey.http.bodies import json_object
from survey.http.service import Service
from survey.model.errors import SourceChangedError
from survey.model.fold import LLM
from survey.model.text import count, line
from survey.sources.shapes import part, parts

if TYPE_CHECKING:
    from survey.http.door import Desk

SERVICE = Service(
    name=LLM,
    base_url="",
    every=0.0,
    key_setting="LLM_API_KEY",
    key_header=("Authorization", "Bearer {}"),
    key_hint="if it wants a key, set LLM_API_KEY",
    keep=timedelta(0),
)


class Reply(NamedTuple):
    """What a model answered, and what that cost; tokens are None where it does not say."""

    text: str
    model: str | None
    tokens_in: int | None
    tokens_out: int | None


def ask_model(desk: Desk, model: str, question: str) -> Reply:
    """What `model` answers to `question`. Raises a SourceError where there is no answer."""
    asked = {"model": model, "messages": [{"role": "user", "content": question}]}
    reply = desk.post("/chat/completions", asked, read=read)
    if reply is None:
        hint = "check SURVEY_LLM_URL, which mostly ends in /v1, and SURVEY_LLM_MODEL"
        raise SourceChangedError(LLM, f"there is no such address, or no model {model}", hint=hint)
    return reply


def read(body: bytes) -> Reply:
    """The reply in an answer; ValueError where it is another kind of answer."""
    answer = json_object(body)
    choices = parts(answer, "choices")
    if not choices:
        said = line(part(answer, "error").get("message")) or line(answer.get("error"))
        raise ValueError(f"no reply: {said or 'another kind of answer'}")
    content = part(choices[0], "message").get("content")
    usage = part(answer, "usage")
    return Reply(
        content.strip() if isinstance(content, str) else "",
        line(answer.get("model")),
        count(usage.get("prompt_tokens")),
        count(usage.get("completion_tokens")),
    )
