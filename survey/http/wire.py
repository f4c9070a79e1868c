"""The wire: one request out, one answer in, never too long, too slow or too late."""

from __future__ import annotations

import logging
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import httpx

from survey.http.service import Answer
from survey.model.errors import SourceChangedError, SourceDownError, SourceUnreachableError, SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from survey.http.request import Request

# It writes down every header it sees, and a service may repeat a key in one.
logging.getLogger("httpcore").setLevel(logging.INFO)

# arXiv says x-gzip of a text that is an archive in itself: it is left as it is.
UNPACKED = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""The codings asked for. Each unpacks to a thousandfold at most; one inside another has no bound."""

# Reading the certificates takes longer than most answers.
_tls = cache(httpx.create_ssl_context)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much."""

    body: int = 64 << 20
    """Bytes of an answer, unpacked."""
    connect: float = 10.0
    """Seconds until a connection stands."""
    answer: float = 60.0
    """Seconds until an answer is there, down to its last byte."""
    wait: float = 120.0
    """Seconds of one wait that a service asks for."""
    total: float = 180.0
    """Seconds after which a request that failed is not tried again."""


class Wire:
    """One source's connection. It is used by one thread; any other may cut it."""

    def __init__(self, source: str, headers: Mapping[str, str], limits: Limits, stopped: threading.Event) -> None:
        self.received = 0
        self._source = source
        self._headers = headers
        self._limits = limits
        self._stopped = stopped
        self._busy = threading.Lock()
        self._late = False
        self._socket: socket.socket | None = None

    def send(self, request: Request, headers: Mapping[str, str]) -> Answer:
        """The answer, whatever its status; SourceDownError where none came, SourceChangedError where it is too much."""
        with self._busy, self._watch():
            try:
                answer = self._exchange(request, headers)
            except (httpx.InvalidURL, UnicodeError) as error:
                raise SourceChangedError(self._source, f"no web address: {request.url!a}") from error
            except (httpx.HTTPError, httpx.StreamError) as error:
                raise self._failure(error) from error
            # An answer without a length ends wherever the connection is cut.
            if self._late:
                raise SourceDownError(self._source, self._too_slow)
            return answer

    def cut(self) -> None:
        """Break off whatever is under way; the thread that waits for it wakes up."""
        if self._socket is not None:
            with suppress(OSError):
                # Not the method of an SSL socket, which would drop its session under the reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Cut the connection, then give its socket back."""
        self.cut()
        if self._busy.acquire(timeout=1.0):
            with suppress(KeyError):
                self.__dict__.pop("_client").close()
            self._busy.release()

    @cached_property
    def _client(self) -> httpx.Client:
        try:
            return httpx.Client(
                headers=self._headers,
                verify=_tls(),
                timeout=httpx.Timeout(self._limits.answer, connect=self._limits.connect),
                limits=httpx.Limits(max_connections=1),
            )
        except (ImportError, ValueError) as error:
            hint = "look at HTTP_PROXY, HTTPS_PROXY and ALL_PROXY"
            raise SurveyError(f"the proxy that the environment names is not usable: {error}", hint=hint) from error

    def _exchange(self, request: Request, headers: Mapping[str, str]) -> Answer:
        with self._client.stream(
            request.method, request.url, content=request.body, headers=headers, extensions={"trace": self._trace}
        ) as response:
            try:
                return Answer(response.status_code, dict(response.headers.items()), self._body(response))
            finally:
                self.received += response.num_bytes_downloaded

    def _body(self, response: httpx.Response) -> bytes:
        coding = response.headers.get("content-encoding", "").lower()
        if coding not in UNPACKED:
            raise SourceChangedError(self._source, f"an answer packed as {coding!r}, which nobody asked for")
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > self._limits.body:
                raise SourceChangedError(self._source, f"an answer of more than {self._limits.body:,} bytes")
        return bytes(body)

    @contextmanager
    def _watch(self) -> Iterator[None]:
        # httpx bounds each read; a server that drips needs a bound on all of them together.
        self._late = False
        timer = threading.Timer(self._limits.answer, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._late = True
        self.cut()

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self._late or self._stopped.is_set():
                self.cut()

    @property
    def _too_slow(self) -> str:
        return f"no whole answer within {self._limits.answer:g} seconds"

    def _failure(self, error: Exception) -> SourceDownError:
        if isinstance(error, httpx.ConnectError | httpx.ProxyError):
            hint = "check your connection; --offline works with answers that were kept"
            return SourceUnreachableError(self._source, self._words(error), hint=hint)
        return SourceDownError(self._source, self._words(error))

    def _words(self, error: Exception) -> str:
        match error:
            case httpx.ConnectTimeout():
                return f"no connection within {self._limits.connect:g} seconds"
            case httpx.ConnectError() | httpx.ProxyError():
                return f"cannot be reached ({error})"
            case httpx.TimeoutException():
                return self._too_slow
        return self._too_slow if self._late else f"broke off ({str(error) or type(error).__name__})"
