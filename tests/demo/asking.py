"""Small ways of asking the box, and of making facts for it."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from survey.demo.facts import Facts
    from survey.demo.server import ScholarlyWeb


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as a JSON value."""
        return json.loads(self.body)


def ask(web: ScholarlyWeb, service: str, target: str, *, post: object = None) -> Answer:
    """What `service` answers to a GET of `target`, or to a POST of a JSON value."""
    address = urlsplit(web.base_urls[service])
    connection = HTTPConnection(address.netloc, timeout=5)
    try:
        body = None if post is None else json.dumps(post)
        connection.request("GET" if post is None else "POST", address.path + target, body)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def paper(number: int, **further: Any) -> Facts:
    """A paper that every service knows."""
    ids = {"s2": f"{number:040x}", "openalex": f"W{1000 + number}", "doi": f"10.1000/{number}"}
    facts: Facts = {
        "arxiv": f"2001.{number:05}",
        "title": f"Paper {number}",
        "published": "2020-01-02",
        "year": 2020,
        "ids": ids,
    }
    return facts | further  # type: ignore[return-value]
