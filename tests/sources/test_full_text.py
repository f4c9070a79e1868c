"""The texts of papers, from a server that stands in for arXiv."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from survey.http.door import Door
from survey.http.wire import Limits
from survey.model.errors import SourceChangedError, SourceRefusedError, SourceSkippedError
from survey.model.identifier import Identifier
from survey.settings import Settings
from survey.sources.full_text import Text, texts
from tests.sources.conftest import Asked, Said, Wire

if TYPE_CHECKING:
    from pathlib import Path

NAME = Identifier("arxiv", "2401.00001")
SOURCE = gzip.compress(b"\\documentclass{article}", mtime=0)
PAGE = b'<!DOCTYPE html><html><body><article class="ltx_document"></article></body></html>'
ROBOTS = b"<!DOCTYPE html><html><body>Are you a robot?</body></html>"
PDF = b"%PDF-1.5 and so on"
Enter = Callable[..., Door]


@pytest.fixture
def enter(wire: Wire, tmp_path: Path) -> Iterator[Enter]:
    """Opens doors to the local server, one after the other with the same kept answers."""
    doors: list[Door] = []

    def opened(*, days: int = 0, offline: bool = False, limits: Limits | None = None) -> Door:
        settings = Settings(
            tmp_path / "x", tmp_path / "cache", base_urls={"arxiv": wire.url}, politeness=0, offline=offline
        )
        then = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(days=days)
        doors.append(Door(settings, now=lambda: then, sleep=lambda _: None, limits=limits or Limits()))
        return doors[-1]

    yield opened
    for door in doors:
        door.close()


def forms(**bodies: bytes) -> Callable[[Asked], Said]:
    """A server that has a text in some forms, named as `e_print`, `html` and `pdf`, and no others."""

    def answer(asked: Asked) -> Said:
        body = bodies.get(asked.path.split("/")[1].replace("-", "_"))
        return Said(b"Not Found", 404) if body is None else Said(body)

    return answer


def paths(wire: Wire) -> list[str]:
    return [asked.path for asked in wire.asked]


@pytest.mark.parametrize(
    "body",
    [
        SOURCE,
        b"\\documentclass{article}",
        b"main.tex".ljust(257, b"\0") + b"ustar\0" + b"\0" * 300,
    ],
    ids=["packed", "bare", "tar"],
)
def test_the_source_comes_first_and_nothing_else_is_fetched_unasked(wire: Wire, enter: Enter, body: bytes) -> None:
    wire.answer = forms(e_print=body, html=PAGE, pdf=PDF)

    assert next(texts(enter(), NAME)) == Text("e-print", body)
    assert paths(wire) == ["/e-print/2401.00001"]


def test_every_form_comes_when_asked_for(wire: Wire, enter: Enter) -> None:
    wire.answer = forms(e_print=SOURCE, html=PAGE, pdf=PDF)

    assert [text.form for text in texts(enter(), NAME)] == ["e-print", "html", "pdf"]


def test_a_form_that_is_missing_is_passed_over(wire: Wire, enter: Enter) -> None:
    wire.answer = forms(html=PAGE)

    assert list(texts(enter(), NAME)) == [Text("html", PAGE)]
    assert list(texts(enter(), Identifier("arxiv", "hep-th/9901001"), 2)) == [Text("html", PAGE)]
    assert paths(wire)[-1] == "/pdf/hep-th/9901001v2"


def test_who_sent_a_pdf_sent_nothing_else(wire: Wire, enter: Enter) -> None:
    wire.answer = forms(e_print=PDF, html=PAGE, pdf=PDF)

    assert list(texts(enter(), NAME)) == [Text("pdf", PDF)]
    assert len(wire.asked) == 1


def test_a_paper_without_any_text_yields_nothing(wire: Wire, enter: Enter) -> None:
    assert list(texts(enter(), NAME)) == []


def test_a_page_for_robots_is_no_text(wire: Wire, enter: Enter) -> None:
    wire.answer = forms(e_print=ROBOTS, html=ROBOTS, pdf=PDF)
    assert [text.form for text in texts(enter(), NAME)] == ["pdf"]

    wire.answer = forms(e_print=ROBOTS, html=ROBOTS, pdf=ROBOTS)
    with pytest.raises(SourceChangedError, match="paper's source"):
        list(texts(enter(), Identifier("arxiv", "2401.00002")))


def test_a_text_that_is_too_large_is_passed_over(wire: Wire, enter: Enter) -> None:
    wire.answer = forms(e_print=SOURCE + b"\0" * 10_000, html=PAGE)

    assert [text.form for text in texts(enter(limits=Limits(body=5_000)), NAME)] == ["html"]


@pytest.mark.parametrize("said", [Said(b"Rate exceeded."), Said(b"", 429), Said(b"", 403)])
def test_a_refusal_ends_it(wire: Wire, enter: Enter, said: Said) -> None:
    wire.answer = lambda asked: said

    with pytest.raises(SourceRefusedError):
        list(texts(enter(), NAME))

    assert {asked.path for asked in wire.asked} == {"/e-print/2401.00001"}


@pytest.mark.parametrize(("version", "days", "requests"), [(3, 150, 1), (None, 20, 1), (None, 40, 2)])
def test_a_version_never_changes_and_the_latest_may(
    wire: Wire, enter: Enter, version: int | None, days: int, requests: int
) -> None:
    wire.answer = forms(e_print=SOURCE)
    with enter() as door:
        next(texts(door, NAME, version))

    assert next(texts(enter(days=days), NAME, version)).body == SOURCE
    assert len(wire.asked) == requests


def test_offline_what_was_fetched_is_there_and_nothing_else(wire: Wire, enter: Enter) -> None:
    wire.answer = forms(html=PAGE)
    with enter() as door:
        next(texts(door, NAME))

    assert next(texts(enter(days=100, offline=True), NAME)) == Text("html", PAGE)
    with pytest.raises(SourceSkippedError):
        list(texts(enter(offline=True), Identifier("arxiv", "2401.00002")))
