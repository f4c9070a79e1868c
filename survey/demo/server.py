"""The box itself: one local server, under which every service has a folder of its own."""

from __future__ import annotations

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from survey.demo import (
    acl,
    arxiv,
    crossref,
    cvf,
    datacite,
    github,
    hugging_face,
    openalex,
    opencitations,
    papers_with_code,
    semantic_scholar,
    walls,
)
from survey.demo.facts import Facts, Library, known_facts
from survey.demo.faults import Fault, Kind, spoilt
from survey.demo.wire import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Sequence


class Shape(Protocol):
    """How one service answers."""

    def knows(self, paper: Facts) -> bool: ...

    def answer(self, library: Library, asked: Asked) -> Reply: ...


_SHAPES: dict[str, Shape] = {
    "arxiv": arxiv,
    "semantic_scholar": semantic_scholar,
    "openalex": openalex,
    "crossref": crossref,
    "papers_with_code": papers_with_code,
    "hugging_face": hugging_face,
    "github": github,
    "datacite": datacite,
    "opencitations": opencitations,
    "acl": acl,
    "cvf": cvf,
    "dblp": walls.Dblp,
    "neurips": walls.Nowhere,
    "openreview": walls.OpenReview,
    "openreview_before": walls.OpenReview,
    "pmlr": walls.Nowhere,
}
_ENDLESS = 5_000_000_000
_PIECE = b" " * 65536


class ScholarlyWeb:
    """A context manager inside which the box answers, on 127.0.0.1 and several threads.

    Set or delete `faults` by service name at any time; a fault that has run its `times` takes itself away.
    """

    def __init__(self, facts: Sequence[Facts] | None = None, *, port: int = 0) -> None:
        papers = known_facts() if facts is None else facts
        self.libraries = {name: Library([p for p in papers if shape.knows(p)]) for name, shape in _SHAPES.items()}
        self.requests: list[tuple[str, str, str]] = []
        """Service, method, and path with query below the service's address, of everything asked so far."""
        self.faults: dict[str, Fault] = {}
        self.closing = Event()
        self._lock = Lock()
        self._server = _Server(self, port)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.base_urls = {name: f"{self.url}/{name}" for name in _SHAPES}

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def meet(self, service: str, method: str, target: str) -> Fault | None:
        """The fault that meets this request, which is written down."""
        with self._lock:
            self.requests.append((service, method, target))
            if (fault := self.faults.get(service)) is None:
                return None
            if left := fault.after_one():
                self.faults[service] = left
            else:
                del self.faults[service]
            return fault

    def answer(self, service: str, asked: Asked, *, lying: bool) -> Reply:
        """What `service` says to the question."""
        library = self.libraries[service]
        return _SHAPES[service].answer(library.turned() if lying else library, asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, web: ScholarlyWeb, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.web = web


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Nothing: `requests` has it all."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        service, _, target = self.path.lstrip("/").partition("/")
        if service not in _SHAPES:
            return self._send(Reply(b"There is no such service in the box.", 404, "text/plain"))
        parts = urlsplit(f"/{target}")
        asked = Asked(self.command, unquote(parts.path), dict(parse_qsl(parts.query)), body)
        web = self.server.web
        fault = web.meet(service, self.command, f"/{target}")
        reply = web.answer(service, asked, lying=fault is not None and fault.kind is Kind.LIE)
        return self._send(reply) if fault is None else self._fail(fault, spoilt(fault, service, reply))

    def _fail(self, fault: Fault, reply: Reply) -> None:
        if fault.kind is Kind.DROP:
            self.close_connection = True
            if fault.at:
                self._send(
                    Reply(reply.body[: fault.at], reply.status, reply.content_type), announced=len(reply.body) + 1
                )
        elif fault.kind is Kind.ENDLESS:
            self._drip(fault, reply)
        else:
            if fault.kind is Kind.STALL:
                self.server.web.closing.wait(fault.seconds or 0)
            self._send(reply)

    def _send(self, reply: Reply, *, announced: int | None = None) -> None:
        # No Date header: two answers to one question are the same, byte for byte.
        self.send_response_only(reply.status)
        length = str(len(reply.body) if announced is None else announced)
        for name, value in (("content-type", reply.content_type), ("content-length", length), *reply.headers):
            self.send_header(name, value)
        # Whoever asked may have given up waiting.
        with suppress(ConnectionError):
            self.end_headers()
            self.wfile.write(reply.body)

    def _drip(self, fault: Fault, reply: Reply) -> None:
        self.close_connection = True
        self._send(Reply(b"[", 200, reply.content_type), announced=_ENDLESS)
        with suppress(ConnectionError):
            for _ in range(_ENDLESS // len(_PIECE)):
                if self.server.web.closing.wait(fault.seconds or 0):
                    return
                self.wfile.write(_PIECE)
