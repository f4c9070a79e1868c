"""GitHub."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from survey.model.errors import SourceCappedError, SourceChangedError, SourceRefusedError, SourceSpentError
from survey.model.record import Repository
from survey.sources.github import GitHub
from survey.sources.source import LooksAtCode, LooksUp, Searches
from tests.sources.conftest import PAGES, Asked, Said, Wire
from tests.sources.contract import HTML, Ask, SourceContract

REPOSITORY = (PAGES / "github" / "repository.json").read_bytes()


class TestGitHub(SourceContract):
    source = GitHub


def test_it_is_a_host_of_code_and_no_source_of_papers() -> None:
    assert issubclass(GitHub, LooksAtCode)
    assert not issubclass(GitHub, LooksUp)
    assert not issubclass(GitHub, Searches)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/betamaxpy/betamax",
        "http://www.github.com/betamaxpy/betamax.git",
        "https://github.com/betamaxpy/betamax/tree/main/tests",
        " https://github.com/betamaxpy/betamax/ ",
    ],
)
def test_every_address_into_a_repository_leads_to_it(wire: Wire, ask: Ask, url: str) -> None:
    wire.answer = lambda asked: Said(REPOSITORY)

    found = list(ask(GitHub).look_at([url]))

    assert wire.asked[0].path == "/repos/betamaxpy/betamax"
    assert found == [
        Repository(
            url="https://github.com/betamaxpy/betamax", stars=560, license="Apache-2.0", archived=False, gone=False
        )
    ]


def test_a_repository_is_asked_for_once(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(REPOSITORY)

    list(ask(GitHub).look_at(["https://github.com/a/b", "https://github.com/a/b/blob/main/x.py"]))

    assert len(wire.asked) == 1


@pytest.mark.parametrize("url", ["https://gitlab.com/a/b", "https://github.com/a", "https://a.github.io/b", "", "x"])
def test_other_addresses_yield_nothing(wire: Wire, ask: Ask, url: str) -> None:
    assert list(ask(GitHub).look_at([url])) == []
    assert wire.asked == []


@pytest.mark.parametrize("status", [404, 451])
def test_what_is_not_there_is_gone(wire: Wire, ask: Ask, status: int) -> None:
    wire.answer = lambda asked: Said(b'{"message": "Not Found"}', status)

    assert list(ask(GitHub).look_at(["https://github.com/a/b"])) == [
        Repository(url="https://github.com/a/b", gone=True)
    ]


def test_a_renamed_repository_keeps_the_address_it_is_known_by(wire: Wire, ask: Ask) -> None:
    def answer(asked: Asked) -> Said:
        moved = Said(b'{"message": "Moved Permanently"}', 301, {"location": f"{wire.url}/repositories/11439734"})
        return Said(REPOSITORY) if asked.path.startswith("/repositories/") else moved

    wire.answer = answer

    found = list(ask(GitHub).look_at(["https://github.com/old/name"]))

    assert [(each.url, each.stars) for each in found] == [("https://github.com/old/name", 560)]


def test_the_hours_share_used_up_names_the_time_it_is_renewed(wire: Wire, ask: Ask) -> None:
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1800000000"}
    wire.answer = lambda asked: Said(b'{"message": "API rate limit exceeded"}', 403, headers)

    with pytest.raises(SourceSpentError) as raised:
        list(ask(GitHub).look_at(["https://github.com/a/b"]))

    assert raised.value.again_at == datetime.fromtimestamp(1_800_000_000, UTC)
    assert "GITHUB_TOKEN" in str(raised.value.hint)


def test_another_refusal_is_a_refusal(wire: Wire, ask: Ask) -> None:
    wire.answer = lambda asked: Said(b'{"message": "Forbidden"}', 403)

    with pytest.raises(SourceRefusedError):
        list(ask(GitHub).look_at(["https://github.com/a/b"]))


@pytest.mark.parametrize("body", [HTML, b"", b'{"message": "hm"}', REPOSITORY[:100]])
def test_an_answer_of_another_kind_says_nothing_of_the_repository(wire: Wire, ask: Ask, body: bytes) -> None:
    wire.answer = lambda asked: Said(body)

    with pytest.raises(SourceChangedError):
        list(ask(GitHub).look_at(["https://github.com/a/b"]))


@pytest.mark.parametrize(("keys", "most"), [({}, 50), ({"GITHUB_TOKEN": "a-long-token"}, 200)])
def test_a_run_asks_for_no_more_than_its_share(wire: Wire, ask: Ask, keys: dict[str, str], most: int) -> None:
    with pytest.raises(SourceCappedError):
        list(ask(GitHub, keys=keys).look_at([f"https://github.com/a/b{number}" for number in range(201)]))

    assert len(wire.asked) == most
