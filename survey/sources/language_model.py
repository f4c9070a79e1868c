"""A language model of the user's choice, at any address that speaks OpenAI's chat interface, a local one included.

https://platform.openai.com/docs/api-reference/chat: most programs that serve models answer it. Nothing but the model
and the question is sent, for of the rest no two of them take the same. The only importer of openai and httpx2.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from survey.http.bodies import json_object
from survey.http.service import Service
from survey.model.errors import SourceChangedError, SurveyError
from survey.model.fold import LLM
from survey.model.text import count, line
from survey.sources.shapes import part, parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from httpx2 import Request, Response
    from openai import OpenAI

    from survey.http.door import Desk

SERVICE = Service(
    name=LLM,
    base_url="",
    every=0.0,
    key_setting="LLM_API_KEY",
    key_header=("Authorization", "Bearer {}"),
    key_hint="if it wants a key, set LLM_API_KEY",
    keep=timedelta(0),
    # Whoever has mended it asks it again at once.
    rest=timedelta(0),
)


class Reply(NamedTuple):
    """What a model answered, and what that cost; tokens are None where it does not say."""

    text: str
    model: str | None
    tokens_in: int | None
    tokens_out: int | None


class Model:
    """A model that can be asked."""

    def __init__(self, desk: Desk, name: str) -> None:
        """The model of this `name`, asked over `desk`. Raises SurveyError where OpenAI's client is not installed."""
        self._name = name
        self._client = _client(desk, name)

    def answer(self, question: str) -> Reply:
        """What it answers to `question`. Raises a SourceError where there is no answer."""
        said = self._client.chat.completions.create(model=self._name, messages=[{"role": "user", "content": question}])
        return reply(said.to_dict(warnings=False))


def _client(desk: Desk, name: str) -> OpenAI:
    """OpenAI's client, which words questions and reads answers; whatever it sends goes over `desk`."""
    try:
        from httpx2 import Client, MockTransport, Response
        from openai import OpenAI
    except ImportError as error:
        raise SurveyError(
            "language models are asked by OpenAI's client, which is not installed",
            hint='pip install "paper-survey[llm]"',
        ) from error

    def carry(request: Request) -> Response:
        answer = desk.post(request.url.path, json.loads(request.content), read=_answer)
        if answer is None:
            hint = "check SURVEY_LLM_URL, which mostly ends in /v1, and SURVEY_LLM_MODEL"
            raise SourceChangedError(LLM, f"there is no such address, or no model {name}", hint=hint)
        return Response(200, headers={"Content-Type": SERVICE.accept}, content=answer)

    # Address, key, pace and further tries are the desk's: the client needs names for them, and nothing sees these.
    by_desk = Client(transport=MockTransport(carry))
    return OpenAI(base_url="http://desk", api_key="the desk has it", max_retries=0, http_client=by_desk)


def _answer(body: bytes) -> bytes:
    """`body` where it is an answer; ValueError says what else it is."""
    answer = json_object(body)
    if not parts(answer, "choices"):
        said = line(part(answer, "error").get("message")) or line(answer.get("error"))
        raise ValueError(f"no reply: {said or 'another kind of answer'}")
    return body


def reply(answer: Mapping[str, object]) -> Reply:
    """The reply in an answer. What the interface asks for is often left out, by programs that serve local models."""
    content = part(parts(answer, "choices")[0], "message").get("content")
    usage = part(answer, "usage")
    return Reply(
        content.strip() if isinstance(content, str) else "",
        line(answer.get("model")),
        count(usage.get("prompt_tokens")),
        count(usage.get("completion_tokens")),
    )
