"""The server and its faults."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, IncompleteRead, RemoteDisconnected
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from survey.demo.faults import Fault, Kind
from survey.demo.server import ScholarlyWeb
from tests.demo.asking import ask, paper

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKED = "/graph/v1/paper/ARXIV:2001.00001"


@pytest.fixture
def web() -> Iterator[ScholarlyWeb]:
    with ScholarlyWeb([paper(1), paper(2)]) as box:
        yield box


def test_every_request_is_written_down(web: ScholarlyWeb) -> None:
    ask(web, "arxiv", "/api/query?id_list=2001.00001")
    ask(web, "semantic_scholar", "/graph/v1/paper/batch?fields=title", post={"ids": []})

    assert web.requests == [
        ("arxiv", "GET", "/api/query?id_list=2001.00001"),
        ("semantic_scholar", "POST", "/graph/v1/paper/batch?fields=title"),
    ]


def test_two_answers_to_one_question_are_the_same_to_the_byte_in_two_boxes() -> None:
    targets = {
        "arxiv": "/api/query?search_query=all:segmentation",
        "papers_with_code": "/api/v1/evaluations/",
        "semantic_scholar": "/graph/v1/paper/search?query=segmentation",
        "hugging_face": "/api/daily_papers",
    }
    answers = []
    for _ in range(2):
        with ScholarlyWeb() as box:
            answers.append([ask(box, service, target) for service, target in targets.items()])

    assert answers[0] == answers[1]
    assert "date" not in {name.lower() for answer in answers[0] for name in answer.headers}


def test_many_threads_are_answered_at_once(web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.STALL, seconds=0.2)
    begun = monotonic()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(web, "semantic_scholar", ASKED).status, range(8)))

    assert answers == [200] * 8
    assert monotonic() - begun < 8 * 0.2
    assert len(web.requests) == 8


def test_one_connection_carries_many_requests(web: ScholarlyWeb) -> None:
    connection = HTTPConnection(urlsplit(web.url).netloc, timeout=5)

    for _ in range(3):
        connection.request("GET", f"/semantic_scholar{ASKED}")
        assert json.loads(connection.getresponse().read())["title"] == "Paper 1"
    connection.close()


def test_a_service_that_is_not_in_the_box_is_not_found(web: ScholarlyWeb) -> None:
    web.base_urls["elsewhere"] = f"{web.url}/elsewhere"

    assert ask(web, "elsewhere", "/x").status == 404


@pytest.mark.parametrize("service", ["arxiv", "semantic_scholar", "openalex", "crossref", "hugging_face", "github"])
def test_a_refusal_is_a_429_that_names_a_pause_only_when_told_to(web: ScholarlyWeb, service: str) -> None:
    web.faults[service] = Fault(kind=Kind.REFUSE)
    bare = ask(web, service, "/x")
    web.faults[service] = Fault(kind=Kind.REFUSE, seconds=7)
    timed = ask(web, service, "/x")

    assert (bare.status, "retry-after" in bare.headers) == (429, False)
    assert (timed.status, timed.headers["retry-after"]) == (429, "7")


@pytest.mark.parametrize(
    ("kind", "status", "content_type", "body"),
    [
        (Kind.DISGUISE, 200, "text/plain", b"Rate exceeded."),
        (Kind.FORBID, 403, "application/json", b'{"message": "Forbidden"}'),
        (Kind.DOWN, 503, "text/html; charset=utf-8", b"<html><body><h1>503 Service Unavailable</h1></body></html>"),
    ],
)
def test_a_service_fails_in_its_own_words(
    web: ScholarlyWeb, kind: Kind, status: int, content_type: str, body: bytes
) -> None:
    web.faults["semantic_scholar"] = Fault(kind=kind)

    answer = ask(web, "semantic_scholar", ASKED)

    assert (answer.status, answer.headers["content-type"], answer.body) == (status, content_type, body)


def test_a_spent_budget_says_when_there_is_more(web: ScholarlyWeb) -> None:
    web.faults["openalex"] = Fault(kind=Kind.SPENT)

    answer = ask(web, "openalex", "/works?search=x")

    assert (answer.status, answer.headers["retry-after"], answer.json["retryAfter"]) == (429, "43200", 43200)
    assert answer.json["message"].startswith("Insufficient budget.")


def test_a_page_for_robots_comes_with_200(web: ScholarlyWeb) -> None:
    web.faults["crossref"] = Fault(kind=Kind.PAGE)

    answer = ask(web, "crossref", "/works/10.1000/1")

    assert (answer.status, answer.body[:15]) == (200, b"<!doctype html>")


def test_a_dropped_connection_gives_nothing_or_too_little(web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.DROP)
    with pytest.raises(RemoteDisconnected):
        ask(web, "semantic_scholar", ASKED)

    web.faults["semantic_scholar"] = Fault(kind=Kind.DROP, at=10)
    with pytest.raises(IncompleteRead) as caught:
        ask(web, "semantic_scholar", ASKED)
    assert len(caught.value.partial) == 10


def test_a_cut_answer_is_whole_to_http_and_broken_to_json(web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.CUT, at=12)

    answer = ask(web, "semantic_scholar", ASKED)

    assert (answer.status, answer.headers["content-length"], len(answer.body)) == (200, "12", 12)


def test_garbled_bytes_are_no_utf8(web: ScholarlyWeb) -> None:
    web.faults["arxiv"] = Fault(kind=Kind.GARBLE)

    answer = ask(web, "arxiv", "/api/query?id_list=2001.00001")

    with pytest.raises(UnicodeDecodeError):
        answer.body.decode()


def test_a_bomb_declares_entities_of_entities(web: ScholarlyWeb) -> None:
    web.faults["arxiv"] = Fault(kind=Kind.BOMB)

    answer = ask(web, "arxiv", "/api/query?id_list=2001.00001")

    assert answer.body.count(b"<!ENTITY") == 10
    assert len(answer.body) < 2000


def test_an_endless_body_goes_on_until_one_hangs_up(web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.ENDLESS, times=1)
    connection = HTTPConnection(urlsplit(web.url).netloc, timeout=5)
    connection.request("GET", f"/semantic_scholar{ASKED}")
    answer = connection.getresponse()

    piece = answer.read(1_000_000)
    connection.close()

    assert (len(piece), answer.getheader("content-length")) == (1_000_000, "5000000000")
    assert ask(web, "semantic_scholar", ASKED).status == 200


def test_nulls_keep_the_shape_and_nothing_else(web: ScholarlyWeb) -> None:
    for service in ("semantic_scholar", "arxiv"):
        web.faults[service] = Fault(kind=Kind.NULLS)

    batch = ask(web, "semantic_scholar", "/graph/v1/paper/batch?fields=title", post={"ids": ["ARXIV:2001.00001"]})
    feed = ask(web, "arxiv", "/api/query?id_list=2001.00001")

    assert batch.json == [{"paperId": None, "title": None}]
    assert b"<title></title>" in feed.body
    assert b"Paper 1" not in feed.body


def test_a_lie_is_a_good_answer_about_another_paper(web: ScholarlyWeb) -> None:
    for service in ("semantic_scholar", "crossref", "arxiv"):
        web.faults[service] = Fault(kind=Kind.LIE)

    assert ask(web, "semantic_scholar", ASKED).json["title"] == "Paper 2"
    assert ask(web, "crossref", "/works/10.1000/2").json["message"]["title"] == ["Paper 1"]
    assert b"2001.00002v1" in ask(web, "arxiv", "/api/query?id_list=2001.00001").body


def test_a_fault_that_has_run_its_times_is_gone(web: ScholarlyWeb) -> None:
    web.faults["semantic_scholar"] = Fault(kind=Kind.DOWN, times=2)

    statuses = [ask(web, "semantic_scholar", ASKED).status for _ in range(4)]

    assert statuses == [503, 503, 200, 200]
    assert web.faults == {}


def test_a_fault_of_one_service_is_no_others(web: ScholarlyWeb) -> None:
    web.faults["openalex"] = Fault(kind=Kind.DOWN)

    assert ask(web, "semantic_scholar", ASKED).status == 200


def test_closing_ends_a_long_stall() -> None:
    with ScholarlyWeb([paper(1)]) as box:
        box.faults["semantic_scholar"] = Fault(kind=Kind.STALL, seconds=60)
        waiting = Thread(target=ask, args=(box, "semantic_scholar", ASKED))
        waiting.start()
        while not box.requests:
            pass

    waiting.join(3)
    assert not waiting.is_alive()


def test_a_chosen_port_is_kept() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with ScholarlyWeb([paper(1)], port=port) as box:
        assert box.url == f"http://127.0.0.1:{port}"
