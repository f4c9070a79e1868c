"""The ways in which a service does not answer, to be called up at will."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.demo.wire import Reply, as_json

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(StrEnum):
    """What goes wrong."""

    REFUSE = "refuse"
    """429 in the service's own words; with `seconds`, a Retry-After."""
    DISGUISE = "disguise"
    """200 with the bare text `Rate exceeded.`, as arXiv does it."""
    FORBID = "forbid"
    """403, as for a wrong key."""
    SPENT = "spent"
    """OpenAlex's 429 when the day's budget is used up."""
    DOWN = "down"
    """503 with a page; with `seconds`, a Retry-After."""
    DROP = "drop"
    """The connection is closed after `at` bytes of the body, with more announced; with none, before any answer."""
    STALL = "stall"
    """Nothing for `seconds`, then the right answer."""
    CUT = "cut"
    """A complete answer, of which only the first `at` bytes are the body."""
    PAGE = "page"
    """200 with an HTML page that asks whether one is a bot."""
    GARBLE = "garble"
    """Bytes that are no UTF-8."""
    BOMB = "bomb"
    """XML whose entities unfold to gigabytes."""
    ENDLESS = "endless"
    """A body of five gigabytes, one piece every `seconds`."""
    NULLS = "nulls"
    """The right shape, with null (or empty elements) for every value."""
    LIE = "lie"
    """Another paper than the one asked for by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way of not answering, for the next `times` requests, or until it is taken away."""

    kind: Kind
    times: int | None = None
    seconds: float | None = None
    at: int | None = None

    def after_one(self) -> Fault | None:
        """What is left of the fault after one more request."""
        if self.times is None:
            return self
        return replace(self, times=self.times - 1) if self.times > 1 else None


def spoilt(fault: Fault, service: str, reply: Reply) -> Reply:
    """`reply` after the fault; one that only the connection shows leaves it as it is."""
    if fault.kind is Kind.REFUSE:
        return replace(_REFUSALS.get(service, _TOO_MANY), headers=_retry_after(fault))
    spoil = _SPOIL.get(fault.kind)
    return spoil(fault, reply) if spoil else reply


def _retry_after(fault: Fault) -> tuple[tuple[str, str], ...]:
    return () if fault.seconds is None else (("retry-after", f"{fault.seconds:g}"),)


def _spent(fault: Fault, _: Reply) -> Reply:
    left = 43200 if fault.seconds is None else int(fault.seconds)
    message = "Insufficient budget. This request costs $0.001 but you only have $0 remaining. Resets at midnight UTC."
    costs = {"costUsd": 0.001, "dailyRemainingUsd": 0, "creditsRequired": 10, "creditsRemaining": 0}
    spent = as_json({"error": "Rate limit exceeded", "message": message, "retryAfter": left, **costs}, 429)
    return replace(spent, headers=(("retry-after", str(left)), ("x-ratelimit-limit-usd", "0.1")))


def _nulls(_: Fault, reply: Reply) -> Reply:
    if "xml" in reply.content_type:
        return replace(reply, body=re.sub(rb">[^<]+<", b"><", reply.body))
    return replace(reply, body=json.dumps(_emptied(json.loads(reply.body))).encode()) if reply.status == 200 else reply


def _emptied(value: object) -> object:
    if isinstance(value, dict):
        return {name: _emptied(each) for name, each in value.items()}
    return [_emptied(each) for each in value] if isinstance(value, list) else None


def _garbled(_: Fault, reply: Reply) -> Reply:
    middle = len(reply.body) // 2
    return replace(reply, body=reply.body[:middle] + b"\xff\xfe\xfa" + reply.body[middle:])


def _bomb() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "ha">{levels}]><feed>&l9;</feed>'.encode()


_HTML = "text/html; charset=utf-8"
_ROBOT = b"<!doctype html><html><title>One moment</title><body><p>Checking that you are no robot.</p></body></html>"
_UNAVAILABLE = b"<html><body><h1>503 Service Unavailable</h1></body></html>"
_TOO_MANY = Reply(b"<html><body><h1>429 Too Many Requests</h1></body></html>", 429, _HTML)
_REFUSALS = {
    "arxiv": Reply(b"Rate exceeded.", 429, "text/plain"),
    "semantic_scholar": as_json({"message": "Too Many Requests. Please wait and try again.", "code": "429"}, 429),
    "openalex": as_json(
        {"error": "Rate limit exceeded", "message": "Rate limit exceeded: 10 requests per second."}, 429
    ),
    "hugging_face": as_json({"error": "We had to rate limit your IP."}, 429),
    "github": as_json({"message": "You have exceeded a secondary rate limit."}, 429),
}
_SPOIL: dict[Kind, Callable[[Fault, Reply], Reply]] = {
    Kind.DISGUISE: lambda _, __: Reply(b"Rate exceeded.", 200, "text/plain"),
    Kind.FORBID: lambda _, __: as_json({"message": "Forbidden"}, 403),
    Kind.SPENT: _spent,
    Kind.DOWN: lambda fault, _: Reply(_UNAVAILABLE, 503, _HTML, _retry_after(fault)),
    Kind.CUT: lambda fault, reply: replace(reply, body=reply.body[: 100 if fault.at is None else fault.at]),
    Kind.PAGE: lambda _, __: Reply(_ROBOT, 200, _HTML),
    Kind.GARBLE: _garbled,
    Kind.BOMB: lambda _, __: Reply(_bomb(), 200, "application/atom+xml"),
    Kind.NULLS: _nulls,
}
