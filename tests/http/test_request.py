"""What is asked, and under which name the answer is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.http.request import base_url, request
from survey.http.service import Service
from survey.model.errors import AskedWronglyError, SourceChangedError

if TYPE_CHECKING:
    from survey.settings import Settings

BASE = "https://api.example.org/v1"
PARAMS = st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))), max_size=4)


def url(path: str, params: dict[str, str | int] | None = None) -> str:
    return request("library", "GET", BASE, path, params or {}).url


def test_a_path_stands_below_the_base_url() -> None:
    assert url("papers/1") == url("/papers/1") == "https://api.example.org/v1/papers/1"
    assert url("") == "https://api.example.org/v1"


def test_parameters_are_encoded_and_readable() -> None:
    assert url("papers", {"q": "graph & tree", "fields": "title,year", "n": 2}) == (
        "https://api.example.org/v1/papers?q=graph%20%26%20tree&fields=title,year&n=2"
    )


def test_a_path_that_holds_parameters_takes_more() -> None:
    assert url("papers?page=2", {"n": 2}).endswith("/papers?page=2&n=2")


def test_odd_characters_in_a_path_are_encoded_once() -> None:
    assert url("doi/10.1/a<b>%20é") == "https://api.example.org/v1/doi/10.1/a%3Cb%3E%20%C3%A9"


def test_a_link_to_the_same_host_is_followed_as_it_is() -> None:
    assert url("https://api.example.org/other?page=2") == "https://api.example.org/other?page=2"


def test_a_link_never_leads_from_https_to_http() -> None:
    assert url("http://api.example.org/v1?page=2") == "https://api.example.org/v1?page=2"


@pytest.mark.parametrize(
    "link",
    ["https://evil.example/v1", "https://api.example.org:8443/v1", "https://u:p@api.example.org/v1", "http://[/"],
)
def test_a_link_to_another_host_is_not_followed(link: str) -> None:
    with pytest.raises(SourceChangedError, match="gave a link"):
        url(link)


@given(PARAMS)
def test_the_order_of_parameters_makes_no_other_question(params: list[tuple[str, str]]) -> None:
    by_name = sorted(params, key=lambda param: param[0], reverse=True)

    assert request("library", "GET", BASE, "x", params).key("library") == (
        request("library", "GET", BASE, "x", sorted(by_name, key=lambda param: param[0])).key("library")
    )


def test_what_differs_is_kept_apart() -> None:
    asked = [
        request("library", "GET", BASE, "x", {"q": "a"}),
        request("library", "GET", BASE, "x", {"q": "b"}),
        request("library", "GET", BASE, "x", [("q", "a"), ("q", "b")]),
        request("library", "GET", BASE, "x", [("q", "b"), ("q", "a")]),
        request("library", "GET", "https://mirror.example/v1", "x", {"q": "a"}),
        request("library", "POST", BASE, "x", {"q": "a"}),
        request("library", "POST", BASE, "x", {"q": "a"}, body={"ids": ["1", "2"]}),
        request("library", "POST", BASE, "x", {"q": "a"}, body={"ids": ["2", "1"]}),
    ]

    keys = {one.key("library") for one in asked} | {asked[0].key("archive")}

    assert len(keys) == len(asked) + 1


def test_a_long_body_is_shown_in_short() -> None:
    shown = str(request("library", "POST", BASE, "batch", {}, body={"ids": ["x" * 40] * 50}))

    assert shown.startswith('POST https://api.example.org/v1/batch {"ids":["xxx')
    assert shown.endswith("… (2,159 characters)")
    assert len(shown) < 300


@pytest.mark.parametrize(
    "address",
    ["", "ftp://host", "https://", "https://u:secret@host", "host:80", "http://h:x", "http://[", "http://h?a=b"],
)
def test_an_unusable_address_is_said_by_its_setting(settings: Settings, address: str) -> None:
    service = Service(name="library", base_url=BASE, every=1)

    with pytest.raises(AskedWronglyError) as caught:
        base_url(replace(settings, base_urls={"library": address}), service)

    assert "SURVEY_LIBRARY_URL" in (caught.value.hint or "")
    assert "secret" not in str(caught.value)


def test_an_address_of_the_users_stands_in(settings: Settings) -> None:
    service = Service(name="library", base_url=BASE, every=1)

    assert base_url(settings, service) == BASE
    assert (
        base_url(replace(settings, base_urls={"library": "http://[::1]:8000/lib/"}), service) == "http://[::1]:8000/lib"
    )


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/other?a=b", "https://api.example.org/other?a=b"),
        ("x y", "https://api.example.org/v1/x%20y"),
        ("https://elsewhere.example/é", "https://elsewhere.example/%C3%A9"),
    ],
)
def test_a_redirect_leads_where_it_says(location: str, url: str) -> None:
    asked = request("library", "POST", BASE, "papers", {}, body={})

    assert asked.moved("library", location, as_get=False) == replace(asked, url=url)
    assert asked.moved("library", location, as_get=True) == replace(asked, method="GET", url=url, body=None)


@pytest.mark.parametrize("location", ["http://api.example.org/v1", "//[", "ftp://x/", "http:"])
def test_a_redirect_never_leads_to_a_weaker_or_no_connection(location: str) -> None:
    with pytest.raises(SourceChangedError, match=r"redirected (from https to plain http|to something)"):
        request("library", "GET", BASE, "papers", {}).moved("library", location, as_get=False)
