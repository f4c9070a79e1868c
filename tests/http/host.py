"""A local server that answers, refuses, stalls, drips, cuts off, redirects or floods, as it is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

Act = Callable[["Handler"], None]


@dataclass(frozen=True)
class Seen:
    """One request as it arrived, header names in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float


class Handler(BaseHTTPRequestHandler):
    """One connection to the host."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Host

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        act = self.server.next_act(Seen(self.command, self.path, headers, body, time.monotonic()))
        try:
            act(self)
        except ConnectionError:
            self.close_connection = True

    do_POST = do_GET  # noqa: N815 (the name is the standard library's)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Host(ThreadingHTTPServer):
    """Does one act after the other, and the last one for ever."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, *acts: Act) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.seen: list[Seen] = []
        self.released = threading.Event()
        self._acts = list(acts)
        self._lock = threading.Lock()

    def acts(self, *acts: Act) -> None:
        """Forget what was planned, and do these instead."""
        self._acts = list(acts)

    def next_act(self, seen: Seen) -> Act:
        with self._lock:
            self.seen.append(seen)
            return self._acts.pop(0) if len(self._acts) > 1 else self._acts[0]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: that the other side hung up is what many tests are about."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()


def answers(body: bytes = b"{}", status: int = 200, /, **headers: str) -> Act:
    """Answers in full; `retry_after="3"` is sent as `retry-after: 3`."""

    def act(to: Handler) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    return act


def refuses(status: int = 429, body: bytes = b"", /, **headers: str) -> Act:
    return answers(body, status, **headers)


def redirects(to: str, status: int = 302) -> Act:
    return answers(b"", status, location=to)


def stalls(to: Handler) -> None:
    """Never answers."""
    to.server.released.wait(30)
    to.close_connection = True


def hangs_up(to: Handler) -> None:
    to.close_connection = True


def cuts_off(to: Handler) -> None:
    """Promises more than it sends."""
    to.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"papers": [')
    to.close_connection = True


def drips(start: bytes) -> Act:
    """Sends one byte after the other, each soon enough to keep a reader waiting."""

    def act(to: Handler) -> None:
        to.wfile.write(start)
        while not to.server.released.wait(0.02):
            to.wfile.write(b" ")
        to.close_connection = True

    return act
