"""Which names of entries are cite keys."""

from __future__ import annotations

import pytest

from survey.bibliographies.cite_keys import cite_key_of
from survey.bibliographies.entry import FILE, Entry
from survey.model.record import Record


def _key(name: str, form: str, *, is_named: bool = True) -> str | None:
    return cite_key_of(Entry(id=name, is_named=is_named, line=1, record=Record(source=FILE, key="k")), form)


@pytest.mark.parametrize("name", ["hu2022lora", "Knuth84", "DBLP:conf/nips/X17", "2020smith", "KNUTH", "김2021문"])
def test_what_bibtex_calls_an_entry_is_its_key(name: str) -> None:
    assert _key(name, "bibtex") == name


@pytest.mark.parametrize("name", ["12345", "ABCD1234", "WOS:000123", "10.1234/x", "2-s2.0-85", "2106.09685", "W12345"])
def test_what_a_database_calls_an_entry_is_none(name: str) -> None:
    assert _key(name, "ris") is None
    assert _key(name, "csv") is None


def test_a_word_is_a_key_in_any_form() -> None:
    assert _key("hu2022lora", "ris") == _key("hu2022lora", "csv") == _key("hu2022lora", "csl-json") == "hu2022lora"


@pytest.mark.parametrize("name", ["a b", "a,b", "a}b", "a\\b", "a%b", "a\x1b[31m", "x" * 101, "\u202eabc"])
def test_what_would_break_a_file_or_a_screen_is_none(name: str) -> None:
    assert _key(name, "bibtex") is None


def test_the_place_of_an_entry_is_none() -> None:
    assert _key("a1", "bibtex", is_named=False) is None
