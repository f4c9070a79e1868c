"""A local server that stands in for one service, and desks at a real door towards it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from survey.http.door import Door
from survey.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from survey.sources.source import Source

PAGES = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Said:
    """One answer to send."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Wire:
    """The local server: `answer` decides what it says, `asked` holds what it was asked."""

    answer: Callable[[Asked], Said]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""


@contextmanager
def served(wire: Wire) -> Iterator[Wire]:
    """`wire` while its server runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body in one go: the other end would wait before it acknowledges the first of two pieces.
        wbufsize = 1 << 16

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            wire.asked.append(Asked(self.command, unquote(parts.path), query, body))
            said = wire.answer(wire.asked[-1])
            self.send_response(said.status)
            for name, value in {"content-length": str(len(said.body)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    wire.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield wire
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A server that knows nothing until its `answer` is set."""
    with served(Wire(lambda asked: Said(b"", 404))) as wire:
        yield wire


@pytest.fixture
def ask(wire: Wire, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Makes a source that asks the local server, without pauses."""
    doors: list[Door] = []

    def make(source: type[Source], **settings: Any) -> Source:
        place = tmp_path / f"cache-{len(doors)}"
        urls = {source.name: wire.url}
        chosen = Settings(catalog=place / "x", cache_dir=place, base_urls=urls, politeness=0, **settings)
        doors.append(Door(chosen, sleep=lambda seconds: None))
        return source(doors[-1].desk(source.service))

    yield make
    for door in doors:
        door.close()


def pages_of(source: type[Source]) -> list[Path]:
    """The saved answers of a source, without what they are expected to say."""
    return sorted(path for path in (PAGES / source.name).iterdir() if not path.name.endswith(".expected.json"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that takes a `page` runs once for each saved answer of its class's source."""
    if "page" in metafunc.fixturenames:
        pages = pages_of(metafunc.cls.source)
        metafunc.parametrize("page", pages, ids=[page.name for page in pages])
