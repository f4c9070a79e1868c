"""Addresses of code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.repository import is_repository, repository_key, repository_url


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/a/b",
        "http://github.com/a/b.git",
        "https://www.github.com/A/B/",
        "https://github.com/a/b/tree/main/src?x#y",
    ],
)
def test_spellings_of_one_repository_have_one_key(address: str) -> None:
    assert repository_key(address) == "github.com/a/b"
    assert is_repository(address)


@pytest.mark.parametrize("address", ["https://github.com/a", "https://example.org/a/b", "https://[broken", "", "a b"])
def test_what_is_no_repository_stays_as_it_came(address: str) -> None:
    assert repository_url(address) == address
    assert not is_repository(address)


@given(st.text())
def test_any_text_has_a_key_and_the_key_of_its_plain_address_is_the_same(address: str) -> None:
    assert repository_key(repository_url(address)) == repository_key(address)
