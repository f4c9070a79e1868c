"""A language model in a box: a local server that speaks the chat interface, and says what it is told to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.http.host import Host, answers

if TYPE_CHECKING:
    from tests.http.host import Act


def says(text: str | None, *, model: str = "lantern-7b", tokens: tuple[int, int] | None = (120, 12)) -> Act:
    """An answer as such servers send it, `tokens` being those in and out."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    answer: dict[str, Any] = {"id": "chat-1", "object": "chat.completion", "model": model, "choices": [choice]}
    if tokens:
        answer["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    return answers(json.dumps(answer).encode(), content_type="application/json")


def asked(host: Host) -> list[dict[str, Any]]:
    """What the model was asked, as JSON."""
    return [json.loads(seen.body) for seen in host.seen]
