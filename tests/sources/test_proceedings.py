"""What sources that list venues have in common: pages read safely, words matched here."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model.record import Query, Record, Unreadable
from survey.sources.cvf import Cvf
from survey.sources.neurips import Neurips
from survey.sources.pmlr import Pmlr
from survey.sources.proceedings import html_root, is_wanted, stems, words_of, years_of


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "nothing at all"),
        (b"{}", "something else than an HTML page"),
        (b"<html><body>half", "cut off after 16 bytes"),
        (b"<html><body>" + b"<div>" * 2000 + b"</body></html>", "cannot be read to its end"),
    ],
)
def test_what_is_no_whole_page_is_said_to_be_none(body: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        html_root(body)


@pytest.mark.parametrize("coding", ["utf-8", "cp1252"])
def test_a_page_is_read_in_the_coding_it_is_in(coding: str) -> None:
    body = "<html><body><p>Östlund</p></body></html>".encode(coding)

    assert words_of(html_root(body)) == "Östlund"


@pytest.mark.parametrize("source", [Cvf, Neurips, Pmlr])
@pytest.mark.parametrize("tag", ["dl", "li", "div class='paper'", "dt class='ptitle'", "a title='paper title'"])
def test_a_page_made_to_keep_us_busy_ends_soon(source: type[Cvf | Neurips | Pmlr], tag: str) -> None:
    body = b"<html><body>" + f"<{tag}>".encode() * 20_000 + b"</body></html>"
    begun = time.process_time()

    with suppress(ValueError):
        list(source.read(body))

    assert time.process_time() - begun < 5


@given(st.text(max_size=40))
def test_words_do_not_depend_on_case(text: str) -> None:
    assert stems(text) == stems(text.upper().lower()) or not text.isascii()


@pytest.mark.parametrize(
    ("one", "other"), [("Point Clouds", "point-cloud"), ("Café, Lanterns!", "cafe lantern"), ("Nets", "net")]
)
def test_a_plural_an_accent_and_a_hyphen_make_no_difference(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("loss", "los"), ("gas", "ga"), ("network", "net")])
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_a_paper_is_wanted_where_title_and_abstract_together_hold_all_words() -> None:
    paper = Record(source="cvf", key="k", title="Lanterns", abstract="For clouds of points.", year=2021)

    assert is_wanted(paper, Query(text=""), stems("cloud lantern"))
    assert not is_wanted(paper, Query(text=""), stems("lantern dune"))
    assert not is_wanted(paper, Query(text="", since=2022), stems("lantern"))
    assert is_wanted(Unreadable("cvf", None, "broken"), Query(text="", since=2022), stems("lantern"))


@given(st.integers(1980, 2030), st.integers(1980, 2030))
def test_years_are_those_asked_for_the_latest_first(since: int, until: int) -> None:
    years = list(years_of(Query(text="", since=since, until=until), 2013, 2026))

    assert years == sorted(set(range(since, until + 1)) & set(range(2013, 2027)), reverse=True)
