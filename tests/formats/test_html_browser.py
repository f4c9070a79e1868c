"""The page in a real browser: what a person does with it, and what it does not do behind their back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from survey.formats.format import Page
from survey.formats.html import Html
from tests.formats.browser import PROGRAM, Browser
from tests.formats.views import lattice, paper, result

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no chromium on PATH; Debian's package is called chromium")

TITLES = "[...document.querySelectorAll('table.papers > tbody:not([hidden])')].map(p => p.rows[0].cells[0].innerText)"
SORTED = "[...document.querySelectorAll('table.papers > thead th')].map(h => h.getAttribute('aria-sort'))"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    window = Browser(tmp_path_factory.mktemp("profile"))
    yield window
    window.close()


@pytest.fixture
def page(tmp_path: Path, browser: Browser) -> Browser:
    """The browser with a page of three papers open, read from a file."""
    papers = [
        lattice(),
        paper(
            key="ivanov2009ocean",
            title="Ébauche <script>document.title='taken'</script>",
            year=2009,
            venue="ECCV",
            abstract="Waves, <img src=https://tracker.example/x onerror=alert(1)> and foam.",
            links={"paper": "javascript:document.title='taken'", "pdf": None, "code": None},
            results=[result("Cityscapes", "mIoU", "90.2%", split="test", direction="up")],
        ),
        paper(key="anon", title="Undated Dunes"),
    ]
    out = io.StringIO()
    Html().write_page(Page(papers, [("okafor2021lattice", "ivanov2009ocean")], ["title", "paper", "year"]), out)
    (tmp_path / "review.html").write_text(out.getvalue(), encoding="utf-8")
    browser.forget()
    browser.open((tmp_path / "review.html").as_uri())
    return browser


def test_a_click_sorts_and_another_turns_it_round_with_what_is_unknown_last(page: Browser) -> None:
    page.click("th.number button")
    newest_first, told = page.see(TITLES), page.see(SORTED)
    page.click("th.number button")

    assert [title[:7] for title in newest_first] == ["Lattice", "Ébauche", "Undated"]
    assert told == ["none", "none", "descending"]
    assert [title[:7] for title in page.see(TITLES)] == ["Ébauche", "Lattice", "Undated"]
    assert page.see(SORTED) == ["none", "none", "ascending"]


def test_the_keyboard_alone_is_enough_to_sort_and_to_read_details(page: Browser) -> None:
    page.see("document.querySelector('#unfold').focus()")

    page.press("Tab")
    page.press("Enter")
    titles = page.see(TITLES)
    page.see("document.querySelector('summary').focus()")
    page.press("Enter")

    assert [title[:7] for title in titles] == ["Ébauche", "Lattice", "Undated"]
    assert page.see("document.querySelector('details').open") is True
    assert "Waves, <img" in page.see("document.querySelector('details').innerText")


def test_words_filter_in_any_case_and_without_their_accents(page: Browser) -> None:
    page.see("document.querySelector('#filter').focus()")

    page.type("EBAUCHE foam")

    assert [title[:7] for title in page.see(TITLES)] == ["Ébauche"]
    assert page.see("document.querySelector('#count').textContent") == "1 of 3"


def test_all_details_open_and_close_at_once(page: Browser) -> None:
    opened = "[...document.querySelectorAll('details')].map(d => d.open)"

    page.click("#unfold")
    after_one = page.see(opened)
    page.click("#unfold")

    assert after_one == [True] * 3
    assert page.see(opened) == [False] * 3


def test_nothing_runs_that_papers_say_nobody_complains_and_no_network_is_asked(page: Browser) -> None:
    page.click("#unfold")
    page.see("new Promise(done => setTimeout(done, 200))")

    assert page.see("document.title") == "Survey"
    assert page.see("document.querySelectorAll('img').length + document.scripts.length") == 1
    assert page.see("[...document.links].filter(link => !link.protocol.startsWith('http')).length") == 0
    assert page.complaints == []
    assert page.requests == []


def test_the_policy_stops_what_would_be_put_into_the_page(page: Browser) -> None:
    page.see(
        "{const s = document.createElement('script'); s.textContent = 'document.title = \"taken\"';"
        " document.body.append(s);"
        " const i = new Image(); i.src = 'https://tracker.example/x.png'; document.body.append(i)}"
    )
    page.until(lambda: len(page.complaints) >= 2)

    assert page.see("document.title") == "Survey"
    assert page.requests == []


def test_a_link_leads_where_it_says(page: Browser, tmp_path: Path) -> None:
    (tmp_path / "there.html").write_text("<title>there</title>")
    serve = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/there.html"
        out = io.StringIO()
        told = paper(title="T", links={"paper": address, "pdf": None, "code": None})
        Html().write_page(Page([told], columns=["paper"]), out)
        (tmp_path / "linked.html").write_text(out.getvalue())
        page.open((tmp_path / "linked.html").as_uri())

        page.click("td a")
        page.until(lambda: page.see("document.title") == "there")
        server.shutdown()


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_is_light_or_dark_as_the_reader_likes(page: Browser, scheme: str, is_dark: bool) -> None:  # noqa: FBT001
    page.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    red = page.see("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")

    assert (red < 128) is is_dark


def test_on_paper_there_are_no_tools_and_only_the_details_that_are_open(page: Browser) -> None:
    page.see("document.querySelector('details').open = true")

    page.ask("Emulation.setEmulatedMedia", media="print")
    shown = page.see(
        "[...document.querySelectorAll('.tools, tr.more')].map(e => getComputedStyle(e).display != 'none')"
    )
    page.ask("Emulation.setEmulatedMedia", media="")

    assert shown == [False, True, False, False]
